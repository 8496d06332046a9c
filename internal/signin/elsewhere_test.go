package signin

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
)

const (
	office = "10.1.0.0/16"
	desk   = "10.1.2.3"
	home   = "203.0.113.7"
)

// behindProxy has browsers come by a proxy on this machine, which says where they are.
func behindProxy(t *testing.T) *site {
	t.Helper()
	s := open(t, samltest.Keys().Ours)
	s.provider.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	return s
}

// noted are the entries that somebody came from elsewhere, the newest first.
func (s *site) noted(t *testing.T) []state.AuditEntry {
	t.Helper()
	found, err := s.state.AuditEntries(t.Context(), state.AuditQuery{To: s.Now().Add(time.Hour), Action: actionElsewhere, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestARoleIsRefusedElsewhereOnAPlainPage(t *testing.T) {
	t.Parallel()
	s := behindProxy(t)
	b := s.signedIn(t)
	s.rule(access.Rule{Grant: access.Grant{Roles: []access.Role{access.Administrator, access.Analyst}}})
	s.addresses(t, map[access.Role]string{access.Administrator: office, access.Analyst: office})
	page := func(from string) reply { return b.ask(http.MethodGet, "/queues", nil, "X-Forwarded-For", from) }
	if w := page(desk); w.StatusCode != http.StatusOK || w.Header.Get(grantHeader) != "[administrator analyst] map[]" {
		t.Errorf("at the office: %s with %s", w.Status, w.Header.Get(grantHeader))
	}
	for range 3 {
		w := page(home)
		if w.StatusCode != http.StatusForbidden || w.Header.Get(grantHeader) != "" {
			t.Errorf("at home: %s with %s", w.Status, w.Header.Get(grantHeader))
		}
		for _, want := range []string{"이 위치에서는", "Not from here", home, "Team Care", "request-17", `action="/sign-out"`} {
			if !strings.Contains(w.text, want) {
				t.Errorf("the page does not say %q:\n%s", want, w.text)
			}
		}
	}
	if w := b.ask(http.MethodGet, "/api/v1/version", nil, "Sec-Fetch-Mode", "cors", "X-Forwarded-For", home); w.Header.Get(grantHeader) != "[] map[]" {
		t.Errorf("a question from home: %s with %s", w.Status, w.Header.Get(grantHeader))
	}
	if w := page(home + ", " + desk); w.StatusCode != http.StatusOK {
		t.Errorf("what stands before the last hop is not believed: %s", w.Status)
	}
	noted := s.noted(t)
	if len(noted) != 1 || noted[0].Address != home || noted[0].Status != http.StatusForbidden || noted[0].Who == "" {
		t.Errorf("once in a quarter of an hour: %+v", noted)
	}
	s.advance(notedEvery)
	page(home)
	if noted := s.noted(t); len(noted) != 2 {
		t.Errorf("after it: %+v", noted)
	}
	s.addresses(t, map[access.Role]string{access.Administrator: office})
	if w := page(home); w.StatusCode != http.StatusOK || w.Header.Get(grantHeader) != "[analyst] map[]" {
		t.Errorf("with one role left: %s with %s", w.Status, w.Header.Get(grantHeader))
	}
}

func TestAccountsAndTokensAreRefusedElsewhereToo(t *testing.T) {
	t.Parallel()
	s := behindProxy(t)
	p := s.first(t)
	_, text := s.token(t, `{"roles":["administrator"]}`, time.Hour)
	b := s.browser(t)
	if w := b.signIn(p.form(s.Now())); w.StatusCode != http.StatusSeeOther {
		t.Fatal(w.Status)
	}
	s.addresses(t, map[access.Role]string{access.Administrator: office})
	for from, want := range map[string]string{desk: "[administrator] map[]", home: "[] map[]"} {
		for name, header := range map[string][]string{"an account": nil, "a token": {"Authorization", "Bearer " + text}} {
			header = append(header, "X-Forwarded-For", from, "Sec-Fetch-Mode", "cors")
			if w := b.ask(http.MethodGet, "/api/v1/version", nil, header...); w.Header.Get(grantHeader) != want {
				t.Errorf("%s at %s: %s, want %s", name, from, w.Header.Get(grantHeader), want)
			}
		}
	}
	if noted := s.noted(t); len(noted) != 2 {
		t.Errorf("%+v", noted)
	}
}

func TestAStreamEndsWhenItsAddressIsNotAllowedAnyMore(t *testing.T) {
	t.Parallel()
	for _, by := range []string{"a session", "a token"} {
		s := behindProxy(t)
		s.provider.lookEvery = time.Millisecond
		client, header := s.signedIn(t).Client, []string{"X-Forwarded-For", home}
		if by == "a token" {
			_, text := s.token(t, `{"roles":["administrator"]}`, time.Hour)
			client, header = s.browser(t).Client, append(header, "Authorization", "Bearer "+text)
		}
		s.stream(t, client, header...)
		s.addresses(t, map[access.Role]string{access.Administrator: office})
		<-s.closed // without which the test ends here for ever
	}
}

func TestAnAccountSeesWhatItsLimitsSay(t *testing.T) {
	t.Parallel()
	s := open(t)
	p := s.first(t)
	b := s.browser(t)
	if w := b.signIn(p.form(s.Now())); w.StatusCode != http.StatusSeeOther {
		t.Fatal(w.Status)
	}
	if err := s.state.ChangeAccountLimits(t.Context(), p.name, `{"queue":["Sales"]}`); err != nil {
		t.Fatal(err)
	}
	if w := b.ask(http.MethodGet, "/", nil); w.Header.Get(grantHeader) != "[administrator] map[queue:[Sales]]" {
		t.Errorf("%s with %s", w.Status, w.Header.Get(grantHeader))
	}
	if err := s.state.ChangeAccountLimits(t.Context(), p.name, "damaged"); err != nil {
		t.Fatal(err)
	}
	if w := b.ask(http.MethodGet, "/", nil); w.StatusCode != http.StatusServiceUnavailable || w.Header.Get(grantHeader) != "" {
		t.Errorf("limits that cannot be read: %s with %s", w.Status, w.Header.Get(grantHeader))
	}
}
