package signin

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/trusted"
)

// signedBy is what Keycloak is to sign of an answer, and by which algorithm; nothing is encrypted.
func signedBy(response, assertion bool, algorithm string) map[string]string {
	is := map[bool]string{true: "true", false: "false"}
	return map[string]string{
		"saml.server.signature": is[response], "saml.assertion.signature": is[assertion], "saml.signature.algorithm": algorithm, "saml.encrypt": "false",
	}
}

func TestKeycloakSignsPeopleIn(t *testing.T) {
	k := startKeycloak(t)
	for name, c := range map[string]struct {
		attributes map[string]string // of our registration, beside what our metadata say; nil: nothing
		code       string            // of the refusal; empty: none
	}{
		"as our metadata say, encrypted": {nil, ""},
		"both signed":                    {signedBy(true, true, "RSA_SHA256"), ""},
		"the response alone":             {signedBy(true, false, "RSA_SHA512"), ""},
		"the assertion alone":            {signedBy(false, true, "RSA_SHA256"), ""},
		"unsigned":                       {signedBy(false, false, "RSA_SHA256"), "SIG-NONE"},
		"SHA-1":                          {signedBy(true, true, "RSA_SHA1"), "SIG-ALG-WEAK"},
		"encrypted by CBC":               {map[string]string{"saml.encryption.algorithm": "http://www.w3.org/2001/04/xmlenc#aes256-cbc"}, "IN-ENCRYPTED"},
		"no AuthnStatement":              {map[string]string{"saml.authnstatement": "false"}, "SP-AUTHN"},
	} {
		t.Run(name, func(t *testing.T) {
			s := k.site(t)
			if c.attributes != nil {
				k.set(s, c.attributes)
			}
			b := s.browser(t)
			address := b.atTheDoor("/queues")
			field := answered(t, address)
			s.today()
			w := b.post(field)
			if c.code != "" {
				s.refused(t, b, w, c.code, unknown.English, field)
				return
			}
			if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/queues" {
				t.Fatalf("%s\n%s", w.Status, s.log())
			}
			if got := b.ask(http.MethodGet, "/api/v1/version", nil); !strings.HasSuffix(got.text, `for "`+person+`"`) {
				t.Errorf("signed in as %s", got.text)
			}
			text, err := base64.StdEncoding.DecodeString(field)
			if err != nil || strings.Contains(string(text), "EncryptedAssertion") != (c.attributes == nil) {
				t.Errorf("encrypted otherwise than asked for: %v %s", err, text)
			}
		})
	}
	t.Run("somebody who is disabled", k.disabled)
	t.Run("an answer for another application", k.elsewhere)
	for _, parts := range []string{"response", "assertion"} {
		t.Run("attacks on the "+parts, func(t *testing.T) {
			s := k.site(t)
			k.set(s, signedBy(parts == "response", parts == "assertion", "RSA_SHA256"))
			b := s.browser(t)
			field := answered(t, b.atTheDoor("/"))
			s.today()
			vouched{s, b, field, parts}.attacked(t)
		})
	}
	t.Run("signed requests and single logout", k.signedOut)
	t.Run("by OpenID Connect", k.openID)
	t.Run("a changed key", k.rotated)
	t.Run("a changed key that is fetched, shown and agreed to", k.fetched)
}

// disabled has nobody let in whom Keycloak has disabled.
func (k *keycloak) disabled(t *testing.T) {
	s := k.site(t)
	k.Tell(http.MethodPost, "/"+realm+"/users", map[string]any{
		"username": "carol.qwrtz", "enabled": false, "credentials": []any{map[string]any{"type": "password", "value": "password"}},
	})
	field, page := atIdentityProvider(t, s.browser(t).atTheDoor("/"), "carol.qwrtz", "password")
	if field != "" || !strings.Contains(page, "Account is disabled") {
		t.Errorf("%s", page)
	}
}

// elsewhere brings us what was made for another application, to the request of this very browser.
func (k *keycloak) elsewhere(t *testing.T) {
	s, other := k.site(t), k.site(t)
	k.change(other, func(c client) { c["redirectUris"] = []string{s.URL + "/*"} })
	k.set(other, map[string]string{"saml.client.signature": "false"})
	b := s.browser(t)
	address, err := url.Parse(b.atTheDoor("/"))
	if err != nil {
		t.Fatal(err)
	}
	id := requestIn(t, address.String())
	address.RawQuery = ""
	asOther := saml.Request{ID: id, At: s.Now(), Address: address, Issuer: other.provider.entityID(), Recipient: s.provider.recipient()}
	field := answered(t, asOther.Redirect())
	s.refused(t, b, b.post(field), "SP-AUDIENCE", unknown.English, field)
}

