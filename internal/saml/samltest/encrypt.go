package samltest

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"hash"
	"strings"
	"testing"

	"github.com/beevik/etree"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// Encryption is how an assertion is encrypted, after it is signed and before the response is.
type Encryption struct {
	To      *rsa.PublicKey
	KeySize int      // of AES-GCM, in bytes; 32 unless given
	SHA256  bool     // OAEP and its mask by SHA-256 instead of SHA-1
	Beside  bool     // the key stands beside the data, not inside of it
	Bare    bool     // without the namespaces that are declared around the assertion
	Inside  string   // what is encrypted instead of the assertion, if given
	Replace []string // pairs of old and new text of the result
}

// encrypt puts an encrypted assertion in the place of one.
func (e *Encryption) encrypt(t testing.TB, assertion *etree.Element) {
	t.Helper()
	text := e.Inside
	if text == "" {
		text = e.text(t, assertion)
	}
	result := e.Element(t, text)
	for i := 0; i+1 < len(e.Replace); i += 2 {
		if !strings.Contains(result, e.Replace[i]) {
			t.Fatalf("the encrypted assertion has no %q to replace", e.Replace[i])
		}
		result = strings.ReplaceAll(result, e.Replace[i], e.Replace[i+1])
	}
	tree := etree.NewDocument()
	if err := tree.ReadFromString(`<x xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">` + result + `</x>`); err != nil {
		t.Fatal(err)
	}
	parent, at := assertion.Parent(), assertion.Index()
	parent.RemoveChildAt(at)
	parent.InsertChildAt(at, tree.Root().ChildElements()[0])
}

// text is an assertion as it is to be encrypted.
func (e *Encryption) text(t testing.TB, assertion *etree.Element) string {
	t.Helper()
	if !e.Bare {
		around, err := etreeutils.NSBuildParentContext(assertion)
		if err != nil {
			t.Fatal(err)
		}
		if assertion, err = etreeutils.NSDetatch(around, assertion); err != nil {
			t.Fatal(err)
		}
	}
	tree := etree.NewDocument()
	tree.SetRoot(assertion.Copy())
	text, err := tree.WriteToString()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Element is an EncryptedAssertion of a text, whatever that is.
func (e *Encryption) Element(t testing.TB, text string) string {
	t.Helper()
	size := e.KeySize
	if size == 0 {
		size = 32
	}
	secret := make([]byte, size)
	_, _ = rand.Read(secret) // never fails
	block, err := aes.NewCipher(secret)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	nonce := make([]byte, gcm.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	var digest hash.Hash
	method := `<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"><ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/></xenc:EncryptionMethod>`
	if digest = sha1.New(); e.SHA256 {
		digest = sha256.New()
		method = `<xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>` +
			`<xenc11:MGF xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"/></xenc:EncryptionMethod>`
	}
	wrapped, err := rsa.EncryptOAEP(digest, rand.Reader, e.To, secret, nil)
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.StdEncoding.EncodeToString
	key := `<xenc:EncryptedKey>` + method + `<xenc:CipherData><xenc:CipherValue>` + encode(wrapped) + `</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>`
	inside, beside := `<ds:KeyInfo>`+key+`</ds:KeyInfo>`, ""
	if e.Beside {
		inside, beside = "", key
	}
	return fmt.Sprintf(`<saml:EncryptedAssertion xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">`+
		`<xenc:EncryptedData Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes%d-gcm"/>`+
		`%s<xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>%s</saml:EncryptedAssertion>`,
		8*size, inside, encode(gcm.Seal(nonce, nonce, []byte(text), nil)), beside)
}
