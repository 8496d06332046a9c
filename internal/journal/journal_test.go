package journal

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childAppends); dir != "" {
		os.Exit(appendUntilKilled(dir))
	}
	if dir := os.Getenv(childLocks); dir != "" {
		os.Exit(lockUntilClosed(dir))
	}
	goleak.VerifyTestMain(m)
}

var received = time.Date(2026, 11, 22, 3, 4, 5, 678e6, time.UTC)

// entry makes an entry of its own for each n, with about size bytes of Data that compress about threefold.
func entry(n, size int) Entry {
	rng := rand.New(rand.NewPCG(uint64(n), uint64(size)))
	data := fmt.Appendf(nil, `{"ContactId":"%d"`, n)
	for len(data) < size {
		var b [8]byte
		for i := range b {
			b[i] = byte(rng.Uint32())
		}
		data = append(data, `,"QueueEnqueueTimestamp":"`...)
		data = append(data, hex.EncodeToString(b[:])...)
	}
	return Entry{
		Kind: uint8(n % 3), Source: []string{"firehose", "import", ""}[n%3], Note: []string{"", "not JSON"}[n%2],
		Received: received.Add(time.Duration(n%7-3) * time.Millisecond), Data: data,
	}
}

func entries(from, n, size int) []Entry {
	var list []Entry
	for i := range n {
		list = append(list, entry(from+i, size))
	}
	return list
}

// numbered gives entries the sequence numbers that an Append reported.
func numbered(list []Entry, first uint64) []Entry {
	list = slices.Clone(list)
	for i := range list {
		list[i].Seq = first + uint64(i)
	}
	return list
}

func mustAppend(t testing.TB, j *Journal, list []Entry) []Entry {
	t.Helper()
	first, last, err := j.Append(context.Background(), list)
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	if last-first+1 != uint64(len(list)) {
		t.Fatalf("append of %d entries returned %d to %d", len(list), first, last)
	}
	return numbered(list, first)
}

func readAll(t testing.TB, j *Journal, from uint64) []Entry {
	t.Helper()
	var list []Entry
	err := j.Read(context.Background(), from, func(e Entry) error {
		list = append(list, e)
		return nil
	})
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	return list
}

// diff compares entries; no data and empty data are the same.
func diff(want, got []Entry) string {
	if slices.EqualFunc(want, got, sameEntry) {
		return ""
	}
	return cmp.Diff(want, got, cmp.Comparer(sameEntry))
}

func sameEntry(a, b Entry) bool {
	return a.Seq == b.Seq && a.Kind == b.Kind && a.Source == b.Source && a.Received.Equal(b.Received) &&
		a.Note == b.Note && bytes.Equal(a.Data, b.Data)
}

func mustOpen(t testing.TB, dir string, opts Options) *Journal {
	t.Helper()
	j, err := Open(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := j.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return j
}

func mustOpenDisk(t testing.TB, d disk, opts Options) *Journal {
	t.Helper()
	j, err := openDisk(d, opts)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestEntriesAreReadBackAsAppended(t *testing.T) {
	dir := t.TempDir()
	j := mustOpen(t, dir, Options{FrameSize: 8 << 10})
	want := mustAppend(t, j, entries(1, 1, 10))
	want = append(want, mustAppend(t, j, entries(2, 50, 900))...)
	large := entry(52, 100_000)
	want = append(want, mustAppend(t, j, []Entry{large, {}, entry(53, 0)})...)
	want[len(want)-2].Received = time.Time{}
	if d := diff(want, readAll(t, j, 0)); d != "" {
		t.Fatalf("read (-want +got):\n%s", d)
	}
	if d := diff(want[30:], readAll(t, j, 31)); d != "" {
		t.Fatalf("read from 31 (-want +got):\n%s", d)
	}
	if got := readAll(t, j, 55); got != nil {
		t.Fatalf("read after the end: %v", got)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = mustOpen(t, dir, Options{})
	if d := diff(want, readAll(t, j, 1)); d != "" {
		t.Fatalf("read after reopening (-want +got):\n%s", d)
	}
	if j.Last() != 54 {
		t.Fatalf("last is %d", j.Last())
	}
	if first, last, err := j.Append(t.Context(), []Entry{{}}); err != nil || first != 55 || last != 55 {
		t.Fatalf("append after reopening: %d, %d, %v", first, last, err)
	}
}

func TestDirectoryAndFilesAreTheOwnersAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "journal")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	j := mustOpen(t, dir, Options{SegmentSize: 1})
	for i := range 3 {
		mustAppend(t, j, entries(i, 1, 10))
	}
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Fatalf("directory: %v, %v", info.Mode(), err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 5 {
		t.Fatalf("3 segments and 2 indexes expected: %v, %v", files, err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", f.Name(), info.Mode(), err)
		}
	}
}

func TestEmptyJournalHasNothing(t *testing.T) {
	j := mustOpen(t, t.TempDir(), Options{})
	if j.Last() != 0 || j.Size() != 0 || readAll(t, j, 0) != nil {
		t.Fatalf("last %d, size %d", j.Last(), j.Size())
	}
	if _, err := j.Get(1); !errors.Is(err, ErrNotFound) {
		t.Fatalf("get: %v", err)
	}
	if first, last, err := j.Append(t.Context(), nil); first != 0 || last != 0 || err != nil {
		t.Fatalf("append of nothing: %d, %d, %v", first, last, err)
	}
	if err := j.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestSizeIsThatOfTheFiles(t *testing.T) {
	dir := t.TempDir()
	j := mustOpen(t, dir, Options{SegmentSize: 10_000})
	for i := range 20 {
		mustAppend(t, j, entries(i, 3, 1000))
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*.rsj"))
	if err != nil || len(paths) < 3 {
		t.Fatalf("%d segments, %v", len(paths), err)
	}
	var sum int64
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			t.Fatal(err)
		}
		sum += info.Size()
	}
	if got := j.Size(); got != sum {
		t.Fatalf("size %d, files %d", got, sum)
	}
}

// records gathers what is logged.
type records struct {
	slog.Handler
	list []slog.Record
}

func (r *records) Enabled(context.Context, slog.Level) bool { return true }
func (r *records) Handle(_ context.Context, rec slog.Record) error {
	r.list = append(r.list, rec)
	return nil
}
