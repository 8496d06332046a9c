package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkPainted measures, in Chromium, from a contact event to the frame that shows it, while 1,000 agents make 200 events a
// second and 49 other streams are open.
func BenchmarkPainted(b *testing.B) {
	for b.Loop() {
		s := startServer(b, filepath.Join(b.TempDir(), "data"))
		f := newBusyFloor(b, s, 1000, 200)
		gather(b, s, 49)
		stop := working(b, f)
		inBrowser(b, s, "painted.mjs")
		stop()
		s.kill()
	}
}

// BenchmarkLiveAgentsPage measures how much of its main thread the page of 2,000 agents takes, at as many messages as a
// stream ever sends.
func BenchmarkLiveAgentsPage(b *testing.B) {
	for b.Loop() {
		s := startServer(b, filepath.Join(b.TempDir(), "data"))
		stop := working(b, newBusyFloor(b, s, 2000, 200))
		inBrowser(b, s, "main_thread.mjs")
		stop()
		s.kill()
	}
}

// inBrowser runs a script of the page against a server; the last line that it says is an object of figures by unit.
func inBrowser(b *testing.B, s *server, script string) {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), "node", filepath.Join("..", "..", "web", "scripts", script))
	cmd.Env = append(os.Environ(), "RINGSIDE_URL="+s.url, "RINGSIDE_INGEST_KEY="+testKey)
	cmd.Stderr = os.Stderr
	said, err := cmd.Output()
	if err != nil {
		b.Fatalf("%s: %v\n%s", script, err, said)
	}
	lines := bytes.Split(bytes.TrimSpace(said), []byte("\n"))
	var figures map[string]float64
	if err := json.Unmarshal(lines[len(lines)-1], &figures); err != nil {
		b.Fatalf("%s said %s: %v", script, said, err)
	}
	for unit, figure := range figures {
		b.ReportMetric(figure, unit)
	}
}
