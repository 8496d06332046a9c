package sso

import (
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/saml"
)

// soon is how long before its end something is warned of.
const soon = 30 * 24 * time.Hour

// signature judges the signatures: by the keys that IAM has, then by those that the identity provider publishes, then by those
// that the message brings, which tell only whether it is as it was signed.
func (x *examination) signature(document *saml.Document) {
	pinned, published := x.keysOf(x.Facts.Provider), x.keysOf(x.Facts.IdentityProvider)
	trust := saml.Trust{Certificates: pinned}
	if len(pinned) == 0 {
		if trust.Certificates = published; len(published) == 0 {
			trust.Certificates = document.Embedded()
			x.unchecked("whether IAM knows the key: give the provider's metadata as a fact")
		}
	}
	message, err := document.Verify(trust)
	if codeOf(err) == saml.CodeWeak {
		x.found(saml.CodeWeak, weakness(err), detail(err))
		trust.SHA1, trust.ShortKeys = true, true
		message, err = document.Verify(trust)
	}
	switch code := codeOf(err); {
	case code == saml.CodeUnsigned && document.Response.Encrypted:
		x.unchecked("whether the encrypted assertion is signed")
	case code == "":
		x.ends("the certificate that signed", message.By.NotAfter)
	case code == saml.CodeUnknownKey:
		x.strange(document, published, trust)
	case code == saml.CodeWeak: // not even of the weak ones that can be computed: said already
	default:
		x.found(code, Fault, detail(err))
	}
}

// weakness tells a key or digest that is only old, which AWS takes, from what no AWS document mentions.
func weakness(err error) Severity {
	if text := detail(err); strings.Contains(text, "sha1") && !strings.Contains(text, "hmac") || strings.Contains(text, "2,048") {
		return Warning
	}
	return Fault
}

// strange finds out whose a signature is that no trusted key has made.
func (x *examination) strange(document *saml.Document, published []*x509.Certificate, trust saml.Trust) {
	trust.Certificates = published
	if _, err := document.Verify(trust); err == nil {
		x.found(CodeKeyRotated, Fault, "it is good by a key that the identity provider publishes now, and by none of the IAM provider")
		return
	}
	brought := document.Embedded()
	trust.Certificates = brought
	_, err := document.Verify(trust)
	switch {
	case len(brought) == 0:
		x.found(saml.CodeUnknownKey, Fault, "no known certificate verifies it, and it brings none; it may also have been changed")
	case err == nil:
		x.found(saml.CodeUnknownKey, Fault, "it is good by the certificate that it brings, which is none of those known: "+fingerprint(brought[0]))
	case codeOf(err) == saml.CodeUnknownKey:
		x.found(saml.CodeBadDigest, Fault, "not even the certificate that it brings verifies it")
	default:
		x.found(codeOf(err), Fault, detail(err))
	}
}

// fingerprint names a certificate without its subject.
func fingerprint(c *x509.Certificate) string {
	return fmt.Sprintf("serial number %x, until %s", c.SerialNumber, c.NotAfter.UTC().Format(time.DateOnly))
}

// ends tells of an end that has come, or comes soon.
func (x *examination) ends(what string, end time.Time) {
	left := end.Sub(x.at)
	switch {
	case end.IsZero() || left > soon:
	case left <= 0:
		x.found(CodeProviderExpires, Warning, what+" ended on "+end.UTC().Format(time.DateOnly))
	default:
		x.found(CodeProviderExpires, Warning, fmt.Sprintf("%s ends on %s, in %d days", what, end.UTC().Format(time.DateOnly), int(left.Hours()/24)))
	}
}

// keysOf reads the certificates of a provider; what cannot be read is found by provider or metadata.
func (x *examination) keysOf(p *ProviderFacts) []*x509.Certificate {
	if p == nil {
		return nil
	}
	k, _ := p.read()
	return k.certificates
}

func codeOf(err error) Code {
	fault, _ := errors.AsType[saml.Fault](err)
	return fault.Code
}

func detail(err error) string {
	fault, _ := errors.AsType[saml.Fault](err)
	return fault.Detail
}

// skew is by how much clocks may differ.
const skew = time.Minute

// freshness is for how long AWS takes a message.
const freshness = 5 * time.Minute

// times judges when the message counts.
func (x *examination) times() {
	at, c := x.at, x.claims
	if !x.Input.served.IsZero() && !x.Input.at.IsZero() {
		if apart := x.Input.served.Sub(x.Input.at).Round(time.Second); apart.Abs() > skew {
			x.found(CodeSkew, Warning, fmt.Sprintf("the browser's clock is %s off AWS's", apart.Abs()))
		}
	}
	issued := c.Issued
	if c.readable {
		issued = c.assertion.Issued
	}
	if issued.IsZero() {
		x.found(saml.CodeXML, Fault, "there is no IssueInstant")
		return
	}
	if ahead := issued.Sub(at).Round(time.Second); ahead > skew {
		x.found(CodeFuture, Fault, fmt.Sprintf("issued at %s, %s ahead of %s", issued.Format(time.RFC3339), ahead, at.Format(time.RFC3339)))
	}
	if conditions := c.assertion.Conditions; conditions != nil {
		x.window("the Conditions", conditions.NotBefore, conditions.NotOnOrAfter)
	}
	for _, confirmation := range c.assertion.Confirmations {
		x.window("the SubjectConfirmation", time.Time{}, confirmation.NotOnOrAfter)
	}
	for _, statement := range c.assertion.Authentications {
		x.window("the session (SessionNotOnOrAfter)", time.Time{}, statement.SessionNotOnOrAfter)
	}
	if age := at.Sub(issued).Round(time.Second); age > freshness {
		x.found(CodeOld, Fault, fmt.Sprintf("issued at %s, %s before %s", issued.Format(time.RFC3339), age, at.Format(time.RFC3339)))
	}
}

// window judges one period in which the message counts; zero times are no limits.
func (x *examination) window(what string, from, to time.Time) {
	at := x.at
	if !from.IsZero() && from.Sub(at) > skew {
		x.found(CodeFuture, Fault, what+" count from "+from.Format(time.RFC3339)+" on")
	}
	if !to.IsZero() && at.Sub(to) > skew {
		x.found(CodeExpired, Fault, what+" ended at "+to.Format(time.RFC3339))
	}
}
