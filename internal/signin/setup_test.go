package signin

import (
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestALinkSetsUpWhatItShould(t *testing.T) {
	t.Parallel()
	s := open(t)
	token, err := s.state.EnsureAccount(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := s.browser(t)
	secret := newSecret()
	key, err := base32Plain.DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	good := func() url.Values {
		return url.Values{
			"token": {token}, "secret": {secret}, "password": {goodPassword}, "again": {goodPassword}, "code": {codeAt(key, s.Now().Unix()/30)},
		}
	}
	for name, c := range map[string]struct {
		form   url.Values
		status int
	}{
		"short":           {changed(changed(good(), "password", "short"), "again", "short"), http.StatusUnprocessableEntity},
		"two":             {changed(good(), "again", goodPassword+"x"), http.StatusUnprocessableEntity},
		"code":            {changed(good(), "code", "000000"), http.StatusUnprocessableEntity},
		"no secret":       {changed(good(), "secret", ""), http.StatusUnprocessableEntity},
		"a short secret":  {changed(good(), "secret", secret[:16]), http.StatusUnprocessableEntity},
		"another's token": {changed(good(), "token", strings.Repeat("A", 43)), http.StatusForbidden},
		"no token":        {changed(good(), "token", ""), http.StatusForbidden},
	} {
		if w := b.ask(http.MethodPost, setUpPath, c.form, "Sec-Fetch-Site", "same-origin"); w.StatusCode != c.status || strings.Contains(w.text, goodPassword) {
			t.Errorf("%s: %s %s", name, w.Status, w.text)
		}
	}
	if w := b.ask(http.MethodGet, LinkPath("x"), nil); w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, noLink.Korean) {
		t.Errorf("no link: %s", w.Status)
	}
	w := b.ask(http.MethodGet, LinkPath(token), nil)
	if w.Header.Get("Referrer-Policy") != "no-referrer" || w.Header.Get("Cache-Control") != "no-store" || !strings.Contains(w.text, `viewBox="0 0 `) {
		t.Errorf("%s %v", w.Status, w.Header)
	}
	if w := b.ask(http.MethodPost, setUpPath, good(), "Sec-Fetch-Site", "same-origin"); w.StatusCode != http.StatusOK {
		t.Fatalf("%s %s", w.Status, w.text)
	}
	if w := b.ask(http.MethodPost, setUpPath, good(), "Sec-Fetch-Site", "same-origin"); w.StatusCode != http.StatusForbidden {
		t.Errorf("again: %s", w.Status)
	}
}

func b64(raw []byte) string { return base64.RawStdEncoding.EncodeToString(raw) }

func read(t testing.TB, w *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
