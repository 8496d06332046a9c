package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/ingest/file"
	"github.com/ringside/ringside/internal/sim"
)

// benchRecords is how many contact records the large benchmarks use: RINGSIDE_BENCH_RECORDS, or few enough for a try.
func benchRecords(b *testing.B) int {
	b.Helper()
	text := os.Getenv("RINGSIDE_BENCH_RECORDS")
	if text == "" {
		return 50_000
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// recordsFile writes n contact records of a large centre, as delivered, and returns their path.
func recordsFile(b *testing.B, n int) string {
	b.Helper()
	world, err := sim.NewWorld(sim.Options{Seed: 3, Agents: 2000})
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "contact_records.jsonl")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out := &limitedLines{w: bufio.NewWriterSize(f, 1<<20), left: n}
	end := time.Date(2026, 11, 1, 0, 0, 0, 0, world.Zone)
	if _, err := world.WriteHistory(b.Context(), end.AddDate(0, 0, -n/40_000-2), end, sim.Files{ContactRecords: out}); err != nil && out.left > 0 {
		b.Fatal(err)
	}
	if err := out.w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

// limitedLines takes so many lines and then refuses more.
type limitedLines struct {
	w    *bufio.Writer
	left int
}

func (l *limitedLines) Write(line []byte) (int, error) {
	if l.left == 0 {
		return 0, io.ErrShortWrite
	}
	l.left--
	return l.w.Write(line)
}

// BenchmarkImport measures a file of JSON lines until all of it is durable and visible, in a process of its own.
func BenchmarkImport(b *testing.B) {
	n := benchRecords(b)
	path := recordsFile(b, n)
	measureImport(b, path)
}

// measureImport measures the import of what the arguments name.
func measureImport(b *testing.B, args ...string) {
	b.Helper()
	for b.Loop() {
		cmd := exec.CommandContext(b.Context(), os.Args[0], append([]string{"import", "--data", filepath.Join(b.TempDir(), "data"), "--format", "json"}, args...)...)
		cmd.Env = append(os.Environ(), asCommand+"=1")
		out, err := cmd.Output()
		if err != nil && cmd.ProcessState.ExitCode() != exitIncomplete {
			b.Fatal(err)
		}
		var result file.Result
		if err := json.Unmarshal(out, &result); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(result.Read)/result.Seconds, "records/s")
		b.ReportMetric(float64(peakKiB(cmd.ProcessState))/1024, "peak-MiB")
	}
}

// BenchmarkFirehoseDoor measures requests of 500 records, four at a time, each answered when it is durable: without columns
// in memory, and with columns that have to follow.
func BenchmarkFirehoseDoor(b *testing.B) {
	text, err := os.ReadFile(recordsFile(b, benchRecords(b)))
	if err != nil {
		b.Fatal(err)
	}
	var bodies [][]byte // packed before, so that packing is not measured
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	for _, batch := range batches(lines, 500) {
		body, err := firehoseBody(batch)
		if err != nil {
			b.Fatal(err)
		}
		bodies = append(bodies, body)
	}
	for _, columns := range hotMemories {
		b.Run("hot-memory="+columns, func(b *testing.B) {
			for b.Loop() {
				s := startServer(b, filepath.Join(b.TempDir(), "data"), "--hot-memory", columns)
				if columns != "0" {
					s.waitForColumns(newVisit(s), "columns")
				}
				took := &durations{}
				began := time.Now()
				s.sendAll(b, bodies, took)
				s.waitProjected()
				b.ReportMetric(float64(len(lines))/time.Since(began).Seconds(), "records/s")
				took.report(b)
				s.kill()
			}
		})
	}
}

// sendAll posts bodies to the Firehose door, four at a time.
func (s *server) sendAll(b *testing.B, bodies [][]byte, took *durations) {
	b.Helper()
	work := make(chan []byte) // no capacity: a sender takes one when it is free
	var senders sync.WaitGroup
	for range 4 {
		senders.Go(func() {
			for body := range work {
				start := time.Now()
				if status, err := s.post(body); err != nil || status != http.StatusOK {
					b.Errorf("deliver: %d, %v", status, err)
					continue
				}
				took.add(time.Since(start))
			}
		})
	}
	for _, body := range bodies {
		work <- body
	}
	close(work)
	senders.Wait()
}

// BenchmarkEventToDelta measures from the request that carries a contact event to its delta at 200 open streams.
func BenchmarkEventToDelta(b *testing.B) {
	s := startServer(b, filepath.Join(b.TempDir(), "data"))
	const streams = 200
	seen := make(chan time.Time, 1<<16) // the first stream sends the moment of each delta; the loop receives
	var ready sync.WaitGroup
	ready.Add(streams)
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	for i := range streams {
		go s.listen(ctx, ready.Done, func() {
			if i == 0 {
				seen <- time.Now()
			}
		})
	}
	ready.Wait()
	took := &durations{}
	pace := time.NewTicker(200 * time.Millisecond)
	defer pace.Stop()
	for n := 0; b.Loop(); n++ {
		<-pace.C
		start := time.Now()
		if err := s.queueContact(n); err != nil {
			b.Fatal(err)
		}
		took.add((<-seen).Sub(start))
	}
	took.report(b)
}

// BenchmarkRestart measures from the start of the process to ready, after SIGKILL under load, on the data folder
// RINGSIDE_BENCH_FOLDER (or a small one), and the memory that it then holds.
func BenchmarkRestart(b *testing.B) {
	folder := os.Getenv("RINGSIDE_BENCH_FOLDER")
	if folder == "" {
		folder = filepath.Join(b.TempDir(), "data")
	}
	text, err := os.ReadFile(recordsFile(b, 20_000))
	if err != nil {
		b.Fatal(err)
	}
	load := batches(bytes.Split(bytes.TrimSpace(text), []byte("\n")), 100)
	took := &durations{}
	for b.Loop() {
		s := startServer(b, folder)
		deliverUntilKilled(s, load, time.Second, true)
		s = startServer(b, folder)
		took.add(s.took)
		var answer json.RawMessage
		s.get("/api/v1/panels?from=2025-11-01&to=2026-11-01", &answer)
		b.ReportMetric(float64(residentKiB(b, s.cmd.Process.Pid))/1024, "resident-MiB")
		s.kill()
	}
	took.report(b)
}

// durations collects latencies of several goroutines.
type durations struct {
	mu  sync.Mutex // guards all
	all []time.Duration
}

func (d *durations) add(one time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.all = append(d.all, one)
}

func (d *durations) report(b *testing.B) {
	b.Helper()
	if len(d.all) == 0 {
		return
	}
	b.ReportMetric(d.at(.5), "p50-ms")
	b.ReportMetric(d.at(.99), "p99-ms")
	b.ReportMetric(d.at(1), "max-ms")
}

// at is the latency, in ms, that so great a share of all stay below; 0 of none.
func (d *durations) at(share float64) float64 {
	slices.Sort(d.all)
	if len(d.all) == 0 {
		return 0
	}
	return float64(d.all[min(len(d.all)-1, int(share*float64(len(d.all))))].Microseconds()) / 1000
}

// listen reads the live stream, reports the snapshot once and then each delta.
func (s *server) listen(ctx context.Context, ready, delta func()) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/api/v1/live", http.NoBody)
	if err != nil {
		return
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		switch lines.Text() {
		case "event: snapshot":
			ready()
		case "event: delta":
			delta()
		}
	}
}

