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
})

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
	ceCount
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
})

// contactEventIdentity is what a contact event must have.
var contactEventIdentity = []int{ceContactID, ceInstance, ceType}

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
	o.eventQueue(e)
	o.eventAgent(e)
	var values [1][]byte
	if seg, ok := o.open(ceSegmentAttributes, eventSegmentFields, "segmentAttributes.", values[:]); ok {
		e.ValidationTest = seg.has(0)
	}
	return e
}

var eventSegmentFields = newFoldedFieldSet([]string{"connect:ValidationTestType"})

// mendARN repairs the doubled colon that the guide prints in some samples, so that an instance has one name.
func mendARN(arn string) string {
	if rest, ok := strings.CutPrefix(arn, "arn:aws::connect:"); ok {
		return "arn:aws:connect:" + rest
	}
	return arn
}

// Fields of queueInfo and agentInfo, by number in eventQueueFields and eventAgentFields.
const (
	ceqARN = iota
	ceqType
	ceqEnqueue
	ceqCount

	ceaARN       = 0
	ceaConnected = 1
	ceaACWStart  = 2
	ceaACWEnd    = 3
	ceaCount     = 4
)

var (
	eventQueueFields = newFoldedFieldSet([]string{ceqARN: "queueArn", ceqType: "queueType", ceqEnqueue: "enqueueTimestamp"})
	eventAgentFields = newFoldedFieldSet([]string{
		ceaARN:       "agentArn",
		ceaConnected: "connectedToAgentTimestamp",
		ceaACWStart:  "afterContactWorkStartTimestamp",
		ceaACWEnd:    "afterContactWorkEndTimestamp",
	})
)

func (o *object) eventQueue(e *ContactEvent) {
	var values [ceqCount][]byte
	if in, ok := o.open(ceQueue, eventQueueFields, "queueInfo.", values[:]); ok {
		e.QueueARN = mendARN(in.word(ceqARN))
		e.QueueType = in.upper(ceqType)
		e.Enqueue = in.millis(ceqEnqueue)
	}
}

func (o *object) eventAgent(e *ContactEvent) {
	var values [ceaCount][]byte
	if in, ok := o.open(ceAgent, eventAgentFields, "agentInfo.", values[:]); ok {
		e.AgentARN = mendARN(in.word(ceaARN))
		e.ConnectedToAgent = in.millis(ceaConnected)
		e.AfterContactWorkStart = in.millis(ceaACWStart)
		e.AfterContactWorkEnd = in.millis(ceaACWEnd)
	}
}
