package signin

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

func TestNobodySeesAnythingWithoutASession(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.browser(t)
	for _, path := range []string{
		"/api/v1/version", "/api/v1/live", "/api/openapi.json", "/assets/index.js", "/metrics", "/healthz/", "/readyz/x", "//healthz",
		"/api/v1%2Fimport", "/api/v1/import/", "/samlx", "/sign-inn", "/ingest/firehose", "/%68ealthz",
	} {
		if w := b.ask(http.MethodGet, path, nil, "Sec-Fetch-Mode", "cors"); w.StatusCode != http.StatusUnauthorized || strings.Contains(w.text, "figures") {
			t.Errorf("%s: %s %s", path, w.Status, w.text)
		}
		if w := b.ask(http.MethodPost, path, nil); w.StatusCode != http.StatusUnauthorized || strings.Contains(w.text, "figures") {
			t.Errorf("POST %s: %s %s", path, w.Status, w.text)
		}
	}
	for _, request := range [][2]string{{"GET", "/healthz"}, {"GET", "/readyz"}, {"POST", "/api/v1/import"}} {
		if w := b.ask(request[0], request[1], nil, "Sec-Fetch-Mode", "cors"); w.StatusCode != http.StatusOK {
			t.Errorf("%s %s: %s", request[0], request[1], w.Status)
		}
	}
	for _, made := range []string{"", "x", strings.Repeat("A", 43)} {
		w := b.ask(http.MethodGet, "/api/v1/version", nil, "Cookie", sessionCookie+"="+made, "Sec-Fetch-Mode", "cors")
		if w.StatusCode != http.StatusUnauthorized {
			t.Errorf("with the cookie %q: %s", made, w.Status)
		}
	}
}

func TestASignInLeadsBackToThePage(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.browser(t)
	_, id := b.begin("/queues?from=2026-11-01&queue=%EC%98%81%EC%97%85")
	w := b.post(s.answer(t, id, samltest.Recipe{}))
	if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/queues?from=2026-11-01&queue=%EC%98%81%EC%97%85" {
		t.Fatalf("%s to %q\n%s", w.Status, w.Header.Get("Location"), s.log())
	}
	var kept []*http.Cookie
	for _, c := range w.Cookies() {
		if c.MaxAge >= 0 {
			kept = append(kept, c)
		}
		if !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" {
			t.Errorf("a cookie that others might see: %s", c)
		}
	}
	if len(kept) != 1 || kept[0].Name != sessionCookie || kept[0].SameSite != http.SameSiteLaxMode || len(kept[0].Value) != 43 {
		t.Errorf("cookies: %v", kept)
	}
	if got := b.ask(http.MethodGet, "/api/v1/version", nil); got.text != `figures of /api/v1/version for "`+samltest.NameID+`"` {
		t.Errorf("signed in: %s %s", got.Status, got.text)
	}
	if got := s.browser(t).ask(http.MethodGet, "/api/v1/version", nil); got.StatusCode != http.StatusUnauthorized {
		t.Errorf("another browser: %s", got.Status)
	}
}

func TestEitherPinnedKeyCounts(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t, keys.Ours, keys.Next)
	for _, key := range []samltest.Key{keys.Ours, keys.Next} {
		b := s.browser(t)
		_, id := b.begin("/")
		if w := b.post(s.answer(t, id, samltest.Recipe{Key: key})); w.StatusCode != http.StatusSeeOther {
			t.Errorf("%s\n%s", w.Status, s.log())
		}
	}
}

func TestTabsDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.browser(t)
	_, first := b.begin("/queues")
	_, second := b.begin("/agents")
	for _, tab := range [][2]string{{first, "/queues"}, {second, "/agents"}} {
		if w := b.post(s.answer(t, tab[0], samltest.Recipe{})); w.Header.Get("Location") != tab[1] {
			t.Errorf("%s to %q, want %s\n%s", w.Status, w.Header.Get("Location"), tab[1], s.log())
		}
	}
}

// refusal is a sign-in that goes wrong after a browser began it.
type refusal struct {
	change samltest.Recipe
	wait   time.Duration // between the beginning and the answer
	code   string        // in the log
	words  string        // on the page
}

