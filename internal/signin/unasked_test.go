package signin

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/trusted"
)

// unaskedSite is one whose identity provider may send people without our having asked; the other one may not.
func unaskedSite(t *testing.T) *site {
	t.Helper()
	providers := two()
	providers[0].Unasked = true
	return openWith(t, providers)
}

// unasked is a message that answers no request, but for what is replaced in it; the number makes its IDs.
func (s *site) unasked(t *testing.T, number string, change samltest.Recipe) string {
	t.Helper()
	change.At = s.Now()
	inResponseTo := ` InResponseTo="` + samltest.Request + `"`
	change.Replace = samltest.ForUs(append([]string{
		"https://ringside.example.org", s.URL, inResponseTo, "", "_r1c9f", "_r" + number, "_a77b2", "_a" + number,
	}, change.Replace...)...)
	return change.Field(t)
}

// postWith brings a message with a relay state.
func (b *browser) postWith(field, relayState string) reply {
	b.t.Helper()
	form := url.Values{"SAMLResponse": {field}, "RelayState": {relayState}}
	return b.ask(http.MethodPost, "/saml/acs", form, "Origin", "https://sso.example.org", "Sec-Fetch-Site", "cross-site")
}

func TestAPortalSignsPeopleInWhereThatIsAllowed(t *testing.T) {
	t.Parallel()
	s := unaskedSite(t)
	for i, c := range []struct{ relayState, lands string }{
		{"", "/"},
		{"/queues?from=2026-11-01", "/queues?from=2026-11-01"},
		{"https://evil.example.org/", "/"},
		{"//evil.example.org/", "/"},
		{`/\evil.example.org/`, "/"},
		{"javascript:alert(1)", "/"},
		{"/sign-out", "/"},
		{"/oidc/login?idp=x", "/"},
		{"/%0d%0ax", "/%0d%0ax"},
		{"/\r\nx", "/"},
	} {
		b := s.browser(t)
		w := b.postWith(s.unasked(t, string(rune('a'+i)), samltest.Recipe{}), c.relayState)
		if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != c.lands || !b.sees() {
			t.Errorf("%q: %s to %q, want %s\n%s", c.relayState, w.Status, w.Header.Get("Location"), c.lands, s.log())
		}
	}
}

func TestAMessageThatNobodyAskedForIsRefusedWhereItMay(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	asOther := []string{samltest.EntityID, otherProvider}
	for name, c := range map[string]struct {
		change samltest.Recipe
		code   string
	}{
		"by one that may not":                  {samltest.Recipe{Key: keys.Next, Replace: asOther}, "SP-REQUEST"},
		"by one that may not, in another name": {samltest.Recipe{Key: keys.Next}, "SIG-KEY-UNKNOWN"},
		"unsigned":                             {samltest.Recipe{Parts: "none"}, "SIG-NONE"},
		"for another audience":                 {samltest.Recipe{Replace: []string{"/saml/metadata", "/saml/other"}}, "SP-AUDIENCE"},
		"with a request in the confirmation":   {samltest.Recipe{Replace: []string{"Recipient=", `InResponseTo="_x" Recipient=`}}, "SP-REQUEST"},
		"with a request around the assertion":  {samltest.Recipe{Parts: "assertion", Replace: []string{"Destination=", `InResponseTo="_x" Destination=`}}, "SP-REQUEST"},
		"encrypted for somebody else":          {samltest.Recipe{Encrypt: &samltest.Encryption{To: &keys.Stranger.Private.PublicKey}}, "IN-ENCRYPTED"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := unaskedSite(t)
			b := s.browser(t)
			field := s.unasked(t, "1", c.change)
			w := b.postWith(field, "/")
			if w.StatusCode != http.StatusForbidden || !strings.Contains(s.log(), "code="+c.code+" ") || b.sees() {
				t.Errorf("%s, want %s\n%s", w.Status, c.code, s.log())
			}
		})
	}
}

func TestAMessageThatNobodyAskedForCountsOnce(t *testing.T) {
	t.Parallel()
	s := unaskedSite(t)
	field := s.unasked(t, "1", samltest.Recipe{})
	if w := s.browser(t).postWith(field, ""); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", w.Status, s.log())
	}
	thief := s.browser(t)
	s.refused(t, thief, thief.postWith(field, ""), "SP-REPLAY", used.Korean, field)
	same := s.unasked(t, "1", samltest.Recipe{Replace: []string{"_r1", "_r2"}}) // the assertion in another response
	s.refused(t, thief, thief.postWith(same, ""), "SP-REPLAY", used.Korean, same)
}

func TestAPeersPortalSignsPeopleIn(t *testing.T) {
	p := startPeer(t)
	s := unaskedSite(t)
	b := s.browser(t)
	field := p.answer("", s.Now(), func(w *wish) { w.ACS, w.Audience = s.provider.recipient(), s.provider.entityID() })
	if w := b.postWith(field, "/agents"); w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/agents" || !b.sees() {
		t.Errorf("%s\n%s", w.Status, s.log())
	}
	strict := open(t, samltest.Keys().Ours)
	other := strict.browser(t)
	field = p.answer("", s.Now(), func(w *wish) { w.ACS, w.Audience = strict.provider.recipient(), strict.provider.entityID() })
	strict.refused(t, other, other.postWith(field, "/agents"), "SP-REQUEST", notBegun.Korean, field)
}

// A peer takes our requests by their signature.
func TestRequestsAreSignedWhereThatIsWanted(t *testing.T) {
	p := startPeer(t)
	metadata := samltest.Metadata(samltest.Keys().Ours)
	for name, c := range map[string]struct {
		provider Metadata
		signed   bool
	}{
		"not":             {Metadata{Text: []byte(metadata)}, false},
		"by the settings": {Metadata{Text: []byte(metadata), Settings: trusted.Settings{Signed: true}}, true},
		"by the metadata": {Metadata{Text: []byte(strings.Replace(metadata, "<md:IDPSSODescriptor ", `<md:IDPSSODescriptor WantAuthnRequestsSigned="true" `, 1))}, true},
	} {
		s := openWith(t, []Metadata{c.provider})
		b := s.browser(t)
		address, _ := b.begin("/queues")
		field := p.answer(address, s.Now(), func(w *wish) {
			if c.signed {
				w.SignedBy = certificateOf(samltest.Keys().Next) // ours in these tests
			}
		})
		if w := b.post(field); w.StatusCode != http.StatusSeeOther || !b.sees() {
			t.Errorf("%s: %s\n%s", name, w.Status, s.log())
		}
		own := s.browser(t).ask(http.MethodGet, "/saml/metadata", nil).text
		if strings.Contains(own, `AuthnRequestsSigned="true"`) != c.signed || !strings.Contains(own, `use="signing"`) {
			t.Errorf("%s: our metadata: %s", name, own)
		}
	}
}
