package signin

import (
	"encoding/pem"
	"net/http"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
)

func TestAnEncryptedAssertionSignsIn(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	toUs := &samltest.Encryption{To: &keys.Next.Private.PublicKey}
	toOthers := &samltest.Encryption{To: &keys.Stranger.Private.PublicKey}
	for name, c := range map[string]struct {
		change samltest.Recipe
		code   string // of the refusal; empty: none
	}{
		"all signed":            {samltest.Recipe{Encrypt: toUs}, ""},
		"the response alone":    {samltest.Recipe{Encrypt: toUs, Parts: "response"}, ""},
		"the assertion alone":   {samltest.Recipe{Encrypt: toUs, Parts: "assertion"}, ""},
		"unsigned":              {samltest.Recipe{Encrypt: toUs, Parts: "none"}, "SIG-NONE"},
		"signed by a stranger":  {samltest.Recipe{Encrypt: toUs, Parts: "assertion", Key: keys.Stranger}, "SIG-KEY-UNKNOWN"},
		"for somebody else":     {samltest.Recipe{Encrypt: toOthers}, "IN-ENCRYPTED"},
		"for another audience":  {samltest.Recipe{Encrypt: toUs, Replace: []string{"/saml/metadata", "/saml/other"}}, "SP-AUDIENCE"},
		"to answer nobody":      {samltest.Recipe{Encrypt: toUs, Replace: []string{"InResponseTo=", "Consent="}}, "SP-REQUEST"},
		"to nobody, for others": {samltest.Recipe{Encrypt: toOthers, Replace: []string{"InResponseTo=", "Consent="}}, "SP-REQUEST"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, keys.Ours)
			b := s.browser(t)
			_, id := b.begin("/")
			field := s.answer(t, id, c.change)
			w := b.post(field)
			switch {
			case c.code == "" && (w.StatusCode != http.StatusSeeOther || !b.sees()):
				t.Errorf("%s\n%s", w.Status, s.log())
			case c.code == "SP-REQUEST":
				s.refused(t, b, w, c.code, notBegun.Korean, field)
			case c.code != "":
				s.refused(t, b, w, c.code, unknown.Korean, field)
			}
		})
	}
}

func TestAPeersEncryptedAssertionSignsIn(t *testing.T) {
	t.Parallel()
	p := startPeer(t)
	s := open(t, samltest.Keys().Ours)
	b := s.browser(t)
	address, _ := b.begin("/queues")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: samltest.Keys().Next.Certificate.Raw})
	field := p.answer(address, s.Now(), func(w *wish) { w.EncryptTo = string(certificate) })
	if w := b.post(field); w.StatusCode != http.StatusSeeOther || !b.sees() {
		t.Errorf("%s\n%s", w.Status, s.log())
	}
}
