package signin

import (
	"html"
	"net/http"
	"net/http/cookiejar"
	"net/url"
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
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	there := http.Client{Jar: jar, Transport: unsafeCookies{}, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), s.URL) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	back := location(t, &there, http.MethodGet, html.UnescapeString(next[1]), nil)
	path, ours := strings.CutPrefix(back, s.URL)
	if !ours {
		t.Fatalf("Keycloak sends nobody back, but to %q", back)
	}
	if w := b.ask(http.MethodGet, path, nil); w.StatusCode != http.StatusOK || !strings.Contains(w.text, signedOutThere.English) {
		t.Errorf("%s %s\n%s", w.Status, w.text, s.log())
	}
}

// location is where a browser is sent on.
func location(t *testing.T, client *http.Client, method, address string, form url.Values) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = w.Body.Close()
	to, err := url.Parse(w.Header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	return to.String()
}
