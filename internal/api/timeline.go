package api

import (
	"strings"

	"github.com/ringside/ringside/internal/connect"
)

// timeline is a contact's life as far as its record tells: what it waited for before it began, the flow until it is queued,
// the queue until it is dequeued, the ring until it is connected, talk and hold until the agent is done with the customer,
// after-contact work, and the time that the customer went on with somebody outside. A record says how long holds were in
// all and not when, so that hold is drawn as one stretch at the end of the talk. Stretches whose ends are missing or
// reversed are left out; disorder says so.
func timeline(c *connect.Contact) []TimelinePart {
	t := life{parts: []TimelinePart{}}
	end := firstOf(c.Disconnect, c.Agent.AfterContactWorkStart)
	t.beginning(c, end)
	left := firstOf(c.Queue.Dequeue, c.Agent.ConnectedToAgent, end)
	t.add("queue", c.Queue.Enqueue, left)
	if connected := c.Agent.ConnectedToAgent; connected != 0 {
		t.add("ring", c.Queue.Dequeue, connected)
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
	if c.TransferredTo != "" {
		t.add("transfer", c.TransferCompleted, c.Disconnect)
	}
	return t.parts
}

type life struct{ parts []TimelinePart }

// beginning is what comes before queue and agent. A callback waits for its time between its creation and the queue
// ("About queued callbacks in metrics", Amazon Connect Administrator Guide), a scheduled task for ScheduledTimestamp; a
// contact that the centre begins rings at the customer until ConnectedToSystemTimestamp.
func (t *life) beginning(c *connect.Contact, end connect.Millis) {
	served := firstOf(c.Queue.Enqueue, c.Agent.ConnectedToAgent, end)
	switch {
	case strings.HasPrefix(c.InitiationMethod, "CALLBACK"):
		t.add("scheduled", c.Initiation, firstOf(c.Queue.Enqueue, c.Scheduled))
	case c.Scheduled != 0:
		t.add("scheduled", c.Initiation, c.Scheduled)
		t.add("ivr", c.Scheduled, served)
	case c.InitiationMethod == "OUTBOUND":
		t.add("ring", c.Initiation, firstOf(c.ConnectedToSystem, c.Agent.ConnectedToAgent, end))
	default:
		t.add("ivr", firstOf(c.ConnectedToSystem, c.Initiation), served)
	}
}

// add draws a stretch unless an end is unknown or nothing is between them.
func (t *life) add(kind string, start, end connect.Millis) {
	if start == 0 || end <= start {
		return
	}
	t.parts = append(t.parts, TimelinePart{Kind: kind, Start: start.Time(), End: end.Time()})
}

// disorder lists the moments of a record that stand in the wrong order. One second is forgiven, since records are cut to
// whole seconds each on their own, and DisconnectTimestamp is known to lie before or after the agent's end.
func disorder(c *connect.Contact) []Disorder {
	const forgiven = 1000 // ms
	moments := []struct {
		name string
		at   connect.Millis
	}{
		{"InitiationTimestamp", c.Initiation},
		{"Queue.EnqueueTimestamp", c.Queue.Enqueue},
		{"Queue.DequeueTimestamp", c.Queue.Dequeue},
		{"Agent.ConnectedToAgentTimestamp", c.Agent.ConnectedToAgent},
		{"Agent.AfterContactWorkStartTimestamp", c.Agent.AfterContactWorkStart},
		{"Agent.AfterContactWorkEndTimestamp", c.Agent.AfterContactWorkEnd},
	}
	wrong := []Disorder{}
	before := 0
	for i := 1; i < len(moments); i++ {
		if moments[i].at == 0 {
			continue
		}
		if moments[i].at < moments[before].at-forgiven {
			wrong = append(wrong, Disorder{Earlier: moments[before].name, Later: moments[i].name})
		}
		before = i
	}
	if c.Disconnect != 0 && c.Disconnect < c.Initiation-forgiven {
		wrong = append(wrong, Disorder{Earlier: "InitiationTimestamp", Later: "DisconnectTimestamp"})
	}
	return wrong
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
