package state

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// setUp is a database with the first account, which can sign in.
func setUp(t *testing.T, folder string, clock *ticker) (*DB, Account) {
	t.Helper()
	db := open(t, folder, clock)
	token, err := db.EnsureAccount(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := db.SetUpAccount(t.Context(), token, "$argon2id$1", "SECRET"); err != nil {
		t.Fatal(err)
	}
	account, err := db.Account(t.Context(), FirstAccount)
	if err != nil {
		t.Fatal(err)
	}
	return db, account
}

func TestTheFirstAccountIsMadeUntilOneIsSetUp(t *testing.T) {
	clock := newClock()
	folder := t.TempDir()
	db := open(t, folder, clock)
	first, err := db.EnsureAccount(t.Context())
	if err != nil || len(first) != 43 {
		t.Fatalf("%q, %v", first, err)
	}
	second, err := db.EnsureAccount(t.Context())
	if err != nil || second == first || len(second) != 43 {
		t.Fatalf("the next start: %q, %v", second, err)
	}
	if _, err := db.AccountOfLink(t.Context(), first); !errors.Is(err, ErrNoAccount) {
		t.Errorf("the link before: %v", err)
	}
	if name, err := db.AccountOfLink(t.Context(), second); err != nil || name != FirstAccount {
		t.Errorf("%q, %v", name, err)
	}
	if err := db.SetUpAccount(t.Context(), second, "$argon2id$1", "SECRET"); err != nil {
		t.Fatal(err)
	}
	if third, err := db.EnsureAccount(t.Context()); err != nil || third != "" {
		t.Errorf("with an account: %q, %v", third, err)
	}
	got, err := db.Accounts(t.Context())
	want := []Account{{Name: FirstAccount, Role: FirstRole, Password: "$argon2id$1", CodeSecret: "SECRET", Created: clock.Now()}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v; %s", err, diff)
	}
	for _, name := range []string{FileName, FileName + "-wal"} {
		if b, err := os.ReadFile(filepath.Join(folder, name)); err != nil || bytes.Contains(b, []byte(second)) {
			t.Errorf("%s holds a link, or cannot be read: %v", name, err)
		}
	}
}

func TestALinkCountsOnceAndForADay(t *testing.T) {
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	token, err := db.CreateAccount(t.Context(), "kim", "analyst")
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{"", "x", token[1:], token + "x"} {
		if err := db.SetUpAccount(t.Context(), wrong, "p", "s"); !errors.Is(err, ErrNoAccount) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	clock.advance(LinkLasts - time.Millisecond)
	if err := db.SetUpAccount(t.Context(), token, "p", "s"); err != nil {
		t.Fatal(err)
	}
	if err := db.SetUpAccount(t.Context(), token, "p2", "s2"); !errors.Is(err, ErrNoAccount) {
		t.Errorf("again: %v", err)
	}
	if token, err = db.ResetAccount(t.Context(), "kim"); err != nil {
		t.Fatal(err)
	}
	clock.advance(LinkLasts)
	if err := db.SetUpAccount(t.Context(), token, "p", "s"); !errors.Is(err, ErrNoAccount) {
		t.Errorf("after a day: %v", err)
	}
}

func TestAccountsHaveNamesOfTheirOwn(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	for _, name := range []string{"kim", "k", "kim.y_2@example.org-x"} {
		if _, err := db.CreateAccount(t.Context(), name, FirstRole); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"", "Kim", "kim", "김", ".kim", "kim lee", "kim\n", string(bytes.Repeat([]byte("k"), 65))} {
		if _, err := db.CreateAccount(t.Context(), name, FirstRole); !errors.Is(err, ErrAccountName) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestAnAccountThatLetsNobodyInEndsItsSessions(t *testing.T) {
	for name, end := range map[string]func(db *DB) error{
		"disabled": func(db *DB) error { return db.DisableAccount(t.Context(), FirstAccount) },
		"reset":    func(db *DB) error { _, err := db.ResetAccount(t.Context(), FirstAccount); return err },
	} {
		t.Run(name, func(t *testing.T) {
			clock, folder := newClock(), t.TempDir()
			db, account := setUp(t, folder, clock)
			cookie, err := db.BeginAccountSession(t.Context(), account, "", clock.Now().Add(time.Hour), []string{"code"}, clock.Now())
			if err != nil {
				t.Fatal(err)
			}
			other, err := db.BeginSession(t.Context(), Session{Provider: "https://idp", NameID: FirstAccount, Ends: clock.Now().Add(time.Hour)}, nil, clock.Now())
			if err != nil {
				t.Fatal(err)
			}
			if err := end(open(t, folder, clock)); err != nil { // by another process
				t.Fatal(err)
			}
			if holds, err := db.SessionHolds(t.Context(), cookie); err != nil || holds {
				t.Errorf("its session holds: %t, %v", holds, err)
			}
			if holds, err := db.SessionHolds(t.Context(), other); err != nil || !holds {
				t.Errorf("somebody of that name elsewhere: %t, %v", holds, err)
			}
			_, err = db.BeginAccountSession(t.Context(), account, "", clock.Now().Add(time.Hour), []string{"code 2"}, clock.Now())
			if !errors.Is(err, ErrNoAccount) {
				t.Errorf("with what was checked before: %v", err)
			}
		})
	}
}

func TestAnAccountsRoleChanges(t *testing.T) {
	db, _ := setUp(t, t.TempDir(), newClock())
	if err := db.ChangeAccountRole(t.Context(), FirstAccount, "auditor"); err != nil {
		t.Fatal(err)
	}
	if got, err := db.Account(t.Context(), FirstAccount); err != nil || got.Role != "auditor" || got.Password == "" {
		t.Errorf("%+v, %v", got, err)
	}
	if err := db.ChangeAccountLimits(t.Context(), FirstAccount, `{"queue":["Sales"]}`); err != nil {
		t.Fatal(err)
	}
	if got, err := db.Account(t.Context(), FirstAccount); err != nil || got.Limits != `{"queue":["Sales"]}` || got.Role != "auditor" {
		t.Errorf("%+v, %v", got, err)
	}
	if err := db.ChangeAccountLimits(t.Context(), "lee", ""); !errors.Is(err, ErrNoAccount) {
		t.Errorf("limits of nobody: %v", err)
	}
	if err := db.ChangeAccountRole(t.Context(), "lee", "auditor"); !errors.Is(err, ErrNoAccount) {
		t.Errorf("of nobody: %v", err)
	}
}

func TestADisabledAccountHasNoLink(t *testing.T) {
	db := open(t, t.TempDir(), newClock())
	token, err := db.CreateAccount(t.Context(), "kim", FirstRole)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.DisableAccount(t.Context(), "kim"); err != nil {
		t.Fatal(err)
	}
	if err := db.SetUpAccount(t.Context(), token, "p", "s"); !errors.Is(err, ErrNoAccount) {
		t.Errorf("its link: %v", err)
	}
	for _, err := range []error{db.DisableAccount(t.Context(), "lee"), second(db.ResetAccount(t.Context(), "lee"))} {
		if !errors.Is(err, ErrNoAccount) {
			t.Errorf("an account that is not there: %v", err)
		}
	}
}

func second(_ string, err error) error { return err }

func TestACodeSignsInOnce(t *testing.T) {
	clock := newClock()
	db, account := setUp(t, t.TempDir(), clock)
	begin := func() error {
		_, err := db.BeginAccountSession(t.Context(), account, "", clock.Now().Add(time.Hour), []string{"code"}, clock.Now().Add(time.Minute))
		return err
	}
	if err := begin(); err != nil {
		t.Fatal(err)
	}
	clock.advance(time.Second)
	if err := begin(); !errors.Is(err, ErrUsedBefore) {
		t.Errorf("again: %v", err)
	}
	got, err := db.Account(t.Context(), FirstAccount)
	if want := clock.Now().Add(-time.Second); err != nil || !got.SignedIn.Equal(want) {
		t.Errorf("last signed in %s, %v; want %s: a refused one is none", got.SignedIn, err, want)
	}
}

func TestSessionHoldsNotesNoUse(t *testing.T) {
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	cookie, err := db.BeginSession(t.Context(), aSession(clock), nil, clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		after time.Duration
		want  bool
	}{{59 * time.Minute, true}, {time.Minute, false}} {
		clock.advance(c.after)
		if got, err := db.SessionHolds(t.Context(), cookie); err != nil || got != c.want {
			t.Errorf("%t, %v; want %t", got, err, c.want)
		}
	}
}
