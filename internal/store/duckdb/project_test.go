package duckdb_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

func TestRunProjectsWithoutAnyoneWaiting(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{Interval: time.Millisecond})
	runUntilEnd(t, s)
	appendTo(t, s, contacts(0, 10)...)
	for deadline := time.Now().Add(2 * time.Minute); ; {
		status, err := s.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if status.Projected == status.Appended {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("record %d of %d is projected after two minutes", status.Projected, status.Appended)
		}
	}
	wantContacts(t, s, 10)
}

func TestRecordsThatFindNoRoomAreReadFromTheJournal(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{QueueLimit: 1, Patience: time.Nanosecond})
	defer closeStore(t, s)
	var receipts []store.Receipt
	for i := range 5 { // nobody projects, so that only the first has room
		receipts = append(receipts, appendTo(t, s, contacts(10*i, 10*i+20)...))
	}
	var got []store.Outcome
	for _, receipt := range receipts {
		got = append(got, wait(t, receipt))
	}
	want := []store.Outcome{{Read: 20, Stored: 20}}
	for range 4 {
		want = append(want, store.Outcome{Read: 20, Stored: 10, Duplicates: 10})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("outcomes (- want, + got):\n%s", diff)
	}
	wantContacts(t, s, 60)
}

func TestInterruptedProjectionCountsNothingTwice(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{})
	defer closeStore(t, s)
	for i := range 4 {
		receipt := appendTo(t, s, append(contacts(40*i, 40*i+40), contact(40*i, 1))...)
		for limit := time.Microsecond; ; limit *= 2 {
			ctx, stop := context.WithTimeout(t.Context(), limit)
			err := s.CatchUp(ctx)
			stop()
			if err == nil {
				break
			}
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Fatalf("catch up: %v", err)
			}
		}
		if diff := cmp.Diff(store.Outcome{Read: 41, Stored: 40, Updated: 1}, wait(t, receipt)); diff != "" {
			t.Errorf("outcome %d (- want, + got):\n%s", i, diff)
		}
	}
	wantContacts(t, s, 160)
}

func TestManyAppendAtOnce(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{})
	runUntilEnd(t, s)
	const writers, batches = 8, 10
	outcomes := make(chan store.Outcome, writers*batches) // as many as are sent
	failures := make(chan error, writers)                 // one from each writer
	for w := range writers {
		go func() {
			for i := range batches { // neighbours overlap by half
				first := 10 * (w*batches + i)
				receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Received: testDay, Facts: contacts(first, first+20)})
				var outcome store.Outcome
				if err == nil {
					outcome, err = receipt.Wait(t.Context())
				}
				if err != nil {
					failures <- err
					return
				}
				outcomes <- outcome
			}
			failures <- nil
		}()
	}
	for range writers {
		if err := <-failures; err != nil {
			t.Fatalf("append: %v", err)
		}
	}
	close(outcomes)
	var sum store.Outcome
	for outcome := range outcomes {
		sum = sum.Add(outcome)
	}
	const contacts = 10*writers*batches + 10
	want := store.Outcome{Read: 20 * writers * batches, Stored: contacts, Duplicates: 20*writers*batches - contacts}
	if diff := cmp.Diff(want, sum); diff != "" {
		t.Errorf("sum of outcomes (- want, + got):\n%s", diff)
	}
	wantContacts(t, s, contacts)
}
