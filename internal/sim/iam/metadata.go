package iam

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/xml"
	"strings"
	"time"
)

// entity is metadata of SAML as far as IAM looks at them.
type entity struct {
	XMLName    xml.Name `xml:"urn:oasis:names:tc:SAML:2.0:metadata EntityDescriptor"`
	EntityID   string   `xml:"entityID,attr"`
	ValidUntil string   `xml:"validUntil,attr"`
	Roles      []struct {
		Keys []struct {
			Use          string   `xml:"use,attr"`
			Certificates []string `xml:"http://www.w3.org/2000/09/xmldsig# KeyInfo>X509Data>X509Certificate"`
		} `xml:"urn:oasis:names:tc:SAML:2.0:metadata KeyDescriptor"`
		SignOns []struct {
			Location string `xml:",attr"`
		} `xml:"urn:oasis:names:tc:SAML:2.0:metadata SingleSignOnService"`
	} `xml:"urn:oasis:names:tc:SAML:2.0:metadata IDPSSODescriptor"`
}

// Lengths of a document.
// Source: IAM API Reference, "CreateSAMLProvider".
const (
	shortest = 1000
	longest  = 10_000_000
)

// century is how long a provider lives whose metadata name no end.
const century = 100

// readMetadata reads what is given to IAM; it refuses in IAM's words.
func readMetadata(text string, now time.Time) (metadata, error) {
	if len(text) < shortest || len(text) > longest {
		return metadata{}, refuse("ValidationError", "1 validation error detected: Value at 'sAMLMetadataDocument' failed to satisfy constraint: Member must have length greater than or equal to %d and less than or equal to %d", shortest, longest)
	}
	bad := refuse("InvalidInput", "Could not parse metadata")
	var e entity
	if strings.HasPrefix(text, "\uFEFF") || xml.Unmarshal([]byte(text), &e) != nil || e.EntityID == "" || len(e.Roles) == 0 {
		return metadata{}, bad
	}
	m := metadata{entityID: e.EntityID, until: now.AddDate(century, 0, 0)}
	if e.ValidUntil != "" {
		until, err := time.Parse(time.RFC3339, e.ValidUntil)
		if err != nil {
			return metadata{}, bad
		}
		m.until = until
	}
	for _, r := range e.Roles {
		if len(r.SignOns) == 0 {
			return metadata{}, bad
		}
		for _, key := range r.Keys {
			if key.Use == "encryption" {
				continue
			}
			for _, text := range key.Certificates {
				certificate, err := readCertificate(text)
				if err != nil {
					return metadata{}, bad
				}
				m.certificates = append(m.certificates, certificate)
			}
		}
	}
	if len(m.certificates) == 0 || len(m.certificates) > 10 {
		return metadata{}, bad
	}
	return m, nil
}

// readCertificate refuses keys that IAM does: RSA below 1,024 bits.
func readCertificate(text string) (*x509.Certificate, error) {
	der, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	if key, is := certificate.PublicKey.(*rsa.PublicKey); is && key.N.BitLen() < 1024 {
		return nil, refuse("InvalidInput", "Could not parse metadata")
	}
	return certificate, nil
}
