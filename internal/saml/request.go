package saml

import (
	"bytes"
	"compress/flate"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"
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
	Force     bool     // the person is to sign in anew, whatever the identity provider remembers (ForceAuthn)
	Key       Key      // signs its address; zero: nothing does, and whoever answers goes by the registered AssertionConsumerService
}

// XML writes the request.
func (r Request) XML() []byte {
	force := ""
	if r.Force {
		force = ` ForceAuthn="true"`
	}
	return fmt.Appendf(nil, `<samlp:AuthnRequest xmlns:samlp="%s" xmlns:saml="%s" ID="%s" Version="2.0" IssueInstant="%s" Destination="%s"%s`+
		` ProtocolBinding="%s" AssertionConsumerServiceURL="%s"><saml:Issuer>%s</saml:Issuer><samlp:NameIDPolicy AllowCreate="true"/></samlp:AuthnRequest>`,
		protocolSpace, assertionSpace, escaped(r.ID), r.At.UTC().Format(time.RFC3339), escaped(r.Address.String()), force, postBinding,
		escaped(r.Recipient), escaped(r.Issuer))
}

// Redirect is the address, with the request in it, to which the browser is sent ("Bindings for SAML 2.0", 3.4). There is no
// relay state: where to go afterwards is nobody's business but ours.
func (r Request) Redirect() string {
	return redirected(r.Address, "SAMLRequest", r.XML(), "", r.Key)
}

// redirected is an address with a message in its query and, where there is a key, with the signature of that query ("Bindings for SAML
// 2.0", 3.4.4.1). An empty relay state is none.
func redirected(to *url.URL, parameter string, message []byte, relayState string, key Key) string {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		panic(err) // of a wrong level alone
	}
	_, _ = w.Write(message) // a buffer takes everything
	_ = w.Close()
	query := parameter + "=" + url.QueryEscape(base64.StdEncoding.EncodeToString(packed.Bytes()))
	if relayState != "" {
		query += "&RelayState=" + strings.ReplaceAll(url.QueryEscape(relayState), "+", "%20") // a plus is a space to some, and none to others
	}
	if key.Private != nil {
		query += "&SigAlg=" + url.QueryEscape(rsaSHA256)
		hash, digest := digested(rsaSHA256, []byte(query))
		signature, err := rsa.SignPKCS1v15(nil, key.Private, hash, digest)
		if err != nil {
			panic(err) // of a key that is too short for a digest, which none of ours is
		}
		query += "&Signature=" + url.QueryEscape(base64.StdEncoding.EncodeToString(signature))
	}
	address := *to
	if address.RawQuery != "" {
		address.RawQuery += "&"
	}
	address.RawQuery += query
	return address.String()
}

// ServiceProvider is what has to be known of one that takes messages by HTTP-POST at one address.
type ServiceProvider struct {
	EntityID, Recipient string
	Logout              string            // its SingleLogoutService, by HTTP-Redirect and HTTP-POST; empty: there is none
	Signs               bool              // its AuthnRequests are signed
	WantsSigned         bool              // it wants assertions signed, whatever stands around them
	Certificate         *x509.Certificate // of its signatures, and for which assertions may be encrypted; nil: neither
	Next                *x509.Certificate // that will take its place; nil: none will
}

// Metadata describes a service provider for whoever sets up the identity provider ("Metadata for SAML 2.0", 2.4.4). The ciphers are
// those that are read.
func (p ServiceProvider) Metadata() []byte {
	var keys strings.Builder
	for _, certificate := range []*x509.Certificate{p.Certificate, p.Next} {
		if certificate == nil {
			continue
		}
		info := fmt.Sprintf(`<ds:KeyInfo xmlns:ds="%s"><ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`,
			signatureSpace, base64.StdEncoding.EncodeToString(certificate.Raw))
		fmt.Fprintf(&keys, `<md:KeyDescriptor use="signing">%s</md:KeyDescriptor><md:KeyDescriptor use="encryption">%s`+
			`<md:EncryptionMethod Algorithm="%saes256-gcm"/><md:EncryptionMethod Algorithm="%saes128-gcm"/>`+
			`<md:EncryptionMethod Algorithm="%s"/></md:KeyDescriptor>`, info, info, encryption11, encryption11, oaepSHA1)
	}
	return fmt.Appendf(nil, `<md:EntityDescriptor xmlns:md="%s" entityID="%s"><md:SPSSODescriptor AuthnRequestsSigned="%t"`+
		` WantAssertionsSigned="%t" protocolSupportEnumeration="%s">%s%s<md:AssertionConsumerService Binding="%s" Location="%s"`+
		` index="0" isDefault="true"/></md:SPSSODescriptor></md:EntityDescriptor>`+"\n",
		metadataSpace, escaped(p.EntityID), p.Signs, p.WantsSigned, protocolSpace, keys.String(), services("SingleLogoutService", p.Logout), postBinding, escaped(p.Recipient))
}

// services are an address that takes messages by HTTP-Redirect and HTTP-POST; empty: there is none.
func services(name, location string) string {
	var b strings.Builder
	for _, binding := range []string{redirectBinding, postBinding} {
		if location != "" {
			fmt.Fprintf(&b, `<md:%s Binding="%s" Location="%s"/>`, name, binding, escaped(location))
		}
	}
	return b.String()
}

func escaped(text string) string {
	var out bytes.Buffer
	_ = xml.EscapeText(&out, []byte(text)) // a buffer takes everything
	return out.String()
}
