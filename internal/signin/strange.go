package signin

import (
	"crypto/x509"
	"errors"
	"fmt"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/trusted"
)

// mostBrought is how many of the certificates that a message brings are tried: whoever sends it chooses how many there are.
const mostBrought = 2

// strange says more of a message that no key has signed that counts: whether one has that waits for somebody to agree, or one that counted
// once, and else by which certificate it says that it is signed. The message is refused in any case.
func (i *identityProvider) strange(document *saml.Document, trust saml.Trust, refusal error) error {
	fault, is := errors.AsType[saml.Fault](refusal)
	if !is || fault.Code != saml.CodeUnknownKey {
		return refusal
	}
	signedBy := func(certificates []*x509.Certificate) string {
		trust.Certificates, trust.Both = certificates, false
		message, err := document.Verify(trust)
		if err != nil {
			return ""
		}
		return trusted.Fingerprint(message.By.Raw)
	}
	if fingerprint := signedBy(i.waiting); fingerprint != "" {
		return saml.Fault{Code: saml.CodeRotatedKey, Detail: fmt.Sprintf(
			"the identity provider has a new key, certificate SHA-256 %s, that waits for an administrator to agree: compare it, and approve it", fingerprint)}
	}
	if fingerprint := signedBy(i.former); fingerprint != "" {
		return saml.Fault{Code: saml.CodeRotatedKey, Detail: fmt.Sprintf(
			"the identity provider has signed by a key that counted once, certificate SHA-256 %s: if it signs by that again, fetch its metadata again", fingerprint)}
	}
	brought := document.Embedded()
	if fingerprint := signedBy(brought[:min(len(brought), mostBrought)]); fingerprint != "" {
		fault.Detail += fmt.Sprintf("; it brings certificate SHA-256 %s itself, which proves nothing: "+
			"if that is the identity provider's new one, fetch its metadata again, compare, and approve", fingerprint)
	}
	return fault
}
