package metric

import "strings"

// mean is a metric that averages a column over the contacts for which where holds and which have a value in it. Measures
// are named for the column and for whom ("" is all that have a value).
func mean(id string, title, short, definition Words, column, whom string, of Column, where Predicate, condition string) Metric {
	name := column
	formula := "sum(" + column + ") / count(" + column + ")"
	if whom != "" {
		name += "_" + whom
		formula += ", " + condition
	}
	return Metric{
		ID: id, ConnectName: strings.ToUpper(id), Title: title, Short: short,
		Unit: UnitSeconds, Direction: LowerIsBetter, Definition: definition, Formula: formula, SourceURL: definitionsURL,
		Attribution: ByContact, TimeField: ByDisconnect,
		Measures: []Measure{SumOf("sum_"+name, of, where), CountOf("count_"+name, All(where, Present(of)))},
		Combine:  AsMean,
	}
}

// ours says that Amazon Connect has no metric of this name.
func (m Metric) ours() Metric {
	m.ConnectName = ""
	return m
}

// sum is a metric that adds up a column over all contacts.
func sum(id string, title, short, definition Words, column Column) Metric {
	return Metric{
		ID: id, ConnectName: strings.ToUpper(id), Title: title, Short: short,
		Unit: UnitSeconds, Direction: NeitherBetter, Definition: definition,
		Formula: "sum(" + column.Name() + ")", SourceURL: definitionsURL,
		Attribution: ByContact, TimeField: ByDisconnect,
		Measures: []Measure{SumOf("sum_"+column.Name(), column, Predicate{})}, Combine: AsSum,
	}
}

// timeMetrics are the figures of how long contacts took, by the contact's end. All of them include outbound contacts.
func timeMetrics() []Metric {
	all := averages()
	all = append(all, sums()...)
	return append(all, Metric{
		ID: "avg_holds", ConnectName: "AVG_HOLDS",
		Title: Words{"상담당 보류 횟수", "Average holds"}, Short: Words{"상담당 보류", "Average holds"},
		Unit: UnitCount, Direction: LowerIsBetter,
		Definition: Words{"상담 한 건에서 보류한 평균 횟수입니다. 보류하지 않은 상담은 0회로 넣습니다.", "Mean number of holds per contact; a contact that was never held counts as 0."},
		Formula:    "sum(holds) / count(contacts)", SourceURL: definitionsURL,
		Attribution: ByContact, TimeField: ByDisconnect,
		Measures: []Measure{SumOf("sum_holds", ColHolds, Predicate{}), measureContacts}, Combine: AsMean,
	})
}

