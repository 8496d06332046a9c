package duckdb

import (
	"errors"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

func TestWhatMissedTheColumnsIsCountedBeforeItIsAskedAgain(t *testing.T) {
	s := openTest(t, Options{HotMemory: plenty})
	batch := store.Batch{Source: "test", Received: time.Unix(1, 0)}
	for i := range 600 { // of fewer on a day nothing is remembered
		batch.Facts = append(batch.Facts, unseen(i))
	}
	receipt, err := s.Append(t.Context(), batch)
	if err := errors.Join(err, s.CatchUp(t.Context())); err != nil {
		t.Fatal(err)
	}
	if _, err := receipt.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	ask := func() {
		t.Helper()
		if _, err := s.Query(t.Context(), anyQuestion()); err != nil {
			t.Fatal(err)
		}
	}
	occupied := func() int64 {
		_, bytes := s.hot.State().Size()
		return bytes
	}
	ask()
	ask() // the same again
	if n := len(s.missed.calls); n != 1 {
		t.Fatalf("%d calls missed the columns; want 1", n)
	}
	if err := s.loadHot(t.Context()); err != nil {
		t.Fatal(err)
	}
	empty := occupied()
	s.countMissed(t.Context())
	counted := occupied()
	if counted == empty {
		t.Error("nothing is counted")
	}
	if ask(); occupied() != counted {
		t.Error("the question is counted when it is asked")
	}
	if s.missed.any() {
		t.Error("the columns are to be loaded again")
	}
}

func TestTheNewestFewCallsThatMissedAreKept(t *testing.T) {
	var m missed
	for i := range 2 * missedMost {
		m.add([]metric.Question{{Edges: []int64{0, int64(i)}}})
	}
	calls := m.take()
	if len(calls) != missedMost || calls[0][0].Edges[1] != missedMost {
		t.Errorf("%d calls, from %v; want %d, the newest", len(calls), calls[0][0].Edges, missedMost)
	}
	if m.any() {
		t.Error("calls that were taken are still there")
	}
}
