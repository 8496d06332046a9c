package metric

var (
	measureQueued    = CountOf("queued", Is(ColQueued))
	measureAbandoned = CountOf("abandoned", Is(ColAbandoned))
	measureAnswered  = CountOf("answered", All(Is(ColConnected), Is(ColQueued)))
	answered         = All(Is(ColConnected), Is(ColQueued), Present(ColQueueS))
	heldContacts     = All(Is(ColConnected), Compare(ColHolds, OpGreater, 0))
	abandonedTimed   = All(Is(ColAbandoned), Present(ColQueueS))
)

// queueMetrics are the figures of queues, by the contact's end.
func queueMetrics() []Metric {
	answered := "sum_contacts_answered_in_x"
	all := []Metric{
		counted{
			id: "contacts_queued", connectName: "CONTACTS_QUEUED",
			title: Words{"대기열 인입 건수", "Contacts queued"}, short: Words{"대기열 인입", "Contacts queued"}, direction: NeitherBetter,
			definition: Words{"대기열에 들어간 상담 건수입니다. 자동 응답에서 끝난 통화와 상담사의 발신은 포함하지 않습니다.", "Contacts that were put into a queue. Calls that end in the flow and calls that agents dial are not in."},
			measure:    "queued", formulaText: "queued = 1", where: Is(ColQueued),
			byAgent: "contacts_handled",
		}.metric(),
		counted{
			id: "contacts_queued_by_enqueue", connectName: "CONTACTS_QUEUED_BY_ENQUEUE",
			title: Words{"대기열 인입 건수(인입 시각 기준)", "Contacts queued, by time of entering"}, short: Words{"인입(시각 기준)", "Queued, entered"}, direction: NeitherBetter,
			definition: Words{"대기열에 들어간 상담 건수를 종료 시각이 아니라 대기열에 들어간 시각으로 셉니다.", "Contacts that were put into a queue, counted when they entered it and not when they ended."},
			measure:    "queued", formulaText: "queued = 1", where: Is(ColQueued), by: ByEnqueue,
			byAgent: "contacts_handled_by_connected_to_agent",
		}.metric(),
		counted{
			id: "contacts_abandoned", connectName: "CONTACTS_ABANDONED",
			title: Words{"포기 건수", "Contacts abandoned"}, short: Words{"포기 건수", "Abandoned"}, direction: LowerIsBetter,
			definition: Words{"대기열에서 상담사와 연결되기 전에 고객이 끊은 상담 건수입니다. 콜백을 요청했거나 다른 곳으로 넘어간 상담은 세지 않습니다.", "Contacts that ended in the queue before an agent was connected. Those that asked for a callback or were handed on do not count."},
			measure:    "abandoned", formulaText: "abandoned = 1", where: Is(ColAbandoned),
			byAgent: "contacts_handled",
		}.metric(),
		counted{
			id:    "contacts_answered",
			title: Words{"대기열 응대 건수", "Contacts answered from queue"}, short: Words{"대기열 응대", "Answered"}, direction: HigherIsBetter,
			definition: Words{"대기열에 들어간 상담 가운데 상담사와 연결된 상담 건수입니다. 응대 건수와 달리 상담사의 발신처럼 대기열을 거치지 않은 상담은 세지 않습니다. Amazon Connect에는 없는 지표입니다.", "Contacts that were put into a queue and connected to an agent. Unlike contacts handled, those that no queue had do not count, such as calls that agents dial. Amazon Connect has no such metric."},
			measure:    measureAnswered.Name, formulaText: "connected = 1 and queued = 1", where: measureAnswered.Where, source: recordURL,
		}.metric(),
		share("abandonment_rate", "ABANDONMENT_RATE", Words{"포기율", "Abandonment rate"}, LowerIsBetter,
			Words{"대기열에 들어간 상담 가운데 포기한 상담의 비율입니다.", "Abandoned contacts as a share of all contacts that were put into a queue."},
			measureAbandoned, "abandoned = 1", definitionsURL).beforeAgent("contacts_handled"),
		share("answer_rate", "", Words{"응대율", "Answer rate"}, HigherIsBetter,
			Words{"대기열에 들어간 상담 가운데 상담사와 연결된 상담의 비율입니다. Amazon Connect에는 없는 지표입니다.", "Contacts that were connected to an agent as a share of all contacts that were put into a queue. Amazon Connect has no such metric."},
			measureAnswered, "connected = 1 and queued = 1", recordURL).beforeAgent(answered),
	}
	return append(all, queueTimes()...)
}

// share is a metric that is a part of all queued contacts, in percent.
func share(id, connectName string, title Words, direction Direction, definition Words, part Measure, condition, source string) Metric {
	return Metric{
		ID: id, ConnectName: connectName, Title: title, Short: title, Unit: UnitPercent, Direction: direction, Definition: definition,
		Formula: "100 * count(" + condition + ") / count(queued = 1)", SourceURL: source,
		Attribution: ByContact, TimeField: ByDisconnect,
		Measures: []Measure{part, measureQueued}, Combine: AsPercent,
	}
}

func queueTimes() []Metric {
	return []Metric{
		mean("avg_queue_answer_time", Words{"평균 응대 대기 시간", "Average queue answer time"}, Words{"평균 응대 대기", "Avg answer time"},
			Words{"상담사와 연결된 상담이 대기열에서 기다린 평균 시간(ASA)입니다.", "Mean time in queue of the contacts that an agent answered (ASA)."},
			"queue_s", "answered", ColQueueS, answered, "connected = 1 and queued = 1"),
		mean("avg_queue_answer_time_since_enqueue", Words{"평균 응대 대기 시간(인입 이후)", "Average queue answer time since entering"}, Words{"인입 후 대기", "Answer, entered"},
			Words{"상담사와 연결된 상담이 대기열에 들어온 때부터 나간 때까지의 평균 시간입니다. 콜백은 예약 지연 시간이 빠지므로 평균 응대 대기 시간(ASA)보다 짧을 수 있습니다.", "Mean time from entering the queue to leaving it of the contacts that an agent answered. Of callbacks it leaves out the initial delay, which Amazon's queue duration, and so its average queue answer time, contains."},
			"wait_s", "answered", ColWaitS, All(Is(ColConnected), Is(ColQueued), Present(ColWaitS)), "connected = 1 and queued = 1").ours(),
		mean("avg_abandon_time", Words{"평균 포기 대기 시간", "Average queue abandon time"}, Words{"평균 포기 대기", "Avg abandon time"},
			Words{"포기한 상담이 대기열에서 기다린 평균 시간입니다.", "Mean time in queue of the contacts that were abandoned."},
			"queue_s", "abandoned", ColQueueS, abandonedTimed, "abandoned = 1").beforeAgent("avg_queue_answer_time"),
		Metric{
			ID: "max_queued_time", ConnectName: "MAX_QUEUED_TIME",
			Title: Words{"최대 대기 시간", "Maximum queued time"}, Short: Words{"최대 대기 시간", "Max queued time"},
			Unit: UnitSeconds, Direction: LowerIsBetter,
			Definition: Words{"대기열에서 가장 오래 기다린 시간입니다. 포기한 상담도 포함합니다.", "The longest time that a contact spent in queue, abandoned ones included."},
			Formula:    "max(queue_s)", SourceURL: definitionsURL,
			Attribution: ByContact, TimeField: ByDisconnect,
			Measures: []Measure{MaxOf("max_queue_s", ColQueueS, Predicate{})}, Combine: AsExtreme,
		}.beforeAgent("avg_queue_answer_time"),
	}
}