func averages() []Metric {
	connected, everyone := Is(ColConnected), Predicate{}
	all := []Metric{
		mean("avg_handle_time", Words{"평균 처리 시간(AHT)", "Average handle time"}, Words{"평균 처리 시간", "Avg handle time"},
			Words{"상담, 보류, 후처리, 일시 중지 시간을 더한 평균입니다. 발신도 포함합니다.", "Mean of interaction, hold, after contact work and pause taken together. Outbound contacts are in."},
			"handle_s", "", ColHandleS, everyone, ""),
		mean("avg_after_contact_work_time", Words{"평균 후처리 시간", "Average after contact work time"}, Words{"평균 후처리", "Avg ACW time"},
			Words{"상담사와 연결된 상담의 평균 후처리(ACW) 시간입니다. 후처리가 없던 상담은 0초로 넣고 발신도 포함합니다.", "Mean after contact work of contacts that were connected to an agent; one without it counts as 0 seconds. Outbound contacts are in."},
			"acw_or_zero_s", "", ColACWOrZeroS, everyone, ""),
		mean("avg_after_contact_work_time_recorded", Words{"평균 후처리 시간(기록된 건)", "Average recorded after contact work time"}, Words{"기록된 후처리", "Avg recorded ACW"},
			Words{"후처리(ACW) 시간이 기록된 상담만의 평균입니다. 후처리가 없던 상담은 세지 않습니다. 색인에서 평균을 낸 값은 이 값과 같습니다.", "Mean over only those contacts whose record carries an after contact work duration; one without it is left out, as a mean over an index of records does."},
			"acw_s", "", ColACWS, everyone, "").ours(),
		mean("avg_outbound_after_contact_work_time", Words{"평균 후처리 시간(발신)", "Average outbound after contact work time"}, Words{"발신 후처리", "Avg outbound ACW"},
			Words{"상담사가 직접 발신하여 연결된 상담의 평균 후처리(ACW) 시간입니다. 후처리가 없던 상담은 0초로 넣습니다.", "Mean after contact work of contacts that agents dialled themselves and were connected to; one without it counts as 0 seconds."},
			"acw_or_zero_s", "outbound", ColACWOrZeroS, Is(ColOutbound), "outbound = 1").ours(),
		mean("avg_active_time", Words{"평균 활동 시간", "Average active time"}, Words{"평균 활동 시간", "Avg active time"},
			Words{"상담, 보류, 후처리 시간을 더한 평균입니다. 작업의 일시 중지 시간은 빼고, 합이 0초인 상담은 세지 않습니다.", "Mean of interaction, hold and after contact work taken together; pauses are not in it, and contacts of which all three are nothing are left out."},
			"active_s", "", ColActiveS, everyone, ""),
		mean("avg_interaction_time", Words{"평균 상담 시간", "Average agent interaction time"}, Words{"평균 상담 시간", "Avg interaction"},
			Words{"상담사가 고객과 이야기한 평균 시간입니다. 보류와 후처리는 제외하고 발신은 포함합니다.", "Mean time that agents spent interacting with customers. Hold and after contact work are not in it, outbound contacts are."},
			"interaction_s", "connected", ColInteractionS, connected, "connected = 1"),
		mean("avg_outbound_interaction_time", Words{"평균 상담 시간(발신)", "Average outbound agent interaction time"}, Words{"발신 상담 시간", "Avg outbound talk"},
			Words{"상담사가 직접 발신하여 연결된 상담의 평균 상담 시간입니다. 고객이 받기 전에 울리던 시간도 들어갑니다.", "Mean interaction time of contacts that agents dialled themselves and were connected to. Ringing counts: it begins when the agent is connected."},
			"interaction_s", "connected_outbound", ColInteractionS, All(connected, Is(ColOutbound)), "connected = 1 and outbound = 1").ours(),
		mean("avg_interaction_and_hold_time", Words{"평균 상담·보류 시간", "Average interaction and hold time"}, Words{"상담·보류", "Avg talk and hold"},
			Words{"상담 시간과 보류 시간을 더한 평균입니다.", "Mean of interaction and hold taken together."},
			"interaction_hold_s", "", ColInteractionHoldS, everyone, ""),
		mean("avg_hold_time", Words{"평균 보류 시간", "Average hold time"}, Words{"평균 보류 시간", "Avg hold time"},
			Words{"한 번 이상 보류된 상담의 평균 보류 시간입니다.", "Mean hold time of the contacts that were put on hold at least once."},
			"hold_s", "held", ColHoldS, heldContacts, "connected = 1 and holds > 0"),
		mean("avg_hold_time_all_contacts", Words{"평균 보류 시간(전체 응대)", "Average hold time, all contacts"}, Words{"보류(전체)", "Avg hold, all"},
			Words{"응대한 모든 상담의 평균 보류 시간입니다. 보류하지 않은 상담은 0초로 들어갑니다.", "Mean hold time of all handled contacts; one that was never held counts as 0 seconds."},
			"hold_s", "connected", ColHoldS, connected, "connected = 1"),
		mean("avg_contact_flow_time", Words{"평균 자동 응답 시간", "Average contact flow time"}, Words{"평균 자동 응답", "Avg flow time"},
			Words{"수신과 API로 시작된 상담이 대기열에 들어가기 전까지 흐름(IVR)에서 보낸 평균 시간입니다.", "Mean time that incoming contacts and those begun by an API call spent in the flow (IVR) before they were queued."},
			"flow_s", "", ColFlowS, everyone, "").ours(),
		mean("avg_contact_duration", Words{"평균 상담 소요 시간", "Average contact duration"}, Words{"평균 소요 시간", "Avg duration"},
			Words{"상담이 시작되어 연결이 끊길 때까지의 평균 시간입니다. 자동 응답과 대기 시간도 포함합니다.", "Mean time from a contact's beginning to its disconnection, flow and queue included."},
			"contact_s", "", ColContactS, everyone, ""),
		mean("avg_resolution_time", Words{"평균 해결 시간", "Average resolution time"}, Words{"평균 해결 시간", "Avg resolution"},
			Words{"상담이 시작되어 후처리까지 모두 끝날 때까지의 평균 시간입니다.", "Mean time from a contact's beginning to the end of everything, after contact work included."},
			"resolution_s", "", ColResolutionS, everyone, ""),
	}
	for i := range all {
		switch all[i].ID {
		case "avg_interaction_time", "avg_outbound_interaction_time", "avg_active_time", "avg_contact_duration":
			all[i].Direction = NeitherBetter // long talk may be good service
		}
	}
	return all
}

func sums() []Metric {
	return []Metric{
		sum("sum_handle_time", Words{"총 처리 시간", "Contact handle time"}, Words{"총 처리 시간", "Handle time"},
			Words{"상담, 보류, 후처리, 일시 중지 시간을 모두 더한 값입니다.", "Interaction, hold, after contact work and pause of all contacts, added up."}, ColHandleS),
		sum("sum_interaction_time", Words{"총 상담 시간", "Agent interaction time"}, Words{"총 상담 시간", "Interaction time"},
			Words{"상담사가 고객과 이야기한 시간을 모두 더한 값입니다.", "The time that agents spent interacting with customers, added up."}, ColInteractionS),
		sum("sum_hold_time", Words{"총 보류 시간", "Customer hold time"}, Words{"총 보류 시간", "Hold time"},
			Words{"고객이 보류 상태로 기다린 시간을 모두 더한 값입니다.", "The time that customers spent on hold, added up."}, ColHoldS),
		sum("sum_interaction_and_hold_time", Words{"총 상담·보류 시간", "Agent interaction and hold time"}, Words{"총 상담·보류", "Talk and hold time"},
			Words{"상담 시간과 보류 시간을 모두 더한 값입니다.", "Interaction and hold of all contacts, added up."}, ColInteractionHoldS),
		sum("sum_after_contact_work_time", Words{"총 후처리 시간", "After contact work time"}, Words{"총 후처리 시간", "ACW time"},
			Words{"후처리(ACW) 시간을 모두 더한 값입니다.", "After contact work of all contacts, added up."}, ColACWS),
		sum("sum_contact_flow_time", Words{"총 자동 응답 시간", "Contact flow time"}, Words{"자동 응답 시간", "Flow time"},
			Words{"고객이 대기열에 들어가기 전까지 흐름(IVR)에서 보낸 시간을 모두 더한 값입니다.", "The time that customers spent in the flow (IVR) before they were queued, added up. Outbound contacts have none."}, ColFlowS),
	}
}
