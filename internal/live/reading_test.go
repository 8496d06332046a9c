package live

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

// call is a made-up contact of the sales queue: waiting from one second to another, then with an agent or gone.
type call struct {
	id         string
	from, till int
	answered   bool
}

// calls are enough of them that several wait at any moment.
func calls(random *rand.Rand) []call {
	var all []call
	for i := range 120 {
		from := random.IntN(900)
		all = append(all, call{id: fmt.Sprintf("call%03d", i), from: from, till: from + 5 + random.IntN(90), answered: i%3 > 0})
	}
	return all
}

// events are what Amazon Connect says of a call; each names the queue and when the call got there.
func (c call) events() []connect.Fact {
	inSales := func(e *connect.ContactEvent) {
		e.QueueARN, e.Enqueue, e.Initiation = salesARN, at(c.from), at(c.from-2)
	}
	end := "DISCONNECTED"
	if c.answered {
		end = "CONNECTED_TO_AGENT"
	}
	return []connect.Fact{
		event("INITIATED", c.id, c.from-2, func(e *connect.ContactEvent) { e.Initiation = at(c.from - 2) }),
		event("QUEUED", c.id, c.from, inSales),
		event(end, c.id, c.till, inSales),
	}
}

// truth is how many of the calls wait at a second, and since when the first of them does (0: nobody).
func truth(all []call, second int) (waiting int64, oldest connect.Millis) {
	for _, c := range all {
		if c.from <= second && second < c.till {
			waiting++
			oldest = earlier(oldest, at(c.from))
		}
	}
	return waiting, oldest
}

// readAt is what Amazon Connect would answer at a second.
func readAt(all []call, second int) Reading {
	waiting, oldest := truth(all, second)
	place := Place{Queue: salesARN, Channel: "VOICE"}
	r := Reading{Instance: instance, At: at(second).Time(), Asked: []Place{place}, Waiting: map[Place]WaitingRead{}}
	if waiting > 0 { // else the queue is left out
		r.Waiting[place] = WaitingRead{
			InQueue: connect.Int{Value: waiting, Valid: true}, Scheduled: connect.Int{Valid: true},
			Oldest: connect.Int{Value: int64(at(second) - oldest), Valid: true},
		}
	}
	return r
}

func salesIn(b *Board, second int) (int64, *time.Time) {
	q := shown(b, second).Queues[salesARN]
	return q.InQueue, q.OldestEnqueuedAt
}

// TestAReadingSettlesWhatLostEventsLeft loses a tenth of all events. What is read is right at once, and stays right as
// long as no further event is lost, whatever comes late of the time before.
func TestAReadingSettlesWhatLostEventsLeft(t *testing.T) {
	wrongBefore := 0
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 5))
		all, b := calls(random), NewBoard()
		var late, after []connect.Fact
		for _, c := range all {
			for _, f := range c.events() {
				switch happened := connect.FactTime(f); {
				case happened > at(500):
					after = append(after, f)
				case random.IntN(10) == 0: // lost
				case random.IntN(5) == 0:
					late = append(late, f)
				default:
					b.Apply(f)
				}
			}
		}
		if told, _ := salesIn(b, 500); told != first(truth(all, 500)) {
			wrongBefore++
		}
		b.Reconcile(readAt(all, 500), heartbeatLimit)
		for _, f := range late {
			b.Apply(f)
		}
		for second := 500; second < 900; second += 7 {
			for len(after) > 0 {
				next := soonest(after)
				if connect.FactTime(after[next]) > at(second) {
					break
				}
				b.Apply(after[next])
				after = append(after[:next], after[next+1:]...)
			}
			want, oldest := truth(all, second)
			got, since := salesIn(b, second)
			if got != want {
				t.Fatalf("seed %d, %d s after the reading: %d wait, %d do", seed, second-500, got, want)
			}
			if second == 500 && oldest != 0 && (since == nil || since.Sub(oldest.Time()).Abs() > 3*time.Second) {
				t.Fatalf("seed %d: the oldest waits since %v, in truth since %v", seed, since, oldest.Time())
			}
		}
	}
	if wrongBefore < 20 {
		t.Errorf("events alone were wrong only %d times of 40: nothing was put to the test", wrongBefore)
	}
}

func first(n int64, _ connect.Millis) int64 { return n }

// soonest is the place of the fact that happened first.
func soonest(facts []connect.Fact) int {
	best := 0
	for i, f := range facts {
		if connect.FactTime(f) < connect.FactTime(facts[best]) {
			best = i
		}
	}
	return best
}

