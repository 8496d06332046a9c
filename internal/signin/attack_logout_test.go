package signin

import (
	"encoding/base64"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
)

// farewell is a message of single logout, signed as XML, that only has to be brought to the site.
type farewell struct {
	site      *site
	browser   *browser
	parameter string
	signed    []byte
	plain     string // without the signature
	holds     func() bool
}

// attacked brings everything that an attacker might make of it, by both bindings, and at last the message itself.
func (f farewell) attacked(t *testing.T, done func(reply) bool) {
	t.Helper()
	keys, tries := samltest.Keys(), 0
	refused := func(what string, w reply, told string, codes ...string) {
		t.Helper()
		tries++
		found := len(codes) == 0 && strings.Contains(told, "single logout refused")
		for _, code := range codes {
			found = found || strings.Contains(told, "single logout refused\" request_id=request-17 code="+code+" ")
		}
		if w.StatusCode != http.StatusForbidden || !found || len(w.Cookies()) > 0 || strings.Contains(told, "admin") || strings.Contains(told, samltest.NameID) || done(w) {
			t.Errorf("%s: %s, want %v; %s", what, w.Status, codes, told)
		}
	}
	bring := func(form url.Values, query string) (reply, string) {
		logged := len(f.site.log())
		if form != nil {
			w := f.browser.ask(http.MethodPost, logoutPath, form, "Sec-Fetch-Site", "cross-site", "Origin", "https://sso.example.org")
			return w, f.site.log()[logged:]
		}
		w := f.browser.ask(http.MethodGet, logoutPath+"?"+query, nil)
		return w, f.site.log()[logged:]
	}
	post := func(message []byte) (reply, string) {
		return bring(url.Values{f.parameter: {base64.StdEncoding.EncodeToString(message)}}, "")
	}
	get := func(message []byte, key samltest.Key) (reply, string) {
		return bring(nil, samltest.Query(t, f.parameter, message, key))
	}
	check := func(what string, codes ...string) func(reply, string) {
		return func(w reply, told string) {
			t.Helper()
			refused(what, w, told, codes...)
		}
	}
	for _, a := range samltest.MessageAttacks() {
		var tree etree.Document
		if err := tree.ReadFromBytes(f.signed); err != nil {
			t.Fatal(err)
		}
		a.Build(tree.Root())
		message, err := tree.WriteToBytes()
		if err != nil {
			t.Fatal(err)
		}
		check(a.Name, a.Want)(post(message))
		check(a.Name + ", in an address")(get(message, samltest.Key{}))
	}
	for what, document := range samltest.Hostile(f.plain) {
		check(what, "IN-XML", "IN-SIZE", "IN-FORM")(post([]byte(document)))
		if len(samltest.Deflated(t, []byte(document))) < 100<<10 {
			check(what+", in an address", "IN-XML", "IN-SIZE", "IN-NOT-REQUEST")(get([]byte(document), keys.Ours))
		}
	}
	for what, query := range samltest.QueryAttacks(samltest.Query(t, f.parameter, []byte(f.plain), keys.Ours)) {
		check(what)(bring(nil, query))
	}
	check("a bomb", "IN-SIZE")(get(make([]byte, 64<<20), keys.Ours))
	packed, err := base64.StdEncoding.DecodeString(samltest.Deflated(t, f.signed))
	if err != nil {
		t.Fatal(err)
	}
	check("deflated, in a form", "IN-XML")(post(packed))
	check("not signed", "SIG-NONE")(post([]byte(f.plain)))
	if tries < 190 || !f.holds() {
		t.Errorf("%d tries; signed in: %t", tries, f.holds())
	}
	if w, told := post(f.signed); !done(w) {
		t.Errorf("the message itself: %s\n%s\n%s", w.Status, told, w.text)
	}
}

