package journal

import (
	"context"
	"errors"
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
