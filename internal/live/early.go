package live

import (
	"slices"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// wrongClock is how far a sender's clock may be wrong. An agent event from further in the future would hide all that follow.
const wrongClock = 5 * time.Minute

// mostEarly bounds the events that wait for their moment; those that would wait longest are forgotten first.
const mostEarly = 10_000

// Receive takes a fact in as of now and reports whether it changed anything that a snapshot may show. An event from the
// future waits until its moment comes, so that the picture of any moment is made of the same facts, whether the board has
// lived through the time before or was seeded since. A contact record says that its contact is over whatever its stamp is
// worth; one of the future counts as of now, so that it does not fix the name of its queue. It keeps nothing of the
// fact's memory.
func (b *Board) Receive(f connect.Fact, now time.Time) bool {
	switch {
	case f.Contact != nil && ahead(f, now):
		f = detach(f)
		f.Contact.LastUpdate = connect.MillisOf(now)
	case tooNew(f, now):
		b.early = append(b.early, detach(f))
		if len(b.early) > 2*mostEarly {
			slices.SortStableFunc(b.early, func(x, y connect.Fact) int { return int(connect.FactTime(x) - connect.FactTime(y)) })
			b.early = append([]connect.Fact(nil), b.early[:mostEarly]...)
		}
		return false
	}
	return b.Apply(f)
}

// catchUp applies the events whose moment has come.
func (b *Board) catchUp(now time.Time) {
	b.early = slices.DeleteFunc(b.early, func(f connect.Fact) bool {
		if tooNew(f, now) {
			return false
		}
		b.Apply(f)
		return true
	})
}

// tooNew reports whether an event claims to come from the future.
func tooNew(f connect.Fact, now time.Time) bool {
	return f.Contact == nil && ahead(f, now)
}

// ahead reports whether a fact claims a moment that has not come.
func ahead(f connect.Fact, now time.Time) bool {
	return connect.FactTime(f) > connect.MillisOf(now.Add(wrongClock))
}
