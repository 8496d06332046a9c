package main

import (
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// BenchmarkAWSPlan is ringside aws plan of an account in which nothing is made yet, from the start of its process to its end, where the
// account is another AWS on this machine.
func BenchmarkAWSPlan(b *testing.B) {
	newEmptyAccount(b)
	benchmarkProcess(b, exitIncomplete, "aws", "plan", "--instance", sim.InstanceARN)
}

// BenchmarkCheck is ringside check of a stack with streams, queues and a rule, of which nothing is wrong, likewise.
func BenchmarkCheck(b *testing.B) {
	newEmptyAccount(b)
	if out, stderr, code := ringside(b, "aws", "apply", "--instance", sim.InstanceARN); code != exitOK {
		b.Fatalf("apply: exit %d\n%s\n%s", code, out, stderr)
	}
	benchmarkProcess(b, exitOK, "check", "--aws-stack", "ringside")
}

// benchmarkProcess runs a command as a process of its own, which has to end with code.
func benchmarkProcess(b *testing.B, code int, args ...string) {
	var longest time.Duration
	for b.Loop() {
		began := time.Now()
		cmd := exec.CommandContext(b.Context(), os.Args[0], args...)
		cmd.Env = append(os.Environ(), asCommand+"=1")
		said, err := cmd.CombinedOutput()
		longest = max(longest, time.Since(began))
		got := exitOK
		if failed, is := errors.AsType[*exec.ExitError](err); is {
			got = failed.ExitCode()
		} else if err != nil {
			b.Fatal(err)
		}
		if got != code {
			b.Fatalf("exit %d\n%s", got, said)
		}
	}
	b.ReportMetric(float64(longest.Milliseconds()), "longest-ms")
}
