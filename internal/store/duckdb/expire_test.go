package duckdb_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// initiatedOn is a version of a contact, initiated on a day of March; its attribute is found in files.
func initiatedOn(number, version, day int) connect.Fact {
	return connect.Decode(fmt.Appendf(nil, `{"ContactId":%q,"InstanceARN":%q,"Channel":"VOICE","InitiationMethod":"INBOUND",
		"InitiationTimestamp":"2026-03-%02dT09:14:05Z","LastUpdateTimestamp":"2026-03-31T00:00:%02dZ","Attributes":{"mark":"day-%02d"}}`,
		erasableID(number), testInstance, day, version, day))
}

// limitOf is the limit that leaves the days from one of March on.
func limitOf(day int) store.Erasure {
	return store.Erasure{Before: &store.Cutoffs{Contacts: connect.MillisOf(time.Date(2026, 3, day, 0, 0, 0, 0, time.UTC))}}
}

// appendMarch appends ten contacts of ten days, one that was moved before the limit of the 6th by its newest version, and one
// that was moved behind it.
func appendMarch(t *testing.T, s *duckdb.Store) {
	t.Helper()
	for day := range 10 { // small frames, which are not compressed
		wait(t, appendTo(t, s, initiatedOn(day, 0, day+1)))
	}
	wait(t, appendTo(t, s, initiatedOn(20, 0, 9)))
	wait(t, appendTo(t, s, initiatedOn(20, 1, 2)))
	wait(t, appendTo(t, s, initiatedOn(21, 0, 3)))
	wait(t, appendTo(t, s, initiatedOn(21, 1, 8)))
}

// wantKept counts the contacts of all days.
func wantKept(t *testing.T, s *duckdb.Store, want int64) {
	t.Helper()
	q := countQuestion()
	q.Edges = []int64{0, testDay.AddDate(1, 0, 0).UnixMilli()}
	answers, err := s.Query(t.Context(), q)
	if err != nil || len(answers[0]) != 1 || answers[0][0].Values[0].Value != want {
		t.Errorf("%+v, %v; want %d contacts", answers, err, want)
	}
}

// wantMarch checks what the limit of the 6th leaves.
func wantMarch(t *testing.T, s *duckdb.Store) {
	t.Helper()
	wantKept(t, s, 6)
	page, err := s.ContactVersions(t.Context(), store.VersionQuery{
		ContactRef: store.ContactRef{ContactID: erasableID(21), Scope: metric.Everything()}, Limit: 10,
	})
	if err != nil || page.Total != 2 {
		t.Errorf("%d versions of a contact that stays, %v; want both", page.Total, err)
	}
	if o := wait(t, appendTo(t, s, initiatedOn(2, 0, 3), initiatedOn(20, 0, 9))); o.Older != 2 {
		t.Errorf("what has gone, delivered again: %+v", o)
	}
	wantKept(t, s, 6)
}

func TestNothingThatHasPassedItsLimitIsInAnyFile(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, duckdb.Options{})
	appendMarch(t, s)
	wait(t, appendTo(t, s, connect.Decode([]byte(`{"broken":"day-00"`))))
	closeStore(t, s)
	// The 3rd has a version of a contact that stays, and the 9th one of a contact that goes.
	past := []string{"day-00", "day-01", "day-02", "day-04", "day-05", string(erasableID(0)), string(erasableID(20))}
	if found := filesWith(t, dir, past...); len(found) < 2 {
		t.Fatalf("they are in %v only: too few files to show anything", found)
	}
	s = open(t, dir, duckdb.Options{})
	limits := limitOf(6)
	limits.Before.Quarantine = connect.MillisOf(time.Now().Add(time.Hour))
	done, err := s.Erase(t.Context(), limits, nil)
	if err != nil || done.Contacts != 6 || done.ContactRecords != 7 || done.Quarantined != 1 {
		t.Errorf("removed %+v, %v", done, err)
	}
	closeStore(t, s)
	if found := filesWith(t, dir, past...); len(found) > 0 {
		t.Errorf("still in %v", found)
	}
	if found := filesWith(t, dir, "day-03", "day-10"); len(found) == 0 {
		t.Error("what should stay is in no file either")
	}
}

func TestStoppedRemovalByAgeIsFinished(t *testing.T) {
	for _, step := range []store.ErasureStep{store.ErasureRewrites, store.ErasureChecks, store.ErasureCounts} {
		t.Run(string(step), func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir, duckdb.Options{})
			appendMarch(t, s)
			ctx, stop := context.WithCancel(t.Context())
			_, err := s.Erase(ctx, limitOf(6), func(p store.ErasureProgress) {
				if p.Step == step {
					stop()
				}
			})
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("stopped: %v", err)
			}
			closeStore(t, s)
			s = open(t, dir, duckdb.Options{})
			if err := s.FinishErasure(t.Context()); err != nil {
				t.Fatal(err)
			}
			wantMarch(t, s)
			closeStore(t, s)
		})
	}
}

func TestLimitsHoldFromTheNextRecordOn(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, duckdb.Options{})
	wait(t, appendTo(t, s, initiatedOn(7, 0, 8)))
	if _, err := s.Erase(t.Context(), limitOf(6), nil); err != nil { // nothing has passed it
		t.Fatal(err)
	}
	closeStore(t, s)
	s = open(t, dir, duckdb.Options{})
	defer closeStore(t, s)
	if o := wait(t, appendTo(t, s, initiatedOn(1, 0, 2), initiatedOn(8, 0, 9))); o.Older != 1 || o.Stored != 1 {
		t.Errorf("%+v", o)
	}
	wantKept(t, s, 2)
}
