package saml

import (
	"crypto/x509"
	"encoding/base64"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

func TestPeersEncryptAndWeRead(t *testing.T) {
	t.Parallel()
	text := string(samltest.Recipe{Parts: "none", At: time.Now().UTC().Truncate(time.Second)}.XML(t))
	signed := ask(t, work{Sign: map[string]job{
		"both signed":         {text, how{Encrypt: 256}},
		"the response alone":  {text, how{Encrypt: 128, Parts: "response"}},
		"the assertion alone": {text, how{Encrypt: 256, Parts: "assertion"}},
	}}).Signed
	if len(signed) != 3 {
		t.Fatalf("%d messages", len(signed))
	}
	for name, message := range signed {
		if strings.Contains(message, samltest.NameID) {
			t.Fatalf("%s is not encrypted: %s", name, message)
		}
		got, err := verify([]byte(message), locked())
		if err != nil || got.Response.Assertion.NameID.Value != samltest.NameID {
			t.Errorf("%s: %v\n%s", name, err, message)
		}
		if _, err := verify([]byte(message), ours()); codeOf(err) != CodeUnsigned && err != nil {
			t.Errorf("%s, without a key: %v", name, err)
		}
	}
}

// What samltest encrypts is what others read: else our tests would be of a dialect of our own.
func TestPeersReadWhatTheTestsEncrypt(t *testing.T) {
	t.Parallel()
	now := time.Now().UTC().Truncate(time.Second)
	messages := map[string]string{
		"usual": string(samltest.Recipe{At: now, Parts: "assertion", Encrypt: toUs()}.XML(t)),
		"short": string(samltest.Recipe{At: now, Parts: "assertion", Encrypt: &samltest.Encryption{To: toUs().To, KeySize: 16}}.XML(t)),
	}
	about := maps.Clone(asAWS)
	about["key"] = base64.StdEncoding.EncodeToString(x509.MarshalPKCS1PrivateKey(samltest.Keys().Next.Private))
	for name, verdict := range ask(t, work{About: about, Judge: messages}).Judged {
		if !verdict.Python3SAML {
			t.Errorf("%s: python3-saml: %s", name, verdict.Why)
		}
	}
}
