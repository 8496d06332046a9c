package review

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/state"
)

var seoul = time.FixedZone("Asia/Seoul", 9*60*60)

// written is an audit log whose clock the test sets.
type written struct {
	*state.DB
	t   *testing.T
	now time.Time
}

func empty(t *testing.T) *written {
	t.Helper()
	w := &written{t: t}
	db, err := state.Open(t.Context(), state.Options{Folder: t.TempDir(), Now: func() time.Time { return w.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	w.DB = db
	return w
}

// did writes n entries at a moment of Seoul.
func (w *written) did(at string, n int, who, action string, status int) {
	w.t.Helper()
	var err error
	if w.now, err = time.ParseInLocation("2006-01-02 15:04", at, seoul); err != nil {
		w.t.Fatal(err)
	}
	for i := range n {
		e := state.AuditEntry{Provider: "local", Who: who, Address: fmt.Sprintf("10.0.0.%d", i%2), Action: action, Subject: "x", Status: status}
		if err := w.Audit(w.t.Context(), e); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *written) at(now string) Sources {
	w.t.Helper()
	moment, err := time.ParseInLocation("2006-01-02 15:04", now, seoul)
	if err != nil {
		w.t.Fatal(err)
	}
	w.now = moment
	return Sources{Log: w.DB, Now: moment}
}

func month(t *testing.T, name string) Month {
	t.Helper()
	m, err := ParseMonth(name, seoul)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAMonthIsAddedUpByAccount(t *testing.T) {
	t.Parallel()
	w := empty(t)
	w.did("2026-07-01 00:00", 1, "old", "sign_in", 0)
	w.did("2026-09-10 10:00", 30, "kim", "see_contact", 200)
	w.did("2026-10-31 23:59", 1, "lee", "export", 200) // the month before
	w.did("2026-11-02 08:59", 1, "kim", "sign_in", 0)  // Monday, before the working hours
	w.did("2026-11-02 09:00", 40, "kim", "see_contact", 200)
	w.did("2026-11-03 10:00", 45, "kim", "unmask_contact", 200)
	w.did("2026-11-03 11:00", 2, "kim", "export", 403)
	w.did("2026-11-07 12:00", 3, "lee", "export", 200) // Saturday
	w.did("2026-11-09 12:00", 2, "lee", "sign_in_failed", 403)
	w.did("2026-11-10 12:00", 1, "lee", "change_role", 0)
	w.did("2026-11-10 13:00", 1, "lee", "erase", 200)
	w.did("2026-11-11 12:00", 1, "lee", "see_contact", 404)
	w.did("2026-12-01 00:00", 1, "lee", "export", 200) // the month after
	got, err := w.at("2026-12-02 10:00").Read(t.Context(), month(t, "2026-11"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Account{
		{
			Provider: "local", Who: "kim", Entries: 88, Looks: 85, Unmasked: 45, SignIns: 1, Refused: 2, OffHours: 1, Addresses: 2,
			BusiestDay: "2026-11-03", Busiest: 45, Before: 10, Unusual: true,
		},
		{
			Provider: "local", Who: "lee", Entries: 8, Downloads: 3, Changes: 2, Failed: 2, OffHours: 3, Addresses: 2,
			BusiestDay: "2026-11-07", Busiest: 3, Before: 1.0 / 3,
		},
	}
	if diff := cmp.Diff(want, got.Accounts); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
	lists := []int{got.Entries, len(got.Downloads), len(got.Refused), len(got.Changes)}
	if diff := cmp.Diff([]int{96, 3, 4, 2}, lists); diff != "" || !got.Over || got.Cut {
		t.Errorf("over %t, cut %t, entries, downloads, refused, changes (- want, + got):\n%s", got.Over, got.Cut, diff)
	}
}

func TestNothingIsUnusualBeforeThereIsAMonthToCompareWith(t *testing.T) {
	t.Parallel()
	w := empty(t)
	w.did("2026-10-02 12:00", 1, "kim", "see_contact", 200)
	w.did("2026-11-02 12:00", 200, "kim", "see_contact", 200)
	for name, want := range map[string]bool{"2026-10": false, "2026-11": false, "2026-12": true} {
		if name == "2026-12" {
			w.did("2026-12-02 12:00", 601, "kim", "see_contact", 200)
		}
		got, err := w.at("2027-01-02 10:00").Read(t.Context(), month(t, name))
		if err != nil || len(got.Accounts) != 1 || got.Accounts[0].Unusual != want {
			t.Errorf("%s: %+v, %v; want unusual %t", name, got.Accounts, err, want)
		}
	}
}

func TestMonthsAreOpenUntilSomebodyHasReviewedThem(t *testing.T) {
	t.Parallel()
	w := empty(t)
	if r, err := w.at("2026-12-02 10:00").Read(t.Context(), month(t, "2026-11")); err != nil || len(r.Open) != 0 || r.Entries != 0 {
		t.Fatalf("an empty log: %+v, %v", r, err)
	}
	w.did("2026-09-30 23:59", 1, "kim", "sign_in", 0)
	mark := func(now, name, note string) error {
		return w.at(now).Mark(t.Context(), month(t, name), state.AuditEntry{Provider: "local", Who: "park", Reason: note})
	}
	if err := mark("2026-09-30 23:59", "2026-09", "early"); !errors.Is(err, ErrOpen) {
		t.Errorf("before its end: %v", err)
	}
	if err := mark("2026-10-01 00:00", "2026-09", " "); !errors.Is(err, ErrNote) {
		t.Errorf("without a note: %v", err)
	}
	if err := mark("2026-12-02 10:00", "2026-10", " 이상 없음 "); err != nil {
		t.Fatal(err)
	}
	w.did("2026-12-02 10:01", 1, "lee", Action, 403) // by who may not
	r, err := w.at("2026-12-02 10:02").Read(t.Context(), month(t, "2026-10"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2026-09", "2026-11"}, r.Open); diff != "" {
		t.Errorf("open (- want, + got):\n%s", diff)
	}
	if len(r.Reviews) != 1 || r.Reviews[0].Who != "park" || r.Reviews[0].Reason != "이상 없음" {
		t.Errorf("%+v", r.Reviews)
	}
	if head, err := w.VerifyAudit(t.Context(), state.AuditMark{}); err != nil || head.Last != 3 {
		t.Errorf("%+v, %v", head, err)
	}
}

func TestAMonthIsWrittenAsOne(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "2026", "2026-13", "2026-1", "11-2026", "1999-12", "2200-01", "2026-11-01"} {
		if m, err := ParseMonth(text, seoul); !errors.Is(err, ErrMonth) {
			t.Errorf("%q: %+v, %v", text, m, err)
		}
	}
	if m := month(t, "2026-12"); m.To.Sub(m.From) != 31*24*time.Hour || m.To.Format(time.DateOnly) != "2027-01-01" {
		t.Errorf("%+v", m)
	}
}
