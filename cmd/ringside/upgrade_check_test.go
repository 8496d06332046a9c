package main

import (
	"archive/tar"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

// firstFolder is a data folder of the first format: see testdata/first-folder/README.md.
func firstFolder(t *testing.T) string {
	t.Helper()
	packed, err := os.Open("testdata/first-folder/folder.tar.zst")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	plain, err := zstd.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	dir := filepath.Join(t.TempDir(), "data")
	for entries := tar.NewReader(plain); ; {
		entry, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return dir
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(entry.Name))
		if entry.Typeflag == tar.TypeDir {
			if err := os.MkdirAll(path, 0o700); err != nil {
				t.Fatal(err)
			}
			continue
		}
		text, err := io.ReadAll(entries)
		if err == nil {
			err = os.WriteFile(path, text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// contents are the files of a folder by their sums.
func contents(t *testing.T, dir string) map[string][sha256.Size]byte {
	t.Helper()
	sums := map[string][sha256.Size]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		sums[path] = sha256.Sum256(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sums
}

// look runs upgrade-check; it returns what would be done with each part.
func look(t *testing.T, dir string, want int) map[string]upgradePart {
	t.Helper()
	stdout, stderr, code := ringside(t, "upgrade-check", "--data", dir, "--format", "json")
	var answer struct{ Parts []upgradePart }
	if err := json.Unmarshal([]byte(stdout), &answer); err != nil || code != want {
		t.Fatalf("code %d, %v: %s%s", code, err, stdout, stderr)
	}
	parts := map[string]upgradePart{}
	for _, part := range answer.Parts {
		parts[part.Part] = part
	}
	return parts
}

func TestAFolderOfTheFirstFormatOpensWithTheSameFigures(t *testing.T) {
	dir := firstFolder(t)
	before := contents(t, dir)
	if part := look(t, dir, exitOK)["state.db"]; part.Found == nil || *part.Found != 1 || *part.Known < 20 || !strings.Contains(part.Would, "brought") {
		t.Errorf("%+v", part)
	}
	if d := cmp.Diff(before, contents(t, dir)); d != "" {
		t.Errorf("looking has changed the folder: %s", d)
	}

	stdout, stderr, code := ringside(t, "query", "--panels", "--from", "2026-10-31", "--to", "2026-11-01", "--zone", "Asia/Seoul", "--data", dir, "--format", "json")
	var got, want map[string]any
	text, err := os.ReadFile("testdata/first-folder/panels.json")
	if err := errors.Join(err, json.Unmarshal(text, &want), json.Unmarshal([]byte(stdout), &got)); err != nil || code != exitOK {
		t.Fatalf("code %d, %v: %s", code, err, stderr)
	}
	for name := range got {
		if _, then := want[name]; !then {
			delete(got, name) // came later
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-first +now:\n%s", d)
	}
	if stdout, stderr, _ = ringside(t, "quarantine", "list", "--data", dir); !strings.Contains(stdout, "not JSON") {
		t.Errorf("what was in quarantine is not: %s%s", stdout, stderr)
	}
	if part := look(t, dir, exitOK)["state.db"]; part.Would != "opens as it is" {
		t.Errorf("after it was opened: %+v", part)
	}
}

func TestUpgradeCheckNamesWhatANewerVersionHasWritten(t *testing.T) {
	dir := firstFolder(t)
	db, err := sql.Open("sqlite3", filepath.Join(dir, "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("insert into migration (version, applied_ms) values (9999, 0)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if part := look(t, dir, exitFailed)["state.db"]; part.Opens {
		t.Errorf("%+v", part)
	}

	dir = firstFolder(t)
	segments, err := filepath.Glob(filepath.Join(dir, "journal", "*.rsj"))
	if err != nil || len(segments) == 0 {
		t.Fatal(segments, err)
	}
	text, err := os.ReadFile(segments[0])
	if err != nil {
		t.Fatal(err)
	}
	text[4]++ // its version, and the sum over the header
	binary.LittleEndian.PutUint32(text[40:], crc32.Checksum(text[:40], crc32.MakeTable(crc32.Castagnoli)))
	if err := os.WriteFile(segments[0], text, 0o600); err != nil {
		t.Fatal(err)
	}
	if part := look(t, dir, exitFailed)["journal"]; part.Opens {
		t.Errorf("%+v", part)
	}
	before := contents(t, dir)
	if _, stderr, code := ringside(t, "query", "--panels", "--from", "2026-10-31", "--to", "2026-11-01", "--data", dir); code != exitFailed || !strings.Contains(stderr, "newer version") {
		t.Errorf("it was opened: code %d, %s", code, stderr)
	}
	if d := cmp.Diff(before, contents(t, dir)); d != "" {
		t.Errorf("refusing it has changed the folder: %s", d)
	}
}

// A folder that is served has a log beside its databases, which may not be read past.
func TestUpgradeCheckLooksBesideAServer(t *testing.T) {
	dir := firstFolder(t)
	server := startServer(t, dir)
	for name, part := range look(t, dir, exitOK) {
		if part.Found != nil && part.Would != "opens as it is" {
			t.Errorf("%s: %+v", name, part)
		}
	}
	if err := server.stop(); err != nil {
		t.Error(err)
	}
}
