package sim

import (
	"sort"
	"strings"
)

var eventOddities = []oddity{
	noSystemTime, pascalEvent, mixedEvent, sentinelEvent, instanceSpelling, doubledColon,
}

// eventDoc is one contact event as EventBridge delivers it.
type eventDoc struct {
	c     *contact
	step  step
	key   uint64
	marks marks
}

// events tells the steps of a contact: best effort, sometimes twice, sometimes late, sometimes not at all.
func (t *teller) events(c *contact, of marks) {
	for i := range c.steps {
		switch s := &c.steps[i]; s.kind {
		case disconnectedStep:
			s.at = c.disconnect
		case completedStep:
			s.at = max(c.disconnect, c.wrapEnd)
		default: // happened when it was noted
		}
	}
	sort.SliceStable(c.steps, func(i, j int) bool { return c.steps[i].at < c.steps[j].at })
	for i, s := range c.steps {
		key := hash(c.key, nameSeed("step"), uint64(i))
		if t.d.odd(lostEvent, key) {
			t.told.lost++
			continue
		}
		doc := &eventDoc{c: c, step: s, key: key, marks: t.mark(key, eventOddities...) | of&(1<<videoChannel)}
		if s.kind == queuedStep {
			doc.marks |= t.mark(key, bareQueued)
		}
		at := s.at + between(hash(key, 1), 300, 2000)
		if t.d.odd(shuffledEvent, key) {
			at += between(hash(key, 2), 2000, 15000)
		}
		t.deliver(ContactEvents, at, doc)
		t.told.distinct[ContactEvents]++
		if t.d.odd(duplicateEvent, key) {
			t.again(ContactEvents, at+between(hash(key, 3), 10, 20000), doc)
		}
	}
}

func (e *eventDoc) appendJSON(b []byte) []byte {
	t, c := text{b}, e.c
	t.raw(`{"version":"0","id":"`)
	t.raw(uuid(e.key, nameSeed("event")))
	t.raw(`","detail-type":"Amazon Connect Contact Event","source":"aws.connect","account":"` + c.site.account + `"`)
	t.at(`,"time":`, e.step.at)
	t.raw(`,"region":"` + c.site.region + `","resources":["` + c.site.arn + `","` + c.site.arn + "/contact/" + c.id + `"],"detail":`)
	if e.marks.has(pascalEvent) {
		t.raw(pascal(string(e.detail(nil))))
	} else {
		t.b = e.detail(t.b)
	}
	t.raw("}")
	return t.b
}

// detail leaves out what has not happened: a contact event has no nulls.
func (e *eventDoc) detail(b []byte) []byte {
	t, c, at := text{b}, e.c, e.step.at
	t.str(`{"eventType":`, e.step.kind.String())
	t.str(`,"contactId":`, c.id)
	if c.initial != nil {
		t.str(`,"initialContactId":`, c.initial.id)
	}
	if c.previous != nil {
		t.str(`,"previousContactId":`, c.previous.id)
	}
	t.str(`,"channel":`, e.channel())
	t.str(e.instance())
	t.str(`,"initiationMethod":`, c.method)
	if !e.marks.has(bareQueued) {
		t.atMillis(`,"initiationTimestamp":`, c.initiated)
	}
	switch {
	case c.system != 0 && c.system <= at:
		if !e.marks.has(noSystemTime) {
			t.atMillis(`,"connectedToSystemTimestamp":`, c.system)
		}
	case e.marks.has(sentinelEvent):
		t.raw(`,"connectedToSystemTimestamp":"1970-01-01T00:00:00.001Z"`)
	}
	if e.step.kind == disconnectedStep || e.step.kind == completedStep {
		t.atMillis(`,"disconnectTimestamp":`, c.disconnect)
	}
	if c.scheduled != 0 {
		t.atMillis(`,"scheduledTimestamp":`, c.scheduled)
	}
	e.queue(&t)
	e.agent(&t)
	e.campaign(&t)
	if e.step.kind == updatedStep {
		t.raw(`,"updatedProperties":["UserDefinedAttributes"]`)
	}
	t.raw(`,"tags":{"aws:connect:instanceId":"` + c.site.id + `"`)
	if c.channel == voice {
		t.raw(`,"aws:connect:systemEndpoint":"` + dialled(c) + `"`)
	}
	t.raw("}")
	t.raw(`,"segmentAttributes":{"connect:Subtype":{"valueString":"` + subtype(c) + `"}}}`)
	return t.b
}

