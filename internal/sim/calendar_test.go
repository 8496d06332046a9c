package sim_test

import (
	"testing"

	"github.com/ringside/ringside/internal/sim"
)

// TestHolidaysAreQuiet compares holidays with the same weekday a week later.
func TestHolidaysAreQuiet(t *testing.T) {
	w := world(t, sim.Options{Seed: 2, Agents: 12, Broken: -1})
	for name, days := range map[string][2]string{
		"Labour Day 2026":                     {"2026-05-01", "2026-05-08"},
		"Constitution Day 2026":               {"2026-07-17", "2026-07-24"},
		"substitute of Labour Day 2027":       {"2027-05-03", "2027-05-10"},
		"substitute of Constitution Day 2027": {"2027-07-19", "2027-07-26"},
	} {
		holiday, ordinary := calls(t, w, days[0]), calls(t, w, days[1])
		if share := float64(holiday) / float64(ordinary); share > .7 {
			t.Errorf("%s: %d contacts, %d a week later: want about half", name, holiday, ordinary)
		}
	}
}
