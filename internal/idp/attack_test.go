package idp

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
)

// tampered is a valid message as an attacker would have it.
func tampered(t testing.TB, a samltest.Attack, valid []byte) []byte {
	t.Helper()
	var tree etree.Document
	if err := tree.ReadFromBytes(valid); err != nil {
		t.Fatal(err)
	}
	a.Build(tree.Root())
	message, err := tree.WriteToBytes()
	if err != nil {
		t.Fatal(err)
	}
	return message
}

// door is an address that takes a message of an application, signed by Ours, by either binding.
type door struct {
	path, valid string
}

// attacked brings everything that an attacker might make of the valid message; let tells whether an answer is one to a message that counts.
func (d door) attacked(t *testing.T, f family, b *browser, let func(reply) bool) {
	t.Helper()
	keys, tries := samltest.Keys(), 0
	signed := samltest.Signed(t, d.valid, keys.Ours)
	refused := func(what string, w reply, codes ...string) {
		t.Helper()
		tries++
		found := len(codes) == 0
		for _, code := range codes {
			found = found || strings.Contains(w.text, "<code>"+code+"</code>")
		}
		if w.StatusCode/100 != 4 || !found || !strings.Contains(w.text, "request-17") || len(w.Cookies()) > 0 || let(w) {
			t.Errorf("%s, %s: %s, want %v\n%s", d.path, what, w.Status, codes, w.text)
		}
	}
	post := func(message []byte) reply {
		return b.ask(http.MethodPost, f.URL+d.path, url.Values{"SAMLRequest": {base64.StdEncoding.EncodeToString(message)}}, "Sec-Fetch-Site", "cross-site")
	}
	get := func(query string) reply { return b.ask(http.MethodGet, f.URL+d.path+"?"+query, nil) }
	for _, a := range samltest.MessageAttacks() {
		message := tampered(t, a, signed)
		refused(a.Name, post(message), a.Want)
		refused(a.Name+", in an address", get(samltest.Query(t, "SAMLRequest", message, samltest.Key{})))
	}
	for what, document := range samltest.Hostile(d.valid) {
		refused(what, post([]byte(document)), "IN-XML", "IN-SIZE", "IDP-REQUEST", "IN-FORM") // the last two: more than a form may have
		if query := samltest.Query(t, "SAMLRequest", []byte(document), keys.Ours); len(query) < 100<<10 {
			refused(what+", in an address", get(query), "IN-XML", "IN-SIZE", "IN-NOT-REQUEST")
		}
	}
	for what, query := range samltest.QueryAttacks(samltest.Query(t, "SAMLRequest", []byte(d.valid), keys.Ours)) {
		refused(what, get(query))
	}
	refused("a bomb", get(samltest.Query(t, "SAMLRequest", make([]byte, 64<<20), keys.Ours)), "IN-SIZE")
	packed, err := base64.StdEncoding.DecodeString(samltest.Deflated(t, signed))
	if err != nil {
		t.Fatal(err)
	}
	refused("deflated, in a form", post(packed), "IN-XML")
	refused("not signed", post([]byte(d.valid)), "SIG-NONE")
	if !f.signedIn(b) {
		t.Fatal("one of them has signed somebody out")
	}
	if tries < 190 {
		t.Errorf("%d tries", tries)
	}
	if w := post(signed); !let(w) {
		t.Errorf("%s, the message itself: %s\n%s", d.path, w.Status, w.text)
	}
}

func TestWhatApplicationsAskIsAttacked(t *testing.T) {
	t.Parallel()
	f := startFamily(t, true)
	f.app.Signed = true
	if err := f.register.Change(t.Context(), f.app); err != nil {
		t.Fatal(err)
	}
	b, _ := f.visit(t)
	to, err := url.Parse(SignOn(f.URL, "app"))
	if err != nil {
		t.Fatal(err)
	}
	request := saml.Request{ID: saml.NewID(), At: f.Now(), Address: to, Issuer: f.app.EntityID, Recipient: f.app.Consumers[0].Address}
	door{"/idp/app/sso", string(request.XML())}.attacked(t, f, b, func(w reply) bool {
		return strings.HasPrefix(w.Header.Get("Location"), "/idp/continue?") || strings.Contains(w.text, "SAMLResponse")
	})
}

func TestWhatEndsSessionsIsAttacked(t *testing.T) {
	t.Parallel()
	f := startFamily(t, true)
	b, told := f.visit(t, "other", "app")
	sent, err := saml.LogoutRequest{ID: saml.NewID(), At: f.Now(), Issuer: f.app.EntityID, NameID: *told.Response.Assertion.NameID}.To(f.messages, saml.Key(samltest.Keys().Ours))
	if err != nil {
		t.Fatal(err)
	}
	door{"/idp/app/slo", unsigned(t, sent.Message)}.attacked(t, f, b, func(w reply) bool { return sentForm.MatchString(w.text) })
	if f.signedIn(b) {
		t.Error("still signed in")
	}
}

