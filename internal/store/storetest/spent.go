package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/metric/metrictest"
	"github.com/ringside/ringside/internal/store"
)

// answersTogether asks several questions at once, some of which are parts of others, as the totals of a table are.
func answersTogether(t *testing.T, open Open) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			w := world{rand.New(rand.NewPCG(seed, 30))}
			s := opened(t, open)
			facts := w.agentEvents(t, 100+w.r.IntN(100))
			for i := range 20 {
				facts = append(facts, w.contactVersions(t, i)...)
			}
			w.deliverInParts(t, s, facts)
			reference := metrictest.NewReference(facts...)
			for range 20 {
				w.compareTogether(t, s, reference)
			}
		})
	}
}

func (w world) compareTogether(t *testing.T, s store.Store, reference metrictest.Reference) {
	t.Helper()
	wide := w.spentQuestion()
	questions := []metric.Question{wide, w.spentQuestion(), w.question()}
	for range 1 + w.r.IntN(4) {
		questions = append(questions, w.partOf(wide))
	}
	w.r.Shuffle(len(questions), func(i, k int) { questions[i], questions[k] = questions[k], questions[i] })
	want, err := reference.Query(t.Context(), questions...)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Query(t.Context(), questions...)
	if err != nil {
		t.Fatalf("query %+v: %v", questions, err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.SortSlices(beforeSlice)); diff != "" {
		t.Errorf("questions %+v (- reference, + store):\n%s", questions, diff)
	}
}

// partOf asks for other amounts of the same time, in fewer groups and longer buckets.
func (w world) partOf(q metric.Question) metric.Question {
	half := func() bool { return w.r.IntN(2) == 0 }
	part := q
	part.Measures, part.GroupBy, part.Edges = nil, nil, nil
	for _, amount := range q.Source.Amounts() {
		if half() {
			part.Measures = append(part.Measures, metric.SpentOf(amount))
		}
	}
	for _, d := range slices.Backward(q.GroupBy) {
		if half() {
			part.GroupBy = append(part.GroupBy, d)
		}
	}
	for i, edge := range q.Edges {
		if i == 0 || i == len(q.Edges)-1 || half() {
			part.Edges = append(part.Edges, edge)
		}
	}
	return part
}

// addsUpOnline delivers events in any order, some twice and some never, and looks after each batch whether the time online
// is the time on contact, idle and non-productive, and the time in statuses that are not Offline.
func addsUpOnline(t *testing.T, open Open) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			w := world{rand.New(rand.NewPCG(seed, 31))}
			s := opened(t, open)
			facts := slices.DeleteFunc(w.agentEvents(t, 200), func(connect.Fact) bool { return w.r.IntN(5) == 0 })
			seen := false
			for batch := range slices.Chunk(facts, len(facts)/4) {
				deliver(t, s, batch...)
				for range 10 {
					seen = w.wantOnline(t, s) || seen
				}
			}
			if !seen {
				t.Error("no agent was online: nothing was looked at")
			}
		})
	}
}

// wantOnline compares one agent's amounts, each asked for by itself, with the agent's statuses; true if there are any.
func (w world) wantOnline(t *testing.T, s store.Store) bool {
	t.Helper()
	all := w.edges()
	from := w.r.IntN(len(all) - 1)
	to := from + 1 + w.r.IntN(len(all)-1-from)
	where := []metric.Filter{{Dimension: metric.Agent, Values: []string{w.one("a-0", "a-1", "a-2")}}}
	if w.r.IntN(2) == 0 {
		where = append(where, metric.Filter{Dimension: metric.RoutingProfile, Values: []string{"p-1", "Basic", ""}, Not: w.r.IntN(2) == 0})
	}
	amounts := map[metric.Amount]int64{}
	for _, amount := range metric.OfAgentTime.Amounts() {
		answers, err := s.Query(t.Context(), metric.Question{
			Source: metric.OfAgentTime, Measures: []metric.Measure{metric.SpentOf(amount)}, Edges: all[from : to+1], Where: where,
			Scope: metric.Everything(),
		})
		if err != nil {
			t.Fatal(err)
		}
		amounts[amount] = sum(answers[0])
	}
	var online, routable int64
	q := store.AgentIntervalQuery{
		Scope: metric.Everything(), From: time.UnixMilli(all[from]), To: time.UnixMilli(all[to]), Where: where,
		Kinds: []store.IntervalKind{store.StatusInterval}, Limit: store.MostIntervals,
	}
	page, err := s.AgentIntervals(t.Context(), q)
	if err != nil || page.Next != "" {
		t.Fatalf("statuses: %d, next %q, %v", len(page.Rows), page.Next, err)
	}
	for _, status := range page.Rows {
		ms := min(int64(status.End), all[to]) - max(int64(status.Start), all[from])
		if status.StatusType != "OFFLINE" {
			online += ms
		}
		if status.StatusType == "ROUTABLE" {
			routable += ms
		}
	}
	want := map[string]int64{"online": online, "parts": online, "routable": routable, "routable parts": routable}
	got := map[string]int64{
		"online": amounts[metric.AmountOnline], "routable": amounts[metric.AmountRoutable],
		"parts":          amounts[metric.AmountOnContact] + amounts[metric.AmountIdle] + amounts[metric.AmountNonProductive],
		"routable parts": amounts[metric.AmountOnContact] + amounts[metric.AmountIdle],
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%+v (- by status, + asked for):\n%s", q, diff)
	}
	return online > 0
}
