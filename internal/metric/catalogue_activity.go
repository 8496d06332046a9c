package metric

import "strings"

// spent is a metric of agents' or contacts' time, which each interval has as much of as was spent in it.
type spent struct {
	id, connectName string // connectName "" where Amazon has no such metric
	title, short    Words
	unit            Unit // UnitSeconds where ""
	direction       Direction
	definition      Words
	formula         string
	amounts         []Amount
	combine         Combine
}

func (s spent) metric() Metric {
	m := Metric{
		ID: s.id, ConnectName: s.connectName, Title: s.title, Short: s.short, Unit: s.unit, Direction: s.direction,
		Definition: s.definition, Formula: s.formula, SourceURL: definitionsURL, Attribution: ByTimeSpent,
		Source: s.amounts[0].Source(), TimeField: whenSpent, OwnTime: true, Combine: s.combine,
	}
	if m.Unit == "" {
		m.Unit = UnitSeconds
	}
	for _, a := range s.amounts {
		m.Measures = append(m.Measures, SpentOf(a))
	}
	m.Dimensions = m.Source.Dimensions()
	m.Instead = "it is counted from agent events, which do not tell that; ask by queue, channel, initiation method or agent"
	if m.Source == OfAgentTime {
		m.Instead = "an agent's time belongs to no queue, channel or contact; ask by agent, routing profile or hierarchy level, or for " +
			"sum_handle_time_spent, which is by queue and channel too"
	}
	return m
}

// agentSum is one of the times that an agent's time consists of.
func agentSum(id string, title, short Words, direction Direction, definition Words, of Amount) spent {
	return spent{
		id: id, connectName: strings.ToUpper(id), title: title, short: short, direction: direction, definition: definition,
		formula: "sum(" + of.Name() + ") / 1000", amounts: []Amount{of}, combine: AsMillis,
	}
}

// onlineShare is a part of the time online.
func onlineShare(id string, title, short Words, direction Direction, definition Words, of Amount) spent {
	return spent{
		id: id, title: title, short: short, unit: UnitPercent, direction: direction, definition: definition,
		formula: "100 * sum(" + of.Name() + ") / sum(online_ms)", amounts: []Amount{of, AmountOnline}, combine: AsPercent,
	}
}

func spentMetrics(all []spent) []Metric {
	var metrics []Metric
	for _, s := range all {
		metrics = append(metrics, s.metric())
	}
	return metrics
}

