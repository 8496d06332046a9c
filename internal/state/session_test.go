package state

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func aSession(clock *ticker) Session {
	return Session{
		Provider: "https://sso.example.org/saml/idp", NameID: "u-7f3cquagmire", NameFormat: "urn:x", NameQualifier: "q", NameSPQualifier: "sp",
		SessionIndex: "_s1", Attributes: map[string][]string{"팀": {"a", ""}, "b": {}}, Ends: clock.Now().Add(12 * time.Hour),
	}
}

func TestSessionIsFoundByItsCookieAlone(t *testing.T) {
	folder, clock := t.TempDir(), newClock()
	db := open(t, folder, clock)
	want := aSession(clock)
	cookie, err := db.BeginSession(t.Context(), want, []string{"a"}, clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	got, err := db.Session(t.Context(), cookie)
	want.Created, want.Used, want.ID = clock.Now(), clock.Now(), hashOf(cookie)[:16]
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v; %s", err, diff)
	}
	for _, other := range []string{"", "x", cookie + "x", cookie[1:], hashOf(cookie)} {
		if _, err := db.Session(t.Context(), other); !errors.Is(err, ErrNoSession) {
			t.Errorf("%q: %v, want none", other, err)
		}
	}
	for _, name := range []string{FileName, FileName + "-wal"} {
		if b, err := os.ReadFile(filepath.Join(folder, name)); err != nil || bytes.Contains(b, []byte(cookie)) {
			t.Errorf("%s holds the cookie, or cannot be read: %v", name, err)
		}
	}
}

func TestSessionEnds(t *testing.T) {
	for name, c := range map[string]struct {
		ends time.Duration
		uses []time.Duration // one after the other
		want error
	}{
		"in use":                  {12 * time.Hour, []time.Duration{59 * time.Minute, 59 * time.Minute, 59 * time.Minute}, nil},
		"idle":                    {12 * time.Hour, []time.Duration{time.Hour}, ErrNoSession},
		"idle after use":          {12 * time.Hour, []time.Duration{59 * time.Minute, time.Hour}, ErrNoSession},
		"at its end, in use":      {2 * time.Hour, []time.Duration{50 * time.Minute, 50 * time.Minute, 20 * time.Minute}, ErrNoSession},
		"a moment before its end": {2 * time.Hour, []time.Duration{50 * time.Minute, 50 * time.Minute, 20*time.Minute - time.Millisecond}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			clock := newClock()
			db := open(t, t.TempDir(), clock)
			s := aSession(clock)
			s.Ends = clock.Now().Add(c.ends)
			cookie, err := db.BeginSession(t.Context(), s, nil, clock.Now())
			if err != nil {
				t.Fatal(err)
			}
			for i, after := range c.uses {
				clock.advance(after)
				_, err := db.Session(t.Context(), cookie)
				if last := i == len(c.uses)-1; last && !errors.Is(err, c.want) || !last && err != nil {
					t.Errorf("use %d: %v, want %v", i, err, c.want)
				}
			}
		})
	}
}

