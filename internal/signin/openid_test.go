package signin

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
)

func TestOpenIDConnectLeadsBackToThePage(t *testing.T) {
	t.Parallel()
	s, m := openMade(t)
	b := s.browser(t)
	const page = "/queues?from=2026-11-01&queue=%EC%98%81%EC%97%85"
	sent := b.beginOpenID(page)
	for name, want := range map[string]string{
		"response_type": "code", "client_id": clientID, "scope": "openid profile email", "code_challenge_method": "S256",
		"redirect_uri": s.URL + "/oidc/callback/" + strings.TrimPrefix(m.URL, "http://"),
	} {
		if sent.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, sent.Get(name), want)
		}
	}
	w := b.back(sent, m.answer(sent))
	if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != page {
		t.Fatalf("%s to %q\n%s", w.Status, w.Header.Get("Location"), s.log())
	}
	if w.Header.Get("Referrer-Policy") != "no-referrer" || w.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the address with the code may be seen: %v", w.Header)
	}
	session, err := s.state.Session(t.Context(), s.cookie(t, b))
	if err != nil {
		t.Fatal(err)
	}
	want := state.Session{
		ID: session.ID, Address: "127.0.0.1", Provider: m.URL, NameID: subject, NameFormat: openIDFormat, Created: session.Created, Used: session.Used, Ends: s.Now().Add(lifetime),
		Attributes: map[string][]string{
			"iss": {m.URL}, "sub": {subject}, "preferred_username": {person}, "groups": {"team-leads", "seoul"},
		},
	}
	if d := cmp.Diff(want, session); d != "" {
		t.Errorf("session: %s", d)
	}
	if w := b.ask(http.MethodGet, "/api/v1/version", nil); w.text != `figures of /api/v1/version for "`+person+`"` {
		t.Errorf("signed in: %s", w.text)
	}
	if strings.Contains(s.log(), person) || strings.Contains(s.log(), subject) || strings.Contains(s.log(), clientSecret) {
		t.Errorf("the log names the person or the secret: %s", s.log())
	}
	entries, err := s.state.AuditEntries(t.Context(), state.AuditQuery{From: s.Now().Add(-time.Hour), To: s.Now().Add(time.Hour), Limit: 2})
	if err != nil || len(entries) != 1 || entries[0].Who != person+" ("+subject+")" || entries[0].Provider != m.URL || entries[0].Action != actionSignIn {
		t.Errorf("the audit log: %+v, %v", entries, err)
	}
}

// The cookie of a request says neither the nonce nor the code verifier, which follow from it for nobody but us.
func TestPKCEAndNonceFollowFromTheRequest(t *testing.T) {
	t.Parallel()
	s, _ := openMade(t)
	seen := map[string]bool{}
	for range 2 {
		b := s.browser(t)
		sent := b.beginOpenID("/")
		id := request{ID: sent.Get("state"), by: s.provider.box()}
		sum := sha256.Sum256([]byte(s.provider.codeVerifier(id)))
		if sent.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) || sent.Get("nonce") != s.provider.nonce(id) {
			t.Errorf("sent: %v", sent)
		}
		for _, text := range []string{sent.Get("nonce"), sent.Get("state"), s.provider.codeVerifier(id)} {
			if seen[text] || len(text) < 41 {
				t.Errorf("%q is there twice, or too short", text)
			}
			seen[text] = true
		}
		address, err := url.Parse(s.URL)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range b.Jar.Cookies(address) {
			text, _ := base64.RawURLEncoding.DecodeString(c.Value)
			if strings.Contains(string(text), sent.Get("nonce")) || strings.Contains(string(text), s.provider.codeVerifier(id)) {
				t.Errorf("the cookie holds the secret: %s", text)
			}
		}
	}
}