// agentTimeMetrics are the figures of what agents did with their time, whatever contacts they had.
func agentTimeMetrics() []Metric {
	return spentMetrics([]spent{
		agentSum("sum_online_time_agent", Words{"접속 시간", "Online time"}, Words{"접속 시간", "Online time"}, NeitherBetter,
			Words{"상담사의 상태가 오프라인이 아니었던 시간입니다. 응대 중, 유휴, 비생산 시간의 합과 같습니다.", "Time in which an agent's status was not Offline. It is the sum of contact time, idle time and non-productive time."},
			AmountOnline),
		{
			id:    "agents_online",
			title: Words{"접속 상담사 수", "Agents online"}, short: Words{"접속 상담사", "Agents online"}, unit: UnitCount, direction: NeitherBetter,
			definition: Words{"기간 안에 한 번이라도 접속해 있던, 곧 상태가 오프라인이 아니었던 상담사 수입니다. 한 사람은 한 번만 셉니다.", "Agents whose status was not Offline at some moment of the range, each counted once."},
			formula:    "agents with sum(online_ms) > 0", amounts: []Amount{AmountOnline}, combine: AsAgentCount,
		},
		agentSum("sum_contact_time_agent", Words{"응대 중 시간", "Agent on contact time"}, Words{"응대 중 시간", "On contact time"}, NeitherBetter,
			Words{"상담 가능 상태에서 한 건 이상을 상담, 보류, 후처리하거나 고객에게 전화를 걸던 시간입니다. 여러 건을 함께 응대해도 한 번만 셉니다.", "Time in a routable status with at least one contact connected, on hold, in after contact work or being dialled. Several contacts at once count once."},
			AmountOnContact),
		agentSum("sum_idle_time_agent", Words{"유휴 시간", "Agent idle time"}, Words{"유휴 시간", "Idle time"}, NeitherBetter,
			Words{"상담 가능 상태에서 응대하는 상담이 없던 시간입니다. 벨이 울리는 시간과 놓친 상담을 정리하기 전의 시간도 들어갑니다.", "Time in a routable status with no contact being handled, also while one rings or while one that was missed waits to be cleared."},
			AmountIdle),
		agentSum("sum_non_productive_time_agent", Words{"비생산 시간", "Non-productive time"}, Words{"비생산 시간", "NPT"}, NeitherBetter,
			Words{"점심, 교육처럼 따로 만든 상태에 있던 시간입니다. 그 사이에 상담을 응대했더라도 모두 셉니다.", "Time in a custom status such as lunch or training, whatever contacts were handled meanwhile."},
			AmountNonProductive),
		agentSum("sum_error_status_time_agent", Words{"오류 시간", "Error status time"}, Words{"오류 시간", "Error time"}, LowerIsBetter,
			Words{"놓쳤거나 거절했거나 실패한 상담이 한 건 이상 정리되지 않고 남아 있던 시간입니다. 다른 시간과 겹칩니다.", "Time with at least one contact that was missed, was rejected or failed and is not cleared yet. It overlaps with the other times."},
			AmountError),
		{
			id: "agent_occupancy", connectName: "AGENT_OCCUPANCY",
			title: Words{"점유율", "Occupancy"}, short: Words{"점유율", "Occupancy"}, unit: UnitPercent, direction: NeitherBetter,
			definition: Words{"상담 가능한 시간 가운데 응대 중이던 시간의 비율입니다. 여러 상담사의 값은 상담사별 비율의 평균이며, 상담 가능한 시간이 없던 상담사는 뺍니다.", "Contact time as a share of the time in which an agent was routable. Over several agents it is the mean of their shares, without those who never were routable."},
			formula:    "mean over agents of 100 * sum(on_contact_ms) / sum(routable_ms)",
			amounts:    []Amount{AmountOnContact, AmountRoutable}, combine: AsAgentMean,
		},
		{
			id:    "agent_occupancy_pooled",
			title: Words{"점유율(시간 합산)", "Occupancy, all time together"}, short: Words{"점유율(합산)", "Occupancy, pooled"}, unit: UnitPercent, direction: NeitherBetter,
			definition: Words{"모든 상담사의 응대 중 시간을 모든 상담사의 상담 가능한 시간으로 나눈 값입니다. 오래 일한 상담사가 더 많이 반영됩니다.", "The contact time of all agents as a share of all their routable time, so that whoever worked longer weighs more."},
			formula:    "100 * sum(on_contact_ms) / sum(routable_ms)",
			amounts:    []Amount{AmountOnContact, AmountRoutable}, combine: AsPercent,
		},
		onlineShare("percent_contact_time_agent", Words{"응대 중 시간 비율", "Contact time percentage"}, Words{"응대 중 비율", "On contact %"}, NeitherBetter,
			Words{"접속 시간 가운데 응대 중이던 시간의 비율입니다.", "Agent on contact time as a share of online time."}, AmountOnContact),
		onlineShare("percent_idle_time_agent", Words{"유휴 시간 비율", "Idle time percentage"}, Words{"유휴 비율", "Idle %"}, NeitherBetter,
			Words{"접속 시간 가운데 유휴 시간의 비율입니다.", "Agent idle time as a share of online time."}, AmountIdle),
		onlineShare("percent_non_productive_time_agent", Words{"비생산 시간 비율", "Non-productive time percentage"}, Words{"비생산 비율", "NPT %"}, NeitherBetter,
			Words{"접속 시간 가운데 비생산 시간의 비율입니다.", "Non-productive time as a share of online time."}, AmountNonProductive),
	})
}

// handlingSpent is time of contacts of which contact records tell the same by the contact's end.
func handlingSpent(id string, title, short, definition Words, of Amount) spent {
	return spent{
		id: id, title: title, short: short, direction: NeitherBetter, definition: definition,
		formula: "sum(" + of.Name() + ") / 1000", amounts: []Amount{of}, combine: AsMillis,
	}
}

