package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

// TestTimelineTellsWhatTheRecordKnows writes stretches as kind, start and end in seconds after initiation.
func TestTimelineTellsWhatTheRecordKnows(t *testing.T) {
	at := func(seconds int64) connect.Millis { return connect.MillisOf(now) + connect.Millis(1000*seconds) }
	contact := func(change func(*connect.Contact)) *connect.Contact {
		c := &connect.Contact{Initiation: at(0), Disconnect: at(500)}
		change(c)
		return c
	}
	answered := func(c *connect.Contact) {
		c.Queue = connect.ContactQueue{ARN: salesARN, Enqueue: at(20), Dequeue: at(50)}
		c.Agent = connect.ContactAgent{ARN: "a", ConnectedToAgent: at(58), AfterContactWorkStart: at(500), AfterContactWorkEnd: at(530)}
	}
	tests := []struct {
		name   string
		change func(*connect.Contact)
		want   string
	}{
		{"ended in the flow", func(*connect.Contact) {}, "ivr 0-500"},
		{"answered", answered, "ivr 0-20, queue 20-50, ring 50-58, talk 58-500, acw 500-530"},
		{"held", func(c *connect.Contact) {
			answered(c)
			c.Agent.AgentInteractionDuration, c.Agent.CustomerHoldDuration = connect.Some(400), connect.Some(42)
		}, "ivr 0-20, queue 20-50, ring 50-58, talk 58-458, hold 458-500, acw 500-530"},
		{"disconnected long after the agent's end", func(c *connect.Contact) {
			answered(c)
			c.Disconnect = at(1656)
		}, "ivr 0-20, queue 20-50, ring 50-58, talk 58-500, acw 500-530"},
		{"abandoned, although dequeued", func(c *connect.Contact) {
			c.Queue = connect.ContactQueue{ARN: salesARN, Enqueue: at(20), Dequeue: at(500)}
		}, "ivr 0-20, queue 20-500"},
		{"outbound", func(c *connect.Contact) {
			c.InitiationMethod, c.ConnectedToSystem = "OUTBOUND", at(15)
			c.Agent = connect.ContactAgent{ARN: "a", ConnectedToAgent: at(15), AgentInteractionDuration: connect.Some(485)}
		}, "ring 0-15, talk 15-500"},
		{"outbound, not answered", func(c *connect.Contact) { c.InitiationMethod = "OUTBOUND" }, "ring 0-500"},
		{"callback that waits for its time", func(c *connect.Contact) {
			answered(c)
			c.InitiationMethod, c.ConnectedToSystem = "CALLBACK", at(58)
		}, "scheduled 0-20, queue 20-50, ring 50-58, talk 58-500, acw 500-530"},
		{"task for later", func(c *connect.Contact) {
			c.Scheduled, c.Queue = at(400), connect.ContactQueue{ARN: salesARN, Enqueue: at(410)}
		}, "scheduled 0-400, ivr 400-410, queue 410-500"},
		{"handed on to somebody outside", func(c *connect.Contact) {
			answered(c)
			c.TransferredTo, c.TransferCompleted, c.Disconnect = "+82215880001", at(500), at(1656)
		}, "ivr 0-20, queue 20-50, ring 50-58, talk 58-500, acw 500-530, transfer 500-1656"},
		{"nothing but a beginning", func(c *connect.Contact) { c.Disconnect = 0 }, ""},
		{"times that run backwards", func(c *connect.Contact) { c.Queue.Enqueue, c.Disconnect = at(-10), at(-20) }, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var parts []string
			for _, part := range timeline(contact(tt.change)) {
				start, end := part.Start.Sub(now).Seconds(), part.End.Sub(now).Seconds()
				parts = append(parts, fmt.Sprintf("%s %.0f-%.0f", part.Kind, start, end))
			}
			if diff := cmp.Diff(tt.want, strings.Join(parts, ", ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDisorderNamesTheMomentsThatRunBackwards(t *testing.T) {
	at := func(seconds int64) connect.Millis { return connect.MillisOf(now) + connect.Millis(1000*seconds) }
	tests := []struct {
		name   string
		change func(*connect.Contact)
		want   []Disorder
	}{
		{"in order, and the agent done before the end", func(c *connect.Contact) {
			c.Queue.Enqueue, c.Queue.Dequeue, c.Agent.ConnectedToAgent = at(10), at(20), at(25)
			c.Agent.AfterContactWorkStart, c.Agent.AfterContactWorkEnd, c.Disconnect = at(90), at(95), at(60)
		}, []Disorder{}},
		{"cut to whole seconds", func(c *connect.Contact) { c.Queue.Enqueue, c.Queue.Dequeue = at(10), at(9) }, []Disorder{}},
		{
			"left the queue before entering it", func(c *connect.Contact) { c.Queue.Enqueue, c.Queue.Dequeue = at(10), at(8) },
			[]Disorder{{"Queue.EnqueueTimestamp", "Queue.DequeueTimestamp"}},
		},
		{
			"over a missing moment", func(c *connect.Contact) { c.Queue.Enqueue, c.Agent.ConnectedToAgent = at(10), at(5) },
			[]Disorder{{"Queue.EnqueueTimestamp", "Agent.ConnectedToAgentTimestamp"}},
		},
		{
			"ended before it began", func(c *connect.Contact) { c.Disconnect = at(-10) },
			[]Disorder{{"InitiationTimestamp", "DisconnectTimestamp"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := &connect.Contact{Initiation: at(0), Disconnect: at(500)}
			tt.change(c)
			if diff := cmp.Diff(tt.want, disorder(c)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