// Events name a channel that Amazon Connect does not count: a video call is one of VOICE there.
func TestVideoCallIsCountedOnceBesideAReading(t *testing.T) {
	b := NewBoard()
	for _, c := range []string{"VIDEO", "VOICE"} {
		b.Apply(event("QUEUED", c, 0, func(e *connect.ContactEvent) { e.QueueARN, e.Channel = salesARN, c }))
	}
	place := Place{Queue: salesARN, Channel: "VOICE"}
	b.Reconcile(Reading{At: at(10).Time(), Asked: []Place{place}, Waiting: map[Place]WaitingRead{
		place: {InQueue: connect.Int{Value: 2, Valid: true}, Scheduled: connect.Int{Valid: true}},
	}}, heartbeatLimit)
	if got := b.Snapshot(at(11).Time(), heartbeatLimit).Queues[salesARN].InQueue; got != 2 {
		t.Errorf("%d in queue, Amazon Connect just counted 2", got)
	}
}

func TestReadingsInAnyOrderGiveOneBoard(t *testing.T) {
	all := calls(rand.New(rand.NewPCG(1, 1)))
	ordered, reversed := NewBoard(), NewBoard()
	readings := []Reading{readAt(all, 100), readAt(all, 200), readAt(all, 300)}
	for i := range readings {
		ordered.Reconcile(readings[i], heartbeatLimit)
		reversed.Reconcile(readings[len(readings)-1-i], heartbeatLimit)
	}
	if diff := gocmp.Diff(shown(ordered, 310), shown(reversed, 310)); diff != "" {
		t.Errorf("-ordered +reversed:\n%s", diff)
	}
}

func TestTheDifferenceIsTold(t *testing.T) {
	b := boardOf(event("QUEUED", "ghost", 0), event("QUEUED", "real", 90))
	place := Place{Queue: salesARN, Channel: "VOICE"}
	got := b.Reconcile(Reading{At: at(100).Time(), Asked: []Place{place}, Waiting: map[Place]WaitingRead{place: {
		InQueue: connect.Int{Value: 1, Valid: true}, Scheduled: connect.Int{Valid: true}, Oldest: connect.Int{Value: 10_000, Valid: true},
	}}}, heartbeatLimit)
	if diff := gocmp.Diff([]Difference{{Place: place, Told: 2, Read: 1}}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	s := shown(b, 100)
	if !s.Totals.OldestEnqueuedAt.Equal(at(90).Time()) {
		t.Errorf("the call that is not in Amazon Connect's queue any more is the oldest: %v", s.Totals.OldestEnqueuedAt)
	}
	if s.Estimated || s.Source != FromAmazonConnect {
		t.Errorf("estimated %v from %s", s.Estimated, s.Source)
	}
}

// TestWhatCouldNotBeReadIsNoZero takes a reading whose figure is null: what events tell stays.
func TestWhatCouldNotBeReadIsNoZero(t *testing.T) {
	b := boardOf(event("QUEUED", "a", 0))
	place := Place{Queue: salesARN, Channel: "VOICE"}
	b.Reconcile(Reading{At: at(10).Time(), Asked: []Place{place}, Waiting: map[Place]WaitingRead{place: {}}}, heartbeatLimit)
	if got, _ := salesIn(b, 11); got != 1 {
		t.Errorf("%d wait, want the 1 that events tell", got)
	}
	b.Reconcile(Reading{At: at(20).Time(), Asked: []Place{place}}, heartbeatLimit)
	if got, _ := salesIn(b, 21); got != 0 {
		t.Errorf("%d wait in a queue that Amazon Connect left out", got)
	}
}

// TestAnOldReadingIsForgotten goes back to the events when the API has been silent for long.
func TestAnOldReadingIsForgotten(t *testing.T) {
	b := boardOf(event("QUEUED", "a", 0))
	b.Reconcile(Reading{At: at(1).Time(), Asked: []Place{{Queue: salesARN, Channel: "VOICE"}}}, heartbeatLimit)
	if got, _ := salesIn(b, 500); got != 0 {
		t.Errorf("%d wait while the reading holds", got)
	}
	if got, _ := salesIn(b, 602); got != 1 {
		t.Errorf("%d wait once the reading is too old, want what events tell", got)
	}
	if s := shown(b, 602); !s.Estimated {
		t.Error("a figure without a reading is not called estimated")
	}
}

// TestAServedQueueThatWasLeftOutIsNoZero: Amazon Connect leaves out a queue only when nobody waits and nobody serves it.
func TestAServedQueueThatWasLeftOutIsNoZero(t *testing.T) {
	nobody := Reading{At: at(30).Time(), Asked: []Place{{Queue: salesARN, Channel: "VOICE"}}}
	b := boardOf(agentEvent("HEART_BEAT", "kim", 10, "ROUTABLE", nil), event("QUEUED", "a", 0))
	b.Reconcile(nobody, heartbeatLimit)
	if got, _ := salesIn(b, 31); got != 1 {
		t.Errorf("%d wait in a queue that kim serves and Amazon Connect left out", got)
	}
	nobody.At = at(400).Time()
	b.Reconcile(nobody, heartbeatLimit)
	if got, _ := salesIn(b, 401); got != 0 {
		t.Errorf("%d wait in a queue of which nothing was heard for long", got)
	}
}
