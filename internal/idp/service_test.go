package idp

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
)

// service is a service provider that others wrote, with what only those see who have signed in to it.
type service struct {
	id      string // of it as an application of ours
	page    string // address
	shows   []string
	signOut string        // address
	key     func() string // certificate for which its assertions are encrypted
}

// announced is an application of which only we know: most service providers have to know us before they have metadata. subject is the
// format of the NameID that it will ask for.
func (s *site) announced(t *testing.T, id, subject string) Application {
	t.Helper()
	a, err := s.register.Add(t.Context(), Application{
		ID: id, Name: id, EntityID: "urn:x", Users: []string{"alice"}, Consumers: []saml.Consumer{{Address: "https://127.0.0.1/acs"}},
		Mappings: []Mapping{
			{Subject, "${user:email}", subject},
			{"mail", "${user:email}", "basic"},
			{"groups", "${user:groups}", "basic"},
			{"name", "${user:name}", "uri"},
			{"given", "${user:givenName}", "basic"},
			{"family", "${user:familyName}", "basic"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// accept makes an application of its own metadata, which are at an address or given. Its requests have to be signed. It returns the
// certificate for which its assertions can be encrypted.
func (s *site) accept(t *testing.T, a Application, metadata string) (encryption string) {
	t.Helper()
	if strings.HasPrefix(metadata, "http") {
		metadata = newBrowser(t, s).ask(http.MethodGet, metadata, nil).raw
	}
	of, err := saml.ReadServiceProvider([]byte(metadata))
	if err != nil {
		t.Fatalf("%v in\n%s", err, metadata)
	}
	a.EntityID, a.Consumers, a.Logout, a.Signed = of.EntityID, of.Consumers, of.Logout, true
	for _, certificate := range of.Certificates {
		a.Keys = append(a.Keys, inPEM("CERTIFICATE", certificate.Raw))
	}
	if err := s.register.Change(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if of.Encryption != nil {
		encryption = inPEM("CERTIFICATE", of.Encryption.Raw)
	}
	return encryption
}

// visit goes to a page, and on as pages go on by themselves, until there is something for a person to see or an answer of ours.
func (b *browser) visit(address string) reply {
	b.t.Helper()
	return b.settle(b.ask(http.MethodGet, address, nil))
}

// deliver takes an answer where it is to be taken, and sees what comes of it.
func (b *browser) deliver(form sent) reply {
	b.t.Helper()
	fields := url.Values{"SAMLResponse": {form.answer}}
	if form.relay != "" {
		fields.Set("RelayState", form.relay)
	}
	return b.settle(b.ask(http.MethodPost, form.address, fields))
}

func (b *browser) settle(w reply) reply {
	b.t.Helper()
	w, _ = b.through(w, func(_ string, form url.Values) bool { return form.Has("SAMLResponse") })
	return w
}

// another is a browser that is signed in here as this one is, and nowhere else.
func (b *browser) another(s *site) *browser {
	b.t.Helper()
	address, err := url.Parse(s.URL)
	if err != nil {
		b.t.Fatal(err)
	}
	fresh := newBrowser(b.t, s)
	for _, c := range b.Jar.Cookies(address) { // of all ports: they belong to the host
		if strings.HasPrefix(c.Name, "__Host-ringside-") {
			fresh.Jar.SetCookies(address, []*http.Cookie{{Name: c.Name, Value: c.Value, Path: "/", Secure: true}})
		}
	}
	return fresh
}

// sees tells whether a page shows somebody who has signed in.
func (of service) sees(w reply) bool {
	return w.StatusCode == http.StatusOK && !slices.ContainsFunc(of.shows, func(part string) bool { return !strings.Contains(w.text, part) })
}

// serves has somebody sign in to a service provider by us, and out again, from there and from the portal.
func (s *site) serves(t *testing.T, of service) {
	t.Helper()
	s.siege = new(siege)
	before := newBrowser(t, s)
	before.signIn(s, before.follow(s.URL+"/portal"), "alice")
	s.catchUp()
	b := newBrowser(t, s)
	form := b.signIn(s, b.visit(of.page), "alice").sent(t)
	if w := b.deliver(form); !of.sees(w) {
		t.Fatalf("it does not take our word, at %s: %s\n%s", w.Request.URL, w.Status, w.text)
	}
	s.catchUp()
	fromPortal := b.another(s)
	fromPortal.deliver(fromPortal.follow(s.URL + "/idp/" + of.id + "/start").sent(t))
	if w := fromPortal.visit(of.page); !of.sees(w) {
		t.Errorf("it does not take our word from the portal, at %s: %s\n%s", w.Request.URL, w.Status, w.text)
	}
	s.judges(t, of, b)
	t.Run("encrypted", func(t *testing.T) { s.reads(t, of, b) })
	for from, leave := range map[string]func() (*browser, reply){
		"there": func() (*browser, reply) { return b, b.ask(http.MethodGet, of.signOut, nil) },
		"the portal": func() (*browser, reply) {
			before.deliver(before.visit(of.page).sent(t))
			return before, before.ask(http.MethodPost, s.URL+"/sign-out", nil, "Sec-Fetch-Site", "same-origin")
		},
	} {
		t.Run("signed out from "+from, func(t *testing.T) {
			s.catchUp()
			who, w := leave()
			w, _ = who.goOn(w)
			if from == "the portal" && !strings.Contains(w.text, leftAll.Korean) {
				t.Errorf("at %s: %s\n%s", w.Request.URL, w.Status, w.text)
			}
			if now := who.visit(of.page); !returnField.MatchString(now.text) {
				t.Errorf("not signed out, after %s: %s\n%s", w.Request.URL, w.Status, w.text)
			}
		})
	}
	s.siege.held(t, "sso SAMLRequest", "slo SAMLRequest", "slo SAMLResponse")
}

// byPostAlone is our metadata without the address to which requests go by HTTP-Redirect.
func byPostAlone(metadata []byte) []byte {
	return redirectSignOn.ReplaceAll(metadata, nil)
}

var redirectSignOn = regexp.MustCompile(`<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"[^>]*/>`)

// asksByPost goes to a page of a service provider that asks by HTTP-POST, and signs its requests as XML.
func (s *site) asksByPost(t *testing.T, page string) {
	t.Helper()
	s.siege = new(siege)
	s.catchUp()
	b := newBrowser(t, s)
	if w := b.visit(page); !returnField.MatchString(w.text) {
		t.Errorf("not asked to sign in: %s\n%s", w.Status, w.text)
	}
	s.siege.held(t, "sso SAMLRequest POST")
}

// judges has a service provider told what it must not believe, by somebody whose browser is signed in here.
func (s *site) judges(t *testing.T, of service, signedIn *browser) {
	t.Helper()
	for name, change := range s.changes(t, of.id) {
		t.Run(name, func(t *testing.T) {
			s.catchUp()
			b := signedIn.another(s)
			form := b.visit(of.page).sent(t)
			form.answer = base64.StdEncoding.EncodeToString(change(string(form.xml(t))))
			w := b.deliver(form)
			if name == nothing {
				if !of.sees(w) {
					t.Errorf("it is not taken: %s\n%s", w.Status, w.text)
				}
				return
			}
			if of.sees(w) || strings.Contains(w.text, "Zyxwv") || strings.Contains(w.text, "Mallory") {
				t.Errorf("it is taken: %s\n%s", w.Status, w.text)
			}
			b.visit(of.page).sent(t) // it asks again: it does not know the person
		})
	}
}

// reads has somebody sign in, whose browser is signed in here, by what is encrypted for a service provider.
func (s *site) reads(t *testing.T, of service, signedIn *browser) {
	t.Helper()
	key := of.key()
	a, err := s.register.Application(t.Context(), of.id)
	if err != nil {
		t.Fatal(err)
	}
	a.Encryption = key
	if err := s.register.Change(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	s.catchUp()
	b := signedIn.another(s)
	form := b.visit(of.page).sent(t)
	if text := string(form.xml(t)); strings.Contains(text, "<saml:Assertion") || !strings.Contains(text, "EncryptedAssertion") {
		t.Error("it is not encrypted")
	}
	if w := b.deliver(form); !of.sees(w) {
		t.Errorf("it cannot be read: %s\n%s", w.Status, w.text)
	}
}

// nothing is what is wrong with one change, by which the others are known to be refused for what is wrong with them.
const nothing = "made anew"

// changes are ways to make another answer of a right one.
func (s *site) changes(t *testing.T, id string) map[string]func(string) []byte {
	t.Helper()
	own, err := s.register.signs(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	made := func(key saml.Key, change func(*saml.Answer)) func(string) []byte {
		return func(right string) []byte {
			answer, err := s.register.Preview(t.Context(), id, "alice")
			if err != nil {
				t.Fatal(err)
			}
			said := s.read(t, id, []byte(right)).Response
			answer.InResponseTo, answer.Recipient = said.InResponseTo, said.Destination
			change(&answer)
			text, err := answer.Sign(key)
			if err != nil {
				t.Fatal(err)
			}
			return text
		}
	}
	return map[string]func(string) []byte{
		nothing:            made(own, func(*saml.Answer) {}),
		"another name":     func(right string) []byte { return []byte(strings.ReplaceAll(right, "Alice.Zyxwv", "Mallory")) },
		"not signed":       func(right string) []byte { return []byte(without(right)) },
		"a stranger's key": made(saml.Key(samltest.Keys().Stranger), func(*saml.Answer) {}),
		"expired":          made(own, func(a *saml.Answer) { a.At = a.At.Add(-20 * time.Minute) }),
		"another audience": made(own, func(a *saml.Answer) { a.Audience = "https://other.example.org/" }),
		"another address":  made(own, func(a *saml.Answer) { a.Recipient = "https://other.example.org/acs" }),
	}
}
