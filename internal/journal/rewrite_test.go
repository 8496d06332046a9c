package journal

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

func TestCompactMakesLargeFramesOfSmallOnes(t *testing.T) {
	opts := Options{SegmentSize: 60_000, FrameSize: 30_000}
	j, _, want := segmented(t, Options{SegmentSize: 20_000, FrameSize: opts.FrameSize})
	before := j.Size()
	if err := j.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := j.Size(); after > before*2/3 {
		t.Errorf("%d bytes became %d", before, after)
	}
	for _, s := range j.segments[:len(j.segments)-1] {
		if len(s.index) > 3 {
			t.Errorf("%s has %d frames", s.name(), len(s.index))
		}
	}
	if d := diff(want, readAll(t, j, 0)); d != "" {
		t.Fatal(d)
	}
	segments := slices.Clone(j.segments)
	if err := j.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(segments, j.segments) {
		t.Error("segments were compacted twice")
	}
}

func TestCompactedJournalIsSettledAfterReopening(t *testing.T) {
	j, dir, _ := segmented(t, smallOptions)
	if err := j.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = mustOpen(t, dir, smallOptions)
	segments := slices.Clone(j.segments)
	if err := j.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(segments, j.segments) {
		t.Error("segments were compacted again")
	}
}

func TestReadersAndWritersGoOnWhileSegmentsAreCompacted(t *testing.T) {
	j, _, _ := segmented(t, smallOptions)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var all sync.WaitGroup
	all.Go(func() {
		for ctx.Err() == nil {
			if err := j.Compact(ctx); err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
	})
	all.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			if _, _, err := j.Append(context.Background(), entries(i, 2, 600)); err != nil {
				t.Error(err)
			}
		}
	})
	for range 30 {
		at := uint64(0)
		err := j.Read(ctx, 0, func(e Entry) error {
			if e.Seq != at+1 {
				t.Errorf("entry %d follows %d", e.Seq, at)
			}
			at = e.Seq
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		for seq := uint64(1); seq <= at; seq += 17 {
			if e, err := j.Get(seq); err != nil || e.Seq != seq {
				t.Errorf("get %d: %v", seq, err)
			}
		}
	}
	cancel()
	all.Wait()
	if list := j.Damage(); len(list) > 0 {
		t.Errorf("damage: %+v", list)
	}
}

func TestRewriteDropsAndReplaces(t *testing.T) {
	j, dir, want := segmented(t, smallOptions)
	last := j.Last()
	if _, err := j.Get(4); err != nil { // so that it is in memory
		t.Fatal(err)
	}
	n, err := j.Rewrite(t.Context(), dropThirds)
	if err != nil {
		t.Fatal(err)
	}
	if j.cache.size > 0 {
		t.Errorf("%d bytes of old frames are still in memory", j.cache.size)
	}
	want = filtered(want, dropThirds)
	if n.Dropped != int64(last/3) || n.Replaced != int64((last+2)/3) || n.Segments < 4 {
		t.Errorf("rewritten: %+v of %d entries", n, last)
	}
	if d := diff(want, readAll(t, j, 0)); d != "" {
		t.Fatal(d)
	}
	if _, err := j.Get(3); !errors.Is(err, ErrNotFound) {
		t.Errorf("get of a dropped entry: %v", err)
	}
	if e, err := j.Get(4); err != nil || string(e.Data) != "redacted" {
		t.Errorf("get of a replaced entry: %q, %v", e.Data, err)
	}
	want = append(want, mustAppend(t, j, entries(0, 1, 10))...)
	if got := want[len(want)-1].Seq; got != last+1 {
		t.Errorf("next entry has number %d after %d", got, last)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if d := diff(want, readAll(t, mustOpen(t, dir, smallOptions), 0)); d != "" {
		t.Fatal(d)
	}
}

func TestRewriteThatDropsAllOldEntriesRemovesTheirFiles(t *testing.T) {
	j, dir, want := segmented(t, smallOptions)
	last := j.Last()
	_, err := j.Rewrite(t.Context(), func(e Entry) (Entry, Verdict) {
		if e.Seq <= last-10 {
			return e, Drop
		}
		return e, Keep
	})
	if err != nil {
		t.Fatal(err)
	}
	want = want[len(want)-10:]
	if d := diff(want, readAll(t, j, 0)); d != "" {
		t.Fatal(d)
	}
	if j.FirstSeq() == 1 || j.FirstSeq() > last-9 {
		t.Errorf("first is %d", j.FirstSeq())
	}
	if _, err := j.Rewrite(t.Context(), func(e Entry) (Entry, Verdict) { return e, Drop }); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 2 || j.Size() != 0 { // the last segment and the mark that holes are meant
		t.Errorf("files: %v, %v", files, err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = mustOpen(t, dir, smallOptions)
	if got := mustAppend(t, j, entries(0, 1, 10)); got[0].Seq != last+1 {
		t.Errorf("number %d was used again", got[0].Seq)
	}
}

func TestRewriteLeavesFilesWithoutAChangeAlone(t *testing.T) {
	j, dir, _ := segmented(t, smallOptions)
	before, err := os.Stat(filepath.Join(dir, segmentName(1)))
	if err != nil {
		t.Fatal(err)
	}
	n, err := j.Rewrite(t.Context(), func(e Entry) (Entry, Verdict) {
		if e.Seq == j.Last() {
			return e, Drop
		}
		return e, Keep
	})
	if err != nil || n != (Rewritten{Dropped: 1, Segments: 1}) {
		t.Fatalf("rewritten: %+v, %v", n, err)
	}
	after, err := os.Stat(filepath.Join(dir, segmentName(1)))
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("first segment was replaced: %v", err)
	}
}

func TestErasedBytesAreInNoFile(t *testing.T) {
	const secret = "+82-2-555-0100"
	dir := t.TempDir()
	j := mustOpen(t, dir, Options{})
	mustAppend(t, j, []Entry{{Data: []byte("a")}, {Data: []byte(secret)}, {Note: secret}})
	torn := filepath.Join(dir, "00000000000000000001-7.torn")
	if err := os.WriteFile(torn, []byte(secret), 0o600); err != nil {
		t.Fatal(err)
	}
	holds := func() (names []string) {
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			b, err := os.ReadFile(filepath.Join(dir, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(b), secret) {
				names = append(names, f.Name())
			}
		}
		return names
	}
	if got := holds(); len(got) != 2 {
		t.Fatalf("before: %v", got)
	}
	_, err := j.Rewrite(t.Context(), func(e Entry) (Entry, Verdict) {
		if e.Note == secret || string(e.Data) == secret {
			return e, Drop
		}
		return e, Keep
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := holds(); got != nil {
		t.Errorf("after: %v", got)
	}
}

func TestCompactOnAFullDiskChangesNothing(t *testing.T) {
	d, j, want := prepared(t, 1)
	d.fault = func(op, name string) error {
		if op == "write" && strings.HasSuffix(name, tempSuffix) {
			return syscall.ENOSPC
		}
		return nil
	}
	if err := j.Compact(t.Context()); !errors.Is(err, ErrFull) {
		t.Fatalf("compact: %v", err)
	}
	for name := range d.names {
		if strings.HasSuffix(name, tempSuffix) {
			t.Errorf("%s is left", name)
		}
	}
	if d := diff(want, readAll(t, j, 0)); d != "" {
		t.Fatal(d)
	}
	d.fault = nil
	if err := j.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestIndexOfTheOldSegmentIsGoneBeforeTheNewOneComes(t *testing.T) {
	d, j, _ := prepared(t, 1)
	renamed := 0
	d.fault = func(op, name string) error {
		if base, ok := parseName(name); ok && op == "rename" {
			renamed++
			if d.names[indexName(base)] != nil || d.durable[indexName(base)] != nil {
				t.Errorf("%s is still there", indexName(base))
			}
		}
		return nil
	}
	if err := j.Compact(t.Context()); err != nil || renamed == 0 {
		t.Fatalf("%d segments compacted: %v", renamed, err)
	}
}
