package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// probeEvery is how far apart the events are whose way to the streams is measured.
const probeEvery = 250 * time.Millisecond

// BenchmarkFloor measures a large floor at work: from the request that carries a contact event to its delta at every stream, and the
// processor time and memory that the server takes. Half of the streams are told of each agent. Of 5,000 agents each takes a call
// every two minutes; the 25,000, with a call every four, have one core.
func BenchmarkFloor(b *testing.B) {
	for _, c := range []struct {
		name            string
		agents, streams int
		events          float64
		launcher        []string
	}{
		{"agents=5000/streams=500", 5000, 500, 5000/120.0 + 2*4*5000/120.0, nil},
		{"agents=25000/streams=10/one-core", 25_000, 10, 25_000/120.0 + 2*4*25_000/240.0, []string{"taskset", "-c", "0"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			if len(c.launcher) > 0 {
				if _, err := exec.LookPath(c.launcher[0]); err != nil {
					b.Skip("no taskset here, which gives a process one core")
				}
			}
			s := startBy(b, c.launcher, "serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(b.TempDir(), "data"))
			f := newBusyFloor(b, s, c.agents, c.events)
			watch := gather(b, s, c.streams)
			defer working(b, f)()
			pace := time.NewTicker(probeEvery)
			defer pace.Stop()
			began, cpu, sent := time.Now(), cpuTime(b, s.cmd.Process.Pid), f.sent.Load()
			for b.Loop() {
				<-pace.C
				watch.probe(b, f)
			}
			took := time.Since(began)
			b.ReportMetric(100*(cpuTime(b, s.cmd.Process.Pid)-cpu).Seconds()/took.Seconds(), "cpu-%")
			b.ReportMetric(float64(f.sent.Load()-sent)/took.Seconds(), "events/s")
			b.ReportMetric(float64(residentKiB(b, s.cmd.Process.Pid))/1024, "resident-MiB")
			watch.took.report(b)
		})
	}
}

// working lets the floor work until the function that it returns is called.
func working(b *testing.B, f *busyFloor) (stop func()) {
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1) // capacity 1: the floor ends without a reader
	go func() { ended <- f.run(ctx) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			b.Errorf("floor: %v", err)
		}
	}
}

// crowd are open streams that all wait for the same delta.
type crowd struct {
	streams int
	took    durations
	probes  int
	// seen carries when a stream read of the newest probe. The streams send, probe receives; it holds one word of each.
	seen chan time.Time
}

// gather opens streams, every other of which is told of the agents too, and waits until each has its snapshot.
func gather(b *testing.B, s *server, streams int) *crowd {
	b.Helper()
	c := &crowd{streams: streams, seen: make(chan time.Time, streams)}
	client := &http.Client{Transport: &http.Transport{}}
	var ready sync.WaitGroup
	for i := range streams {
		path := "/api/v1/live"
		if i%2 == 1 {
			path += "?agents=true"
		}
		request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, s.url+path, http.NoBody)
		if err != nil {
			b.Fatal(err)
		}
		ready.Add(1)
		go func() {
			begun := sync.OnceFunc(ready.Done)
			defer begun()
			response, err := client.Do(request)
			if err != nil {
				return // the benchmark ends, or misses this stream's words
			}
			defer response.Body.Close()
			c.follow(response.Body, begun)
		}()
	}
	ready.Wait()
	return c
}

// probeMark stands before the number of a probe, which is the name of its queue.
const probeMark = "/queue/probe-"

// follow reads a stream to its end, says when the snapshot is there, and tells of each new probe.
func (c *crowd) follow(stream io.Reader, begun func()) {
	buffer, kept, newest := make([]byte, 1<<16), 0, 0
	for {
		n, err := stream.Read(buffer[kept:])
		if err != nil {
			return
		}
		read := buffer[:kept+n]
		if bytes.Contains(read, []byte("event: heartbeat")) {
			begun()
		}
		for rest := read; ; {
			_, after, found := bytes.Cut(rest, []byte(probeMark))
			number, _, whole := bytes.Cut(after, []byte{'"'})
			if !found || !whole {
				break
			}
			if probe, err := strconv.Atoi(string(number)); err == nil && probe > newest {
				newest = probe
				c.seen <- time.Now()
			}
			rest = after
		}
		kept = copy(buffer, read[max(0, len(read)-2*len(probeMark)):]) // a mark may be read in two parts
	}
}

// probe queues a call in a queue of its own, and waits until every stream has told of it. Then the caller hangs up.
func (c *crowd) probe(b *testing.B, f *busyFloor) {
	b.Helper()
	c.probes++
	id, queue := fmt.Sprintf("probe-%d", c.probes), busyInstance+probeMark+strconv.Itoa(c.probes)
	began, late := time.Now(), time.After(30*time.Second)
	if err := f.post(b.Context(), contactEventOf(id, "QUEUED", queue, began)); err != nil {
		b.Fatal(err)
	}
	for range c.streams {
		select {
		case at := <-c.seen:
			c.took.add(at.Sub(began))
		case <-late:
			b.Fatalf("a stream did not tell of probe %d within 30 s", c.probes)
		}
	}
	if err := f.post(b.Context(), contactEventOf(id, "DISCONNECTED", queue, time.Now())); err != nil {
		b.Fatal(err)
	}
}

// cpuTime is the processor time that a process has taken.
func cpuTime(b *testing.B, pid int) time.Duration {
	b.Helper()
	used, err := processorTime(pid)
	if err != nil {
		b.Skip("no /proc here")
	}
	return used
}

// processorTime is what a process has taken of it. Linux counts it in hundredths of a second, others do not say.
// Source: proc_pid_stat(5), utime and stime.
func processorTime(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, after, _ := strings.Cut(string(text), ") ") // the name before may hold anything
	var ticks int
	for _, field := range strings.Fields(after)[11:13] {
		n, err := strconv.Atoi(field)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond, nil
}
