package duckdb_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// childFolder is set in the process that TestSurvivesSIGKILL kills: the folder that it appends to.
const childFolder = "RINGSIDE_TEST_KILL_FOLDER"

// perBatch is how many contacts the child appends at once; each batch has a newer version of the batch before, too.
const perBatch = 40

// asChild appends, if this process is the child, until it is killed. It prints the number of each acknowledged batch.
func asChild() bool {
	dir := os.Getenv(childFolder)
	if dir == "" {
		return false
	}
	if err := appendForever(dir); err != nil {
		fmt.Println("error", err)
	}
	return true
}

func appendForever(dir string) error {
	s, err := duckdb.Open(dir, duckdb.Options{Interval: time.Millisecond})
	if err != nil {
		return err
	}
	go func() { _ = s.Run(context.Background()) }() // ends with the process
	status, err := s.Status(context.Background())
	if err != nil {
		return err
	}
	for n := int(status.Appended) / (2 * perBatch); ; n++ {
		facts := contacts(n*perBatch, (n+1)*perBatch)
		for i := range perBatch {
			facts = append(facts, contact(max(0, n-1)*perBatch+i, 1))
		}
		if _, err := s.Append(context.Background(), store.Batch{Source: "child", Received: testDay, Facts: facts}); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

func TestSurvivesSIGKILL(t *testing.T) {
	dir := t.TempDir()
	acknowledged := -1
	for round := range 6 {
		acknowledged = max(acknowledged, killAfter(t, dir, 5+7*round))
		started := time.Now()
		s := open(t, dir, duckdb.Options{})
		if err := s.CatchUp(t.Context()); err != nil {
			t.Fatalf("catch up: %v", err)
		}
		t.Logf("round %d: %d batches acknowledged, open and caught up in %v", round, acknowledged+1, time.Since(started))
		status, err := s.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		batches := int64(status.Appended) / (2 * perBatch)
		if batches < int64(acknowledged)+1 || status.Projected != status.Appended {
			t.Fatalf("%d batches in the journal, record %d of %d projected; want at least %d batches, all projected",
				batches, status.Projected, status.Appended, acknowledged+1)
		}
		wantContacts(t, s, batches*perBatch)
		o := status.Sources[0].Outcome
		if o.Read != int64(status.Appended) || o.Stored != batches*perBatch || o.Older+o.Quarantined != 0 {
			t.Fatalf("outcome %+v of %d records in %d batches", o, status.Appended, batches)
		}
		closeStore(t, s)
	}
}

// killAfter runs a child until it has acknowledged some batches, kills it and returns the number of the last one.
func killAfter(t *testing.T, dir string, batches int) int {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childFolder+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last, seen := -1, 0
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n, err := strconv.Atoi(strings.TrimSpace(lines.Text()))
		if err != nil {
			t.Fatalf("child: %s", lines.Text())
		}
		last = n
		if seen++; seen == batches {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || seen < batches {
		t.Fatalf("child ended by itself after %d batches: %v", seen, err)
	}
	return last
}
