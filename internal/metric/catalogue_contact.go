package metric

// counted is a metric that counts contacts, as Amazon defines it: by the contact's end.
type counted struct {
	id, connectName      string
	title, short         Words
	direction            Direction
	definition           Words
	measure, formulaText string
	where                Predicate
	source               string // definitionsURL unless given
}

func (c counted) metric() Metric {
	source := c.source
	if source == "" {
		source = definitionsURL
	}
	return Metric{
		ID: c.id, ConnectName: c.connectName, Title: c.title, Short: c.short,
		Unit: UnitCount, Direction: c.direction, Definition: c.definition,
		Formula: "count(" + c.formulaText + ")", SourceURL: source,
		Attribution: ByContact, TimeField: ByDisconnect,
		Measures: []Measure{CountOf(c.measure, c.where)}, Combine: AsCount,
	}
}

// contactMetrics count contacts by how they came, were handled and went on.
func contactMetrics() []Metric {
	var all []Metric
	for _, c := range handledCounts() {
		all = append(all, c.metric())
	}
	for _, c := range transferCounts() {
		all = append(all, c.metric())
	}
	return all
}

func handledCounts() []counted {
	return []counted{
		{
			id: "contacts_created", connectName: "CONTACTS_CREATED",
			title: Words{"전체 상담 건수", "Contacts created"}, short: Words{"전체 상담", "Contacts created"}, direction: NeitherBetter,
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
			id: "callback_contacts", connectName: "",
			title: Words{"콜백 건수", "Callback contacts"}, short: Words{"콜백 건수", "Callbacks"}, direction: NeitherBetter,
			definition: Words{"고객이 요청한 콜백 건수이며, 다시 시도한 콜백은 시도마다 한 건입니다.", "Callbacks that customers asked for; each further attempt is one more."},
			measure:    "callbacks", formulaText: "callback = 1", where: Is(ColCallback),
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
			id: "contacts_put_on_hold", connectName: "CONTACTS_PUT_ON_HOLD",
			title: Words{"보류 건수", "Contacts put on hold"}, short: Words{"보류 건수", "Put on hold"}, direction: LowerIsBetter,
			definition: Words{"상담 중 한 번 이상 보류된 상담 건수입니다.", "Contacts that were put on hold at least once."},
			measure:    "held", formulaText: "holds > 0", where: Compare(ColHolds, OpGreater, 0),
		},
		{
			id: "contacts_agent_hung_up_first", connectName: "CONTACTS_AGENT_HUNG_UP_FIRST",
			title: Words{"상담사 선종료 건수", "Agent hung up first"}, short: Words{"상담사 선종료", "Agent hung up"}, direction: LowerIsBetter,
			definition: Words{"상담사가 먼저 끊은 상담 건수입니다.", "Contacts that the agent ended before the customer did."},
			measure:    "agent_hung_up", formulaText: "connected = 1 and agent_hung_up = 1", where: All(Is(ColConnected), Is(ColAgentHungUp)),
		},
	}
}

func transferCounts() []counted {
	return []counted{
		{
			id: "contacts_transferred_in", connectName: "CONTACTS_TRANSFERRED_IN",
			title: Words{"전환 인입 건수", "Contacts transferred in"}, short: Words{"전환 인입", "Transferred in"}, direction: NeitherBetter,
			definition: Words{"상담사의 호 전환이나 대기열 이동으로 들어온 상담 건수입니다.", "Contacts that came in by an agent's transfer or from another queue."},
			measure:    "transferred_in", formulaText: "transferred_in = 1", where: Is(ColTransferredIn),
		},
		{
			id: "contacts_transferred_out", connectName: "CONTACTS_TRANSFERRED_OUT",
			title: Words{"전환 건수", "Contacts transferred out"}, short: Words{"전환 건수", "Transferred out"}, direction: NeitherBetter,
			definition: Words{"다른 곳으로 넘긴 상담 건수입니다. 새 상담사가 받은 뒤에 넘긴 웜 전환은 기록에 남지 않아 포함되지 않습니다.", "Contacts that were handed on before the next agent joined, and moves from queue to queue. A warm transfer leaves no trace in the record and is not in."},
			measure:    "transferred_out", formulaText: "transferred_out = 1", where: Is(ColTransferredOut),
		},
		{
			id: "contacts_transferred_out_by_agent", connectName: "CONTACTS_TRANSFERRED_OUT_BY_AGENT",
			title: Words{"상담사 전환 건수", "Contacts transferred out by agent"}, short: Words{"상담사 전환", "Out by agent"}, direction: NeitherBetter,
			definition: Words{"상담사와 연결된 뒤 다른 곳으로 넘긴 상담 건수입니다.", "Contacts that were handed on after an agent had been connected."},
			measure:    "transferred_out_by_agent", formulaText: "transferred_out = 1 and connected = 1", where: All(Is(ColTransferredOut), Is(ColConnected)),
		},
		{
			id: "contacts_transferred_out_from_queue", connectName: "CONTACTS_TRANSFERRED_OUT_FROM_QUEUE",
			title: Words{"대기열 이동 건수", "Contacts transferred out from queue"}, short: Words{"대기열 이동", "Out from queue"}, direction: NeitherBetter,
			definition: Words{"상담사와 연결되기 전에 대기열에서 다른 곳으로 넘어간 상담 건수입니다.", "Contacts that were handed on while still waiting in a queue."},
			measure:    "transferred_out_from_queue", formulaText: "transferred_out = 1 and left_in_queue = 1", where: All(Is(ColTransferredOut), Is(ColLeftInQueue)),
		},
		{
			id: "contacts_transferred_out_external", connectName: "CONTACTS_TRANSFERRED_OUT_EXTERNAL",
			title: Words{"외부 전환 건수", "Contacts transferred out external"}, short: Words{"외부 전환", "Out external"}, direction: NeitherBetter,
			definition: Words{"Amazon Connect 밖의 번호로 넘긴 상담 건수입니다.", "Contacts that were handed on to a number outside Amazon Connect."},
			measure:    "transferred_out_external", formulaText: "transferred_out = 1 and transferred_external = 1", where: All(Is(ColTransferredOut), Is(ColTransferredExternal)),
		},
		{
			id: "contacts_transferred_out_internal", connectName: "CONTACTS_TRANSFERRED_OUT_INTERNAL",
			title: Words{"내부 전환 건수", "Contacts transferred out internal"}, short: Words{"내부 전환", "Out internal"}, direction: NeitherBetter,
			definition: Words{"Amazon Connect 안의 다른 상담사나 대기열로 넘긴 상담 건수입니다.", "Contacts that were handed on to another agent or queue in Amazon Connect."},
			measure:    "transferred_out_internal", formulaText: "transferred_out = 1 and transferred_external = 0", where: All(Is(ColTransferredOut), Not(Is(ColTransferredExternal))),
		},
	}
}