func TestAnOpenIDAnswerThatIsNotAsItShouldBeIsRefused(t *testing.T) {
	t.Parallel()
	claim := func(name string, value any) func(*madeAnswer) {
		return func(a *madeAnswer) {
			a.claims[name] = value
			if value == nil {
				delete(a.claims, name)
			}
		}
	}
	now := samltest.Moment.Unix()
	for name, c := range map[string]struct {
		change      func(*madeAnswer)
		code, words string
	}{
		"another nonce":             {claim("nonce", "another"), "OIDC-NONCE", unknown.Korean},
		"no nonce":                  {claim("nonce", nil), "OIDC-NONCE", unknown.Korean},
		"another audience":          {claim("aud", "another"), "OIDC-TOKEN", unknown.Korean},
		"no audience":               {claim("aud", nil), "OIDC-TOKEN", unknown.Korean},
		"several, made for another": {func(a *madeAnswer) { a.claims["aud"], a.claims["azp"] = []string{clientID, "b"}, "b" }, "OIDC-TOKEN", unknown.Korean},
		"several, made for nobody":  {claim("aud", []string{clientID, "b"}), "OIDC-TOKEN", unknown.Korean},
		"made for another":          {claim("azp", "b"), "OIDC-TOKEN", unknown.Korean},
		"another issuer":            {claim("iss", "https://evil.example.org"), "OIDC-TOKEN", unknown.Korean},
		"expired":                   {claim("exp", now-61), "TIME-EXPIRED", tooOld.Korean},
		"no end":                    {claim("exp", nil), "TIME-EXPIRED", tooOld.Korean},
		"of the future":             {claim("iat", now+61), "TIME-FUTURE", clocks.Korean},
		"nobody":                    {claim("sub", ""), "SP-SUBJECT", unknown.Korean},
		"a name without end":        {claim("sub", strings.Repeat("x", 256)), "SP-SUBJECT", unknown.Korean},
		"claims of another kind":    {claim("exp", "soon"), "OIDC-TOKEN", unknown.Korean},
		"unsigned":                  {func(a *madeAnswer) { a.algorithm = "none" }, "OIDC-TOKEN", unknown.Korean},
		"a MAC":                     {func(a *madeAnswer) { a.algorithm = "HS256" }, "OIDC-TOKEN", unknown.Korean},
		"a stranger's key":          {func(a *madeAnswer) { a.key = samltest.Keys().Stranger.Private }, "OIDC-TOKEN", unknown.Korean},
		"no ID token":               {func(a *madeAnswer) { a.noIDToken = true }, "OIDC-TOKEN", unknown.Korean},
		"a code that is used":       {func(a *madeAnswer) { a.fault, a.status = "invalid_grant", 400 }, "OIDC-CODE", used.Korean},
		"a client that is unknown":  {func(a *madeAnswer) { a.fault, a.status = "invalid_client", 401 }, "OIDC-CLIENT", unknown.Korean},
		"another one's claims":      {func(a *madeAnswer) { a.userinfo["sub"] = "another" }, "OIDC-CLAIMS", unknown.Korean},
		"nobody's claims":           {func(a *madeAnswer) { delete(a.userinfo, "sub") }, "OIDC-CLAIMS", unknown.Korean},
		"no claims":                 {func(a *madeAnswer) { a.userinfoStatus = http.StatusForbidden }, "OIDC-CLAIMS", unknown.Korean},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, m := openMade(t)
			m.as(c.change)
			b := s.browser(t)
			s.refused(t, b, m.come(b, "/"), c.code, c.words, codeOfTests+strings.Repeat("#", 60))
			if strings.Contains(s.log(), person) || strings.Contains(s.log(), subject) || strings.Contains(s.log(), clientSecret) {
				t.Errorf("the log says too much: %s", s.log())
			}
			m.as(nil)
			if w := m.come(b, "/"); w.StatusCode != http.StatusSeeOther || !b.sees() {
				t.Errorf("as it should be: %s\n%s", w.Status, s.log())
			}
		})
	}
}

