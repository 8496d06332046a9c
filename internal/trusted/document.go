package trusted

import (
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/saml"
)

// Document is what is believed of an identity provider, or will be: its metadata, and which of its certificates are pinned. Whatever
// else the metadata have counts for nothing.
type Document struct {
	Metadata     string    `json:"metadata"`
	Certificates [][]byte  `json:"certificates"` // DER
	From         string    `json:"from"`         // FromPaste, or the address from which it was fetched
	By           string    `json:"by"`           // who brought it
	At           time.Time `json:"at,omitzero"`  // when
	Agreed       string    `json:"agreed_by"`    // who agreed to it; "" as long as nobody has
	AgreedAt     time.Time `json:"agreed,omitzero"`
}

// FromPaste is where a document comes from that somebody has pasted or uploaded.
const FromPaste = "paste"

// ErrDocument says that metadata or a certificate cannot be used; its text is written for people.
var ErrDocument = errors.New("this cannot be used")

// read makes a document of metadata: all of their certificates that can be used are pinned.
func read(metadata string) (Document, error) {
	d := Document{Metadata: metadata}
	idp, err := d.provider()
	if err != nil {
		return d, err
	}
	for _, certificate := range idp.Certificates {
		if unusable(certificate) == "" && !d.pins(certificate.Raw) {
			d.Certificates = append(d.Certificates, certificate.Raw)
		}
	}
	return d, d.keyed()
}

// usable says why nobody could sign in by it; nil where people can.
func (d *Document) usable() error {
	if _, err := d.provider(); err != nil {
		return err
	}
	return d.keyed()
}

// keyed says where it has no key by which people can sign in.
func (d *Document) keyed() error {
	if !slices.ContainsFunc(d.Pinned(), func(c *x509.Certificate) bool { return unusable(c) == "" }) {
		return fmt.Errorf("%w: it has no certificate for signing with an RSA key of 2,048 bits or more", ErrDocument)
	}
	return nil
}

// provider reads the metadata as strictly as messages.
func (d Document) provider() (saml.Provider, error) {
	idp, err := saml.ReadMetadata([]byte(d.Metadata))
	if err == nil {
		_, err = idp.Address()
	}
	if err == nil {
		_, err = idp.Logout.Offered()
	}
	if err == nil && (idp.EntityID == "" || len(idp.EntityID) > 1024) {
		err = errors.New("the entityID is missing, or has more than 1,024 characters")
	}
	if err != nil {
		return idp, fmt.Errorf("%w: %w", ErrDocument, err)
	}
	return idp, nil
}

// EntityID is whose it is; "" of none.
func (d *Document) EntityID() string {
	if d == nil {
		return ""
	}
	idp, _ := d.provider() // it was read before it was kept
	return idp.EntityID
}

// Digest is by what somebody agrees to exactly this: the metadata to the last byte, and the pinned certificates.
func (d Document) Digest() string {
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%d\n%s", len(d.Metadata), d.Metadata) // a digest takes everything
	for _, der := range d.Certificates {
		_, _ = fmt.Fprintf(sum, "\n%d\n%s", len(der), der)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Pinned are the certificates that count.
func (d Document) Pinned() []*x509.Certificate { return parsed(d.Certificates) }

func (d Document) pins(der []byte) bool {
	return slices.ContainsFunc(d.Certificates, func(own []byte) bool { return slices.Equal(own, der) })
}

// parsed reads certificates that were read before they were kept.
func parsed(all [][]byte) []*x509.Certificate {
	var found []*x509.Certificate
	for _, der := range all {
		if certificate, err := x509.ParseCertificate(der); err == nil {
			found = append(found, certificate)
		}
	}
	return found
}

// Fingerprint is the SHA-256 of a certificate in hex.
func Fingerprint(der []byte) string {
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:])
}

// unusable says why a certificate cannot be pinned; "" where it can.
func unusable(c *x509.Certificate) string {
	key, isRSA := c.PublicKey.(*rsa.PublicKey)
	switch {
	case !isRSA:
		return "not RSA"
	case key.N.BitLen() < 2048:
		return "below 2,048 bits"
	}
	return ""
}

// readCertificate reads one certificate in PEM, or in the base64 of DER alone.
func readCertificate(text string) (*x509.Certificate, error) {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "-----BEGIN") {
		text = "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n"
	}
	block, rest := pem.Decode([]byte(text))
	if block == nil || block.Type != "CERTIFICATE" || len(strings.TrimSpace(string(rest))) > 0 {
		return nil, fmt.Errorf("%w: it is not one certificate in PEM", ErrDocument)
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%w: the certificate cannot be read: %w", ErrDocument, err)
	}
	if why := unusable(certificate); why != "" {
		return nil, fmt.Errorf("%w: the certificate's key is %s", ErrDocument, why)
	}
	return certificate, nil
}
