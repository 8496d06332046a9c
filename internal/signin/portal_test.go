package signin

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml/samltest"
)

// fakePortal is a portal without applications.
type fakePortal func(w http.ResponseWriter, r *http.Request)

func (f fakePortal) ServeHTTP(w http.ResponseWriter, r *http.Request) { f(w, r) }

func (f fakePortal) Follow(context.Context, string, string) error { return nil }

func (f fakePortal) Leave(http.ResponseWriter, *http.Request, string) (string, error) { return "", nil }

// withPortal starts a site whose portal says who it was told of.
func withPortal(t *testing.T, keys ...samltest.Key) *site {
	t.Helper()
	s := open(t, keys...)
	s.provider.Portal = fakePortal(func(w http.ResponseWriter, r *http.Request) {
		account, is := AccountOf(r.Context())
		fmt.Fprintf(w, "told of %q, account %q %t, since %s, %v", Of(r.Context()).Name, account.Name, is, account.Since.Format("15:04"), access.Of(r.Context()).Roles)
	})
	return s
}

func TestThePortalIsToldWhoAsks(t *testing.T) {
	t.Parallel()
	s := withPortal(t)
	p := s.first(t)
	in, out := s.browser(t), s.browser(t)
	began := s.Now().UTC().Format("15:04")
	if w := in.signIn(p.form(s.Now())); w.StatusCode != http.StatusSeeOther {
		t.Fatal(w.Status)
	}
	for path, want := range map[string]string{
		"/portal": "told of", "/portal/x": "told of", "/idp/a/sso": "told of", "/portals": "", "/idpx": "",
	} {
		w := out.ask(http.MethodGet, path, nil)
		if (want == "") != (w.StatusCode == http.StatusSeeOther) || want != "" && !strings.HasPrefix(w.text, `told of "", account "" false`) {
			t.Errorf("nobody at %s: %s %s", path, w.Status, w.text)
		}
	}
	if w := in.ask(http.MethodGet, "/portal", nil); w.text != `told of "admin", account "admin" true, since `+began+`, [administrator]` {
		t.Errorf("the portal is %s", w.text)
	}
	s.addresses(t, map[access.Role]string{access.Administrator: "192.0.2.0/24"})
	if w := in.ask(http.MethodGet, "/portal", nil); w.StatusCode != http.StatusForbidden || strings.Contains(w.text, "told of") {
		t.Errorf("from where the role may not be used: %s %s", w.Status, w.text)
	}
}

func TestThePortalIsToldNoAccountOfOthersPeople(t *testing.T) {
	t.Parallel()
	s := withPortal(t, samltest.Keys().Ours)
	if w := s.signedIn(t).ask(http.MethodGet, "/portal", nil); !strings.Contains(w.text, `, account "" false`) || strings.HasPrefix(w.text, `told of ""`) {
		t.Errorf("the portal is %s", w.text)
	}
}

func TestWhoHasNoRoleIsLedToThePortal(t *testing.T) {
	t.Parallel()
	s := withPortal(t)
	token, err := s.state.CreateAccount(t.Context(), "alice", "")
	if err != nil {
		t.Fatal(err)
	}
	b := s.browser(t)
	if w := b.signIn(s.account(t, token).form(s.Now())); w.StatusCode != http.StatusSeeOther {
		t.Fatal(w.Status)
	}
	if w := b.ask(http.MethodGet, "/", nil); w.Header.Get("Location") != "/portal" {
		t.Errorf("%s to %s", w.Status, w.Header.Get("Location"))
	}
	if w := b.ask(http.MethodGet, "/api/v1/version", nil); w.Header.Get(grantHeader) != fmt.Sprint([]access.Role{}, map[string][]string(nil)) {
		t.Errorf("a program's question comes with %q", w.Header.Get(grantHeader))
	}
	s.provider.Portal = nil
	if w := b.ask(http.MethodGet, "/", nil); w.StatusCode != http.StatusForbidden {
		t.Errorf("without a portal: %s", w.Status)
	}
}