func (e *eventDoc) channel() string {
	switch {
	case e.marks.has(videoChannel):
		return video.String()
	case e.marks.has(mixedEvent) && e.c.channel == voice:
		return "Voice"
	default:
		return e.c.channel.String()
	}
}

// instance is the key and value of the instance, with the slips that AWS's own samples have.
func (e *eventDoc) instance() (key, arn string) {
	key, arn = `,"instanceArn":`, e.c.site.arn
	if e.marks.has(instanceSpelling) {
		key = `,"instanceARN":`
	}
	if e.marks.has(doubledColon) {
		arn = strings.Replace(arn, "arn:aws:", "arn:aws::", 1)
	}
	return key, arn
}

func (e *eventDoc) queue(t *text) {
	c := e.c
	if c.enqueued == 0 || c.enqueued > e.step.at || c.method == "OUTBOUND" {
		return
	}
	if c.personal != nil {
		t.str(`,"queueInfo":{"queueArn":`, c.site.agentQueue(c.personal))
		t.raw(`,"queueType":"AGENT"`)
	} else {
		t.str(`,"queueInfo":{"queueArn":`, c.queue.arn)
		t.raw(`,"queueType":"STANDARD"`)
	}
	if !e.marks.has(bareQueued) {
		t.atMillis(`,"enqueueTimestamp":`, c.enqueued)
	}
	t.raw("}")
}

func (e *eventDoc) agent(t *text) {
	c := e.c
	if c.agent == nil || c.connected > e.step.at {
		return
	}
	if e.marks.has(mixedEvent) {
		t.str(`,"AgentInfo":{"AgentArn":`, c.agent.arn)
	} else {
		t.str(`,"agentInfo":{"agentArn":`, c.agent.arn)
	}
	t.atMillis(`,"connectedToAgentTimestamp":`, c.connected)
	t.raw(c.agent.rendered.eventGroups)
	if e.step.kind == completedStep && c.wrapEnd != 0 {
		t.atMillis(`,"afterContactWorkStartTimestamp":`, c.wrapStart)
		t.atMillis(`,"afterContactWorkEndTimestamp":`, c.wrapEnd)
		t.num(`,"afterContactWorkDuration":`, some((c.wrapEnd - c.wrapStart).seconds()))
		t.num(`,"agentInitiatedHoldDuration":`, some(c.held.seconds()))
	}
	t.raw("}")
}

func (e *eventDoc) campaign(t *text) {
	if !e.c.campaign {
		return
	}
	t.raw(`,"campaign":{"campaignId":"` + campaignID + `"}`)
	if e.step.kind == disconnectedStep || e.step.kind == completedStep {
		t.str(`,"answeringMachineDetectionStatus":`, e.c.answered)
		t.str(`,"disconnectReason":`, e.c.reason)
	}
}

// pascal turns lowerCamel keys into PascalCase, as some events have them; keys with a colon are names and stay.
func pascal(detail string) string {
	b := []byte(detail)
	for i := 1; i+1 < len(b); i++ {
		if b[i] != '"' || b[i-1] != '{' && b[i-1] != ',' {
			continue
		}
		end := i + 1 + strings.IndexByte(detail[i+1:], '"')
		if end+1 < len(b) && b[end+1] == ':' && b[i+1] >= 'a' && b[i+1] <= 'z' && !strings.Contains(detail[i:end], ":") {
			b[i+1] -= 'a' - 'A'
		}
	}
	return string(b)
}
