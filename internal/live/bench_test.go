package live

import (
	"fmt"
	"testing"

	"github.com/ringside/ringside/internal/connect"
)

// crowd is a board of 1,000 queues in which two contacts each wait, and from which four have gone within ten minutes: a
// centre of 100,000 contacts in a busy hour. Seeded adds a day of contacts that had gone before, as after a start.
func crowd(seeded int) (*Board, []Place) {
	b := NewBoard()
	places := make([]Place, 1000)
	for i := range places {
		places[i] = Place{Queue: fmt.Sprintf("%s/queue/%d", instance, i), Channel: "VOICE"}
		for k := range 6 {
			in := func(e *connect.ContactEvent) { e.QueueARN = places[i].Queue }
			id := fmt.Sprintf("%d-%d", i, k)
			b.Apply(event("QUEUED", id, 3000+k, in))
			if k < 4 {
				b.Apply(event("DISCONNECTED", id, 3010+k, in))
			}
		}
	}
	for i := range seeded {
		in := func(e *connect.ContactEvent) { e.QueueARN = places[i%1000].Queue }
		id := fmt.Sprintf("gone-%d", i)
		b.Apply(event("QUEUED", id, i%2000-86_400, in))
		b.Apply(event("DISCONNECTED", id, i%2000-86_300, in))
	}
	return b, places
}

// BenchmarkReconcile takes in one answer about 100 queues, of ten that a poll of 1,000 queues takes.
func BenchmarkReconcile(b *testing.B) {
	for name, seeded := range map[string]int{"running": 0, "seeded=100k": 100_000} {
		b.Run(name, func(b *testing.B) {
			board, places := crowd(seeded)
			second := 3100
			for b.Loop() {
				r := Reading{Instance: instance, At: at(second).Time(), Asked: places[:100], Waiting: map[Place]WaitingRead{}}
				for _, place := range r.Asked {
					r.Waiting[place] = readOf(2, 90)
				}
				board.Reconcile(r, heartbeatLimit)
				second++
				if second == 3400 {
					second = 3100
					clear(board.read)
				}
			}
		})
	}
}

// BenchmarkSnapshot counts that board, as the hub does at most ten times a second.
func BenchmarkSnapshot(b *testing.B) {
	for name, seeded := range map[string]int{"running": 0, "seeded=100k": 100_000} {
		b.Run(name, func(b *testing.B) {
			board, places := crowd(seeded)
			r := Reading{Instance: instance, At: at(3100).Time(), Asked: places, Waiting: map[Place]WaitingRead{}}
			for _, place := range places {
				r.Waiting[place] = readOf(2, 90)
			}
			board.Reconcile(r, heartbeatLimit)
			for b.Loop() {
				shown(board, 3110)
			}
		})
	}
}
