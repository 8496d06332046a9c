package connect

// AgentEvent is one event of the agent event stream.
// Source: Amazon Connect Administrator Guide, "Agent event streams data model".
type AgentEvent struct {
	InstanceARN string
	AgentARN    string
	EventID     string
	EventType   string // LOGIN, LOGOUT, STATE_CHANGE, HEART_BEAT; unknown values kept
	Timestamp   Millis // EventTimestamp
	Current     *AgentSnapshot
	Previous    *AgentSnapshot
}

// AgentSnapshot is an agent's state as one event shows it.
type AgentSnapshot struct {
	Status     AgentStatus
	NextStatus AgentStatus // zero when none is set

	Username       string
	FirstName      string
	LastName       string
	RoutingProfile RoutingProfile
	Hierarchy      [5]HierarchyGroup
	Contacts       []AgentContact
}

// AgentStatus is what the agent set in the contact control panel.
type AgentStatus struct {
	ARN   string
	Name  string
	Type  string // ROUTABLE, CUSTOM or OFFLINE; derived from the name when an older event leaves it out
	Start Millis // StartTimestamp, or EnqueuedTimestamp of a next status
}

// RoutingProfile says which queues and how many contacts of each channel an agent serves.
type RoutingProfile struct {
	ARN           string
	Name          string
	InboundQueues []QueueRef
	Concurrency   []ChannelSlots
}

// QueueRef names a queue; Name is "" for an agent's own queue.
type QueueRef struct {
	ARN  string
	Name string
}

// ChannelSlots is how many contacts of a channel an agent can take.
type ChannelSlots struct {
	Channel        string
	AvailableSlots int64
	MaximumSlots   int64
}

// AgentContact is one contact that an agent has at the moment of the event.
type AgentContact struct {
	ContactID        ContactID
	InitialContactID ContactID
	Channel          string // VOICE, CHAT, TASK, EMAIL (the stream's TASKS is read as TASK)
	InitiationMethod string
	State            string // INCOMING, PENDING, CONNECTING, CONNECTED, CONNECTED_ONHOLD, PAUSED, MISSED, REJECTED, ERROR, ENDED
	StateStart       Millis
	ConnectedToAgent Millis
	Queued           Millis // QueueTimestamp
	Queue            QueueRef
}
