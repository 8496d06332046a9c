package state

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func filledAudit(t *testing.T, n int) (*DB, *ticker) {
	t.Helper()
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	for i := range n {
		clock.advance(time.Minute)
		e := AuditEntry{Provider: "local", Who: fmt.Sprintf("p%d", i%2), Address: "10.0.0.1", Action: "see_contact", Subject: fmt.Sprintf("c%d", i), Status: 200}
		if i >= 5 {
			e.Reason = "monthly report"
		}
		if err := db.Audit(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	return db, clock
}

func TestAuditLogIsListedNewestFirst(t *testing.T) {
	t.Parallel()
	db, clock := filledAudit(t, 10)
	q := AuditQuery{From: clock.Now().Add(-time.Hour), To: clock.Now().Add(time.Second), Who: "p1", Limit: 3}
	var got []string
	for {
		page, err := db.AuditEntries(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page {
			got = append(got, e.Subject)
		}
		if len(page) < q.Limit {
			break
		}
		q.Before = page[len(page)-1].Seq
	}
	if want := "c9 c7 c5 c3 c1"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	q = AuditQuery{From: clock.Now().Add(-time.Minute), To: clock.Now(), Limit: 9}
	if page, err := db.AuditEntries(t.Context(), q); err != nil || len(page) != 1 || page[0].Subject != "c8" {
		t.Errorf("a minute: %+v, %v", page, err)
	}
}

func TestChangedAuditLogDoesNotVerify(t *testing.T) {
	t.Parallel()
	for change, want := range map[string]string{
		"": "",
		"update audit set who = 'x' where seq = 5":                                           "entry 5",
		"update audit set at_ms = at_ms + 1 where seq = 10":                                  "entry 10",
		"update audit set status = 403 where seq = 1":                                        "entry 1",
		"update audit set reason = 'x' where seq = 3":                                        "entry 3",
		"update audit set reason = 'x' where seq = 7":                                        "entry 7",
		"update audit set reason = '' where seq = 8":                                         "entry 8",
		"delete from audit where seq = 4":                                                    "entries 4 to 4 are missing",
		"delete from audit where seq in (6, 7)":                                              "entries 6 to 7 are missing",
		"delete from audit where seq <= 2":                                                   "entries 1 to 2 are missing",
		"update audit_kept set seq = 2":                                                      "entry 1 is there",
		"delete from audit_kept":                                                             "what held its oldest entry is missing",
		"update audit set subject = (select subject from audit where seq = 3) where seq = 2": "entry 2",
	} {
		db, _ := filledAudit(t, 10)
		if change != "" {
			unguard(t, db)
			if _, err := db.db.ExecContext(t.Context(), change); err != nil {
				t.Fatal(err)
			}
		}
		head, err := db.VerifyAudit(t.Context(), AuditMark{})
		if want == "" && (err != nil || head.First != 1 || head.Last != 10 || len(head.Hash) != 64) {
			t.Errorf("as it was written: %+v, %v", head, err)
		}
		if want != "" && (!errors.Is(err, ErrAudit) || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", change, err, want)
		}
	}
}

// A row that was changed together with its hash does not fit the row behind it.
func TestARehashedEntryBreaksTheChain(t *testing.T) {
	t.Parallel()
	db, clock := filledAudit(t, 5)
	page, err := db.AuditEntries(t.Context(), AuditQuery{To: clock.Now().Add(time.Hour), Limit: 9})
	if err != nil {
		t.Fatal(err)
	}
	forged := page[2]
	forged.Who = "x"
	unguard(t, db)
	if _, err := db.db.ExecContext(t.Context(), "update audit set who = 'x', hash = $1 where seq = $2", forged.sum(), forged.Seq); err != nil {
		t.Fatal(err)
	}
	if _, err := db.VerifyAudit(t.Context(), AuditMark{}); !errors.Is(err, ErrAudit) || !strings.Contains(err.Error(), fmt.Sprint("entry ", forged.Seq+1)) {
		t.Errorf("%v, want entry %d", err, forged.Seq+1)
	}
}

func TestSeveralAuditAtOnceFromTwoProcesses(t *testing.T) {
	t.Parallel()
	folder, clock := t.TempDir(), newClock()
	dbs := []*DB{open(t, folder, clock), open(t, folder, clock)}
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			if err := dbs[i%2].Audit(t.Context(), AuditEntry{Who: fmt.Sprint(i)}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if head, err := dbs[0].VerifyAudit(t.Context(), AuditMark{}); err != nil || head.Last != 40 {
		t.Errorf("%+v, %v", head, err)
	}
}

// unguard takes away what holds the log, as somebody can who has the file.
func unguard(t *testing.T, db *DB) {
	t.Helper()
	for _, trigger := range []string{"audit_grows_at_its_end", "audit_is_not_changed", "audit_goes_by_age", "audit_kept_moves_on", "audit_kept_stays"} {
		if _, err := db.db.ExecContext(t.Context(), "drop trigger "+trigger); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheDatabaseRefusesToChangeTheAuditLog(t *testing.T) {
	t.Parallel()
	db, clock := filledAudit(t, 5)
	clock.advance(400 * 24 * time.Hour)
	if err := db.Audit(t.Context(), AuditEntry{Who: "new"}); err != nil {
		t.Fatal(err)
	}
	page, err := db.AuditEntries(t.Context(), AuditQuery{To: clock.Now().Add(time.Hour), Limit: 9})
	if err != nil {
		t.Fatal(err)
	}
	young, old := page[0], page[4]
	const columns = "seq, at_ms, provider, who, address, action, subject, status, request, before, hash, reason"
	for _, change := range []string{
		"update audit set who = 'x' where seq = 5", "update audit set reason = '' where seq = 1", "delete from audit", "delete from audit where seq = 1",
		"insert or replace into audit select * from audit where seq = 3",
		"insert into audit (" + columns + ") select 9, at_ms, provider, who, address, action, subject, status, request, before, hash, reason from audit where seq = 6",
		"delete from audit_kept", "update audit_kept set days = 30", "update audit_kept set seq = 5", "update audit_kept set hash = ''",
		fmt.Sprintf("update audit_kept set seq = %d, hash = '%s'", young.Seq, young.hash), // too young to go
	} {
		if _, err := db.db.ExecContext(t.Context(), change); err == nil {
			t.Errorf("%s was done", change)
		}
	}
	if head, err := db.VerifyAudit(t.Context(), AuditMark{}); err != nil || head.First != 1 || head.Last != 6 {
		t.Errorf("%+v, %v", head, err)
	}
	// What has had its time may go, and nothing else with it.
	for _, change := range []string{fmt.Sprintf("update audit_kept set seq = %d, hash = '%s'", old.Seq, old.hash), "delete from audit where seq <= 2"} {
		if _, err := db.db.ExecContext(t.Context(), change); err != nil {
			t.Errorf("%s: %v", change, err)
		}
	}
	if _, err := db.db.ExecContext(t.Context(), "delete from audit where seq = 3"); err == nil {
		t.Error("a younger entry was deleted")
	}
}

func TestOldAuditEntriesGoAndTheRestVerifies(t *testing.T) {
	t.Parallel()
	db, clock := filledAudit(t, 5)
	clock.advance(AuditDays * 24 * time.Hour) // the day that is kept last
	age := func(first, last int64) AuditHead {
		t.Helper()
		if err := db.AgeAudit(t.Context(), time.UTC); err != nil {
			t.Fatal(err)
		}
		head, err := db.VerifyAudit(t.Context(), AuditMark{})
		if err != nil || head.First != first || head.Last != last {
			t.Fatalf("%+v, %v: want %d to %d", head, err, first, last)
		}
		return head
	}
	age(1, 5)
	clock.advance(24 * time.Hour)
	mark := age(6, 6).Mark() // and an entry that says so
	page, err := db.AuditEntries(t.Context(), AuditQuery{To: clock.Now().Add(time.Second), Limit: 9})
	if err != nil || len(page) != 1 || page[0].Action != "age_audit" || !strings.HasPrefix(page[0].Subject, "entries 1 to 5, ") {
		t.Errorf("%+v, %v", page, err)
	}
	age(6, 6) // nothing is due, and nothing said
	if err := db.Audit(t.Context(), AuditEntry{Who: "newer"}); err != nil {
		t.Fatal(err)
	}
	if head, err := db.VerifyAudit(t.Context(), mark); err != nil || head.Last != 7 {
		t.Errorf("%+v, %v", head, err)
	}
	unguard(t, db)
	for _, tt := range []struct{ change, want string }{
		{"delete from audit where seq = 6", "entries 6 to 6 are missing"}, {"delete from audit", "all entries after 5"},
	} {
		if _, err := db.db.ExecContext(t.Context(), tt.change); err != nil {
			t.Fatal(err)
		}
		if _, err := db.VerifyAudit(t.Context(), AuditMark{}); !errors.Is(err, ErrAudit) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.change, err, tt.want)
		}
	}
}

func TestTheAuditLogIsComparedWithWhatWasKeptElsewhere(t *testing.T) {
	t.Parallel()
	db, clock := filledAudit(t, 8)
	head, err := db.VerifyAudit(t.Context(), AuditMark{})
	if err != nil {
		t.Fatal(err)
	}
	mark, err := ParseAuditMark(head.Mark().String())
	if err != nil || mark != head.Mark() {
		t.Fatalf("%+v, %v", mark, err)
	}
	other := AuditMark{Seq: mark.Seq, Hash: strings.Repeat("0", 64)}
	if _, err := db.VerifyAudit(t.Context(), mark); err != nil {
		t.Error(err)
	}
	if _, err := db.VerifyAudit(t.Context(), other); !errors.Is(err, ErrAudit) || !strings.Contains(err.Error(), "entry 8 is not the one") {
		t.Errorf("another: %v", err)
	}
	unguard(t, db)
	if _, err := db.db.ExecContext(t.Context(), "delete from audit where seq > 6"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.VerifyAudit(t.Context(), AuditMark{}); err != nil {
		t.Errorf("cut off at its end, with nothing to compare: %v", err)
	}
	if _, err := db.VerifyAudit(t.Context(), mark); !errors.Is(err, ErrAudit) || !strings.Contains(err.Error(), "entries 7 to 8") {
		t.Errorf("cut off at its end: %v", err)
	}
	clock.advance(AuditDays * 25 * time.Hour)
	if err := db.AgeAudit(t.Context(), time.UTC); err != nil {
		t.Fatal(err)
	}
	if _, err := db.VerifyAudit(t.Context(), AuditMark{3, other.Hash}); !errors.Is(err, ErrAuditTooOld) || errors.Is(err, ErrAudit) {
		t.Errorf("of an entry that has gone: %v", err)
	}
	if _, err := db.VerifyAudit(t.Context(), AuditMark{6, other.Hash}); !errors.Is(err, ErrAudit) {
		t.Errorf("of the newest that has gone, another: %v", err)
	}
	for _, text := range []string{"1", "x:" + head.Hash, "0:" + head.Hash, "8:" + head.Hash[1:], "8:" + strings.ToUpper(head.Hash) + "A", " 8:" + head.Hash} {
		if _, err := ParseAuditMark(text); !errors.Is(err, ErrAuditMark) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestTheAuditLogIsKeptForTheDaysAgreedOn(t *testing.T) {
	t.Parallel()
	db, clock := filledAudit(t, 5)
	if days, err := db.AuditKept(t.Context()); err != nil || days != 732 {
		t.Errorf("at first %d days, %v", days, err)
	}
	for _, days := range []int{-1, 0, 364, 3661} {
		if err := db.KeepAudit(t.Context(), days); !errors.Is(err, ErrAuditDays) {
			t.Errorf("%d days: %v", days, err)
		}
	}
	if err := db.KeepAudit(t.Context(), 365); err != nil {
		t.Fatal(err)
	}
	clock.advance(366 * 24 * time.Hour)
	if err := db.AgeAudit(t.Context(), time.UTC); err != nil {
		t.Fatal(err)
	}
	if head, err := db.VerifyAudit(t.Context(), AuditMark{}); err != nil || head.First != 6 {
		t.Errorf("%+v, %v", head, err)
	}
}

func TestTheAuditLogIsSearched(t *testing.T) {
	t.Parallel()
	clock := newClock()
	db := open(t, t.TempDir(), clock)
	for _, e := range []AuditEntry{
		{Who: "Kim", Address: "10.0.0.7", Action: "list_contacts", Subject: "where=attribute%3Areason%3Dbilling", Request: "r-1"},
		{Who: "lee", Address: "10.0.0.70", Action: "export", Subject: "50%_of", Reason: "민원 확인", Request: "r-10"},
		{Who: "park", Action: "see_contact", Subject: "c0a1"},
	} {
		if err := db.Audit(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		q    AuditQuery
		want []int64
	}{
		{AuditQuery{}, []int64{3, 2, 1}},
		{AuditQuery{Request: "r-1"}, []int64{1}},
		{AuditQuery{Address: "10.0.0.7"}, []int64{1}},
		{AuditQuery{Text: "10.0.0.7"}, []int64{2, 1}},
		{AuditQuery{Text: "kim"}, []int64{1}},
		{AuditQuery{Text: "attribute:reason=bill"}, []int64{1}},
		{AuditQuery{Text: "민원"}, []int64{2}},
		{AuditQuery{Text: "50%_"}, []int64{2}},
		{AuditQuery{Text: "5_%"}, nil},
		{AuditQuery{Text: "R-1", Address: "10.0.0.70"}, []int64{2}},
		{AuditQuery{Text: `\`}, nil},
	} {
		tt.q.To, tt.q.Limit = clock.Now().Add(time.Hour), 10
		found, err := db.AuditEntries(t.Context(), tt.q)
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, e := range found {
			got = append(got, e.Seq)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%+v (- want, + got):\n%s", tt.q, diff)
		}
	}
}