// rotated changes Keycloak's key: as long as only the old one is known, nobody is let in; the metadata of the time between have both.
func (k *keycloak) rotated(t *testing.T) {
	old := k.site(t)
	k.set(old, signedBy(true, true, "RSA_SHA256"))
	before := old.browser(t)
	early := answered(t, before.atTheDoor("/"))
	var found struct{ ID string }
	if err := json.Unmarshal(k.Tell(http.MethodGet, "/"+realm, nil), &found); err != nil {
		t.Fatal(err)
	}
	k.Tell(http.MethodPost, "/"+realm+"/components", newKey(found.ID, "1000"))
	b := old.browser(t)
	late := answered(t, b.atTheDoor("/"))
	old.refused(t, b, b.post(late), "SIG-KEY-UNKNOWN", unknown.English, late)
	if w := before.post(early); w.StatusCode != http.StatusSeeOther {
		t.Errorf("by the key that is known: %s\n%s", w.Status, old.log())
	}
	s := k.site(t)
	if n := len(s.provider.idps()[0].trust.Certificates); n != 2 {
		t.Errorf("the metadata have %d keys, want the old and the new one", n)
	}
	b = s.browser(t)
	field := answered(t, b.atTheDoor("/"))
	if w := b.post(field); w.StatusCode != http.StatusSeeOther {
		t.Errorf("by the new key: %s\n%s", w.Status, s.log())
	}
}

// newKey has Keycloak sign by a new key, if its priority is the greatest.
func newKey(of, priority string) map[string]any {
	return map[string]any{
		"name": "next" + priority, "parentId": of, "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
		"config": map[string][]string{"priority": {priority}},
	}
}

// published is Keycloak's metadata at an https address, which it has none of here, and a fetcher that may reach it.
func (k *keycloak) published(t *testing.T) (address string, by *trusted.Fetcher) {
	t.Helper()
	front := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(k.metadata()[0].Text) }))
	t.Cleanup(front.Close)
	roots := x509.NewCertPool()
	roots.AddCert(front.Certificate())
	return front.URL, &trusted.Fetcher{From: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Roots: roots}
}

// fetched changes Keycloak's key under a site that keeps its metadata, by their address.
func (k *keycloak) fetched(t *testing.T) {
	s := openWith(t, nil)
	s.today()
	address, fetcher := k.published(t)
	s.trusted.Fetch = fetcher
	p, err := s.trusted.Add(t.Context(), trusted.Provider{Name: "Keycloak", URL: address}, trusted.Brought{Fetch: true}, "kim")
	if err == nil {
		_, err = s.trusted.Agree(t.Context(), p.ID, p.Waits.Digest(), "lee")
	}
	if err != nil {
		t.Fatal(err)
	}
	k.register(t, s)
	k.set(s, signedBy(true, true, "RSA_SHA256"))
	come := func() (code string) {
		b := s.browser(t)
		field := answered(t, b.atTheDoor("/queues"))
		s.today()
		before := len(s.log())
		if w := b.post(field); w.StatusCode == http.StatusSeeOther && b.sees() {
			return ""
		}
		_, after, _ := strings.Cut(s.log()[before:], " code=")
		code, _, _ = strings.Cut(after, " ")
		return code
	}
	if code := come(); code != "" {
		t.Fatalf("at first: %s\n%s", code, s.log())
	}
	var found struct{ ID string }
	if err := json.Unmarshal(k.Tell(http.MethodGet, "/"+realm, nil), &found); err != nil {
		t.Fatal(err)
	}
	k.Tell(http.MethodPost, "/"+realm+"/components", newKey(found.ID, "2000"))
	if code := come(); code != "SIG-KEY-UNKNOWN" {
		t.Errorf("by a key that nobody here has seen: %q", code)
	}
	if p, err = s.trusted.Propose(t.Context(), "Keycloak", trusted.Brought{Fetch: true}, "kim"); err != nil {
		t.Fatal(err)
	}
	if code := come(); code != "SIG-KEY-ROTATED" {
		t.Errorf("by a key that waits: %q\n%s", code, s.log())
	}
	views, err := s.trusted.Views(t.Context())
	if err != nil || len(views[0].Differences) != 1 || views[0].Differences[0].Kind != "key_added" {
		t.Errorf("%v %+v", err, views[0].Differences)
	}
	if named := "certificate SHA-256 " + views[0].Differences[0].What; !strings.Contains(s.log(), named+" itself, which proves nothing") || !strings.Contains(s.log(), named+", that waits") {
		t.Errorf("the log does not name the key that is new, %s: %s", named, s.log())
	}
	if _, err := s.trusted.Agree(t.Context(), p.ID, p.Waits.Digest(), "lee"); err != nil {
		t.Fatal(err)
	}
	if code := come(); code != "" {
		t.Errorf("by a key to which somebody has agreed: %s\n%s", code, s.log())
	}
}