func TestClocksMayDifferByAMinute(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*madeAnswer){
		"expired": func(a *madeAnswer) { a.claims["exp"] = samltest.Moment.Unix() - 59 },
		"future":  func(a *madeAnswer) { a.claims["iat"] = samltest.Moment.Unix() + 59 },
	} {
		s, m := openMade(t)
		m.as(change)
		b := s.browser(t)
		if w := m.come(b, "/"); w.StatusCode != http.StatusSeeOther {
			t.Errorf("%s: %s\n%s", name, w.Status, s.log())
		}
	}
}

func TestAnOpenIDReturnThatIsNotAsItShouldBeIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change      func(*site, url.Values)
		code, words string
	}{
		"no state":           {func(_ *site, q url.Values) { q.Del("state") }, "OIDC-FORM", unknown.Korean},
		"two states":         {func(_ *site, q url.Values) { q.Add("state", "x") }, "OIDC-FORM", unknown.Korean},
		"two codes":          {func(_ *site, q url.Values) { q.Add("code", "x") }, "OIDC-FORM", unknown.Korean},
		"no code":            {func(_ *site, q url.Values) { q.Del("code") }, "OIDC-FORM", unknown.Korean},
		"code and error":     {func(_ *site, q url.Values) { q.Set("error", "x") }, "OIDC-FORM", unknown.Korean},
		"without end":        {func(_ *site, q url.Values) { q.Set("code", strings.Repeat("x", mostQuery)) }, "OIDC-FORM", unknown.Korean},
		"another state":      {func(_ *site, q url.Values) { q.Set("state", "_0000") }, "OIDC-STATE", notBegun.Korean},
		"an empty state":     {func(_ *site, q url.Values) { q.Set("state", "") }, "OIDC-STATE", notBegun.Korean},
		"begun too long ago": {func(s *site, _ url.Values) { s.advance(patience + time.Second) }, "OIDC-STATE", notBegun.Korean},
		"of another issuer":  {func(_ *site, q url.Values) { q.Set("iss", "https://evil.example.org") }, "OIDC-STATE", notBegun.Korean},
		"a refusal": {func(_ *site, q url.Values) {
			q.Del("code")
			q.Set("error", "access_denied")
			q.Set("error_description", person)
		}, "OIDC-REFUSED", refused.Korean},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, m := openMade(t)
			b := s.browser(t)
			sent := b.beginOpenID("/")
			answer := m.answer(sent)
			c.change(s, answer)
			s.refused(t, b, b.back(sent, answer), c.code, c.words, person+strings.Repeat("#", 60))
			if strings.Contains(s.log(), person) {
				t.Errorf("the log names the person: %s", s.log())
			}
			if m.asked["/token"] > 0 {
				t.Error("the identity provider was asked for tokens")
			}
		})
	}
}

func TestOneThatNamesItselfMustDoSo(t *testing.T) {
	t.Parallel()
	s, m := openMade(t)
	m.as(func(a *madeAnswer) { a.discovery["authorization_response_iss_parameter_supported"] = true })
	b := s.browser(t)
	s.refused(t, b, m.come(b, "/"), "OIDC-STATE", notBegun.Korean, codeOfTests+strings.Repeat("#", 60))
	sent := b.beginOpenID("/")
	answer := m.answer(sent)
	answer.Set("iss", m.URL)
	if w := b.back(sent, answer); w.StatusCode != http.StatusSeeOther {
		t.Errorf("%s\n%s", w.Status, s.log())
	}
}

