package idp

import (
	"encoding/base64"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
)

// siege attacks the messages that service providers of others send by browsers: before the first one of a kind is brought, everything
// that an attacker might make of it is. The browsers of a site that is besieged notice nothing of it.
type siege struct {
	mu   sync.Mutex
	seen []string // "sso SAMLRequest GET" and the like
}

// begins tells whether a message is the first one of its kind.
func (s *siege) begins(kind string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	first := !slices.Contains(s.seen, kind)
	if first {
		s.seen = append(s.seen, kind)
	}
	return first
}

// held reports that everything of these kinds was attacked, whatever the binding.
func (s *siege) held(t *testing.T, kinds ...string) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, kind := range kinds {
		if !slices.ContainsFunc(s.seen, func(seen string) bool { return strings.HasPrefix(seen+" ", kind+" ") }) {
			t.Errorf("no %s was attacked, only %v", kind, s.seen)
		}
	}
}

var besieged = regexp.MustCompile(`^/idp/([^/]+)/(sso|slo)$`)

// besiege attacks what a browser is about to bring.
func (b *browser) besiege(method, address string, form url.Values) {
	b.t.Helper()
	at, err := url.Parse(address)
	if err != nil || b.siege == nil || !strings.HasPrefix(address, b.home) {
		return
	}
	of := besieged.FindStringSubmatch(at.Path)
	parameter, _, _ := strings.Cut(at.RawQuery, "=")
	if form != nil {
		parameter = "SAMLRequest"
		if form.Has("SAMLResponse") {
			parameter = "SAMLResponse"
		}
	}
	if of == nil || parameter != "SAMLRequest" && parameter != "SAMLResponse" || !b.siege.begins(of[2]+" "+parameter+" "+method) {
		return
	}
	besieger{b, at, of[1], parameter}.attack(at.RawQuery, form)
	if of[2] == "slo" && parameter == "SAMLRequest" && !strings.Contains(b.ask(http.MethodGet, b.home+"/portal", nil).text, "/idp/"+of[1]+"/start") {
		b.t.Error("signed out by what was tampered with")
	}
}

// besieger brings what is made of one message, each in a browser that has this one's cookies and gives none of its own back.
type besieger struct {
	browser   *browser
	at        *url.URL
	id        string // of the application
	parameter string
}

func (s besieger) attack(query string, form url.Values) {
	s.browser.t.Helper()
	text := s.text(query, form)
	if form == nil {
		for what, query := range samltest.QueryAttacks(query) {
			s.refused(what, s.get(query))
		}
		s.refused("not signed, in a form", s.post(text), string(saml.CodeUnsigned))
	} else {
		for _, a := range samltest.MessageAttacks() {
			message := tampered(s.browser.t, a, text)
			s.refused(a.Name, s.post(message), a.Want)
			s.refused(a.Name+", in an address", s.get(samltest.Query(s.browser.t, s.parameter, message, samltest.Key{})))
		}
		s.refused("in an address", s.get(samltest.Query(s.browser.t, s.parameter, text, samltest.Key{})))
	}
	for what, document := range samltest.Hostile(string(text)) {
		// The last three: more than a form may have, and a SAMLResponse is nothing that is asked.
		s.refused(what, s.post([]byte(document)), "IN-XML", "IN-SIZE", "IDP-REQUEST", "IN-FORM", "IN-NOT-REQUEST")
		if query := samltest.Query(s.browser.t, s.parameter, []byte(document), samltest.Key{}); len(query) < 100<<10 {
			s.refused(what+", in an address", s.get(query), "IN-XML", "IN-SIZE", "IN-NOT-REQUEST")
		}
	}
}

// text is the message as XML.
func (s besieger) text(query string, form url.Values) []byte {
	s.browser.t.Helper()
	if form == nil {
		return samltest.Inflated(s.browser.t, query)
	}
	text, err := base64.StdEncoding.DecodeString(form.Get(s.parameter))
	if err != nil {
		s.browser.t.Fatal(err)
	}
	return text
}

func (s besieger) post(message []byte) reply {
	return s.alone().ask(http.MethodPost, s.at.Scheme+"://"+s.at.Host+s.at.Path, url.Values{s.parameter: {base64.StdEncoding.EncodeToString(message)}}, "Sec-Fetch-Site", "cross-site")
}

func (s besieger) get(query string) reply {
	return s.alone().ask(http.MethodGet, s.at.Scheme+"://"+s.at.Host+s.at.Path+"?"+query, nil)
}

// alone is a browser with the same cookies.
func (s besieger) alone() *browser {
	s.browser.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.browser.t.Fatal(err)
	}
	root := &url.URL{Scheme: s.at.Scheme, Host: s.at.Host, Path: "/"}
	for _, c := range s.browser.Jar.Cookies(s.at) {
		jar.SetCookies(root, []*http.Cookie{{Name: c.Name, Value: c.Value, Path: "/", Secure: true}})
	}
	client := *s.browser.Client
	client.Jar = jar
	return &browser{Client: &client, t: s.browser.t}
}

// refused checks that a message counts for nothing, by one of the codes. An answer to a sign-out that is none may be the end of it: the
// page then says that this application still knows the person.
func (s besieger) refused(what string, w reply, codes ...string) {
	s.browser.t.Helper()
	missed := s.parameter == "SAMLResponse" && w.StatusCode == http.StatusOK && strings.Contains(strings.ToLower(w.text), "<li>"+s.id+"</li>")
	found := missed || len(codes) == 0
	for _, code := range codes {
		found = found || strings.Contains(w.text, "<code>"+code+"</code>")
	}
	if !missed && w.StatusCode/100 != 4 || !found || strings.Contains(w.text, "SAMLResponse") || strings.Contains(w.text, leftAll.Korean) || w.Header.Get("Location") != "" {
		s.browser.t.Errorf("%s of %s, %s: %s, want %v\n%s", s.parameter, s.id, what, w.Status, codes, w.text)
	}
}
