package state

import (
	"errors"
	"testing"
	"time"
)

// begin begins a session and returns its cookie.
func begin(t *testing.T, db *DB, s Session) string {
	t.Helper()
	cookie, err := db.BeginSession(t.Context(), s, nil, s.Ends)
	if err != nil {
		t.Fatal(err)
	}
	return cookie
}

func TestItIsKnownForADayWhyASessionHasEnded(t *testing.T) {
	t.Parallel()
	for want, end := range map[string]func(t *testing.T, db *DB, clock *ticker, of Session){
		WhyAdministrator: func(t *testing.T, db *DB, _ *ticker, of Session) {
			if ended, err := db.EndSessionByID(t.Context(), of.ID, "kim"); err != nil || ended.NameID != of.NameID {
				t.Errorf("%+v, %v", ended, err)
			}
			if _, err := db.EndSessionByID(t.Context(), of.ID, "kim"); !errors.Is(err, ErrNoSession) {
				t.Errorf("a second time: %v", err)
			}
		},
		WhyBarred: func(t *testing.T, db *DB, _ *ticker, of Session) {
			if _, ended, err := db.Bar(t.Context(), Barred{Provider: of.Provider, NameID: of.NameID, By: "kim"}); err != nil || ended != 1 {
				t.Errorf("%d, %v", ended, err)
			}
		},
		WhyProvider: func(t *testing.T, db *DB, clock *ticker, of Session) {
			if _, err := db.EndSessionsNamed(t.Context(), of, nil, "once", clock.Now()); err != nil {
				t.Error(err)
			}
		},
		WhyLifetime: func(_ *testing.T, _ *DB, clock *ticker, _ Session) { clock.advance(30 * time.Minute) },
		WhyIdle:     func(_ *testing.T, _ *DB, clock *ticker, _ Session) { clock.advance(time.Hour) },
	} {
		clock := newClock()
		db := open(t, t.TempDir(), clock)
		of := aSession(clock)
		if want == WhyLifetime {
			of.Ends = clock.Now().Add(30 * time.Minute)
		}
		cookie := begin(t, db, of)
		if _, err := db.SessionEnded(t.Context(), "another"); !errors.Is(err, ErrNoSession) {
			t.Errorf("%s: of another cookie: %v", want, err)
		}
		kept, err := db.Session(t.Context(), cookie)
		if err != nil {
			t.Fatal(err)
		}
		end(t, db, clock, kept)
		by := map[string]string{WhyAdministrator: "kim", WhyBarred: "kim"}[want]
		for range 2 { // before it is dropped, and after
			got, err := db.SessionEnded(t.Context(), cookie)
			if err != nil || got.Why != want || got.By != by || got.ID != kept.ID || got.NameID != of.NameID {
				t.Errorf("%s: %+v, %v", want, got, err)
			}
			if err := db.Expire(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		clock.advance(24 * time.Hour)
		if err := db.Expire(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := db.SessionEnded(t.Context(), cookie); !errors.Is(err, ErrNoSession) {
			t.Errorf("%s: a day later: %v", want, err)
		}
	}
}

func TestWhoeverSignsOutThemselvesLeavesNothing(t *testing.T) {
	t.Parallel()
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	cookie := begin(t, db, aSession(clock))
	if err := db.EndSession(t.Context(), cookie); err != nil {
		t.Fatal(err)
	}
	if end, err := db.SessionEnded(t.Context(), cookie); !errors.Is(err, ErrNoSession) {
		t.Errorf("%+v, %v", end, err)
	}
}

func TestAllSessionsOfOnePersonAreEnded(t *testing.T) {
	t.Parallel()
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	one, other := aSession(clock), aSession(clock)
	one.Address, other.NameID = "203.0.113.7", "somebody else"
	for _, s := range []Session{one, one, other} {
		begin(t, db, s)
	}
	account := Session{Provider: Local, NameID: one.NameID, Ends: clock.Now().Add(time.Hour)}
	begin(t, db, account)
	if list, err := db.AllSignedIn(t.Context()); err != nil || len(list) != 4 {
		t.Errorf("%d sessions, %v", len(list), err)
	}
	if list, err := db.SignedIn(t.Context()); err != nil || len(list) != 3 {
		t.Errorf("%d sessions of identity providers' people, %v", len(list), err)
	}
	if n, err := db.EndSessionsOfPerson(t.Context(), one.Provider, one.NameID, "kim"); err != nil || n != 2 {
		t.Errorf("%d ended, %v", n, err)
	}
	list, err := db.AllSignedIn(t.Context())
	if err != nil || len(list) != 2 || list[0].NameID == list[1].NameID {
		t.Errorf("left: %+v, %v", list, err)
	}
}

func TestWhoIsBarredDoesNotGetIn(t *testing.T) {
	t.Parallel()
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	s := aSession(clock)
	barred, _, err := db.Bar(t.Context(), Barred{Provider: s.Provider, NameID: s.NameID, Note: "left", By: "kim"})
	if err != nil {
		t.Fatal(err)
	}
	other := s
	other.NameFormat, other.NameQualifier = "urn:other", "q2" // a name is barred whatever it is said to be
	for _, of := range []Session{s, other} {
		if _, err := db.BeginSession(t.Context(), of, nil, clock.Now()); !errors.Is(err, ErrBarred) {
			t.Errorf("%v", err)
		}
	}
	other.Provider = "https://another"
	begin(t, db, other)
	again, _, err := db.Bar(t.Context(), Barred{Provider: s.Provider, NameID: s.NameID, Note: "left in May", By: "lee"})
	if list, listed := db.BarredPeople(t.Context()); err != nil || listed != nil || again.ID != barred.ID || len(list) != 1 || list[0].Note != "left in May" {
		t.Errorf("%+v, %v, %v", list, err, listed)
	}
	if of, err := db.Unbar(t.Context(), barred.ID); err != nil || of.NameID != s.NameID {
		t.Errorf("%+v, %v", of, err)
	}
	if _, err := db.Unbar(t.Context(), barred.ID); !errors.Is(err, ErrNotBarred) {
		t.Errorf("a second time: %v", err)
	}
	begin(t, db, s)
	if _, _, err := db.Bar(t.Context(), Barred{Provider: Local, NameID: "admin"}); !errors.Is(err, ErrBarAccount) {
		t.Errorf("an account: %v", err)
	}
}
