package saml

import (
	"crypto/x509"
	"net"
	"net/url"
	"time"
)

// CodeMetadata is of a document that describes no identity provider.
const CodeMetadata Code = "IAM-METADATA"

// Provider is an identity provider as its metadata describes it ("Metadata for SAML 2.0", OASIS, March 2005).
type Provider struct {
	EntityID     string
	ValidUntil   time.Time           // zero if it does not say
	Certificates []*x509.Certificate // for signing
	Unreadable   int                 // how many certificates for signing are none, or repeat an extension
	SignOn       bool                // it has a SingleSignOnService
	Redirect     string              // where that takes requests by HTTP-Redirect, as written; empty if it does not
	WantsSigned  bool                // it takes signed requests only
	Logout       SingleLogout        // where it takes messages of single logout, as written; zero if it does not
	Services     []Service           // what it offers, as written
}

// Service is something that an identity provider offers at an address. The binding is a URI.
type Service struct {
	Kind     string // SingleSignOnService or SingleLogoutService
	Binding  string
	Location string
}

// ReadMetadata reads the metadata of one identity provider, by the same strict reader as messages, but that comments may
// stand between elements. It returns a Fault with CodeXML, CodeSize or CodeMetadata.
func ReadMetadata(document []byte) (Provider, error) {
	root, err := parseFile(document)
	if err != nil {
		return Provider{}, err
	}
	if !named(root, metadataSpace, "EntityDescriptor") {
		return Provider{}, fault(CodeMetadata, "the root element is %s, not EntityDescriptor", tagOf(root))
	}
	role := child(root, metadataSpace, "IDPSSODescriptor")
	if role == nil {
		return Provider{}, fault(CodeMetadata, "there is no IDPSSODescriptor: this is no identity provider's metadata")
	}
	var r reader
	provider := Provider{
		EntityID: plainOrEmpty(root, "entityID"), ValidUntil: r.moment(root, "validUntil"),
		SignOn: child(role, metadataSpace, "SingleSignOnService") != nil,
	}
	wants := plainOrEmpty(role, "WantAuthnRequestsSigned")
	provider.WantsSigned = wants == "true" || wants == "1"
	for _, service := range children(role, metadataSpace, "SingleSignOnService") {
		if provider.Redirect == "" && plainOrEmpty(service, "Binding") == redirectBinding {
			provider.Redirect = plainOrEmpty(service, "Location")
		}
	}
	provider.Logout = singleLogout(role)
	for _, kind := range []string{"SingleSignOnService", "SingleLogoutService"} {
		for _, service := range children(role, metadataSpace, kind) {
			provider.Services = append(provider.Services, Service{kind, plainOrEmpty(service, "Binding"), plainOrEmpty(service, "Location")})
		}
	}
	for _, key := range children(role, metadataSpace, "KeyDescriptor") {
		if use := plainOrEmpty(key, "use"); use == "" || use == "signing" {
			found, bad := embedded(key)
			provider.Certificates = append(provider.Certificates, found...)
			provider.Unreadable += bad
		}
	}
	return provider, r.err
}

// Address is where browsers are sent with a request, by HTTP-Redirect. Metadata come from elsewhere, so nothing but a plain
// address by https, or by http on this machine, is taken; others are a Fault with CodeMetadata.
func (p Provider) Address() (*url.URL, error) {
	if p.Redirect == "" {
		return nil, fault(CodeMetadata, "there is no SingleSignOnService with HTTP-Redirect")
	}
	return plainAddress("SingleSignOnService", p.Redirect)
}

func plainAddress(service, location string) (*url.URL, error) {
	address, err := url.Parse(location)
	if err != nil || !Plain(address) {
		return nil, fault(CodeMetadata, "the %s is at no plain https address", service)
	}
	return address, nil
}

// Plain tells whether an address is by https, or by http on this machine, and has neither a user nor a fragment.
func Plain(address *url.URL) bool {
	host := address.Hostname()
	local := host == "localhost" || net.ParseIP(host).IsLoopback()
	return (address.Scheme == "https" || address.Scheme == "http" && local) && host != "" && address.Opaque == "" &&
		address.User == nil && address.Fragment == ""
}
