package duckdb

import (
	"encoding/binary"
	"fmt"
	"testing"
	"time"

	engine "github.com/duckdb/duckdb-go/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

func numbered(n int) (id engine.UUID) {
	binary.BigEndian.PutUint64(id[8:], uint64(n))
	return id
}

func TestKnownIDsForgetNoneAndTakeFewOthersForKnown(t *testing.T) {
	var k knownIDs
	const n = 5 * knownLeast // three filters
	if !k.has(numbered(1)) || k.complete() {
		t.Fatal("an id is taken for unknown before anything was read")
	}
	k.begin(0, true)
	for i := range n {
		k.add(numbered(i))
	}
	wrong := 0
	for i := range n {
		if !k.has(numbered(i)) {
			t.Fatalf("id %d is forgotten", i)
		}
		if k.has(numbered(n + i)) {
			wrong++
		}
	}
	if most := 3 * n / 20_000; wrong > most {
		t.Errorf("%d of %d other ids pass for known, want at most %d", wrong, n, most)
	}
}

func TestIDsThatCouldNotBeReadAreNotUnknown(t *testing.T) {
	var k knownIDs
	k.begin(0, false)
	k.add(numbered(1))
	if !k.has(numbered(2)) {
		t.Error("an id is taken for unknown while the others are still read")
	}
	k.end(false)
	k.add(numbered(1))
	if k.complete() || !k.has(numbered(2)) {
		t.Error("an id is taken for unknown although not all could be read")
	}
	k.end(true) // of a reading that the database did not outlive
	if k.complete() {
		t.Error("ids of another database are taken for all")
	}
}

// A contact is found whatever became of its initiation, and whichever instance has another of the same id.
func TestContactsAreFoundWhereverTheyBegan(t *testing.T) {
	record := func(id, instance, initiated, updated string) connect.Fact {
		return connect.Decode(fmt.Appendf(nil, `{"ContactId":"%s","InstanceARN":"arn:aws:connect:eu-west-2:111122223333:instance/%s",
			"InitiationMethod":"INBOUND","Channel":"VOICE"%s,"LastUpdateTimestamp":"%s"}`, id, instance, initiated, updated))
	}
	began := func(day string) string { return `,"InitiationTimestamp":"` + day + `T09:00:00Z"` }
	const a, b, c = "6f7e8d9c-0000-4000-8000-00000000000a", "6f7e8d9c-0000-4000-8000-00000000000b", "6f7e8d9c-0000-4000-8000-00000000000c"
	first := []connect.Fact{
		record(a, "1", began("2026-03-02"), "2026-03-02T10:00:00Z"),
		record(b, "1", began("2026-03-02"), "2026-03-02T10:00:00Z"),
		record(b, "2", began("2024-01-01"), "2026-03-02T10:00:00Z"),
	}
	then := []connect.Fact{
		record(a, "1", began("2024-05-01"), "2026-03-03T10:00:00Z"), // began elsewhere
		record(b, "1", began("2026-03-02"), "2026-03-02T10:00:00Z"), // twice
		record(b, "2", began("2026-03-02"), "2026-03-04T10:00:00Z"), // where that of the other instance began
		record(a, "2", began("2026-03-02"), "2026-03-02T10:00:00Z"), // of another instance
		record(c, "1", began("2026-03-02"), "2026-03-02T10:00:00Z"),
	}
	want := store.Outcome{Read: 5, Stored: 2, Updated: 2, Duplicates: 1}
	for name, prepare := range map[string]func(*testing.T, *Store){
		"no ids in memory": func(_ *testing.T, s *Store) { s.known.end(false) },
		"ids read": func(t *testing.T, s *Store) {
			s.known.end(false)
			if err := s.loadKnown(t.Context()); err != nil || !s.known.complete() {
				t.Fatalf("ids are not in memory: %v", err)
			}
		},
		"ids of an empty store": func(t *testing.T, s *Store) {
			if !s.known.complete() {
				t.Error("the ids of a store that was empty are not in memory")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := openTest(t, Options{})
			appendFacts(t, s, first)
			prepare(t, s)
			var got store.Outcome
			for _, fact := range then { // one by one: together they would be looked for from the first to the last
				got = got.Add(appendFacts(t, s, []connect.Fact{fact}))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("outcome (-want +got):\n%s", diff)
			}
			if got := s.position().contacts; got != 5 {
				t.Errorf("%d contacts, want 5", got)
			}
		})
	}
}

func appendFacts(t *testing.T, s *Store, facts []connect.Fact) store.Outcome {
	t.Helper()
	receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Received: time.Unix(1, 0), Facts: facts})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	outcome, err := receipt.Wait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}