func TestAnOpenIDAnswerBelongsToTheBrowserThatAskedAndCountsOnce(t *testing.T) {
	t.Parallel()
	s, m := openMade(t)
	victim, thief := s.browser(t), s.browser(t)
	thief.beginOpenID("/")
	sent := victim.beginOpenID("/")
	answer := m.answer(sent)
	s.refused(t, thief, thief.back(sent, answer), "OIDC-STATE", notBegun.Korean, codeOfTests+strings.Repeat("#", 60))
	copied := s.copied(t, victim)
	if w := victim.back(sent, answer); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", w.Status, s.log())
	}
	// Here the identity provider takes the code a second time.
	s.refused(t, copied, copied.back(sent, answer), "SP-REPLAY", used.Korean, codeOfTests+strings.Repeat("#", 60))
	if w := victim.back(sent, answer); !strings.Contains(w.text, notBegun.Korean) || !victim.sees() {
		t.Errorf("reloaded: %s %s", w.Status, w.text)
	}
}

func TestOpenIDTabsDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	s, m := openMade(t)
	b := s.browser(t)
	first, second := b.beginOpenID("/queues"), b.beginOpenID("/agents")
	if w := b.back(first, m.answer(first)); w.Header.Get("Location") != "/queues" {
		t.Errorf("%s\n%s", w.Status, s.log())
	}
	if w := b.back(second, m.answer(second)); w.Header.Get("Location") != "/agents" {
		t.Errorf("%s\n%s", w.Status, s.log())
	}
}

// A code of one identity provider never reaches another one.
func TestOneOpenIDProviderDoesNotSpeakForAnother(t *testing.T) {
	t.Parallel()
	other := makeOpenID(t)
	s, m := openMade(t, other.of())
	other.now = s.Now
	ways := s.provider.waysBack("/queues")
	if len(ways) != 2 {
		t.Fatalf("%d ways", len(ways))
	}
	b := s.browser(t)
	to := b.ask(http.MethodGet, ways[0].Address, nil).Header.Get("Location")
	at, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	sent := at.Query()
	if !strings.HasPrefix(to, m.URL) {
		t.Fatalf("sent to %s", to)
	}
	elsewhere := url.Values{"redirect_uri": {strings.Replace(sent.Get("redirect_uri"), strings.TrimPrefix(m.URL, "http://"), strings.TrimPrefix(other.URL, "http://"), 1)}}
	s.refused(t, b, b.back(elsewhere, m.answer(sent)), "OIDC-STATE", notBegun.Korean, codeOfTests+strings.Repeat("#", 60))
	if m.asked["/token"]+other.asked["/token"] > 0 {
		t.Error("a code was given away")
	}
	if w := b.back(sent, m.answer(sent)); w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/queues" {
		t.Errorf("%s\n%s", w.Status, s.log())
	}
}

func TestAProviderThatIsAwayIsAskedAgainInAMoment(t *testing.T) {
	t.Parallel()
	s, m := openMade(t)
	m.away = true
	b := s.browser(t)
	for range 20 {
		first := b.ask(http.MethodGet, "/", nil)
		w := b.ask(http.MethodGet, first.Header.Get("Location"), nil)
		if w.StatusCode != http.StatusServiceUnavailable || !strings.Contains(w.text, isAway.Korean) || !strings.Contains(w.text, "request-17") {
			t.Fatalf("%s %s", w.Status, w.text)
		}
	}
	if n := m.asked["/.well-known/openid-configuration"]; n != 1 {
		t.Errorf("it was asked %d times within a moment", n)
	}
	if !strings.Contains(s.log(), "code=OIDC-AWAY") {
		t.Errorf("%s", s.log())
	}
	m.mu.Lock()
	m.away = false
	m.mu.Unlock()
	s.advance(awayFor)
	if w := m.come(b, "/"); w.StatusCode != http.StatusSeeOther || !b.sees() {
		t.Errorf("back again: %s\n%s", w.Status, s.log())
	}
}

