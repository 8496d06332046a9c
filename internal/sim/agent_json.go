package sim

import "strings"

// rendered is the part of a user's JSON that never changes, made once: agent events repeat it in both snapshots.
type rendered struct {
	head         string // Configuration up to the concurrency of the routing profile
	tail         string // and from there to its end
	levelHead    string // head with the other spelling of ProficiencyLevel
	recordGroups string // HierarchyGroups of a contact record
	eventGroups  string // hierarchyGroups of a contact event
}

func render(w *World, u *user) rendered {
	var r rendered
	t := text{}
	if u.centre == nil {
		r.recordGroups = `,"HierarchyGroups":null`
		t.raw(`"Configuration":{"AgentHierarchyGroups":null`)
	} else {
		r.recordGroups = `,"HierarchyGroups":` + groups(u, "GroupName")
		r.eventGroups = `,"hierarchyGroups":{"level1":{"arn":"` + u.centre.arn + `"},"level2":{"arn":"` + u.team.arn + `"}}`
		t.raw(`"Configuration":{"AgentHierarchyGroups":` + groups(u, "Name"))
	}
	t.str(`,"FirstName":`, u.first)
	t.str(`,"LastName":`, u.last)
	t.raw(`,"Proficiencies":[{"Name":"언어","Value":"한국어","ProficiencyLevel":5.0}]`)
	t.str(`,"RoutingProfile":{"ARN":`, u.profile.arn)
	r.head = string(t.b)
	r.levelHead = strings.Replace(r.head, `"ProficiencyLevel"`, `"Level"`, 1)

	t = text{}
	t.raw(`,"DefaultOutboundQueue":`)
	queueRef(&t, w.queues[u.profile.dials])
	t.raw(`,"InboundQueues":[{"ARN":"` + u.site.agentQueue(u) + `","Channels":["VOICE","CHAT","TASK"],"Name":null}`)
	for _, q := range u.profile.queues {
		t.raw(",")
		queueRef(&t, w.queues[q])
	}
	t.str(`],"Name":`, u.profile.name)
	t.str(`},"Username":`, u.login)
	t.raw("}")
	r.tail = string(t.b)
	return r
}

func queueRef(t *text, q *queue) {
	t.str(`{"ARN":`, q.arn)
	t.str(`,"Channels":[`, q.channel.String())
	t.str(`],"Name":`, q.name)
	t.raw("}")
}

// groups writes the hierarchy; contact records say GroupName where agent events say Name.
func groups(u *user, name string) string {
	t := text{}
	t.str(`{"Level1":{"ARN":`, u.centre.arn)
	t.str(`,"`+name+`":`, u.centre.name)
	t.str(`},"Level2":{"ARN":`, u.team.arn)
	t.str(`,"`+name+`":`, u.team.name)
	t.raw(`},"Level3":null,"Level4":null,"Level5":null}`)
	return string(t.b)
}

// agentDoc is one agent event as delivered.
type agentDoc struct {
	event agentEvent
	marks marks
	bare  bool // snapshots null
}

func (a *agentDoc) appendJSON(b []byte) []byte {
	t, e := text{b}, a.event
	t.str(`{"AWSAccountId":`, e.user.site.account)
	t.str(`,"AgentARN":`, e.user.arn)
	t.raw(`,"CurrentAgentSnapshot":`)
	a.snapshot(&t, e.current)
	t.raw(`,"EventId":"`)
	t.raw(uuid(e.key, nameSeed("event")))
	t.raw(`"`)
	at := e.at
	if a.marks.has(secondsAsMillis) {
		at += at/1000%60 - at%1000
	}
	t.atMillis(`,"EventTimestamp":`, at)
	t.str(`,"EventType":`, e.kind.String())
	t.str(`,"InstanceARN":`, e.user.site.arn)
	t.raw(`,"PreviousAgentSnapshot":`)
	if a.marks.has(previousNull) {
		t.raw("null")
	} else {
		a.snapshot(&t, e.previous)
	}
	if a.marks.has(newVersion) {
		t.raw(`,"Version":"2019-05-25"}`)
	} else {
		t.raw(`,"Version":"2017-10-01"}`)
	}
	return t.b
}

