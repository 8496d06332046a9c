package metric

import "slices"

var (
	notOutbound       = Not(Is(ColOutbound))
	connectedAgents   = All(Is(ColConnected), Not(Is(ColMonitor)))
	interactionCounts = All(Is(ColConnected), Present(ColInteractionS))
)

// The measures of the panels. Both means of after contact work divide the same sum: a contact that counts as 0 adds
// nothing to it.
var (
	measureContacts        = CountOf("contacts", Predicate{})
	measureACWContacts     = CountOf("acw_contacts_not_outbound", All(Present(ColACWOrZeroS), notOutbound))
	measureRecordedSeconds = SumOf("acw_s_not_outbound", ColACWS, notOutbound)
	measureRecorded        = CountOf("acw_recorded_not_outbound", All(Present(ColACWS), notOutbound))
	measureCallSeconds     = SumOf("interaction_s_not_outbound", ColInteractionS, All(interactionCounts, notOutbound))
	measureCallContacts    = CountOf("interactions_not_outbound", All(interactionCounts, notOutbound))
	measureAgentsSeen      = Measure{Name: "agents_seen", Aggregate: SeenAgents, Where: connectedAgents}
	measureAgentsOnline    = Measure{Name: "agents_online", Aggregate: OnlineAgents}
	measureAgentsConnected = DistinctOf("agents_connected", Agent, connectedAgents)
)

// panelMetrics are the figures of the seven panels, by the contact's initiation.
func panelMetrics() []Metric {
	return []Metric{
		{
			ID:    "number_of_calls",
			Title: Words{KO: "총 상담 건수", EN: "Number of calls"},
			Short: Words{KO: "총 상담 건수", EN: "Number of calls"},
			Unit:  UnitCount, Direction: NeitherBetter,
			Definition: Words{
				KO: "기간 안에 시작된 상담 건수입니다. 채널과 시작 방식에 관계없이 고객 응대 레코드(CTR) 한 건을 한 번만 셉니다. 호 전환된 통화는 전환 구간마다 한 건입니다.",
				EN: "Contacts that began in the range, whatever their channel and initiation method, each contact record counted once. A transferred call is one contact per leg.",
			},
			Formula: "count(contacts)", SourceURL: recordURL,
			Attribution: ByContact, TimeField: ByInitiation,
			Measures: []Measure{measureContacts}, Combine: AsCount,
		},
		{
			ID:    "average_after_contact_work",
			Title: Words{KO: "평균 후처리 시간(발신 제외)", EN: "Average after contact work, outbound excluded"},
			Short: Words{KO: "평균 후처리 시간", EN: "Average ACW"},
			Unit:  UnitSeconds, Direction: LowerIsBetter,
			Definition: Words{
				KO: "상담사와 연결된 상담의 평균 후처리(ACW) 시간입니다. 후처리가 없던 상담은 0초로 넣습니다. 시작 방식이 OUTBOUND인 발신은 제외합니다.",
				EN: "Mean after contact work of contacts that were connected to an agent; a contact without after contact work counts as 0 seconds. Contacts initiated as OUTBOUND are left out.",
			},
			Formula: "sum(acw_s) / count(acw_or_zero_s), outbound = 0", SourceURL: definitionsURL,
			Attribution: ByContact, TimeField: ByInitiation,
			Measures: []Measure{measureRecordedSeconds, measureACWContacts}, Combine: AsMean,
		},
		{
			ID:    "average_after_contact_work_recorded",
			Title: Words{KO: "평균 후처리 시간(기록된 건, 발신 제외)", EN: "Average recorded after contact work, outbound excluded"},
			Short: Words{KO: "기록된 후처리", EN: "Recorded ACW"},
			Unit:  UnitSeconds, Direction: LowerIsBetter,
			Definition: Words{
				KO: "후처리(ACW) 시간이 기록된 상담만의 평균입니다. 후처리가 없던 상담은 세지 않으므로 Amazon Connect의 평균보다 길 수 있습니다. 시작 방식이 OUTBOUND인 발신은 제외합니다.",
				EN: "Mean over only those contacts whose record carries an after contact work duration, so it can be longer than Amazon Connect's own mean. Contacts initiated as OUTBOUND are left out.",
			},
			Formula: "sum(acw_s) / count(acw_s), outbound = 0", SourceURL: recordURL,
			Attribution: ByContact, TimeField: ByInitiation,
			Measures: []Measure{measureRecordedSeconds, measureRecorded}, Combine: AsMean,
		},
		{
			ID:    "average_call_duration",
			Title: Words{KO: "평균 상담 시간(발신 제외)", EN: "Average call duration, outbound excluded"},
			Short: Words{KO: "평균 상담 시간", EN: "Avg call duration"},
			Unit:  UnitSeconds, Direction: NeitherBetter,
			Definition: Words{
				KO: "상담사가 고객과 실제로 이야기한 평균 시간입니다. 대기열, 보류, 후처리 시간은 포함하지 않습니다. 시작 방식이 OUTBOUND인 발신은 제외합니다.",
				EN: "Mean time that the agent spent interacting with the customer; queue, hold and after contact work are not in it. Contacts initiated as OUTBOUND are left out.",
			},
			Formula: "sum(interaction_s) / count(interaction_s), connected = 1 and outbound = 0", SourceURL: definitionsURL,
			Attribution: ByContact, TimeField: ByInitiation,
			Measures: []Measure{measureCallSeconds, measureCallContacts}, Combine: AsMean,
		},
		{
			ID:    "number_of_agents",
			Title: Words{KO: "근무 상담사 수", EN: "Number of agents"},
			Short: Words{KO: "상담사 수", EN: "Agents"},
			Unit:  UnitCount, Direction: NeitherBetter,
			Definition: Words{
				KO: "기간 안에 상담과 연결되었거나(모니터링 제외) 상담사 이벤트상 온라인이었던 상담사 수이며, 한 사람은 한 번만 셉니다. 대기열이나 채널로 거르면 연결된 상담사만 셉니다.",
				EN: "Agents who were connected to a contact of the range (monitoring aside) or were online in it by agent events, each counted once. Filtered by queue or channel, only the connected ones count.",
			},
			Formula: "distinct agents (connected = 1 and monitor = 0) or online by agent events", SourceURL: agentEventsURL,
			Attribution: ByContact, TimeField: ByInitiation,
			Measures: []Measure{measureAgentsSeen}, Combine: AsCount,
			Dimensions: slices.DeleteFunc(Dimensions(), func(d Dimension) bool { return d == Agent }),
			Instead:    "it is 1 for each; ask for contacts_handled there, or group by queue, channel or routing_profile",
		},
	}
}
