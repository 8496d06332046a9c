package connect

// Fields of a contact record, by number in recordFields.
const (
	recAgent = iota
	recAttempts
	recAnsweringMachine
	recAttributes
	recCallbackQueue
	recCampaign
	recChannel
	recConnectedToSystem
	recAssociationID
	recContactID
	recCustomerEndpoint
	recDisconnectReason
	recDisconnect
	recExternalThirdParty
	recFormatVersion
	recInitialContactID
	recInitiationMethod
	recInitiation
	recInstance
	recLastUpdate
	recNextContactID
	recPreDisconnectState
	recPreviousContactID
	recQueue
	recRelatedContactID
	recScheduled
	recSegmentAttributes
	recSystemEndpoint
	recTotalPauses
	recTotalPause
	recTransferCompleted
	recTransferredTo
	recCount
)

// Source of the names: Amazon Connect Administrator Guide, "Contact records data model".
var recordFields = newFieldSet([]string{
	recAgent:              "Agent",
	recAttempts:           "AgentConnectionAttempts",
	recAnsweringMachine:   "AnsweringMachineDetectionStatus",
	recAttributes:         "Attributes",
	recCallbackQueue:      "CallbackTotalQueueDurationMillis",
	recCampaign:           "Campaign",
	recChannel:            "Channel",
	recConnectedToSystem:  "ConnectedToSystemTimestamp",
	recAssociationID:      "ContactAssociationId",
	recContactID:          "ContactId",
	recCustomerEndpoint:   "CustomerEndpoint",
	recDisconnectReason:   "DisconnectReason",
	recDisconnect:         "DisconnectTimestamp",
	recExternalThirdParty: "ExternalThirdParty",
	recFormatVersion:      "AWSContactTraceRecordFormatVersion",
	recInitialContactID:   "InitialContactId",
	recInitiationMethod:   "InitiationMethod",
	recInitiation:         "InitiationTimestamp",
	recInstance:           "InstanceARN",
	recLastUpdate:         "LastUpdateTimestamp",
	recNextContactID:      "NextContactId",
	recPreDisconnectState: "PreDisconnectState",
	recPreviousContactID:  "PreviousContactId",
	recQueue:              "Queue",
	recRelatedContactID:   "RelatedContactId",
	recScheduled:          "ScheduledTimestamp",
	recSegmentAttributes:  "SegmentAttributes",
	recSystemEndpoint:     "SystemEndpoint",
	recTotalPauses:        "TotalPauseCount",
	recTotalPause:         "TotalPauseDurationInSeconds",
	recTransferCompleted:  "TransferCompletedTimestamp",
	recTransferredTo:      "TransferredToEndpoint",
})

// recordIdentity is what a contact record must have: it names the contact, the version and its place in time.
var recordIdentity = []int{recContactID, recInstance, recLastUpdate, recInitiation}

// contact reads a contact record whose identity holds.
func (o *object) contact() *Contact {
	c := &Contact{
		InstanceARN:         o.word(recInstance),
		ContactID:           ContactID(o.text(recContactID)),
		InitialContactID:    o.contactID(recInitialContactID),
		PreviousContactID:   o.contactID(recPreviousContactID),
		NextContactID:       o.contactID(recNextContactID),
		RelatedContactID:    o.contactID(recRelatedContactID),
		Channel:             o.upper(recChannel),
		InitiationMethod:    o.word(recInitiationMethod),
		DisconnectReason:    disconnectReason(o.word(recDisconnectReason)),
		Initiation:          o.millis(recInitiation),
		LastUpdate:          o.millis(recLastUpdate),
		ConnectedToSystem:   o.millis(recConnectedToSystem),
		Disconnect:          o.millis(recDisconnect),
		TransferCompleted:   o.millis(recTransferCompleted),
		Scheduled:           o.millis(recScheduled),
		PreDisconnectState:  o.word(recPreDisconnectState),
		CallbackQueueMillis: o.count(recCallbackQueue),
		AnsweringMachine:    o.word(recAnsweringMachine),
		TotalPauses:         o.count(recTotalPauses),
		TotalPauseDuration:  o.count(recTotalPause),
		RawAttributes:       o.attributes(recAttributes),

		AgentConnectionAttempts: o.count(recAttempts),
	}
	c.AssociationID = o.associationID()
	c.CustomerAddress = o.textIn(recCustomerEndpoint, addressFields, "CustomerEndpoint.")
	c.SystemAddress = o.wordIn(recSystemEndpoint, addressFields, "SystemEndpoint.")
	c.TransferredTo = o.textIn(recTransferredTo, addressFields, "TransferredToEndpoint.")
	c.CampaignID = o.wordIn(recCampaign, campaignFields, "Campaign.")
	c.ExternalThirdParty = o.countIn(recExternalThirdParty, thirdPartyFields, "ExternalThirdParty.")
	o.segmentAttributes(c)
	o.contactAgent(&c.Agent)
	o.contactQueue(&c.Queue)
	return c
}

