package connect

import "strings"

// Fields of an EventBridge event around a contact event, by number in envelopeFields.
const (
	envID = iota
	envType
	envTime
	envDetail
	envCount
)

var envelopeFields = newFoldedFieldSet([]string{
	envID:     "id",
	envType:   "detail-type",
	envTime:   "time",
	envDetail: "detail",
}...)

// contactEventType is the detail-type of the events that we read.
const contactEventType = "Amazon Connect Contact Event"

// Fields of a contact event, by number in contactEventFields.
const (
	ceType = iota
	ceInstance
	ceContactID
	ceInitialContactID
	cePreviousContactID
	ceChannel
	ceMethod
	ceInitiation
	ceConnectedToSystem
	ceScheduled
	ceDisconnect
	ceQueue
	ceAgent
	ceSegmentAttributes
)

// Case is ignored: the guide itself prints these events in two spellings.
// Source of the names: Amazon Connect Administrator Guide, "Contact events data model".
var contactEventFields = newFoldedFieldSet([]string{
	ceType:              "eventType",
	ceInstance:          "instanceArn",
	ceContactID:         "contactId",
	ceInitialContactID:  "initialContactId",
	cePreviousContactID: "previousContactId",
	ceChannel:           "channel",
	ceMethod:            "initiationMethod",
	ceInitiation:        "initiationTimestamp",
	ceConnectedToSystem: "connectedToSystemTimestamp",
	ceScheduled:         "scheduledTimestamp",
	ceDisconnect:        "disconnectTimestamp",
	ceQueue:             "queueInfo",
	ceAgent:             "agentInfo",
	ceSegmentAttributes: "segmentAttributes",
}...).
	nest(ceQueue, newFoldedFieldSet("queueArn", "queueType", "enqueueTimestamp")).
	nest(ceAgent, newFoldedFieldSet(
		"agentArn", "connectedToAgentTimestamp", "afterContactWorkStartTimestamp", "afterContactWorkEndTimestamp")).
	nest(ceSegmentAttributes, newFoldedFieldSet("connect:ValidationTestType"))

// contactEventPlaces is how many places contactEventFields needs at most; a test holds it.
const contactEventPlaces = 32

// contactEvent reads a contact event whose identity holds.
func (o *object) contactEvent() *ContactEvent {
	e := &ContactEvent{
		EventType:         o.upper(ceType),
		InstanceARN:       mendARN(o.word(ceInstance)),
		ContactID:         o.contactID(ceContactID),
		InitialContactID:  o.contactID(ceInitialContactID),
		PreviousContactID: o.contactID(cePreviousContactID),
		Channel:           o.upper(ceChannel),
		InitiationMethod:  o.upper(ceMethod),
		Initiation:        o.millis(ceInitiation),
		ConnectedToSystem: o.millis(ceConnectedToSystem),
		Scheduled:         o.millis(ceScheduled),
		Disconnect:        o.millis(ceDisconnect),
	}
	queue, agent, segment := o.open(ceQueue), o.open(ceAgent), o.open(ceSegmentAttributes)
	e.QueueARN = mendARN(queue.word(0))
	e.QueueType = queue.upper(1)
	e.Enqueue = queue.millis(2)
	e.AgentARN = mendARN(agent.word(0))
	e.ConnectedToAgent = agent.millis(1)
	e.AfterContactWorkStart = agent.millis(2)
	e.AfterContactWorkEnd = agent.millis(3)
	e.ValidationTest = segment.has(0)
	return e
}

// mendARN repairs the doubled colon that the guide prints in some samples, so that an instance has one name.
func mendARN(arn string) string {
	if rest, ok := strings.CutPrefix(arn, "arn:aws::connect:"); ok {
		return "arn:aws:connect:" + rest
	}
	return arn
}
