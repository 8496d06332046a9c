package duckdb_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

const projectionFile = "projection/contacts.duckdb"

func TestRebuildsADamagedProjection(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, dir string){
		"flipped byte in the log": func(t *testing.T, dir string) {
			change(t, filepath.Join(dir, projectionFile+".wal"), func(b []byte) []byte { b[len(b)/2] ^= 0x40; return b })
		},
		"zeros behind the log": func(t *testing.T, dir string) {
			change(t, filepath.Join(dir, projectionFile+".wal"), func(b []byte) []byte { return append(b, make([]byte, 4096)...) })
		},
		"cut log": func(t *testing.T, dir string) {
			change(t, filepath.Join(dir, projectionFile+".wal"), func(b []byte) []byte { return b[:len(b)*2/3] })
		},
		"no log": func(t *testing.T, dir string) { remove(t, filepath.Join(dir, projectionFile+".wal")) },
		"overwritten header": func(t *testing.T, dir string) {
			change(t, filepath.Join(dir, projectionFile), func(b []byte) []byte { copy(b, bytes.Repeat([]byte{7}, 8192)); return b })
		},
		"cut file": func(t *testing.T, dir string) {
			closeStore(t, open(t, dir, duckdb.Options{})) // moves the log into the file
			change(t, filepath.Join(dir, projectionFile), func(b []byte) []byte { return b[:len(b)/2] })
		},
		"no file":         func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "projection")) },
		"another journal": func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "journal")) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := crashedFolder(t, 300)
			damage(t, dir)
			want := int64(300)
			if name == "another journal" {
				want = 0
			}
			s := open(t, dir, duckdb.Options{})
			defer closeStore(t, s)
			if err := s.CatchUp(t.Context()); err != nil {
				t.Fatalf("catch up: %v", err)
			}
			wantContacts(t, s, want)
		})
	}
}

// crashedFolder is a copy of a folder in use, as a crash would leave it: n contacts, some of them in DuckDB's log.
func crashedFolder(t *testing.T, n int) string {
	t.Helper()
	from, to := t.TempDir(), t.TempDir()
	s := open(t, from, duckdb.Options{})
	defer closeStore(t, s)
	for i := range 3 {
		wait(t, appendTo(t, s, contacts(i*n/3, (i+1)*n/3)...))
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

func change(t *testing.T, file string, how func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, how(b), 0o600); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

func TestRebuildGivesTheSameAnswers(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{})
	defer closeStore(t, s)
	wait(t, appendTo(t, s, contacts(0, 50)...))
	wait(t, appendTo(t, s, contact(3, 1), contact(3, 0), contact(4, 2), connect.Decode([]byte("broken"))))
	list, err := s.Quarantine().List(t.Context(), 0, 10)
	if err != nil || len(list) != 1 {
		t.Fatalf("quarantine: %v, %v; want 1", list, err)
	}
	if err := s.Quarantine().Replayed(t.Context(), list[0].Seq); err != nil {
		t.Fatal(err)
	}
	wait(t, appendTo(t, s, connect.Decode([]byte("broken")), connect.Decode([]byte("broken, too"))))
	before, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Rebuild(t.Context()); err != nil {
		t.Fatalf("rebuild: %v", err)
	}
	after, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before.ProjectedAt, after.ProjectedAt = time.Time{}, time.Time{}
	before.ProjectionBytes, after.ProjectionBytes = 0, 0
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("status (- before, + after):\n%s", diff)
	}
	wantContacts(t, s, 50)
}

func TestFolderIsHeldByOne(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, duckdb.Options{})
	if _, err := duckdb.Open(dir, duckdb.Options{}); !errors.Is(err, store.ErrLocked) {
		t.Errorf("second open: %v, want %v", err, store.ErrLocked)
	}
	closeStore(t, s)
	closeStore(t, open(t, dir, duckdb.Options{}))
}

func TestAppendRefusesBelowTheDiskFloor(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{MinFree: 1 << 60})
	defer closeStore(t, s)
	_, err := s.Append(t.Context(), store.Batch{Source: "test", Facts: contacts(0, 1)})
	if !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("append: %v, want %v", err, store.ErrUnavailable)
	}
}
