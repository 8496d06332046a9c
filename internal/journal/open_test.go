package journal

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// written makes a journal of appends in one segment and returns its directory, the segment's bytes, and where its last
// frame begins.
func written(t *testing.T, appends int) (dir string, segment []byte, lastFrame int64, want []Entry) {
	t.Helper()
	dir = t.TempDir()
	j := mustOpen(t, dir, Options{})
	for i := range appends {
		lastFrame = j.Size()
		want = append(want, mustAppend(t, j, entries(i*2, 2, 20))...)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, segmentName(1)))
	if err != nil {
		t.Fatal(err)
	}
	return dir, b, lastFrame, want
}

// openWith puts segment in the place of the first segment in a new directory and opens that.
func openWith(t *testing.T, segment []byte) (*Journal, string, *records) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, segmentName(1)), segment, 0o600); err != nil {
		t.Fatal(err)
	}
	logged := &records{}
	return mustOpen(t, dir, Options{Log: slog.New(logged)}), dir, logged
}

func TestTornTailIsCutBackToTheLastWholeFrame(t *testing.T) {
	_, whole, last, want := written(t, 3)
	garbage := bytes.Repeat([]byte{0xa5, 'R', 'S', 'J', 'F', 1}, 50)
	flipped := slices.Clone(whole)
	flipped[len(whole)-3] ^= 0x10
	stale := append(slices.Clone(whole), whole[:last/2]...) // a frame of before, where a later one should be
	type torn struct {
		name    string
		segment []byte
		keep    int64 // length that stays
	}
	cases := []torn{
		{"zeros appended", append(slices.Clone(whole), make([]byte, 8192)...), int64(len(whole))},
		{"garbage appended", append(slices.Clone(whole), garbage...), int64(len(whole))},
		{"magic alone appended", append(slices.Clone(whole), frameMagic...), int64(len(whole))},
		{"old frame appended", stale, int64(len(whole))},
		{"last frame flipped", flipped, last},
		{"last frame zero", append(slices.Clone(whole[:last]), make([]byte, len(whole)-int(last))...), last},
		{"nothing but zeros", make([]byte, 4096), 0},
	}
	for n := last + 1; n < int64(len(whole)); n++ {
		cases = append(cases, torn{fmt.Sprint("cut at ", n), whole[:n], last})
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			j, dir, logged := openWith(t, c.segment)
			kept := want
			switch c.keep {
			case last:
				kept = want[:4]
			case 0:
				kept = nil
			}
			if d := diff(kept, readAll(t, j, 0)); d != "" {
				t.Fatalf("read (-want +got):\n%s", d)
			}
			if len(j.Damage()) > 0 {
				t.Errorf("a torn tail is no damage: %+v", j.Damage())
			}
			if len(logged.list) != 1 || logged.list[0].Level != slog.LevelWarn {
				t.Errorf("one warning expected: %v", logged.list)
			}
			aside, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%020d-%d.torn", 1, c.keep)))
			if err != nil || !bytes.Equal(aside, c.segment[c.keep:]) {
				t.Errorf("kept aside: %d bytes of %d, %v", len(aside), len(c.segment)-int(c.keep), err)
			}
			more := mustAppend(t, j, entries(77, 2, 30))
			if err := j.Close(); err != nil {
				t.Fatal(err)
			}
			j = mustOpen(t, dir, Options{})
			if d := diff(append(slices.Clone(kept), more...), readAll(t, j, 0)); d != "" {
				t.Fatalf("after an append and reopening (-want +got):\n%s", d)
			}
		})
	}
}

func TestDamageBeforeTheLastFrameOfTheLastSegmentIsNotCutOff(t *testing.T) {
	_, whole, _, want := written(t, 4)
	h, err := parseHeader(whole)
	if err != nil {
		t.Fatal(err)
	}
	first := h.size() // where the second frame begins
	if h, err = parseHeader(whole[first:]); err != nil {
		t.Fatal(err)
	}
	for _, offset := range []int64{first, first + 20, first + headerSize + 3} {
		broken := slices.Clone(whole)
		broken[offset] ^= 0x40
		j, _, _ := openWith(t, broken)
		if len(j.Damage()) != 1 {
			t.Errorf("byte %d flipped: Open reports %+v", offset, j.Damage())
		}
		if d := diff(append(slices.Clone(want[:2]), want[4:]...), readAll(t, j, 0)); d != "" {
			t.Fatalf("byte %d flipped (-want +got):\n%s", offset, d)
		}
		damage := j.Damage()
		if len(damage) != 1 {
			t.Fatalf("byte %d flipped: damage %+v", offset, damage)
		}
		got := fmt.Sprint(damage[0].File, " ", damage[0].Offset, " ", damage[0].Length, " ", damage[0].First, "-", damage[0].Last)
		if exp := fmt.Sprint(segmentName(1), " ", first, " ", h.size(), " 3-4"); got != exp {
			t.Errorf("byte %d flipped: damage %s, want %s", offset, got, exp)
		}
		if j.Last() != 8 {
			t.Errorf("last is %d", j.Last())
		}
	}
}

func TestFrameFarAheadAfterDamageIsNotTrusted(t *testing.T) {
	_, whole, _, want := written(t, 2)
	far := header{first: 1 << 60, last: 1 << 60, count: 1, stored: 0, raw: 0}
	segment := far.appendTo(append(slices.Clone(whole), make([]byte, 10)...))
	j, _, _ := openWith(t, segment)
	if d := diff(want, readAll(t, j, 0)); d != "" || j.Last() != 4 {
		t.Fatalf("last is %d (-want +got):\n%s", j.Last(), d)
	}
}

func TestOpenRemovesHalfWrittenCopies(t *testing.T) {
	dir, _, _, want := written(t, 2)
	for _, name := range []string{segmentName(1) + tempSuffix, indexName(1) + tempSuffix} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	j := mustOpen(t, dir, Options{})
	if d := diff(want, readAll(t, j, 0)); d != "" {
		t.Fatal(d)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*.tmp"))
	if err != nil || len(left) > 0 {
		t.Fatalf("left: %v, %v", left, err)
	}
}

func TestOpenFailsWhenTheDirectoryCannotBeMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, Options{}); err == nil {
		t.Fatal("opened a file as a directory")
	}
}
