package api

import "github.com/ringside/ringside/internal/connect"

// timeline is a contact's life as far as its record tells: the flow until it is queued, the queue until it is dequeued,
// the ring until it is connected, talk and hold until the agent is done with the customer, and after-contact work. A
// record says how long holds were in all and not when, so that hold is drawn as one stretch at the end of the talk.
func timeline(c *connect.Contact) []TimelinePart {
	t := life{parts: []TimelinePart{}}
	end := firstOf(c.Disconnect, c.Agent.AfterContactWorkStart)
	entered := firstOf(c.ConnectedToSystem, c.Initiation)
	t.add("ivr", entered, firstOf(c.Queue.Enqueue, c.Agent.ConnectedToAgent, end))
	left := firstOf(c.Queue.Dequeue, c.Agent.ConnectedToAgent, end)
	t.add("queue", c.Queue.Enqueue, left)
	if connected := c.Agent.ConnectedToAgent; connected != 0 {
		if c.Queue.Dequeue != 0 {
			t.add("ring", c.Queue.Dequeue, connected)
		}
		// Disconnect can lie long after or before the agent's end (transfers, disconnect flows); after-contact work does not.
		done := firstOf(c.Agent.AfterContactWorkStart, c.Disconnect)
		hold := connect.Millis(1000 * max(0, c.Agent.CustomerHoldDuration.Or(0)))
		if talked := c.Agent.AgentInteractionDuration; talked.Valid {
			done = connected + connect.Millis(1000*max(0, talked.Value)) + hold
		}
		t.add("talk", connected, done-min(hold, max(0, done-connected)))
		t.add("hold", done-min(hold, max(0, done-connected)), done)
	}
	t.add("acw", c.Agent.AfterContactWorkStart, c.Agent.AfterContactWorkEnd)
	return t.parts
}

type life struct{ parts []TimelinePart }

// add draws a stretch unless an end is unknown or nothing is between them.
func (l *life) add(kind string, start, end connect.Millis) {
	if start == 0 || end <= start {
		return
	}
	l.parts = append(l.parts, TimelinePart{Kind: kind, Start: start.Time(), End: end.Time()})
}

// firstOf is the first moment that is known.
func firstOf(moments ...connect.Millis) connect.Millis {
	for _, m := range moments {
		if m != 0 {
			return m
		}
	}
	return 0
}
