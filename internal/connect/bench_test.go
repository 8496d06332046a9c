package connect_test

import (
	"bytes"
	"testing"

	"github.com/ringside/ringside/internal/connect"
)

// BenchmarkDecodeContact measures one record of about 4.7 KB, as a queued and answered call makes it.
func BenchmarkDecodeContact(b *testing.B) {
	raw := fixture(b, "contact_inbound.json")
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if f := connect.Decode(raw); f.Kind != connect.KindContact {
			b.Fatal(f.Reason)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
}

func BenchmarkDecodeAgentEvent(b *testing.B) {
	raw := fixture(b, "agent_state_change.json")
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if f := connect.Decode(raw); f.Kind != connect.KindAgentEvent {
			b.Fatal(f.Reason)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
}

// BenchmarkSplit measures cutting 2,000 records out of a stream, without decoding them.
func BenchmarkSplit(b *testing.B) {
	const records = 2000
	record := fixture(b, "contact_inbound.json")
	for _, layout := range []struct{ name, separator string }{{"lines", "\n"}, {"concatenated", ""}} {
		data := bytes.Repeat(append(bytes.Clone(record), layout.separator...), records)
		b.Run(layout.name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				for v, err := range connect.Split(bytes.NewReader(data), connect.SplitOptions{}) {
					if err != nil || v.Damage != "" {
						b.Fatal(v.Damage, err)
					}
					n++
				}
				if n != records {
					b.Fatalf("%d records", n)
				}
			}
			b.ReportMetric(float64(b.N)*records/b.Elapsed().Seconds(), "records/s")
		})
	}
}
