package signin

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/peertest"
	"github.com/ringside/ringside/internal/saml/samltest"
)

// simpleSAMLphp is one that vouches for our person.
type simpleSAMLphp struct{ peertest.SimpleSAMLphp }

// site opens a site for which it vouches, and that it knows by our metadata, in which old text is replaced by new.
func (p simpleSAMLphp) site(t *testing.T, replace ...string) *site {
	t.Helper()
	text := visit(t, "").ask(http.MethodGet, p.Address+"/saml2/idp/metadata.php", nil).text
	s := openWith(t, []Metadata{{Text: []byte(text)}})
	s.today()
	p.Know([]byte(strings.NewReplacer(replace...).Replace(s.browser(t).ask(http.MethodGet, "/saml/metadata", nil).text)))
	return s
}

func TestSimpleSAMLphpSignsPeopleIn(t *testing.T) {
	p := simpleSAMLphp{peertest.StartSimpleSAMLphp(t)}
	unsigned := map[string]any{"saml20.sign.response": false}
	for name, c := range map[string]struct {
		wants   string // what our metadata say of whether assertions are to be signed
		options map[string]any
		code    string // of the refusal; empty: none
	}{
		"the response alone":  {"false", nil, ""},
		"both signed":         {"true", map[string]any{"signature.algorithm": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"}, ""},
		"the assertion alone": {"true", unsigned, ""},
		"unsigned":            {"false", unsigned, "SIG-NONE"},
		"SHA-1":               {"false", map[string]any{"signature.algorithm": "http://www.w3.org/2000/09/xmldsig#rsa-sha1"}, "SIG-ALG-WEAK"},
		"encrypted":           {"false", map[string]any{"assertion.encryption": true}, "IN-ENCRYPTED"}, // by CBC, which is all that it can
	} {
		t.Run(name, func(t *testing.T) {
			s := p.site(t, "WantAssertionsSigned=\"false", "WantAssertionsSigned=\""+c.wants)
			p.Set("idp", c.options)
			b := s.browser(t)
			field := answered(t, b.atTheDoor("/queues"))
			s.today()
			w := b.post(field)
			if c.code != "" {
				s.refused(t, b, w, c.code, unknown.English, field)
				return
			}
			if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/queues" {
				t.Fatalf("%s\n%s", w.Status, s.log())
			}
			if got := b.ask(http.MethodGet, "/api/v1/version", nil); !strings.HasSuffix(got.text, fmt.Sprintf("for %q", person)) {
				t.Errorf("signed in as %s", got.text)
			}
		})
		p.Set("idp", nil)
	}
	for parts, wants := range map[string]string{"response": "false", "assertion": "true"} {
		t.Run("attacks on the "+parts, func(t *testing.T) {
			s := p.site(t, "WantAssertionsSigned=\"false", "WantAssertionsSigned=\""+wants)
			if parts == "assertion" {
				p.Set("idp", unsigned)
			}
			b := s.browser(t)
			vouched{s, b, answered(t, b.atTheDoor("/")), parts}.attacked(t)
		})
		p.Set("idp", nil)
	}
	t.Run("a changed key", func(t *testing.T) {
		s := p.site(t)
		p.Use(samltest.Keys().Stranger)
		b := s.browser(t)
		field := answered(t, b.atTheDoor("/"))
		s.refused(t, b, b.post(field), "SIG-KEY-UNKNOWN", unknown.English, field)
		s = p.site(t)
		b = s.browser(t)
		if w := b.post(answered(t, b.atTheDoor("/"))); w.StatusCode != http.StatusSeeOther {
			t.Errorf("by the new key: %s\n%s", w.Status, s.log())
		}
	})
	t.Run("a wrong password", func(t *testing.T) {
		field, page := atIdentityProvider(t, p.site(t).browser(t).atTheDoor("/"), person, "guessed")
		if field != "" || !strings.Contains(page, "Incorrect username or password") {
			t.Errorf("%s", page)
		}
	})
}
