package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// trail is what a server lets out of itself where nobody asks for data: addresses, error pages, figures about itself.
type trail struct {
	t    *testing.T
	text strings.Builder
	// refusals and redirects that were noted
	refusals, redirects int
}

// note keeps of an answer what must tell nothing of anybody.
func (l *trail) note(got shown) shown {
	l.t.Helper()
	if got.to != "" {
		l.redirects++
		address, err := url.QueryUnescape(got.to)
		if err != nil {
			l.t.Errorf("sent to %q: %v", got.to, err)
		}
		fmt.Fprintf(&l.text, "Location: %s\n%s\n", got.to, address)
	}
	if got.status >= http.StatusBadRequest {
		l.refusals++
		l.text.WriteString(got.text + "\n")
	}
	if policy := got.header.Get("Referrer-Policy"); strings.HasPrefix(got.header.Get("Content-Type"), "text/html") && policy != "no-referrer" && policy != "same-origin" {
		l.t.Errorf("a page whose address other sites are told: %q\n%.200s", policy, got.text)
	}
	return got
}

// TestNothingOfPeopleGetsIntoAddressesErrorsOrFigures signs people in, lets them look at what the simulator has invented and makes
// them err: none of that, and nothing by which they signed in, is in the log, in an address that we make, in what a refusal says, or in
// the figures about the process.
func TestNothingOfPeopleGetsIntoAddressesErrorsOrFigures(t *testing.T) {
	t.Parallel()
	history := simulate(t, 1)
	agents, calls := history.read(t, "agent_events.jsonl"), history.read(t, "contact_events.jsonl")
	secrets := secretsOf(history.lines, agents, calls)
	s := startServer(t, t.TempDir(), "--log-level", "debug",
		"--saml-idp-metadata", metadataFile(t), "--access-rules", rulesFile(t), "--public-url", "https://ringside.example.org")
	deliverGood(s, history.lines, agents, calls[:200])
	deliverBroken(s, history.lines[:100], calls[:20])
	l := &trail{t: t}
	stranger := s.visitor(t)
	for _, path := range []string{"/", "/queues", "/api/v1/panels", "/api/v1/contacts", "/metrics", "/nothing", "/saml/login", "/sign-in", "/sign-in/set-up?token=wrong", "/saml/acs"} {
		l.note(stranger.send(http.MethodGet, path, nil))
	}
	one := stranger.begin(samltest.Recipe{})
	secrets["assertion"] = map[string]bool{one.field: true, one.field[100:200]: true}
	secrets["person"] = map[string]bool{samltest.NameID: true, samltest.Login: true}
	for what, answer := range map[string]samltest.Recipe{
		"late": {At: time.Now().UTC().Add(-time.Hour)}, "unsigned": {Parts: "none"}, "of a stranger": {Key: samltest.Keys().Stranger},
		"for another": {Replace: []string{"/saml/metadata", "/saml/other"}},
	} {
		bad := s.visitor(t).begin(answer)
		if got := l.note(bad.bring(bad.field)); got.status != http.StatusForbidden {
			t.Errorf("%s: %d", what, got.status)
		}
	}
	secrets["password"] = map[string]bool{"quagmire-Zyxwv-password": true, "314159": true}
	l.note(stranger.send(http.MethodPost, "/sign-in", url.Values{"name": {"zyxwv-account"}, "password": {"quagmire-Zyxwv-password"}, "code": {"314159"}, "return": {"/"}}, "Sec-Fetch-Site", "same-origin"))
	if got := l.note(one.bring(one.field)); got.status != http.StatusSeeOther {
		t.Fatalf("sign-in: %d %s", got.status, got.text)
	}
	l.note(one.copied().bring(one.field)) // again
	secrets["cookie"] = map[string]bool{}
	for cookie := range maps.Values(one.cookies) {
		secrets["cookie"][cookie] = true
	}
	one.looks(t, l, history.lines)
	figures := one.send(http.MethodGet, "/metrics", nil)
	if figures.status != http.StatusOK || !strings.Contains(figures.text, "ringside_") {
		t.Fatalf("/metrics: %d %s", figures.status, figures.text)
	}
	l.note(one.send(http.MethodPost, "/sign-out", nil, "Sec-Fetch-Site", "same-origin"))
	if err := s.stop(); err != nil {
		t.Fatalf("stop: %v\n%s", err, s.logs)
	}
	if l.refusals < 20 || l.redirects < 4 {
		t.Errorf("%d refusals, %d redirects: nothing was looked at", l.refusals, l.redirects)
	}
	secrets["key"] = map[string]bool{testKey: true}
	for kind, values := range secrets {
		if len(values) == 0 {
			t.Errorf("there is no %s to look for", kind)
		}
		for value := range values {
			if utf8.RuneCountInString(value) < 2 { // a family name of one syllable is in half of all Korean words
				continue
			}
			for where, text := range map[string]string{"the log": s.logs.String(), "an address or a refusal": l.text.String(), "/metrics": figures.text} {
				if line := leak(text, value); line != "" {
					t.Errorf("%s holds the %s %q:\n%.400s", where, kind, value, line)
				}
			}
		}
	}
}

// looks has somebody see what there is of a few contacts, and ask for them in ways that are refused.
func (v visitor) looks(t *testing.T, l *trail, records [][]byte) {
	t.Helper()
	var of []struct {
		ContactID        string `json:"ContactId"`
		CustomerEndpoint struct{ Address string }
		Attributes       map[string]string
	}
	for _, record := range records {
		one := slices.Grow(of, 1)[:len(of)+1]
		if json.Unmarshal(record, &one[len(of)]) == nil && one[len(of)].CustomerEndpoint.Address != "" {
			of = one
		}
		if len(of) == 5 {
			break
		}
	}
	until(patience, func() bool {
		return v.send(http.MethodGet, "/api/v1/contacts/"+of[len(of)-1].ContactID, nil).status == http.StatusOK
	})
	for _, c := range of {
		if got := v.send(http.MethodGet, "/api/v1/contacts/"+c.ContactID, nil); got.status != http.StatusOK || !strings.Contains(got.text, c.CustomerEndpoint.Address) {
			t.Errorf("the contact: %d %.300s", got.status, got.text)
		}
		number := url.QueryEscape(c.CustomerEndpoint.Address)
		for _, path := range []string{
			"/api/v1/contacts/" + url.PathEscape(c.CustomerEndpoint.Address), "/api/v1/contacts?text=" + number + "&from=x", "/api/v1/contacts?from=2026-13-01",
			"/api/v1/contacts?queue=" + number + "&limit=0", "/api/v1/agents/" + number + "/intervals", "/api/v1/dimensions?dimension=x&text=" + number,
			"/api/v1/quarantine/99999999", "/api/v1/contacts/" + c.ContactID + "/" + number,
		} {
			if got := l.note(v.send(http.MethodGet, path, nil)); got.status == http.StatusOK {
				t.Errorf("GET %s: found", path)
			}
		}
		for key, value := range c.Attributes {
			for _, body := range []string{
				`{"metrics":["no_such"],"where":[{"dimension":"attribute:` + key + `","values":["` + value + `"]}]}`,
				`{"contacts":{"where":"` + value, `"` + value + `"`, value, // of fields, the names are told: they are what is wrong
			} {
				l.note(v.json(http.MethodPost, "/api/v1/query", body))
				l.note(v.json(http.MethodPost, "/api/v1/export", body))
				l.note(v.json(http.MethodPost, "/api/v1/explain", body))
			}
		}
	}
}
