package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	people     = 8
	thinkTime  = time.Second
	peopleStay = 30 * time.Second
	arriving   = 2000 // records a second
)

// hotMemories are the values of --hot-memory that are compared: none, and the default.
var hotMemories = []string{"0", "512"}

// peopleAsk are what people look at, in turn; FROM and TO are a year, QUEUE one of its queues.
var peopleAsk = []string{
	"/api/v1/panels?from=FROM&to=TO",
	"/api/v1/overview?from=FROM&to=TO",
	"/api/v1/panels?from=FROM&to=TO&queue=QUEUE",
	"/api/v1/contacts?from=FROM&to=TO&limit=50",
	"/api/v1/contacts?from=FROM&to=TO&queue=QUEUE&limit=50",
	"/api/v1/panels?from=LASTMONTH&to=TO&zone=America/New_York",
}

// BenchmarkPeople measures what eight people wait who ask something about a second after each answer while 2,000 records a second
// arrive at the Firehose door, on the data folder RINGSIDE_BENCH_FOLDER (or an empty one).
func BenchmarkPeople(b *testing.B) {
	folder := os.Getenv("RINGSIDE_BENCH_FOLDER")
	if folder == "" {
		folder = filepath.Join(b.TempDir(), "data")
	}
	text, err := os.ReadFile(recordsFile(b, arriving*int(peopleStay/time.Second)))
	if err != nil {
		b.Fatal(err)
	}
	load := batches(bytes.Split(bytes.TrimSpace(text), []byte("\n")), arriving/4)
	for _, columns := range hotMemories {
		b.Run("hot-memory="+columns, func(b *testing.B) {
			for b.Loop() {
				s := startServer(b, folder, "--hot-memory", columns)
				visit := newVisit(s)
				if columns != "0" {
					s.waitForColumns(visit, "ids")
				}
				visit.all(load)
				b.ReportMetric(float64(residentKiB(b, s.cmd.Process.Pid))/1024, "resident-MiB")
				b.ReportMetric(float64(visit.arrived)/peopleStay.Seconds(), "records/s")
				for kind, answers := range visit.of {
					b.ReportMetric(answers.at(.5), kind+"-p50-ms")
					b.ReportMetric(answers.at(.99), kind+"-p99-ms")
				}
				visit.answers.report(b)
				s.kill()
			}
		})
	}
}

// visit is what the people ask of a server and how long they wait.
type visit struct {
	server  *server
	paths   []string
	answers durations
	of      map[string]*durations // of these, by what was asked; filled before anybody asks
	arrived int
}

func newVisit(s *server) *visit {
	var status struct {
		Newest time.Time `json:"newest_initiation"`
	}
	s.get("/api/v1/ingest/status", &status)
	var queues struct {
		Values []struct {
			Value string `json:"value"`
		} `json:"values"`
	}
	s.get("/api/v1/dimensions?dimension=queue", &queues)
	queue := "none"
	if len(queues.Values) > 0 {
		queue = queues.Values[len(queues.Values)/2].Value
	}
	to := status.Newest.Add(24 * time.Hour)
	if status.Newest.IsZero() {
		to = time.Now()
	}
	fill := strings.NewReplacer("FROM", to.AddDate(-1, 0, 0).Format(time.DateOnly), "TO", to.Format(time.DateOnly),
		"LASTMONTH", to.AddDate(0, -1, 0).Format(time.DateOnly), "QUEUE", queue)
	v := &visit{server: s, of: map[string]*durations{}}
	for _, path := range peopleAsk {
		v.paths = append(v.paths, fill.Replace(path))
		v.of[kindOf(path)] = new(durations)
	}
	return v
}

// waitForColumns asks what the people will, and waits until the log says that what is in memory is loaded: "columns", and
// after them "ids" where there are any. What is measured is a server that people use, not one that has just started.
func (s *server) waitForColumns(v *visit, last string) {
	for _, path := range v.paths {
		var answer json.RawMessage
		s.get(path, &answer)
	}
	for deadline := time.Now().Add(time.Minute); !strings.Contains(s.logs.String(), last+" are in memory"); {
		if time.Now().After(deadline) {
			s.t.Fatalf("no %s in memory\n%s", last, s.logs)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// all lets records arrive and people ask for as long as they stay.
func (v *visit) all(load [][][]byte) {
	ctx, stop := context.WithTimeout(v.server.t.Context(), peopleStay)
	defer stop()
	var everybody sync.WaitGroup
	everybody.Go(func() { v.deliver(ctx, load) })
	for i := range people {
		everybody.Go(func() { v.ask(ctx, rand.New(rand.NewPCG(1, uint64(i))), i) })
	}
	everybody.Wait()
}

func (v *visit) deliver(ctx context.Context, load [][][]byte) {
	pace := time.NewTicker(time.Second / 4)
	defer pace.Stop()
	for _, batch := range load {
		if status, err := v.server.deliver(batch...); err != nil || status != http.StatusOK {
			v.server.t.Errorf("deliver: %d, %v", status, err)
			return
		}
		v.arrived += len(batch)
		select {
		case <-pace.C:
		case <-ctx.Done():
			return
		}
	}
}

// ask is one person, who thinks for between half and one and a half of the usual time.
func (v *visit) ask(ctx context.Context, random *rand.Rand, at int) {
	for ; ; at++ {
		timer := time.NewTimer(thinkTime/2 + rand.N(thinkTime))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
		path := v.paths[(at+random.IntN(2))%len(v.paths)]
		asked := time.Now()
		if err := v.server.read(ctx, path); err != nil {
			if !errors.Is(err, context.DeadlineExceeded) {
				v.server.t.Errorf("GET %s: %v", path, err)
			}
			return
		}
		took := time.Since(asked)
		v.answers.add(took)
		v.of[kindOf(path)].add(took)
	}
}

// kindOf is what a path asks for, such as "panels".
func kindOf(path string) string {
	kind, _, _ := strings.Cut(strings.TrimPrefix(path, "/api/v1/"), "?")
	return kind
}

// read reads an answer to its end.
func (s *server) read(ctx context.Context, path string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+path, http.NoBody)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s", response.Status)
	}
	_, err = io.Copy(io.Discard, response.Body)
	return err
}
