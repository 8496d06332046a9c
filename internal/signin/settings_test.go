package signin

import (
	"crypto"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/trusted"
)

// agreed opens a site that has agreed on settings with its identity provider.
func agreed(t *testing.T, on trusted.Settings, keys ...samltest.Key) *site {
	t.Helper()
	if keys == nil {
		keys = []samltest.Key{samltest.Keys().Ours}
	}
	return openWith(t, []Metadata{{Text: []byte(samltest.Metadata(keys...)), Settings: on}})
}

func TestAnIdentityProviderIsHeldToItsSettings(t *testing.T) {
	t.Parallel()
	late := func(by time.Duration) samltest.Recipe { return samltest.Recipe{At: samltest.Moment.Add(-by)} }
	anew := func(after time.Duration) samltest.Recipe {
		old := samltest.Moment.Add(-108 * time.Second).Format(time.RFC3339)
		return samltest.Recipe{Replace: []string{`AuthnInstant="` + old, `AuthnInstant="` + samltest.Moment.Add(after).Format(time.RFC3339)}}
	}
	const basic = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
	for name, c := range map[string]struct {
		on     trusted.Settings
		change samltest.Recipe
		code   string // empty: it signs in
	}{
		"both are signed":                      {trusted.Settings{Both: true}, samltest.Recipe{}, ""},
		"the response alone, both wanted":      {trusted.Settings{Both: true}, samltest.Recipe{Parts: "response"}, "SIG-ONE"},
		"the assertion alone, both wanted":     {trusted.Settings{Both: true}, samltest.Recipe{Parts: "assertion"}, "SIG-ONE"},
		"neither, both wanted":                 {trusted.Settings{Both: true}, samltest.Recipe{Parts: "none"}, "SIG-NONE"},
		"SHA-1, which may not be":              {trusted.Settings{}, samltest.Recipe{Hash: crypto.SHA1}, "SIG-ALG-WEAK"},
		"SHA-1, which may be":                  {trusted.Settings{SHA1: true}, samltest.Recipe{Hash: crypto.SHA1}, ""},
		"issued long ago, a minute agreed":     {trusted.Settings{}, late(6*time.Minute + time.Second), "TIME-OLD5"},
		"issued long ago, three agreed":        {trusted.Settings{Skew: new(180)}, late(6*time.Minute + time.Second), ""},
		"issued too long ago, three agreed":    {trusted.Settings{Skew: new(180)}, late(8*time.Minute + time.Second), "TIME-OLD5"},
		"issued a little early, none agreed":   {trusted.Settings{Skew: new(0)}, late(-time.Second), "TIME-FUTURE"},
		"signed in before, and is to anew":     {trusted.Settings{Force: true}, samltest.Recipe{}, "SP-AUTHN"},
		"signed in after it was asked":         {trusted.Settings{Force: true}, anew(0), ""},
		"signed in at an unknown moment":       {trusted.Settings{Force: true}, samltest.Recipe{Replace: []string{"AuthnInstant=", "Consent="}}, "SP-AUTHN"},
		"clocks count there, too":              {trusted.Settings{Force: true, Skew: new(0)}, anew(-time.Second), "SP-AUTHN"},
		"attributes without the wanted format": {trusted.Settings{AttributeFormat: basic}, samltest.Recipe{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := agreed(t, c.on)
			b := s.browser(t)
			address, id := b.begin("/")
			if asked := strings.Contains(samltest.RequestText(t, address), `ForceAuthn="true"`); asked != c.on.Force {
				t.Errorf("asked to sign in anew: %t", asked)
			}
			field := s.answer(t, id, c.change)
			w := b.post(field)
			switch {
			case c.code == "" && (w.StatusCode != http.StatusSeeOther || !b.sees()):
				t.Errorf("%s\n%s", w.Status, s.log())
			case c.code != "" && (w.StatusCode != http.StatusForbidden || !strings.Contains(s.log(), "code="+c.code+" ") || b.sees()):
				t.Errorf("%s, want %s\n%s", w.Status, c.code, s.log())
			}
			if c.on.SHA1 && (!strings.Contains(s.log(), "may sign by SHA-1") || !strings.Contains(s.log(), "a sign-in counts that is signed by SHA-1")) {
				t.Errorf("no warning: %s", s.log())
			}
		})
	}
}

// SHA-1 is one thing, a short key another.
func TestWhoMaySignBySHA1MayNotByAShortKey(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := agreed(t, trusted.Settings{SHA1: true}, keys.Ours, keys.Short)
	b := s.browser(t)
	_, id := b.begin("/")
	field := s.answer(t, id, samltest.Recipe{Key: keys.Short, Hash: crypto.SHA1})
	s.refused(t, b, b.post(field), "SIG-KEY-UNKNOWN", unknown.Korean, field)
}

func TestAttributesCountByTheirFormat(t *testing.T) {
	t.Parallel()
	const basic = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
	s := agreed(t, trusted.Settings{AttributeFormat: basic})
	b := s.browser(t)
	_, id := b.begin("/")
	twice := `<saml:Attribute Name="group" NameFormat="` + basic + `"><saml:AttributeValue>lead</saml:AttributeValue></saml:Attribute>` +
		`<saml:Attribute Name="group" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"><saml:AttributeValue>admin</saml:AttributeValue></saml:Attribute>`
	if w := b.post(s.answer(t, id, samltest.Recipe{Replace: []string{"<saml:AttributeStatement>", "<saml:AttributeStatement>" + twice}})); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", w.Status, s.log())
	}
	session, err := s.state.Session(t.Context(), s.cookie(t, b))
	if err != nil {
		t.Fatal(err)
	}
	if got := session.Attributes; len(got) != 1 || len(got["group"]) != 1 || got["group"][0] != "lead" {
		t.Errorf("attributes %v", got)
	}
}

func TestOurMetadataWantWhatIsDemanded(t *testing.T) {
	t.Parallel()
	for both, want := range map[bool]string{true: `WantAssertionsSigned="true"`, false: `WantAssertionsSigned="false"`} {
		s := agreed(t, trusted.Settings{Both: both})
		if own := s.browser(t).ask(http.MethodGet, "/saml/metadata", nil).text; !strings.Contains(own, want) {
			t.Errorf("%t: %s", both, own)
		}
	}
}

func TestSettingsThatDoNotGoTogetherAreRefused(t *testing.T) {
	t.Parallel()
	for _, on := range []trusted.Settings{{Skew: new(-1)}, {Skew: new(181)}, {Force: true, Unasked: true}} {
		_, err := New(Options{
			PublicURL: "https://ringside.example.org", Providers: []Metadata{{Text: []byte(samltest.Metadata(samltest.Keys().Ours)), Settings: on}},
		})
		if err == nil || !strings.Contains(err.Error(), trusted.ErrSettings.Error()) {
			t.Errorf("%+v: %v", on, err)
		}
	}
}
