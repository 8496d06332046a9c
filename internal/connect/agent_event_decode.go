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
	evCount
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
})

// agentEventIdentity is what an agent event must have; its instance is part of the agent's ARN.
var agentEventIdentity = []int{evAgent, evID, evTime}

// agentEvent reads an agent event whose identity holds.
func (o *object) agentEvent() *AgentEvent {
	e := &AgentEvent{
		InstanceARN: o.word(evInstance),
		AgentARN:    o.word(evAgent),
		EventID:     o.text(evID),
		EventType:   o.upper(evType),
		Timestamp:   o.millis(evTime),
		Current:     o.snapshot(evCurrent, "CurrentAgentSnapshot."),
		Previous:    o.snapshot(evPrevious, "PreviousAgentSnapshot."),
	}
	if e.InstanceARN == "" {
		e.InstanceARN = shared.intern([]byte(instanceARN(e.AgentARN)))
	}
	return e
}

// Fields of an agent snapshot, by number in snapshotFields.
const (
	snapStatus = iota
	snapNextStatus
	snapConfiguration
	snapContacts
	snapCount
)

var snapshotFields = newFieldSet([]string{
	snapStatus:        "AgentStatus",
	snapNextStatus:    "NextAgentStatus",
	snapConfiguration: "Configuration",
	snapContacts:      "Contacts",
})

func (o *object) snapshot(field int, path string) *AgentSnapshot {
	var values [snapCount][]byte
	in, ok := o.open(field, snapshotFields, path, values[:])
	if !ok {
		return nil
	}
	s := &AgentSnapshot{
		Status:     in.agentStatus(snapStatus, path+"AgentStatus."),
		NextStatus: in.agentStatus(snapNextStatus, path+"NextAgentStatus."),
	}
	in.configuration(s, path+"Configuration.")
	in.each(snapContacts, func(value []byte) {
		if c, ok := in.agentContact(value, path+"Contacts."); ok {
			s.Contacts = append(s.Contacts, c)
		}
	})
	return s
}

// Fields of an agent status, by number in statusFields.
const (
	statusARN = iota
	statusName
	statusType
	statusStart
	statusEnqueued
	statusEnqueue // as older prints of the documentation spell it
	statusCount
)

var statusFields = newFieldSet([]string{
	statusARN:      "ARN",
	statusName:     "Name",
	statusType:     "Type",
	statusStart:    "StartTimestamp",
	statusEnqueued: "EnqueuedTimestamp",
	statusEnqueue:  "EnqueueTimestamp",
})

func (o *object) agentStatus(field int, path string) AgentStatus {
	var values [statusCount][]byte
	in, ok := o.open(field, statusFields, path, values[:])
	if !ok {
		return AgentStatus{}
	}
	s := AgentStatus{ARN: in.word(statusARN), Name: in.word(statusName), Type: in.upper(statusType)}
	for _, start := range []int{statusStart, statusEnqueued, statusEnqueue} {
		if s.Start == 0 {
			s.Start = in.millis(start)
		}
	}
	if s.Type == "" {
		s.Type = statusTypeOf(s.Name)
	}
	return s
}

// statusTypeOf derives the type that events before about 2019 leave out from the names of the two built-in statuses.
func statusTypeOf(name string) string {
	switch name {
	case "":
		return ""
	case "Available":
		return "ROUTABLE"
	case "Offline":
		return "OFFLINE"
	}
	return "CUSTOM"
}

// Fields of an agent's configuration, by number in configurationFields.
const (
	confUsername = iota
	confFirstName
	confLastName
	confRoutingProfile
	confHierarchy
	confHierarchyProse // as the prose of the data model calls it
	confCount
)

var configurationFields = newFieldSet([]string{
	confUsername:       "Username",
	confFirstName:      "FirstName",
	confLastName:       "LastName",
	confRoutingProfile: "RoutingProfile",
	confHierarchy:      "AgentHierarchyGroups",
	confHierarchyProse: "HierarchyGroups",
})

