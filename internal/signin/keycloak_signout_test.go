package signin

import (
	"net/http"
	"strings"
	"testing"
)

// signedOut has Keycloak take signed requests alone, and end its session with ours.
func (k *keycloak) signedOut(t *testing.T) {
	s := k.site(t)
	signed := signedBy(true, true, "RSA_SHA256")
	signed["saml.client.signature"] = "true"
	k.set(s, signed)
	b := s.browser(t)
	address := b.atTheDoor("/queues")
	if field, page := atIdentityProvider(t, address[:strings.Index(address, "&SigAlg=")], person, "password"); field != "" {
		t.Errorf("Keycloak takes a request without its signature: %s", page)
	}
	if w := b.post(answered(t, address)); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", w.Status, s.log())
	}
	w := b.ask(http.MethodPost, SignOutPath, nil, "Sec-Fetch-Site", "same-origin")
	next := refresh.FindStringSubmatch(w.text)
	if next == nil || b.sees() {
		t.Fatalf("%s %s", w.Status, w.text)
	}
	back := visit(t, s.URL).ask(http.MethodGet, next[1], nil).Header.Get("Location")
	path, ours := strings.CutPrefix(back, s.URL)
	if !ours {
		t.Fatalf("Keycloak sends nobody back, but to %q", back)
	}
	s.attackedAddress(t, b, strings.TrimPrefix(path, logoutPath+"?"))
	if w := b.ask(http.MethodGet, path, nil); w.StatusCode != http.StatusOK || !strings.Contains(w.text, signedOutThere.English) {
		t.Errorf("%s %s\n%s", w.Status, w.text, s.log())
	}
}
