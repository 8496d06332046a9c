package state

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestAForgottenAccountIsGone(t *testing.T) {
	t.Parallel()
	folder, clock := t.TempDir(), newClock()
	db, account := setUp(t, folder, clock)
	if err := db.SavePerson(t.Context(), account.Name, `{"email":"quagmire@example.org"}`); err != nil {
		t.Fatal(err)
	}
	for _, owner := range []string{"of-kim", "of-lee"} {
		if _, err := db.SaveView(t.Context(), SavedView{Owner: owner, Kind: "report", Name: "mine", Query: "a=b"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.ForgetAccount(t.Context(), account.Name, "of-kim"); !errors.Is(err, ErrEnabled) {
		t.Errorf("one that may sign in: %v", err)
	}
	if err := db.ForgetAccount(t.Context(), "nobody", "of-kim"); !errors.Is(err, ErrNoAccount) {
		t.Errorf("one that is not there: %v", err)
	}
	if err := db.DisableAccount(t.Context(), account.Name); err != nil {
		t.Fatal(err)
	}
	if err := db.ForgetAccount(t.Context(), account.Name, "of-kim"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Account(t.Context(), account.Name); !errors.Is(err, ErrNoAccount) {
		t.Errorf("the account: %v", err)
	}
	if _, err := db.Person(t.Context(), account.Name); !errors.Is(err, ErrNoAccount) {
		t.Errorf("its owner: %v", err)
	}
	for owner, want := range map[string]int{"of-kim": 0, "of-lee": 1} {
		if views, err := db.SavedViews(t.Context(), owner, ""); err != nil || len(views) != want {
			t.Errorf("views %s: %d, %v, want %d", owner, len(views), err, want)
		}
	}
}

func TestWhatHasHadItsTimeIsDropped(t *testing.T) {
	t.Parallel()
	folder, clock := t.TempDir(), newClock()
	db := open(t, folder, clock)
	if _, err := db.BeginSession(t.Context(), aSession(clock), nil, clock.Now()); err != nil {
		t.Fatal(err)
	}
	if err := db.Audit(t.Context(), AuditEntry{Provider: "local", Who: "quagmire", Action: "sign_in"}); err != nil {
		t.Fatal(err)
	}
	kept := func(want bool) {
		t.Helper()
		if err := db.Expire(t.Context()); err != nil {
			t.Fatal(err)
		}
		var sessions, entries int
		if err := db.db.QueryRowContext(t.Context(), "select (select count(*) from session), (select count(*) from audit)").Scan(&sessions, &entries); err != nil {
			t.Fatal(err)
		}
		if (sessions == 1) != want || entries != 1 {
			t.Errorf("%d sessions and %d entries", sessions, entries)
		}
	}
	kept(true)
	clock.advance(SessionIdle)
	kept(false)
	clock.advance((AuditDays + 1) * 24 * time.Hour)
	if err := errors.Join(db.Expire(t.Context()), db.AgeAudit(t.Context(), time.UTC)); err != nil { // why a session ended is kept for a day
		t.Fatal(err)
	}
	if entries, err := db.AuditEntries(t.Context(), AuditQuery{To: clock.Now(), Limit: 9, Action: "sign_in"}); err != nil || len(entries) != 0 {
		t.Errorf("entries after two years: %d, %v", len(entries), err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(filepath.Join(folder, FileName)); err != nil || bytes.Contains(text, []byte("quagmire")) {
		t.Errorf("the file still has what was dropped: %v", err)
	}
}