func (o *object) configuration(s *AgentSnapshot, path string) {
	var values [confCount][]byte
	in, ok := o.open(snapConfiguration, configurationFields, path, values[:])
	if !ok {
		return
	}
	s.Username = in.word(confUsername)
	s.FirstName = in.word(confFirstName)
	s.LastName = in.word(confLastName)
	in.hierarchy(confHierarchyProse, path+"HierarchyGroups.Level*.", &s.Hierarchy)
	in.hierarchy(confHierarchy, path+"AgentHierarchyGroups.Level*.", &s.Hierarchy)
	in.routingProfile(&s.RoutingProfile, path+"RoutingProfile.")
}

// Fields of a routing profile, by number in profileFields.
const (
	profileARN = iota
	profileName
	profileQueues
	profileConcurrency
	profileCount
)

var profileFields = newFieldSet([]string{
	profileARN:         "ARN",
	profileName:        "Name",
	profileQueues:      "InboundQueues",
	profileConcurrency: "Concurrency",
})

func (o *object) routingProfile(p *RoutingProfile, path string) {
	var values [profileCount][]byte
	in, ok := o.open(confRoutingProfile, profileFields, path, values[:])
	if !ok {
		return
	}
	p.ARN = in.word(profileARN)
	p.Name = in.word(profileName)
	in.each(profileQueues, func(value []byte) {
		var values [namedCount][]byte
		if q, ok := in.openValue(value, path+"InboundQueues.*", namedFields, path+"InboundQueues.*.", values[:]); ok {
			p.InboundQueues = append(p.InboundQueues, QueueRef{ARN: q.word(namedARN), Name: q.word(namedName)})
		}
	})
	in.each(profileConcurrency, func(value []byte) {
		if slots, ok := in.channelSlots(value, path+"Concurrency.*"); ok {
			p.Concurrency = append(p.Concurrency, slots)
		}
	})
}

// Fields of a channel's concurrency, by number in slotFields.
const (
	slotChannel = iota
	slotAvailable
	slotMaximum
	slotCount
)

var slotFields = newFieldSet([]string{slotChannel: "Channel", slotAvailable: "AvailableSlots", slotMaximum: "MaximumSlots"})

func (r *reader) channelSlots(value []byte, path string) (ChannelSlots, bool) {
	var values [slotCount][]byte
	in, ok := r.openValue(value, path, slotFields, path+".", values[:])
	if !ok {
		return ChannelSlots{}, false
	}
	return ChannelSlots{
		Channel:        in.channel(slotChannel),
		AvailableSlots: in.count(slotAvailable).Or(0),
		MaximumSlots:   in.count(slotMaximum).Or(0),
	}, true
}

// channel reads a channel of the agent event stream, whose data model says TASKS for what is TASK everywhere else.
func (o *object) channel(field int) string {
	if s := o.upper(field); s != "TASKS" {
		return s
	}
	return "TASK"
}

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
	heldCount
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
})

// agentContact reads one contact of a snapshot. One without an id tells nothing and is left out with a warning.
func (r *reader) agentContact(value []byte, path string) (AgentContact, bool) {
	var values [heldCount][]byte
	in, ok := r.openValue(value, path+"*", agentContactFields, path+"*.", values[:])
	if !ok {
		return AgentContact{}, false
	}
	c := AgentContact{
		ContactID:        in.contactID(heldID),
		InitialContactID: in.contactID(heldInitialID),
		Channel:          in.channel(heldChannel),
		InitiationMethod: in.word(heldMethod),
		State:            in.upper(heldState),
		StateStart:       in.millis(heldStateStart),
		ConnectedToAgent: in.millis(heldConnected),
		Queued:           in.millis(heldQueued),
	}
	if c.ContactID == "" {
		in.warn(heldID, "missing; this contact is left out")
		return AgentContact{}, false
	}
	c.Queue.ARN, c.Queue.Name = in.named(heldQueue, path+"*.Queue.")
	return c, true
}

// each calls read with every element of the array in a field that is not null.
func (o *object) each(field int, read func(value []byte)) {
	b := o.values[field]
	if isNull(b) {
		return
	}
	if b[0] != '[' {
		o.warn(field, jsonType(b)+" where an array should be")
		return
	}
	for i := skipSpace(b, 1); b[i] != ']'; {
		end, _ := skipValue(b, i, 0)
		if !isNull(b[i:end]) {
			read(b[i:end])
		}
		if i = skipSpace(b, end); b[i] == ',' {
			i = skipSpace(b, i+1)
		}
	}
}
