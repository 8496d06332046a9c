package metric

import "fmt"

var (
	measureQueued    = CountOf("queued", Is(ColQueued))
	measureAbandoned = CountOf("abandoned", Is(ColAbandoned))
	answered         = All(Is(ColConnected), Is(ColQueued), Present(ColQueueS))
	abandonedTimed   = All(Is(ColAbandoned), Present(ColQueueS))
)

// removedWithin counts what service level counts as within its limit.
func removedWithin(limit within) Measure {
	return CountOf(limit.name("removed_from_queue"), limit.predicate())
}

// queueMetrics are the figures of queues, by the contact's end; limit is the one of those that have one.
func queueMetrics(limit within) []Metric {
	all := []Metric{
		counted{
			id: "contacts_queued", connectName: "CONTACTS_QUEUED",
			title: Words{"대기열 인입 건수", "Contacts queued"}, short: Words{"대기열 인입", "Contacts queued"}, direction: NeitherBetter,
			definition: Words{"대기열에 들어간 상담 건수입니다. 자동 응답에서 끝난 통화와 상담사의 발신은 포함하지 않습니다.", "Contacts that were put into a queue. Calls that end in the flow and calls that agents dial are not in."},
			measure:    "queued", formulaText: "queued = 1", where: Is(ColQueued),
		}.metric(),
		counted{
			id: "contacts_abandoned", connectName: "CONTACTS_ABANDONED",
			title: Words{"포기 건수", "Contacts abandoned"}, short: Words{"포기 건수", "Abandoned"}, direction: LowerIsBetter,
			definition: Words{"대기열에서 상담사와 연결되기 전에 고객이 끊은 상담 건수입니다. 콜백을 요청했거나 다른 곳으로 넘어간 상담은 세지 않습니다.", "Contacts that ended in the queue before an agent was connected. Those that asked for a callback or were handed on do not count."},
			measure:    "abandoned", formulaText: "abandoned = 1", where: Is(ColAbandoned),
		}.metric(),
		{
			ID: "abandonment_rate", ConnectName: "ABANDONMENT_RATE",
			Title: Words{"포기율", "Abandonment rate"}, Short: Words{"포기율", "Abandonment rate"},
			Unit: UnitPercent, Direction: LowerIsBetter,
			Definition: Words{"대기열에 들어간 상담 가운데 포기한 상담의 비율입니다.", "Abandoned contacts as a share of all contacts that were put into a queue."},
			Formula:    "100 * count(abandoned = 1) / count(queued = 1)", SourceURL: definitionsURL,
			Attribution: ByContact, TimeField: ByDisconnect,
			Measures: []Measure{measureAbandoned, measureQueued}, Combine: AsPercent,
		},
		serviceLevel(limit),
	}
	all = append(all, withinCounts(limit)...)
	return append(all, queueTimes()...)
}

func serviceLevel(limit within) Metric {
	return Metric{
		ID: "service_level", ConnectName: "SERVICE_LEVEL",
		Title: Words{fmt.Sprintf("서비스 수준(%d초)", limit.seconds), fmt.Sprintf("Service level (%d s)", limit.seconds)},
		Short: Words{"서비스 수준", "Service level"},
		Unit:  UnitPercent, Direction: HigherIsBetter,
		Definition: Words{
			"대기열에 들어간 상담 가운데 " + limit.ko() + " 대기열을 벗어난 상담의 비율입니다. 응대뿐 아니라 짧은 포기와 콜백 요청도 벗어난 것으로 칩니다.",
			"Contacts that left the queue " + limit.en() + " as a share of all that were queued. Leaving counts however it happened: answered, abandoned early, or for a callback.",
		},
		Formula: "100 * count(" + limit.formula() + ") / count(queued = 1)", SourceURL: definitionsURL,
		Attribution: ByContact, TimeField: ByDisconnect,
		Measures: []Measure{removedWithin(limit), measureQueued}, Combine: AsPercent, Parameters: withinParameters,
	}
}

func withinCounts(limit within) []Metric {
	all := []Metric{
		counted{
			id: "contacts_removed_from_queue_in_x", connectName: "CONTACTS_REMOVED_FROM_QUEUE_IN_X",
			title: Words{fmt.Sprintf("%d초 내 대기열 이탈 건수", limit.seconds), fmt.Sprintf("Contacts removed from queue in %d s", limit.seconds)},
			short: Words{"기준 내 이탈", "Removed in time"}, direction: HigherIsBetter,
			definition: Words{
				limit.ko() + " 대기열을 벗어난 상담 건수입니다. 응대, 포기, 콜백 요청, 이동을 모두 포함합니다.",
				"Contacts that left the queue " + limit.en() + ": answered, abandoned, for a callback or moved on.",
			},
			measure: limit.name("removed_from_queue"), formulaText: limit.formula(), where: limit.predicate(),
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
			where: All(Is(ColConnected), Is(ColQueued), limit.predicate()),
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
			where: All(Is(ColAbandoned), limit.predicate()),
		}.metric(),
	}
	for i := range all {
		all[i].Parameters = withinParameters
	}
	return all
}

func queueTimes() []Metric {
	return []Metric{
		mean("avg_queue_answer_time", Words{"평균 응대 대기 시간", "Average queue answer time"}, Words{"평균 응대 대기", "Avg answer time"},
			Words{"상담사와 연결된 상담이 대기열에서 기다린 평균 시간(ASA)입니다.", "Mean time in queue of the contacts that an agent answered (ASA)."},
			"queue_s", "answered", ColQueueS, answered, "connected = 1 and queued = 1"),
		mean("avg_abandon_time", Words{"평균 포기 대기 시간", "Average queue abandon time"}, Words{"평균 포기 대기", "Avg abandon time"},
			Words{"포기한 상담이 대기열에서 기다린 평균 시간입니다.", "Mean time in queue of the contacts that were abandoned."},
			"queue_s", "abandoned", ColQueueS, abandonedTimed, "abandoned = 1"),
		{
			ID: "max_queued_time", ConnectName: "MAX_QUEUED_TIME",
			Title: Words{"최대 대기 시간", "Maximum queued time"}, Short: Words{"최대 대기 시간", "Max queued time"},
			Unit: UnitSeconds, Direction: LowerIsBetter,
			Definition: Words{"대기열에서 가장 오래 기다린 시간입니다. 포기한 상담도 포함합니다.", "The longest time that a contact spent in queue, abandoned ones included."},
			Formula:    "max(queue_s)", SourceURL: definitionsURL,
			Attribution: ByContact, TimeField: ByDisconnect,
			Measures: []Measure{MaxOf("max_queue_s", ColQueueS, Predicate{})}, Combine: AsExtreme,
		},
	}
}
