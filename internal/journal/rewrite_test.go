package journal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/bits-and-blooms/bitset"
)

// wiped is what a test makes of an entry.
func wiped(e Entry) Entry { return Entry{Kind: 77, Source: e.Source, Received: e.Received} }

func marked(seqs ...uint64) *bitset.BitSet {
	set := bitset.New(0)
	for _, seq := range seqs {
		set.Set(uint(seq))
	}
	return set
}

// holding lists the files of a directory that hold a text.
func holding(t *testing.T, dir, text string) (names []string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(text)) {
			names = append(names, f.Name())
		}
	}
	return names
}

func TestRewrittenEntriesAreInNoFile(t *testing.T) {
	dir := t.TempDir()
	j := mustOpen(t, dir, Options{SegmentSize: 2000})
	var want []Entry
	var seqs []uint64
	for i := range 40 {
		secret := Entry{Source: "firehose", Received: received, Note: "secret", Data: fmt.Append(nil, "secret ", i)}
		want = append(want, mustAppend(t, j, []Entry{secret, {Source: "firehose", Received: received, Data: bytes.Repeat([]byte("y"), 300)}})...)
		seqs = append(seqs, want[len(want)-2].Seq)
	}
	if len(holding(t, dir, "secret")) < 3 {
		t.Fatal("the secret is in too few segments to show anything")
	}
	if err := os.WriteFile(filepath.Join(dir, "00000000000000000001-44.torn"), []byte("half a secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Get(seqs[0]); err != nil { // into the cache
		t.Fatal(err)
	}
	if err := j.Rewrite(t.Context(), marked(seqs...), wiped); err != nil {
		t.Fatal(err)
	}
	for i, e := range want {
		if i%2 == 0 {
			want[i] = wiped(e)
			want[i].Seq = e.Seq
		}
	}
	if names := holding(t, dir, "secret"); len(names) > 0 {
		t.Errorf("still in %v", names)
	}
	if got, err := j.Get(seqs[0]); err != nil || !sameEntry(got, want[0]) {
		t.Errorf("entry %d is %+v, %v", seqs[0], got, err)
	}
	want = append(want, mustAppend(t, j, entries(0, 1, 10))...)
	if d := diff(want, readAll(t, j, 0)); d != "" {
		t.Error(d)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = mustOpen(t, dir, Options{SegmentSize: 2000})
	if d := diff(want, readAll(t, j, 0)); d != "" || len(j.Damage()) > 0 {
		t.Error(d, j.Damage())
	}
}

func TestRewriteLeavesOtherSegmentsAlone(t *testing.T) {
	j, _, want := segmented(t, smallOptions)
	before := append([]*segment{}, j.segments...)
	if err := j.Rewrite(t.Context(), marked(want[0].Seq), wiped); err != nil {
		t.Fatal(err)
	}
	for i, s := range before {
		if same := j.segments[i] == s; same == (i == 0) {
			t.Errorf("segment %d of %d: left as it was: %t", i, len(before), same)
		}
	}
	if err := j.Rewrite(t.Context(), marked(), wiped); err != nil {
		t.Error("nothing to rewrite:", err)
	}
}

// TestRewriteReachesTheLastEntryWhateverItsNumber is there since sets of bits have borders.
func TestRewriteReachesTheLastEntryWhateverItsNumber(t *testing.T) {
	j := mustOpen(t, t.TempDir(), Options{})
	for n := range 130 {
		e := mustAppend(t, j, entries(n, 1, 10))[0]
		if err := j.Rewrite(t.Context(), marked(e.Seq), wiped); err != nil {
			t.Fatal(err)
		}
		if got, err := j.Get(e.Seq); err != nil || got.Kind != 77 {
			t.Fatalf("entry %d is %+v, %v", e.Seq, got, err)
		}
	}
}

func TestRewriteOfDamagedSegmentSaysSo(t *testing.T) {
	j, dir, want := segmented(t, smallOptions)
	name := filepath.Join(dir, j.segments[0].name())
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	b[headerSize+5] ^= 1
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := j.Rewrite(t.Context(), marked(want[len(want)/8].Seq), wiped); !errors.Is(err, ErrDamaged) {
		t.Errorf("rewritten: %v", err)
	}
	if _, err := os.Stat(name + tempSuffix); err == nil {
		t.Error("half a copy is left")
	}
}

func TestRewriteThatIsStoppedLeavesWholeSegments(t *testing.T) {
	j, _, want := segmented(t, smallOptions)
	ctx, cancel := context.WithCancelCause(t.Context())
	stopped := errors.New("stopped")
	var all []uint64
	for _, e := range want {
		all = append(all, e.Seq)
	}
	n := 0
	err := j.Rewrite(ctx, marked(all...), func(e Entry) Entry {
		if n++; n == len(all)/2 {
			cancel(stopped)
		}
		return wiped(e)
	})
	if !errors.Is(err, stopped) {
		t.Fatal(err)
	}
	changed := 0
	for i, e := range readAll(t, j, 0) {
		if e.Kind == 77 {
			changed++
		} else if !sameEntry(e, want[i]) {
			t.Fatalf("entry %d is neither", e.Seq)
		}
	}
	if changed == 0 || changed == len(want) {
		t.Errorf("%d of %d are rewritten", changed, len(want))
	}
	if err := j.Rewrite(t.Context(), marked(all...), wiped); err != nil {
		t.Fatal(err)
	}
	for _, e := range readAll(t, j, 0) {
		if e.Kind != 77 {
			t.Fatalf("entry %d is as it was", e.Seq)
		}
	}
}
