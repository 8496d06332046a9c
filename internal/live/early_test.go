package live

import (
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// An agent's event with a wrong clock must not hide those that follow; its own moment comes.
func TestEventFromTheFutureWaitsForItsMoment(t *testing.T) {
	b := NewBoard()
	now := at(0).Time()
	b.Receive(agentEvent("STATE_CHANGE", "kim", 3600, "OFFLINE", nil), now)
	b.Receive(agentEvent("STATE_CHANGE", "kim", -60, "ROUTABLE", nil), now)
	b.Receive(event("DISCONNECTED", "a", 3600), now)
	b.Receive(event("QUEUED", "a", -60), now)
	for _, c := range []struct {
		after           time.Duration
		online, waiting int64
	}{{0, 1, 1}, {50 * time.Minute, 1, 1}, {55 * time.Minute, 0, 0}, {2 * time.Hour, 0, 0}} {
		got := b.Snapshot(now.Add(c.after), heartbeatLimit).Totals
		if got.AgentsOnline != c.online || got.InQueue != c.waiting {
			t.Errorf("after %v: %d online, %d in queue; want %d, %d", c.after, got.AgentsOnline, got.InQueue, c.online, c.waiting)
		}
	}
}

func TestBoardKeepsOnlySoManyEventsFromTheFuture(t *testing.T) {
	b := NewBoard()
	now := at(0).Time()
	for i := range 2*mostEarly + 1 {
		b.Receive(event("QUEUED", "late", 1_000_000-i), now)
	}
	if len(b.early) != mostEarly || connect.FactTime(b.early[0]) != at(1_000_000-2*mostEarly) {
		t.Errorf("%d events wait, the first from %v; want the %d nearest", len(b.early), connect.FactTime(b.early[0]).Time(), mostEarly)
	}
}

// A record says that its contact is over and what its queue is called, but not for all time.
func TestRecordFromTheFutureCountsAsOfNow(t *testing.T) {
	b := NewBoard()
	now := at(100).Time()
	named := func(id string, seconds int, name string) connect.Fact {
		f := record(id, seconds)
		f.Contact.Queue = connect.ContactQueue{ARN: helpARN, Name: name}
		return f
	}
	b.Receive(event("QUEUED", "a", 5), now)
	b.Receive(named("a", 1_000_000, "Wrong clock"), now)
	if got := b.Snapshot(now, heartbeatLimit).Totals.InQueue; got != 0 || b.names[helpARN].value != "Wrong clock" {
		t.Errorf("%d in queue of %q; want 0 of the only name that it has", got, b.names[helpARN].value)
	}
	b.Receive(named("b", 160, "New name"), at(160).Time())
	if got := b.names[helpARN].value; got != "New name" {
		t.Errorf("queue is called %q; want its new name", got)
	}
	b.Expire(now.Add(memory + time.Hour))
	if b.Size() != 0 {
		t.Errorf("%d contacts are remembered; want none, as of any record", b.Size())
	}
}
