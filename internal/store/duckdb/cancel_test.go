package duckdb

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// endless is a statement that nobody lives to see the end of.
const endless = "select sum(hash(a.range + b.range)) from range(10000000000) a, range(1000) b"

// A question whose asker is gone must not go on computing, and while it computes records must be taken in and shown.
func TestHeavyQuestionNeitherStopsIngestNorOutlivesItsAsker(t *testing.T) {
	s := openTest(t, Options{})
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	begun := make(chan struct{})
	ended := make(chan error, 1) // capacity 1: the question ends without a reader
	go func() {
		ended <- s.read(ctx, func(r *reading) error {
			close(begun)
			return r.each(ctx, "endless", endless, nil, func(*sql.Rows) error { return nil })
		})
	}()
	<-begun
	fact := connect.Decode([]byte(groupedContact))
	receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Facts: []connect.Fact{fact}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := receipt.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if answers, err := s.Query(t.Context(), byGroupAndNumber()); err != nil || len(answers[0]) != 1 {
		t.Errorf("beside a heavy question: %v, error %v", answers, err)
	}
	select {
	case err := <-ended:
		t.Fatalf("the heavy question ended by itself: %v", err)
	default:
	}
	leave()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the heavy question ended with %v, want that its asker left", err)
	}
	if answers, err := s.Query(t.Context(), byGroupAndNumber()); err != nil || len(answers[0]) != 1 {
		t.Errorf("after a question that was broken off: %v, error %v", answers, err)
	}
}
