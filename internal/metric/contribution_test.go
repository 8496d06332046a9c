package metric_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// TestContributionsMakeUpTheFigure adds up what each contact says that it is part of, and wants the figure.
func TestContributionsMakeUpTheFigure(t *testing.T) {
	from := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	contacts := randomContacts(rand.New(rand.NewPCG(7, 1)), 400, from)
	sums, counts, values := map[string]int64{}, map[string]int64{}, map[string]map[int64]bool{}
	for i := range contacts {
		contacts[i].Disconnect = max(contacts[i].Disconnect, contacts[i].Initiation) // by whatever moment: all are in the range
		row := metric.Derive(&contacts[i])
		for _, c := range metric.Contributions(&row) {
			id := c.Metric.ID
			sums[id] += c.Value
			if c.Counted {
				counts[id]++
			}
			if values[id] == nil {
				values[id] = map[int64]bool{}
			}
			values[id][c.Value] = true
		}
	}
	for _, m := range metric.Catalogue() {
		if m.OwnTime || m.ID == "number_of_agents" {
			continue // of contacts with a moment that some lack, or of agents
		}
		table, err := metric.Run(t.Context(), asker(contacts), metric.Query{
			Metrics: []string{m.ID}, From: from.AddDate(-1, 0, 0), To: from.AddDate(1, 0, 0), Zone: time.UTC,
			TimeField: metric.ByInitiation, Scope: metric.Everything(),
		})
		if err != nil {
			t.Fatalf("%s: %v", m.ID, err)
		}
		got := table.Totals[len(table.Totals)-1]
		var want float64
		switch {
		case counts[m.ID] == 0:
			want = 0
		case m.Combine == metric.AsCount, m.Combine == metric.AsSum:
			want = float64(sums[m.ID])
		case m.Combine == metric.AsMean:
			want = float64(sums[m.ID]) / float64(counts[m.ID])
		case m.Combine == metric.AsPercent:
			want = 100 * float64(sums[m.ID]) / float64(counts[m.ID])
		case m.Combine == metric.AsExtreme:
			if figure := number(t, got); !values[m.ID][int64(figure)] {
				t.Errorf("%s is %v, which no contact contributes", m.ID, figure)
			}
			continue
		}
		if figure := number(t, got); math.Abs(figure-want) > 1e-9 {
			t.Errorf("%s is %v, contacts contribute %v", m.ID, figure, want)
		}
	}
}

func number(t *testing.T, cell any) float64 {
	t.Helper()
	switch v := cell.(type) {
	case nil:
		return 0
	case int64:
		return float64(v)
	case float64:
		return v
	}
	t.Fatalf("cell %v is no number", cell)
	return 0
}
