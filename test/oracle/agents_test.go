package oracle_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/metric/metrictest"
	"github.com/ringside/ringside/internal/sim"
)

// Every metric of time spent, grouped and filtered and cut in every way, over deliveries in no order and three of ten twice.
func TestEveryFigureOfTimeSpentEqualsTheIndependentRecount(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("left out: the independent recount of agents' time, which needs python3")
	}
	for seed := range *seeds {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			events, contacts := agentDeliveries(t, seed)
			questions := spentQuestions(seed)
			want := recount(t, python, questions, "recount_agents.py", written(t, "agent_events.jsonl", events),
				written(t, "contact_records.jsonl", contacts))
			wantSomeOfEach(t, questions, want)
			var facts []connect.Fact
			for _, line := range slices.Concat(contacts, events) {
				facts = append(facts, connect.Decode(line))
			}
			askers := map[string]metric.Asker{"reference": metrictest.NewReference(facts...), "duckdb": filled(t, facts)}
			for name, asker := range askers {
				for i, q := range questions {
					compare(t, name, asker, q, want[i])
				}
			}
		})
	}
}

// wantSomeOfEach sees to it that no figure is nothing everywhere, which would be equal without being right.
func wantSomeOfEach(t *testing.T, questions []question, answers []answer) {
	t.Helper()
	some := map[string]bool{}
	for i, q := range questions {
		for k, id := range q.Metrics {
			figure := answers[i].Totals[k]
			some[id] = some[id] || figure != nil && figure != 0.0
		}
	}
	for _, m := range metric.Catalogue() {
		if m.Source != metric.OfContacts && !some[m.ID] {
			t.Errorf("%s is nothing in every answer", m.ID)
		}
	}
}

// agentDeliveries are the agent events of three days of a small centre, and its contact records. Some heartbeats are
// missing, and the rest come in no order, three of ten twice.
func agentDeliveries(t *testing.T, seed uint64) (events, contacts [][]byte) {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 13))
	world, err := sim.NewWorld(sim.Options{Seed: seed, Agents: 12, Oddities: -1, Broken: -1})
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 10, 31, 0, 0, 0, 0, world.Zone)
	var told, recorded bytes.Buffer
	files := sim.Files{AgentEvents: &told, ContactRecords: &recorded}
	if _, err := world.WriteHistory(t.Context(), from, from.AddDate(0, 0, 3), files); err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(told.Bytes()) {
		if line = bytes.TrimSpace(line); random.IntN(5) > 0 || !bytes.Contains(line, []byte(`"EventType":"HEART_BEAT"`)) {
			events = append(events, line)
		}
	}
	for line := range bytes.Lines(recorded.Bytes()) {
		contacts = append(contacts, bytes.TrimSpace(line))
	}
	for range len(events) * 3 / 10 {
		events = append(events, events[random.IntN(len(events))])
	}
	random.Shuffle(len(events), func(i, k int) { events[i], events[k] = events[k], events[i] })
	return events, contacts
}

// spentQuestions cut each range into every interval that it has few enough of, and go through groups and filters.
func spentQuestions(seed uint64) []question {
	random := rand.New(rand.NewPCG(seed, 17))
	groups := [][]metric.Dimension{
		{},
		{metric.Agent, metric.RoutingProfile},
		{metric.HierarchyLevel1, metric.HierarchyLevel2, metric.HierarchyLevel3},
		{metric.Queue, metric.Channel},
	}
	for _, dimension := range metric.OfContactTime.Dimensions() {
		groups = append(groups, []metric.Dimension{dimension})
	}
	random.Shuffle(len(groups), func(i, k int) { groups[i], groups[k] = groups[k], groups[i] })
	var all []question
	for _, q := range ranges {
		for _, q.Every = range metric.Intervals() {
			if q.Zone == "UTC" && q.Every != metric.Month && q.Every != metric.Total {
				continue // two years
			}
			q.By, q.TimeField, q.Where = groups[len(all)%len(groups)], metric.ByDisconnect, []condition{}
			if random.IntN(3) == 0 {
				q.Where = []condition{{Dimension: metric.Channel, Values: []string{"VOICE"}, Not: random.IntN(2) == 0}}
			}
			q.Metrics = askedSpent(q)
			all = append(all, q)
		}
	}
	return all
}

// askedSpent are the metrics of time spent that have the question's dimensions.
func askedSpent(q question) []string {
	dimensions := slices.Clone(q.By)
	for _, c := range q.Where {
		dimensions = append(dimensions, c.Dimension)
	}
	var ids []string
	for _, m := range metric.Catalogue() {
		foreign := func(d metric.Dimension) bool { return !slices.Contains(m.Dimensions, d) }
		if m.Source != metric.OfContacts && !slices.ContainsFunc(dimensions, foreign) {
			ids = append(ids, m.ID)
		}
	}
	return ids
}
