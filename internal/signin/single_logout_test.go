package signin

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
)

// Addresses of the identity provider's single logout.
const (
	theirLogout    = "https://sso.example.org/saml/idp/slo"
	theirLoggedOut = "https://sso.example.org/saml/idp/slo/done?tenant=7"
)

// withLogout is an identity provider that offers single logout.
func withLogout() []Metadata {
	text := strings.Replace(samltest.Metadata(samltest.Keys().Ours), "<md:SingleSignOnService", `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="`+
		theirLogout+`" ResponseLocation="`+theirLoggedOut+`"/><md:SingleSignOnService`, 1)
	return []Metadata{{Text: []byte(text)}}
}

// peerSigns is a browser whom the peer has signed in, in a session that it knows by an index.
func (s *site) peerSigns(t *testing.T, p *peer, index string) *browser {
	t.Helper()
	b := s.browser(t)
	address, _ := b.begin("/queues")
	field := p.answer(address, s.Now(), func(w *wish) { w.Session = index })
	if w := b.post(field); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", w.Status, s.log())
	}
	return b
}

// here is an address of the site as a path.
func (s *site) here(t *testing.T, address string) string {
	t.Helper()
	path, ours := strings.CutPrefix(address, s.URL)
	if !ours {
		t.Fatalf("%q is elsewhere", address)
	}
	return path
}

var refresh = regexp.MustCompile(`<meta http-equiv="refresh" content="0; url=([^"]*)">`)

func TestSigningOutHereSignsOutThere(t *testing.T) {
	p := startPeer(t)
	s := openWith(t, withLogout())
	for name, c := range map[string]struct {
		status string
		words  words
	}{
		"as it should be": {"", signedOutThere},
		"refused there":   {saml.StatusResponder, words{"회사 로그인 시스템에서는 로그아웃되지 않았을 수 있습니다", "may still know you"}},
	} {
		b := s.peerSigns(t, p, "_index-7")
		w := b.ask(http.MethodPost, SignOutPath, nil, "Sec-Fetch-Site", "same-origin")
		next := refresh.FindStringSubmatch(w.text)
		if w.StatusCode != http.StatusOK || next == nil || !strings.HasPrefix(next[1], theirLogout+"?") || b.sees() {
			t.Fatalf("%s: %s %s", name, w.Status, w.text)
		}
		answer := p.do(html.UnescapeString(next[1]), s.Now(), func(w *wish) {
			w.LoggedOut, w.SignedBy, w.Status = s.provider.logoutAddress(), certificateOf(samltest.Keys().Next), c.status
		})
		if answer.Person != person || answer.Format != saml.FormatEmail || len(answer.Sessions) != 1 || answer.Sessions[0] != "_index-7" {
			t.Errorf("%s: the peer reads %+v", name, answer)
		}
		other := s.peerSigns(t, p, "_index-8")
		s.notSignedOut(t, other.ask(http.MethodGet, s.here(t, answer.URL), nil), "SP-REQUEST")
		w = b.ask(http.MethodGet, s.here(t, answer.URL), nil)
		if w.StatusCode != http.StatusOK || !strings.Contains(w.text, c.words.Korean) || !strings.Contains(w.text, c.words.English) {
			t.Errorf("%s: %s %s", name, w.Status, w.text)
		}
		s.notSignedOut(t, b.ask(http.MethodGet, s.here(t, answer.URL), nil), "SP-REQUEST") // again
		if b.sees() || !other.sees() {
			t.Errorf("%s: who began it sees %t, another browser %t", name, b.sees(), other.sees())
		}
	}
}

// notSignedOut checks that a message of single logout was refused, with a page and a line in the log.
func (s *site) notSignedOut(t *testing.T, w reply, code string) {
	t.Helper()
	if w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, notSignedOut.Korean) || !strings.Contains(w.text, "request-17") ||
		!strings.Contains(s.log(), "single logout refused\" request_id=request-17 code="+code+" ") || strings.Contains(s.log(), person) {
		t.Errorf("%s %s, want %s\n%s", w.Status, w.text, code, s.log())
	}
}