// attackedAddress brings what an attacker might make of an address with a signed message of single logout; nothing of it may count.
func (s *site) attackedAddress(t *testing.T, b *browser, query string) {
	t.Helper()
	tries := 0
	for what, attack := range samltest.QueryAttacks(query) {
		logged := len(s.log())
		w := b.ask(http.MethodGet, logoutPath+"?"+attack, nil)
		if w.StatusCode != http.StatusForbidden || !strings.Contains(s.log()[logged:], "single logout refused") || len(w.Cookies()) > 0 {
			t.Errorf("%s: %s %s", what, w.Status, s.log()[logged:])
		}
		tries++
	}
	if tries < 10 {
		t.Errorf("%d tries", tries)
	}
}

// plainly is a message without its signature, as whatever prefix it has.
func plainly(t *testing.T, signed []byte) string {
	t.Helper()
	var tree etree.Document
	if err := tree.ReadFromBytes(signed); err != nil {
		t.Fatal(err)
	}
	tree.Root().RemoveChild(tree.Root().FindElement("./Signature"))
	text, err := tree.WriteToString()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// here is what is sent to the site by HTTP-POST, signed by the identity provider.
func (s *site) sentBy(t *testing.T, sent saml.Sent, err error) []byte {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	message, err := base64.StdEncoding.DecodeString(sent.Message)
	if err != nil {
		t.Fatal(err)
	}
	return message
}

func TestRequestsToEndSessionsAreAttacked(t *testing.T) {
	t.Parallel()
	s := openWith(t, byPost())
	b := s.signedIn(t)
	us := saml.SingleLogout{Post: true, Address: s.provider.logoutAddress(), Answers: s.provider.logoutAddress()}
	sent, err := saml.LogoutRequest{
		ID: saml.NewID(), At: s.Now(), Issuer: samltest.EntityID, NameID: saml.NameID{Value: samltest.NameID, Format: saml.FormatPersistent},
	}.To(us, saml.Key(samltest.Keys().Ours))
	signed := s.sentBy(t, sent, err)
	farewell{s, b, "SAMLRequest", signed, plainly(t, signed), b.sees}.attacked(t, func(w reply) bool { return postedForm.MatchString(w.text) })
	if b.sees() {
		t.Error("still signed in")
	}
}

func TestRequestsOfPythonSAMLToEndSessionsAreAttacked(t *testing.T) {
	p := startPeer(t)
	s := openWith(t, byPost())
	b := s.peerSigns(t, p, "_one")
	asked := p.do("", s.Now(), func(w *wish) { w.ByPost, w.Logout, w.Session = true, s.provider.logoutAddress(), "_one" })
	signed, err := base64.StdEncoding.DecodeString(asked.Posted)
	if err != nil {
		t.Fatal(err)
	}
	farewell{s, b, "SAMLRequest", signed, plainly(t, signed), b.sees}.attacked(t, func(w reply) bool { return postedForm.MatchString(w.text) })
	if b.sees() {
		t.Error("still signed in")
	}
}

func TestAnswersToASignOutAreAttacked(t *testing.T) {
	t.Parallel()
	s := openWith(t, byPost())
	b := s.signedIn(t)
	_, _, message, _ := b.ask(http.MethodPost, SignOutPath, nil, "Sec-Fetch-Site", "same-origin").posts(t)
	asked, err := saml.ReadLogoutPost(url.Values{"SAMLRequest": {html.UnescapeString(message)}})
	if err != nil {
		t.Fatal(err)
	}
	us := saml.SingleLogout{Post: true, Address: s.provider.logoutAddress(), Answers: s.provider.logoutAddress()}
	sent, err := saml.LogoutResponse{At: s.Now(), Issuer: samltest.EntityID, InResponseTo: asked.ID}.To(us, saml.Key(samltest.Keys().Ours))
	signed := s.sentBy(t, sent, err)
	farewell{s, b, "SAMLResponse", signed, plainly(t, signed), func() bool { return true }}.attacked(t, func(w reply) bool { return strings.Contains(w.text, signedOutThere.Korean) })
}
