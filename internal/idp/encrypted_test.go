package idp

import (
	"crypto/x509"
	"encoding/pem"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
)

func inPEM(kind string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

// ownKey is a key of a service provider, in PEM.
func ownKey(t testing.TB) (private, certificate string) {
	t.Helper()
	key := samltest.Keys().Ours
	der, err := x509.MarshalPKCS8PrivateKey(key.Private)
	if err != nil {
		t.Fatal(err)
	}
	return inPEM("PRIVATE KEY", der), inPEM("CERTIFICATE", key.Certificate.Raw)
}

func TestPeersReadWhatIsEncryptedForThem(t *testing.T) {
	t.Parallel()
	peers(t) // before anything else is begun
	s, _ := connected(t)
	private, certificate := ownKey(t)
	a, err := s.register.Add(t.Context(), Application{
		ID: "locked", Name: "Locked", EntityID: "https://peer.example.org/locked", Users: []string{"alice"}, Encryption: certificate,
		Consumers: []saml.Consumer{{Address: "https://peer.example.org/acs"}},
		Mappings:  []Mapping{{Subject, "${user:email}", "emailAddress"}, {"name", "${user:name}", "uri"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "alice")
	s.catchUp()
	text := string(b.follow(s.URL + "/idp/locked/start").sent(t).xml(t))
	if strings.Contains(text, "Zyxwv") || !strings.Contains(text, "EncryptedAssertion") {
		t.Fatalf("anybody can read it: %s", text)
	}
	answer, err := s.register.Preview(t.Context(), "locked", "alice")
	if err != nil {
		t.Fatal(err)
	}
	sign := func(answer saml.Answer, key saml.Key) string {
		message, err := answer.Sign(key)
		if err != nil {
			t.Fatal(err)
		}
		return string(message)
	}
	key, err := s.register.signs(t.Context(), "locked")
	if err != nil {
		t.Fatal(err)
	}
	elsewhere, open := answer, answer
	elsewhere.EncryptTo, open.EncryptTo = samltest.Keys().Stranger.Certificate, nil
	at := strings.LastIndex(text, "</xenc:CipherValue>") - 40
	changed := text[:at] + map[bool]string{true: "B", false: "A"}[text[at] == 'A'] + text[at+1:]
	judged := job{
		Metadata: string(s.metadata(t, "locked")), EntityID: a.EntityID, ACS: a.Consumers[0].Address, Key: private, Certificate: certificate, Encrypted: true,
		Judge: map[string]message{
			"as it was sent": {XML: text}, "for somebody else": {XML: sign(elsewhere, key)}, "of a stranger": {XML: sign(answer, saml.Key(samltest.Keys().Stranger))},
			"changed": {XML: changed}, "in the open": {XML: sign(open, key)},
		},
	}.do(t).Judged
	for name, verdicts := range judged {
		for _, peer := range judges {
			want := verdict{Accepted: true, Who: "Alice.Zyxwv@example.org", Values: []string{"Alice Zyxwv"}}
			if peer == "xmlsec1" {
				want = verdict{Accepted: true, Values: []string{}}
			}
			got := verdicts[peer]
			switch {
			case name == "as it was sent":
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (- want, + got):\n%s", peer, diff)
				}
			case got.Accepted != slices.Contains(laxEncrypted[name], peer):
				t.Errorf("%s, %s: accepted %t, %s", name, peer, got.Accepted, got.Why)
			}
		}
	}
}

// laxEncrypted are peers that take what is not encrypted although they have a key.
var laxEncrypted = map[string][]string{"in the open": {"node-saml", "pysaml2"}}