func TestASignInThatIsNotAsItShouldBeIsRefused(t *testing.T) {
	t.Parallel()
	replaced := func(pairs ...string) samltest.Recipe { return samltest.Recipe{Replace: pairs} }
	for name, c := range map[string]refusal{
		"expired":             {samltest.Recipe{At: samltest.Moment.Add(-time.Hour)}, 0, "TIME-OLD5", tooOld.Korean},
		"future":              {samltest.Recipe{At: samltest.Moment.Add(time.Hour)}, 0, "TIME-FUTURE", clocks.Korean},
		"another audience":    {replaced("/saml/metadata", "/saml/other"), 0, "SP-AUDIENCE", unknown.Korean},
		"another address":     {replaced("/saml/acs", "/saml/other"), 0, "SP-DESTINATION", unknown.Korean},
		"an unknown provider": {replaced("sso.example.org", "evil.example.org"), 0, "SP-ISSUER", unknown.Korean},
		"an unknown key":      {samltest.Recipe{Key: samltest.Keys().Stranger}, 0, "SIG-KEY-UNKNOWN", unknown.Korean},
		"unsigned":            {samltest.Recipe{Parts: "none"}, 0, "SIG-NONE", unknown.Korean},
		"no request":          {replaced("InResponseTo=", "Consent="), 0, "SP-REQUEST", notBegun.Korean},
		"a refusal":           {replaced("status:Success", "status:Responder"), 0, "IDP-STATUS", refused.Korean},
		"begun too long ago":  {samltest.Recipe{At: samltest.Moment.Add(patience + time.Second)}, patience + time.Second, "SP-REQUEST", notBegun.Korean},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, samltest.Keys().Ours)
			b := s.browser(t)
			_, id := b.begin("/")
			s.advance(c.wait)
			field := s.answer(t, id, c.change)
			s.refused(t, b, b.post(field), c.code, c.words, field)
		})
	}
}

// refused checks that a browser was not let in, and that it and the log were told why, and nothing of the person.
func (s *site) refused(t *testing.T, b *browser, w reply, code, words, field string) {
	t.Helper()
	if w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, words) || !strings.Contains(w.text, "request-17") {
		t.Errorf("%s %s, want the page that says %s", w.Status, w.text, words)
	}
	log := s.log()
	if !strings.Contains(log, "request_id=request-17 code="+code+" ") {
		t.Errorf("the log has no %s: %s", code, log)
	}
	for _, personal := range []string{samltest.NameID, samltest.Login, person, field, field[:60]} {
		if strings.Contains(log, personal) || strings.Contains(w.text, personal) {
			t.Errorf("%.40q is shown: %s %s", personal, log, w.text)
		}
	}
	if got := b.ask(http.MethodGet, "/api/v1/version", nil); got.StatusCode != http.StatusUnauthorized {
		t.Errorf("let in nevertheless: %s", got.Status)
	}
}

func TestAnAnswerBelongsToTheBrowserThatAsked(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	victim, thief := s.browser(t), s.browser(t)
	_, id := victim.begin("/")
	_, own := thief.begin("/")
	field := s.answer(t, id, samltest.Recipe{})
	s.refused(t, thief, thief.post(field), "SP-REQUEST", notBegun.Korean, field)

	address, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	var made []string // cookies that the thief gives the name of the victim's
	for _, c := range thief.Jar.Cookies(address) {
		if c.Name == requestCookie(own) {
			made = append(made, c.Value)
		}
	}
	text, err := json.Marshal(request{ID: id, Began: s.Now(), Return: "/"})
	if err != nil {
		t.Fatal(err)
	}
	unkeyed := sha256.Sum256(text)
	for _, mac := range [][]byte{make([]byte, sha256.Size), unkeyed[:], nil} {
		made = append(made, base64.RawURLEncoding.EncodeToString(append(mac, text...)))
	}
	if len(made) != 4 {
		t.Fatalf("%d cookies, want the thief's own and three that are forged", len(made))
	}
	for _, value := range made {
		thief.Jar.SetCookies(address, []*http.Cookie{{Name: requestCookie(id), Value: value, Path: "/", Secure: true}})
		s.refused(t, thief, thief.post(field), "SP-REQUEST", notBegun.Korean, field)
	}
	if w := victim.post(field); w.StatusCode != http.StatusSeeOther {
		t.Errorf("the victim itself: %s\n%s", w.Status, s.log())
	}
}

