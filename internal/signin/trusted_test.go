package signin

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/trusted"
)

// agree brings something new of an identity provider, which it adds where there is none of that name, and agrees to it.
func (s *site) agree(t testing.TB, name string, brought trusted.Brought) {
	t.Helper()
	p := s.bring(t, name, brought)
	if _, err := s.trusted.Agree(t.Context(), p.ID, p.Waits.Digest(), "lee"); err != nil {
		t.Fatal(err)
	}
}

func (s *site) bring(t testing.TB, name string, brought trusted.Brought) trusted.Provider {
	t.Helper()
	p, err := s.trusted.Propose(t.Context(), name, brought, "kim")
	if err == trusted.ErrNone { //nolint:errorlint // nothing is wrapped here
		p, err = s.trusted.Add(t.Context(), trusted.Provider{Name: name}, brought, "kim")
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// pasted are metadata with these keys.
func pasted(keys ...samltest.Key) trusted.Brought {
	return trusted.Brought{Metadata: samltest.Metadata(keys...)}
}

// says posts an answer by a key in a new sign-in, and returns the code of the refusal, "" where it signs in.
func (s *site) says(t testing.TB, key samltest.Key) string {
	t.Helper()
	b := s.browser(t)
	_, id := b.begin("/")
	before := len(s.log())
	if w := b.post(s.answer(t, id, samltest.Recipe{Key: key})); w.StatusCode == http.StatusSeeOther && b.sees() {
		return ""
	}
	_, after, _ := strings.Cut(s.log()[before:], " code=")
	code, _, _ := strings.Cut(after, " ")
	return code
}

// From nobody to somebody, with a key that changes, and to nobody again, while the server runs.
func TestAnIdentityProviderComesChangesAndGoesWithoutARestart(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t)
	if page := s.browser(t).ask(http.MethodGet, "/sign-in", nil); len(wayIn.FindAllString(page.text, -1)) != 0 {
		t.Errorf("a way to nobody: %s", page.text)
	}
	first := s.bring(t, "학습 센터", pasted(keys.Ours))
	if page := s.browser(t).ask(http.MethodGet, "/sign-in", nil); len(wayIn.FindAllString(page.text, -1)) != 0 {
		t.Errorf("a way to somebody to whom nobody has agreed: %s", page.text)
	}
	if _, err := s.trusted.Agree(t.Context(), first.ID, first.Waits.Digest(), "lee"); err != nil {
		t.Fatal(err)
	}
	if page := s.browser(t).ask(http.MethodGet, "/sign-in", nil); !strings.Contains(page.text, "학습 센터 계정으로 로그인") {
		t.Errorf("no way in: %s", page.text)
	}
	for step, c := range []struct {
		do        func()
		old, next string // codes of a sign-in by either key
	}{
		{func() {}, "", "SIG-KEY-UNKNOWN"},
		{func() { s.bring(t, "학습 센터", pasted(keys.Next)) }, "", "SIG-KEY-ROTATED"}, // it waits
		{func() { s.agree(t, "학습 센터", pasted(keys.Ours, keys.Next)) }, "", ""},
		{func() {
			s.agree(t, "학습 센터", trusted.Brought{Drop: trusted.Fingerprint(keys.Ours.Certificate.Raw)})
		}, "SIG-KEY-ROTATED", ""},
	} {
		c.do()
		if old, next := s.says(t, keys.Ours), s.says(t, keys.Next); old != c.old || next != c.next {
			t.Errorf("step %d: the old key %q, the next %q; want %q, %q\n%s", step, old, next, c.old, c.next, s.log())
		}
		if code := s.says(t, keys.Stranger); code != "SIG-KEY-UNKNOWN" {
			t.Errorf("step %d: a stranger's key: %q", step, code)
		}
	}
	if log := s.log(); !strings.Contains(log, "certificate SHA-256 "+trusted.Fingerprint(keys.Next.Certificate.Raw)+", that waits for an administrator") ||
		!strings.Contains(log, "by a key that counted once, certificate SHA-256 "+trusted.Fingerprint(keys.Ours.Certificate.Raw)) ||
		!strings.Contains(log, "it brings certificate SHA-256 "+trusted.Fingerprint(keys.Stranger.Certificate.Raw)+" itself, which proves nothing") {
		t.Errorf("the log does not say which key it was: %s", log)
	}
	b := s.browser(t)
	_, id := b.begin("/")
	if _, err := s.trusted.Remove(t.Context(), "학습 센터"); err != nil {
		t.Fatal(err)
	}
	field := s.answer(t, id, samltest.Recipe{Key: keys.Next}) // a sign-in under way is judged by what counts at the answer
	s.refused(t, b, b.post(field), "SIG-KEY-UNKNOWN", unknown.Korean, field)
}

func TestSettingsChangeWithoutARestart(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agree(t, "corp", pasted(samltest.Keys().Ours))
	b := s.browser(t)
	_, id := b.begin("/")
	if _, err := s.trusted.Change(t.Context(), "corp", trusted.Provider{Name: "corp", Settings: trusted.Settings{Both: true}}); err != nil {
		t.Fatal(err)
	}
	field := s.answer(t, id, samltest.Recipe{Parts: "response"})
	s.refused(t, b, b.post(field), "SIG-ONE", unknown.Korean, field)
}

// One that is kept cannot take the place of one of the configuration, by whatever way its entity ID came there.
func TestTheConfigurationCountsBeforeWhatIsKept(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t, keys.Ours)
	s.agree(t, "corp", pasted(keys.Stranger)) // its register knows of no configuration
	if code := s.says(t, keys.Stranger); code != "SIG-KEY-UNKNOWN" {
		t.Errorf("%q", code)
	}
	if code := s.says(t, keys.Ours); code != "" {
		t.Errorf("that of the configuration: %q", code)
	}
	if !strings.Contains(s.log(), "an identity provider does not count") {
		t.Errorf("the log does not say so: %s", s.log())
	}
}

func TestItIsKnownWhichKeySignedLast(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t)
	s.agree(t, "corp", pasted(keys.Ours, keys.Next))
	if code := s.says(t, keys.Next); code != "" {
		t.Fatal(code)
	}
	views, err := s.trusted.Views(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if c := views[0].Counts.Certificates; c[0].Used != nil || c[1].Used == nil || !c[1].Used.Equal(s.Now()) {
		t.Errorf("%+v", c)
	}
}

// Sign-ins while what counts changes: each is judged by one of the sets whole, and nothing is lost or torn.
func TestSignInsGoOnWhileWhatCountsChanges(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t)
	s.agree(t, "corp", pasted(keys.Ours))
	var changing sync.WaitGroup
	changing.Go(func() {
		for range 10 {
			s.agree(t, "corp", pasted(keys.Ours, keys.Next))
			s.agree(t, "corp", pasted(keys.Ours))
		}
	})
	for range 10 {
		if code := s.says(t, keys.Ours); code != "" {
			t.Errorf("by a key that counts throughout: %q\n%s", code, s.log())
		}
	}
	changing.Wait()
}
