package metric

import "slices"

// counted is a metric that counts contacts, as Amazon defines it: by the contact's end.
type counted struct {
	id, connectName      string
	title, short         Words
	direction            Direction
	definition           Words
	measure, formulaText string
	where                Predicate
	source               string    // definitionsURL unless given
	by                   TimeField // counted at this moment and no other; by the contact's end unless given
	byAgent              string    // what to ask by agent, of a metric that is about what happens before one is there
}

func (c counted) metric() Metric {
	source := c.source
	if source == "" {
		source = definitionsURL
	}
	m := Metric{
		ID: c.id, ConnectName: c.connectName, Title: c.title, Short: c.short,
		Unit: UnitCount, Direction: c.direction, Definition: c.definition,
		Formula: "count(" + c.formulaText + ")", SourceURL: source,
		Attribution: ByContact, TimeField: ByDisconnect,
		Measures: []Measure{CountOf(c.measure, c.where)}, Combine: AsCount,
	}
	if c.by != "" {
		m.TimeField, m.OwnTime = c.by, true
		m.Formula += " by " + c.by.Column().Name()
	}
	if c.byAgent != "" {
		m = m.beforeAgent(c.byAgent)
	}
	return m
}

// contactMetrics count contacts by how they came, were handled and went on.
func contactMetrics() []Metric {
	return metricsOf(slices.Concat(contactCounts(), handledCounts(), callbackCounts()))
}

func metricsOf(counts []counted) []Metric {
	var all []Metric
	for _, c := range counts {
		all = append(all, c.metric())
	}
	return all
}

func contactCounts() []counted {
	return []counted{
		{
			id: "contacts_created", connectName: "CONTACTS_CREATED",
			title: Words{"총 상담 건수(생성)", "Contacts created"}, short: Words{"총 상담", "Contacts created"}, direction: NeitherBetter,
			definition: Words{"모든 상담 건수입니다. 대기열에 들어가지 않고 끝난 상담과 발신도 포함합니다.", "All contacts, also those that ended without entering a queue, and outbound ones."},
			measure:    "contacts", formulaText: "contacts",
		},
		{
			id:    "customer_journeys",
			title: Words{"고객 문의 건수", "Customer journeys"}, short: Words{"고객 문의", "Journeys"}, direction: NeitherBetter,
			definition: Words{"고객의 문의를 한 건으로 셉니다. 호 전환과 콜백으로 이어진 상담은 첫 상담 하나로 칩니다.", "What customers came with, counted once: contacts that go on by transfer or callback count as their first contact only."},
			measure:    "journeys", formulaText: "first_of_journey = 1", where: Is(ColFirstOfJourney), source: recordURL,
		},
		{
			id:    "contacts_incoming",
			title: Words{"수신 건수", "Contacts incoming"}, short: Words{"수신 건수", "Incoming"}, direction: NeitherBetter,
			definition: Words{"수신 상담 건수입니다. 호 전환과 대기열 이동으로 들어온 상담을 포함하고, API로 시작되는 새 채팅은 포함하지 않습니다.", "Incoming contacts, transfers and moves from another queue included. New chats are not in: they begin as API."},
			measure:    "incoming", formulaText: "incoming = 1", where: Is(ColIncoming),
		},
		{
			id:    "contact_volume",
			title: Words{"대기열 유입량", "Contact volume"}, short: Words{"대기열 유입량", "Contact volume"}, direction: NeitherBetter,
			definition: Words{"대기열에 들어간 상담 가운데 수신, 호 전환, 대기열 이동, 콜백, API로 시작된 건수입니다.", "Contacts that were put into a queue and began as inbound, transfer, move between queues, callback or API."},
			measure:    "volume", formulaText: "queued = 1 and (incoming = 1 or callback = 1 or api = 1)",
			where:   All(Is(ColQueued), Any(Is(ColIncoming), Is(ColCallback), Is(ColAPI))),
			byAgent: "contacts_handled",
		},
		{
			id: "contacts_put_on_hold", connectName: "CONTACTS_PUT_ON_HOLD",
			title: Words{"보류 건수", "Contacts put on hold"}, short: Words{"보류 건수", "Put on hold"}, direction: LowerIsBetter,
			definition: Words{"상담 중 한 번 이상 보류된 상담 건수입니다.", "Contacts that were put on hold at least once."},
			measure:    "held", formulaText: "holds > 0", where: Compare(ColHolds, OpGreater, 0),
		},
		{
			id: "contacts_hold_abandons", connectName: "CONTACTS_HOLD_ABANDONS",
			title: Words{"보류 중 포기 건수", "Contacts hold abandons"}, short: Words{"보류 중 포기", "Hold abandons"}, direction: LowerIsBetter,
			definition: Words{"보류된 채로 끝난 상담 건수입니다. 레코드에 종료 직전 상태(PreDisconnectState)가 있을 때만 셀 수 있습니다.", "Contacts that ended while on hold. Only a record that tells its state before the end (PreDisconnectState) can be counted."},
			measure:    "hold_abandons", formulaText: "connected = 1 and ended_on_hold = 1", where: All(Is(ColConnected), Is(ColEndedOnHold)),
		},
		{
			id: "contacts_agent_hung_up_first", connectName: "CONTACTS_AGENT_HUNG_UP_FIRST",
			title: Words{"상담사 선종료 건수", "Agent hung up first"}, short: Words{"상담사 선종료", "Agent hung up"}, direction: LowerIsBetter,
			definition: Words{"상담사가 먼저 끊은 상담 건수입니다.", "Contacts that the agent ended before the customer did."},
			measure:    "agent_hung_up", formulaText: "connected = 1 and agent_hung_up = 1", where: All(Is(ColConnected), Is(ColAgentHungUp)),
		},
		{
			id: "sum_contacts_disconnected", connectName: "SUM_CONTACTS_DISCONNECTED",
			title: Words{"대기열 내 종료 건수", "Contacts disconnected in queue"}, short: Words{"대기열 내 종료", "Ended in queue"}, direction: LowerIsBetter,
			definition: Words{"대기열에 있는 상태로 끝난 상담 건수입니다. 포기뿐 아니라 콜백 요청과 대기열 이동도 포함합니다. 레코드에 종료 직전 상태가 없으면 연결되지 않은 대기열 상담으로 봅니다.", "Contacts whose state before the end was in queue: abandoned ones, those that asked for a callback and those that were moved on. Where the record does not tell the state, queued and never connected is taken for it."},
			measure:    "left_in_queue", formulaText: "left_in_queue = 1", where: Is(ColLeftInQueue),
			byAgent: "contacts_handled",
		},
		{
			id: "conversations_abandoned", connectName: "CONVERSATIONS_ABANDONED",
			title: Words{"채팅 이탈 건수", "Conversations abandoned"}, short: Words{"채팅 이탈", "Chats abandoned"}, direction: LowerIsBetter,
			definition: Words{"상담사나 고객 한쪽이 답하지 않고 떠난 채팅 건수입니다.", "Chats that one side, the agent or the customer, left without an answer."},
			measure:    "conversations_abandoned", formulaText: "conversation_abandoned = 1", where: Is(ColConversationAbandoned), source: recordURL,
		},
	}
}

