package signin

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
)

const (
	sessionName = "https://aws.amazon.com/SAML/Attributes/RoleSessionName"
	agentRule   = "[agent] map[agent:[" + samltest.Login + "]]"
)

// agents is a rule for the people of the identity provider, who see their own.
func agents() access.Rule {
	return access.Rule{
		When:  map[string][]string{"provider": {samltest.EntityID}},
		Grant: access.Grant{Roles: []access.Role{access.Agent}, Limits: map[metric.Dimension][]string{metric.Agent: {access.OfAttribute + sessionName}}},
	}
}

func TestASessionGetsWhatTheRulesSayNow(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	s.rule(agents())
	b := s.signedIn(t)
	wantGrant := func(when, want string) {
		t.Helper()
		if w := b.ask(http.MethodGet, "/api/v1/version", nil, "Sec-Fetch-Mode", "cors"); w.Header.Get(grantHeader) != want {
			t.Errorf("%s: %s, want %s", when, w.Header.Get(grantHeader), want)
		}
	}
	wantGrant("at first", agentRule)
	s.rule(access.Rule{Grant: access.Grant{Roles: []access.Role{access.Analyst}}})
	wantGrant("after a change", "[analyst] map[]")
	s.rule(access.Rule{When: map[string][]string{sessionName: {"somebody else"}}, Grant: access.Whole()})
	wantGrant("when no rule fits", "[] map[]")
}

func TestWhoHasNoRoleIsToldWhomToAsk(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.signedIn(t)
	kept := &noted{}
	s.provider.Audit = kept
	s.rule()
	b.ask(http.MethodGet, "/queues", nil)
	w := b.ask(http.MethodGet, "/queues", nil) // a second time is counted, and not written again
	if got, want := kept.lines(), []string{samltest.EntityID + "|" + samltest.NameID + "|SP-NOROLE|sign_in_failed|403"}; !slices.Equal(got, want) {
		t.Errorf("the audit log has %q, want %q", got, want)
	}
	if w.StatusCode != http.StatusForbidden || w.Header.Get(grantHeader) != "" {
		t.Errorf("a page without a role: %s", w.Status)
	}
	for _, want := range []string{"사용 권한이 없습니다", "nobody has given you a role", "Team Care, 02-1234", "request-17", `action="/sign-out"`} {
		if !strings.Contains(w.text, want) {
			t.Errorf("the page does not say %q:\n%s", want, w.text)
		}
	}
	if log := s.log(); !strings.Contains(log, "without a role") || !strings.Contains(log, sessionName) || strings.Contains(log, samltest.Login) {
		t.Errorf("the log is to name the request and the attributes, and not what is in them:\n%s", log)
	}
	s.rule(access.Rule{Grant: access.Whole()})
	if w := b.ask(http.MethodGet, "/queues", nil); w.StatusCode != http.StatusOK {
		t.Errorf("with a role again: %s", w.Status)
	}
}

func TestAnAccountHasTheRoleThatIsKeptForIt(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.rule() // is of identity providers
	p := s.first(t)
	b := s.browser(t)
	if w := b.signIn(p.form(s.Now())); w.StatusCode != http.StatusSeeOther {
		t.Fatal(w.Status)
	}
	if w := b.ask(http.MethodGet, "/", nil); w.Header.Get(grantHeader) != "[administrator] map[]" {
		t.Errorf("%s with %s", w.Status, w.Header.Get(grantHeader))
	}
}

// stream opens the live stream and waits until it has begun.
func (s *site) stream(t *testing.T, client *http.Client, header ...string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/api/v1/live", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	stream, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stream.Body.Close() })
	<-s.opened
}

func TestAStreamEndsWhenTheRulesGiveSomethingElse(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	s.provider.lookEvery = time.Millisecond
	b := s.signedIn(t)
	s.stream(t, b.Client)
	s.rule(agents())
	<-s.closed // without which the test ends here for ever
	if !b.sees() {
		t.Error("the session does not go on")
	}
}

func (s *site) token(t *testing.T, grant string, lasts time.Duration) (id, text string) {
	t.Helper()
	made, text, err := s.state.CreateAPIToken(t.Context(), state.APIToken{Name: "test", Access: grant, Ends: s.Now().Add(lasts)})
	if err != nil {
		t.Fatal(err)
	}
	return made.ID, text
}

func TestAProgramGetsInByItsTokenAlone(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	id, text := s.token(t, `{"roles":["analyst"],"limits":{"queue":["Sales"]}}`, time.Hour)
	signedIn := s.signedIn(t)
	with := func(b *browser, authorization string) (int, string) {
		t.Helper()
		w := b.ask(http.MethodGet, "/api/v1/version", nil, "Authorization", authorization, "Sec-Fetch-Mode", "cors")
		return w.StatusCode, w.Header.Get(grantHeader)
	}
	const grant = "[analyst] map[queue:[Sales]]"
	for name, c := range map[string]struct {
		b             *browser
		authorization string
		status        int
		grant         string
	}{
		"a token":                    {s.browser(t), "Bearer " + text, http.StatusOK, grant},
		"its scheme in lower case":   {s.browser(t), "bearer " + text, http.StatusOK, grant},
		"beside a session":           {signedIn, "Bearer " + text, http.StatusOK, grant},
		"a wrong one":                {s.browser(t), "Bearer " + text + "x", http.StatusUnauthorized, ""},
		"a wrong one with a session": {signedIn, "Bearer wrong", http.StatusUnauthorized, ""},
		"none":                       {s.browser(t), "Bearer ", http.StatusUnauthorized, ""},
		"its id":                     {s.browser(t), "Bearer " + id, http.StatusUnauthorized, ""},
		"as a password":              {s.browser(t), "Basic " + text, http.StatusUnauthorized, ""},
	} {
		if status, grant := with(c.b, c.authorization); status != c.status || grant != c.grant {
			t.Errorf("%s: %d with %s, want %d with %s", name, status, grant, c.status, c.grant)
		}
	}
	s.advance(time.Hour)
	if status, _ := with(s.browser(t), "Bearer "+text); status != http.StatusUnauthorized {
		t.Errorf("after its end: %d", status)
	}
}

func TestARevokedTokensStreamEnds(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.provider.lookEvery = time.Millisecond
	id, text := s.token(t, `{"roles":["wallboard"]}`, time.Hour)
	s.stream(t, s.Client(), "Authorization", "Bearer "+text)
	if err := s.state.EndAPIToken(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	<-s.closed // without which the test ends here for ever
}
