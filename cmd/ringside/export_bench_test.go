package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/api"
)

// BenchmarkExport measures ringside export contacts in a process of its own, from its start to a durable file: a tenth of
// the contacts and all of them, which should take about the same memory.
func BenchmarkExport(b *testing.B) {
	n := benchRecords(b)
	for _, records := range []int{n / 10, n} {
		data := filepath.Join(b.TempDir(), "data")
		b.Run(fmt.Sprintf("records=%d", records), func(b *testing.B) {
			command(b, "import", recordsFile(b, records), "--data", data)
			for _, format := range []string{"csv", "jsonl", "parquet", "xlsx"} {
				b.Run(format, func(b *testing.B) {
					for b.Loop() {
						benchExport(b, data, format)
					}
				})
			}
		})
	}
}

func benchExport(b *testing.B, data, format string) {
	b.Helper()
	out := filepath.Join(b.TempDir(), "out")
	began := time.Now()
	ended := command(b, "export", "contacts", "--from", "2020-01-01", "--to", "2029-01-01", "--format", format, "--out", out, "--data", data)
	took := time.Since(began)
	text, err := os.ReadFile(out + ".manifest.json")
	if err != nil {
		b.Fatal(err)
	}
	var manifest api.ExportManifest
	if err := json.Unmarshal(text, &manifest); err != nil || manifest.Rows == 0 {
		b.Fatalf("%d rows, error %v", manifest.Rows, err)
	}
	b.ReportMetric(float64(manifest.Rows)/took.Seconds(), "rows/s")
	b.ReportMetric(float64(manifest.Rows), "rows")
	b.ReportMetric(float64(peakKiB(ended))/1024, "peak-MiB")
}

// command runs ringside in a process of its own, and returns what is known of it when it has ended.
func command(b *testing.B, args ...string) *os.ProcessState {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	if said, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState.ExitCode() != exitIncomplete {
		b.Fatalf("%s: %v\n%s", args[0], err, said)
	}
	return cmd.ProcessState
}
