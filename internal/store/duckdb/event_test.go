package duckdb_test

import (
	"fmt"
	"testing"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

func agentEvent(id, at string) connect.Fact {
	return connect.Decode(fmt.Appendf(nil, `{"EventId":%q,"AgentARN":"%s/agent/a","InstanceARN":%q,"EventType":"HEART_BEAT",
		"EventTimestamp":"2026-03-%s.000Z"}`, id, testInstance, testInstance, at))
}

func contactEvent(id, at string) connect.Fact {
	return connect.Decode(fmt.Appendf(nil, `{"id":%q,"source":"aws.connect","detail-type":"Amazon Connect Contact Event",
		"time":"2026-03-%sZ","detail":{"eventType":"QUEUED","contactId":"c","instanceArn":%q,"channel":"VOICE",
		"initiationMethod":"INBOUND"}}`, id, at, testInstance))
}

// Deliveries share a transaction or do not, as it happens: what they bring must count the same.
func TestEventsCountTheSameHoweverTheyAreBatched(t *testing.T) {
	for name, event := range map[string]func(id, at string) connect.Fact{"agent": agentEvent, "contact": contactEvent} {
		t.Run(name, func(t *testing.T) {
			deliveries := [][]connect.Fact{
				{event("e-1", "02T10:00:00"), event("e-2", "05T10:00:00")},
				{event("e-1", "02T10:00:00")}, // again
				{event("e-1", "03T10:00:00")}, // the same id, another time
				{event("e-1", "03T10:00:00"), event("e-3", "01T10:00:00"), event("e-2", "05T10:00:00")},
				{event("e-2", "02T10:00:00"), event("e-1", "02T10:00:00")},
			}
			s := open(t, t.TempDir(), duckdb.Options{})
			defer closeStore(t, s)
			for _, facts := range deliveries {
				wait(t, appendTo(t, s, facts...))
			}
			want := store.Outcome{Read: 9, Stored: 5, Duplicates: 4}
			if got := statusOf(t, s).Sources[0].Outcome; got != want {
				t.Errorf("each by itself: %+v, want %+v", got, want)
			}
			if err := s.Rebuild(t.Context()); err != nil { // all in one
				t.Fatal(err)
			}
			if got := statusOf(t, s).Sources[0].Outcome; got != want {
				t.Errorf("all in one: %+v, want %+v", got, want)
			}
		})
	}
}
