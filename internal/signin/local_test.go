package signin

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

const goodPassword = "zyxwv correct horse"

var secretField = regexp.MustCompile(`name="secret" value="([A-Z2-7]{32})"`)

// owner is somebody with an account that is set up.
type owner struct {
	name string
	key  []byte
}

// code is what the authenticator app shows.
func (p owner) code(now time.Time) string { return codeAt(p.key, now.Unix()/30) }

// form is what the owner types in.
func (p owner) form(now time.Time) url.Values {
	return url.Values{"name": {p.name}, "password": {goodPassword}, "code": {p.code(now)}}
}

// account sets the account of a link up by its page, and lets the code that was used for it pass.
func (s *site) account(t testing.TB, token string) owner {
	t.Helper()
	b := s.browser(t)
	shown := b.ask(http.MethodGet, LinkPath(token), nil)
	found := secretField.FindStringSubmatch(shown.text)
	if shown.StatusCode != http.StatusOK || found == nil {
		t.Fatalf("%s %s", shown.Status, shown.text)
	}
	key, err := base32Plain.DecodeString(found[1])
	if err != nil {
		t.Fatal(err)
	}
	name, err := s.state.AccountOfLink(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	p := owner{name, key}
	w := b.ask(http.MethodPost, setUpPath, url.Values{
		"token": {token}, "secret": {found[1]}, "password": {goodPassword}, "again": {goodPassword}, "code": {p.code(s.Now())},
	}, "Sec-Fetch-Site", "same-origin")
	if w.StatusCode != http.StatusOK || !strings.Contains(w.text, isSetUp.Korean) {
		t.Fatalf("%s %s", w.Status, w.text)
	}
	s.advance(time.Minute)
	return p
}

// first is the first administrator.
func (s *site) first(t testing.TB) owner {
	t.Helper()
	token, err := s.state.EnsureAccount(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s.account(t, token)
}

func (b *browser) signIn(form url.Values) reply {
	b.t.Helper()
	return b.ask(http.MethodPost, "/sign-in", form, "Sec-Fetch-Site", "same-origin")
}

func (b *browser) sees() bool {
	b.t.Helper()
	return b.ask(http.MethodGet, "/api/v1/version", nil).StatusCode == http.StatusOK
}

func TestTheFirstAdministratorSignsIn(t *testing.T) {
	t.Parallel()
	s := open(t)
	p := s.first(t)
	b := s.browser(t)
	sent := b.ask(http.MethodGet, "/queues?x=1", nil)
	if to := sent.Header.Get("Location"); sent.StatusCode != http.StatusSeeOther || to != "/sign-in?return=%2Fqueues%3Fx%3D1" {
		t.Fatalf("a page: %s to %s", sent.Status, to)
	}
	shown := b.ask(http.MethodGet, "/sign-in?return=%2Fqueues%3Fx%3D1", nil)
	if shown.StatusCode != http.StatusOK || !strings.Contains(shown.text, `name="return" value="/queues?x=1"`) || strings.Contains(shown.text, "/saml/") {
		t.Fatalf("%s %s", shown.Status, shown.text)
	}
	form := p.form(s.Now())
	form.Set("name", " Admin ") // as a phone writes it
	form.Set("return", "/queues?x=1")
	w := b.signIn(form)
	if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/queues?x=1" || !b.sees() {
		t.Fatalf("%s to %s\n%s", w.Status, w.Header.Get("Location"), s.log())
	}
	if w := b.ask(http.MethodGet, "/api/v1/version", nil); !strings.Contains(w.text, `"admin"`) {
		t.Errorf("%s", w.text)
	}
	if w := b.ask(http.MethodGet, "/sign-out", nil); !strings.Contains(w.text, "admin") {
		t.Errorf("%s", w.text)
	}
	b.ask(http.MethodPost, "/sign-out", nil, "Sec-Fetch-Site", "same-origin")
	if b.sees() {
		t.Error("still signed in")
	}
	for _, secret := range []string{goodPassword, p.code(s.Now()), base32Plain.EncodeToString(p.key), "admin"} {
		if strings.Contains(s.log(), secret) {
			t.Errorf("the log has %q: %s", secret, s.log())
		}
	}
}

func TestAPasswordIsHashedAnew(t *testing.T) {
	t.Parallel()
	s := open(t)
	p := s.first(t)
	cheap := ownCost
	ownCostOf := func() string {
		a, err := s.state.Account(t.Context(), p.name)
		if err != nil {
			t.Fatal(err)
		}
		return a.Password
	}
	before := ownCostOf()
	h, old := newHasher(), cost{memory: 8, time: 1, threads: 1}
	salt := []byte("a salt of sixteen")
	tag, err := h.tag(t.Context(), goodPassword, salt, old)
	if err != nil {
		t.Fatal(err)
	}
	phc := "$argon2id$v=19$m=8,t=1,p=1$" + b64(salt) + "$" + b64(tag)
	if err := s.state.RehashAccount(t.Context(), p.name, before, phc); err != nil {
		t.Fatal(err)
	}
	if w := s.browser(t).signIn(p.form(s.Now())); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", w.Status, s.log())
	}
	if c, _, _, err := readPHC(ownCostOf()); err != nil || c != cheap {
		t.Errorf("%v, %v", c, err)
	}
	s.advance(time.Minute)
	if w := s.browser(t).signIn(p.form(s.Now())); w.StatusCode != http.StatusSeeOther {
		t.Errorf("with the new one: %s", w.Status)
	}
}

func TestADisabledAccountsStreamEnds(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.provider.lookEvery = time.Millisecond
	p := s.first(t)
	b := s.browser(t)
	if w := b.signIn(p.form(s.Now())); w.StatusCode != http.StatusSeeOther {
		t.Fatal(w.Status)
	}
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
	if err := s.state.DisableAccount(t.Context(), p.name); err != nil {
		t.Fatal(err)
	}
	<-s.closed // without which the test ends here for ever
	if b.sees() {
		t.Error("the session goes on")
	}
	if lookEvery > time.Minute {
		t.Errorf("it is looked every %s", lookEvery)
	}
}

func TestASignInEndsTheSessionBefore(t *testing.T) {
	t.Parallel()
	s := open(t)
	p := s.first(t)
	b := s.browser(t)
	b.signIn(p.form(s.Now()))
	old := s.copied(t, b)
	if !old.sees() {
		t.Fatal(s.log())
	}
	s.advance(time.Minute)
	if w := b.signIn(p.form(s.Now())); w.StatusCode != http.StatusSeeOther || !b.sees() {
		t.Fatal(w.Status)
	}
	if old.sees() {
		t.Error("the cookie of before still counts")
	}
}

func TestWhatIsTypedInIsShownAsText(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	form := url.Values{"name": {`"><script>alert(1)</script>`}, "return": {"https://evil.example/"}}
	b := s.browser(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/sign-in", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", s.URL)
	w, err := b.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	text := read(t, w)
	if strings.Contains(text, "<script") || strings.Contains(text, "evil.example") || !strings.Contains(text, "&lt;script&gt;") {
		t.Errorf("%s", text)
	}
	if !strings.Contains(text, `&amp;return=%2F"`) {
		t.Errorf("the way by the identity provider is missing: %s", text)
	}
}
