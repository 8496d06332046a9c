package metric

import "fmt"

// Ranks are the percentiles that the catalogue has of every duration.
func Ranks() []int { return []int{50, 90, 95} }

// spread is a duration of contacts of which the catalogue has percentiles: of the same contacts as its mean.
type spread struct {
	id          string // after p50_
	title       Words
	short       Words // with " p90" at most 18 Latin or 9 Hangul characters
	of          Column
	where       Predicate
	condition   string // where in words of columns, "" for all
	whose       Words  // which contacts
	beforeAgent bool
	direction   Direction // LowerIsBetter unless given
}

func spreads() []spread {
	connected, everyone := Is(ColConnected), Words{"이 시간이 기록된 상담", "the contacts that have such a time"}
	return []spread{
		{
			id: "queue_answer_time", title: Words{"응대 대기 시간", "Queue answer time"}, short: Words{"응대 대기", "Answer time"},
			of: ColQueueS, where: answered, condition: "connected = 1 and queued = 1", whose: Words{"대기열에서 응대된 상담", "the contacts that an agent answered from a queue"},
		},
		{
			id: "abandon_time", title: Words{"포기 대기 시간", "Queue abandon time"}, short: Words{"포기 대기", "Abandon time"},
			of: ColQueueS, where: abandonedTimed, condition: "abandoned = 1", whose: Words{"포기한 상담", "the contacts that were abandoned"}, beforeAgent: true,
		},
		{
			id: "queued_time", title: Words{"대기열 체류 시간", "Queued time"}, short: Words{"체류 시간", "Queued time"},
			of: ColQueueS, whose: Words{"대기열에 있었던 상담", "the contacts that were in a queue, however they left it"}, beforeAgent: true,
		},
		{
			id: "interaction_time", title: Words{"상담 시간", "Agent interaction time"}, short: Words{"상담 시간", "Interaction"},
			of: ColInteractionS, where: connected, condition: "connected = 1", whose: Words{"응대한 상담", "the contacts that were connected to an agent"}, direction: NeitherBetter,
		},
		{
			id: "hold_time", title: Words{"보류 시간", "Hold time"}, short: Words{"보류 시간", "Hold time"},
			of: ColHoldS, where: heldContacts, condition: "connected = 1 and holds > 0", whose: Words{"한 번 이상 보류된 상담", "the contacts that were put on hold"},
		},
		{
			id: "interaction_and_hold_time", title: Words{"상담·보류 시간", "Interaction and hold time"}, short: Words{"상담·보류", "Talk and hold"},
			of: ColInteractionHoldS, whose: everyone,
		},
		{
			id: "after_contact_work_time", title: Words{"후처리 시간", "After contact work time"}, short: Words{"후처리", "ACW time"},
			of: ColACWOrZeroS, whose: Words{"상담사와 연결된 상담(후처리가 없으면 0초)", "the contacts that were connected to an agent, 0 seconds where there was no such work"},
		},
		{
			id: "handle_time", title: Words{"처리 시간", "Handle time"}, short: Words{"처리 시간", "Handle time"}, of: ColHandleS, whose: everyone,
		},
		{
			id: "active_time", title: Words{"활동 시간", "Active time"}, short: Words{"활동 시간", "Active time"}, of: ColActiveS, whose: everyone, direction: NeitherBetter,
		},
		{
			id: "contact_duration", title: Words{"상담 소요 시간", "Contact duration"}, short: Words{"소요 시간", "Duration"},
			of: ColContactS, whose: everyone, direction: NeitherBetter,
		},
		{
			id: "resolution_time", title: Words{"해결 시간", "Resolution time"}, short: Words{"해결 시간", "Resolution"}, of: ColResolutionS, whose: everyone,
		},
		{
			id: "contact_flow_time", title: Words{"자동 응답 시간", "Contact flow time"}, short: Words{"자동 응답", "Flow time"}, of: ColFlowS, whose: everyone,
		},
	}
}

// percentiles are how long contacts took at the rank that a supervisor promises ("nine of ten within …"), by the contact's
// end. Amazon Connect has no percentiles of contact records.
func percentiles() []Metric {
	var all []Metric
	for _, s := range spreads() {
		for _, rank := range Ranks() {
			all = append(all, s.metric(rank))
		}
	}
	return all
}

func (s spread) metric(rank int) Metric {
	formula := fmt.Sprintf("percentile(%s, %d)", s.of.Name(), rank)
	if s.condition != "" {
		formula += ", " + s.condition
	}
	m := Metric{
		ID:    fmt.Sprintf("p%d_%s", rank, s.id),
		Title: Words{fmt.Sprintf("%s p%d", s.title.KO, rank), fmt.Sprintf("%s, p%d", s.title.EN, rank)},
		Short: Words{fmt.Sprintf("%s p%d", s.short.KO, rank), fmt.Sprintf("%s p%d", s.short.EN, rank)},
		Unit:  UnitSeconds, Direction: s.direction,
		Definition: Words{
			fmt.Sprintf("%s 가운데 %d%%가 이 시간 이하였습니다. 실제로 있었던 값 하나이며(최근접 순위), 평균과 달리 아주 긴 몇 건에 끌려가지 않습니다.", s.whose.KO, rank),
			fmt.Sprintf("Of %s, %d %% took this long or less. It is a time that really occurred (nearest rank), and a few very long ones do not pull it up as they do a mean.", s.whose.EN, rank),
		},
		Formula: formula, SourceURL: recordURL,
		Attribution: ByContact, TimeField: ByDisconnect,
		Measures: []Measure{PercentileOf(fmt.Sprintf("p%d_%s", rank, s.id), rank, s.of, s.where)}, Combine: AsExtreme,
	}
	if m.Direction == "" {
		m.Direction = LowerIsBetter
	}
	if s.beforeAgent {
		m = m.beforeAgent(fmt.Sprintf("p%d_queue_answer_time", rank))
	}
	return m
}