func TestAProviderThatSaysItIsAnotherIsAway(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*madeAnswer){
		"another issuer":    func(a *madeAnswer) { a.discovery["issuer"] = "https://evil.example.org" },
		"a plain address":   func(a *madeAnswer) { a.discovery["token_endpoint"] = "http://evil.example.org/token" },
		"no keys":           func(a *madeAnswer) { delete(a.discovery, "jwks_uri") },
		"another scheme":    func(a *madeAnswer) { a.discovery["authorization_endpoint"] = "javascript:alert(1)" },
		"a large answer":    func(a *madeAnswer) { a.discovery["x"] = strings.Repeat("x", mostAnswer) },
		"a userinfo by ftp": func(a *madeAnswer) { a.discovery["userinfo_endpoint"] = "ftp://127.0.0.1/" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, m := openMade(t)
			m.as(change)
			b := s.browser(t)
			first := b.ask(http.MethodGet, "/", nil)
			if w := b.ask(http.MethodGet, first.Header.Get("Location"), nil); w.StatusCode != http.StatusServiceUnavailable || !strings.Contains(s.log(), "code=OIDC-AWAY") {
				t.Errorf("%s\n%s", w.Status, s.log())
			}
		})
	}
}

func TestOpenIDClaimsAreWhatRulesGoBy(t *testing.T) {
	t.Parallel()
	s, m := openMade(t)
	m.as(func(a *madeAnswer) {
		a.claims["realm_access"] = map[string]any{"roles": []string{"a", "b"}}
		a.claims["level"] = 12345678901234567
		a.claims["email_verified"] = true
	})
	s.rule(access.Rule{
		When: map[string][]string{
			"provider": {m.URL}, "name_id": {subject}, "groups": {"team-leads"}, "realm_access.roles": {"b"}, "level": {"12345678901234567"}, "email_verified": {"true"},
		},
		Grant: access.Grant{Roles: []access.Role{access.Supervisor}},
	})
	b := s.browser(t)
	m.come(b, "/")
	if w := b.ask(http.MethodGet, "/", nil); w.Header.Get(grantHeader) != "[supervisor] map[]" {
		t.Errorf("%s with %q\n%s", w.Status, w.Header.Get(grantHeader), s.log())
	}
	s.rule()
	w := b.ask(http.MethodGet, "/", nil)
	if w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, "request-17") || !strings.Contains(w.text, person) {
		t.Errorf("without a role: %s %s", w.Status, w.text)
	}
}

func TestFailingOpenIDSignInsAreSlowedDown(t *testing.T) {
	t.Parallel()
	s, m := openMade(t)
	m.as(func(a *madeAnswer) { a.fault, a.status = "invalid_grant", 400 })
	b := s.browser(t)
	for range oneAtOnce + 5 {
		m.come(b, "/")
	}
	if m.asked["/token"] != oneAtOnce || !strings.Contains(s.log(), "code=LOCAL-TRIES") {
		t.Errorf("the identity provider was asked %d times, want %d", m.asked["/token"], oneAtOnce)
	}
	m.as(nil)
	s.advance(time.Minute)
	for range 3 * oneAtOnce { // what works uses nothing up
		if w := m.come(s.browser(t), "/"); w.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s\n%s", w.Status, s.log())
		}
	}
}

func TestAnOpenIDProviderThatCannotBeIsRefusedAtTheStart(t *testing.T) {
	t.Parallel()
	for issuer, want := range map[string]string{
		"http://login.example.net": "no plain https", "https://login.example.net/?x=y": "no plain https", "login.example.net": "no plain https",
		"https://login.example.net/a%2Fb": "no plain https", samltest.EntityID: "that of another one", "https://twice.example.net": "that of another one",
	} {
		_, err := New(Options{
			PublicURL: "https://ringside.example.org", Providers: two(),
			OpenIDs: []OpenID{{Issuer: "https://twice.example.net", ClientID: clientID}, {Issuer: issuer, ClientID: clientID}},
		})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", issuer, err, want)
		}
	}
	if _, err := New(Options{PublicURL: "https://ringside.example.org", OpenIDs: []OpenID{{Issuer: "https://a.example.net"}}}); err == nil {
		t.Error("one that knows us by no name is believed")
	}
}