// queueContact sends the event of a new call that waits.
func (s *server) queueContact(n int) error {
	now := time.Now().UTC().Format("2006-01-02T15:04:05.000Z")
	instance := "arn:aws:connect:eu-west-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b"
	event := fmt.Sprintf(`{"version":"0","id":"e-%d","detail-type":"Amazon Connect Contact Event","source":"aws.connect","time":%q,
		"detail":{"eventType":"QUEUED","contactId":"c-%d","channel":"VOICE","instanceArn":%q,"initiationMethod":"INBOUND",
		"initiationTimestamp":%q,"queueInfo":{"queueArn":"%s/queue/q","queueType":"STANDARD","enqueueTimestamp":%q}}}`,
		n, now, n, instance, now, instance, now)
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.url+"/ingest/eventbridge", strings.NewReader(event))
	if err != nil {
		return err
	}
	request.Header.Set("X-Ringside-Key", testKey)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("eventbridge door: %s", response.Status)
	}
	_, err = io.Copy(io.Discard, response.Body)
	return err
}

// peakKiB is the most memory that an ended process held, or, if that was more, the one that started it, of which Linux lets it
// inherit the figure: an upper bound. In KiB, as Linux counts.
func peakKiB(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return usage.Maxrss
}

// residentKiB is the memory that a process holds.
func residentKiB(b *testing.B, pid int) int64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skip("no /proc here")
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kib, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			if err != nil {
				b.Fatal(err)
			}
			return kib
		}
	}
	return 0
}
