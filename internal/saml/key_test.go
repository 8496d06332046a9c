package saml

import (
	"bytes"
	"encoding/pem"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
)

func TestAKeyIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	k, err := NewKey("ringside.example.org", samltest.Moment)
	if err != nil {
		t.Fatal(err)
	}
	text, err := k.PEM()
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseKey(text)
	if err != nil || !got.Private.Equal(k.Private) || !got.Certificate.Equal(k.Certificate) || k.Private.N.BitLen() != keyBits {
		t.Errorf("%v", err)
	}
	private, certificate, _ := bytes.Cut(text, []byte("-----BEGIN CERTIFICATE"))
	other := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: samltest.Keys().Next.Certificate.Raw})
	for name, c := range map[string]struct {
		text []byte
		want string
	}{
		"nothing":                {nil, "there has to be"},
		"no certificate":         {private, "there has to be"},
		"no key":                 {append([]byte("-----BEGIN CERTIFICATE"), certificate...), "there has to be"},
		"another's certificate":  {append(bytes.Clone(private), other...), "not that of the key"},
		"a key that is damaged":  {[]byte(strings.Replace(string(text), "-----BEGIN PRIVATE KEY-----\nMII", "-----BEGIN PRIVATE KEY-----\nAAA", 1)), "cannot be read"},
		"a key of another shape": {[]byte(strings.ReplaceAll(string(text), "PRIVATE KEY", "RSA PRIVATE KEY")), "there has to be"},
	} {
		if _, err := ParseKey(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
