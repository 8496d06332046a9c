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
	recChatMetrics
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
	recChatMetrics:        "ChatMetrics",
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
}...).
	nest(recAgent, recordAgentFields).
	nest(recCampaign, newFieldSet("CampaignId")).
	nest(recChatMetrics, chatFields).
	nest(recCustomerEndpoint, newFieldSet("Address")).
	nest(recExternalThirdParty, newFieldSet("ExternalThirdPartyInteractionDuration")).
	nest(recQueue, recordQueueFields).
	nest(recSegmentAttributes, segmentFields).
	nest(recSystemEndpoint, newFieldSet("Address")).
	nest(recTransferredTo, newFieldSet("Address"))

// recordPlaces is how many places recordFields needs at most; a test holds it.
const recordPlaces = 96

// Segment attributes that we read, by number in segmentFields.
const (
	segSubtype = iota
	segDirection
	segValidationTest
)

var segmentFields = newFieldSet([]string{
	segSubtype:        "connect:Subtype",
	segDirection:      "connect:Direction",
	segValidationTest: "connect:ValidationTestType",
}...).
	nest(segSubtype, newFieldSet("ValueString")).
	nest(segDirection, newFieldSet("ValueString"))

// Parts of ChatMetrics that we read, by number in chatFields.
const (
	chatAgent = iota
	chatCustomer
)

var chatFields = newFieldSet([]string{chatAgent: "AgentMetrics", chatCustomer: "CustomerMetrics"}...).
	nest(chatAgent, newFieldSet("ConversationAbandon")).
	nest(chatCustomer, newFieldSet("ConversationAbandon"))

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
}...).
	nest(agentRoutingProfile, namedFields).
	nest(agentHierarchy, levelFields)

// Fields of a contact record's Queue, by number in recordQueueFields.
const (
	queueARN = iota
	queueName
	queueEnqueue
	queueDequeue
	queueDuration
)

var recordQueueFields = newFieldSet([]string{
	queueARN:      "ARN",
	queueName:     "Name",
	queueEnqueue:  "EnqueueTimestamp",
	queueDequeue:  "DequeueTimestamp",
	queueDuration: "Duration",
}...)

// Fields of anything with an ARN and a name. Contact records call a hierarchy group's name GroupName, agent events Name.
const (
	namedARN = iota
	namedName
	namedGroup
)

var (
	namedFields = newFieldSet([]string{namedARN: "ARN", namedName: "Name", namedGroup: "GroupName"}...)
	levelFields = newFieldSet("Level1", "Level2", "Level3", "Level4", "Level5").
			nest(0, namedFields).nest(1, namedFields).nest(2, namedFields).nest(3, namedFields).nest(4, namedFields)
)
