package file

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// supply is a stream of n contact records of 4.7 kB, made as it is read so that the disk plays no part.
type supply struct {
	line []byte
	at   int // of the contact's number in line
	n    int // next record
	end  int
	rest []byte
}

func newSupply(n int) *supply {
	attributes := make([]string, 60)
	for i := range attributes {
		attributes[i] = fmt.Sprintf(`"attribute %d":%q`, i, strings.Repeat("value ", 9))
	}
	line := strings.Replace(record("00000000-0000-4000-8000-000000000000"), "{",
		fmt.Sprintf(`{"Agent":null,"Queue":null,"Attributes":{%s},`, strings.Join(attributes, ",")), 1) + "\n"
	return &supply{line: []byte(line), at: strings.Index(line, "000000000000"), end: n}
}

func (s *supply) Read(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		if len(s.rest) == 0 {
			if s.n == s.end {
				return n, io.EOF
			}
			copy(s.line[s.at:], fmt.Sprintf("%012d", s.n))
			s.n++
			s.rest = s.line
		}
		c := copy(b[n:], s.rest)
		n, s.rest = n+c, s.rest[c:]
	}
	return n, nil
}

// nowhere is a store that is done at once: what is left is the importer's own work.
type nowhere struct{}

func (nowhere) Append(_ context.Context, batch store.Batch) (store.Receipt, error) {
	return receipt(store.Outcome{Read: int64(len(batch.Facts)), Stored: int64(len(batch.Facts))}), nil
}

func BenchmarkImport(b *testing.B) {
	const n = 100_000
	b.Run("decode only", func(b *testing.B) {
		for b.Loop() {
			importStream(b, nowhere{}, n)
		}
		b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "records/s")
	})
	b.Run("embedded store", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			facts, err := duckdb.Open(b.TempDir(), duckdb.Options{MinFree: -1})
			if err != nil {
				b.Fatal(err)
			}
			ctx, cancel := context.WithCancel(b.Context())
			done := make(chan error, 1) // sent to once, when Run has ended
			go func() { done <- facts.Run(ctx) }()
			b.StartTimer()
			importStream(b, facts, n)
			b.StopTimer()
			cancel()
			if err := errors.Join(<-done, facts.Close()); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
		b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "records/s")
	})
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(memory.HeapSys)/(1<<20), "MiB-heap")
}

func importStream(b *testing.B, to ingest.Appender, n int) {
	got, err := New(Options{Sink: ingest.New(ingest.Options{Store: to})}).Stream(b.Context(), "bench", newSupply(n), nil)
	if err != nil {
		b.Fatal(err)
	}
	if got.Stored != int64(n) {
		b.Fatalf("outcome %+v, want %d stored", got.Outcome, n)
	}
}

func TestSupplyIsWhatItSays(t *testing.T) {
	content, err := io.ReadAll(newSupply(3))
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(content), []byte("\n"))
	if len(lines) != 3 || len(lines[0]) < 4600 || len(lines[0]) > 4800 || bytes.Equal(lines[0], lines[1]) {
		t.Errorf("%d lines of %d bytes, want 3 different ones of about 4,700", len(lines), len(lines[0]))
	}
}
