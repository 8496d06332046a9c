package columns_test

import (
	"testing"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

// plenty is room for everything in these tests.
var plenty = columns.Options{Room: 1 << 40, Copy: 1 << 40}

// loaded is a cache that holds the world's contacts.
func loaded(t testing.TB, w *world, o columns.Options) *columns.Cache {
	t.Helper()
	cache := columns.New(o)
	loader := cache.Load()
	if err := loader.Add(w.hot(w.rows)); err != nil {
		t.Fatal(err)
	}
	if err := loader.Finish(0); err != nil {
		t.Fatal(err)
	}
	return cache
}

func TestAnswersAsTheReferenceThroughAnyChanges(t *testing.T) {
	for seed := range uint64(12) {
		w := newWorld(seed)
		w.change(200)
		cache := loaded(t, w, plenty)
		for step := range uint64(8) {
			for range 4 {
				w.compare(t, cache.State(), w.question())
			}
			removed, added := w.change(60)
			change := cache.Prepare(step+1, removed, added)
			if len(change.Missing) > 0 {
				t.Fatalf("seed %d: rows that were removed were not found in %v", seed, change.Missing)
			}
			if err := cache.Publish(change); err != nil {
				t.Fatal(err)
			}
			if got := cache.State().Seq(); got != step+1 {
				t.Fatalf("position %d, want %d", got, step+1)
			}
		}
	}
}

// Chunks above fewRows remember what was counted.
func TestRemembersWhatIsRight(t *testing.T) {
	w := newWorld(1)
	for range 4000 {
		w.rows = append(w.rows, w.contact())
	}
	cache := loaded(t, w, plenty)
	for range 11 {
		q := w.question()
		w.compare(t, cache.State(), q)
		w.compare(t, cache.State(), q)
		q.GroupBy, q.Where = nil, nil
		w.compare(t, cache.State(), q)
		q.Where = []metric.Filter{{Dimension: metric.Queue, Values: []string{"1", "3"}}}
		w.compare(t, cache.State(), q)
		q.Where = []metric.Filter{{Dimension: metric.Queue, Values: []string{"2", "3"}}, w.filter()}
		w.compare(t, cache.State(), q)
	}
}

// A page that asks for many figures must not make a quiet day forget some of them each time.
func TestAQuietDayRemembersAllThatAPageAsksFor(t *testing.T) {
	w := newWorld(1)
	const day = 20_000 * 86_400_000
	for i := range int64(1000) {
		w.rows = append(w.rows, w.simple(day+i*60_000, day+i*60_000+30_000))
	}
	state := loaded(t, w, plenty).State()
	ask := func() int64 {
		for seconds := range int64(80) {
			q := count(metric.ByInitiation, day, day+86_400_000)
			q.Measures = []metric.Measure{metric.CountOf("waited", metric.Compare(metric.ColQueueS, metric.OpLess, seconds))}
			contacts(t, state, w, q)
		}
		_, bytes := state.Size()
		return bytes
	}
	_, before := state.Size()
	first := ask()
	if again := ask(); again != first || first == before {
		t.Errorf("%d bytes, %d when asked, %d when asked again", before, first, again)
	}
}
