package saml

import (
	"bytes"
	"crypto/rsa"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/saml/samltest"
)

func TestAnAnswerIsEncryptedForItsReaderAlone(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	a := given()
	a.EncryptTo = keys.Next.Certificate
	message, err := a.Sign(Key(keys.Ours))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(message, []byte("길동")) || bytes.Contains(message, []byte(samltest.Login)) {
		t.Errorf("anybody can read it: %s", message)
	}
	trust := Key(keys.Ours).trust()
	trust.Keys = []*rsa.PrivateKey{keys.Next.Private}
	got, err := verify(message, trust)
	if err != nil || !got.ResponseSigned || !got.AssertionSigned {
		t.Fatalf("%v: response signed %t, assertion signed %t", err, got.ResponseSigned, got.AssertionSigned)
	}
	signIn, err := got.Expect(Expected{Provider: a.Issuer, Audience: a.Audience, Recipient: a.Recipient, Request: a.InResponseTo, At: a.At})
	if err != nil || signIn.NameID != a.NameID {
		t.Fatalf("%v: %+v", err, signIn)
	}
	if diff := cmp.Diff(a.Attributes, signIn.Attributes); diff != "" {
		t.Errorf("attributes (- said, + heard):\n%s", diff)
	}
	trust.Keys = []*rsa.PrivateKey{keys.Stranger.Private}
	if _, err := verify(message, trust); codeOf(err) != CodeEncrypted {
		t.Errorf("by another key: %v", err)
	}
	again, err := a.Sign(Key(keys.Ours))
	if err != nil {
		t.Fatal(err)
	}
	if first, second := values(t, message), values(t, again); first[0] == second[0] || first[1][:16] == second[1][:16] {
		t.Error("a key or a nonce is used twice")
	}
}

// values are the encrypted key and the encrypted data, in base64.
func values(t *testing.T, message []byte) []string {
	t.Helper()
	var found []string
	for _, part := range strings.Split(string(message), "<xenc:CipherValue>")[1:] {
		value, _, _ := strings.Cut(part, "<")
		found = append(found, value)
	}
	if len(found) != 2 {
		t.Fatalf("%d values", len(found))
	}
	return found
}

func TestServiceProvidersSayWhatTheyDecrypt(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	ours := string(ServiceProvider{EntityID: "a", Recipient: samltest.OurAddress, Certificate: keys.Next.Certificate}.Metadata())
	cut := func(text, from, to string) string {
		at, end := strings.Index(text, from), strings.LastIndex(text, to)+len(to)
		if at < 0 || end < at {
			t.Fatalf("no %s in %s", from, text)
		}
		return text[:at] + text[end:]
	}
	bare := cut(ours, "<md:EncryptionMethod", `mgf1p"/>`)
	short := string(ServiceProvider{EntityID: "a", Recipient: samltest.OurAddress, Certificate: keys.Short.Certificate}.Metadata())
	for name, c := range map[string]struct {
		text         string
		found, other bool
	}{
		"as ours":                {ours, true, false},
		"no method":              {bare, true, false},
		"for any use":            {strings.ReplaceAll(strings.ReplaceAll(bare, ` use="encryption"`, ""), `use="signing"`, `use="other"`), true, false},
		"for signing alone":      {strings.ReplaceAll(bare, `use="encryption"`, `use="signing"`), false, false},
		"CBC alone":              {strings.NewReplacer("aes128-gcm", "aes128-cbc", "aes256-gcm", "aes256-cbc").Replace(ours), false, true},
		"RSA 1.5 alone":          {strings.ReplaceAll(ours, "rsa-oaep-mgf1p", "rsa-1_5"), false, true},
		"a cipher, no transport": {strings.ReplaceAll(ours, `<md:EncryptionMethod Algorithm="`+oaepSHA1+`"/>`, ""), true, false},
		"a short key":            {short, false, true},
		"no certificate":         {strings.ReplaceAll(bare, "ds:X509Certificate>", "ds:X509CRL>"), false, true},
	} {
		got, err := ReadServiceProvider([]byte(c.text))
		if err != nil || (got.Encryption != nil) != c.found || got.OtherCiphers != c.other {
			t.Errorf("%s: %v: %+v", name, err, got)
		}
	}
}
