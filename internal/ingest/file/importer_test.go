package file

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
)

func TestEveryFormatIsRead(t *testing.T) {
	all := records(0, 3)
	lines := []byte(strings.Join(all, "\n") + "\n")
	failed := ""
	for _, r := range all {
		failed += fmt.Sprintf(`{"attemptsMade":4,"arrivalTimestamp":1772443455123,"errorCode":"500","errorMessage":"x","attemptEndingTimestamp":1,"rawData":%q}`+"\n",
			base64.StdEncoding.EncodeToString([]byte(r)))
	}
	for name, content := range map[string][]byte{
		"one a line":             lines,
		"one a line, Windows":    []byte(strings.Join(all, "\r\n")),
		"with a byte order mark": append([]byte("\xef\xbb\xbf"), lines...),
		"one behind another":     []byte(strings.Join(all, "")),
		"array":                  []byte("[\n" + strings.Join(all, ",\n") + "\n]\n"),
		"pretty":                 []byte(strings.ReplaceAll(strings.Join(all, "\n\n"), ",", ",\n  ")),
		"mixed":                  []byte("[" + all[0] + "]" + all[1] + "\n" + all[2]),
		"gzip":                   gzipped(lines),
		"gzip, several members":  append(gzipped([]byte(all[0])), gzipped([]byte(all[1]+all[2]))...),
		"zstd":                   zstandard(lines),
		"zstd of gzip":           zstandard(gzipped(lines)),
		"gzip of zstd":           gzipped(zstandard(lines)),
		"undelivered":            []byte(failed),
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{}
			got, err := importer(s).Import(t.Context(), write(t, filepath.Join(t.TempDir(), "x"), content))
			if err != nil {
				t.Fatal(err)
			}
			counts(t, got, store.Outcome{Read: 3, Stored: 3})
			if diff := cmp.Diff([]string{id(0), id(1), id(2)}, s.keys()); diff != "" {
				t.Errorf("stored (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFolderIsReadWithAllBelowIt(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "2026/11/22/b"), []byte(record("b")))
	write(t, filepath.Join(folder, "2026/11/21/a.gz"), gzipped([]byte(record("a"))))
	write(t, filepath.Join(folder, "c"), []byte(record("c")))
	write(t, filepath.Join(folder, "empty"), nil)
	write(t, filepath.Join(folder, "empty.gz"), gzipped(nil))
	write(t, filepath.Join(folder, ".hidden"), []byte(record("hidden")))
	write(t, filepath.Join(folder, ".git/x"), []byte(record("hidden too")))
	files, err := Expand([]string{folder, "-"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2026/11/21/a.gz", "2026/11/22/b", "c", "empty", "empty.gz"}
	for n := range want {
		want[n] = filepath.Join(folder, want[n])
	}
	if diff := cmp.Diff(append(want, "-"), files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	s := &shelf{}
	got, err := importer(s).Import(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	counts(t, got, store.Outcome{Read: 3, Stored: 3})
	if s.batches != 1 {
		t.Errorf("%d commits for a few small files, want 1", s.batches)
	}
}

func TestNothingInAFolderIsPassedOverUnnoticed(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "a"), []byte(record("a")))
	write(t, filepath.Join(folder, "z"), []byte(record("z")))
	elsewhere := write(t, filepath.Join(t.TempDir(), "linked"), []byte(record("linked")))
	for name, target := range map[string]string{"file": elsewhere, "nowhere": "none", "loop": ".", "folder": filepath.Dir(elsewhere)} {
		if err := os.Symlink(target, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(folder, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &shelf{}
	got, err := importer(s).Import(t.Context(), folder)
	counts(t, got, store.Outcome{Read: 3, Stored: 3})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"/nowhere: ", "/loop: a link to a folder", "/folder: a link to a folder"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error without %q: %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "pipe") {
		t.Errorf("error %v: a pipe in a folder is nothing to complain of", err)
	}
}

func TestLinkToAFolderIsThatFolder(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "sub", "a"), []byte(record("a")))
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(folder, link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{link, link + "/", folder + "/"} {
		s := &shelf{}
		got, err := importer(s).Import(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		counts(t, got, store.Outcome{Read: 1, Stored: 1})
	}
}

func TestSocketIsRefusedBeforeTheImportBegins(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	if _, err := Expand([]string{path}); err == nil || !strings.Contains(err.Error(), "socket") {
		t.Errorf("error %v, want one that speaks of a socket", err)
	}
}

func TestStandardInputIsReadForADash(t *testing.T) {
	s := &shelf{}
	got, err := importer(s, func(o *Options) { o.Stdin = bytes.NewReader(gzipped([]byte(record("a") + record("b")))) }).Import(t.Context(), "-")
	if err != nil {
		t.Fatal(err)
	}
	counts(t, got, store.Outcome{Read: 2, Stored: 2})
	if _, err := importer(s).Import(t.Context(), "-"); err == nil {
		t.Error("no error without a standard input")
	}
}

func TestStreamIsRead(t *testing.T) {
	s := &shelf{}
	got, err := importer(s).Stream(t.Context(), "upload", strings.NewReader(record("a")+"\n"+record("b")), nil)
	if err != nil {
		t.Fatal(err)
	}
	counts(t, got, store.Outcome{Read: 2, Stored: 2})
}

func TestMissingFileStopsTheImportBeforeItBegins(t *testing.T) {
	s := &shelf{}
	file := write(t, filepath.Join(t.TempDir(), "a"), []byte(record("a")))
	_, err := importer(s).Import(t.Context(), file, file+".missing")
	if !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), "missing") {
		t.Errorf("error %v, want one that names the missing file", err)
	}
	if s.batches != 0 {
		t.Error("records were stored all the same")
	}
}

func TestWhatIsNoRecordGoesToQuarantine(t *testing.T) {
	content := record("a") + "\n{\"ContactId\":\"b\",\n" + record("c") + "\n{\"x\":1}\n" + record("d") + "\n{\"cut\":"
	s := &shelf{}
	got, err := importer(s).Import(t.Context(), write(t, filepath.Join(t.TempDir(), "x"), []byte(content)))
	if err != nil {
		t.Fatal(err)
	}
	counts(t, got, store.Outcome{Read: 6, Stored: 3, Quarantined: 3})
	want := []string{"!{\"ContactId\":\"b\",", `!{"cut":`, `!{"x":1}`, "a", "c", "d"}
	if diff := cmp.Diff(want, s.keys()); diff != "" {
		t.Errorf("seen (-want +got):\n%s", diff)
	}
}

func TestWhatIsNoTextIsRefusedWithAReason(t *testing.T) {
	for name, test := range map[string]struct{ content, reason string }{
		"picture":               {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not text"},
		"ZIP":                   {"PK\x03\x04rest", "ZIP"},
		"Parquet":               {"PAR1rest", "Parquet"},
		"UTF-16":                {"{\x00\"\x00", "UTF-8"},
		"gzip, its first bytes": {"\x1f\x8b\x08\x00\x00", "gzip"},
		"bomb":                  {string(gzipped(gzipped(gzipped(gzipped([]byte(record("x"))))))), "packed"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{}
			folder := t.TempDir()
			write(t, filepath.Join(folder, "b"), []byte(test.content))
			write(t, filepath.Join(folder, "a"), []byte(record("a")))
			write(t, filepath.Join(folder, "c"), []byte(record("c")))
			got, err := importer(s).Import(t.Context(), folder)
			if !errors.Is(err, ErrUnreadable) || !strings.Contains(err.Error(), test.reason) || !strings.Contains(err.Error(), filepath.Join(folder, "b")) {
				t.Errorf("error %v, want one that names the file and says %q", err, test.reason)
			}
			counts(t, got, store.Outcome{Read: 2, Stored: 2})
		})
	}
}

func TestDamagedTailKeepsEverythingBeforeIt(t *testing.T) {
	var text strings.Builder
	for i := range 5000 {
		text.WriteString(record(fmt.Sprintf("%d-%x", i, i*i*7919)))
	}
	whole := gzipped([]byte(text.String()))
	folder := t.TempDir()
	write(t, filepath.Join(folder, "a.gz"), whole[:len(whole)*3/4])
	write(t, filepath.Join(folder, "b"), []byte(record("other")))
	s := &shelf{}
	got, err := importer(s).Import(t.Context(), folder)
	if err == nil || !strings.Contains(err.Error(), "a.gz: damaged after byte ") || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v, want one that names the file and the place", err)
	}
	if got.Stored < 3000 || got.Stored > 4500 || got.Quarantined != 0 || s.seen["other"] != 1 {
		t.Errorf("outcome %+v: want about 3,750 stored, none quarantined, and the other file", got.Outcome)
	}
}

func TestImportedAgainCountsAsDuplicates(t *testing.T) {
	file := write(t, filepath.Join(t.TempDir(), "x"), []byte(strings.Join(records(0, 10), "\n")))
	s := &shelf{}
	ledger := ledgerOf(t, t.TempDir())
	for _, want := range []store.Outcome{{Read: 10, Stored: 10}, {Read: 10, Duplicates: 10}} {
		got, err := importer(s, func(o *Options) { o.Ledger = ledger; o.Records = 3 }).Import(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		counts(t, got, want)
		if got.ResumedRecords != 0 {
			t.Errorf("%d records said to be resumed of a finished import", got.ResumedRecords)
		}
	}
}

func ledgerOf(t *testing.T, folder string) *state.DB {
	t.Helper()
	db, err := state.Open(t.Context(), state.Options{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestProgressIsToldAndTracked(t *testing.T) {
	folder := t.TempDir()
	size := 0
	for n := range 4 {
		content := []byte(strings.Join(records(n*10, n*10+10), "\n"))
		size += len(content)
		write(t, filepath.Join(folder, fmt.Sprint(n)), content)
	}
	tracker := new(Tracker)
	s := &shelf{}
	s.onAppend = func(batches int) error {
		if now, ok := tracker.Current(); !ok || now.TotalBytes != int64(size) || now.Records > int64(batches-1)*5 {
			t.Errorf("during commit %d: %+v, %t", batches, now, ok)
		}
		return nil
	}
	var told []Progress
	_, err := importer(s, func(o *Options) {
		o.Tracker, o.Records = tracker, 5
		o.Progress = func(p Progress) { told = append(told, p) }
	}).Import(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	last := told[len(told)-1]
	if last.Records != 40 || last.Files != 4 || last.TotalFiles != 4 || last.Bytes != int64(size) || last.RecordsPerSecond <= 0 {
		t.Errorf("last told %+v", last)
	}
	if percent, ok := last.Percent(); !ok || percent != 100 {
		t.Errorf("%v %%, %t; want 100", percent, ok)
	}
	if left, ok := last.Left(); !ok || left != 0 {
		t.Errorf("%v left, %t; want 0", left, ok)
	}
	if now, ok := tracker.Current(); ok {
		t.Errorf("still tracked after the end: %+v", now)
	}
}

func TestTrackerShowsTheLatestOfSeveral(t *testing.T) {
	tracker := new(Tracker)
	_, endFirst := tracker.begin(Progress{Name: "first"})
	update, endSecond := tracker.begin(Progress{Name: "second"})
	update(Progress{Name: "second", Records: 7})
	if now, _ := tracker.Current(); now.Name != "second" || now.Records != 7 {
		t.Errorf("shows %+v, want the second with 7 records", now)
	}
	endSecond()
	if now, _ := tracker.Current(); now.Name != "first" {
		t.Errorf("shows %+v, want the first", now)
	}
	endFirst()
	if _, ok := tracker.Current(); ok {
		t.Error("shows an import when none runs")
	}
}

func TestUnknownTotalHasNoPercent(t *testing.T) {
	p := Progress{Bytes: 5, BytesPerSecond: 1}
	if _, ok := p.Percent(); ok {
		t.Error("a percentage of an unknown total")
	}
	if _, ok := p.Left(); ok {
		t.Error("a time left of an unknown total")
	}
	if left, ok := (Progress{Bytes: 5, TotalBytes: 15, BytesPerSecond: 5}).Left(); !ok || left != 2*time.Second {
		t.Errorf("%v, %t left; want 2 s", left, ok)
	}
}