func TestAnAnswerCountsOnce(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.browser(t)
	_, id := b.begin("/")
	copied := s.copied(t, b)
	field := s.answer(t, id, samltest.Recipe{})
	if w := b.post(field); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", w.Status, s.log())
	}
	if w := b.post(field); w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, notBegun.Korean) { // the back button
		t.Errorf("again: %s", w.Status)
	}
	s.refused(t, copied, copied.post(field), "SP-REPLAY", used.Korean, field)
	other := s.answer(t, id, samltest.Recipe{Replace: []string{`ID="_r` + id, `ID="_r2` + id, `ID="_a` + id, `ID="_a2` + id}})
	s.refused(t, copied, copied.post(other), "SP-REPLAY", used.Korean, other)
}

func TestNothingButTheFormIsTaken(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.browser(t)
	_, id := b.begin("/")
	field := s.answer(t, id, samltest.Recipe{})
	post := func(form url.Values, header ...string) reply {
		return b.ask(http.MethodPost, "/saml/acs", form, header...)
	}
	for name, w := range map[string]reply{
		"no form":              post(url.Values{"SAMLResponse": {field}}, "Content-Type", "text/plain"),
		"nothing":              post(nil),
		"two":                  post(url.Values{"SAMLResponse": {field, field}}),
		"a request too":        post(url.Values{"SAMLResponse": {field}, "SAMLRequest": {""}}),
		"two relay states":     post(url.Values{"SAMLResponse": {field}, "RelayState": {"/", "/"}}),
		"larger than any":      post(url.Values{"SAMLResponse": {field}, "x": {strings.Repeat("x", maxBody)}}),
		"in the address alone": b.ask(http.MethodPost, "/saml/acs?"+url.Values{"SAMLResponse": {field}}.Encode(), nil),
	} {
		if w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, "request-17") {
			t.Errorf("%s: %s", name, w.Status)
		}
	}
	if count := strings.Count(s.log(), "code=IN-FORM "); count != 7 {
		t.Errorf("%d refusals in the log: %s", count, s.log())
	}
	w := post(url.Values{"SAMLResponse": {field}, "RelayState": {"https://evil.example.org/"}})
	if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/" {
		t.Errorf("with a relay state: %s to %q", w.Status, w.Header.Get("Location"))
	}
}

func TestASessionEndsWhenItShould(t *testing.T) {
	t.Parallel()
	ends := func(after time.Duration) samltest.Recipe {
		return samltest.Recipe{Replace: []string{"SessionIndex", `SessionNotOnOrAfter="` + samltest.Moment.Add(after).Format(time.RFC3339) + `" SessionIndex`}}
	}
	for name, c := range map[string]struct {
		change samltest.Recipe
		lasts  time.Duration
	}{
		"after twelve hours":                   {samltest.Recipe{}, lifetime},
		"when the identity provider wants":     {ends(90 * time.Minute), 90 * time.Minute},
		"not later than ours, if that is late": {ends(100 * time.Hour), lifetime},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, samltest.Keys().Ours)
			b := s.browser(t)
			_, id := b.begin("/")
			if w := b.post(s.answer(t, id, c.change)); w.StatusCode != http.StatusSeeOther {
				t.Fatalf("%s\n%s", w.Status, s.log())
			}
			passed := time.Duration(0)
			for ; passed < c.lasts; passed += 10 * time.Minute {
				if w := b.ask(http.MethodGet, "/api/v1/version", nil); w.StatusCode != http.StatusOK {
					t.Fatalf("after %s: %s", passed, w.Status)
				}
				s.advance(10 * time.Minute)
			}
			if w := b.ask(http.MethodGet, "/api/v1/version", nil); w.StatusCode != http.StatusUnauthorized {
				t.Errorf("after %s: %s", passed, w.Status)
			}
		})
	}
}

