package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// bigBenchmarks is the variable that, set to anything, adds the benchmarks with 10M contacts: building them takes a minute
// and 1 GB of disk.
const bigBenchmarks = "RINGSIDE_BENCH_10M"

const (
	benchQueues = 60
	benchAgents = 2000

	seoul   = "Asia/Seoul" // no daylight saving time
	newYork = "America/New_York"
)

var benchFrom = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

// BenchmarkPanels asks the six stored panels over a whole year, for all queues and for one, and beside them what a plain Go
// loop over the same columns takes.
func BenchmarkPanels(b *testing.B) {
	for _, size := range []int{1, 10} {
		if size == 10 && os.Getenv(bigBenchmarks) == "" {
			continue
		}
		b.Run(fmt.Sprintf("%dM", size), func(b *testing.B) {
			s := benchStore(b, size*1_000_000, year)
			b.Run("year", func(b *testing.B) { benchPanels(b, s, nil, seoul) })
			b.Run("queue", func(b *testing.B) {
				benchPanels(b, s, []metric.Filter{{Dimension: metric.Queue, Values: []string{"queue-7"}}}, seoul)
			})
			columns := loadColumns(b, s)
			b.Run("loop", func(b *testing.B) {
				for b.Loop() {
					columns.panels()
				}
			})
		})
	}
}

// benchPanels asks the panels of the year as it was in a zone.
func benchPanels(b *testing.B, s *Store, where []metric.Filter, in string) {
	b.Helper()
	zone, err := time.LoadLocation(in)
	if err != nil {
		b.Fatal(err)
	}
	questions, err := metric.PanelsQuestions(metric.PanelsQuery{
		From: time.Date(2025, 1, 1, 0, 0, 0, 0, zone), To: time.Date(2026, 1, 1, 0, 0, 0, 0, zone), Zone: zone, TimeField: metric.ByInitiation, Where: where,
		Scope: metric.Everything(),
	})
	if err != nil {
		b.Fatal(err)
	}
	started := ProcessorTime(b)
	var took []time.Duration
	for b.Loop() {
		asked := time.Now()
		answers, err := s.Query(b.Context(), questions...)
		took = append(took, time.Since(asked))
		if err != nil {
			b.Fatal(err)
		}
		if len(answers[0]) == 0 {
			b.Fatal("no answer")
		}
	}
	b.ReportMetric(float64(ProcessorTime(b)-started)/1e6/float64(b.N), "cpu-ms/op")
	slices.Sort(took)
	for name, percent := range map[string]int{"p50-ms": 50, "p99-ms": 99, "max-ms": 100} { // nearest rank
		b.ReportMetric(float64(took[(percent*len(took)+99)/100-1].Microseconds())/1000, name)
	}
}

// ProcessorTime is what the process used so far: unlike the time on the clock, hardly touched by what else is running.
func ProcessorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

const year = 365 * 24 * time.Hour

// benchStore opens a store with n contacts of so long a time, made once and kept in the temporary folder.
func benchStore(b *testing.B, n int, span time.Duration) *Store {
	b.Helper()
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("ringside-bench-v5-%d-%d", n, span/(24*time.Hour)))
	s, err := Open(dir, Options{MemoryLimit: 1 << 30, HotMemory: plenty})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	if at := s.position(); at.contacts != int64(n) {
		if err := s.fillBench(b.Context(), n, span); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// fillBench makes contacts by SQL, in order of time, a month in a transaction.
func (s *Store) fillBench(ctx context.Context, n int, span time.Duration) error {
	for i := range benchQueues {
		queue := nameRow{thing{metric.Queue, s.words.id(fmt.Sprintf("arn:/queue/queue-%d", i))}, fmt.Sprintf("Queue %d", i)}
		s.names.learn(sayings{queue: {s.words.text(queue.word), era{1, 1}}})
	}
	for i := range benchAgents {
		s.words.id(fmt.Sprintf("arn:/agent/agent-%d", i))
	}
	first := s.words.id("INBOUND")
	for _, text := range []string{"OUTBOUND", "TRANSFER", "VOICE", "CHAT", "TASK"} {
		s.words.id(text)
	}
	text, err := os.ReadFile("testdata/bench_fill.sql")
	if err != nil {
		return err
	}
	const parts = 20
	for part := range parts {
		c := &change{s: s, db: s.db, tallies: newTallies()}
		c.position.contacts = int64(n)
		words := s.words.toSave()
		names, rewrite := s.names.toSave()
		err := s.db.write(ctx, func() error {
			if _, err := s.db.writer.ExecContext(ctx, string(text), int64(part)*int64(n)/parts,
				int64(part+1)*int64(n)/parts, benchFrom.UnixMilli(), span.Milliseconds()/int64(n), int32(1), int32(1+benchQueues),
				first); err != nil {
				return err
			}
			return c.writeMirror(ctx, words, names, rewrite)
		})
		if err != nil {
			return err
		}
		s.words.saved(words)
		s.names.saved(names, rewrite)
		if part == parts-1 {
			s.reach(c.position)
		}
	}
	return nil
}

// benchColumns are the columns that the panels need, as plain Go slices; -1 is missing.
type benchColumns struct {
	init, acw, acwOrZero, interaction []int64
	agent                             []int32
	outbound, connected               []int8
}

func loadColumns(b *testing.B, s *Store) *benchColumns {
	b.Helper()
	text, err := os.ReadFile("testdata/bench_columns.sql")
	if err != nil {
		b.Fatal(err)
	}
	var c benchColumns
	err = s.read(b.Context(), func(r *reading) error {
		return r.each(b.Context(), "columns", string(text), nil, func(rows *sql.Rows) error {
			var init, acw, acwOrZero, interaction int64
			var agent int32
			var outbound, connected int8
			err := rows.Scan(&init, &acw, &acwOrZero, &interaction, &agent, &outbound, &connected)
			c.init, c.acw, c.acwOrZero = append(c.init, init), append(c.acw, acw), append(c.acwOrZero, acwOrZero)
			c.interaction, c.agent = append(c.interaction, interaction), append(c.agent, agent)
			c.outbound, c.connected = append(c.outbound, outbound), append(c.connected, connected)
			return err
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	return &c
}

// panels computes the panels of the year, days in UTC, on one goroutine.
func (c *benchColumns) panels() (perDay [366]int64, acw, acws, recorded, recordeds, talk, talks int64, agents int) {
	seen := make([]bool, benchAgents+benchQueues+10)
	start := benchFrom.UnixMilli()
	for i, at := range c.init {
		perDay[(at-start)/86_400_000]++
		if c.connected[i] == 1 && !seen[c.agent[i]] {
			seen[c.agent[i]] = true
			agents++
		}
		if c.outbound[i] == 1 {
			continue
		}
		if v := c.acwOrZero[i]; v >= 0 {
			acw, acws = acw+v, acws+1
		}
		if v := c.acw[i]; v >= 0 {
			recorded, recordeds = recorded+v, recordeds+1
		}
		if v := c.interaction[i]; v >= 0 {
			talk, talks = talk+v, talks+1
		}
	}
	return perDay, acw, acws, recorded, recordeds, talk, talks, agents
}
