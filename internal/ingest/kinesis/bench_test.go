package kinesis_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/ingest/kinesis"
	"github.com/ringside/ringside/internal/store/duckdb"
)

const (
	// benchRate is how many records come in a second, to benchShards: of 800 bytes, what that many shards take at Amazon.
	benchRate   = 5000
	benchShards = 4
	// benchTick is how many come at once.
	benchTick = 100
)

// timed is a sink that notes for how long each record was on its way: from when it was in the stream until it was durable.
type timed struct {
	ingest.Sink
	mu   sync.Mutex // guards took
	took []time.Duration
}

func (s *timed) Write(ctx context.Context, batch ingest.Batch) error {
	if err := s.Sink.Write(ctx, batch); err != nil {
		return err
	}
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range batch.Records {
		at := bytes.Index(r, []byte(sentAt)) + len(sentAt)
		ns, err := strconv.ParseInt(string(r[at:at+19]), 10, 64)
		if err != nil {
			return err
		}
		s.took = append(s.took, now.Sub(time.Unix(0, ns)))
	}
	return nil
}

func (s *timed) done() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.took)
}

// sentAt is behind what a record says of when it was put, in nanoseconds.
const sentAt = `"Attributes":{"sent":"`

// benchRecord is a contact record of 800 bytes.
func benchRecord(n int) string {
	data := contactRecord(n)
	text := fmt.Sprintf(`%s,%s%d","note":"`, data[:len(data)-1], sentAt, time.Now().UnixNano())
	return text + string(bytes.Repeat([]byte("x"), 800-len(text)-len(`"}}`))) + `"}}`
}

// BenchmarkPolling reads what comes at a steady rate for RINGSIDE_BENCH_SECONDS, ten without it. What stands for Kinesis, and the sender,
// have the same processors as the reader: with -cpu 1 one for all three.
func BenchmarkPolling(b *testing.B) {
	long := 10
	if text := os.Getenv("RINGSIDE_BENCH_SECONDS"); text != "" {
		var err error
		if long, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		stream := newStream()
		for n := range benchShards {
			stream.shards = append(stream.shards, &fakeShard{id: strconv.Itoa(n)})
		}
		s, err := duckdb.Open(b.TempDir(), duckdb.Options{})
		if err != nil {
			b.Fatal(err)
		}
		into := &timed{Sink: ingest.New(ingest.Options{Store: s})}
		r := kinesis.New(kinesis.Options{Client: serveStream(b, stream), Stream: "connect", Source: "kinesis", Sink: into, Checkpoints: s})
		ctx, stop := context.WithCancel(b.Context())
		var beside sync.WaitGroup
		beside.Go(func() { _ = s.Run(ctx) })
		beside.Go(func() { _ = r.Run(ctx) })
		begun := time.Now()
		pace := time.NewTicker(time.Second * benchTick / benchRate)
		for n := 0; n < long*benchRate; n += benchTick {
			texts := make([]string, benchTick)
			for i := range texts {
				texts[i] = benchRecord(n + i)
			}
			stream.put(strconv.Itoa(n/benchTick%benchShards), texts...)
			<-pace.C
		}
		pace.Stop()
		until(b, "all read", func() bool { return into.done() == long*benchRate })
		all := time.Since(begun)
		stop()
		beside.Wait()
		slices.Sort(into.took)
		b.ReportMetric(float64(long*benchRate)/all.Seconds(), "records/s")
		b.ReportMetric(float64(into.took[len(into.took)/2].Milliseconds()), "p50-ms")
		b.ReportMetric(float64(into.took[len(into.took)*99/100].Milliseconds()), "p99-ms")
		b.ReportMetric(0, "ns/op") // says nothing here
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
