package state

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDamagedDatabaseIsSetAsideAndBegunAnew(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"no database":  func([]byte) []byte { return []byte("this was a database once, and is none any more") },
		"header":       func(b []byte) []byte { copy(b, "garbage garbage"); return b },
		"cut":          func(b []byte) []byte { return b[:len(b)/2] },
		"schema":       func(b []byte) []byte { copy(b[100:], bytes.Repeat([]byte{0xa5}, 900)); return b },
		"another page": func(b []byte) []byte { copy(b[2*4096:], bytes.Repeat([]byte{0xa5}, 4096)); return b },
	} {
		t.Run(name, func(t *testing.T) {
			folder, clock := t.TempDir(), newClock()
			db := open(t, folder, clock)
			_, old, err := db.CreateIngestKey(t.Context(), IngestKey{Name: "old"})
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil { // moves the log into the file
				t.Fatal(err)
			}
			file := filepath.Join(folder, FileName)
			whole, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			broken := damage(whole)
			if err := os.WriteFile(file, broken, 0o600); err != nil {
				t.Fatal(err)
			}
			wantNewStart(t, folder, old, broken)
		})
	}
}

// wantNewStart opens a folder whose database was damaged.
func wantNewStart(t *testing.T, folder, old string, broken []byte) {
	t.Helper()
	var told strings.Builder
	db, err := Open(t.Context(), Options{Folder: folder, Now: newClock().Now, Logger: slog.New(slog.NewTextHandler(&told, nil))})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if key, err := db.EnsureIngestKey(t.Context(), ""); err != nil || key == "" || !allows(db, key) || allows(db, old) {
		t.Errorf("key %q, %v; want a new one in place of the old", key, err)
	}
	if !strings.Contains(told.String(), "give senders the new key") {
		t.Errorf("log does not say what to do: %s", &told)
	}
	kept, err := filepath.Glob(filepath.Join(folder, FileName+".damaged-*"))
	if err != nil || len(kept) == 0 {
		t.Fatalf("%v, %v; want the damaged file kept", kept, err)
	}
	if b, err := os.ReadFile(kept[0]); err != nil || !bytes.Equal(b, broken) {
		t.Errorf("%s is not the damaged file, %v", kept[0], err)
	}
}
