package signin

import (
	"net/http"
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
	v := visit(t, s.URL)
	back := v.fillIn(v.ask(http.MethodGet, b.atTheDoor("/queues"), nil), "username", person, "password", "password").Header.Get("Location")
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
