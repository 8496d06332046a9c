package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
)

const previewedRules = `{"version":1,"ask":"Team Care","addresses":{"administrator":["10.0.0.0/8"]},"rules":[
	{"name":"operations","when":{"groups":["ops","admins"]},"roles":["administrator","analyst"]},
	{"name":"leads","when":{"groups":["leads"],"site":["seoul"]},"roles":["supervisor"],"limits":{"queue":["attribute:queues"]}}]}`

func withRules(t *testing.T, text string) func(*Options) {
	t.Helper()
	rules, err := access.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return func(o *Options) { o.Rules = func() *access.Rules { return rules } }
}

func TestAPreviewSaysWhatSomebodyWouldGetAndWhy(t *testing.T) {
	t.Parallel()
	h := site(t, madeUpStore(), as(access.Whole()), withRules(t, previewedRules))
	preview := func(body string) AccessPreview {
		t.Helper()
		return decode[AccessPreview](t, ask(h, "POST", Prefix+"/access/preview", body))
	}
	fits := []JudgedRule{
		{1, "operations", false, false, []RuleMisses{{"groups", []string{"ops", "admins"}, []string{"leads"}}}},
		{2, "leads", true, false, []RuleMisses{}},
	}
	lead := preview(`{"attributes":{"groups":["leads"],"site":["seoul"],"queues":["Sales","nowhere"]}}`)
	if lead.Rule != 2 || lead.SeesNothing || len(lead.Limits) != 1 || len(lead.May) == 0 {
		t.Errorf("%+v", lead)
	}
	if diff := cmp.Diff(fits, lead.Rules); diff != "" {
		t.Errorf("why (- want, + got):\n%s", diff)
	}
	if got := lead.Limits[0]; len(got.Values) != 2 || len(got.Unknown) == 0 || got.Unknown[len(got.Unknown)-1] != "nowhere" {
		t.Errorf("%+v", got)
	}
	if got := preview(`{"attributes":{"groups":["leads"],"site":["seoul"]}}`); got.Rule != 2 || !got.SeesNothing || len(got.Limits[0].Values) != 0 {
		t.Errorf("without the attribute of the limit: %+v", got)
	}
	if got := preview(`{"attributes":{"groups":["LEADS"]}}`); got.Rule != 0 || !got.SeesNothing || len(got.Rules[1].Misses) != 2 || got.Rules[1].Misses[1].Attribute != "site" {
		t.Errorf("nobody: %+v", got)
	}
	away := preview(`{"attributes":{"groups":["ops"]},"address":"203.0.113.7"}`)
	if diff := cmp.Diff([]access.Role{access.Analyst}, away.Roles); diff != "" || len(away.Elsewhere) != 1 || away.Elsewhere[0] != access.Administrator {
		t.Errorf("elsewhere: %+v", away)
	}
	if w := ask(h, "POST", Prefix+"/access/preview", `{"address":"home"}`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestRulesAreShownToAdministratorsAlone(t *testing.T) {
	t.Parallel()
	log, session := emptyViews(t), state.Session{Provider: "https://idp", NameID: "jisu", Ends: now.Add(time.Hour), Attributes: map[string][]string{"groups": {"leads"}}}
	for range 2 {
		if _, err := log.BeginSession(t.Context(), session, nil, now); err != nil {
			t.Fatal(err)
		}
	}
	signedIn := func(o *Options) { o.People, o.Audit = log, log }
	h := site(t, madeUpStore(), as(access.Whole()), withRules(t, previewedRules), signedIn)
	rules := decode[AccessRules](t, ask(h, "GET", Prefix+"/access/rules", ""))
	if !rules.Given || rules.Ask != "Team Care" || len(rules.Rules) != 2 || rules.Rules[1].Limits["queue"][0] != "attribute:queues" ||
		rules.Addresses[access.Administrator][0] != "10.0.0.0/8" || len(rules.May) != len(access.Roles()) {
		t.Errorf("%+v", rules)
	}
	people := decode[SignedInList](t, ask(h, "GET", Prefix+"/access/people", "")).People
	if len(people) != 1 || people[0].NameID != "jisu" || people[0].Attributes["groups"][0] != "leads" {
		t.Errorf("%+v", people)
	}
	bare := site(t, madeUpStore(), as(access.Whole()))
	if rules := decode[AccessRules](t, ask(bare, "GET", Prefix+"/access/rules", "")); rules.Given || rules.Rules == nil {
		t.Errorf("without a file: %+v", rules)
	}
	if w := ask(bare, "POST", Prefix+"/access/preview", `{}`); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "no file of rules") {
		t.Errorf("a preview without a file: %d %s", w.Code, w.Body)
	}
	for _, role := range access.Roles()[1:] {
		h := site(t, madeUpStore(), as(access.Grant{Roles: []access.Role{role}}), withRules(t, previewedRules), signedIn)
		for _, line := range []string{"GET /access/rules", "GET /access/people", "POST /access/preview"} {
			method, path, _ := strings.Cut(line, " ")
			if w := ask(h, method, Prefix+path, "{}"); w.Code != http.StatusForbidden {
				t.Errorf("%s, %s: %d", role, line, w.Code)
			}
		}
	}
}
