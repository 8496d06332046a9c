package metric

import "fmt"

// limitedMetrics are the figures of queues that have a limit in seconds, by the contact's end.
func limitedMetrics(limit settings) []Metric {
	return append([]Metric{serviceLevel(limit)}, withinCounts(limit)...)
}

// serviceLevel is Amazon's service level, or with parameters the formula that a centre has agreed on.
func serviceLevel(limit settings) Metric {
	return Metric{
		ID: "service_level", ConnectName: "SERVICE_LEVEL",
		Title: Words{fmt.Sprintf("서비스 수준(%d초)", limit.seconds), fmt.Sprintf("Service level (%d s)", limit.seconds)},
		Short: Words{"서비스 수준", "Service level"},
		Unit:  UnitPercent, Direction: HigherIsBetter, Definition: limit.serviceDefinition(),
		Formula: "100 * count(" + limit.servedFormula() + ") / count(queued = 1" + limit.keptFormula() + ")", SourceURL: definitionsURL,
		Attribution: ByContact, TimeField: ByDisconnect,
		Measures: []Measure{limit.served(), limit.offered()}, Combine: AsPercent, Parameters: serviceParameters,
	}.beforeAgent("sum_contacts_answered_in_x")
}

// served counts what service level counts as within its limit.
func (s settings) served() Measure {
	name, where := "removed_from_queue", s.within()
	if s.answered {
		name, where = "answered", All(Is(ColConnected), Is(ColQueued), where)
	}
	return s.kept(s.name(name), where)
}

// offered counts what service level is a share of.
func (s settings) offered() Measure { return s.kept(measureQueued.Name, measureQueued.Where) }

// kept leaves out abandoned contacts as far as the settings say.
func (s settings) kept(name string, where Predicate) Measure {
	switch {
	case s.without:
		return CountOf(name+"_without_abandoned", All(where, Not(Is(ColAbandoned))))
	case s.short > 0:
		early := All(Is(ColAbandoned), Compare(ColQueueS, OpLess, s.short))
		return CountOf(fmt.Sprintf("%s_without_abandoned_lt_%d", name, s.short), All(where, Not(early)))
	}
	return CountOf(name, where)
}

func (s settings) servedFormula() string {
	formula := s.formula()
	if s.answered {
		formula = "connected = 1 and queued = 1 and " + formula
	}
	return formula + s.keptFormula()
}

func (s settings) keptFormula() string {
	switch {
	case s.without:
		return " and abandoned = 0"
	case s.short > 0:
		return fmt.Sprintf(" and not (abandoned = 1 and queue_s < %d)", s.short)
	}
	return ""
}

func (s settings) serviceDefinition() Words {
	ko := "대기열에 들어간 상담 가운데 " + s.ko() + " 대기열을 벗어난 상담의 비율입니다."
	en := "Contacts that left the queue " + s.en() + " as a share of all that were queued."
	switch {
	case s.answered:
		ko = "대기열에 들어간 상담 가운데 " + s.ko() + " 상담사와 연결된 상담의 비율입니다."
		en = "Contacts that were connected to an agent " + s.en() + " as a share of all that were queued."
	case !s.without:
		ko += " 응대뿐 아니라 짧은 포기와 콜백 요청도 벗어난 것으로 칩니다."
		en += " Leaving counts however it happened: answered, abandoned early, or for a callback."
	}
	switch {
	case s.without:
		ko += " 포기한 상담은 양쪽에서 모두 뺍니다."
		en += " Abandoned contacts are left out on both sides."
	case s.short > 0:
		ko += fmt.Sprintf(" %d초 미만에 포기한 상담은 양쪽에서 모두 뺍니다.", s.short)
		en += fmt.Sprintf(" Contacts abandoned in less than %d seconds are left out on both sides.", s.short)
	}
	return Words{ko, en}
}

// withinCounts count contacts that left the queue within the limit.
func withinCounts(limit settings) []Metric {
	all := []Metric{
		counted{
			id: "contacts_removed_from_queue_in_x", connectName: "CONTACTS_REMOVED_FROM_QUEUE_IN_X",
			title: Words{fmt.Sprintf("%d초 내 대기열 이탈 건수", limit.seconds), fmt.Sprintf("Contacts removed from queue in %d s", limit.seconds)},
			short: Words{"기준 내 이탈", "Removed in time"}, direction: HigherIsBetter,
			definition: Words{
				limit.ko() + " 대기열을 벗어난 상담 건수입니다. 응대, 포기, 콜백 요청, 이동을 모두 포함합니다.",
				"Contacts that left the queue " + limit.en() + ": answered, abandoned, for a callback or moved on.",
			},
			measure: limit.name("removed_from_queue"), formulaText: limit.formula(), where: limit.within(),
			byAgent: "sum_contacts_answered_in_x",
		}.metric(),
		counted{
			id: "sum_contacts_answered_in_x", connectName: "SUM_CONTACTS_ANSWERED_IN_X",
			title: Words{fmt.Sprintf("%d초 내 응대 건수", limit.seconds), fmt.Sprintf("Contacts answered in %d s", limit.seconds)},
			short: Words{"기준 내 응대", "Answered in time"}, direction: HigherIsBetter,
			definition: Words{
				"대기열에서 " + limit.ko() + " 상담사와 연결된 상담 건수입니다.",
				"Contacts that were connected to an agent from the queue " + limit.en() + ".",
			},
			measure: limit.name("answered"), formulaText: "connected = 1 and queued = 1 and " + limit.formula(),
			where: All(Is(ColConnected), Is(ColQueued), limit.within()),
		}.metric(),
		counted{
			id: "sum_contacts_abandoned_in_x", connectName: "SUM_CONTACTS_ABANDONED_IN_X",
			title: Words{fmt.Sprintf("%d초 내 포기 건수", limit.seconds), fmt.Sprintf("Contacts abandoned in %d s", limit.seconds)},
			short: Words{"기준 내 포기", "Abandoned early"}, direction: NeitherBetter,
			definition: Words{
				"대기열에 들어온 뒤 " + limit.ko() + " 포기한 상담 건수입니다.",
				"Contacts that were abandoned " + limit.en() + " of entering the queue.",
			},
			measure: limit.name("abandoned"), formulaText: "abandoned = 1 and " + limit.formula(),
			where:   All(Is(ColAbandoned), limit.within()),
			byAgent: "sum_contacts_answered_in_x",
		}.metric(),
	}
	for i := range all {
		all[i].Parameters = limitParameters
	}
	return all
}
