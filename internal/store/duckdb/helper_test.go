package duckdb_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

func TestMain(m *testing.M) {
	if asChild() || eraseAsChild() {
		return
	}
	goleak.VerifyTestMain(m)
}

const testInstance = "arn:aws:connect:eu-west-2:111122223333:instance/aaaaaaaa-1111-4222-8333-444444444444"

var testDay = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

// runUntilEnd runs the store until the test ends, and closes it.
func runUntilEnd(t testing.TB, s *duckdb.Store) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1) // capacity 1: Run ends without a reader
	go func() { done <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
		closeStore(t, s)
	})
}

func closeStore(t testing.TB, s *duckdb.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}

// contact is version of the contact with that number.
func contact(number, version int) connect.Fact {
	return connect.Decode(fmt.Appendf(nil, `{"ContactId":"%08x-1111-4222-8333-444444444444","InstanceARN":"%s","Channel":"VOICE",
		"InitiationMethod":"INBOUND","InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T10:%02d:%02dZ"}`,
		number, testInstance, version/60, version%60))
}

// contacts are the first versions of contacts from and up to, but for, to.
func contacts(from, to int) []connect.Fact {
	var facts []connect.Fact
	for i := from; i < to; i++ {
		facts = append(facts, contact(i, 0))
	}
	return facts
}

func appendTo(t testing.TB, s *duckdb.Store, facts ...connect.Fact) store.Receipt {
	t.Helper()
	receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Received: testDay, Facts: facts})
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	return receipt
}

func wait(t testing.TB, receipt store.Receipt) store.Outcome {
	t.Helper()
	outcome, err := receipt.Wait(t.Context())
	if err != nil {
		t.Fatalf("wait: %v", err)
	}
	return outcome
}

func countQuestion() metric.Question {
	return metric.Question{
		Measures:  []metric.Measure{metric.CountOf("contacts", metric.Predicate{})},
		TimeField: metric.ByInitiation, Edges: []int64{testDay.UnixMilli(), testDay.AddDate(0, 0, 1).UnixMilli()},
		Scope: metric.Everything(),
	}
}

// wantContacts counts the contacts by query and by status.
func wantContacts(t testing.TB, s *duckdb.Store, want int64) {
	t.Helper()
	answers, err := s.Query(t.Context(), countQuestion())
	if err != nil {
		t.Fatalf("query: %v", err)
	}
	var got int64
	if len(answers[0]) > 0 {
		got = answers[0][0].Values[0].Value
	}
	status, err := s.Status(t.Context())
	if err != nil {
		t.Fatalf("status: %v", err)
	}
	if got != want || status.Contacts != want {
		t.Errorf("%d contacts by query, %d by status, want %d", got, status.Contacts, want)
	}
}
