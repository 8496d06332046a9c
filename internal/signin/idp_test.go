package signin

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
)

const otherProvider = "https://login.example.net/saml/idp"

// two are a site's identity providers: one with our key, the other, at another address, with the next one.
func two() []Metadata {
	keys := samltest.Keys()
	other := strings.ReplaceAll(samltest.Metadata(keys.Next), samltest.EntityID, otherProvider)
	return []Metadata{{Text: []byte(samltest.Metadata(keys.Ours))}, {Name: "학습 센터", Text: []byte(other)}}
}

var wayIn = regexp.MustCompile(`href="(/saml/login\?[^"]*)"`)

// beginAt goes to the page with the ways in and takes the n-th of them; it returns the address there and the request's ID.
func (b *browser) beginAt(n int) (address, id string) {
	b.t.Helper()
	first := b.ask(http.MethodGet, "/queues", nil)
	if to := first.Header.Get("Location"); to != "/sign-in?return=%2Fqueues" {
		b.t.Fatalf("%s to %s", first.Status, to)
	}
	ways := wayIn.FindAllStringSubmatch(b.ask(http.MethodGet, "/sign-in?return=%2Fqueues", nil).text, -1)
	if len(ways) != 2 {
		b.t.Fatalf("%d ways in", len(ways))
	}
	address = b.ask(http.MethodGet, ways[n][1], nil).Header.Get("Location")
	return address, requestIn(b.t, address)
}

func TestEachIdentityProviderSignsItsPeopleIn(t *testing.T) {
	t.Parallel()
	s := openWith(t, two())
	page := s.browser(t).ask(http.MethodGet, "/sign-in", nil)
	if !strings.Contains(page.text, "학습 센터 계정으로 로그인") || !strings.Contains(page.text, "Sign in with sso.example.org") {
		t.Errorf("%s", page.text)
	}
	seen := map[string]bool{}
	for n, c := range []struct {
		host   string
		change samltest.Recipe
	}{
		{"sso.example.org", samltest.Recipe{}},
		{"login.example.net", samltest.Recipe{Key: samltest.Keys().Next, Replace: []string{samltest.EntityID, otherProvider}}},
	} {
		b := s.browser(t)
		address, id := b.beginAt(n)
		if at, err := url.Parse(address); err != nil || at.Hostname() != c.host {
			t.Errorf("%s: %v", address, err)
		}
		if w := b.post(s.answer(t, id, c.change)); w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/queues" || !b.sees() {
			t.Fatalf("%s\n%s", w.Status, s.log())
		}
		session, err := s.state.Session(t.Context(), s.cookie(t, b))
		if err != nil {
			t.Fatal(err)
		}
		seen[session.Provider+" "+session.NameID] = true
	}
	if len(seen) != 2 {
		t.Errorf("people of the same name at two identity providers are one: %v", seen)
	}
}

// An identity provider vouches for its own people alone, whatever it says and whoever was asked.
func TestOneIdentityProviderDoesNotSpeakForAnother(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	asOther := []string{samltest.EntityID, otherProvider}
	for name, c := range map[string]struct {
		asked  int
		change samltest.Recipe
		code   string
	}{
		"the other one answers as itself":         {0, samltest.Recipe{Key: keys.Next, Replace: asOther}, "SIG-KEY-UNKNOWN"},
		"the other one answers as the one":        {0, samltest.Recipe{Key: keys.Next}, "SIG-KEY-UNKNOWN"},
		"the one answers where the other was":     {1, samltest.Recipe{Key: keys.Ours}, "SIG-KEY-UNKNOWN"},
		"the one answers as the other":            {1, samltest.Recipe{Key: keys.Ours, Replace: asOther}, "SIG-KEY-UNKNOWN"},
		"the asked one names the other as issuer": {0, samltest.Recipe{Key: keys.Ours, Replace: asOther}, "SP-ISSUER"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openWith(t, two())
			b := s.browser(t)
			_, id := b.beginAt(c.asked)
			field := s.answer(t, id, c.change)
			s.refused(t, b, b.post(field), c.code, unknown.Korean, field)
		})
	}
}

func TestAnIdentityProviderIsGivenOnce(t *testing.T) {
	t.Parallel()
	given := two()
	_, err := New(Options{PublicURL: "https://ringside.example.org", Providers: append(given, given[0])})
	if err == nil || !strings.Contains(err.Error(), "that of another one") {
		t.Errorf("%v", err)
	}
}

func TestAnUnknownWayLeadsToThoseThereAre(t *testing.T) {
	t.Parallel()
	s := openWith(t, two())
	for _, query := range []string{"", "?idp=", "?idp=nobody", "?idp=https://evil.example/"} {
		w := s.browser(t).ask(http.MethodGet, "/saml/login"+query, nil)
		if w.StatusCode != http.StatusNotFound || len(wayIn.FindAllString(w.text, -1)) != 2 || len(w.Cookies()) > 0 {
			t.Errorf("%q: %s %s", query, w.Status, w.text)
		}
	}
}
