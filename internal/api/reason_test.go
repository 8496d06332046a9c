package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/access"
)

// TestFilesThatTellOfPersonsNeedAReason asks for files of every kind, with and without one.
func TestFilesThatTellOfPersonsNeedAReason(t *testing.T) {
	t.Parallel()
	log := emptyViews(t)
	signedIn := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.Audit, o.ExportDir = log, t.TempDir() })
	open := site(t, madeUpStore(), func(o *Options) { o.ExportDir = t.TempDir() })
	const span = `"from":"2026-11-01","to":"2026-11-02"`
	table := func(more string) string { return `"query":{"metrics":["contacts_handled"],` + span + more + `}` }
	for body, personal := range map[string]bool{
		`"contacts":{` + span + `}`:                                       true,
		`"agent_intervals":{` + span + `}`:                                true,
		table(``):                                                         false,
		table(`,"by":["queue"]`):                                          false,
		table(`,"by":["queue","agent"]`):                                  true,
		table(`,"by":["attribute:case"]`):                                 true,
		table(`,"where":[{"dimension":"agent","values":["a"]}]`):          true,
		table(`,"where":[{"dimension":"attribute:case","values":["a"]}]`): true,
		table(`,"where":[{"dimension":"queue","values":["a"]}]`):          false,
		table(``) + `,"changed_since":1`:                                  true,
	} {
		for reason, has := range map[string]bool{``: false, `,"reason":" "`: false, `,"reason":"a complaint"`: true} {
			body := `{"format":"csv",` + body + reason + `}`
			w := ask(signedIn, "POST", Prefix+"/export", body)
			if refused := w.Code == http.StatusUnprocessableEntity && strings.Contains(w.Body.String(), "what it is for"); refused != (personal && !has) {
				t.Errorf("%s: %d %s", body, w.Code, w.Body)
			}
			if w := ask(open, "POST", Prefix+"/export", body); strings.Contains(w.Body.String(), "what it is for") {
				t.Errorf("%s, where nobody signs in: %d %s", body, w.Code, w.Body)
			}
		}
	}
}

func TestTheReasonIsInTheAuditLogAndNotInTheFile(t *testing.T) {
	t.Parallel()
	log := emptyViews(t)
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.Audit, o.ExportDir = log, t.TempDir() })
	for _, reason := range []string{"", `,"reason":" 민원 확인 "`} {
		w := ask(h, "POST", Prefix+"/export", `{"format":"parquet","contacts":{"from":"2026-11-01","to":"2026-11-02"}`+reason+`}`)
		if strings.Contains(w.Body.String()+w.Header().Get(ExportHeader), "민원") {
			t.Errorf("%q is in the file", reason)
		}
	}
	list := decode[AuditList](t, ask(h, "GET", Prefix+"/audit?from=2026-11-22&to=2026-11-23&action=export", ""))
	if len(list.Entries) != 2 {
		t.Fatalf("%+v", list)
	}
	made, refused := list.Entries[0], list.Entries[1]
	if made.Reason != "민원 확인" || made.Status != 200 || strings.Contains(made.Subject, "민원") || refused.Reason != "" || refused.Status != 422 {
		t.Errorf("%+v", list.Entries)
	}
}

// TestWhatThePageTakesOutIsInTheAuditLog is of files and prints that the page makes of what it shows.
func TestWhatThePageTakesOutIsInTheAuditLog(t *testing.T) {
	t.Parallel()
	log := emptyViews(t)
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.Audit = log })
	for _, tt := range []struct {
		body   string
		status int
		noted  bool
	}{
		{`{"as":"file","subject":"c1","reason":"a complaint"}`, 200, true},
		{`{"as":"print","subject":"month=2026-11","reason":" "}`, 422, false},
		{`{"as":"print","subject":"month=2026-11","reason":"for the meeting"}`, 200, true},
		{`{"as":"file","subject":"","reason":"x"}`, 422, false},
	} {
		if w := ask(h, "POST", Prefix+"/export/shown", tt.body); w.Code != tt.status || (w.Code == 200 && decode[ShownNoted](t, w).Noted != tt.noted) {
			t.Errorf("%s: %d %s", tt.body, w.Code, w.Body)
		}
	}
	list := decode[AuditList](t, ask(h, "GET", Prefix+"/audit?from=2026-11-22&to=2026-11-23&text=E", ""))
	if len(list.Entries) < 2 || list.Entries[1].Action != "print" || list.Entries[1].Reason != "for the meeting" || list.Entries[1].Subject != "month=2026-11" {
		t.Fatalf("%+v", list.Entries)
	}
	found := decode[AuditList](t, ask(h, "GET", Prefix+"/audit?from=2026-11-22&to=2026-11-23&request="+list.Entries[1].Request, ""))
	if len(found.Entries) != 1 || found.Entries[0].Action != "print" {
		t.Errorf("by its request: %+v", found)
	}
	open := site(t, madeUpStore())
	if w := ask(open, "POST", Prefix+"/export/shown", `{"as":"file","subject":"c1","reason":""}`); w.Code != 200 || decode[ShownNoted](t, w).Noted {
		t.Errorf("where nobody signs in: %d %s", w.Code, w.Body)
	}
}
