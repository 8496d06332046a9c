package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
)

// TestWhoLooksAtContactsIsInTheAuditLog asks for a contact's data in every way, and reads what the log says of it.
func TestWhoLooksAtContactsIsInTheAuditLog(t *testing.T) {
	t.Parallel()
	log := emptyViews(t)
	of := func(role access.Role) http.Handler {
		return site(t, madeUpStore(), as(access.Grant{Roles: []access.Role{role}}), func(o *Options) { o.Audit, o.ExportDir = log, t.TempDir() })
	}
	const id = "c0a1b2c3-0000-4000-8000-000000000003"
	analyst := of(access.Analyst)
	for _, line := range []string{
		"GET /contacts/" + id, "GET /contacts/nobody", "GET /contacts/" + id + "/related", "GET /contacts/" + id + "/versions",
		"GET /contacts?from=2026-11-01&to=2026-11-02", "GET /agents/agent3/intervals?from=2026-11-01&to=2026-11-02",
		`POST /explain {"metric":"number_of_calls","from":"2026-11-01","to":"2026-11-02"}`,
		`POST /export {"format":"csv","reason":"test","contacts":{"from":"2026-11-01","to":"2026-11-02"}}`,
		"GET /overview?from=2026-11-01&to=2026-11-02", "GET /version",
	} {
		method, rest, _ := strings.Cut(line, " ")
		target, body, _ := strings.Cut(rest, " ")
		ask(analyst, method, Prefix+target, body)
	}
	ask(of(access.Wallboard), "GET", Prefix+"/contacts/"+id, "")
	auditor := of(access.Auditor)
	list := decode[AuditList](t, ask(auditor, "GET", Prefix+"/audit?from=2026-11-22&to=2026-11-23", ""))
	var got []string
	for _, e := range list.Entries {
		if e.Who != "somebody" || e.Provider != "test" || e.Request == "" || !e.At.Equal(now) {
			t.Errorf("entry %+v", e)
		}
		subject, _, _ := strings.Cut(e.Subject, ",")
		subject, _, _ = strings.Cut(subject, "&contacts=") // and how many
		got = append(got, fmt.Sprintf("%d %s %s %d", e.Seq, e.Action, subject, e.Status))
	}
	want := []string{
		"9 see_contact " + id + " 403",
		`8 export {"format":"csv" 200`,
		`7 explain {"metric":"number_of_calls" 200`,
		"6 see_agent agent3 200",
		"5 list_contacts from=2026-11-01&to=2026-11-02 200",
		"4 see_versions " + id + " 403",
		"3 see_related " + id + " 200",
		"2 see_contact nobody 404",
		"1 see_contact " + id + " 200",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(- want, + log):\n%s", diff)
	}
	page := decode[AuditList](t, ask(auditor, "GET", Prefix+"/audit?from=2026-11-22&to=2026-11-23&subject="+id+"&limit=2&action=see_contact", ""))
	if len(page.Entries) != 2 || page.Next != 0 || page.Entries[1].Seq != 1 {
		t.Errorf("who has seen the contact: %+v", page)
	}
	if head, err := log.VerifyAudit(t.Context(), state.AuditMark{}); err != nil || head.Last != 11 {
		t.Errorf("%+v, %v: want the reading of the log in it too", head, err)
	}
	if w := ask(analyst, "GET", Prefix+"/audit?from=2026-11-22&to=2026-11-23", ""); w.Code != http.StatusForbidden {
		t.Errorf("the log for an analyst: %d", w.Code)
	}
}

func TestAnExportThatBreaksOffIsInTheAuditLog(t *testing.T) {
	t.Parallel()
	log, s := emptyViews(t), madeUpStore()
	s.readable = 3
	h := site(t, s, as(access.Whole()), func(o *Options) { o.Audit, o.ExportDir = log, t.TempDir() })
	func() {
		defer func() { _ = recover() }() // the connection is cut
		ask(h, "POST", Prefix+"/export", `{"format":"csv","reason":"test","contacts":{"from":"2026-11-01","to":"2026-11-20"}}`)
	}()
	list := decode[AuditList](t, ask(h, "GET", Prefix+"/audit?from=2026-11-22&to="+now.Add(time.Hour).Format(time.RFC3339)[:10]+"T23:00:00Z", ""))
	if len(list.Entries) != 1 || list.Entries[0].Action != "export" {
		t.Errorf("%+v", list)
	}
}

func TestAMonthIsReadAndReviewed(t *testing.T) {
	t.Parallel()
	log := emptyViews(t)
	of := func(role access.Role) http.Handler {
		return site(t, madeUpStore(), as(access.Grant{Roles: []access.Role{role}}), func(o *Options) { o.Audit, o.ExportDir = log, t.TempDir() })
	}
	const id = "c0a1b2c3-0000-4000-8000-000000000003"
	ask(of(access.Supervisor), "GET", Prefix+"/contacts/"+id, "")
	ask(of(access.Supervisor), "POST", Prefix+"/export", `{"format":"csv","reason":"a complaint","contacts":{"from":"2026-11-01","to":"2026-11-02"}}`)
	ask(of(access.Wallboard), "GET", Prefix+"/contacts/"+id, "")
	auditor := of(access.Auditor)
	read := decode[AuditReview](t, ask(auditor, "GET", Prefix+"/audit/review", ""))
	if read.Month != "2026-11" || read.Over || len(read.Accounts) != 1 || read.Accounts[0].Unmasked != 1 || read.Accounts[0].Refused != 1 ||
		len(read.Downloads) != 1 || read.Downloads[0].Reason != "a complaint" || len(read.Open) != 0 {
		t.Errorf("%+v", read)
	}
	for body, want := range map[string]int{
		`{"month":"2026-11","note":"x"}`: http.StatusUnprocessableEntity, // not over
		`{"month":"2026-10","note":" "}`: http.StatusUnprocessableEntity,
		`{"month":"October","note":"x"}`: http.StatusUnprocessableEntity,
		`{"month":"2026-10"}`:            http.StatusUnprocessableEntity,
	} {
		if w := ask(auditor, "POST", Prefix+"/audit/review", body); w.Code != want {
			t.Errorf("%s: %d %s, want %d", body, w.Code, w.Body, want)
		}
	}
	if w := ask(of(access.Analyst), "POST", Prefix+"/audit/review", `{"month":"2026-10","note":"x"}`); w.Code != http.StatusForbidden {
		t.Errorf("by an analyst: %d", w.Code)
	}
	marked := decode[AuditReview](t, ask(auditor, "POST", Prefix+"/audit/review", `{"month":"2026-10","note":"이상 없음"}`))
	if len(marked.Reviews) != 1 || marked.Reviews[0].Who != "somebody" || marked.Reviews[0].Reason != "이상 없음" || marked.Reviews[0].Request == "" {
		t.Errorf("%+v", marked.Reviews)
	}
	if w := ask(site(t, madeUpStore()), "GET", Prefix+"/audit/review", ""); w.Code != http.StatusServiceUnavailable {
		t.Errorf("where nobody signs in: %d %s", w.Code, w.Body)
	}
}
