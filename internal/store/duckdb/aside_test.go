package duckdb

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func writeFiles(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := os.WriteFile(name, []byte(filepath.Base(name)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// namesIn lists a folder.
func namesIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestDatabaseStaysWhereItIsUntilItsLogHasMoved(t *testing.T) {
	file := filepath.Join(t.TempDir(), "db")
	writeFiles(t, file, file+".wal")
	if err := os.MkdirAll(file+".ahead-1.wal/full", 0o700); err != nil { // so that the log cannot be moved
		t.Fatal(err)
	}
	if err := setAside(file, file+".ahead-1"); err == nil {
		t.Fatal("set aside although the log could not be moved")
	}
	want := []string{"db", "db.ahead-1.wal", "db.wal"}
	if diff := cmp.Diff(want, namesIn(t, filepath.Dir(file))); diff != "" {
		t.Errorf("files (- want, + got):\n%s", diff)
	}
}

func TestSettingAsideIsFinishedAfterACrash(t *testing.T) {
	for name, test := range map[string]struct{ found, want []string }{
		"nothing aside":        {[]string{"db", "db.wal"}, []string{"db", "db.wal"}},
		"nothing there":        {nil, []string{}},
		"log moved":            {[]string{"db", "db.ahead-1.wal"}, []string{"db.ahead-1", "db.ahead-1.wal"}},
		"one log of two moved": {[]string{"db", "db.ahead-1.wal.checkpoint", "db.wal"}, []string{"db.ahead-1", "db.ahead-1.wal", "db.ahead-1.wal.checkpoint"}},
		"log of no database":   {[]string{"db.damaged-1.wal"}, []string{}},
		"whole":                {[]string{"db", "db.wal", "db.ahead-1", "db.ahead-1.wal"}, []string{"db", "db.ahead-1", "db.ahead-1.wal", "db.wal"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, found := range test.found {
				writeFiles(t, filepath.Join(dir, found))
			}
			if err := finishSettingAside(filepath.Join(dir, "db")); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, namesIn(t, dir)); diff != "" {
				t.Errorf("files (- want, + got):\n%s", diff)
			}
		})
	}
}