// contactTimeMetrics are the figures of contacts at agents by the time spent on them, and of offers.
func contactTimeMetrics() []Metric {
	return spentMetrics(append([]spent{
		handlingSpent("sum_handle_time_spent", Words{"총 처리 시간(실제 시간대)", "Contact handle time, when spent"}, Words{"처리(시간대)", "Handled, spent"},
			Words{"상담, 보류, 일시 중지, 후처리와 발신 호출에 쓴 시간을 실제로 쓴 시간대에 나누어 셉니다. 총 처리 시간 지표는 상담이 끝난 시간대에 모두 셉니다.", "Time of interaction, hold, pause, after contact work and dialling, each interval having what was spent in it. Contact handle time gives it all to the interval in which the contact ended."},
			AmountHandling),
		handlingSpent("sum_interaction_time_spent", Words{"총 상담 시간(실제 시간대)", "Interaction time, when spent"}, Words{"상담(시간대)", "Talk, spent"},
			Words{"고객과 이야기한 시간을 실제로 쓴 시간대에 나누어 셉니다. 보류와 발신 호출은 제외합니다.", "Time of talking to customers, each interval having what was spent in it. Hold and dialling are not in it."},
			AmountTalk),
		handlingSpent("sum_hold_time_spent", Words{"총 보류 시간(실제 시간대)", "Hold time, when spent"}, Words{"보류(시간대)", "Hold, spent"},
			Words{"고객을 보류한 시간을 실제로 쓴 시간대에 나누어 셉니다.", "Time of customers on hold, each interval having what was spent in it."},
			AmountHold),
		handlingSpent("sum_pause_time_spent", Words{"총 일시 중지 시간(실제 시간대)", "Pause time, when spent"}, Words{"중지(시간대)", "Pause, spent"},
			Words{"작업을 일시 중지한 시간을 실제로 쓴 시간대에 나누어 셉니다.", "Time of paused tasks, each interval having what was spent in it."},
			AmountPause),
		handlingSpent("sum_after_contact_work_time_spent", Words{"총 후처리 시간(실제 시간대)", "After contact work time, when spent"}, Words{"후처리(시간대)", "ACW, spent"},
			Words{"후처리(ACW) 시간을 실제로 쓴 시간대에 나누어 밀리초 단위로 셉니다.", "Time of after contact work, each interval having what was spent in it, counted in milliseconds."},
			AmountACW),
		{
			id: "sum_connecting_time_agent", connectName: "SUM_CONNECTING_TIME_AGENT",
			title: Words{"연결 시간", "Agent connecting time"}, short: Words{"연결 시간", "Connecting time"}, direction: LowerIsBetter,
			definition: Words{"상담사에게 벨이 울리거나 고객에게 전화를 걸던 시간입니다. 시작 방식별로 나누어 볼 수 있습니다.", "Time in which contacts rang at an agent or customers were being dialled. Group it by initiation method to part the two."},
			formula:    "sum(connecting_ms) / 1000", amounts: []Amount{AmountConnecting}, combine: AsMillis,
		},
		{
			id: "avg_agent_connecting_time", connectName: "AVG_AGENT_CONNECTING_TIME",
			title: Words{"평균 연결 시간", "Average agent connecting time"}, short: Words{"평균 연결 시간", "Avg connecting"}, direction: LowerIsBetter,
			definition: Words{"연결 시간을 그 시간대에 끝난 연결 시도 횟수로 나눈 값입니다.", "Agent connecting time for each attempt to connect that ended in the interval."},
			formula:    "sum(connecting_ms) / 1000 / count(connectings)", amounts: []Amount{AmountConnecting, AmountConnectings}, combine: AsMillisMean,
		},
	}, offers()...))
}

func offers() []spent {
	return []spent{
		{
			id:    "agent_offers",
			title: Words{"상담사 배정 횟수", "Contacts offered to agents"}, short: Words{"배정 횟수", "Offers"}, unit: UnitCount, direction: NeitherBetter,
			definition: Words{"상담사에게 벨이 울린 횟수를 결과가 정해진 시각에 셉니다. 한 상담이 여러 번 배정될 수 있습니다.", "Times a contact rang at an agent, counted when that was decided. One contact can be offered several times."},
			formula:    "count(offers)", amounts: []Amount{AmountOffered}, combine: AsCount,
		},
		{
			id:    "agent_offers_accepted",
			title: Words{"상담사 수락 횟수", "Offers accepted by agents"}, short: Words{"수락 횟수", "Accepted"}, unit: UnitCount, direction: NeitherBetter,
			definition: Words{"배정된 상담을 상담사가 받은 횟수입니다.", "Offers that the agent took."},
			formula:    "count(offers_accepted)", amounts: []Amount{AmountAccepted}, combine: AsCount,
		},
		{
			id: "agent_non_response", connectName: "AGENT_NON_RESPONSE",
			title: Words{"상담사 무응답", "Agent non-response"}, short: Words{"무응답", "Non-response"}, unit: UnitCount, direction: LowerIsBetter,
			definition: Words{"배정된 상담을 상담사가 받지 않은 횟수입니다. 벨이 울리는 동안 고객이 끊은 경우도 들어갑니다.", "Offers that the agent did not take, also where the customer hung up while it rang."},
			formula:    "count(non_responses)", amounts: []Amount{AmountNonResponse}, combine: AsCount,
		},
		{
			id: "agent_non_response_without_customer_abandons", connectName: "AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS",
			title: Words{"상담사 무응답(고객 포기 제외)", "Agent non-response without customer abandons"}, short: Words{"무응답(포기 제외)", "Missed, not left"}, unit: UnitCount, direction: LowerIsBetter,
			definition: Words{"상담사 무응답 가운데 고객이 먼저 끊은 통화를 뺀 횟수입니다. 통화가 언제 끝났는지는 고객 응대 레코드에서 봅니다.", "Agent non-response without the calls that the customer had ended by then, which their contact records tell."},
			formula:    "count(non_responses_without_customer_abandons)", amounts: []Amount{AmountNonResponseWithoutAbandon}, combine: AsCount,
		},
		{
			id: "agent_answer_rate", connectName: "AGENT_ANSWER_RATE",
			title: Words{"상담사 수락률", "Agent answer rate"}, short: Words{"상담사 수락률", "Agent answer rate"}, unit: UnitPercent, direction: HigherIsBetter,
			definition: Words{"배정된 상담 가운데 상담사가 받은 비율입니다.", "Offers that the agent took as a share of all offers that were decided."},
			formula:    "100 * count(offers_accepted) / count(offers)", amounts: []Amount{AmountAccepted, AmountOffered}, combine: AsPercent,
		},
	}
}