// unsigned is a posted message without its signature.
func unsigned(t *testing.T, message string) string {
	t.Helper()
	text, err := base64.StdEncoding.DecodeString(message)
	if err != nil {
		t.Fatal(err)
	}
	return without(string(text))
}

// An answer that somebody has tampered with is none: the application counts as one that still knows the person.
func TestAnswersToASignOutAreAttacked(t *testing.T) {
	t.Parallel()
	f := startFamily(t, true)
	p := New(Options{PublicURL: f.URL, Register: f.register, Audit: f.state})
	keys := samltest.Keys()
	// outcome is the page after an answer that is made of a valid one.
	outcome := func(change func(valid string, signed []byte) (form url.Values, query string)) *httptest.ResponseRecorder {
		t.Helper()
		session := state.SessionKey(saml.NewID())
		err := f.state.AddParticipant(t.Context(), state.Participant{Session: session, Account: "alice", Application: "app", NameID: "n", NameFormat: "f", Ends: f.Now().Add(time.Hour)}, "_i")
		if err != nil {
			t.Fatal(err)
		}
		begun := httptest.NewRecorder()
		next, err := p.Leave(begun, httptest.NewRequest(http.MethodPost, "/sign-out", nil), session)
		if err != nil {
			t.Fatal(err)
		}
		asks := httptest.NewRequest(http.MethodGet, next, nil)
		asks.AddCookie(begun.Result().Cookies()[0])
		asked := httptest.NewRecorder()
		p.ServeHTTP(asked, asks)
		found := sentForm.FindStringSubmatch(strings.NewReplacer("&#43;", "+", "&#61;", "=").Replace(asked.Body.String()))
		if found == nil {
			t.Fatalf("nothing is asked: %d %s", asked.Code, asked.Body)
		}
		to := said(t, url.Values{found[1]: {found[2]}})
		sent, err := f.answers(to, keys.Ours)
		if err != nil {
			t.Fatal(err)
		}
		valid := unsigned(t, sent.Message)
		form, query := change(valid, samltest.Signed(t, valid, keys.Ours))
		answer := httptest.NewRequest(http.MethodPost, "/idp/app/slo", strings.NewReader(form.Encode()))
		answer.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if form == nil {
			answer = httptest.NewRequest(http.MethodGet, "/idp/app/slo?"+query, nil)
		}
		for _, c := range asked.Result().Cookies() {
			answer.AddCookie(c)
		}
		end := httptest.NewRecorder()
		p.ServeHTTP(end, answer)
		return end
	}
	posted := func(message []byte) url.Values {
		return url.Values{"SAMLResponse": {base64.StdEncoding.EncodeToString(message)}}
	}
	taken := func(w *httptest.ResponseRecorder) bool { return strings.Contains(w.Body.String(), leftAll.Korean) }
	refused := func(what string, w *httptest.ResponseRecorder) {
		t.Helper()
		if missed := strings.Contains(w.Body.String(), "<li>App</li>"); taken(w) || missed != (w.Code == http.StatusOK) || !missed && w.Code/100 != 4 {
			t.Errorf("%s: %d\n%s", what, w.Code, w.Body)
		}
	}
	for _, a := range samltest.MessageAttacks() {
		refused(a.Name, outcome(func(_ string, signed []byte) (url.Values, string) { return posted(tampered(t, a, signed)), "" }))
	}
	var names []string
	for what := range samltest.Hostile("<a></a>    ") {
		names = append(names, what)
	}
	for _, what := range names {
		refused(what, outcome(func(valid string, _ []byte) (url.Values, string) {
			return posted([]byte(samltest.Hostile(valid)[what])), ""
		}))
		refused(what+", in an address", outcome(func(valid string, _ []byte) (url.Values, string) {
			return nil, samltest.Query(t, "SAMLResponse", []byte(samltest.Hostile(valid)[what]), keys.Ours)
		}))
	}
	for what := range samltest.QueryAttacks("SAMLResponse=x&SigAlg=y&Signature=01234567890123456789") {
		refused(what, outcome(func(valid string, _ []byte) (url.Values, string) {
			return nil, samltest.QueryAttacks(samltest.Query(t, "SAMLResponse", []byte(valid), keys.Ours))[what]
		}))
	}
	if w := outcome(func(_ string, signed []byte) (url.Values, string) { return posted(signed), "" }); !taken(w) {
		t.Errorf("as it should be: %d\n%s", w.Code, w.Body)
	}
	if w := outcome(func(valid string, _ []byte) (url.Values, string) {
		return nil, samltest.Query(t, "SAMLResponse", []byte(valid), keys.Ours)
	}); !taken(w) {
		t.Errorf("in an address, as it should be: %d\n%s", w.Code, w.Body)
	}
}
