package saml

import (
	"bytes"
	"crypto/x509"
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
}

// ReadMetadata reads the metadata of one identity provider, by the same strict reader as messages, so a metadata file with
// comments is refused. It returns a Fault with CodeXML, CodeSize or CodeMetadata.
func ReadMetadata(document []byte) (Provider, error) {
	root, err := parse(bytes.TrimSpace(document))
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
	for _, key := range children(role, metadataSpace, "KeyDescriptor") {
		if use := plainOrEmpty(key, "use"); use == "" || use == "signing" {
			found, bad := embedded(key)
			provider.Certificates = append(provider.Certificates, found...)
			provider.Unreadable += bad
		}
	}
	return provider, r.err
}
