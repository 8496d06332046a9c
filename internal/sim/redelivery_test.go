package sim_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// version is one delivery of one contact record.
type version struct {
	object
	text   string
	at     time.Time
	update time.Time
}

func TestRedeliveriesAreOfTheKindsSeen(t *testing.T) {
	w := world(t, sim.Options{Seed: 5, Agents: 16, Oddities: 4, Broken: -1})
	of := map[string][]version{}
	for _, d := range w.Day(date(w, "2026-11-16")).Deliveries {
		if d.Door != sim.ContactRecords {
			continue
		}
		v := version{text: string(d.Bytes()), at: d.At}
		decodeInto(t, d, &v.object)
		v.update = v.object.at(t, "LastUpdateTimestamp")
		of[v.object.text("ContactId")] = append(of[v.object.text("ContactId")], v)
	}
	seen := map[string]int{}
	for _, versions := range of {
		for i, later := range versions {
			for _, earlier := range versions[:i] {
				seen[compare(t, earlier, later)]++
			}
		}
	}
	for _, kind := range []string{"same bytes", "only LastUpdateTimestamp", "within the hour", "days later", "older after newer", "moved initiation"} {
		if seen[kind] == 0 {
			t.Errorf("no redelivery is of the kind %q: %v", kind, seen)
		}
	}
}

// compare names how a later delivery of a contact differs from an earlier one.
func compare(t *testing.T, earlier, later version) string {
	t.Helper()
	gap := later.update.Sub(earlier.update)
	touched := strings.Replace(later.text, later.object.text("LastUpdateTimestamp"), earlier.object.text("LastUpdateTimestamp"), 1)
	switch {
	case later.text == earlier.text:
		return "same bytes"
	case gap < 0:
		return "older after newer"
	case gap == 0:
		t.Errorf("two versions of %s at one LastUpdateTimestamp", later.object.text("ContactId"))
		return "tie"
	case later.object.text("InitiationTimestamp") != earlier.object.text("InitiationTimestamp"):
		if later.object.text("Campaign.CampaignId") == "" {
			t.Errorf("InitiationTimestamp of %s changes, which is no campaign contact", later.object.text("ContactId"))
		}
		return "moved initiation"
	case touched == earlier.text:
		return "only LastUpdateTimestamp"
	case later.get("Attributes") != nil && later.object.text("Attributes.reviewed") == "":
		t.Errorf("%s is updated but says nothing new", later.object.text("ContactId"))
	}
	if gap > 4*24*time.Hour {
		return "days later"
	}
	return "within the hour"
}