func handledCounts() []counted {
	return []counted{
		{
			id: "contacts_handled", connectName: "CONTACTS_HANDLED",
			title: Words{"응대 건수", "Contacts handled"}, short: Words{"응대 건수", "Contacts handled"}, direction: HigherIsBetter,
			definition: Words{"상담사와 연결된 상담 건수입니다. 수신, 발신, 호 전환, 콜백을 모두 포함합니다.", "Contacts that were connected to an agent, however they began: inbound, outbound, transfer or callback."},
			measure:    "handled", formulaText: "connected = 1", where: Is(ColConnected),
		},
		{
			id: "contacts_handled_incoming", connectName: "CONTACTS_HANDLED_INCOMING",
			title: Words{"수신 응대 건수", "Contacts handled incoming"}, short: Words{"수신 응대", "Handled incoming"}, direction: HigherIsBetter,
			definition: Words{"상담사와 연결된 수신 상담 건수입니다. 호 전환과 대기열 이동으로 들어온 상담을 포함하고, API로 시작되는 새 채팅은 포함하지 않습니다.", "Incoming contacts that were connected to an agent, transfers included. New chats are not in: they begin as API."},
			measure:    "handled_incoming", formulaText: "connected = 1 and incoming = 1", where: All(Is(ColConnected), Is(ColIncoming)),
		},
		{
			id: "contacts_handled_outbound", connectName: "CONTACTS_HANDLED_OUTBOUND",
			title: Words{"발신 응대 건수", "Contacts handled outbound"}, short: Words{"발신 응대", "Handled outbound"}, direction: NeitherBetter,
			definition: Words{"상담사가 직접 발신하여 연결된 상담 건수입니다.", "Contacts that agents dialled themselves and were connected to."},
			measure:    "handled_outbound", formulaText: "connected = 1 and outbound = 1", where: All(Is(ColConnected), Is(ColOutbound)),
		},
		{
			id: "callback_contacts_handled", connectName: "CALLBACK_CONTACTS_HANDLED",
			title: Words{"콜백 응대 건수", "Callback contacts handled"}, short: Words{"콜백 응대", "Callbacks handled"}, direction: HigherIsBetter,
			definition: Words{"상담사와 연결된 콜백 건수입니다.", "Callbacks that were connected to an agent."},
			measure:    "handled_callback", formulaText: "connected = 1 and callback = 1", where: All(Is(ColConnected), Is(ColCallback)),
		},
		{
			id: "api_contacts_handled", connectName: "API_CONTACTS_HANDLED",
			title: Words{"API 상담 응대 건수", "API contacts handled"}, short: Words{"API 응대", "API handled"}, direction: NeitherBetter,
			definition: Words{"API로 시작되어 상담사와 연결된 상담 건수입니다. 새 채팅과 작업이 여기에 들어갑니다.", "Contacts begun by an API call, such as new chats and tasks, that were connected to an agent."},
			measure:    "handled_api", formulaText: "connected = 1 and api = 1", where: All(Is(ColConnected), Is(ColAPI)),
		},
		{
			id: "contacts_handled_by_connected_to_agent", connectName: "CONTACTS_HANDLED_BY_CONNECTED_TO_AGENT",
			title: Words{"응대 건수(연결 시각 기준)", "Contacts handled, by time of connection"}, short: Words{"응대(연결 기준)", "Handled, connected"}, direction: HigherIsBetter,
			definition: Words{"상담사와 연결된 상담 건수를 종료 시각이 아니라 연결된 시각으로 셉니다.", "Contacts that were connected to an agent, counted when they were connected and not when they ended."},
			measure:    "handled", formulaText: "connected = 1", where: Is(ColConnected), by: ByConnected,
		},
	}
}

