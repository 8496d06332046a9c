package connect

// ContactEvent is one step of a contact's life as EventBridge tells it: best effort, unordered, sometimes lost. It drives
// the live queue; the contact record is the truth.
// Source: Amazon Connect Administrator Guide, "Contact events data model".
type ContactEvent struct {
	EventID           string // envelope id
	Time              Millis // envelope time, whole seconds
	EventType         string // INITIATED, CONNECTED_TO_SYSTEM, QUEUED, CONNECTED_TO_AGENT, DISCONNECTED, COMPLETED …
	InstanceARN       string
	ContactID         ContactID
	InitialContactID  ContactID
	PreviousContactID ContactID
	Channel           string // upper case
	InitiationMethod  string
	Initiation        Millis
	ConnectedToSystem Millis
	Scheduled         Millis
	Disconnect        Millis
	QueueARN          string
	QueueType         string // STANDARD or AGENT
	Enqueue           Millis
	AgentARN          string
	ConnectedToAgent  Millis

	AfterContactWorkStart Millis // agentInfo, in COMPLETED
	AfterContactWorkEnd   Millis
	ValidationTest        bool // segmentAttributes has connect:ValidationTestType: a simulated test contact
}
