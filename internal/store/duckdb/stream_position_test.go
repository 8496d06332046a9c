package duckdb_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

const testStream = "arn:aws:kinesis:eu-west-2:111122223333:stream/connect@1"

// read appends facts with the checkpoint behind them.
func read(t *testing.T, s *duckdb.Store, shard, sequence string, facts ...connect.Fact) store.Receipt {
	t.Helper()
	receipt, err := s.Append(t.Context(), store.Batch{
		Source: "kinesis", Received: testDay, Facts: facts,
		Checkpoint: &store.Checkpoint{Stream: testStream, Shard: shard, Sequence: sequence},
	})
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	return receipt
}

func wantCheckpoints(t *testing.T, s *duckdb.Store, want map[string]string) {
	t.Helper()
	list, err := s.Checkpoints(t.Context(), testStream)
	if err != nil {
		t.Fatalf("checkpoints: %v", err)
	}
	got := map[string]string{}
	for _, c := range list {
		got[c.Shard] = c.Sequence
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("checkpoints (- want, + got):\n%s", diff)
	}
}

func TestCheckpointsComeBackWithTheRecords(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, duckdb.Options{})
	want := map[string]string{"": "oldest", "shard-1": "20", "shard-2": "SHARD_END"}
	read(t, s, "", "oldest")
	read(t, s, "shard-1", "10", contacts(0, 3)...)
	read(t, s, "shard-2", "15", contacts(3, 6)...)
	read(t, s, "shard-2", "SHARD_END")
	outcome := wait(t, read(t, s, "shard-1", "20", contacts(6, 8)...))
	if outcome != (store.Outcome{Read: 2, Stored: 2}) {
		t.Errorf("outcome of two records with a checkpoint: %+v", outcome)
	}
	wantCheckpoints(t, s, want)
	wantSameAfterRebuild(t, s)
	wantCheckpoints(t, s, want)
	closeStore(t, s)
	s = open(t, dir, duckdb.Options{})
	defer closeStore(t, s)
	wantCheckpoints(t, s, want)
	wantContacts(t, s, 8)
	other, err := s.Checkpoints(t.Context(), "arn:aws:kinesis:eu-west-2:111122223333:stream/connect@2")
	if err != nil || len(other) != 0 {
		t.Errorf("checkpoints of a stream that was made anew: %v, %v; want none", other, err)
	}
}

// Whoever is killed right after the answer has the checkpoint, also where nothing was projected.
func TestCheckpointsOutliveACrash(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	s := open(t, from, duckdb.Options{})
	defer closeStore(t, s)
	read(t, s, "shard-1", "10", contacts(0, 3)...)
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	after := open(t, to, duckdb.Options{})
	defer closeStore(t, after)
	wantCheckpoints(t, after, map[string]string{"shard-1": "10"})
	wantContacts(t, after, 3)
}

// After a power loss the end of a batch may be on the disk and its beginning not: then it must not count.
func TestACheckpointDoesNotVouchForWhatIsDamaged(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	s := open(t, from, duckdb.Options{})
	defer closeStore(t, s)
	read(t, s, "shard-1", "10", contacts(0, 3)...)
	large := make([]connect.Fact, 0, 12_000) // several frames
	for range 4 {
		large = append(large, contacts(3, 3003)...)
	}
	for i := range large {
		large[i].Raw = append(large[i].Raw, time.Duration(i*7919).String()...)
	}
	before := journalSize(t, from)
	read(t, s, "shard-1", "20", large...)
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	file := segments(t, to)[0]
	change(t, file, func(b []byte) []byte { b[before+100] ^= 0x40; return b }) // in the first frame of the second batch
	after := open(t, to, duckdb.Options{})
	defer closeStore(t, after)
	wantCheckpoints(t, after, map[string]string{"shard-1": "10"})
}

func segments(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "journal", "*.rsj"))
	if err != nil || len(files) != 1 {
		t.Fatalf("segments: %v, %v; want one", files, err)
	}
	return files
}

func journalSize(t *testing.T, dir string) int {
	t.Helper()
	info, err := os.Stat(segments(t, dir)[0])
	if err != nil {
		t.Fatal(err)
	}
	return int(info.Size())
}
