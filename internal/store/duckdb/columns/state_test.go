package columns_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

func count(field metric.TimeField, from, to int64) metric.Question {
	return metric.Question{
		Measures:  []metric.Measure{metric.CountOf("contacts", metric.Predicate{})},
		TimeField: field, Edges: []int64{from, to}, Scope: metric.Everything(),
	}
}

// contacts asks a state; -1 is a question that it does not answer.
func contacts(t *testing.T, s *columns.State, w *world, q metric.Question) int64 {
	t.Helper()
	plan, can := s.Plan(q, w)
	if !can {
		return -1
	}
	answer, err := plan.Answer(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int64
	for _, slice := range answer {
		n += slice.Values[0].Value
	}
	return n
}

// simple is a contact of which only the moments matter; 0 is none.
func (w *world) simple(init, end int64) metric.Row {
	var r metric.Row
	r.Set(metric.ColInitMS, metric.Int{Value: init, Valid: init != 0})
	r.Set(metric.ColDisconnectMS, metric.Int{Value: end, Valid: end != 0})
	return r
}

func TestReadersSeeWholeStatesWhileOthersArePublished(t *testing.T) {
	w := newWorld(2)
	cache := columns.New(plenty)
	if err := cache.Load().Finish(0); err != nil {
		t.Fatal(err)
	}
	var rows []columns.Row // ten of each change, all of the same queue and day
	for i := range 10 {
		r := w.simple(int64(1+i)*1000, 0)
		r.QueueARN = "arn:/queue/1"
		w.names.Learn(&r)
		rows = append(rows, w.row(&r))
	}
	grouped := count(metric.ByInitiation, 0, day)
	grouped.GroupBy = []metric.Dimension{metric.Queue}
	stop := make(chan struct{}) // closed by the writer at its end
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for ended := false; !ended; {
				select {
				case <-stop:
					ended = true
				default:
				}
				s := cache.State()
				want := 10 * int64(s.Seq()%500)
				if a, b := contacts(t, s, w, count(metric.ByInitiation, 0, day)), contacts(t, s, w, grouped); a != want || b != want {
					t.Errorf("position %d has %d contacts, %d by queue; want %d", s.Seq(), a, b, want)
					return
				}
			}
		})
	}
	for i := range uint64(1500) {
		var change *columns.Change
		if i%500 == 499 {
			change = cache.Prepare(i+1, slices.Repeat(rows, 499), nil)
		} else {
			change = cache.Prepare(i+1, nil, rows)
		}
		if len(change.Missing) > 0 {
			t.Fatalf("change %d: rows were not found", i)
		}
		if err := cache.Publish(change); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	readers.Wait()
}

func TestAChangeThatIsNotPublishedChangesNothing(t *testing.T) {
	w := newWorld(3)
	w.change(100)
	kept := slices.Clone(w.rows)
	cache := loaded(t, w, plenty)
	cache.Prepare(1, w.hot(w.rows[:20]), w.hot([]metric.Row{w.contact(), w.contact()}))
	w.rows = kept
	for range 20 {
		w.compare(t, cache.State(), w.question())
	}
	removed, added := w.change(40)
	if err := cache.Publish(cache.Prepare(1, removed, added)); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		w.compare(t, cache.State(), w.question())
	}
}

func TestChangesWhileLoadingAreNotLost(t *testing.T) {
	w := newWorld(4)
	w.change(300)
	cache := columns.New(plenty)
	loader := cache.Load()
	before := w.hot(w.rows)
	publish := func(seq uint64) {
		removed, added := w.change(50)
		if err := cache.Publish(cache.Prepare(seq, removed, added)); err != nil {
			t.Fatal(err)
		}
	}
	publish(1)
	snapshot := w.hot(w.rows) // of position 1
	publish(2)
	publish(3)
	if cache.State() != nil {
		t.Fatal("there is a state before it is loaded")
	}
	if len(before) == len(snapshot) {
		t.Fatal("nothing happened meanwhile")
	}
	if err := loader.Add(snapshot); err != nil {
		t.Fatal(err)
	}
	removed, added := w.change(50)
	last := cache.Prepare(4, removed, added) // committed, and published after the load has ended
	if err := loader.Finish(1); err != nil {
		t.Fatal(err)
	}
	if err := cache.Publish(last); err != nil {
		t.Fatal(err)
	}
	if got := cache.State().Seq(); got != 4 {
		t.Errorf("position %d, want 4", got)
	}
	for range 30 {
		w.compare(t, cache.State(), w.question())
	}
}

