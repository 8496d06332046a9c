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
		"update audit set subject = (select subject from audit where seq = 3) where seq = 2": "entry 2",
	} {
		db, _ := filledAudit(t, 10)
		if change != "" {
			if _, err := db.db.ExecContext(t.Context(), change); err != nil {
				t.Fatal(err)
			}
		}
		head, err := db.VerifyAudit(t.Context())
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
	if _, err := db.db.ExecContext(t.Context(), "update audit set who = 'x', hash = $1 where seq = $2", forged.sum(), forged.Seq); err != nil {
		t.Fatal(err)
	}
	if _, err := db.VerifyAudit(t.Context()); !errors.Is(err, ErrAudit) || !strings.Contains(err.Error(), fmt.Sprint("entry ", forged.Seq+1)) {
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
	if head, err := dbs[0].VerifyAudit(t.Context()); err != nil || head.Last != 40 {
		t.Errorf("%+v, %v", head, err)
	}
}

func TestOldAuditEntriesGoAndTheRestVerifies(t *testing.T) {
	t.Parallel()
	db, clock := filledAudit(t, 5)
	clock.advance(AuditKept)
	if err := db.Audit(t.Context(), AuditEntry{Who: "new"}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.db.ExecContext(t.Context(), auditExpire, clock.Now().Add(-AuditKept).Add(time.Millisecond).UnixMilli()); err != nil {
		t.Fatal(err)
	}
	if head, err := db.VerifyAudit(t.Context()); err != nil || head.First != 6 || head.Last != 6 {
		t.Errorf("%+v, %v: want the newest alone", head, err)
	}
	if err := db.Audit(t.Context(), AuditEntry{Who: "newer"}); err != nil {
		t.Fatal(err)
	}
	if head, err := db.VerifyAudit(t.Context()); err != nil || head.Last != 7 {
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
