package connect

// Contact is one contact record: the newest known full snapshot of one contact segment. Field comments name the JSON
// path where it is not the field's own name. Strings are "" and Millis 0 where the record has null or nothing.
// Source: Amazon Connect Administrator Guide, "Contact records data model".
type Contact struct {
	InstanceARN       string
	ContactID         ContactID
	InitialContactID  ContactID
	PreviousContactID ContactID
	NextContactID     ContactID
	RelatedContactID  ContactID

	Channel          string // upper case: VOICE, CHAT, TASK, EMAIL, or whatever Amazon adds
	InitiationMethod string // INBOUND, OUTBOUND, TRANSFER …, unknown values kept
	DisconnectReason string
	Subtype          string // SegmentAttributes["connect:Subtype"].ValueString

	Initiation        Millis // InitiationTimestamp, required
	LastUpdate        Millis // LastUpdateTimestamp, required: the version of this snapshot
	ConnectedToSystem Millis // ConnectedToSystemTimestamp
	Disconnect        Millis // DisconnectTimestamp
	TransferCompleted Millis // TransferCompletedTimestamp
	Scheduled         Millis // ScheduledTimestamp

	Agent ContactAgent
	Queue ContactQueue

	AgentConnectionAttempts Int
	CustomerAddress         string // CustomerEndpoint.Address
	SystemAddress           string // SystemEndpoint.Address: the number dialled
	TransferredTo           string // TransferredToEndpoint.Address
	PreDisconnectState      string // not in the published model; used by Amazon's formulas
	CallbackQueueMillis     Int    // CallbackTotalQueueDurationMillis; as PreDisconnectState
	Direction               string // SegmentAttributes["connect:Direction"].ValueString: INBOUND or OUTBOUND
	AssociationID           string // ContactAssociationId: links e-mail threads and the like
	AnsweringMachine        string // AnsweringMachineDetectionStatus, outbound campaigns only
	CampaignID              string // Campaign.CampaignId
	ExternalThirdParty      Int    // ExternalThirdParty.ExternalThirdPartyInteractionDuration, seconds
	TotalPauses             Int    // TotalPauseCount, tasks only
	TotalPauseDuration      Int    // TotalPauseDurationInSeconds, tasks only; includes pauses before an agent had it
	ValidationTest          bool   // SegmentAttributes["connect:ValidationTestType"] is present: a simulated test contact

	// ConversationAbandoned says that one side left a chat unanswered: ConversationAbandon of ChatMetrics.AgentMetrics or
	// ChatMetrics.CustomerMetrics.
	ConversationAbandoned bool

	// RawAttributes is the JSON text of Attributes, nil when there are none; Attributes decodes it. It aliases the record.
	RawAttributes []byte
}

// ContactAgent is the Agent part of a contact record; ARN is "" when no agent is named.
type ContactAgent struct {
	ARN                        string
	Username                   string
	RoutingProfileARN          string
	RoutingProfileName         string
	Hierarchy                  [5]HierarchyGroup // Agent.HierarchyGroups.Level1 to Level5
	ConnectedToAgent           Millis            // Agent.ConnectedToAgentTimestamp: the "handled" test
	AfterContactWorkStart      Millis
	AfterContactWorkEnd        Millis
	AfterContactWorkDuration   Int // seconds; null when there was no such phase
	AgentInteractionDuration   Int // seconds, hold excluded
	CustomerHoldDuration       Int // seconds
	AgentInitiatedHoldDuration Int // seconds
	AgentPauseDuration         Int // seconds, tasks only
	LongestHoldDuration        Int // seconds
	NumberOfHolds              Int
}

// HierarchyGroup is one level of an agent's hierarchy; the zero value is an unused level.
type HierarchyGroup struct {
	ARN  string
	Name string
}

// ContactQueue is the Queue part of a contact record; ARN is "" when the contact names no queue.
type ContactQueue struct {
	ARN      string
	Name     string // "" for an agent's own queue
	Enqueue  Millis // Queue.EnqueueTimestamp: the "queued" test
	Dequeue  Millis // Queue.DequeueTimestamp
	Duration Int    // seconds
}
