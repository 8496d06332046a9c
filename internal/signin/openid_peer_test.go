package signin

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/peertest"
)

// withOpenIDPeer is the variable that names a folder where testdata/openid/package.json is installed.
const withOpenIDPeer = "RINGSIDE_OPENID_PEER"

// openPeer is a site that believes an identity provider made of oidc-provider, and that one's address. Where the variable promises
// it, it must be there.
func openPeer(t *testing.T) (*site, string) {
	t.Helper()
	modules := os.Getenv(withOpenIDPeer)
	if modules == "" {
		modules, _ = filepath.Abs("../../.cache/openid")
		if _, err := os.Stat(filepath.Join(modules, "node_modules", "oidc-provider")); err != nil || exec.CommandContext(t.Context(), "node", "--version").Run() != nil {
			t.Skip("left out: signing in by oidc-provider, which needs Node and internal/signin/testdata/openid/package.json (make go-test installs it)")
		}
	}
	var issuer string
	of := OpenID{ClientID: clientID, Secret: func() (string, error) { return clientSecret, nil }, Scopes: []string{"profile", "email", "groups"}}
	s := openLate(t, nil, func(address string) []OpenID {
		issuer = startOpenIDPeer(t, modules, address)
		of.Issuer = issuer
		return []OpenID{of}
	})
	s.advance(time.Since(s.Now())) // the provider has a clock of its own
	return s, issuer
}

func startOpenIDPeer(t *testing.T, modules, address string) (issuer string) {
	t.Helper()
	given, err := json.Marshal(map[string]any{
		"modules": modules, "client_id": clientID, "client_secret": clientSecret, "callbacks": address + callbackPath,
		"people": map[string]any{
			"u-lead": map[string]any{"preferred_username": person, "email": person, "email_verified": true, "groups": []string{"team-leads"}},
			"u-none": map[string]any{"preferred_username": "nobody"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", "testdata/openid/provider.mjs", string(given))
	return peertest.Start(t, cmd, openIDListens)[1]
}

var openIDListens = regexp.MustCompile(`(http://127\.0\.0\.1:[0-9]+)\n`)

// atPeer is a person at the identity provider: typing a name in, and sent on by it until it sends the browser back to us.
func (s *site) atPeer(t *testing.T, address, name string) (back reply) {
	t.Helper()
	v := visit(t, s.URL)
	return v.fillIn(v.ask(http.MethodGet, address, nil), "login", name, "password", "x")
}

// bring goes where the identity provider sends the browser.
func (b *browser) bring(from reply) reply {
	b.t.Helper()
	path, ours := strings.CutPrefix(from.Header.Get("Location"), b.site.URL)
	if !ours {
		b.t.Fatalf("the identity provider sends nobody back: %s to %q: %s", from.Status, from.Header.Get("Location"), from.text)
	}
	return b.ask(http.MethodGet, path, nil, "Sec-Fetch-Site", "cross-site")
}

func TestACertifiedOpenIDProviderSignsPeopleIn(t *testing.T) {
	s, issuer := openPeer(t)
	s.rule(access.Rule{When: map[string][]string{"provider": {issuer}, "groups": {"team-leads"}, "email_verified": {"true"}}, Grant: access.Whole()})
	b := s.browser(t)
	first, second := b.atTheDoor("/queues"), b.atTheDoor("/agents") // two tabs
	for _, tab := range [][2]string{{second, "/agents"}, {first, "/queues"}} {
		w := b.bring(s.atPeer(t, tab[0], "u-lead"))
		if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != tab[1] {
			t.Fatalf("%s to %q\n%s", w.Status, w.Header.Get("Location"), s.log())
		}
	}
	if w := b.ask(http.MethodGet, "/queues", nil); w.StatusCode != http.StatusOK || w.Header.Get(grantHeader) != "[administrator] map[]" || !strings.Contains(w.text, person) {
		t.Errorf("signed in: %s with %s: %s", w.Status, w.Header.Get(grantHeader), w.text)
	}
	nobody := s.browser(t)
	nobody.bring(s.atPeer(t, nobody.atTheDoor("/"), "u-none"))
	if w := nobody.ask(http.MethodGet, "/", nil); w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, "You have no role here") {
		t.Errorf("without a role: %s %s", w.Status, w.text)
	}
	if strings.Contains(s.log(), person) || strings.Contains(s.log(), "u-lead") || strings.Contains(s.log(), clientSecret) {
		t.Errorf("the log says too much: %s", s.log())
	}
}

func TestACertifiedOpenIDProviderSignsNobodyInWhoShouldNotBe(t *testing.T) {
	s, _ := openPeer(t)
	replaced := func(address, name, value string) string {
		at, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		q := at.Query()
		q.Set(name, value)
		at.RawQuery = q.Encode()
		return at.String()
	}
	const nothing = "############################################################"
	b := s.browser(t)
	address := b.atTheDoor("/")
	s.refused(t, b, b.bring(s.atPeer(t, replaced(address, "nonce", "another"), "u-lead")), "OIDC-NONCE", unknown.Korean, nothing)
	b = s.browser(t)
	s.refused(t, b, b.bring(s.atPeer(t, replaced(b.atTheDoor("/"), "client_id", "other-client"), "u-lead")), "OIDC-CODE", used.Korean, nothing)
	b = s.browser(t)
	challenge := strings.Repeat("x", 43)
	s.refused(t, b, b.bring(s.atPeer(t, replaced(b.atTheDoor("/"), "code_challenge", challenge), "u-lead")), "OIDC-CODE", used.Korean, nothing)
	b = s.browser(t)
	s.refused(t, b, b.bring(s.atPeer(t, replaced(b.atTheDoor("/"), "prompt", "none"), "u-lead")), "OIDC-REFUSED", refused.Korean, nothing)

	b, thief := s.browser(t), s.browser(t)
	thief.atTheDoor("/")
	answer := s.atPeer(t, b.atTheDoor("/"), "u-lead")
	s.refused(t, thief, thief.bring(answer), "OIDC-STATE", notBegun.Korean, nothing)
	copied := s.copied(t, b)
	if w := b.bring(answer); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("the browser that asked: %s\n%s", w.Status, s.log())
	}
	s.refused(t, copied, copied.bring(answer), "OIDC-CODE", used.Korean, nothing) // the identity provider knows it again

	late := s.browser(t)
	answer = s.atPeer(t, late.atTheDoor("/"), "u-lead")
	s.advance(patience)
	s.refused(t, late, late.bring(answer), "TIME-EXPIRED", tooOld.Korean, nothing)
}

func TestAnOpenIDProviderThatTakesAnotherSecretIsSaidSo(t *testing.T) {
	s, _ := openPeer(t)
	for _, o := range s.provider.openIDs {
		o.Secret = func() (string, error) { return "of another client", nil }
	}
	b := s.browser(t)
	s.refused(t, b, b.bring(s.atPeer(t, b.atTheDoor("/"), "u-lead")), "OIDC-CLIENT", unknown.Korean, "############################################################")
	if strings.Contains(s.log(), "of another client") {
		t.Errorf("the log has the secret: %s", s.log())
	}
}
