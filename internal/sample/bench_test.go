package sample

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkDay reports what a day of a centre comes to: bytes a day in the file, and how long one queue's day takes to read.
// Every queue is busy for twelve hours, its depth and its agents change in every other sample, and at night nothing happens.
func BenchmarkDay(b *testing.B) {
	for _, queues := range []int{20, 200} {
		b.Run(fmt.Sprintf("queues=%d", queues), func(b *testing.B) {
			for b.Loop() {
				folder, now := b.TempDir(), tuesday
				s, err := Open(b.Context(), Options{Folder: folder, Now: func() time.Time { return now }})
				if err != nil {
					b.Fatal(err)
				}
				start := time.Now()
				fillDay(b, s, queues)
				b.ReportMetric(float64(time.Since(start).Microseconds())/5760, "µs/put")
				edges := make([]time.Time, 289)
				for i := range edges {
					edges[i] = coarse.start(tuesday).Add(time.Duration(i) * 5 * time.Minute)
				}
				start = time.Now()
				if _, err := s.Read(b.Context(), []string{"arn:3"}, edges); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(time.Since(start).Microseconds())/1000, "ms/read-day")
				now = tuesday.Add(KeepFine + 48*time.Hour)
				if err := s.Put(b.Context(), moment(now, 1), moment(now.Add(time.Hour), 1)); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(packedBytes(b, s, coarse))/1e6, "MB/old-day")
				if err := s.Close(); err != nil { // moves the log into the file
					b.Fatal(err)
				}
				info, err := os.Stat(filepath.Join(folder, FileName))
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(info.Size())/1e6, "MB/day")
			}
		})
	}
}

// packedBytes is how much the blocks of a grain come to.
func packedBytes(b *testing.B, s *Store, g grain) (n int64) {
	b.Helper()
	query := "select coalesce(sum(length(packed)), 0) from block where step_ms = $1"
	if err := s.db.QueryRowContext(b.Context(), query, g.step.Milliseconds()).Scan(&n); err != nil {
		b.Fatal(err)
	}
	return n
}

// fillDay puts a day of samples, and one of the next day, which closes its last hour.
func fillDay(b *testing.B, s *Store, queues int) {
	random := rand.New(rand.NewPCG(1, uint64(queues)))
	state := make([]Values, queues+1)
	for i := range 5761 {
		at := coarse.start(tuesday).Add(time.Duration(i) * fine.step)
		m := Moment{At: at, Series: make(map[string]Values, queues+1)}
		for q := range state {
			walk(random, &state[q], i%5760 >= 1920 && i%5760 < 4800)
			arn := Whole
			if q > 0 {
				arn = fmt.Sprintf("arn:%d", q)
			}
			m.Series[arn] = state[q]
		}
		if err := s.Put(b.Context(), m); err != nil {
			b.Fatal(err)
		}
	}
}

// walk moves a queue on by a quarter of a minute.
func walk(random *rand.Rand, v *Values, open bool) {
	if !open {
		*v = Values{}
		return
	}
	step := func(f Figure, most int64) { v[f] = max(0, min(most, v[f]+random.Int64N(3)-1)) }
	if random.IntN(2) == 0 {
		step(InQueue, 30)
		step(Available, 10)
		v[Staffed], v[Online], v[NonProductive] = 18, 20, 2
		v[OnContact] = 18 - v[Available]
		step(AfterContactWork, 6)
	}
	v[Waiting] = v[InQueue] + v[Scheduled]
	switch {
	case v[InQueue] == 0:
		v[OldestWait] = 0
	case random.IntN(4) == 0:
		v[OldestWait] = 1 + random.Int64N(60)
	default:
		v[OldestWait] += 15
	}
}
