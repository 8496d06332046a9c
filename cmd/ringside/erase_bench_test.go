package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkErase measures ringside erase in a process of its own: one customer, out of all records, until nothing is left and
// everything is counted anew.
func BenchmarkErase(b *testing.B) {
	n := benchRecords(b)
	data := filepath.Join(b.TempDir(), "data")
	file := recordsFile(b, n)
	command(b, "import", file, "--data", data)
	of := customersIn(b, file, 50)
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		ended := command(b, "erase", "--customer", of[i%len(of)], "--yes", "--data", data)
		b.ReportMetric(float64(n)/time.Since(began).Seconds(), "records/s")
		b.ReportMetric(float64(peakKiB(ended))/1024, "peak-MiB")
	}
}

// BenchmarkRetention measures what a night costs, in a process of its own: the first one, in which every contact loses its details,
// and one in which nothing is due.
func BenchmarkRetention(b *testing.B) {
	n := benchRecords(b)
	data := filepath.Join(b.TempDir(), "data")
	command(b, "import", recordsFile(b, n), "--data", data)
	command(b, "retention", "--details", "2", "--data", data)
	for _, night := range []string{"first", "nothing-due"} {
		b.Run(night, func(b *testing.B) {
			for b.Loop() {
				began := time.Now()
				ended := command(b, "erase", "--expired", "--yes", "--data", data)
				b.ReportMetric(float64(n)/time.Since(began).Seconds(), "records/s")
				b.ReportMetric(float64(peakKiB(ended))/1024, "peak-MiB")
			}
		})
	}
}

// customersIn are so many customers of a file of records.
func customersIn(b *testing.B, file string, most int) (found []string) {
	b.Helper()
	f, err := os.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	seen := map[string]bool{}
	for d := json.NewDecoder(f); d.More() && len(found) < most; {
		var record struct {
			CustomerEndpoint struct{ Address string }
		}
		if err := d.Decode(&record); err != nil {
			b.Fatal(err)
		}
		if a := record.CustomerEndpoint.Address; strings.HasPrefix(a, "+82") && !seen[a] {
			seen[a] = true
			found = append(found, a)
		}
	}
	return found
}
