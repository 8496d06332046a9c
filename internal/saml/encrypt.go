package saml

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1" // of OAEP, where it need not resist collisions
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/beevik/etree"
)

// What assertions are encrypted by: the one cipher of those that resist changes which everybody has to have ("XML Encryption Syntax and
// Processing 1.1", 5.1), and the key transport that everybody has.
const (
	ownCipher    = encryption11 + "aes128-gcm"
	ownTransport = oaepSHA1
)

// encrypt makes an EncryptedAssertion ("SAML 2.0 Core", 2.3.4) that the owner of a certificate can read. The assertion is signed before.
func encrypt(assertion *etree.Element, to *x509.Certificate) (*etree.Element, error) {
	key, isRSA := to.PublicKey.(*rsa.PublicKey)
	if !isRSA {
		return nil, fmt.Errorf("encrypt an assertion: the certificate is of no RSA key")
	}
	alone, err := standing(assertion) // who decrypts it may read it by itself
	if err != nil {
		return nil, err
	}
	text, err := written(alone)
	if err != nil {
		return nil, err
	}
	secret := make([]byte, dataCiphers[ownCipher])
	_, _ = rand.Read(secret) // never fails
	wrapped, err := rsa.EncryptOAEP(sha1.New(), rand.Reader, key, secret, nil)
	if err != nil {
		return nil, fmt.Errorf("encrypt an assertion: %w", err)
	}
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, fmt.Errorf("encrypt an assertion: %w", err)
	}
	gcm, err := cipher.NewGCMWithRandomNonce(block) // which it puts in front, as is wanted here ("XML Encryption 1.1", 5.2.4)
	if err != nil {
		return nil, fmt.Errorf("encrypt an assertion: %w", err)
	}
	encode := base64.StdEncoding.EncodeToString
	tree := etree.NewDocument()
	err = tree.ReadFromString(fmt.Sprintf(`<saml:EncryptedAssertion xmlns:saml="%s"><xenc:EncryptedData xmlns:xenc="%s" Type="%s">`+
		`<xenc:EncryptionMethod Algorithm="%s"/><ds:KeyInfo xmlns:ds="%s"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="%s"><ds:DigestMethod Algorithm="%s"/>`+
		`</xenc:EncryptionMethod><xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>`+
		`<xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>`,
		assertionSpace, encryptionSpace, elementType, ownCipher, signatureSpace, ownTransport, digestSHA1, encode(wrapped), encode(gcm.Seal(nil, nil, text, nil))))
	if err != nil {
		return nil, fmt.Errorf("encrypt an assertion: %w", err)
	}
	return tree.Root(), nil
}

// written is an element as it is sent. Canonical text, else a carriage return is written as it is, and read as none.
func written(e *etree.Element) ([]byte, error) {
	tree := etree.NewDocument()
	tree.SetRoot(e)
	tree.WriteSettings.CanonicalText, tree.WriteSettings.CanonicalAttrVal = true, true
	text, err := tree.WriteToBytes()
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", e.Tag, err)
	}
	return text, nil
}

// readsOurs tells whether who has described a key so can read what is encrypted for it here. Who names no method has those that everybody
// has to have ("Metadata for SAML 2.0", 2.4.1.1).
func readsOurs(descriptor *etree.Element) bool {
	var ciphers, transports, found int
	for _, method := range children(descriptor, metadataSpace, "EncryptionMethod") {
		algorithm := plainOrEmpty(method, "Algorithm")
		if strings.Contains(algorithm, "rsa") {
			transports++
		} else {
			ciphers++
		}
		if algorithm == ownCipher || algorithm == ownTransport {
			found++
		}
	}
	return found >= min(ciphers, 1)+min(transports, 1)
}
