package erasure_test

import (
	"bufio"
	"os"
	"testing"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
)

// BenchmarkMentions looks for one erased contact in agent events and contact records, as every Append does and an erasure with
// the whole journal. RINGSIDE_BENCH_FILE names a file of them.
func BenchmarkMentions(b *testing.B) {
	name := os.Getenv("RINGSIDE_BENCH_FILE")
	if name == "" {
		b.Skip("RINGSIDE_BENCH_FILE names no file of records")
	}
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var records [][]byte
	for lines := bufio.NewScanner(f); lines.Scan() && len(records) < 1000; {
		records = append(records, append([]byte(nil), lines.Bytes()...))
	}
	set := (*erasure.Set)(nil).With(connect.ContactID(erased))
	i := 0
	for b.Loop() {
		if set.Mentions(records[i%len(records)]) {
			b.Fatal("a made-up id is mentioned")
		}
		i++
	}
}