func TestThePeerEndsSessionsWhereverTheyAre(t *testing.T) {
	p := startPeer(t)
	s := openWith(t, withLogout())
	first, second := s.peerSigns(t, p, "_one"), s.peerSigns(t, p, "_two")
	stranger := s.signedIn(t)
	s.stream(t, first.Client)
	logOut := func(b *browser, session string) done {
		t.Helper()
		asked := p.do("", s.Now(), func(w *wish) { w.Logout, w.Session, w.Relay = s.provider.logoutAddress(), session, "a&b c" })
		w := b.ask(http.MethodGet, s.here(t, asked.URL), nil)
		if w.StatusCode != http.StatusSeeOther || !strings.HasPrefix(w.Header.Get("Location"), theirLoggedOut+"&SAMLResponse=") {
			t.Fatalf("%s to %q\n%s", w.Status, w.Header.Get("Location"), s.log())
		}
		answer := p.do(w.Header.Get("Location"), s.Now(), func(w *wish) { w.Ended, w.SignedBy = true, certificateOf(samltest.Keys().Next) })
		s.notSignedOut(t, b.ask(http.MethodGet, s.here(t, asked.URL), nil), "SP-REPLAY")
		return answer
	}
	nobody := s.browser(t) // as with a frame in another site's page
	answer := logOut(nobody, "_one")
	<-s.closed // the stream; without which the test ends here for ever
	if !strings.HasSuffix(answer.Status, ":Success") || answer.Relay != "a&b c" || answer.InResponseTo == "" {
		t.Errorf("the peer reads %+v", answer)
	}
	if first.sees() || !second.sees() || !stranger.sees() {
		t.Errorf("session one: %t, two: %t, another person: %t", first.sees(), second.sees(), stranger.sees())
	}
	logOut(second, "")
	if second.sees() || !stranger.sees() {
		t.Errorf("session two: %t, another person: %t", second.sees(), stranger.sees())
	}
	logOut(second, "") // of nobody who is there
	entries, err := s.state.AuditEntries(t.Context(), state.AuditQuery{From: s.Now().Add(-time.Hour), To: s.Now().Add(time.Hour), Action: actionSignOut, Limit: 9})
	if err != nil || len(entries) != 2 || entries[0].Who != person {
		t.Errorf("the audit log: %+v, %v", entries, err)
	}
}

func TestNobodyElseEndsASession(t *testing.T) {
	p := startPeer(t)
	s := openWith(t, append(withLogout(), two()[1]))
	b := s.browser(t)
	address, _ := b.beginAt(0)
	if w := b.post(p.answer(address, s.Now(), nil)); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", w.Status, s.log())
	}
	asked := func(change func(*wish)) string {
		return s.here(t, p.do("", s.Now(), func(w *wish) {
			w.Logout = s.provider.logoutAddress()
			if change != nil {
				change(w)
			}
		}).URL)
	}
	whole := asked(nil)
	for name, c := range map[string]struct{ path, code string }{
		"unsigned":                        {whole[:strings.Index(whole, "&SigAlg=")], "SIG-NONE"},
		"a stranger's key":                {asked(func(w *wish) { w.use(samltest.Keys().Stranger) }), "SIG-KEY-UNKNOWN"},
		"another provider's key":          {asked(func(w *wish) { w.use(samltest.Keys().Next) }), "SIG-KEY-UNKNOWN"},
		"a provider that is unknown":      {asked(func(w *wish) { w.Issuer = "https://evil.example.org/" }), "SP-ISSUER"},
		"old":                             {asked(func(w *wish) { w.Now -= 600 }), "TIME-OLD5"},
		"of the future":                   {asked(func(w *wish) { w.Now += 600 }), "TIME-FUTURE"},
		"for another address":             {strings.Replace(asked(func(w *wish) { w.Logout += "/x" }), "/slo/x", "/slo", 1), "SP-DESTINATION"},
		"nothing":                         {logoutPath, "IN-NOT-REQUEST"},
		"something":                       {logoutPath + "?SAMLRequest=" + url.QueryEscape("<a/>"), "IN-B64"},
		"an answer that nobody asked for": {logoutPath + strings.Replace(strings.TrimPrefix(whole, logoutPath), "SAMLRequest", "SAMLResponse", 1), "IN-NOT-REQUEST"},
	} {
		t.Run(name, func(t *testing.T) {
			s.notSignedOut(t, b.ask(http.MethodGet, c.path, nil), c.code)
			if !b.sees() {
				t.Error("signed out nevertheless")
			}
		})
	}
	// The other one has somebody of that name too, and says so by its own key.
	other := asked(func(w *wish) {
		w.use(samltest.Keys().Next)
		w.Issuer = otherProvider
	})
	if w := b.ask(http.MethodGet, other, nil); w.StatusCode != http.StatusOK || !b.sees() {
		t.Errorf("%s; signed in: %t\n%s", w.Status, b.sees(), s.log())
	}
	if w := b.ask(http.MethodPost, whole, nil); w.StatusCode == http.StatusOK || !b.sees() {
		t.Errorf("by POST: %s", w.Status)
	}
}

// byPost is an identity provider that offers single logout by HTTP-POST alone.
func byPost() []Metadata {
	all := withLogout()
	all[0].Text = []byte(strings.Replace(string(all[0].Text), "bindings:HTTP-Redirect", "bindings:HTTP-POST", 1))
	return all
}

var postedForm = regexp.MustCompile(`<form method="post" action="([^"]*)"><input type="hidden" name="(SAMLRequest|SAMLResponse)" value="([^"]*)">\n(?:<input type="hidden" name="RelayState" value="([^"]*)">)?`)

