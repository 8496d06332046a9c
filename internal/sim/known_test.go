package sim_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// ends is what a record tells of the end of a contact.
type ends struct {
	ContactID           string `json:"ContactId"`
	DisconnectTimestamp time.Time
	InitiationMethod    string
	Queue               struct {
		ARN      string
		Duration *int64
	}
}

// read keeps of each contact what any of its records tells; broken lines are nobody's.
func read(t *testing.T, lines io.Reader) map[string]ends {
	t.Helper()
	all := map[string]ends{}
	each := bufio.NewScanner(lines)
	each.Buffer(nil, 1<<20)
	for each.Scan() {
		var e ends
		if json.Unmarshal(each.Bytes(), &e) == nil && e.ContactID != "" {
			all[e.ContactID] = e
		}
	}
	if err := each.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestEveryContactIsKnownOnTheDayOfItsEnd holds Known against what is delivered: of a day in the middle of three, both tell of the same contacts.
func TestEveryContactIsKnownOnTheDayOfItsEnd(t *testing.T) {
	w, err := sim.NewWorld(sim.Options{Seed: 11, Agents: 20})
	if err != nil {
		t.Fatal(err)
	}
	day := w.Midnight(time.Date(2026, 11, 17, 12, 0, 0, 0, time.UTC))
	var records bytes.Buffer
	if _, err := w.WriteHistory(t.Context(), day.AddDate(0, 0, -3), day.AddDate(0, 0, 2), sim.Files{ContactRecords: &records}); err != nil {
		t.Fatal(err)
	}
	want := map[string]ends{}
	for id, e := range read(t, &records) {
		if !e.DisconnectTimestamp.Before(day) && e.DisconnectTimestamp.Before(day.AddDate(0, 0, 1)) {
			want[id] = e
		}
	}
	floor := w.Floor()
	known := floor.Known(day, day.AddDate(0, 0, 1))
	for _, k := range known {
		e, delivered := want[k.ID]
		delete(want, k.ID)
		if !delivered || e.InitiationMethod != k.Method || e.Queue.ARN != k.QueueARN || (e.Queue.Duration == nil) != (k.Queued == nil) {
			t.Errorf("delivered %v %+v, known %+v", delivered, e, k)
		}
		if found, is := floor.Find(k.ID); !is || found.ID != k.ID {
			t.Errorf("%s is not found", k.ID)
		}
	}
	if len(want) > 0 || len(known) < 100 {
		t.Errorf("%d known, and not of those that were delivered: %v", len(known), want)
	}
}

func TestRecordsThatAreLostAreOfWholeContactsAndNoOthers(t *testing.T) {
	w, err := sim.NewWorld(sim.Options{Seed: 11, Agents: 20})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)
	chunks := func(lose func(string) bool) map[string]ends {
		all := map[string]ends{}
		for _, chunk := range w.Backfill(now, 2, 1) {
			chunk.Lose = lose
			maps.Copy(all, read(t, chunk.Open()))
		}
		return all
	}
	lose := sim.LoseShare(.05)
	all, rest := chunks(nil), chunks(lose)
	lost := 0
	for id := range all {
		_, there := rest[id]
		if record := all[id].InitiationMethod != ""; record && there == lose(id) {
			t.Errorf("%s: lost %v, there %v", id, lose(id), there)
		}
		if lose(id) {
			lost++
		}
	}
	if share := float64(lost) / float64(len(all)); share < .03 || share > .07 {
		t.Errorf("%d of %d are lost", lost, len(all))
	}
}
