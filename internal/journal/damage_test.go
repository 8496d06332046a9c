package journal

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFailedReadIsAnErrorAndNoDamage(t *testing.T) {
	for _, indexed := range []bool{true, false} {
		d, j, want := prepared(t, 1)
		second := j.segments[1]
		bad := second.index[len(second.index)/2]
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		if !indexed {
			delete(d.names, indexName(second.base))
		}
		j = mustOpenDisk(t, d, smallOptions)
		d.readFault = func(name string, offset, end int64) error {
			if name == second.name() && offset <= bad.offset && bad.offset < end {
				return syscall.EIO
			}
			return nil
		}
		var got []Entry
		err := j.Read(context.Background(), 0, func(e Entry) error { got = append(got, e); return nil })
		if !errors.Is(err, syscall.EIO) {
			t.Fatalf("indexed=%v: read: %v", indexed, err)
		}
		if n := len(got); n == 0 || got[n-1].Seq >= bad.first {
			t.Errorf("indexed=%v: %d entries were read, up to one behind the fault at %d", indexed, n, bad.first)
		}
		if _, err := j.Get(bad.first); !errors.Is(err, syscall.EIO) || errors.Is(err, ErrDamaged) {
			t.Errorf("indexed=%v: get: %v", indexed, err)
		}
		d.readFault = nil
		if d := diff(want, readAll(t, j, 0)); d != "" {
			t.Errorf("indexed=%v: read when the disk works again (-want +got):\n%s", indexed, d)
		}
		if list := j.Damage(); len(list) > 0 {
			t.Errorf("indexed=%v: damage: %+v", indexed, list)
		}
	}
}

// damaged makes a journal with one damaged frame that has been read over, and returns how to mend it.
func damaged(t *testing.T) (dir string, mend func()) {
	t.Helper()
	j, dir, _ := segmented(t, smallOptions)
	second, limit := j.segments[1], j.segments[2].base
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(dir, second.name()))
	if err != nil {
		t.Fatal(err)
	}
	breakSegment(t, dir, second, limit, "entries")
	return dir, func() {
		if err := os.WriteFile(filepath.Join(dir, second.name()), whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDamageIsRememberedOverARestart(t *testing.T) {
	dir, _ := damaged(t)
	j := mustOpen(t, dir, smallOptions)
	readAll(t, j, 0)
	want := j.Damage()
	if len(want) != 1 {
		t.Fatalf("damage: %+v", want)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // it is kept, not handed over once
		j := mustOpen(t, dir, smallOptions)
		if d := cmp.Diff(want, j.Damage()); d != "" {
			t.Errorf("after a restart (-want +got):\n%s", d)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDamageIsForgottenWhenItsFrameIsReadAgain(t *testing.T) {
	dir, mend := damaged(t)
	j := mustOpen(t, dir, smallOptions)
	readAll(t, j, 0)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	mend()
	j = mustOpen(t, dir, smallOptions)
	if list := j.Damage(); len(list) != 1 {
		t.Fatalf("damage before anything was read again: %+v", list)
	}
	readAll(t, j, 0)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if list := mustOpen(t, dir, smallOptions).Damage(); len(list) > 0 {
		t.Errorf("damage: %+v", list)
	}
}

func TestUnreadableListOfDamageDoesNotKeepTheJournalShut(t *testing.T) {
	j, dir, want := segmented(t, smallOptions)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, damageName), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if d := diff(want, readAll(t, mustOpen(t, dir, smallOptions), 0)); d != "" {
		t.Error(d)
	}
}
