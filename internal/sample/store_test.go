package sample

import (
	"maps"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const sales, help = "arn:sales", "arn:help"

// tuesday is the moment that tests count from.
var tuesday = time.Date(2026, 11, 17, 10, 0, 0, 0, time.UTC)

// opened is a store whose clock shows what now points to.
func opened(t *testing.T, folder string, now *time.Time) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{Folder: folder, Now: func() time.Time { return *now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// moment is a sample in which so many wait for sales.
func moment(at time.Time, waiting int64) Moment {
	v := Values{InQueue: waiting, Waiting: waiting}
	return Moment{At: at, Series: map[string]Values{Whole: v, sales: v}}
}

func put(t *testing.T, s *Store, moments ...Moment) {
	t.Helper()
	if err := s.Put(t.Context(), moments...); err != nil {
		t.Fatal(err)
	}
}

// read is the steps of a series from a moment on, so many of a length.
func read(t *testing.T, s *Store, arn string, from time.Time, step time.Duration, n int) History {
	t.Helper()
	return readTogether(t, s, []string{arn}, from, step, n)
}

// readTogether is that of several series.
func readTogether(t *testing.T, s *Store, names []string, from time.Time, step time.Duration, n int) History {
	t.Helper()
	edges := make([]time.Time, n+1)
	for i := range edges {
		edges[i] = from.Add(time.Duration(i) * step)
	}
	h, err := s.Read(t.Context(), names, edges)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// waited is the last depth of each step, -1 where nobody looked.
func waited(h History) []int64 {
	var depths []int64
	for _, step := range h.Steps {
		if step.Samples == 0 {
			depths = append(depths, -1)
			continue
		}
		depths = append(depths, step.Last[Waiting])
	}
	return depths
}

func TestDepthAtAMomentIsFoundAgain(t *testing.T) {
	now, folder := tuesday, t.TempDir()
	s := opened(t, folder, &now)
	for i := range 3 * 240 { // three hours
		put(t, s, moment(tuesday.Add(time.Duration(i)*fine.step+3*time.Millisecond), int64(i)))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = opened(t, folder, &now)
	at := tuesday.Add(40 * time.Minute)
	for _, arn := range []string{sales, Whole} {
		if diff := cmp.Diff([]int64{160, 161, 162}, waited(read(t, s, arn, at, fine.step, 3))); diff != "" {
			t.Errorf("%q at 10:40 (-want +got):\n%s", arn, diff)
		}
	}
	h := read(t, s, sales, tuesday, time.Hour, 4)
	want := []Step{
		{Samples: 240, Max: only(239), Sum: only(240 * 239 / 2), Last: only(239)},
		{Samples: 240, Max: only(479), Sum: only(240*240 + 240*239/2), Last: only(479)},
		{Samples: 240, Max: only(719), Sum: only(480*240 + 240*239/2), Last: only(719)},
		{},
	}
	if diff := cmp.Diff(want, h.Steps); diff != "" {
		t.Errorf("hours (-want +got):\n%s", diff)
	}
	if !h.Since.Equal(tuesday) {
		t.Errorf("kept since %v, want %v", h.Since, tuesday)
	}
}

// only is so many who wait in a queue.
func only(waiting int64) Values { return Values{InQueue: waiting, Waiting: waiting} }

func TestAHoleIsNotZero(t *testing.T) {
	now := tuesday
	s := opened(t, t.TempDir(), &now)
	put(t, s, moment(tuesday, 2), moment(tuesday.Add(15*time.Second), 0))
	put(t, s, moment(tuesday.Add(60*time.Second), 0)) // the server was away for half a minute
	want := []int64{2, 0, -1, -1, 0, -1}
	for range 2 {
		if diff := cmp.Diff(want, waited(read(t, s, sales, tuesday, fine.step, 6))); diff != "" {
			t.Errorf("sales (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]int64{0, 0, -1, -1, 0, -1}, waited(read(t, s, help, tuesday, fine.step, 6))); diff != "" {
			t.Errorf("a queue that never showed anything (-want +got):\n%s", diff)
		}
		put(t, s, moment(tuesday.Add(time.Hour), 1)) // closes the hour
	}
}

func TestAnInstanceBeginsWhenItIsFirstHeardOf(t *testing.T) {
	now, folder := tuesday, t.TempDir()
	s := opened(t, folder, &now)
	later := OfInstance("arn:aws:connect:eu-west-2:444455556666:instance/later")
	for i, waiting := range []int64{1, 2, 3, 0, 4} {
		m := moment(tuesday.Add(time.Duration(i)*fine.step), waiting)
		if i > 1 { // one call of them in the new instance
			m.Series[later] = only(min(1, waiting))
		}
		put(t, s, m)
	}
	for range 2 {
		for name, want := range map[string][]int64{
			Whole: {1, 2, 3, 0, 4, -1}, later: {-1, -1, 1, 0, 1, -1}, OfInstance("never"): {-1, -1, -1, -1, -1, -1},
		} {
			if diff := cmp.Diff(want, waited(read(t, s, name, tuesday, fine.step, 6))); diff != "" {
				t.Errorf("%q (-want +got):\n%s", name, diff)
			}
		}
		if since := read(t, s, later, tuesday, time.Hour, 1).Since; !since.Equal(tuesday.Add(30 * time.Second)) {
			t.Errorf("the instance is kept since %v, want 30 s after the whole", since)
		}
		put(t, s, moment(tuesday.Add(time.Hour), 1)) // closes the hour
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = opened(t, folder, &now)
	}
	if diff := cmp.Diff([]string{"later"}, s.Instances()); diff != "" {
		t.Errorf("instances (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{sales}, s.Queues()); diff != "" {
		t.Errorf("queues (-want +got):\n%s", diff)
	}
}

// TestInstancesTogetherShowWhatTheyShowedAtTheSameMoments looks at two of three instances, one of which is heard of later: the sum
// moment by moment, of which the greatest is known until the samples are folded, each instance by itself.
func TestInstancesTogetherShowWhatTheyShowedAtTheSameMoments(t *testing.T) {
	now := tuesday
	s := opened(t, t.TempDir(), &now)
	seoul, london, other := OfInstance("seoul"), OfInstance("london"), OfInstance("other")
	wait := func(n, oldest int64) Values { return Values{Waiting: n, OldestWait: oldest} }
	put(t, s, Moment{At: tuesday, Series: map[string]Values{Whole: wait(9, 99), seoul: wait(5, 31), other: wait(4, 99)}})
	put(t, s, Moment{At: tuesday.Add(fine.step), Series: map[string]Values{
		Whole: wait(10, 200), seoul: wait(1, 46), london: wait(3, 61), other: wait(6, 200),
	}})
	want := Step{Samples: 2, Max: wait(5, 61), Sum: Values{Waiting: 9, OldestWait: 46 + 31 + 61}, Last: wait(4, 61)}
	both := func() Step { return readTogether(t, s, []string{seoul, london}, tuesday, coarse.step, 1).Steps[0] }
	if diff := cmp.Diff(want, both()); diff != "" {
		t.Errorf("two of three (-want +got):\n%s", diff)
	}
	now = tuesday.Add(KeepFine + 24*time.Hour)
	put(t, s, moment(now, 4))
	put(t, s, moment(now.Add(time.Hour), 4))
	folded := both()
	if !folded.Loose || folded.Max[OldestWait] != 61 {
		t.Errorf("folded by themselves: %+v, want a greatest count that is loose and a greatest wait that is not", folded)
	}
	if diff := cmp.Diff([]Values{want.Sum, want.Last}, []Values{folded.Sum, folded.Last}); diff != "" {
		t.Errorf("sums and last of two, folded (-want +got):\n%s", diff)
	}
	if one := readTogether(t, s, []string{seoul, OfInstance("never")}, tuesday, coarse.step, 1).Steps[0]; one.Loose || one.Max[Waiting] != 5 {
		t.Errorf("one beside an unknown one: %+v", one)
	}
}

func TestASampleThatComesAgainChangesNothing(t *testing.T) {
	now := tuesday
	s := opened(t, t.TempDir(), &now)
	put(t, s, moment(tuesday, 2), moment(tuesday.Add(time.Second), 7))
	put(t, s, moment(tuesday.Add(2*time.Second), 8))
	put(t, s, moment(tuesday.Add(time.Hour), 1))     // closes the hour
	put(t, s, moment(tuesday.Add(3*time.Second), 9)) // the clock was put back
	put(t, s, moment(tuesday.Add(time.Hour), 3))
	want := []Step{{Samples: 1, Max: only(2), Sum: only(2), Last: only(2)}, {Samples: 1, Max: only(1), Sum: only(1), Last: only(1)}}
	if diff := cmp.Diff(want, read(t, s, sales, tuesday, time.Hour, 2).Steps); diff != "" {
		t.Errorf("hours (-want +got):\n%s", diff)
	}
}

func TestOldSamplesBecomeQuarterHoursThatKeepTheGreatest(t *testing.T) {
	now := tuesday
	s := opened(t, t.TempDir(), &now)
	random := rand.New(rand.NewPCG(5, 7))
	for day := range 2 {
		for i := range 240 {
			if i >= 60 && i < 120 {
				continue // a quarter of an hour is a hole
			}
			m := moment(tuesday.AddDate(0, 0, day).Add(time.Duration(i)*fine.step), random.Int64N(50))
			if i < 200 {
				m.Series[help] = Values{OldestWait: 1 + random.Int64N(900), Available: random.Int64N(9)}
			}
			put(t, s, m)
		}
	}
	const quarters = 48 * 4
	before := map[string]History{}
	for _, arn := range []string{Whole, sales, help} {
		before[arn] = read(t, s, arn, tuesday, coarse.step, quarters)
	}
	now = tuesday.Add(KeepFine + 24*time.Hour) // the first day is old now
	put(t, s, moment(now, 4))
	put(t, s, moment(now.Add(time.Hour), 4))
	for arn, want := range before {
		if diff := cmp.Diff(want, read(t, s, arn, tuesday, coarse.step, quarters)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", arn, diff)
		}
	}
	if got := counted(t, s, fine, tuesday); got != 0 {
		t.Errorf("%d single samples of a thinned day are still there", got)
	}
	if got := counted(t, s, fine, tuesday.AddDate(0, 0, 1)); got == 0 {
		t.Error("a day that is not old was thinned")
	}
	if got := read(t, s, Whole, tuesday, coarse.step, 4).Steps[1].Samples; got != 0 {
		t.Errorf("the hole has %d samples", got)
	}
	now = tuesday.Add(KeepCoarse + 48*time.Hour)
	put(t, s, moment(now, 1), moment(now.Add(time.Hour), 1))
	if h := read(t, s, Whole, tuesday, coarse.step, 96); maxSamples(h) != 0 || h.Since.Before(tuesday.AddDate(0, 0, 1)) {
		t.Errorf("after 25 months %d samples are left, kept since %v", maxSamples(h), h.Since)
	}
}

// TestALongerTimeBringsBackNoSamples opens a file anew with other times: days that were folded stay so, and are told.
func TestALongerTimeBringsBackNoSamples(t *testing.T) {
	folder, now := t.TempDir(), tuesday
	open := func(fine, quarters int) *Store {
		s, err := Open(t.Context(), Options{
			Folder: folder, Now: func() time.Time { return now }, KeepFine: time.Duration(fine) * day, KeepCoarse: time.Duration(quarters) * day,
		})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := open(2, 6)
	put(t, s, moment(tuesday, 7))
	now = tuesday.AddDate(0, 0, 3)
	put(t, s, moment(now, 4), moment(now.Add(time.Hour), 4))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(5, 6)
	if got, want := s.FineSince(), coarse.start(tuesday).AddDate(0, 0, 1); !got.Equal(want) {
		t.Errorf("single samples are there since %v, want %v", got, want)
	}
	now = tuesday.AddDate(0, 0, 8)
	put(t, s, moment(now, 1), moment(now.Add(time.Hour), 1))
	if h := read(t, s, Whole, tuesday, coarse.step, 96); maxSamples(h) != 0 {
		t.Errorf("after six days %d samples are left", maxSamples(h))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func maxSamples(h History) int64 {
	var most int64
	for _, step := range h.Steps {
		most = max(most, step.Samples)
	}
	return most
}

// counted is how many blocks of a grain a day has.
func counted(t *testing.T, s *Store, g grain, day time.Time) (n int) {
	t.Helper()
	from := coarse.start(day)
	err := s.db.QueryRowContext(t.Context(), "select count(*) from block where step_ms = $1 and start_ms >= $2 and start_ms < $3",
		g.step.Milliseconds(), from.UnixMilli(), from.Add(24*time.Hour).UnixMilli()).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestBlocksAreReadAsWritten(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, g := range []grain{fine, coarse} {
		b := g.empty()
		for slot := range b {
			for n := random.IntN(3); n > 0 && (g.whole || b[slot].Samples == 0); n-- {
				var v Values
				for i := range v {
					v[i] = random.Int64N(1 << random.IntN(40))
				}
				b[slot].add(v)
			}
		}
		packed, err := g.pack(b)
		if err != nil {
			t.Fatal(err)
		}
		got, err := g.unpack(packed)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(b, got); diff != "" {
			t.Errorf("steps of %v (-want +got):\n%s", g.step, diff)
		}
		for cut := range packed {
			if _, err := g.unpack(packed[:cut]); err == nil {
				t.Fatalf("%d of %d bytes are read as a block", cut, len(packed))
			}
		}
	}
}

func TestTicksAreReadAsWritten(t *testing.T) {
	series := map[seriesID]Values{0: {}, 3: {InQueue: 4, OldestWait: 700}, 900: {AfterContactWork: 1 << 33}}
	got, err := unpackTick(packTick(series))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(series, got); diff != "" {
		t.Errorf("series (-want +got):\n%s", diff)
	}
	packed := packTick(maps.Collect(maps.All(series)))
	if _, err := unpackTick(packed[:len(packed)-1]); err == nil {
		t.Error("a cut tick is read")
	}
}

func TestADamagedBlockIsAHole(t *testing.T) {
	now := tuesday
	s := opened(t, filepath.Join(t.TempDir(), "new"), &now)
	put(t, s, moment(tuesday, 2), moment(tuesday.Add(time.Hour), 3), moment(tuesday.Add(2*time.Hour), 4))
	if _, err := s.db.ExecContext(t.Context(), "update block set packed = x'0102' where series_id = 1 and start_ms = $1", tuesday.UnixMilli()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int64{-1, 3, 4}, waited(read(t, s, sales, tuesday, time.Hour, 3))); diff != "" {
		t.Errorf("sales (-want +got):\n%s", diff)
	}
	put(t, s, moment(tuesday.Add(3*time.Hour), 5))
}
