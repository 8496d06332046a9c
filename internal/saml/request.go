package saml

import (
	"bytes"
	"compress/flate"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"net/url"
	"time"
)

// NewID makes an ID that nobody can guess: 160 random bits ("SAML 2.0 Core", 1.3.4, wants 128 at least).
func NewID() string {
	var random [20]byte
	_, _ = rand.Read(random[:]) // never fails
	return "_" + hex.EncodeToString(random[:])
}

// Request is an AuthnRequest: the question of a service provider who is there.
type Request struct {
	ID        string // of NewID
	At        time.Time
	Address   *url.URL // of the identity provider
	Issuer    string   // entityID of the service provider
	Recipient string   // its AssertionConsumerService
}

// XML writes the request. It is not signed: whoever answers it goes by the registered AssertionConsumerService.
func (r Request) XML() []byte {
	return fmt.Appendf(nil, `<samlp:AuthnRequest xmlns:samlp="%s" xmlns:saml="%s" ID="%s" Version="2.0" IssueInstant="%s" Destination="%s"`+
		` ProtocolBinding="%s" AssertionConsumerServiceURL="%s"><saml:Issuer>%s</saml:Issuer><samlp:NameIDPolicy AllowCreate="true"/></samlp:AuthnRequest>`,
		protocolSpace, assertionSpace, escaped(r.ID), r.At.UTC().Format(time.RFC3339), escaped(r.Address.String()), postBinding,
		escaped(r.Recipient), escaped(r.Issuer))
}

// Redirect is the address, with the request in it, to which the browser is sent ("Bindings for SAML 2.0", 3.4). There is no
// relay state: where to go afterwards is nobody's business but ours.
func (r Request) Redirect() string {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		panic(err) // of a wrong level alone
	}
	_, _ = w.Write(r.XML()) // a buffer takes everything
	_ = w.Close()
	address := *r.Address
	if address.RawQuery != "" {
		address.RawQuery += "&"
	}
	address.RawQuery += "SAMLRequest=" + url.QueryEscape(base64.StdEncoding.EncodeToString(packed.Bytes()))
	return address.String()
}

// ServiceProvider is what has to be known of one that takes messages by HTTP-POST at one address.
type ServiceProvider struct {
	EntityID, Recipient string
	Certificate         *x509.Certificate // for which assertions may be encrypted; nil: they may not
}

// Metadata describes a service provider for whoever sets up the identity provider ("Metadata for SAML 2.0", 2.4.4). The ciphers are
// those that are read.
func (p ServiceProvider) Metadata() []byte {
	key := ""
	if p.Certificate != nil {
		key = fmt.Sprintf(`<md:KeyDescriptor use="encryption"><ds:KeyInfo xmlns:ds="%s"><ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate>`+
			`</ds:X509Data></ds:KeyInfo><md:EncryptionMethod Algorithm="%saes256-gcm"/><md:EncryptionMethod Algorithm="%saes128-gcm"/>`+
			`<md:EncryptionMethod Algorithm="%s"/></md:KeyDescriptor>`,
			signatureSpace, base64.StdEncoding.EncodeToString(p.Certificate.Raw), encryption11, encryption11, oaepSHA1)
	}
	return fmt.Appendf(nil, `<md:EntityDescriptor xmlns:md="%s" entityID="%s"><md:SPSSODescriptor AuthnRequestsSigned="false"`+
		` WantAssertionsSigned="false" protocolSupportEnumeration="%s">%s<md:AssertionConsumerService Binding="%s" Location="%s"`+
		` index="0" isDefault="true"/></md:SPSSODescriptor></md:EntityDescriptor>`+"\n",
		metadataSpace, escaped(p.EntityID), protocolSpace, key, postBinding, escaped(p.Recipient))
}

func escaped(text string) string {
	var out bytes.Buffer
	_ = xml.EscapeText(&out, []byte(text)) // a buffer takes everything
	return out.String()
}
