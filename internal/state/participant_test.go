package state

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// told keeps that an application was told of somebody in a session, which begins if its cookie is empty.
func told(t *testing.T, d *DB, clock *ticker, cookie, application, name, index string) string {
	t.Helper()
	ends := clock.Now().Add(12 * time.Hour)
	if cookie == "" {
		var err error
		if cookie, err = d.BeginSession(t.Context(), Session{Provider: Local, NameID: "kim", Ends: ends}, nil, ends); err != nil {
			t.Fatal(err)
		}
	}
	p := Participant{Session: SessionKey(cookie), Account: "kim", Application: application, NameID: name, NameFormat: "f", Ends: ends}
	if err := d.AddParticipant(t.Context(), p, index); err != nil {
		t.Fatal(err)
	}
	return cookie
}

func TestWhoWasToldOfASessionIsToldOfItsEndOnce(t *testing.T) {
	t.Parallel()
	clock := newClock()
	d := open(t, t.TempDir(), clock)
	cookie := told(t, d, clock, "", "wiki", "kim", "_1")
	told(t, d, clock, cookie, "mail", "kim", "_2")
	told(t, d, clock, cookie, "wiki", "kim", "_3")
	told(t, d, clock, "", "wiki", "kim", "_4") // in another browser
	ids, err := d.Participants(t.Context(), SessionKey(cookie))
	if err != nil || len(ids) != 2 {
		t.Fatalf("%v: %v", err, ids)
	}
	first, there, err := d.TakeParticipant(t.Context(), ids[0])
	if err != nil || !there || !cmp.Equal(first, Participant{Application: "wiki", NameID: "kim", NameFormat: "f", SessionIndexes: []string{"_1", "_3"}}) {
		t.Errorf("%v, %t: %+v", err, there, first)
	}
	if _, there, err := d.TakeParticipant(t.Context(), ids[0]); err != nil || there {
		t.Errorf("taken twice: %v", err)
	}
	if ids, err := d.Participants(t.Context(), SessionKey(cookie)); err != nil || len(ids) != 1 {
		t.Errorf("%v: %v are left", err, ids)
	}
	clock.advance(12 * time.Hour)
	told(t, d, clock, "", "mail", "kim", "_5")
	if ids, err := d.Participants(t.Context(), SessionKey(cookie)); err != nil || len(ids) != 0 {
		t.Errorf("%v: %v of a session that is long over", err, ids)
	}
}

func TestWhoSignsInAnewTakesAlongWhatIsOpen(t *testing.T) {
	t.Parallel()
	clock := newClock()
	d := open(t, t.TempDir(), clock)
	before := told(t, d, clock, "", "wiki", "kim", "_1")
	again := told(t, d, clock, "", "mail", "kim", "_2")
	other, err := d.BeginSession(t.Context(), Session{Provider: Local, NameID: "lee", Ends: clock.Now().Add(time.Hour)}, nil, clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		after string
		want  int
	}{{other, 0}, {again, 2}} {
		if err := d.FollowSession(t.Context(), SessionKey(before), SessionKey(c.after)); err != nil {
			t.Fatal(err)
		}
		if ids, err := d.Participants(t.Context(), SessionKey(c.after)); err != nil || len(ids) != c.want {
			t.Errorf("%v: %d hang on it, want %d", err, len(ids), c.want)
		}
	}
}

func TestAnApplicationEndsTheSessionsThatItMeans(t *testing.T) {
	t.Parallel()
	clock := newClock()
	d := open(t, t.TempDir(), clock)
	here := told(t, d, clock, "", "wiki", "kim", "_1")
	told(t, d, clock, here, "mail", "kim", "_2")
	there := told(t, d, clock, "", "wiki", "kim", "_3")
	other := told(t, d, clock, "", "wiki", "lee", "_4")
	holds := func() (all []bool) {
		for _, cookie := range []string{here, there, other} {
			is, err := d.SessionHolds(t.Context(), cookie)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, is)
		}
		return all
	}
	end := func(once string, of Participant) Left {
		t.Helper()
		left, err := d.EndSessionsOf(t.Context(), of, once, clock.Now().Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return left
	}
	for name, of := range map[string]Participant{
		"another application": {Application: "mail", NameID: "lee", NameFormat: "f"}, "another format": {Application: "wiki", NameID: "kim", NameFormat: "g"},
		"another index": {Application: "wiki", NameID: "kim", NameFormat: "f", SessionIndexes: []string{"_2", "_4"}},
	} {
		if left := end(name, of); len(left.Accounts)+len(left.Participants) > 0 || !cmp.Equal(holds(), []bool{true, true, true}) {
			t.Errorf("%s: %+v, %v", name, left, holds())
		}
	}
	left := end("a", Participant{Application: "wiki", NameID: "kim", NameFormat: "f", SessionIndexes: []string{"_1"}})
	if !cmp.Equal(left.Accounts, []string{"kim"}) || len(left.Participants) != 1 || !cmp.Equal(holds(), []bool{false, true, true}) {
		t.Errorf("%+v, %v", left, holds())
	}
	if p, _, err := d.TakeParticipant(t.Context(), left.Participants[0]); err != nil || p.Application != "mail" {
		t.Errorf("%v: %+v is to be told", err, p)
	}
	if _, err := d.EndSessionsOf(t.Context(), Participant{Application: "wiki", NameID: "kim", NameFormat: "f"}, "a", clock.Now()); !errors.Is(err, ErrUsedBefore) {
		t.Errorf("again: %v", err)
	}
	if left := end("b", Participant{Application: "wiki", NameID: "kim", NameFormat: "f"}); len(left.Accounts) != 1 || !cmp.Equal(holds(), []bool{false, false, true}) {
		t.Errorf("all of them: %+v, %v", left, holds())
	}
}
