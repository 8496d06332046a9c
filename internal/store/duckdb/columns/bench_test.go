package columns_test

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

// bigBenchmarks is the variable that, set to anything, adds the benchmarks with 10M contacts.
const bigBenchmarks = "RINGSIDE_BENCH_10M"

var benchFrom = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

// centre is a world of 60 queues and 2,000 agents.
func centre() *world {
	w := newWorld(1)
	for i := range 60 {
		w.names.LearnName(metric.Queue, w.queue(i), fmt.Sprintf("Queue %d", i), 1)
		w.word(w.queue(i))
	}
	for i := range 2000 {
		w.word(w.agent(i))
	}
	return w
}

func (w *world) queue(i int) string { return fmt.Sprintf("arn:/queue/queue-%d", i) }
func (w *world) agent(i int) string { return fmt.Sprintf("arn:/agent/agent-%d", i) }

// ordinary is a contact such as most are.
func (w *world) ordinary(init int64) metric.Row {
	queued, connected := w.r.IntN(10) < 8, w.r.IntN(10) < 7
	r := metric.Row{InstanceARN: "arn:/instance/a", Channel: w.one("VOICE", "VOICE", "VOICE", "CHAT", "TASK")}
	r.InitiationMethod = w.one("INBOUND", "INBOUND", "OUTBOUND", "TRANSFER", "CALLBACK", "API")
	r.DisconnectReason = w.one("CUSTOMER_DISCONNECT", "AGENT_DISCONNECT", "OTHER")
	number := func(c metric.Column, below int) int64 {
		v := int64(w.r.IntN(below))
		r.Set(c, connect.Some(v))
		return v
	}
	flag := func(c metric.Column, on bool) {
		if on {
			r.Set(c, connect.Some(1))
		} else {
			r.Set(c, connect.Some(0))
		}
	}
	for _, c := range metric.Columns() {
		if c.Flag() {
			flag(c, false)
		}
	}
	r.Set(metric.ColInitMS, connect.Some(init))
	r.Set(metric.ColDisconnectMS, connect.Some(init+1000*number(metric.ColContactS, 1800)))
	number(metric.ColFlowS, 90)
	number(metric.ColResolutionS, 2000)
	if queued {
		r.QueueARN = w.queue(w.r.IntN(60))
		r.Set(metric.ColWaitS, connect.Some(number(metric.ColQueueS, 300)))
	}
	if connected {
		agent := w.r.IntN(2000)
		r.AgentARN, r.RoutingProfileARN = w.agent(agent), fmt.Sprintf("arn:/profile/%d", agent%20)
		talk := number(metric.ColInteractionS, 900) + number(metric.ColHoldS, 200)
		r.Set(metric.ColInteractionHoldS, connect.Some(talk))
		number(metric.ColHolds, 4)
		r.Set(metric.ColACWOrZeroS, connect.Some(0))
		if w.r.IntN(5) > 0 {
			acw := number(metric.ColACWS, 120)
			r.Set(metric.ColACWOrZeroS, connect.Some(acw))
			talk += acw
		}
		r.Set(metric.ColActiveS, connect.Some(talk))
		r.Set(metric.ColHandleS, connect.Some(talk))
	}
	flag(metric.ColQueued, queued)
	flag(metric.ColConnected, connected)
	flag(metric.ColAbandoned, queued && !connected)
	flag(metric.ColLeftInQueue, queued && !connected)
	flag(metric.ColFirstOfJourney, r.InitiationMethod != "TRANSFER")
	flag(metric.ColOutbound, r.InitiationMethod == "OUTBOUND")
	flag(metric.ColIncoming, r.InitiationMethod == "INBOUND" || r.InitiationMethod == "TRANSFER")
	flag(metric.ColTransferredIn, r.InitiationMethod == "TRANSFER")
	flag(metric.ColAgentHungUp, r.DisconnectReason == "AGENT_DISCONNECT")
	return r
}

// year is a cache of n contacts of a year.
func year(b *testing.B, w *world, n int) *columns.Cache {
	b.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	cache := columns.New(plenty)
	loader := cache.Load()
	for d := 364; d >= 0; d-- {
		rows := make([]columns.Row, 0, n/365+1)
		for i := range n / 365 {
			r := w.ordinary(benchFrom.UnixMilli() + int64(d)*day + int64(i)*(day/int64(n/365))/1000*1000)
			rows = append(rows, w.row(&r))
		}
		if err := loader.Add(rows); err != nil {
			b.Fatal(err)
		}
	}
	if err := loader.Finish(0); err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.Logf("%.1f heap bytes a contact", float64(after.HeapAlloc-before.HeapAlloc)/float64(n))
	return cache
}

func sizes() []int {
	if os.Getenv(bigBenchmarks) != "" {
		return []int{1, 10}
	}
	return []int{1}
}