func TestSigningOutEndsEverythingOfTheSession(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b, other := s.signedIn(t), s.signedIn(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/api/v1/live", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := b.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	<-s.opened
	if w := b.ask(http.MethodPost, "/sign-out", nil, "Sec-Fetch-Site", "cross-site"); !strings.Contains(w.text, samltest.NameID) {
		t.Errorf("another site's page signs out: %s %s", w.Status, w.text)
	}
	if w := b.ask(http.MethodGet, "/sign-out", nil); !strings.Contains(w.text, samltest.NameID) || !strings.Contains(w.text, "로그아웃") {
		t.Errorf("the question: %s %s", w.Status, w.text)
	}
	w := b.ask(http.MethodPost, "/sign-out", nil, "Sec-Fetch-Site", "same-origin")
	if w.StatusCode != http.StatusOK || !strings.Contains(w.text, "로그아웃되었습니다") || w.Header.Get("Clear-Site-Data") != `"cache"` {
		t.Errorf("signed out: %s %s", w.Status, w.text)
	}
	<-s.closed // the stream, without which the test ends here for ever
	if w := b.ask(http.MethodGet, "/api/v1/version", nil); w.StatusCode != http.StatusUnauthorized {
		t.Errorf("afterwards: %s", w.Status)
	}
	if w := other.ask(http.MethodGet, "/api/v1/version", nil); w.StatusCode != http.StatusOK {
		t.Errorf("another session: %s", w.Status)
	}
}

func TestASecondSignInEndsTheFirstSession(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.signedIn(t)
	old := s.cookie(t, b)
	sent := b.ask(http.MethodGet, "/saml/login", nil).Header.Get("Location")
	if w := b.post(s.answer(t, requestIn(t, sent), samltest.Recipe{})); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", w.Status, s.log())
	}
	w := s.browser(t).ask(http.MethodGet, "/api/v1/version", nil, "Cookie", sessionCookie+"="+old)
	if w.StatusCode != http.StatusUnauthorized {
		t.Errorf("the first session: %s", w.Status)
	}
}

func TestWithoutItsDatabaseASiteLetsNobodyIn(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.signedIn(t)
	if err := s.state.Close(); err != nil {
		t.Fatal(err)
	}
	if w := b.ask(http.MethodGet, "/api/v1/version", nil); w.StatusCode != http.StatusServiceUnavailable || w.text != "failed\n" {
		t.Errorf("a program: %s %s", w.Status, w.text)
	}
	if w := b.ask(http.MethodGet, "/queues", nil); w.StatusCode != http.StatusServiceUnavailable || !strings.Contains(w.text, broken.Korean) {
		t.Errorf("a browser: %s %s", w.Status, w.text)
	}
}

func TestReturnPathsAreOurs(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"": "/", "/": "/", "/queues?a=b&c=%2F": "/queues?a=b&c=%2F", "//evil.example": "/", `/\evil.example`: "/", "https://evil.example": "/",
		"javascript:alert(1)": "/", "/\tx": "/", "/a\r\nSet-Cookie: x": "/", "/한": "/", "evil": "/", "/saml/logout": "/", "/sign-out": "/", "/sign-in?x": "/", "/saml": "/", "/sign-inn": "/sign-inn", "/api/v1/version": "/",
		"/" + strings.Repeat("a", 1024): "/", `/a\..\b`: "/",
	} {
		if got := returnPath(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

func TestWhatIsMissingIsSaidAtTheStart(t *testing.T) {
	t.Parallel()
	metadata := samltest.Metadata(samltest.Keys().Ours)
	for name, c := range map[string]struct{ url, metadata, want string }{
		"an address with a path":   {"https://ringside.example.org/app", metadata, "public address"},
		"plain HTTP":               {"http://ringside.example.org", metadata, "public address"},
		"no address":               {"", metadata, "public address"},
		"empty metadata":           {"https://ringside.example.org", "", "IN-XML"},
		"no key":                   {"https://ringside.example.org", samltest.Metadata(), "no certificate"},
		"a short key":              {"https://ringside.example.org", samltest.Metadata(samltest.Keys().Short), "no certificate"},
		"all as it should be":      {"https://ringside.example.org/", metadata, ""},
		"no name":                  {"https://ringside.example.org", strings.Replace(metadata, "entityID", "ID", 1), "no entityID"},
		"an address for a script":  {"https://ringside.example.org", strings.Replace(metadata, samltest.SignOn, "javascript:x", 1), "no plain https"},
		"no way to send a browser": {"https://ringside.example.org", strings.Replace(metadata, "HTTP-Redirect", "SOAP", 1), "HTTP-Redirect"},
	} {
		_, err := New(Options{PublicURL: c.url, Providers: []Metadata{{Text: []byte(c.metadata)}}})
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
