package metric

// Column is one whole number that Go derives from a contact when it is ingested. Stores keep it under its Name, and
// metrics are built from columns only, so that a store never interprets a contact record itself.
type Column uint8

// The columns, in the order of a store's table. Names end in their unit: _ms is a moment in UTC milliseconds since 1970,
// _s a duration in whole seconds; both are missing where the record has nothing. The flags at the end are 0 or 1, never
// missing. Formulas: Amazon Connect Administrator Guide, "Metrics definitions in Amazon Connect" (2026-11).
const (
	ColInitMS              Column = iota // InitiationTimestamp
	ColLastUpdateMS                      // LastUpdateTimestamp
	ColConnectedToSystemMS               // ConnectedToSystemTimestamp
	ColDisconnectMS                      // DisconnectTimestamp
	ColTransferCompletedMS               // TransferCompletedTimestamp
	ColScheduledMS                       // ScheduledTimestamp
	ColEnqueueMS                         // Queue.EnqueueTimestamp
	ColDequeueMS                         // Queue.DequeueTimestamp
	ColConnectedMS                       // Agent.ConnectedToAgentTimestamp
	ColACWStartMS                        // Agent.AfterContactWorkStartTimestamp
	ColACWEndMS                          // Agent.AfterContactWorkEndTimestamp

	ColQueueS           // Queue.Duration
	ColWaitS            // Dequeue − Enqueue, at least 0; of a callback this leaves out the delay that Queue.Duration contains
	ColInteractionS     // Agent.AgentInteractionDuration: hold excluded
	ColHoldS            // Agent.CustomerHoldDuration
	ColAgentHoldS       // Agent.AgentInitiatedHoldDuration
	ColLongestHoldS     // Agent.LongestHoldDuration
	ColPauseS           // Agent.AgentPauseDuration
	ColACWS             // Agent.AfterContactWorkDuration: missing when there was no such phase
	ColACWOrZeroS       // the same, but 0 for a connected contact without it (Amazon's mean counts it)
	ColHandleS          // interaction + hold + after contact work + pause; missing when all four are
	ColInteractionHoldS // interaction + hold; missing when both are
	ColActiveS          // interaction + hold + after contact work; missing when that is 0
	ColContactS         // Disconnect − Initiation
	ColResolutionS      // later of disconnect and end of after contact work − Initiation, at least 0
	ColFlowS            // time in the flow before queue, transfer or end; only contacts that enter by a flow have it

	ColHolds              // Agent.NumberOfHolds
	ColConnectionAttempts // AgentConnectionAttempts

	ColQueued                // was put into a queue
	ColConnected             // was connected to an agent: Amazon's "handled"
	ColAbandoned             // left the queue unconnected, without successor and without transfer
	ColIncoming              // INBOUND, TRANSFER or QUEUE_TRANSFER
	ColOutbound              // exactly OUTBOUND
	ColOutboundWide          // every kind of contact that the contact centre began by itself; callbacks are not among them
	ColCallback              // CALLBACK and the customer-first kinds of it
	ColAPI                   // API
	ColMonitor               // MONITOR: a supervisor listens
	ColDisconnectFlow        // DISCONNECT: made by a disconnect flow
	ColTransferredIn         // TRANSFER or QUEUE_TRANSFER
	ColTransferredInByAgent  // exactly TRANSFER
	ColTransferredOut        // has TransferCompletedTimestamp
	ColTransferredExternal   // has TransferredToEndpoint
	ColLeftInQueue           // its state before the end was IN_QUEUE (taken as queued and unconnected where unknown)
	ColEndedOnHold           // its state before the end was CONNECTED_ONHOLD; never so where the record does not say
	ColHasNext               // has NextContactId
	ColAgentHungUp           // DisconnectReason AGENT_DISCONNECT
	ColConversationAbandoned // a side left the chat unanswered, as ChatMetrics says
	ColFirstOfJourney        // InitialContactId is missing or its own id
	ColTestContact           // simulated by Amazon Connect's validation tests

	// These are of a contact among others and kept by no store: see Relate.
	ColCustomersOwn    // 1 where a customer who is known began it, as the first of its journey; else missing
	ColSincePreviousMS // since the customer's previous contact of their own began; missing where that was over LongestGap ago
	ColUntilNextMS     // until the next one

	ColumnCount // how many there are
)

