package signin

import (
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
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
	})
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

func TestWhateverIsWrongIsAnsweredTheSame(t *testing.T) {
	t.Parallel()
	s := open(t)
	p := s.first(t)
	for _, name := range []string{"fresh", "gone"} {
		if _, err := s.state.CreateAccount(t.Context(), name, state.FirstRole); err != nil {
			t.Fatal(err)
		}
	}
	token, err := s.state.ResetAccount(t.Context(), "gone")
	if err != nil {
		t.Fatal(err)
	}
	gone := s.account(t, token)
	if err := s.state.DisableAccount(t.Context(), "gone"); err != nil {
		t.Fatal(err)
	}
	want := ""
	for name, form := range map[string]func() url.Values{
		"password": func() url.Values { return changed(p.form(s.Now()), "password", "wrong horse battery") },
		"code":     func() url.Values { return changed(p.form(s.Now()), "code", "000000") },
		"old code": func() url.Values { return changed(p.form(s.Now()), "code", p.code(s.Now().Add(-time.Minute))) },
		"nothing":  func() url.Values { return changed(p.form(s.Now()), "password", "") },
		"too long": func() url.Values { return changed(p.form(s.Now()), "password", strings.Repeat("x", mostPassword+1)) },
		"nobody":   func() url.Values { return changed(p.form(s.Now()), "name", "nobody") },
		"not set up": func() url.Values {
			return url.Values{"name": {"fresh"}, "password": {""}, "code": {codeAt(make([]byte, secretLength), s.Now().Unix()/30)}}
		},
		"disabled": func() url.Values { return gone.form(s.Now()) },
	} {
		s.advance(time.Minute)
		b := s.browser(t)
		typed := form()
		w := b.signIn(typed)
		got := strings.Replace(w.text, `value="`+typed.Get("name")+`"`, "", 1)
		if want == "" {
			want = got
		}
		if w.StatusCode != http.StatusForbidden || got != want || b.sees() || len(w.Cookies()) > 0 {
			t.Errorf("%s: %s %s, want %s", name, w.Status, got, want)
		}
	}
	if !strings.Contains(want, wrong.Korean) || strings.Count(s.log(), "code=LOCAL-REFUSED ") != 8 {
		t.Errorf("%s\n%s", want, s.log())
	}
	s.advance(time.Minute)
	if b := s.browser(t); b.signIn(p.form(s.Now())).StatusCode != http.StatusSeeOther || !b.sees() {
		t.Errorf("all right: %s", s.log())
	}
}

func changed(form url.Values, key, value string) url.Values {
	form.Set(key, value)
	return form
}

// Who is not known costs as much as who is: the work is done, or waited for, either way.
func TestUnknownPeopleCostTheSame(t *testing.T) {
	t.Parallel()
	s := open(t)
	p := s.first(t)
	h := &s.provider.passwords
	h.patience = 0
	for range cap(h.turns) {
		h.turns <- struct{}{}
	}
	for _, name := range []string{p.name, "nobody"} {
		if w := s.browser(t).signIn(changed(p.form(s.Now()), "name", name)); w.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", name, w.Status)
		}
	}
	if strings.Count(s.log(), "code=LOCAL-TRIES ") != 2 {
		t.Errorf("one of them did not wait: %s", s.log())
	}
}

func TestACodeSignsInOnce(t *testing.T) {
	t.Parallel()
	s := open(t)
	p := s.first(t)
	form := p.form(s.Now())
	if w := s.browser(t).signIn(form); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", w.Status, s.log())
	}
	thief := s.browser(t)
	if w := thief.signIn(form); w.StatusCode != http.StatusForbidden || thief.sees() {
		t.Errorf("looked at over the shoulder: %s", w.Status)
	}
}

func TestGuessingIsSlow(t *testing.T) {
	t.Parallel()
	s := open(t)
	p := s.first(t)
	bad := changed(p.form(s.Now()), "password", "wrong horse battery")
	var all sync.WaitGroup
	for range 3 * freeTries { // at once, so that none knows of another's failure
		b := s.browser(t)
		all.Go(func() { b.signIn(bad) })
	}
	all.Wait()
	if checked := strings.Count(s.log(), "code=LOCAL-REFUSED "); checked != freeTries {
		t.Errorf("%d tries were checked, want %d\n%s", checked, freeTries, s.log())
	}
	s.advance(time.Millisecond)
	if w := s.browser(t).signIn(p.form(s.Now())); w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, wrong.Korean) {
		t.Errorf("the right password, too soon: %s", w.Status)
	}
	s.advance(time.Minute)
	if w := s.browser(t).signIn(p.form(s.Now())); w.StatusCode != http.StatusSeeOther {
		t.Errorf("after a while: %s\n%s", w.Status, s.log())
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

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	s := open(t)
	p := s.first(t)
	token, err := s.state.CreateAccount(t.Context(), "kim", state.FirstRole)
	if err != nil {
		t.Fatal(err)
	}
	for path, form := range map[string]url.Values{"/sign-in": p.form(s.Now()), setUpPath: {"token": {token}}} {
		for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}} {
			b := s.browser(t)
			if w := b.ask(http.MethodPost, path, form, header...); w.StatusCode != http.StatusForbidden || b.sees() {
				t.Errorf("%s with %q: %s", path, header, w.Status)
			}
		}
	}
	b := s.browser(t)
	if w := b.ask(http.MethodPost, "/sign-in?"+p.form(s.Now()).Encode(), nil); w.StatusCode != http.StatusForbidden || b.sees() {
		t.Errorf("in the address: %s", w.Status)
	}
	if w := b.signIn(changed(p.form(s.Now()), "x", strings.Repeat("x", mostForm))); w.StatusCode != http.StatusForbidden || b.sees() {
		t.Errorf("larger than any: %s", w.Status)
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
		if w := b.ask(http.MethodPost, setUpPath, c.form); w.StatusCode != c.status || strings.Contains(w.text, goodPassword) {
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
	if w := b.ask(http.MethodPost, setUpPath, good()); w.StatusCode != http.StatusOK {
		t.Fatalf("%s %s", w.Status, w.text)
	}
	if w := b.ask(http.MethodPost, setUpPath, good()); w.StatusCode != http.StatusForbidden {
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

func TestWithoutAccountsNobodyGetsInByOne(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	p := s.first(t)
	b := s.browser(t)
	if w := b.signIn(p.form(s.Now())); w.StatusCode != http.StatusSeeOther || !b.sees() {
		t.Fatalf("%s", w.Status)
	}
	s.provider.Accounts = nil // as after a start without them
	s.provider.routes()
	if b.sees() {
		t.Error("a session by an account goes on")
	}
	s.advance(time.Minute)
	if w := s.browser(t).signIn(p.form(s.Now())); w.StatusCode == http.StatusSeeOther {
		t.Errorf("signed in: %s", w.Status)
	}
	if w := s.browser(t).ask(http.MethodGet, "/sign-in", nil); strings.Contains(w.text, `name="password"`) || !strings.Contains(w.text, "/saml/login?") {
		t.Errorf("%s", w.text)
	}
	if !s.signedIn(t).sees() {
		t.Error("nobody gets in at all")
	}
	if _, err := New(Options{PublicURL: "https://ringside.example.org"}); err == nil {
		t.Error("sign-in begins where nobody can")
	}
}
