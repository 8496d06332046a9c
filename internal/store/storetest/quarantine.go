package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

func keepsQuarantine(t *testing.T, open Open) {
	dir := t.TempDir()
	s := open(t, dir)
	texts := []string{`{"ContactId":`, `[1]`, `{"ContactId":"c"}`}
	var facts []connect.Fact
	for _, text := range texts {
		facts = append(facts, connect.Decode([]byte(text)))
	}
	if got := deliver(t, s, facts...); got != (store.Outcome{Read: 3, Quarantined: 3}) {
		t.Errorf("outcome %+v, want 3 quarantined", got)
	}
	page, err := s.Quarantine().List(t.Context(), 0, 2)
	if err != nil || len(page) != 2 {
		t.Fatalf("list: %v, %v; want 2", page, err)
	}
	rest, err := s.Quarantine().List(t.Context(), page[1].Seq, 2)
	if err != nil || len(rest) != 1 {
		t.Fatalf("second page: %v, %v; want 1", rest, err)
	}
	if err := s.Quarantine().Replayed(t.Context(), rest[0].Seq); err != nil {
		t.Fatalf("replayed: %v", err)
	}
	closed(t, s)

	s = open(t, dir)
	defer closed(t, s)
	for i, q := range append(page, rest...) {
		text := texts[len(texts)-1-i]
		got, err := s.Quarantine().Show(t.Context(), q.Seq)
		if err != nil {
			t.Fatalf("show: %v", err)
		}
		want := store.Quarantined{
			Seq: q.Seq, Source: "test", Received: epoch, Reason: connect.Decode([]byte(text)).Reason, Size: int64(len(text)),
			Bytes: []byte(text), Replayed: q.Seq == rest[0].Seq,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("quarantined record (- want, + got):\n%s", diff)
		}
	}
	status, err := s.Status(t.Context())
	if err != nil || status.QuarantineOpen != 2 {
		t.Errorf("status %+v, %v; want 2 open", status, err)
	}
}

// quarantinesOnce delivers the same broken bytes in one batch, in another, from another source, after a restart, and after
// they were replayed: they are listed once, and every delivery is counted.
func quarantinesOnce(t *testing.T, open Open) {
	dir := t.TempDir()
	s := open(t, dir)
	broken, other := connect.Decode([]byte(`{"ContactId":`)), connect.Decode([]byte(`{"ContactId":"`))
	wantOutcome(t, "first", deliver(t, s, broken, broken, other), store.Outcome{Read: 3, Quarantined: 2, Duplicates: 1})
	wantOutcome(t, "again", deliver(t, s, broken), store.Outcome{Read: 1, Duplicates: 1})
	list := quarantineOf(t, s)
	if len(list) != 2 {
		t.Fatalf("quarantine has %d records, want 2", len(list))
	}
	if err := s.Quarantine().Replayed(t.Context(), list[1].Seq); err != nil {
		t.Fatalf("replayed: %v", err)
	}
	list[1].Replayed = true
	wantOutcome(t, "after the replay", deliver(t, s, other, broken), store.Outcome{Read: 2, Duplicates: 2})
	closed(t, s)

	s = open(t, dir)
	defer closed(t, s)
	receipt, err := s.Append(t.Context(), store.Batch{
		Source: "other", Received: epoch.Add(time.Hour), Facts: []connect.Fact{broken, other},
	})
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	outcome, err := receipt.Wait(t.Context())
	if err != nil {
		t.Fatalf("wait: %v", err)
	}
	wantOutcome(t, "after a restart", outcome, store.Outcome{Read: 2, Duplicates: 2})
	if diff := cmp.Diff(list, quarantineOf(t, s)); diff != "" {
		t.Errorf("quarantine (- after the first delivery, + after the last):\n%s", diff)
	}
	status, err := s.Status(t.Context())
	if err != nil || status.QuarantineOpen != 1 {
		t.Errorf("status %+v, %v; want 1 open", status, err)
	}
}

func wantOutcome(t *testing.T, what string, got, want store.Outcome) {
	t.Helper()
	if got != want {
		t.Errorf("%s: outcome %+v, want %+v", what, got, want)
	}
}

func quarantineOf(t *testing.T, s store.Store) []store.Quarantined {
	t.Helper()
	list, err := s.Quarantine().List(t.Context(), 0, 10)
	if err != nil {
		t.Fatalf("list quarantine: %v", err)
	}
	return list
}
