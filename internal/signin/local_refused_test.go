package signin

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
)

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

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	s := open(t)
	p := s.first(t)
	token, err := s.state.CreateAccount(t.Context(), "kim", state.FirstRole)
	if err != nil {
		t.Fatal(err)
	}
	for path, form := range map[string]url.Values{"/sign-in": p.form(s.Now()), setUpPath: {"token": {token}}} {
		for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}, nil} {
			b := s.browser(t)
			if w := b.ask(http.MethodPost, path, form, header...); w.StatusCode != http.StatusForbidden || b.sees() {
				t.Errorf("%s with %q: %s", path, header, w.Status)
			}
		}
	}
	b := s.browser(t)
	if w := b.ask(http.MethodPost, "/sign-in", p.form(s.Now()), "Origin", s.URL); w.StatusCode != http.StatusSeeOther || !b.sees() {
		t.Errorf("by a browser that says its origin alone: %s", w.Status)
	}
	b = s.browser(t)
	if w := b.ask(http.MethodPost, "/sign-in?"+p.form(s.Now()).Encode(), nil, "Sec-Fetch-Site", "same-origin"); w.StatusCode != http.StatusForbidden || b.sees() {
		t.Errorf("in the address: %s", w.Status)
	}
	if w := b.signIn(changed(p.form(s.Now()), "x", strings.Repeat("x", mostForm))); w.StatusCode != http.StatusForbidden || b.sees() {
		t.Errorf("larger than any: %s", w.Status)
	}
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