var (
	addressFields    = newFieldSet([]string{"Address"})
	campaignFields   = newFieldSet([]string{"CampaignId"})
	thirdPartyFields = newFieldSet([]string{"ExternalThirdPartyInteractionDuration"})
)

// textIn reads the one field of set in the object in a field; wordIn and countIn likewise.
func (o *object) textIn(field int, set *fieldSet, path string) string {
	var values [1][]byte
	in, _ := o.open(field, set, path, values[:])
	return in.text(0)
}

func (o *object) wordIn(field int, set *fieldSet, path string) string {
	var values [1][]byte
	in, _ := o.open(field, set, path, values[:])
	return in.word(0)
}

func (o *object) countIn(field int, set *fieldSet, path string) Int {
	var values [1][]byte
	in, _ := o.open(field, set, path, values[:])
	return in.count(0)
}

func (o *object) contactID(field int) ContactID { return ContactID(o.text(field)) }

// associationID reads ContactAssociationId, which an older page of the guide calls a number.
func (o *object) associationID() string {
	if v := o.values[recAssociationID]; len(v) > 0 && '0' <= v[0] && v[0] <= '9' {
		return string(v)
	}
	return o.text(recAssociationID)
}

// disconnectReason mends the one reason that Amazon has spelt in two ways.
func disconnectReason(s string) string {
	if s == "OUTBUND_PREVIEW_DISCARDED" {
		return "OUTBOUND_PREVIEW_DISCARDED"
	}
	return s
}

// attributes returns the text of the contact attributes, nil when there are none.
func (o *object) attributes(field int) []byte {
	value := o.values[field]
	if isNull(value) {
		return nil
	}
	if value[0] != '{' {
		o.warn(field, jsonType(value)+" where an object should be")
		return nil
	}
	if skipSpace(value, 1) == len(value)-1 {
		return nil
	}
	return value
}

// Segment attributes that we read, by number in segmentFields.
const (
	segSubtype = iota
	segDirection
	segValidationTest
	segCount
)

var (
	segmentFields = newFieldSet([]string{
		segSubtype:        "connect:Subtype",
		segDirection:      "connect:Direction",
		segValidationTest: "connect:ValidationTestType",
	})
	valueFields = newFieldSet([]string{"ValueString"})
)

func (o *object) segmentAttributes(c *Contact) {
	var values [segCount][]byte
	seg, ok := o.open(recSegmentAttributes, segmentFields, "SegmentAttributes.", values[:])
	if !ok {
		return
	}
	c.Subtype = seg.wordIn(segSubtype, valueFields, "SegmentAttributes.connect:Subtype.")
	c.Direction = seg.wordIn(segDirection, valueFields, "SegmentAttributes.connect:Direction.")
	c.ValidationTest = seg.has(segValidationTest)
}

// Fields of a contact record's Agent, by number in recordAgentFields.
const (
	agentARN = iota
	agentUsername
	agentRoutingProfile
	agentHierarchy
	agentConnected
	agentACWStart
	agentACWEnd
	agentACW
	agentInteraction
	agentHold
	agentOwnHold
	agentPause
	agentLongestHold
	agentHolds
	agentCount
)

