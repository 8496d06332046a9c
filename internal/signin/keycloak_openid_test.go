package signin

import (
	"html"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/access"
)

// openID has Keycloak sign somebody in by OpenID Connect, who wants PKCE of us, and give a role of its own.
func (k *keycloak) openID(t *testing.T) {
	issuer := k.Address + "/realms/" + realm
	s := openLate(t, nil, func(address string) []OpenID {
		k.Tell(http.MethodPost, "/"+realm+"/clients", map[string]any{
			"clientId": clientID, "secret": clientSecret, "protocol": "openid-connect", "standardFlowEnabled": true,
			"redirectUris": []string{address + callbackPath + strings.TrimPrefix(issuer, "http://")},
			"attributes":   map[string]string{"pkce.code.challenge.method": "S256"},
		})
		return []OpenID{{Issuer: issuer, ClientID: clientID, Secret: func() (string, error) { return clientSecret, nil }}}
	})
	s.today()
	s.rule(access.Rule{
		When:  map[string][]string{"provider": {issuer}, "email": {person}, "email_verified": {"true"}},
		Grant: access.Grant{Roles: []access.Role{access.Auditor}},
	})
	b := s.browser(t)
	back := signedInAt(t, b.there("/queues"), s.URL)
	w := b.ask(http.MethodGet, strings.TrimPrefix(back, s.URL), nil, "Sec-Fetch-Site", "cross-site")
	if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/queues" {
		t.Fatalf("%s to %q\n%s", w.Status, back, s.log())
	}
	if w := b.ask(http.MethodGet, "/queues", nil); w.Header.Get(grantHeader) != "[auditor] map[]" || !strings.Contains(w.text, person) {
		t.Errorf("%s with %q: %s", w.Status, w.Header.Get(grantHeader), w.text)
	}
	at, err := url.Parse(back)
	if err != nil || at.Query().Get("iss") != issuer {
		t.Errorf("Keycloak does not name itself: %s, %v", back, err)
	}
}

// signedInAt fills in the form at an address; it returns that of ours to which the browser is sent then.
func signedInAt(t *testing.T, address, ours string) string {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{Jar: jar, Transport: unsafeCookies{}, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), ours) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	page, _ := send(t, &client, http.MethodGet, address, nil)
	action := actionOfForm.FindStringSubmatch(page)
	if action == nil {
		t.Fatalf("there is no form: %s", page)
	}
	form := url.Values{"username": {person}, "password": {"password"}}
	return location(t, &client, http.MethodPost, html.UnescapeString(action[1]), form)
}
