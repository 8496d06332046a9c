package duckdb_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// wantSameAfterRebuild rebuilds the projection and compares what Status tells.
func wantSameAfterRebuild(t *testing.T, s *duckdb.Store) {
	t.Helper()
	before := statusOf(t, s)
	if err := s.Rebuild(t.Context()); err != nil {
		t.Fatalf("rebuild: %v", err)
	}
	after := statusOf(t, s)
	before.ProjectedAt, after.ProjectedAt = time.Time{}, time.Time{}
	before.ProjectionBytes, after.ProjectionBytes = 0, 0
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("status (- before, + after):\n%s", diff)
	}
}

// What the decoder failed on is quarantined when it comes; decoded again at a start, it would end every start.
func TestRejectedRecordIsNotDecodedAgain(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{})
	defer closeStore(t, s)
	fact := contact(1, 0)
	wait(t, appendTo(t, s, connect.Fact{Kind: connect.KindRejected, Raw: fact.Raw, Reason: "the decoder failed on it"}))
	wantSameAfterRebuild(t, s)
	list, err := s.Quarantine().List(t.Context(), 0, 10)
	if err != nil || len(list) != 1 || list[0].Reason != "the decoder failed on it" {
		t.Errorf("quarantine after the rebuild: %+v, %v; want the record with its reason", list, err)
	}
}

func TestWarningOfTheFutureOutlivesARebuild(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{})
	defer closeStore(t, s)
	fact := contact(1, 0) // updated on testDay at 10:00
	p := ingest.New(ingest.Options{Store: s, Now: func() time.Time { return testDay.AddDate(1, 0, 0) }})
	for _, received := range []time.Time{testDay, testDay.AddDate(0, 0, -1)} {
		receipt, err := p.Commit(t.Context(), store.Batch{Source: "test", Received: received, Facts: []connect.Fact{fact}})
		if err != nil {
			t.Fatal(err)
		}
		wait(t, receipt)
	}
	want := []store.FieldWarning{{Field: "LastUpdateTimestamp", Reason: "more than 24 hours in the future", Count: 1}}
	if diff := cmp.Diff(want, statusOf(t, s).Warnings); diff != "" {
		t.Errorf("warnings (- want, + got):\n%s", diff)
	}
	wantSameAfterRebuild(t, s)
}

// Whoever delivers reads the next records into the same bytes.
func TestAppendKeepsNoneOfTheBytesItWasGiven(t *testing.T) {
	s, untouched := open(t, t.TempDir(), duckdb.Options{}), open(t, t.TempDir(), duckdb.Options{})
	defer closeStore(t, s)
	defer closeStore(t, untouched)
	facts := func() []connect.Fact {
		return []connect.Fact{
			contact(1, 0), agentEvent("a", "02T09:00:00"), contactEvent("b", "02T09:00:00"),
			connect.Decode([]byte(`{"ContactId":"no more than that"}`)),
		}
	}
	given := facts()
	receipt := appendTo(t, s, given...)
	for i := range given {
		for k := range given[i].Raw {
			given[i].Raw[k] = '#'
		}
	}
	wait(t, receipt)
	wait(t, appendTo(t, untouched, facts()...))
	wantSameAfterRebuild(t, s)
	got, want := statusOf(t, s), statusOf(t, untouched)
	got.ProjectedAt, want.ProjectedAt = time.Time{}, time.Time{}
	got.ProjectionBytes, want.ProjectionBytes = 0, 0
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("status (- untouched, + overwritten):\n%s", diff)
	}
	wait(t, appendTo(t, s, facts()...))
	if again := statusOf(t, s).Sources; !allDuplicates(again) {
		t.Errorf("delivered again: %+v; want nothing but duplicates", again)
	}
}

// allDuplicates tells whether half of what came of each kind was there before.
func allDuplicates(sources []store.SourceStatus) bool {
	for _, s := range sources {
		if s.Outcome.Read != 2 || s.Outcome.Duplicates != 1 {
			return false
		}
	}
	return len(sources) == 4
}
