package storetest

import (
	"cmp"
	"errors"
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
	"github.com/ringside/ringside/internal/metric/metrictest"
	"github.com/ringside/ringside/internal/store"
)

// AgentIntervals is the reference for a store's method of that name: what follows from all events of each agent at once,
// each counted once, with what still goes on cut off at the end of the range or at Now. The facts have Names.
func AgentIntervals(facts metric.Facts, q store.AgentIntervalQuery) store.AgentIntervalPage {
	var page store.AgentIntervalPage
	for _, question := range q.Beside {
		page.Beside = append(page.Beside, metric.Evaluate(facts, question))
	}
	q.Scope, q.Where = metric.Narrow(q.Scope, q.Where)
	names := facts.Names
	var all []*connect.AgentEvent
	for i := range facts.Events {
		if e := &facts.Events[i]; q.Scope.SeesInstance(e.InstanceARN) {
			all = append(all, e)
		}
	}
	until := min(facts.Now, connect.MillisOf(q.To))
	for _, ofAgent := range activity.ByAgent(all) {
		timeline, state := activity.Derive(activity.State{}, ofAgent)
		timeline.Append(state.Open(until))
		for _, row := range store.IntervalsOf(&timeline) {
			if wanted(&row, facts, q) {
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

func wanted(i *store.AgentInterval, facts metric.Facts, q store.AgentIntervalQuery) bool {
	names, from, to := facts.Names, connect.MillisOf(q.From), connect.MillisOf(q.To)
	if q.Adding != metric.NoAmount {
		gone := q.Adding == metric.AmountNonResponseWithoutAbandon && i.Contact().Abandonable() &&
			metric.Abandoned(i.Contact(), i.InstanceARN, facts.Rows)
		if gone || i.Adds(q.Adding, q.Times()) == 0 {
			return false
		}
	} else if !q.Asks(i.Kind) || i.Start >= to || i.End < from || i.End == from && i.Start < from ||
		i.Kind == store.StretchInterval && i.Class == "" {
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
			for i := range 20 { // of which some abandoned what was offered
				facts = append(facts, w.contactVersions(t, i)...)
			}
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
			reference := metrictest.NewReference(facts...).Facts(time.Now())
			for range 40 {
				w.compareIntervals(t, s, reference)
			}
		})
	}
}

// compareIntervals asks for intervals, half the time for those behind an amount, which add up to it.
func (w world) compareIntervals(t *testing.T, s store.Store, reference metric.Facts) {
	t.Helper()
	q := w.intervalQuery()
	want := AgentIntervals(reference, everyRow(q))
	got := allIntervals(t, s, q, want.Total)
	if read := readIntervals(t, s, q, func() {}); !slices.Equal(read, got) {
		t.Fatalf("%+v: read %d intervals otherwise than %d in pages", q, len(read), len(got))
	}
	slices.SortFunc(got, inListOrder)
	if diff := gocmp.Diff(want.Rows, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%+v (- reference, + store):\n%s", q, diff)
	}
	if q.Adding == metric.NoAmount {
		return
	}
	page, err := s.AgentIntervals(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var sum, figure int64
	for i := range got {
		sum += got[i].Adds(q.Adding, q.Times())
	}
	for _, slice := range page.Beside[0] {
		if q.Times().Holds(q.Beside[0].Edges[slice.Bucket]) {
			figure += slice.Values[0].Value
		}
	}
	if sum != figure {
		t.Errorf("%s is %d, its %d intervals add up to %d: %+v", q.Adding.Name(), figure, len(got), sum, q)
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

func (w world) intervalQuery() store.AgentIntervalQuery {
	from := epoch.Add(time.Duration(w.r.IntN(days*24)-12) * time.Hour)
	q := store.AgentIntervalQuery{
		From: from, To: from.Add(time.Duration(1+w.r.IntN(60)) * time.Hour), Limit: 1 + w.r.IntN(40),
	}
	for range w.r.IntN(3) {
		q.Kinds = append(q.Kinds, store.IntervalKinds()[w.r.IntN(5)])
	}
	dimensions := store.IntervalDimensions()
	if source := []metric.Source{metric.OfContacts, metric.OfAgentTime, metric.OfContactTime}[w.r.IntN(3)]; source != metric.OfContacts {
		dimensions = source.Dimensions()
		q.Adding = source.Amounts()[w.r.IntN(len(source.Amounts()))]
	}
	q.Scope = w.scopeOf(q.Adding.Source())
	for range w.r.IntN(3) {
		if f := w.filter(); slices.Contains(dimensions, f.Dimension) {
			q.Where = append(q.Where, f)
		}
	}
	if q.Adding != metric.NoAmount {
		if w.r.IntN(2) == 0 {
			q.Within = w.windows(q.From, q.To)
		}
		edges := []int64{q.From.UnixMilli(), q.To.UnixMilli()}
		for _, one := range q.Times() {
			edges = append(edges, one.From, one.To)
		}
		slices.Sort(edges)
		q.Beside = []metric.Question{{
			Source: q.Adding.Source(), Measures: []metric.Measure{metric.SpentOf(q.Adding)}, Where: q.Where, Scope: q.Scope,
			Edges: slices.Compact(edges),
		}}
	}
	return q
}

// windows are some times around a range, at whole minutes, at which events often are.
func (w world) windows(from, to time.Time) metric.Windows {
	windows, last := metric.Windows{}, to.Add(5*time.Hour)
	for at := from.Add(-5 * time.Hour); at.Before(last); {
		begin := at.Add(time.Duration(1+w.r.IntN(300)) * time.Minute)
		at = begin.Add(time.Duration(1+w.r.IntN(300)) * time.Minute)
		windows = append(windows, metric.Window{From: begin.UnixMilli(), To: at.UnixMilli()})
	}
	return windows
}

func everyRow(q store.AgentIntervalQuery) store.AgentIntervalQuery {
	q.Limit = 1_000_000
	return q
}

// readsOneStateOfIntervals delivers while intervals are read, more of them than a page has: the reader sees none of it.
func readsOneStateOfIntervals(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(24, 1))}
	s := opened(t, open)
	facts := w.agentEvents(t, 12_000)
	deliver(t, s, facts[:len(facts)-500]...)
	q := store.AgentIntervalQuery{Scope: metric.Everything(), From: epoch, To: epoch.AddDate(0, 0, days)}
	before := readIntervals(t, s, q, func() {})
	if len(before) <= store.MostIntervals {
		t.Fatalf("%d intervals prove nothing: they are one page", len(before))
	}
	during := readIntervals(t, s, q, func() { deliver(t, s, facts[len(facts)-500:]...) })
	// Names may be newer: they are of the store, and not of an interval.
	nothing := metric.NewNames()
	for _, all := range [][]store.AgentInterval{before, during} {
		for i := range all {
			all[i] = renamed(all[i], nothing)
		}
	}
	if diff := gocmp.Diff(before, during); diff != "" {
		t.Errorf("intervals while events arrived (- before, + read):\n%.3000s", diff)
	}
	if after := readIntervals(t, s, q, func() {}); len(after) == len(before) {
		t.Errorf("%d intervals after more were delivered to as many", len(after))
	}
	enough := errors.New("enough")
	err := s.ReadAgentIntervals(t.Context(), q, func(store.IntervalRead) error { return nil },
		func(*store.AgentInterval) error { return enough })
	wantError(t, "reading that its taker ends", err, enough)
}

// readIntervals reads all intervals that match, and does something when that has begun.
func readIntervals(t *testing.T, s store.Store, q store.AgentIntervalQuery, begun func()) []store.AgentInterval {
	t.Helper()
	status, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var said []store.IntervalRead
	var all []store.AgentInterval
	err = s.ReadAgentIntervals(t.Context(), q,
		func(r store.IntervalRead) error { said = append(said, r); begun(); return nil },
		func(i *store.AgentInterval) error { all = append(all, *i); return nil })
	if err != nil || len(said) != 1 || said[0].Intervals != int64(len(all)) || said[0].Projected != status.Projected {
		t.Fatalf("said %+v before %d intervals at %d, error %v", said, len(all), status.Projected, err)
	}
	return all
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