var recordAgentFields = newFieldSet([]string{
	agentARN:            "ARN",
	agentUsername:       "Username",
	agentRoutingProfile: "RoutingProfile",
	agentHierarchy:      "HierarchyGroups",
	agentConnected:      "ConnectedToAgentTimestamp",
	agentACWStart:       "AfterContactWorkStartTimestamp",
	agentACWEnd:         "AfterContactWorkEndTimestamp",
	agentACW:            "AfterContactWorkDuration",
	agentInteraction:    "AgentInteractionDuration",
	agentHold:           "CustomerHoldDuration",
	agentOwnHold:        "AgentInitiatedHoldDuration",
	agentPause:          "AgentPauseDuration",
	agentLongestHold:    "LongestHoldDuration",
	agentHolds:          "NumberOfHolds",
})

func (o *object) contactAgent(a *ContactAgent) {
	var values [agentCount][]byte
	in, ok := o.open(recAgent, recordAgentFields, "Agent.", values[:])
	if !ok {
		return
	}
	a.ARN = in.word(agentARN)
	a.Username = in.word(agentUsername)
	a.RoutingProfileARN, a.RoutingProfileName = in.named(agentRoutingProfile, "Agent.RoutingProfile.")
	in.hierarchy(agentHierarchy, "Agent.HierarchyGroups.Level*.", &a.Hierarchy)
	a.ConnectedToAgent = in.millis(agentConnected)
	a.AfterContactWorkStart = in.millis(agentACWStart)
	a.AfterContactWorkEnd = in.millis(agentACWEnd)
	a.AfterContactWorkDuration = in.count(agentACW)
	a.AgentInteractionDuration = in.count(agentInteraction)
	a.CustomerHoldDuration = in.count(agentHold)
	a.AgentInitiatedHoldDuration = in.count(agentOwnHold)
	a.AgentPauseDuration = in.count(agentPause)
	a.LongestHoldDuration = in.count(agentLongestHold)
	a.NumberOfHolds = in.count(agentHolds)
}

// Fields of a contact record's Queue, by number in recordQueueFields.
const (
	queueARN = iota
	queueName
	queueEnqueue
	queueDequeue
	queueDuration
	queueCount
)

var recordQueueFields = newFieldSet([]string{
	queueARN:      "ARN",
	queueName:     "Name",
	queueEnqueue:  "EnqueueTimestamp",
	queueDequeue:  "DequeueTimestamp",
	queueDuration: "Duration",
})

func (o *object) contactQueue(q *ContactQueue) {
	var values [queueCount][]byte
	in, ok := o.open(recQueue, recordQueueFields, "Queue.", values[:])
	if !ok {
		return
	}
	q.ARN = in.word(queueARN)
	q.Name = in.word(queueName)
	q.Enqueue = in.millis(queueEnqueue)
	q.Dequeue = in.millis(queueDequeue)
	q.Duration = in.count(queueDuration)
}

// Fields of anything with an ARN and a name. Contact records call a hierarchy group's name GroupName, agent events Name.
const (
	namedARN = iota
	namedName
	namedGroup
	namedCount
)

var (
	namedFields = newFieldSet([]string{namedARN: "ARN", namedName: "Name", namedGroup: "GroupName"})
	levelFields = newFieldSet([]string{"Level1", "Level2", "Level3", "Level4", "Level5"})
)

func (o *object) named(field int, path string) (arn, name string) {
	var values [namedCount][]byte
	in, ok := o.open(field, namedFields, path, values[:])
	if !ok {
		return "", ""
	}
	name = in.word(namedName)
	if group := in.word(namedGroup); group != "" {
		name = group
	}
	return in.word(namedARN), name
}

// hierarchy reads the levels of an agent's hierarchy; path is that of one level, such as "HierarchyGroups.Level*.".
func (o *object) hierarchy(field int, path string, levels *[5]HierarchyGroup) {
	var values [5][]byte
	in, ok := o.open(field, levelFields, path, values[:])
	if !ok {
		return
	}
	for i := range levels {
		if in.has(i) {
			levels[i].ARN, levels[i].Name = in.named(i, path)
		}
	}
}
