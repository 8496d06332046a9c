package journal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// segmented makes a journal of several closed segments in a real directory.
func segmented(t *testing.T, opts Options) (j *Journal, dir string, want []Entry) {
	t.Helper()
	dir = t.TempDir()
	j = mustOpen(t, dir, opts)
	for i := range 60 {
		want = append(want, mustAppend(t, j, entries(i*10, 1+i%3, 700))...)
	}
	if len(j.segments) < 4 {
		t.Fatalf("%d segments are too few", len(j.segments))
	}
	return j, dir, want
}

func TestGetFindsEveryEntry(t *testing.T) {
	j, dir, want := segmented(t, smallOptions)
	check := func(j *Journal) {
		t.Helper()
		for range 2 { // from the disk, then partly from memory
			for _, w := range want {
				e, err := j.Get(w.Seq)
				if d := diff([]Entry{w}, []Entry{e}); err != nil || d != "" {
					t.Fatalf("get %d: %v\n%s", w.Seq, err, d)
				}
				clear(e.Data) // the caller's own
			}
		}
	}
	check(j)
	if j.cache.size > smallOptions.CacheSize {
		t.Errorf("cache holds %d bytes", j.cache.size)
	}
	for _, seq := range []uint64{0, j.Last() + 1, 1 << 63} {
		if _, err := j.Get(seq); !errors.Is(err, ErrNotFound) {
			t.Errorf("get %d: %v", seq, err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	check(mustOpen(t, dir, smallOptions))
}

func TestLostOrBrokenIndexIsMadeAgain(t *testing.T) {
	j, dir, want := segmented(t, smallOptions)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*.idx"))
	if err != nil || len(paths) < 3 {
		t.Fatalf("indexes: %v, %v", paths, err)
	}
	original, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(paths[1])
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(original)
	flipped[40] ^= 1
	broken := map[string][]byte{
		"cut": original[:50], "flipped": flipped, "empty": {}, "another segment's": other, "lost": nil,
	}
	for name, b := range broken {
		if b == nil {
			err = os.Remove(paths[0])
		} else {
			err = os.WriteFile(paths[0], b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		j := mustOpen(t, dir, smallOptions)
		if e, err := j.Get(3); err != nil || diff(want[2:3], []Entry{e}) != "" {
			t.Errorf("%s: get: %v", name, err)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		if again, err := os.ReadFile(paths[0]); err != nil || !bytes.Equal(again, original) {
			t.Errorf("%s: the index was not made again: %v", name, err)
		}
	}
}

func TestDamageInAClosedSegmentHidesNothingElse(t *testing.T) {
	for _, part := range []string{"header", "entries", "first frame", "tail"} {
		for _, indexed := range []bool{true, false} {
			t.Run(fmt.Sprint(part, ", indexed=", indexed), func(t *testing.T) {
				j, dir, want := segmented(t, smallOptions)
				second := j.segments[1]
				if err := j.Close(); err != nil {
					t.Fatal(err)
				}
				damage := breakSegment(t, dir, second, j.segments[2].base, part)
				if !indexed {
					if err := os.Remove(filepath.Join(dir, indexName(second.base))); err != nil {
						t.Fatal(err)
					}
				}
				checkDamaged(t, mustOpen(t, dir, smallOptions), want, damage)
			})
		}
	}
}

// breakSegment damages part of a frame of s, which ends before number limit, and says what must be reported of it.
func breakSegment(t *testing.T, dir string, s *segment, limit uint64, part string) Damage {
	t.Helper()
	i := map[string]int{"header": 3, "entries": 3, "first frame": 0, "tail": len(s.index) - 1}[part]
	d := Damage{File: s.name(), Offset: s.index[i].offset, First: s.index[i].first, Last: limit - 1}
	path := filepath.Join(dir, s.name())
	if part == "tail" {
		d.Length = 10
		if err := os.Truncate(path, d.Offset+d.Length); err != nil {
			t.Fatal(err)
		}
		return d
	}
	d.Length, d.Last = s.index[i+1].offset-d.Offset, s.index[i+1].first-1
	flip(t, path, d.Offset+map[string]int64{"header": 9, "entries": 60, "first frame": 30}[part])
	return d
}

// checkDamaged holds j to have all of want but what damage encloses, and to report that by Get and in the list.
func checkDamaged(t *testing.T, j *Journal, want []Entry, damage Damage) {
	t.Helper()
	unreasoned := cmpopts.IgnoreFields(Damage{}, "Reason")
	var kept []Entry
	for _, e := range want {
		_, err := j.Get(e.Seq)
		if e.Seq < damage.First || damage.Last < e.Seq {
			kept = append(kept, e)
			if err != nil {
				t.Fatalf("get %d: %v", e.Seq, err)
			}
			continue
		}
		var damaged *DamageError
		if !errors.As(err, &damaged) || !errors.Is(err, ErrDamaged) {
			t.Fatalf("get %d: %v", e.Seq, err)
		}
		if d := cmp.Diff(damage, damaged.Damage, unreasoned, cmpopts.IgnoreFields(Damage{}, "First")); d != "" {
			t.Errorf("get %d (-want +got):\n%s", e.Seq, d)
		}
	}
	if d := diff(kept, readAll(t, j, 0)); d != "" {
		t.Fatalf("read (-want +got):\n%s", d)
	}
	mustAppend(t, j, entries(0, 1, 10))
	if err := j.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]Damage{damage}, j.Damage(), unreasoned); d != "" {
		t.Errorf("damage (-want +got):\n%s", d)
	}
}

// flip changes one bit of the byte at offset.
func flip(t *testing.T, path string, offset int64) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[offset] ^= 0x08
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestReadEndsWithItsCallbackOrContext(t *testing.T) {
	j, _, _ := segmented(t, smallOptions)
	stop, calls := errors.New("stop"), 0
	err := j.Read(t.Context(), 5, func(e Entry) error {
		if calls++; e.Seq == 30 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || calls != 26 {
		t.Errorf("read: %v after %d calls", err, calls)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = j.Read(ctx, 0, func(Entry) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("read: %v", err)
	}
	if len(j.Damage()) > 0 {
		t.Errorf("damage: %+v", j.Damage())
	}
}

func TestReadEndsWhereTheJournalEndedWhenItBegan(t *testing.T) {
	j, _, want := segmented(t, smallOptions)
	var got []Entry
	err := j.Read(t.Context(), 0, func(e Entry) error {
		got = append(got, e)
		_, _, err := j.Append(context.Background(), entries(int(e.Seq), 1, 900))
		return err
	})
	if d := diff(want, got); err != nil || d != "" {
		t.Fatalf("%v (-want +got):\n%s", err, d)
	}
}

func TestReadReportsASegmentThatIsGone(t *testing.T) {
	j, dir, _ := segmented(t, smallOptions)
	if err := os.Remove(filepath.Join(dir, segmentName(j.segments[1].base))); err != nil {
		t.Fatal(err)
	}
	if err := j.Read(t.Context(), 0, func(Entry) error { return nil }); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("read: %v", err)
	}
}
