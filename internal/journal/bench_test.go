package journal

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
)

// countingDisk counts the syncs of a real directory.
type countingDisk struct {
	osDisk
	syncs *atomic.Int64
}

func (d countingDisk) Open(name string, flag int) (file, error) {
	f, err := d.osDisk.Open(name, flag)
	return countingFile{f, d.syncs}, err
}

type countingFile struct {
	file
	syncs *atomic.Int64
}

func (f countingFile) Sync() error {
	f.syncs.Add(1)
	return f.file.Sync()
}

// record is about 4.7 KB of JSON that compresses like real contact records: long names, few values that differ.
func record(rng *rand.Rand) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `{"ContactId":"%016x-%016x","Agent":{"ARN":"arn:aws:connect:ap-northeast-2:123456789012:agent/%08x"`,
		rng.Uint64(), rng.Uint64(), rng.IntN(2000))
	for i := 0; b.Len() < 4700; i++ {
		fmt.Fprintf(&b, `,"AfterContactWorkAttribute%d":{"StartTimestamp":"2026-11-22T%02d:%02d:%02dZ","Name":"customer-segment"}`,
			i, rng.IntN(24), rng.IntN(60), rng.IntN(60))
	}
	b.WriteString("}")
	return []byte(b.String())
}

func recordBatch(n int) []Entry {
	rng := rand.New(rand.NewPCG(1, 2))
	list := make([]Entry, n)
	for i := range list {
		list[i] = Entry{Kind: 1, Source: "import", Received: received, Data: record(rng)}
	}
	return list
}

func BenchmarkAppendConcurrent(b *testing.B) {
	for _, appenders := range []int{1, 64} {
		b.Run(fmt.Sprint("appenders=", appenders), func(b *testing.B) {
			var syncs atomic.Int64
			j, err := openDisk(countingDisk{osDisk{b.TempDir()}, &syncs}, Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = j.Close() }()
			batch := recordBatch(1)
			b.SetParallelism(max(appenders/2, 1))
			b.ResetTimer()
			if appenders == 1 {
				for b.Loop() {
					mustAppend(b, j, batch)
				}
			} else {
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						if _, _, err := j.Append(context.Background(), batch); err != nil {
							b.Error(err)
						}
					}
				})
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "entries/s")
			b.ReportMetric(float64(syncs.Load())/float64(b.N), "syncs/entry")
		})
	}
}

func BenchmarkAppendBatch(b *testing.B) {
	j := mustOpen(b, b.TempDir(), Options{})
	batch := recordBatch(20_000)
	var raw int64
	for _, e := range batch {
		raw += int64(len(e.Data))
	}
	b.SetBytes(raw)
	for b.Loop() {
		mustAppend(b, j, batch)
	}
	b.ReportMetric(float64(b.N*len(batch))/b.Elapsed().Seconds(), "records/s")
	b.ReportMetric(float64(raw)*float64(b.N)/float64(j.Size()), "ratio")
}

func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	j := mustOpen(b, dir, Options{SegmentSize: 100 << 10})
	batch := recordBatch(2_000)
	for range 300 {
		mustAppend(b, j, batch)
	}
	if err := j.Close(); err != nil {
		b.Fatal(err)
	}
	j = mustOpen(b, dir, Options{})
	for n := len(j.segments); len(j.segments) == n && j.segments[n-1].size < 60<<20; {
		mustAppend(b, j, batch)
	}
	if err := j.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		j, err := Open(dir, Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := j.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(j.segments)), "segments")
}

func BenchmarkRead(b *testing.B) {
	j := mustOpen(b, b.TempDir(), Options{})
	batch := recordBatch(20_000)
	mustAppend(b, j, batch)
	for b.Loop() {
		n := 0
		if err := j.Read(context.Background(), 0, func(Entry) error { n++; return nil }); err != nil || n != len(batch) {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(b.N*len(batch))/b.Elapsed().Seconds(), "records/s")
}

func BenchmarkGet(b *testing.B) {
	j := mustOpen(b, b.TempDir(), Options{CacheSize: 1 << 20})
	mustAppend(b, j, recordBatch(20_000))
	rng := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		if _, err := j.Get(1 + rng.Uint64N(20_000)); err != nil {
			b.Fatal(err)
		}
	}
}
