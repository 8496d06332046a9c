package duckdb_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/store/duckdb"
)

// The data folder may have any name: no word in it says anything about the database.
func TestNameOfTheFolderIsNoDamage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a WAL checksum of corrupt \"files")
	file := filepath.Join(dir, projectionFile)
	if err := os.MkdirAll(file, 0o700); err != nil { // a folder: DuckDB cannot read it, and it is not DuckDB's
		t.Fatal(err)
	}
	s, err := duckdb.Open(dir, duckdb.Options{})
	if err == nil {
		closeStore(t, s)
		t.Error("opened although the file cannot be read")
	}
	if _, err := os.Stat(file); err != nil {
		t.Errorf("it was set aside: %v", err)
	}
}

func TestOldDamageIsForgottenWhateverTheFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a [pattern")
	closeStore(t, open(t, dir, duckdb.Options{}))
	for range 3 {
		change(t, filepath.Join(dir, projectionFile), func([]byte) []byte { return []byte("no database") })
		closeStore(t, open(t, dir, duckdb.Options{}))
	}
	entries, err := os.ReadDir(filepath.Dir(filepath.Join(dir, projectionFile)))
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for _, entry := range entries {
		if strings.Contains(entry.Name(), ".damaged-") {
			kept = append(kept, entry.Name())
		}
	}
	if len(kept) != 1 {
		t.Errorf("%v are kept, want the newest alone", kept)
	}
}

// A crash between the two moves must not split the only copy of what the journal lost.
func TestFiguresThatTheJournalLostAreKeptWholeAfterACrash(t *testing.T) {
	dir := crashedFolder(t, 1200)
	file := filepath.Join(dir, projectionFile)
	aside := file + ".ahead-20260302T000000.000"
	change(t, filepath.Join(dir, "journal", "00000000000000000001.rsj"), func(b []byte) []byte { return b[:len(b)-1] })
	if err := os.Rename(file+".wal", aside+".wal"); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir, duckdb.Options{})
	if err := s.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantContacts(t, s, 800)
	closeStore(t, s)

	whole := t.TempDir() // the copy, with no journal at all
	if err := os.MkdirAll(filepath.Join(whole, "projection"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", ".wal"} {
		if err := os.Rename(aside+suffix, filepath.Join(whole, projectionFile+suffix)); err != nil {
			t.Fatal(err)
		}
	}
	s = open(t, whole, duckdb.Options{})
	defer closeStore(t, s)
	wantProblem(t, statusOf(t, s), "the journal lost records 1 to 1,200")
}