// posts is the form that a page posts by itself: where, what, the message, and the relay state.
func (w reply) posts(t *testing.T) (address, parameter, message, relay string) {
	t.Helper()
	found := postedForm.FindStringSubmatch(w.text)
	policy := w.Header.Get("Content-Security-Policy")
	if w.StatusCode != http.StatusOK || found == nil || strings.Contains(policy, "form-action") || !strings.Contains(policy, "default-src 'none'") {
		t.Fatalf("nothing is posted: %s %v\n%s", w.Status, w.Header, w.text)
	}
	return found[1], found[2], found[3], found[4]
}

func TestSingleLogoutByPost(t *testing.T) {
	p := startPeer(t)
	s := openWith(t, byPost())
	b, other := s.peerSigns(t, p, "_index-7"), s.peerSigns(t, p, "_index-8")
	bring := func(b *browser, form url.Values) reply {
		return b.ask(http.MethodPost, logoutPath, form, "Sec-Fetch-Site", "cross-site", "Origin", "https://sso.example.org")
	}
	ours := certificateOf(samltest.Keys().Next)

	address, parameter, message, _ := b.ask(http.MethodPost, SignOutPath, nil, "Sec-Fetch-Site", "same-origin").posts(t)
	if address != theirLogout || parameter != "SAMLRequest" || b.sees() || !other.sees() {
		t.Errorf("%s to %s; signed in %t, another browser %t", parameter, address, b.sees(), other.sees())
	}
	answer := p.do("", s.Now(), func(w *wish) {
		w.ByPost, w.Posted, w.LoggedOut, w.SignedBy = true, message, s.provider.logoutAddress(), ours
	})
	if answer.Person != person || len(answer.Sessions) != 1 || answer.Sessions[0] != "_index-7" {
		t.Errorf("the peer reads %+v", answer)
	}
	s.notSignedOut(t, bring(other, url.Values{"SAMLResponse": {answer.Posted}}), "SP-REQUEST")
	if w := bring(b, url.Values{"SAMLResponse": {answer.Posted}}); w.StatusCode != http.StatusOK || !strings.Contains(w.text, signedOutThere.Korean) {
		t.Errorf("%s %s", w.Status, w.text)
	}

	asked := p.do("", s.Now(), func(w *wish) { w.ByPost, w.Logout, w.Session = true, s.provider.logoutAddress(), "_index-8" })
	address, parameter, message, relay := bring(s.browser(t), url.Values{"SAMLRequest": {asked.Posted}, "RelayState": {"a&<b c"}}).posts(t)
	if address != theirLoggedOut || parameter != "SAMLResponse" || relay != "a&<b c" || other.sees() {
		t.Errorf("%s to %s with %q; signed in %t", parameter, address, relay, other.sees())
	}
	read := p.do("", s.Now(), func(w *wish) { w.ByPost, w.Posted, w.Ended, w.SignedBy = true, message, true, ours })
	if !strings.HasSuffix(read.Status, ":Success") || read.InResponseTo == "" {
		t.Errorf("the peer reads %+v", read)
	}
	s.notSignedOut(t, bring(b, url.Values{"SAMLRequest": {asked.Posted}}), "SP-REPLAY")
	s.notSignedOut(t, b.ask(http.MethodPost, logoutPath, url.Values{"SAMLRequest": {asked.Posted}}, "Content-Type", "text/plain"), "IN-FORM")
}

// Without single logout there, signing out is what it was.
func TestSigningOutStaysHereWhereNoLogoutIsOffered(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.signedIn(t)
	w := b.ask(http.MethodPost, SignOutPath, nil, "Sec-Fetch-Site", "same-origin")
	if refresh.MatchString(w.text) || !strings.Contains(w.text, "may still know you") || b.sees() {
		t.Errorf("%s", w.text)
	}
}

// An answer to a sign-out is none to a sign-in.
func TestASignOutThatWasBegunLetsNobodyIn(t *testing.T) {
	t.Parallel()
	s := openWith(t, withLogout())
	b := s.signedIn(t)
	w := b.ask(http.MethodPost, SignOutPath, nil, "Sec-Fetch-Site", "same-origin")
	id := logoutRequestIn(t, html.UnescapeString(refresh.FindStringSubmatch(w.text)[1]))
	field := s.answer(t, id, samltest.Recipe{})
	s.refused(t, b, b.post(field), "SP-REQUEST", notBegun.Korean, field)
}

// logoutRequestIn is the ID of the LogoutRequest of an address.
func logoutRequestIn(t *testing.T, address string) string {
	t.Helper()
	_, query, _ := strings.Cut(address, "?")
	asked, err := saml.ReadLogout(query)
	if err != nil {
		t.Fatal(err)
	}
	return asked.ID
}