func TestAChangeWhoseRowsAreNotKnownIsNeverLeftOut(t *testing.T) {
	w := newWorld(13)
	w.change(50)
	cache := columns.New(plenty)
	if cache.Wanted() {
		t.Error("rows are wanted before anything is loaded")
	}
	known, unknown := cache.Skip(1), cache.Skip(2)
	late := cache.Skip(3)
	for _, c := range []struct {
		during, after *columns.Change // the load of position 1
		there         bool
	}{
		{during: known, there: true}, {during: unknown}, {after: known, there: true}, {after: late},
	} {
		loader := cache.Load()
		if !cache.Wanted() {
			t.Error("rows are not wanted while loading")
		}
		if c.during != nil {
			if err := cache.Publish(c.during); err != nil {
				t.Fatal(err)
			}
		}
		if err := loader.Finish(1); err != nil {
			t.Fatal(err)
		}
		if c.after != nil {
			if err := cache.Publish(c.after); err != nil {
				t.Fatal(err)
			}
		}
		if got := cache.State() != nil; got != c.there {
			t.Errorf("with %+v there is a state: %v, want %v", c, got, c.there)
		}
	}
}

func TestKeepsTheNewestDaysThatThereIsRoomFor(t *testing.T) {
	w := newWorld(5)
	cache := columns.New(columns.Options{Room: 9000, Copy: 1 << 40})
	loader := cache.Load()
	for d := int64(10); d > 0 && !loader.Full(); d-- {
		long := w.simple(d*day, 20*day+d) // ends long after it began
		if err := loader.Add(w.hot([]metric.Row{long})); err != nil {
			t.Fatal(err)
		}
	}
	loader.Outside(19 * day)
	if err := loader.Finish(1); err != nil {
		t.Fatal(err)
	}
	s := cache.State()
	since, bounded := s.Since()
	if !bounded || since <= day || since > 10*day {
		t.Fatalf("contacts are kept since %d, %v; want a day from 2 to 10", since, bounded)
	}
	if n := contacts(t, s, w, count(metric.ByInitiation, since-1, 30*day)); n != -1 {
		t.Errorf("a range that begins before what is kept is answered with %d", n)
	}
	if n := contacts(t, s, w, count(metric.ByInitiation, since, 30*day)); n != 11-since/day {
		t.Errorf("%d contacts, want %d", n, 11-since/day)
	}
	outside := 20*day + since/day - 1 // when the newest one that is not kept ended
	if n := contacts(t, s, w, count(metric.ByDisconnect, outside, 30*day)); n != -1 {
		t.Errorf("a range in which contacts ended that are not kept is answered with %d", n)
	}
	if n := contacts(t, s, w, count(metric.ByDisconnect, outside+1, 30*day)); n != 11-since/day {
		t.Errorf("%d contacts by disconnect, want %d", n, 11-since/day)
	}

	late, early := w.simple(12*day, 13*day), w.simple(2000, 40*day)
	if err := cache.Publish(cache.Prepare(2, nil, w.hot([]metric.Row{late, early}))); err != nil {
		t.Fatal(err)
	}
	next := cache.State()
	if later, _ := next.Since(); later <= since {
		t.Errorf("nothing was given up for a new day: kept since %d, before %d", later, since)
	}
	if n := contacts(t, next, w, count(metric.ByDisconnect, 30*day, 50*day)); n != -1 {
		t.Errorf("a contact that is not kept is left out: %d", n)
	}
	if err := cache.Publish(cache.Prepare(3, w.hot([]metric.Row{early}), nil)); err != nil {
		t.Fatal(err)
	}
}

func TestAContactWithoutInitiationIsLeftToOthers(t *testing.T) {
	w := newWorld(6)
	w.rows = []metric.Row{w.simple(day, 2*day), w.simple(0, 3*day)}
	s := loaded(t, w, plenty).State()
	if n := contacts(t, s, w, count(metric.ByInitiation, 0, 9*day)); n != 1 {
		t.Errorf("%d contacts by initiation, want 1", n)
	}
	if n := contacts(t, s, w, count(metric.ByDisconnect, 3*day, 9*day)); n != -1 {
		t.Errorf("the contact without initiation is left out: %d", n)
	}
	if n := contacts(t, s, w, count(metric.ByDisconnect, 3*day+1, 9*day)); n != 0 {
		t.Errorf("%d contacts, want 0", n)
	}
}

