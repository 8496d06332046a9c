package api

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
)

// keptSessions are those of a state, of people who are all analysts.
type keptSessions struct{ *state.DB }

func (keptSessions) Describe(_ context.Context, s state.Session) (name, by string, grant access.Grant, err error) {
	return "called " + s.NameID, "saml", access.Grant{Roles: []access.Role{access.Analyst}}, nil
}

func withSessions(db *state.DB) func(*Options) {
	return func(o *Options) { o.Sessions, o.Audit = keptSessions{db}, db }
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	t.Parallel()
	db := emptyViews(t)
	cookies := map[string]string{}
	for _, who := range []string{"jisu", "jisu", "minho"} {
		cookie, err := db.BeginSession(t.Context(), state.Session{Provider: "https://idp", NameID: who, Address: "203.0.113.7", Ends: now.Add(time.Hour)}, nil, now)
		if err != nil {
			t.Fatal(err)
		}
		cookies[who] = cookie
	}
	h := site(t, madeUpStore(), as(access.Whole()), withSessions(db))
	list := decode[SessionList](t, ask(h, "GET", Prefix+"/sessions", "")).Sessions
	if len(list) != 3 || list[0].Name != "called "+list[0].NameID || list[0].Roles[0] != access.Analyst || list[0].Address != "203.0.113.7" || list[0].Own {
		t.Fatalf("%+v", list)
	}
	if got := decode[EndedSessions](t, ask(h, "POST", Prefix+"/sessions/end", `{"provider":"https://idp","name_id":"jisu"}`)); got.Ended != 2 {
		t.Errorf("%+v", got)
	}
	if end, err := db.SessionEnded(t.Context(), cookies["jisu"]); err != nil || end.Why != state.WhyAdministrator || end.By != "somebody" {
		t.Errorf("%+v, %v", end, err)
	}
	left := decode[SessionList](t, ask(h, "GET", Prefix+"/sessions", "")).Sessions
	if len(left) != 1 || left[0].NameID != "minho" {
		t.Fatalf("%+v", left)
	}
	decode[EndedSessions](t, ask(h, "DELETE", Prefix+"/sessions/"+left[0].ID, ""))
	if w := ask(h, "DELETE", Prefix+"/sessions/"+left[0].ID, ""); w.Code != http.StatusNotFound {
		t.Errorf("a second time: %d %s", w.Code, w.Body)
	}
	if log := recorded(t, db); !strings.Contains(log, "end_session "+left[0].ID+" minho") || !strings.Contains(log, "end_sessions jisu of https://idp sessions=2") {
		t.Errorf("the audit log:\n%s", log)
	}
}

func TestSomebodyIsBarred(t *testing.T) {
	t.Parallel()
	db := emptyViews(t)
	if _, err := db.BeginSession(t.Context(), state.Session{Provider: "https://idp", NameID: "jisu", Ends: now.Add(time.Hour)}, nil, now); err != nil {
		t.Fatal(err)
	}
	h := site(t, madeUpStore(), as(access.Whole()), withSessions(db), withRules(t, `{"version":1,"rules":[{"roles":["analyst"]},{"when":{"name_id":["minho"]},"deny":true}]}`))
	barred := decode[BarResult](t, ask(h, "POST", Prefix+"/barred", `{"provider":"https://idp","name_id":"jisu","note":"left"}`))
	if barred.Ended != 1 || barred.By != "somebody" || barred.Note != "left" {
		t.Errorf("%+v", barred)
	}
	preview := func(who string) AccessPreview {
		t.Helper()
		return decode[AccessPreview](t, ask(h, "POST", Prefix+"/access/preview", `{"provider":"https://idp","name_id":"`+who+`"}`))
	}
	for who, want := range map[string][2]bool{"jisu": {true, false}, "minho": {false, true}, "yuna": {false, false}} {
		if p := preview(who); p.Barred != want[0] || p.Denied != want[1] || want[1] && (len(p.Roles) > 0 || p.Rule != 2 || !p.Rules[1].Denies) {
			t.Errorf("%s: %+v", who, p)
		}
	}
	if rules := decode[AccessRules](t, ask(h, "GET", Prefix+"/access/rules", "")); rules.Rules[0].Denies || !rules.Rules[1].Denies {
		t.Errorf("%+v", rules)
	}
	if list := decode[BarredList](t, ask(h, "GET", Prefix+"/barred", "")).People; len(list) != 1 || list[0].ID != barred.ID {
		t.Errorf("%+v", list)
	}
	decode[BarredPerson](t, ask(h, "DELETE", Prefix+"/barred/"+barred.ID, ""))
	if w := ask(h, "DELETE", Prefix+"/barred/"+barred.ID, ""); w.Code != http.StatusNotFound {
		t.Errorf("a second time: %d", w.Code)
	}
	for body, want := range map[string]string{
		`{"provider":"test","name_id":"somebody"}`: "bar yourself",
		`{"provider":"local","name_id":"admin"}`:   "ringside user disable",
	} {
		if w := ask(h, "POST", Prefix+"/barred", body); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
	}
	if log := recorded(t, db); !strings.Contains(log, "bar_person jisu of https://idp") || !strings.Contains(log, "unbar_person jisu") {
		t.Errorf("the audit log:\n%s", log)
	}
}
