package connect

// agentEvent reads an agent event whose identity holds.
func (o *object) agentEvent() *AgentEvent {
	e := &AgentEvent{
		InstanceARN: o.word(evInstance),
		AgentARN:    o.word(evAgent),
		EventID:     o.text(evID),
		EventType:   o.upper(evType),
		Timestamp:   o.millis(evTime),
		Current:     o.snapshot(evCurrent),
		Previous:    o.snapshot(evPrevious),
	}
	if e.InstanceARN == "" {
		e.InstanceARN = InstanceARN(e.AgentARN)
	}
	return e
}

func (o *object) snapshot(field int) *AgentSnapshot {
	in := o.open(field)
	if v := o.values[field]; isNull(v) || v[0] != '{' {
		return nil
	}
	s := &AgentSnapshot{Status: in.agentStatus(snapStatus), NextStatus: in.agentStatus(snapNextStatus)}
	conf := in.open(snapConfiguration)
	conf.configuration(s)
	in.each(snapContacts, func(element object) {
		if c := element.agentContact(); c.ContactID != "" {
			s.Contacts = append(s.Contacts, c)
		}
	})
	return s
}

func (o *object) agentStatus(field int) AgentStatus {
	in := o.open(field)
	s := AgentStatus{ARN: in.word(statusARN), Name: in.word(statusName), Type: in.upper(statusType)}
	for _, start := range [...]int{statusStart, statusEnqueued, statusEnqueue} {
		if s.Start == 0 {
			s.Start = in.millis(start)
		}
	}
	if s.Type == "" {
		s.Type = StatusType(s.Name)
	}
	return s
}

// StatusType derives the type that events before about 2019 leave out from the names of the two built-in statuses.
func StatusType(name string) string {
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

func (o *object) configuration(s *AgentSnapshot) {
	s.Username = o.word(confUsername)
	s.FirstName = o.word(confFirstName)
	s.LastName = o.word(confLastName)
	o.hierarchy(confHierarchyProse, &s.Hierarchy)
	o.hierarchy(confHierarchy, &s.Hierarchy)
	profile := o.open(confRoutingProfile)
	profile.routingProfile(&s.RoutingProfile)
}

func (o *object) routingProfile(p *RoutingProfile) {
	p.ARN = o.word(profileARN)
	p.Name = o.word(profileName)
	o.each(profileQueues, func(q object) {
		p.InboundQueues = append(p.InboundQueues, QueueRef{ARN: q.word(namedARN), Name: q.word(namedName)})
	})
	o.each(profileConcurrency, func(c object) {
		p.Concurrency = append(p.Concurrency, ChannelSlots{
			Channel:        c.channel(slotChannel),
			AvailableSlots: c.count(slotAvailable).Or(0),
			MaximumSlots:   c.count(slotMaximum).Or(0),
		})
	})
}

// channel reads a channel of the agent event stream, whose data model says TASKS for what is TASK everywhere else.
func (o *object) channel(field int) string {
	if s := o.upper(field); s != "TASKS" {
		return s
	}
	return "TASK"
}

// agentContact reads one contact of a snapshot. One without an id tells nothing: it gets a warning.
func (o *object) agentContact() AgentContact {
	c := AgentContact{
		ContactID:        o.contactID(heldID),
		InitialContactID: o.contactID(heldInitialID),
		Channel:          o.channel(heldChannel),
		InitiationMethod: o.word(heldMethod),
		State:            o.upper(heldState),
		StateStart:       o.millis(heldStateStart),
		ConnectedToAgent: o.millis(heldConnected),
		Queued:           o.millis(heldQueued),
	}
	c.Queue.ARN, c.Queue.Name = o.named(heldQueue)
	if c.ContactID == "" {
		o.warn(heldID, "missing; this contact is left out")
	}
	return c
}
