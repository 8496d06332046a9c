package metric

// transferMetrics are the counts of transfers.
func transferMetrics() []Metric { return metricsOf(transferCounts()) }

// transferCounts count contacts that came from or went to somewhere else.
func transferCounts() []counted {
	return []counted{
		{
			id: "contacts_transferred_in", connectName: "CONTACTS_TRANSFERRED_IN",
			title: Words{"전환 인입 건수", "Contacts transferred in"}, short: Words{"전환 인입", "Transferred in"}, direction: NeitherBetter,
			definition: Words{"상담사의 호 전환이나 대기열 이동으로 들어온 상담 건수입니다.", "Contacts that came in by an agent's transfer or from another queue."},
			measure:    "transferred_in", formulaText: "transferred_in = 1", where: Is(ColTransferredIn),
		},
		{
			id:    "contacts_transferred_in_by_agent",
			title: Words{"상담사 전환 인입 건수", "Contacts transferred in by agent"}, short: Words{"상담사 인입", "In by agent"}, direction: NeitherBetter,
			definition: Words{"상담사가 넘겨서 들어온 상담 건수입니다(시작 방식 TRANSFER).", "Contacts that an agent handed on to here (initiated as TRANSFER)."},
			measure:    "transferred_in_by_agent", formulaText: "transferred_in_by_agent = 1", where: Is(ColTransferredInByAgent),
		},
		{
			id: "contacts_transferred_in_from_queue", connectName: "CONTACTS_TRANSFERRED_IN_FROM_QUEUE",
			title: Words{"대기열 이동 인입 건수", "Contacts transferred in from queue"}, short: Words{"대기열 인입 이동", "In from queue"}, direction: NeitherBetter,
			definition: Words{"다른 대기열에서 옮겨 온 상담 건수입니다(시작 방식 QUEUE_TRANSFER). Amazon 문서의 계산식에는 TRANSFER로 적혀 있으나 그 값은 상담사 전환 인입 건수와 같습니다.", "Contacts that were moved here from another queue (initiated as QUEUE_TRANSFER). Amazon's page prints TRANSFER as its filter, which is what contacts transferred in by agent counts."},
			measure:    "transferred_in_from_queue", formulaText: "transferred_in = 1 and transferred_in_by_agent = 0", where: All(Is(ColTransferredIn), Not(Is(ColTransferredInByAgent))),
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
			byAgent: "contacts_handled",
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