// BenchmarkPanels asks the six stored panels over a year. First is what they take when nothing is remembered yet.
func BenchmarkPanels(b *testing.B) {
	for _, size := range sizes() {
		w := centre()
		var cache *columns.Cache
		var queues []string
		for i := range 25 {
			queues = append(queues, fmt.Sprintf("Queue %d", 2*i))
		}
		for _, zone := range []string{"Asia/Seoul", "America/New_York"} {
			for _, c := range []struct {
				name  string
				where []metric.Filter
			}{
				{"all", nil},
				{"queue", []metric.Filter{{Dimension: metric.Queue, Values: queues[:1]}}},
				{"queues=25", []metric.Filter{{Dimension: metric.Queue, Values: queues}}},
				{"channel", []metric.Filter{{Dimension: metric.Channel, Values: []string{"VOICE"}}}},
			} {
				b.Run(fmt.Sprintf("%dM/%s/%s", size, zone, c.name), func(b *testing.B) {
					if cache == nil {
						cache = year(b, w, size*1_000_000)
					}
					questions := panelQuestions(b, zone, c.where)
					began := time.Now()
					ask(b, cache, w, questions)
					first := time.Since(began)
					for b.Loop() {
						ask(b, cache, w, questions)
					}
					b.ReportMetric(float64(first.Microseconds())/1000, "first-ms")
					_, bytes := cache.State().Size()
					b.ReportMetric(float64(bytes)/float64(size)/1e6, "B/contact")
				})
			}
		}
	}
}

func panelQuestions(b *testing.B, name string, where []metric.Filter) []metric.Question {
	b.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		b.Fatal(err)
	}
	questions, err := metric.PanelsQuestions(metric.PanelsQuery{
		From: time.Date(2025, 1, 1, 0, 0, 0, 0, zone), To: time.Date(2026, 1, 1, 0, 0, 0, 0, zone), Zone: zone,
		Where: where, Scope: metric.Everything(),
	})
	if err != nil {
		b.Fatal(err)
	}
	return questions
}

func ask(b *testing.B, cache *columns.Cache, w *world, questions []metric.Question) {
	b.Helper()
	s := cache.State()
	for _, q := range questions {
		plan, can := s.Plan(q, w)
		if !can {
			b.Fatal("question is not answered")
		}
		slices, err := plan.Answer(b.Context(), nil)
		if err != nil || len(slices) == 0 {
			b.Fatal("no answer", err)
		}
	}
}

// BenchmarkChange prepares and publishes what a batch of 5,000 records does: 4,750 new contacts of the last day and 250
// updates of contacts of the last days.
func BenchmarkChange(b *testing.B) {
	for _, size := range sizes() {
		w := centre()
		var cache *columns.Cache
		for _, days := range []int{1, 30} {
			b.Run(fmt.Sprintf("%dM/days=%d", size, days), func(b *testing.B) {
				if cache == nil {
					cache = year(b, w, size*1_000_000)
				}
				last := benchFrom.UnixMilli() + 365*day
				var updated, added []columns.Row
				for i := range 5000 {
					within := day
					if i < 250 {
						within = days * day
					}
					r := w.ordinary(last - 1000 - w.r.Int64N(int64(within)))
					if added = append(added, w.row(&r)); i < 250 {
						updated = append(updated, added[i])
					}
				}
				change := func(removed, added []columns.Row) {
					c := cache.Prepare(cache.State().Seq()+1, removed, added)
					if err := cache.Publish(c); err != nil || len(c.Missing) > 0 {
						b.Fatal(err, c.Missing)
					}
				}
				change(nil, updated)
				for b.Loop() {
					change(updated, added)
					b.StopTimer()
					change(added[250:], nil) // as it was before
					b.StartTimer()
				}
			})
		}
	}
}

// BenchmarkPercentiles asks p50, p90 and p95 of the time in queue by month: of one queue, and by queue.
func BenchmarkPercentiles(b *testing.B) {
	size := 1_000_000
	if os.Getenv(bigBenchmarks) != "" {
		size = 10_000_000
	}
	w := centre()
	s := year(b, w, size).State()
	q := metric.Question{TimeField: metric.ByInitiation, Scope: metric.Everything()}
	for month := range 13 {
		q.Edges = append(q.Edges, benchFrom.AddDate(0, month, 0).UnixMilli())
	}
	for _, rank := range []int{50, 90, 95} {
		q.Measures = append(q.Measures, metric.PercentileOf(fmt.Sprint("p", rank), rank, metric.ColQueueS, metric.Is(metric.ColQueued)))
	}
	ask := func(name string, q metric.Question) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				plan, can := s.Plan(q, w)
				if !can {
					b.Fatal("not answered")
				}
				if _, err := plan.Answer(b.Context(), nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	one := q
	one.Where = []metric.Filter{{Dimension: metric.Queue, Values: []string{w.queue(7)}}}
	ask("queue", one)
	q.GroupBy = []metric.Dimension{metric.Queue}
	ask("by-queue", q)
}
