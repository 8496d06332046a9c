package duckdb_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

func statusOf(t *testing.T, s *duckdb.Store) store.Status {
	t.Helper()
	status, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return status
}

func wantProblem(t *testing.T, status store.Status, part string) {
	t.Helper()
	if status.Healthy != (part == "") || !strings.Contains(status.Problem, part) || (part == "" && status.Problem != "") {
		t.Errorf("healthy %v, problem %q; want %q", status.Healthy, status.Problem, part)
	}
}

func TestFullDiskIsAProblem(t *testing.T) {
	s := open(t, t.TempDir(), duckdb.Options{MinFree: 1 << 60})
	defer closeStore(t, s)
	wantProblem(t, statusOf(t, s), "")
	if _, err := s.Append(t.Context(), store.Batch{Source: "test", Facts: contacts(0, 1)}); err == nil {
		t.Fatal("append below the floor succeeded")
	}
	status := statusOf(t, s)
	if wantProblem(t, status, "nothing can be stored: journal disk is full"); status.Ready {
		t.Error("ready, and nothing can be stored")
	}
}

func TestRecordsThatTheJournalLostAreToldUntilAPersonEndsIt(t *testing.T) {
	dir := crashedFolder(t, 1200)
	change(t, filepath.Join(dir, "journal", "00000000000000000001.rsj"), func(b []byte) []byte { return b[:len(b)-1] })
	const told = "the journal lost records 801 to 1,200, which were acknowledged; the old figures are kept in projection/"
	for range 2 { // a restart changes nothing
		s := open(t, dir, duckdb.Options{})
		if err := s.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		wantContacts(t, s, 800)
		status := statusOf(t, s)
		if wantProblem(t, status, told); !status.Ready {
			t.Error("not ready, and records are taken and shown")
		}
		closeStore(t, s)
	}

	change(t, filepath.Join(dir, projectionFile), func([]byte) []byte { return []byte("no database") })
	s := open(t, dir, duckdb.Options{})
	defer closeStore(t, s)
	kept, err := filepath.Glob(filepath.Join(dir, projectionFile+".ahead-*"))
	if err != nil || len(kept) == 0 {
		t.Fatalf("the only copy of the figures is gone after another damage: %v, %v", kept, err)
	}
	if err := s.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	remove(t, filepath.Join(dir, "lost.json"))
	wantProblem(t, statusOf(t, s), "")
}

func TestContactWhoseRecordIsDamagedShowsItsRow(t *testing.T) {
	dir := crashedFolder(t, 30) // three frames of ten
	change(t, filepath.Join(dir, "journal", "00000000000000000001.rsj"), func(b []byte) []byte { b[60] ^= 0x40; return b })
	s := open(t, dir, duckdb.Options{})
	defer closeStore(t, s)
	want := contact(3, 0).Contact
	got, err := s.Contact(t.Context(), store.ContactRef{Scope: metric.Everything(), ContactID: want.ContactID})
	if err != nil {
		t.Fatal(err)
	}
	if got.Raw != nil || got.Versions != 1 || got.Contact.ContactID != want.ContactID ||
		got.Contact.Initiation != want.Initiation || got.Contact.LastUpdate != want.LastUpdate || got.Contact.Channel != "VOICE" {
		t.Errorf("contact: %+v", got)
	}
	wantProblem(t, statusOf(t, s), "is damaged")
}

func TestVersionWhoseRecordIsDamagedIsListed(t *testing.T) {
	dir := crashedFolder(t, 30) // three frames of ten
	s := open(t, dir, duckdb.Options{})
	wait(t, appendTo(t, s, contact(3, 1)))
	closeStore(t, s)
	change(t, filepath.Join(dir, "journal", "00000000000000000001.rsj"), func(b []byte) []byte { b[60] ^= 0x40; return b })
	s = open(t, dir, duckdb.Options{})
	defer closeStore(t, s)
	id := contact(3, 0).Contact.ContactID
	ref := store.ContactRef{Scope: metric.Everything(), ContactID: id}
	got, err := s.ContactVersions(t.Context(), store.VersionQuery{ContactRef: ref, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Versions) != 2 || got.Total != 2 {
		t.Fatalf("%d versions of %d, want both", len(got.Versions), got.Total)
	}
	lost, kept := got.Versions[0], got.Versions[1]
	if lost.Raw != nil || !lost.Received.IsZero() || lost.Source != "" || lost.LastUpdate != contact(3, 0).Contact.LastUpdate {
		t.Errorf("damaged version: %+v", lost)
	}
	if string(kept.Raw) != string(contact(3, 1).Raw) || kept.Source != "test" {
		t.Errorf("version behind the damaged one: %+v", kept)
	}
	detail, err := s.Contact(t.Context(), ref)
	if err != nil || len(detail.Chain) != 1 || detail.Chain[0].Damaged {
		t.Errorf("chain of a contact whose older version is damaged: %+v, %v", detail.Chain, err)
	}
	other, err := s.Contact(t.Context(), store.ContactRef{Scope: metric.Everything(), ContactID: contact(4, 0).Contact.ContactID})
	if err != nil || len(other.Chain) != 1 || !other.Chain[0].Damaged || other.Chain[0].Record.ContactID != contact(4, 0).Contact.ContactID {
		t.Errorf("chain of a contact whose record is damaged: %+v, %v", other.Chain, err)
	}
}

func TestRebuildIsAProblemUntilItEnds(t *testing.T) {
	dir := crashedFolder(t, 1200)
	remove(t, filepath.Join(dir, "projection"))
	s := open(t, dir, duckdb.Options{})
	defer closeStore(t, s)
	wantProblem(t, statusOf(t, s), "figures are being rebuilt: 0 of 1,200 records")
	if err := s.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantProblem(t, statusOf(t, s), "")
}

func TestFreshnessIsThatOfTheOldestRecordThatIsNotShown(t *testing.T) {
	now := testDay.Add(time.Second)
	dir := t.TempDir()
	s := open(t, dir, duckdb.Options{Now: func() time.Time { return now }})
	wait(t, appendTo(t, s, contacts(0, 2)...)) // received on testDay
	if at := statusOf(t, s).ProjectedAt; !at.Equal(now) {
		t.Errorf("with all shown: %v, want %v", at, now)
	}
	now = testDay.Add(time.Minute)
	if _, err := s.Append(t.Context(), store.Batch{Source: "test", Received: now, Facts: contacts(2, 3)}); err != nil {
		t.Fatal(err)
	}
	status := statusOf(t, s)
	wantProblem(t, status, "")
	if !status.ProjectedAt.Equal(now) {
		t.Errorf("with a record outstanding: %v, want its arrival %v", status.ProjectedAt, now)
	}
	received := now
	now = now.Add(11 * time.Second)
	wantProblem(t, statusOf(t, s), "figures are behind: they show 2 of 3 records")

	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	restarted := open(t, copied, duckdb.Options{Now: func() time.Time { return received }})
	if at := statusOf(t, restarted).ProjectedAt; !at.Equal(testDay) {
		t.Errorf("after a crash: %v, want the arrival %v of the newest that is shown", at, testDay)
	}
	closeStore(t, restarted)
	closeStore(t, s)
}
