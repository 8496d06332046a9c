package saml

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rsa"
	_ "crypto/sha1" // of OAEP, where it need not resist collisions
	_ "crypto/sha256"
	_ "crypto/sha512"
	"encoding/base64"
	"strings"

	"github.com/beevik/etree"
)

// Namespaces and algorithms of "XML Encryption Syntax and Processing 1.1" (W3C, April 2013).
const (
	encryptionSpace = "http://www.w3.org/2001/04/xmlenc#"
	encryption11    = "http://www.w3.org/2009/xmlenc11#"
	elementType     = encryptionSpace + "Element"
	oaepSHA1        = encryptionSpace + "rsa-oaep-mgf1p"
	oaep            = encryption11 + "rsa-oaep"
)

// Ciphers that count, with the length of their keys in bytes. None is of a mode that changed bytes get through: those tell an attacker
// who may ask often what is inside.
var dataCiphers = map[string]int{encryption11 + "aes128-gcm": 16, encryption11 + "aes192-gcm": 24, encryption11 + "aes256-gcm": 32}

// Digests of OAEP, and of its mask.
var (
	oaepDigests = map[string]crypto.Hash{
		"": crypto.SHA1, digestSHA1: crypto.SHA1, encryptionSpace + "sha256": crypto.SHA256,
		"http://www.w3.org/2001/04/xmldsig-more#sha384": crypto.SHA384, encryptionSpace + "sha512": crypto.SHA512,
	}
	oaepMasks = map[string]crypto.Hash{
		"": crypto.SHA1, encryption11 + "mgf1sha1": crypto.SHA1, encryption11 + "mgf1sha256": crypto.SHA256,
		encryption11 + "mgf1sha384": crypto.SHA384, encryption11 + "mgf1sha512": crypto.SHA512,
	}
)

// box is what an EncryptedAssertion holds, before any key was tried.
type box struct {
	keyLength    int
	key, data    []byte
	digest, mask crypto.Hash
}

// decrypted reads the assertion that an EncryptedAssertion holds. Whoever knows our certificate can have made it: it counts by its own
// signature, or by that of the response around it. It refuses with a Fault: CodeEncrypted, with the same words whatever does not
// decrypt, or, of what is inside, CodeXML, CodeSize, CodeRoundTrip or CodePlaces.
func decrypted(holder *etree.Element, keys []*rsa.PrivateKey) (*etree.Element, error) {
	b, err := openable(holder)
	if err != nil {
		return nil, err
	}
	var text []byte
	for _, key := range keys {
		if found, ok := b.open(key); ok {
			text = found
		}
	}
	if text == nil {
		return nil, fault(CodeEncrypted, "the assertion cannot be decrypted")
	}
	root, err := parseWithin(text, around(holder))
	if err != nil {
		return nil, err
	}
	return root, alone(root)
}

// alone refuses all but one assertion, with nothing of its kind inside.
func alone(root *etree.Element) error {
	if !named(root, assertionSpace, "Assertion") {
		return fault(CodePlaces, "what is encrypted is %s, not an assertion", tagOf(root))
	}
	var trouble error
	walk(root, func(e *etree.Element) {
		switch {
		case e == root || trouble != nil:
		case named(e, assertionSpace, "Assertion"), named(e, assertionSpace, "EncryptedAssertion"), named(e, protocolSpace, "Response"),
			named(e, signatureSpace, "Object"), named(e, signatureSpace, "Manifest"):
			trouble = fault(CodePlaces, "the encrypted assertion holds %s, by which another one can be hidden", tagOf(e))
		case named(e, signatureSpace, "Signature") && e.Parent() != root:
			trouble = fault(CodePlaces, "a signature is not a child of the encrypted assertion")
		}
	})
	return trouble
}

// around lists the namespaces that are declared for what is inside of an element: some encrypt an assertion without those of its
// ancestors.
func around(e *etree.Element) []binding {
	var found []binding
	seen := map[string]bool{}
	for ; e != nil; e = e.Parent() {
		for _, a := range e.Attr {
			prefix, declares := a.Key, a.Space == "xmlns"
			if a.Space == "" && a.Key == "xmlns" {
				prefix, declares = "", true
			}
			if declares && !seen[prefix] {
				seen[prefix] = true
				found = append(found, binding{prefix, a.Value})
			}
		}
	}
	return found
}

// openable reads an EncryptedAssertion of the one shape and the algorithms that count.
func openable(holder *etree.Element) (box, error) {
	refuse := func(what string) (box, error) {
		return box{}, fault(CodeEncrypted, "the assertion is encrypted %s", what)
	}
	data := child(holder, encryptionSpace, "EncryptedData")
	var keys []*etree.Element
	walk(holder, func(e *etree.Element) {
		if named(e, encryptionSpace, "EncryptedKey") {
			keys = append(keys, e)
		}
	})
	if data == nil || len(children(holder, encryptionSpace, "EncryptedData")) != 1 || len(keys) != 1 {
		return refuse("with more or less than one EncryptedData and one EncryptedKey")
	}
	if kind, typed := plain(data, "Type"); typed && kind != elementType {
		return refuse("as something else than an element")
	}
	var b box
	if b.keyLength = dataCiphers[methodOf(data, encryptionSpace, "EncryptionMethod")]; b.keyLength == 0 {
		return refuse("by another cipher than AES-GCM")
	}
	method := child(keys[0], encryptionSpace, "EncryptionMethod")
	if method == nil || child(method, encryptionSpace, "OAEPparams") != nil {
		return refuse("with a key that is not encrypted by RSA-OAEP without parameters")
	}
	var digestKnown, maskKnown bool
	b.digest, digestKnown = oaepDigests[methodOf(method, signatureSpace, "DigestMethod")]
	b.mask, maskKnown = oaepMasks[methodOf(method, encryption11, "MGF")]
	switch plainOrEmpty(method, "Algorithm") {
	case oaep:
	case oaepSHA1:
		b.mask = crypto.SHA1
	default:
		maskKnown = false
	}
	if !digestKnown || !maskKnown {
		return refuse("with a key that is not encrypted by RSA-OAEP")
	}
	b.key, b.data = cipherValue(keys[0]), cipherValue(data)
	return b, nil
}

// methodOf is the algorithm that a child element names; empty if there is none.
func methodOf(e *etree.Element, space, tag string) string {
	method := child(e, space, tag)
	if method == nil {
		return ""
	}
	return plainOrEmpty(method, "Algorithm")
}

// cipherValue is what an element holds by value; nothing is fetched from elsewhere.
func cipherValue(e *etree.Element) []byte {
	data := child(e, encryptionSpace, "CipherData")
	if data == nil || child(data, encryptionSpace, "CipherValue") == nil {
		return nil
	}
	text, _ := content(child(data, encryptionSpace, "CipherValue"))
	value, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return nil
	}
	return value
}

// open tries a key. All ways to fail are one.
func (b box) open(key *rsa.PrivateKey) (text []byte, ok bool) {
	secret, err := key.Decrypt(nil, b.key, &rsa.OAEPOptions{Hash: b.digest, MGFHash: b.mask})
	if err != nil || len(secret) != b.keyLength {
		return nil, false
	}
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, false
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil || len(b.data) < gcm.NonceSize()+gcm.Overhead() {
		return nil, false
	}
	text, err = gcm.Open([]byte{}, b.data[:gcm.NonceSize()], b.data[gcm.NonceSize():], nil)
	return text, err == nil
}
