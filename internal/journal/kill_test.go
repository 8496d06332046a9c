package journal

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// The test binary runs itself with one of these set to a directory.
const (
	childAppends = "RINGSIDE_JOURNAL_TEST_APPENDS"
	childLocks   = "RINGSIDE_JOURNAL_TEST_LOCKS"
)

// killOptions make segments roll and compact within milliseconds.
var killOptions = Options{SegmentSize: 64 << 10, FrameSize: 16 << 10}

// appendUntilKilled appends from several goroutines, compacts meanwhile, and prints the numbers of what was acknowledged
// with the text that it carried.
func appendUntilKilled(dir string) int {
	j, err := Open(dir, killOptions)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	ctx := context.Background()
	var printing sync.Mutex
	for g := range 4 {
		go func() {
			for i := 0; ; i++ {
				batch := make([]Entry, 1+i%5)
				for k := range batch {
					dots := strings.Repeat(".", i%3000)
					batch[k] = Entry{Source: "test", Data: fmt.Appendf(nil, "%d-%d-%d-%d%s", os.Getpid(), g, i, k, dots)}
				}
				first, _, err := j.Append(ctx, batch)
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				printing.Lock()
				for k := range batch {
					fmt.Printf("%d %s\n", first+uint64(k), batch[k].Data)
				}
				printing.Unlock()
			}
		}()
	}
	for {
		if err := j.Compact(ctx); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
}

func TestKilledProcessKeepsEveryAcknowledgedEntryOnce(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	dir := t.TempDir()
	acknowledged := map[uint64]string{}
	for round := range rounds {
		killAtRandom(t, dir, acknowledged)
		j, err := Open(dir, killOptions)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		seen, at := map[string]uint64{}, uint64(0)
		found := 0
		for _, e := range readAll(t, j, 1) {
			if e.Seq != at+1 {
				t.Fatalf("round %d: entry %d follows %d", round, e.Seq, at)
			}
			at = e.Seq
			if other, twice := seen[string(e.Data)]; twice {
				t.Fatalf("round %d: entries %d and %d are the same", round, other, e.Seq)
			}
			seen[string(e.Data)] = e.Seq
			if want, ok := acknowledged[e.Seq]; ok {
				found++
				if want != string(e.Data) {
					t.Fatalf("round %d: entry %d is not what was acknowledged", round, e.Seq)
				}
			}
		}
		if found != len(acknowledged) {
			t.Fatalf("round %d: %d of %d acknowledged entries are there", round, found, len(acknowledged))
		}
		if d := j.Damage(); len(d) > 0 {
			t.Fatalf("round %d: damage %v", round, d)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(acknowledged) < 100*rounds {
		t.Fatalf("only %d entries in %d rounds: too few to show anything", len(acknowledged), rounds)
	}
}

// killAtRandom runs a child on dir, kills it after some hundreds of lines, and adds what it printed to acknowledged.
func killAtRandom(t *testing.T, dir string, acknowledged map[uint64]string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childAppends+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	killAfter, killed := 200+rand.IntN(2000), false
	delay := time.Duration(rand.IntN(3000)) * time.Microsecond
	for n := 0; lines.Scan(); n++ {
		var seq uint64
		var text string
		if got, _ := fmt.Sscanf(lines.Text(), "%d %s", &seq, &text); got == 2 && whole(text) {
			acknowledged[seq] = text
		}
		if n >= killAfter && !killed {
			killed = true
			time.AfterFunc(delay, func() { _ = cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); err == nil || !killed {
		t.Fatalf("the child ended by itself: %v", err)
	}
}

// whole says whether a printed line was not cut off by the kill: it carries the number of dots at its end.
func whole(text string) bool {
	var pid, g, i, k int
	head := strings.TrimRight(text, ".")
	if n, _ := fmt.Sscanf(head, "%d-%d-%d-%d", &pid, &g, &i, &k); n != 4 {
		return false
	}
	return len(text)-len(head) == i%3000
}
