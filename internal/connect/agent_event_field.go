package connect

// Fields of an agent event, by number in agentEventFields.
const (
	evInstance = iota
	evAgent
	evID
	evType
	evTime
	evCurrent
	evPrevious
)

// Source of the names: Amazon Connect Administrator Guide, "Agent event streams data model".
var agentEventFields = newFieldSet([]string{
	evInstance: "InstanceARN",
	evAgent:    "AgentARN",
	evID:       "EventId",
	evType:     "EventType",
	evTime:     "EventTimestamp",
	evCurrent:  "CurrentAgentSnapshot",
	evPrevious: "PreviousAgentSnapshot",
}...).
	nest(evCurrent, snapshotFields).
	nest(evPrevious, snapshotFields)

// agentEventPlaces is how many places agentEventFields needs at most; a test holds it.
const agentEventPlaces = 160

// Fields of an agent snapshot, by number in snapshotFields.
const (
	snapStatus = iota
	snapNextStatus
	snapConfiguration
	snapContacts
)

var snapshotFields = newFieldSet([]string{
	snapStatus:        "AgentStatus",
	snapNextStatus:    "NextAgentStatus",
	snapConfiguration: "Configuration",
	snapContacts:      "Contacts",
}...).
	nest(snapStatus, statusFields).
	nest(snapNextStatus, statusFields).
	nest(snapConfiguration, configurationFields).
	each(snapContacts, agentContactFields)

// Fields of an agent status, by number in statusFields.
const (
	statusARN = iota
	statusName
	statusType
	statusStart
	statusEnqueued
	statusEnqueue // as older prints of the documentation spell it
)

var statusFields = newFieldSet([]string{
	statusARN:      "ARN",
	statusName:     "Name",
	statusType:     "Type",
	statusStart:    "StartTimestamp",
	statusEnqueued: "EnqueuedTimestamp",
	statusEnqueue:  "EnqueueTimestamp",
}...)

// Fields of an agent's configuration, by number in configurationFields.
const (
	confUsername = iota
	confFirstName
	confLastName
	confRoutingProfile
	confHierarchy
	confHierarchyProse // as the prose of the data model calls it
)

var configurationFields = newFieldSet([]string{
	confUsername:       "Username",
	confFirstName:      "FirstName",
	confLastName:       "LastName",
	confRoutingProfile: "RoutingProfile",
	confHierarchy:      "AgentHierarchyGroups",
	confHierarchyProse: "HierarchyGroups",
}...).
	nest(confRoutingProfile, profileFields).
	nest(confHierarchy, levelFields).
	nest(confHierarchyProse, levelFields)

// Fields of a routing profile, by number in profileFields.
const (
	profileARN = iota
	profileName
	profileQueues
	profileConcurrency
)

var profileFields = newFieldSet([]string{
	profileARN:         "ARN",
	profileName:        "Name",
	profileQueues:      "InboundQueues",
	profileConcurrency: "Concurrency",
}...).
	each(profileQueues, namedFields).
	each(profileConcurrency, slotFields)

// Fields of a channel's concurrency, by number in slotFields.
const (
	slotChannel = iota
	slotAvailable
	slotMaximum
)

var slotFields = newFieldSet([]string{
	slotChannel:   "Channel",
	slotAvailable: "AvailableSlots",
	slotMaximum:   "MaximumSlots",
}...)

// Fields of a contact in a snapshot, by number in agentContactFields.
const (
	heldID = iota
	heldInitialID
	heldChannel
	heldMethod
	heldState
	heldStateStart
	heldConnected
	heldQueued
	heldQueue
)

var agentContactFields = newFieldSet([]string{
	heldID:         "ContactId",
	heldInitialID:  "InitialContactId",
	heldChannel:    "Channel",
	heldMethod:     "InitiationMethod",
	heldState:      "State",
	heldStateStart: "StateStartTimestamp",
	heldConnected:  "ConnectedToAgentTimestamp",
	heldQueued:     "QueueTimestamp",
	heldQueue:      "Queue",
}...).
	nest(heldQueue, namedFields)