func TestARowThatIsNotThereIsReportedAndItsSpanReplaced(t *testing.T) {
	w := newWorld(7)
	w.change(100)
	wrong := slices.Clone(w.rows)
	cache := loaded(t, w, plenty)
	w.rows = append(w.rows, w.contact(), w.contact()) // of which the cache was not told
	stray := w.rows[len(w.rows)-1]
	w.rows = w.rows[:len(w.rows)-1]
	change := cache.Prepare(1, w.hot([]metric.Row{stray}), nil)
	if len(change.Missing) != 1 {
		t.Fatalf("missing in %v, want one span", change.Missing)
	}
	for _, span := range [][2]int64{change.Missing[0], {-2 * day, 8 * day}} {
		cache.Replace(change, span[0], span[1], w.hot(within(w.rows, span)))
	}
	if err := cache.Publish(change); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		w.compare(t, cache.State(), w.question())
	}

	cache = columns.New(plenty)
	loader := cache.Load()
	if err := loader.Add(w.hot(wrong)); err != nil {
		t.Fatal(err)
	}
	if err := loader.Finish(5); err != nil {
		t.Fatal(err)
	}
	if mended, _ := cache.Mend(4, -2*day, 8*day, w.hot(w.rows)); mended {
		t.Error("mended with the rows of another position")
	}
	for d := int64(-2); d < 8; d++ {
		span := [2]int64{d * day, (d + 1) * day}
		if mended, err := cache.Mend(5, span[0], span[1], w.hot(within(w.rows, span))); !mended || err != nil {
			t.Fatalf("mend: %v, %v", mended, err)
		}
	}
	for range 20 {
		w.compare(t, cache.State(), w.question())
	}
}

func within(rows []metric.Row, span [2]int64) []metric.Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r metric.Row) bool {
		at := r.Int(metric.ColInitMS).Value
		return at < span[0] || at >= span[1]
	})
}

func TestACommitThatTouchesTooMuchEndsTheState(t *testing.T) {
	w := newWorld(8)
	w.change(200)
	cache := loaded(t, w, columns.Options{Room: 1 << 40, Copy: 1})
	removed, added := w.change(30)
	if err := cache.Publish(cache.Prepare(1, removed, added)); err != nil {
		t.Fatal(err)
	}
	if cache.State() != nil {
		t.Error("the state goes on")
	}
}

func TestABusyDayIsKeptInParts(t *testing.T) {
	w := newWorld(9)
	start := int64(1000 * day)
	var rows []metric.Row
	for i := range 150_000 {
		rows = append(rows, w.simple(start+int64(i)*500, 0))
	}
	w.rows = rows[:60_000]
	cache := loaded(t, w, plenty)
	for seq := uint64(1); seq <= 3; seq++ {
		first := 60_000 + int(seq-1)*30_000
		if err := cache.Publish(cache.Prepare(seq, nil, w.hot(rows[first:first+30_000]))); err != nil {
			t.Fatal(err)
		}
	}
	if n := contacts(t, cache.State(), w, count(metric.ByInitiation, start, start+day)); n != 150_000 {
		t.Errorf("%d contacts, want 150000", n)
	}
	noon := count(metric.ByInitiation, start+60_000_000, start+day)
	if n := contacts(t, cache.State(), w, noon); n != 30_000 {
		t.Errorf("%d contacts late in the day, want 30000", n)
	}
	change := cache.Prepare(4, w.hot(rows[:149_000]), nil)
	if len(change.Missing) > 0 {
		t.Fatalf("rows were not found in %v", change.Missing)
	}
	if err := cache.Publish(change); err != nil {
		t.Fatal(err)
	}
	back := cache.Prepare(5, nil, w.hot(rows[:10])) // into a part of the day that is empty by now
	if err := cache.Publish(back); err != nil {
		t.Fatal(err)
	}
	if n := contacts(t, cache.State(), w, count(metric.ByInitiation, start, start+day)); n != 1010 {
		t.Errorf("%d contacts, want 1010", n)
	}
}

func TestAgentsOnlineCountOnceWithThoseOnContacts(t *testing.T) {
	w := newWorld(10)
	r := w.simple(1000, 0)
	r.AgentARN = "arn:/agent/1"
	unknown := w.simple(2000, 0)
	w.rows = []metric.Row{r, unknown}
	s := loaded(t, w, plenty).State()
	q := metric.Question{
		Measures:  []metric.Measure{{Aggregate: metric.OnlineAgents}, {Aggregate: metric.SeenAgents}, metric.DistinctOf("a", metric.Agent, metric.Predicate{})},
		TimeField: metric.ByInitiation, Edges: []int64{0, day, 2 * day, 3 * day}, Scope: metric.Everything(),
	}
	both := map[int32]struct{}{w.word("arn:/agent/1"): {}, w.word("arn:/agent/2"): {}}
	plan, _ := s.Plan(q, w)
	got, err := plan.Answer(t.Context(), []map[int32]struct{}{both, both, nil})
	if err != nil {
		t.Fatal(err)
	}
	want := []metric.Slice{
		{Bucket: 0, Values: []metric.Int{connect.Some(2), connect.Some(2), connect.Some(1)}},
		{Bucket: 1, Values: []metric.Int{connect.Some(2), connect.Some(2), connect.Some(0)}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("answer (- want, + got):\n%s", diff)
	}
}
