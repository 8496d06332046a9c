package journal

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestOpenReportsSegmentsThatAreGoneOrCut(t *testing.T) {
	for _, kind := range []string{"first gone", "gone", "gone with its index", "cut", "cut between frames"} {
		t.Run(kind, func(t *testing.T) {
			j, dir, _ := segmented(t, smallOptions)
			first, second, third := j.segments[0], j.segments[1], j.segments[2]
			if err := j.Close(); err != nil {
				t.Fatal(err)
			}
			tail := second.index[len(second.index)-1]
			want := Damage{File: second.name(), First: second.base, Last: third.base - 1}
			var err error
			switch kind {
			case "first gone":
				want = Damage{File: first.name(), First: 1, Last: second.base - 1}
				err = os.Remove(filepath.Join(dir, first.name()))
			case "gone with its index":
				if err := os.Remove(filepath.Join(dir, indexName(second.base))); err != nil {
					t.Fatal(err)
				}
				fallthrough
			case "gone":
				err = os.Remove(filepath.Join(dir, second.name()))
			case "cut":
				want.Offset, want.Length, want.First = tail.offset, 10, tail.first
				err = os.Truncate(filepath.Join(dir, second.name()), tail.offset+10)
			case "cut between frames":
				want.Offset, want.First = tail.offset, tail.first
				err = os.Truncate(filepath.Join(dir, second.name()), tail.offset)
			}
			if err != nil {
				t.Fatal(err)
			}
			got := mustOpen(t, dir, smallOptions).Damage()
			if d := cmp.Diff([]Damage{want}, got, cmpopts.IgnoreFields(Damage{}, "Reason")); d != "" {
				t.Errorf("damage (-want +got):\n%s", d)
			}
		})
	}
}