var columnNames = [ColumnCount]string{
	ColInitMS:                "init_ms",
	ColLastUpdateMS:          "last_update_ms",
	ColConnectedToSystemMS:   "connected_to_system_ms",
	ColDisconnectMS:          "disconnect_ms",
	ColTransferCompletedMS:   "transfer_completed_ms",
	ColScheduledMS:           "scheduled_ms",
	ColEnqueueMS:             "enqueue_ms",
	ColDequeueMS:             "dequeue_ms",
	ColConnectedMS:           "connected_ms",
	ColACWStartMS:            "acw_start_ms",
	ColACWEndMS:              "acw_end_ms",
	ColQueueS:                "queue_s",
	ColWaitS:                 "wait_s",
	ColInteractionS:          "interaction_s",
	ColHoldS:                 "hold_s",
	ColAgentHoldS:            "agent_hold_s",
	ColLongestHoldS:          "longest_hold_s",
	ColPauseS:                "pause_s",
	ColACWS:                  "acw_s",
	ColACWOrZeroS:            "acw_or_zero_s",
	ColHandleS:               "handle_s",
	ColInteractionHoldS:      "interaction_hold_s",
	ColActiveS:               "active_s",
	ColContactS:              "contact_s",
	ColResolutionS:           "resolution_s",
	ColFlowS:                 "flow_s",
	ColHolds:                 "holds",
	ColConnectionAttempts:    "connection_attempts",
	ColQueued:                "queued",
	ColConnected:             "connected",
	ColAbandoned:             "abandoned",
	ColIncoming:              "incoming",
	ColOutbound:              "outbound",
	ColOutboundWide:          "outbound_wide",
	ColCallback:              "callback",
	ColAPI:                   "api",
	ColMonitor:               "monitor",
	ColDisconnectFlow:        "disconnect_flow",
	ColTransferredIn:         "transferred_in",
	ColTransferredInByAgent:  "transferred_in_by_agent",
	ColTransferredOut:        "transferred_out",
	ColTransferredExternal:   "transferred_external",
	ColLeftInQueue:           "left_in_queue",
	ColEndedOnHold:           "ended_on_hold",
	ColHasNext:               "has_next",
	ColAgentHungUp:           "agent_hung_up",
	ColConversationAbandoned: "conversation_abandoned",
	ColFirstOfJourney:        "first_of_journey",
	ColTestContact:           "test_contact",
	ColCustomersOwn:          "customers_own",
	ColSincePreviousMS:       "since_previous_ms",
	ColUntilNextMS:           "until_next_ms",
}

// Name is the column's name in stores: snake case, unit at the end. It never changes once released.
func (c Column) Name() string { return columnNames[c] }

// Flag reports whether the column is 0 or 1 and never missing.
func (c Column) Flag() bool { return c >= ColQueued && c <= ColTestContact }

// Relative reports whether the column is made of several contacts.
func (c Column) Relative() bool { return c > ColTestContact && c < ColumnCount }

// Small reports whether every value fits 31 bits: counts and single durations, but neither moments nor sums of durations.
func (c Column) Small() bool {
	return c >= ColQueueS && c < ColQueued && c != ColHandleS && c != ColInteractionHoldS && c != ColActiveS
}

// Columns lists the columns of a contact by itself, in table order: all but the relative ones.
func Columns() []Column {
	all := make([]Column, ColCustomersOwn)
	for i := range all {
		all[i] = Column(i)
	}
	return all
}
