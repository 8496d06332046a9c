package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// AgentIntervals is the reference for a store's method of that name: what follows from all events of each agent at once,
// each counted once, with what still goes on cut off at the end of the range or at now. Names are those of the events.
func AgentIntervals(events []connect.AgentEvent, now time.Time, q store.AgentIntervalQuery) store.AgentIntervalPage {
	var page store.AgentIntervalPage
	if !q.Scope.SeesEverything() {
		return page
	}
	names := metric.NewNames()
	all := make([]*connect.AgentEvent, len(events))
	for i := range events {
		all[i] = &events[i]
		names.LearnEvent(all[i])
	}
	until := min(connect.MillisOf(now), connect.MillisOf(q.To))
	for _, ofAgent := range activity.ByAgent(all) {
		timeline, state := activity.Derive(activity.State{}, ofAgent)
		timeline.Append(state.Open(until))
		for _, row := range store.IntervalsOf(&timeline) {
			if wanted(&row, names, q) {
				page.Rows = append(page.Rows, renamed(row, names))
			}
		}
	}
	slices.SortFunc(page.Rows, inListOrder)
	page.Total = int64(len(page.Rows))
	skip, _ := strconv.Atoi(q.After)
	page.Rows = page.Rows[min(skip, len(page.Rows)):]
	if len(page.Rows) > q.Limit {
		page.Rows, page.Next = page.Rows[:q.Limit], strconv.Itoa(skip+q.Limit)
	}
	return page
}

func wanted(i *store.AgentInterval, names *metric.Names, q store.AgentIntervalQuery) bool {
	from, to := connect.MillisOf(q.From), connect.MillisOf(q.To)
	if !q.Asks(i.Kind) || i.Start >= to || i.End < from || i.End == from && i.Start < from {
		return false
	}
	return !slices.ContainsFunc(q.Where, func(f metric.Filter) bool {
		return slices.Contains(names.Resolve(f), i.Key(f.Dimension)) == f.Not
	})
}

// renamed is an interval with the newest names.
func renamed(i store.AgentInterval, names *metric.Names) store.AgentInterval {
	i.AgentName = names.Newest(metric.Agent, i.AgentARN)
	i.QueueName = names.Newest(metric.Queue, i.QueueARN)
	i.RoutingProfileName = names.Newest(metric.RoutingProfile, i.RoutingProfileARN)
	levels := []metric.Dimension{
		metric.HierarchyLevel1, metric.HierarchyLevel2, metric.HierarchyLevel3, metric.HierarchyLevel4, metric.HierarchyLevel5,
	}
	for level, d := range levels {
		i.Hierarchy[level].Name = names.Newest(d, i.Hierarchy[level].ARN)
	}
	return i
}

// inListOrder is the order that a page promises, and by everything else where that leaves a choice.
func inListOrder(a, b store.AgentInterval) int {
	kind := func(i store.AgentInterval) int { return slices.Index(store.IntervalKinds(), i.Kind) }
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(kind(a), kind(b)), cmp.Compare(a.AgentARN, b.AgentARN),
		cmp.Compare(a.End, b.End), cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)))
}

// listsIntervals delivers events in any order, some of them twice, with restarts between, and lists what follows.
func listsIntervals(t *testing.T, open Open) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			w := world{rand.New(rand.NewPCG(seed, 20))}
			dir := t.TempDir()
			facts := w.agentEvents(t, 20+w.r.IntN(200))
			for rest := facts; len(rest) > 0; {
				n := min(len(rest), len(facts)/3+1) // with two restarts
				s := open(t, dir)
				for batch := range slices.Chunk(rest[:n], 1+n/12) {
					deliver(t, s, batch...)
				}
				closed(t, s)
				rest = rest[n:]
			}
			s := open(t, dir)
			defer closed(t, s)
			events := distinctEvents(facts)
			for range 20 {
				q := w.intervalQuery()
				want := AgentIntervals(events, time.Now(), everyRow(q))
				got := allIntervals(t, s, q, want.Total)
				slices.SortFunc(got, inListOrder)
				if diff := gocmp.Diff(want.Rows, got, cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("%+v (- reference, + store):\n%s", q, diff)
				}
			}
		})
	}
}

// agentEvents are events of a few agents, nearly in order or in any, some of them twice.
func (w world) agentEvents(t *testing.T, n int) []connect.Fact {
	var facts []connect.Fact
	for i := range n {
		facts = append(facts, w.agentEvent(t, i))
	}
	for range n / 3 {
		facts = append(facts, facts[w.r.IntN(len(facts))])
	}
	disorder := time.Duration(w.r.IntN(3)) * 24 * time.Hour
	late := map[int]connect.Millis{}
	order := make([]int, len(facts))
	for i := range facts {
		order[i] = i
		late[i] = facts[i].AgentEvent.Timestamp + connect.Millis(w.r.Int64N(disorder.Milliseconds()+1))
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(late[a], late[b]) })
	delivered := make([]connect.Fact, len(facts))
	for i, from := range order {
		delivered[i] = facts[from]
	}
	return delivered
}

func distinctEvents(facts []connect.Fact) []connect.AgentEvent {
	seen := map[string]bool{}
	var events []connect.AgentEvent
	for _, fact := range facts {
		if key := fact.AgentEvent.InstanceARN + fact.AgentEvent.EventID; !seen[key] {
			seen[key] = true
			events = append(events, *fact.AgentEvent)
		}
	}
	return events
}

func (w world) intervalQuery() store.AgentIntervalQuery {
	from := epoch.Add(time.Duration(w.r.IntN(days*24)-12) * time.Hour)
	q := store.AgentIntervalQuery{
		Scope: metric.Everything(), From: from, To: from.Add(time.Duration(1+w.r.IntN(60)) * time.Hour), Limit: 1 + w.r.IntN(40),
	}
	for range w.r.IntN(3) {
		q.Kinds = append(q.Kinds, store.IntervalKinds()[w.r.IntN(5)])
	}
	for range w.r.IntN(3) {
		if f := w.filter(); slices.Contains(store.IntervalDimensions(), f.Dimension) {
			q.Where = append(q.Where, f)
		}
	}
	return q
}

func everyRow(q store.AgentIntervalQuery) store.AgentIntervalQuery {
	q.Limit = 1_000_000
	return q
}

// allIntervals reads page by page to the end.
func allIntervals(t *testing.T, s store.Store, q store.AgentIntervalQuery, total int64) []store.AgentInterval {
	t.Helper()
	var all []store.AgentInterval
	for {
		page, err := s.AgentIntervals(t.Context(), q)
		if err != nil {
			t.Fatalf("agent intervals: %v", err)
		}
		if len(page.Rows) > q.Limit || page.Total != total {
			t.Fatalf("page of %d rows of %d, want at most %d of %d: %+v", len(page.Rows), page.Total, q.Limit, total, q)
		}
		all = append(all, page.Rows...)
		if page.Next == "" {
			return all
		}
		q.After = page.Next
	}
}