func TestSessionThatWasEndedIsGone(t *testing.T) {
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	var cookies [2]string
	for i := range cookies {
		var err error
		if cookies[i], err = db.BeginSession(t.Context(), aSession(clock), nil, clock.Now()); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := db.EndSession(t.Context(), cookies[0]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Session(t.Context(), cookies[0]); !errors.Is(err, ErrNoSession) {
		t.Errorf("the ended one: %v", err)
	}
	if _, err := db.Session(t.Context(), cookies[1]); err != nil {
		t.Errorf("the other one: %v", err)
	}
}

func TestNothingSignsInTwice(t *testing.T) {
	folder, clock := t.TempDir(), newClock()
	db := open(t, folder, clock)
	until := clock.Now().Add(5 * time.Minute)
	begin := func(db *DB, once ...string) error {
		_, err := db.BeginSession(t.Context(), aSession(clock), once, until)
		return err
	}
	if err := begin(db, "response", "assertion", "request"); err != nil {
		t.Fatal(err)
	}
	for _, once := range [][]string{{"response", "b", "c"}, {"a", "assertion", "c"}, {"a", "b", "request"}, {"a", "a"}} {
		if err := begin(db, once...); !errors.Is(err, ErrUsedBefore) {
			t.Errorf("%q: %v, want it refused", once, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	clock.advance(5 * time.Minute)
	db = open(t, folder, clock)
	if err := begin(db, "request"); !errors.Is(err, ErrUsedBefore) {
		t.Errorf("after a restart: %v, want it refused", err)
	}
	if err := begin(db, "a", "b", "c"); err != nil {
		t.Errorf("what was refused with others is not used up: %v", err)
	}
	clock.advance(time.Millisecond)
	if err := begin(db); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := db.db.QueryRowContext(t.Context(), "select count(*) from sign_in_once").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d digests are kept, %v; all are past their time", left, err)
	}
}

func TestOfManyAtOnceOneSignsIn(t *testing.T) {
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	var all sync.WaitGroup
	outcomes := make(chan error, 20)
	for range cap(outcomes) {
		all.Go(func() {
			_, err := db.BeginSession(t.Context(), aSession(clock), []string{"a", "b"}, clock.Now().Add(time.Hour))
			outcomes <- err
		})
	}
	all.Wait()
	close(outcomes)
	signedIn := 0
	for err := range outcomes {
		switch {
		case err == nil:
			signedIn++
		case !errors.Is(err, ErrUsedBefore):
			t.Error(err)
		}
	}
	if signedIn != 1 {
		t.Errorf("%d have signed in, want 1", signedIn)
	}
}

func TestSessionsEndByTheNameThatWasGiven(t *testing.T) {
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	of := aSession(clock)
	begin := func(change func(*Session)) string {
		t.Helper()
		s := of
		change(&s)
		cookie, err := db.BeginSession(t.Context(), s, nil, clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		return cookie
	}
	cookies := map[string]string{
		"one":                  begin(func(s *Session) { s.SessionIndex = "_1" }),
		"two":                  begin(func(s *Session) { s.SessionIndex = "_2" }),
		"of no index":          begin(func(s *Session) { s.SessionIndex = "" }),
		"of another name":      begin(func(s *Session) { s.SessionIndex, s.NameID = "_1", s.NameID+"x" }),
		"of another provider":  begin(func(s *Session) { s.SessionIndex, s.Provider = "_1", s.Provider+"x" }),
		"of another format":    begin(func(s *Session) { s.SessionIndex, s.NameFormat = "_1", s.NameFormat+"x" }),
		"of another qualifier": begin(func(s *Session) { s.SessionIndex, s.NameQualifier = "_1", s.NameQualifier+"x" }),
		"of another SP's":      begin(func(s *Session) { s.SessionIndex, s.NameSPQualifier = "_1", s.NameSPQualifier+"x" }),
	}
	left := func() (names []string) {
		t.Helper()
		for name, cookie := range cookies {
			holds, err := db.SessionHolds(t.Context(), cookie)
			if err != nil {
				t.Fatal(err)
			}
			if holds {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		return names
	}
	end := func(once string, indexes ...string) int64 {
		t.Helper()
		ended, err := db.EndSessionsNamed(t.Context(), of, indexes, once, clock.Now().Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		return ended
	}
	others := []string{"of another SP's", "of another format", "of another name", "of another provider", "of another qualifier"}
	if ended := end("a", "_1", "_9"); ended != 2 || !slices.Equal(left(), append(others, "two")) {
		t.Errorf("by its index: %d, %v are left", ended, left())
	}
	if _, err := db.EndSessionsNamed(t.Context(), of, nil, "a", clock.Now().Add(time.Minute)); !errors.Is(err, ErrUsedBefore) || len(left()) != 6 {
		t.Errorf("again: %v, %v are left", err, left())
	}
	if ended := end("b"); ended != 1 || !slices.Equal(left(), others) {
		t.Errorf("all: %d, %v are left", ended, left())
	}
}
