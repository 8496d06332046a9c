package activity_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/sim"
)

// simulated is two days of a simulated company.
type simulated struct {
	truth     sim.Truth
	from      time.Time
	timelines map[string]activity.Timeline // by agent
	records   map[connect.ContactID]*connect.Contact
}

func simulate(t *testing.T, oddities float64) simulated {
	t.Helper()
	w, err := sim.NewWorld(sim.Options{Seed: 7, Agents: 16, Oddities: oddities, Broken: -1})
	if err != nil {
		t.Fatal(err)
	}
	s := simulated{
		from:      time.Date(2026, 11, 2, 0, 0, 0, 0, w.Zone),
		timelines: map[string]activity.Timeline{}, records: map[connect.ContactID]*connect.Contact{},
	}
	var events, records bytes.Buffer
	s.truth, err = w.WriteHistory(t.Context(), s.from, s.from.AddDate(0, 0, 2), sim.Files{AgentEvents: &events, ContactRecords: &records})
	if err != nil {
		t.Fatal(err)
	}
	var all []*connect.AgentEvent
	for value := range connect.SplitBytes(events.Bytes()) {
		all = append(all, connect.Decode(value.Bytes).AgentEvent)
	}
	until := connect.MillisOf(s.from.AddDate(0, 0, 4))
	for agent, list := range activity.ByAgent(all) {
		s.timelines[agent] = whole(list, until)
		if fault := faultOf(s.timelines[agent], until); fault != "" {
			t.Errorf("%s: %s", agent, fault)
		}
	}
	for value := range connect.SplitBytes(records.Bytes()) {
		c := connect.Decode(value.Bytes).Contact
		if known := s.records[c.ContactID]; known == nil || known.LastUpdate < c.LastUpdate {
			s.records[c.ContactID] = c
		}
	}
	return s
}

func TestAgentsOnlineAreTheSimulatorsTruth(t *testing.T) {
	s := simulate(t, 1)
	for name, zone := range s.truth.Zones {
		location, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		got, want := map[string]int{}, map[string]int{}
		for _, truth := range zone.Days {
			day, err := time.ParseInLocation(time.DateOnly, truth.Day, location)
			if err != nil {
				t.Fatal(err)
			}
			edges := []int64{day.UnixMilli(), day.AddDate(0, 0, 1).UnixMilli()}
			want[truth.Day], got[truth.Day] = truth.AgentsOnline, 0
			for _, timeline := range s.timelines {
				sums := activity.SumStretches(timeline.Stretches, edges, func(*activity.Stretch) (int, bool) { return 0, true })
				if row := sums[0]; row != nil && row[0].Online > 0 {
					got[truth.Day]++
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("agents online by day in %s (- truth, + derived):\n%s", name, diff)
		}
	}
}

// TestContactRecordsSayTheSameOfHandling compares what intervals say of each contact with its record, whose times and
// durations are cut to whole seconds.
func TestContactRecordsSayTheSameOfHandling(t *testing.T) {
	s := simulate(t, -1)
	edges := []int64{0, int64(endOfTime)}
	sums := map[string]map[connect.ContactID][]activity.ContactTime{}
	for agent, timeline := range s.timelines {
		sums[agent] = activity.SumContacts(timeline.Contacts, edges, nil, func(c *activity.Contact) (connect.ContactID, bool) {
			return c.ContactID, true
		})
	}
	compared := 0
	for id, record := range s.records {
		if record.Agent.ConnectedToAgent == 0 || record.InitiationMethod == "MONITOR" {
			continue
		}
		row := sums[record.Agent.ARN][id]
		if row == nil {
			t.Fatalf("contact %s has no interval at its agent", id)
		}
		interaction := row[0].Talk
		if record.InitiationMethod == "OUTBOUND" {
			interaction += row[0].Connecting // the record counts the dialling
		}
		for name, pair := range map[string][2]int64{
			"interaction":        {interaction, record.Agent.AgentInteractionDuration.Or(0)},
			"hold":               {row[0].Hold, record.Agent.CustomerHoldDuration.Or(0)},
			"after-contact work": {row[0].ACW, record.Agent.AfterContactWorkDuration.Or(0)},
			"pause":              {row[0].Pause, record.Agent.AgentPauseDuration.Or(0)},
		} {
			within := int64(1000)
			if name == "interaction" { // start, end and hold are each cut on their own
				within = 2000
			}
			if off := pair[0] - pair[1]*1000; off <= -within || off >= within {
				t.Errorf("%s of %s contact %s: %d ms, its record says %d s", name, record.InitiationMethod, id, pair[0], pair[1])
			}
		}
		compared++
	}
	if compared < 500 {
		t.Errorf("only %d contacts compared", compared)
	}
}

// TestOdditiesOfDeliveryMoveNothingButMilliseconds compares one world with and without the oddities of real traffic:
// repeated events, null snapshots, statuses without type, and milliseconds that repeat the seconds, which alone move
// anything: the end of a contact, by less than a second each.
func TestOdditiesOfDeliveryMoveNothingButMilliseconds(t *testing.T) {
	plain, odd := simulate(t, -1), simulate(t, 1)
	total := func(s simulated) (sum activity.AgentTime) {
		for _, timeline := range s.timelines {
			for _, row := range activity.SumStretches(timeline.Stretches, []int64{0, int64(endOfTime)}, func(*activity.Stretch) (int, bool) { return 0, true }) {
				sum.Add(row[0])
			}
			if len(timeline.Gaps) > 0 {
				t.Errorf("%s: nothing was lost, but there are gaps: %v", timeline.Agent, timeline.Gaps)
			}
		}
		return sum
	}
	want, got := total(plain), total(odd)
	moved := int64(odd.truth.Oddities["milliseconds repeat the seconds"]) * 1000
	if off := got.OnContact - want.OnContact; off < -moved || off > moved {
		t.Errorf("time on contact differs by %d ms, at most %d ms can be moved", off, moved)
	}
	if want.Online != got.Online || want.NonProductive != got.NonProductive {
		t.Errorf("without oddities %+v, with them %+v", want, got)
	}
}