// unconnectedWithNext is true for contacts that were not connected to an agent and led to another contact, but for those
// that were moved from queue to queue.
func unconnectedWithNext(of Predicate) Predicate {
	moved := All(Is(ColLeftInQueue), Is(ColTransferredOut))
	return All(Not(Is(ColConnected)), Is(ColHasNext), of, Not(moved))
}

func callbackCounts() []counted {
	return []counted{
		{
			id: "callback_contacts", connectName: "",
			title: Words{"콜백 건수", "Callback contacts"}, short: Words{"콜백 건수", "Callbacks"}, direction: NeitherBetter,
			definition: Words{"고객이 요청한 콜백 건수이며, 다시 시도한 콜백은 시도마다 한 건입니다.", "Callbacks that customers asked for; each further attempt is one more."},
			measure:    "callbacks", formulaText: "callback = 1", where: Is(ColCallback),
		},
		{
			id: "sum_retry_callback_attempts", connectName: "SUM_RETRY_CALLBACK_ATTEMPTS",
			title: Words{"콜백 미연결 시도 건수", "Callback attempts"}, short: Words{"콜백 미연결", "Callback attempts"}, direction: LowerIsBetter,
			definition: Words{"고객에게 닿지 못해 다음 시도로 이어진 콜백 건수입니다. Amazon 문서의 설명을 따르며, 같은 문서의 계산식은 콜백을 제외한다고 적혀 있어 설명과 어긋납니다.", "Callbacks that did not reach anybody and led to a further attempt. This follows Amazon's description; the formula printed beside it leaves callbacks out, which contradicts it."},
			measure:    "callback_attempts", formulaText: "connected = 0 and has_next = 1 and callback = 1 and not (left_in_queue = 1 and transferred_out = 1)",
			where:   unconnectedWithNext(Is(ColCallback)),
			byAgent: "contacts_handled",
		},
		{
			id:    "sum_retry_callback_attempts_as_printed",
			title: Words{"콜백 미연결 시도 건수(문서 계산식)", "Callback attempts, formula as printed"}, short: Words{"콜백 문서식", "Callbacks printed"}, direction: NeitherBetter,
			definition: Words{"Amazon 문서에 적힌 계산식 그대로입니다. 콜백을 뺀 상담 가운데 연결되지 않고 다음 상담으로 이어진 건수이며, 대개 콜백 요청 건수와 같습니다.", "Amazon's printed formula taken by the letter: contacts other than callbacks that were not connected and led to another contact, which mostly are requests for a callback."},
			measure:    "callback_attempts_as_printed", formulaText: "connected = 0 and has_next = 1 and callback = 0 and not (left_in_queue = 1 and transferred_out = 1)",
			where:   unconnectedWithNext(Not(Is(ColCallback))),
			byAgent: "contacts_handled",
		},
	}
}
