package sim

// oddity is a way in which real traffic departs from its documentation. Each has a rate, per contact or event that it
// could befall, and is counted where it happens.
type oddity uint8

const (
	disconnectContact oddity = iota
	initialIsSelf
	associationOnLone
	redelivered
	redeliveredOld
	redeliveredSame
	lateUpdate
	reordered
	clickToDial
	flowTransfer
	manyAttempts
	noAttempts
	lateDisconnect
	earlyDisconnect
	disconnectReasonOther
	offByOne
	queueOffByOne
	secondsAsMillis
	earlyQueueTime
	bareQueued
	noSystemTime
	oldRecord
	shortSegment
	fullSegment
	recordingsNull
	videoStream
	loginSnapshots
	previousNull
	nextStatusMissing
	iamUser
	nullSystemAddress
	agentQueue
	wordNull
	caseKeys
	nonStringAttribute
	nullAttributes
	hugeAttributes
	reasonAgentHungUp
	unknownReason
	unknownField
	videoChannel
	oddContactID
	offlineBeat
	slotsZero
	typeMissing
	tasksSpelling
	levelSpelling
	enqueueSpelling
	newVersion
	duplicateEventID
	agentInitialNull
	lostEvent
	duplicateEvent
	shuffledEvent
	pascalEvent
	mixedEvent
	sentinelEvent
	instanceSpelling
	doubledColon
	movedInitiation
	redacted
	oddityCount
)

// oddities names each oddity and says how often it befalls what it can befall. Rates that the sample of real payloads
// does not give are chosen so that a week of 60 agents shows every one of them.
var oddities = [oddityCount]struct {
	name string
	rate float64
}{
	disconnectContact:     {"disconnect-flow contact", 0}, // as often as the survey is taken
	initialIsSelf:         {"InitialContactId is the contact itself", .002},
	associationOnLone:     {"ContactAssociationId on a lone contact", .5},
	redelivered:           {"delivered again after 7 s, only LastUpdateTimestamp changed", .06},
	redeliveredOld:        {"delivered again after 5 to 6 days with changed Attributes", .012},
	redeliveredSame:       {"delivered twice, byte for byte", .03},
	lateUpdate:            {"updated within the hour", .03},
	reordered:             {"newer version delivered before the older", .15},
	clickToDial:           {"voice contact initiated by API", 0},
	flowTransfer:          {"transferred out without an agent", 0},
	manyAttempts:          {"AgentConnectionAttempts 5 on an answered contact", .001},
	noAttempts:            {"AgentConnectionAttempts 0 on an answered contact", .001},
	lateDisconnect:        {"DisconnectTimestamp long after the agent's end", 0},
	earlyDisconnect:       {"DisconnectTimestamp 24 s before the agent's end", .004},
	disconnectReasonOther: {"DisconnectReason OTHER, 15 s later, with a disconnect flow", .25},
	offByOne:              {"interaction and hold one second off their timestamps", .01},
	queueOffByOne:         {"Queue.Duration one second off its timestamps", .02},
	secondsAsMillis:       {"milliseconds repeat the seconds", .0004},
	earlyQueueTime:        {"QueueTimestamp 27 ms before enqueueTimestamp", .5},
	bareQueued:            {"QUEUED without enqueueTimestamp and initiationTimestamp", .002},
	noSystemTime:          {"contact event without connectedToSystemTimestamp", .05},
	oldRecord:             {"contact record of the shape before 2020", .002},
	shortSegment:          {"SegmentAttributes with ValueString only", .3},
	fullSegment:           {"SegmentAttributes spelled out with nulls", .4},
	recordingsNull:        {"Recordings null beside a Recording", .15},
	videoStream:           {"Recordings with a KINESIS_VIDEO_STREAM entry", .03},
	loginSnapshots:        {"LOGIN or LOGOUT with snapshots", .15},
	previousNull:          {"STATE_CHANGE with PreviousAgentSnapshot null", .001},
	nextStatusMissing:     {"NextAgentStatus missing instead of null", .02},
	iamUser:               {"user name of an IAM user, first and last name null", .25},
	nullSystemAddress:     {"SystemEndpoint with Address null", .004},
	agentQueue:            {"queue of an agent, Name null", 0},
	wordNull:              {"the words null and None in place of null", .003},
	caseKeys:              {"attribute keys that differ in case only", .02},
	nonStringAttribute:    {"attribute that is a number or a boolean", .001},
	nullAttributes:        {"Attributes null", .002},
	hugeAttributes:        {"140 attributes with line breaks", .0006},
	reasonAgentHungUp:     {"DisconnectReason AGENT_HUNGUP", .001},
	unknownReason:         {"DisconnectReason that nobody has heard of", .0008},
	unknownField:          {"field that nobody has heard of", .005},
	videoChannel:          {"Channel VIDEO", .0006},
	oddContactID:          {"ContactId that is no UUID", .0006},
	offlineBeat:           {"HEART_BEAT after LOGOUT", 0},
	slotsZero:             {"CurrentAvailableSlots 0 beside AvailableSlots 1", .03},
	typeMissing:           {"AgentStatus without Type", .001},
	tasksSpelling:         {"channel TASKS", .5},
	levelSpelling:         {"proficiency Level instead of ProficiencyLevel", .02},
	enqueueSpelling:       {"EnqueueTimestamp instead of EnqueuedTimestamp", .02},
	newVersion:            {"agent event version 2019-05-25", .002},
	duplicateEventID:      {"agent event delivered twice", .004},
	agentInitialNull:      {"InitialContactId null in the agent event", .3},
	lostEvent:             {"contact event lost", .02},
	duplicateEvent:        {"contact event delivered twice", .005},
	shuffledEvent:         {"contact event late, after its successor", .02},
	pascalEvent:           {"contact event in PascalCase", .002},
	mixedEvent:            {"contact event with AgentInfo.AgentArn and Voice", .001},
	sentinelEvent:         {"1970 for what has not happened", .03},
	instanceSpelling:      {"instanceARN in a contact event", .001},
	doubledColon:          {"arn:aws::connect: in a contact event", .0005},
	movedInitiation:       {"InitiationTimestamp changed on a campaign contact", .03},
	redacted:              {"customer redacted later", .0008},
}

// rate is how often an oddity befalls in this world.
func rate(w *World, o oddity) float64 {
	return oddities[o].rate * max(0, w.Oddities)
}

// odd decides, from the key alone, whether an oddity befalls, and counts it if so.
func (d *day) odd(o oddity, key uint64) bool {
	if !d.is(o, key) {
		return false
	}
	d.oddities[o]++
	return true
}

// is decides without counting.
func (d *day) is(o oddity, key uint64) bool {
	return chance(hash(key, uint64(o), oddSeed)) < rate(d.w, o)
}

var oddSeed = nameSeed("oddity")

// happened counts an oddity that the model itself brings about.
func (d *day) happened(o oddity) { d.oddities[o]++ }
