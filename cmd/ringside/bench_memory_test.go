package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// BenchmarkServeMemory measures the memory of serve while it works for a centre of RINGSIDE_BENCH_AGENTS agents (100 for a try),
// each of whom takes 100 contacts a day. It starts on a week of such a centre, of which the live board remembers all, is watched
// by 20 streams, and asked something every second.
func BenchmarkServeMemory(b *testing.B) {
	agents := 100
	if text := os.Getenv("RINGSIDE_BENCH_AGENTS"); text != "" {
		var err error
		if agents, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	folder := filepath.Join(b.TempDir(), "data")
	for _, kind := range []string{"contact_records", "contact_events", "agent_events"} {
		fillWith(b, folder, kind, agents)
	}
	const stay = time.Minute
	for b.Loop() {
		s := startServer(b, folder)
		steps := 4 * 100 * float64(agents) / (24 * time.Hour).Seconds()
		f := newBusyFloor(b, s, agents, 2*steps+float64(agents)/beatEvery.Seconds())
		gather(b, s, 20)
		stop := working(b, f)
		paths, pace := newVisit(s).paths, time.NewTicker(time.Second)
		for i := range int(stay / time.Second) {
			var answer json.RawMessage
			s.get(paths[i%len(paths)], &answer)
			<-pace.C
		}
		pace.Stop()
		stop()
		b.ReportMetric(float64(residentKiB(b, s.cmd.Process.Pid))/1024, "resident-MiB")
		s.kill()
		b.ReportMetric(float64(peakKiB(s.cmd.ProcessState))/1024, "peak-MiB")
	}
}

// fillWith imports what a simulated centre delivered of one kind in the week that ended this morning; of agent events a day.
func fillWith(b *testing.B, folder, kind string, agents int) {
	b.Helper()
	days := "7"
	if kind == "agent_events" {
		days = "1"
	}
	simulate := exec.CommandContext(b.Context(), os.Args[0], "simulate", "--seed", "5", "--agents", strconv.Itoa(agents),
		"--days", days, "--to", time.Now().In(time.FixedZone("Seoul", 9*3600)).Format(time.DateOnly), "--only", kind, "--out", "-")
	load := exec.CommandContext(b.Context(), os.Args[0], "import", "-", "--data", folder)
	simulate.Env, load.Env = append(os.Environ(), asCommand+"=1"), append(os.Environ(), asCommand+"=1")
	out, err := simulate.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	load.Stdin = out
	if err := errors.Join(simulate.Start(), load.Run()); err != nil && load.ProcessState.ExitCode() != exitIncomplete {
		b.Fatal(err) // some simulated records are broken, which is no failure
	}
	if err := simulate.Wait(); err != nil {
		b.Fatal(err)
	}
}