func (a *agentDoc) snapshot(t *text, s *snapshot) {
	if s == nil || a.bare {
		t.raw("null")
		return
	}
	st := a.event.user.site.statuses[s.status]
	t.str(`{"AgentStatus":{"ARN":`, st.arn)
	t.str(`,"Name":`, st.name)
	t.atMillis(`,"StartTimestamp":`, s.since)
	if !a.marks.has(typeMissing) {
		t.str(`,"Type":`, st.kind)
	}
	t.raw(`},`)
	r := &a.event.user.rendered
	if a.marks.has(levelSpelling) {
		t.raw(r.levelHead)
	} else {
		t.raw(r.head)
	}
	a.concurrency(t, s)
	t.raw(r.tail)
	t.raw(`,"Contacts":[`)
	for i := range s.screen {
		if i > 0 {
			t.raw(",")
		}
		a.contact(t, &s.screen[i])
	}
	t.raw("]")
	a.next(t, s)
	t.raw("}")
}

// concurrency writes the slots.
func (a *agentDoc) concurrency(t *text, s *snapshot) {
	separator := `,"Concurrency":[`
	for ch, most := range a.event.user.profile.slots {
		if most == 0 {
			continue
		}
		t.raw(separator)
		separator = ","
		t.num(`{"AvailableSlots":`, some(int64(s.free(channel(ch), most))))
		t.str(`,"Channel":`, channel(ch).String())
		if a.marks.has(slotsZero) {
			t.raw(`,"CurrentAvailableSlots":0`)
		}
		t.num(`,"MaximumSlots":`, some(int64(most)))
		t.raw("}")
	}
	if separator == "," {
		t.raw("]")
		return
	}
	t.raw(`,"Concurrency":[]`)
}

func (a *agentDoc) next(t *text, s *snapshot) {
	if s.next == offline {
		if !a.marks.has(nextStatusMissing) {
			t.raw(`,"NextAgentStatus":null`)
		}
		return
	}
	st, key := a.event.user.site.statuses[s.next], `,"EnqueuedTimestamp":`
	if a.marks.has(enqueueSpelling) {
		key = `,"EnqueueTimestamp":`
	}
	t.str(`,"NextAgentStatus":{"ARN":`, st.arn)
	t.atMillis(key, s.nextAt)
	t.str(`,"Name":`, st.name)
	t.str(`,"Type":`, st.kind)
	t.raw("}")
}

func (a *agentDoc) contact(t *text, s *shown) {
	c, word := s.contact, s.contact.channel.String()
	if c.channel == task && a.marks.has(tasksSpelling) {
		word = "TASKS"
	}
	t.str(`{"Channel":`, word)
	t.atMillis(`,"ConnectedToAgentTimestamp":`, s.connected)
	t.str(`,"ContactId":`, c.id)
	if a.marks.has(agentInitialNull) && c.initial == nil {
		t.raw(`,"InitialContactId":null`)
	} else {
		t.str(`,"InitialContactId":`, c.root().id)
	}
	t.str(`,"InitiationMethod":`, c.method)
	queued := c.enqueued
	switch {
	case c.personal != nil:
		t.str(`,"Queue":{"ARN":`, c.site.agentQueue(c.personal))
		t.raw(`,"Channels":["VOICE"],"Name":null}`)
	case c.queue != nil:
		t.raw(`,"Queue":`)
		queueRef(t, c.queue)
	default:
		t.raw(`,"Queue":null`)
	}
	if queued != 0 && a.marks.has(earlyQueueTime) {
		queued -= 27
	}
	t.atMillis(`,"QueueTimestamp":`, queued)
	t.str(`,"State":`, s.state.String())
	t.atMillis(`,"StateStartTimestamp":`, s.since)
	t.raw("}")
}
