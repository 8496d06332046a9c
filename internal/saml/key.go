package saml

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"time"
)

// keyBits is what holds until 2030 and beyond (NIST SP 800-57 part 1, table 2).
const keyBits = 3072

// Key is our own: identity providers encrypt for its certificate.
type Key struct {
	Private     *rsa.PrivateKey
	Certificate *x509.Certificate
}

// trust is whom to believe that a message is ours.
func (k Key) trust() Trust { return Trust{Certificates: []*x509.Certificate{k.Certificate}} }

// NewKey makes a key with a certificate that it signs itself. Who pins it goes by its bytes, so it ends late.
func NewKey(host string, now time.Time) (Key, error) {
	private, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return Key{}, fmt.Errorf("make a key: %w", err)
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return Key{}, fmt.Errorf("make a key: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: host}, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(20, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		return Key{}, fmt.Errorf("make a certificate: %w", err)
	}
	certificate, err := x509.ParseCertificate(der)
	return Key{private, certificate}, err
}

// PEM writes a key with its certificate.
func (k Key) PEM() ([]byte, error) {
	private, err := x509.MarshalPKCS8PrivateKey(k.Private)
	if err != nil {
		return nil, fmt.Errorf("write a key: %w", err)
	}
	var text bytes.Buffer
	_ = pem.Encode(&text, &pem.Block{Type: "PRIVATE KEY", Bytes: private}) // a buffer takes everything
	_ = pem.Encode(&text, &pem.Block{Type: "CERTIFICATE", Bytes: k.Certificate.Raw})
	return text.Bytes(), nil
}

// ParseKey reads what PEM writes, or what others do: an RSA key in PKCS #8 and its certificate.
func ParseKey(text []byte) (Key, error) {
	var k Key
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "PRIVATE KEY":
			parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
			if err != nil {
				return Key{}, errors.New("the private key cannot be read")
			}
			k.Private, _ = parsed.(*rsa.PrivateKey)
		case "CERTIFICATE":
			certificate, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return Key{}, fmt.Errorf("the certificate cannot be read: %w", err)
			}
			k.Certificate = certificate
		}
	}
	switch {
	case k.Private == nil || k.Certificate == nil:
		return Key{}, errors.New("there has to be an RSA key in PKCS #8 (PRIVATE KEY) and its certificate (CERTIFICATE)")
	case k.Private.N.BitLen() < 2048:
		return Key{}, errors.New("the key has less than 2,048 bits")
	case !k.Private.PublicKey.Equal(k.Certificate.PublicKey):
		return Key{}, errors.New("the certificate is not that of the key")
	}
	return k, nil
}
