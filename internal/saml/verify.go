package saml

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"strings"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// Trust is whom to believe.
type Trust struct {
	Certificates []*x509.Certificate // of this one identity provider; what stands inside of a message is never believed
	SHA1         bool                // let it pass, in signatures and digests
	ShortKeys    bool                // let RSA keys below 2,048 bits pass
	Both         bool                // demand that the response and the assertion are signed: either is enough otherwise
	Keys         []*rsa.PrivateKey   // ours, of encrypted assertions; without any those are not looked into
}

// Message is what an identity provider has said.
type Message struct {
	// Response is read from the bytes that were verified. Where only the assertion was signed, whatever stands beside it (ID,
	// Destination, Status …) is still a claim.
	Response        Response
	ResponseSigned  bool
	AssertionSigned bool
	By              *x509.Certificate // which of the trusted ones; its period of validity is the caller's to judge
	SHA1            bool              // a signature goes by it
}

// Verify checks every signature of the document: the response's or the assertion's must be there, and each that is there
// must be good. An encrypted assertion is looked into, and held to the same. It refuses with a Fault: CodeUnsigned, CodeOneSigned, CodeWeak, CodeShape,
// CodeUnknownKey, CodeBadDigest, or as decrypted does.
func (d *Document) Verify(trust Trust) (Message, error) {
	for _, e := range d.signable() {
		if err := shapeOf(e, trust.SHA1); err != nil {
			return Message{}, err
		}
	}
	outer, err := verifyElement(d.root, trust)
	if err != nil {
		return Message{}, err
	}
	assertion, err := d.readable(outer.element, trust)
	if err != nil {
		return Message{}, err
	}
	var inner verified
	if assertion != nil {
		if inner, err = verifyElement(assertion, trust); err != nil {
			return Message{}, err
		}
	}
	message := Message{ResponseSigned: outer.element != nil, AssertionSigned: inner.element != nil, By: inner.by}
	if trust.SHA1 {
		message.SHA1 = usesSHA1(d.root) || assertion != nil && usesSHA1(assertion)
	}
	switch {
	case trust.Both && message.ResponseSigned != message.AssertionSigned:
		return Message{}, fault(CodeOneSigned, "the Response and the assertion have to be signed, and one of them is not")
	case message.ResponseSigned && d.assertion == nil && assertion != nil: // what was signed is the assertion as it was encrypted
		message.By = outer.by
		if inner.element != nil {
			assertion = inner.element
		}
		message.Response, err = readResponse(outer.element, assertion)
	case message.ResponseSigned:
		message.By = outer.by
		message.Response, err = readResponse(outer.element, child(outer.element, assertionSpace, "Assertion"))
	case message.AssertionSigned:
		message.Response, err = readResponse(d.root, inner.element)
	default:
		return Message{}, fault(CodeUnsigned, "neither the Response nor the assertion is signed")
	}
	return message, err
}

// readable is the assertion to verify: that of the document or, where that is encrypted, what is inside. That is taken from the response
// as it was verified, if it was. Nil: there is none, or no key to look into it.
func (d *Document) readable(verified *etree.Element, trust Trust) (*etree.Element, error) {
	if verified == nil {
		verified = d.root
	}
	holder := child(verified, assertionSpace, "EncryptedAssertion")
	if holder == nil || len(trust.Keys) == 0 {
		return d.assertion, nil
	}
	assertion, err := decrypted(holder, trust.Keys)
	if err != nil {
		return nil, err
	}
	return assertion, shapeOf(assertion, trust.SHA1)
}

// usesSHA1 tells whether the signature of an element, whose shape is right with SHA-1, would not be without.
func usesSHA1(e *etree.Element) bool { return shapeOf(e, false) != nil }

// signable lists the elements that may have a signature.
func (d *Document) signable() []*etree.Element {
	if d.assertion == nil {
		return []*etree.Element{d.root}
	}
	return []*etree.Element{d.root, d.assertion}
}

// verified is an element as the signature covers it, and the certificate that made it; nil if there was no signature.
type verified struct {
	element *etree.Element
	by      *x509.Certificate
}

// verifyElement verifies the signature of one element, if it has one; its shape has been checked.
func verifyElement(e *etree.Element, trust Trust) (verified, error) {
	if child(e, signatureSpace, "Signature") == nil {
		return verified{}, nil
	}
	alone, err := detach(e)
	if err != nil {
		return verified{}, err
	}
	outcome := fault(CodeUnknownKey, "no trusted certificate made the signature of %s", tagOf(e))
	for _, certificate := range trust.Certificates {
		key, isRSA := certificate.PublicKey.(*rsa.PublicKey)
		if !isRSA || !trust.ShortKeys && key.N.BitLen() < 2048 {
			outcome = fault(CodeWeak, "the certificate's key is not RSA of 2,048 bits or more")
			continue
		}
		store := &dsig.MemoryX509CertificateStore{Roots: []*x509.Certificate{certificate}}
		verifier := dsig.NewDefaultValidationContext(store)
		verifier.Clock = dsig.NewFakeClockAt(certificate.NotBefore) // a pinned key counts as long as it is pinned
		element, err := verifier.Validate(alone)
		switch {
		case err == nil:
			return verified{element, certificate}, nil
		case !errors.Is(err, rsa.ErrVerification):
			return verified{}, fault(CodeBadDigest, "%s was changed after it was signed", tagOf(e))
		}
	}
	return verified{}, outcome
}

// standing copies an element with the namespaces that its ancestors declare for it.
func standing(e *etree.Element) (*etree.Element, error) {
	around, err := etreeutils.NSBuildParentContext(e)
	if err != nil {
		return nil, fault(CodeShape, "the namespaces around %s cannot be read", tagOf(e))
	}
	alone, err := etreeutils.NSDetatch(around, e)
	if err != nil {
		return nil, fault(CodeShape, "%s cannot be taken by itself", tagOf(e))
	}
	return alone, nil
}

// detach copies an element so, with a signature that names no key: the library then has only the pinned one.
func detach(e *etree.Element) (*etree.Element, error) {
	alone, err := standing(e)
	if err != nil {
		return nil, err
	}
	signature := child(alone, signatureSpace, "Signature")
	if signature == nil {
		return nil, fault(CodeShape, "the signature of %s is lost when it is taken by itself", tagOf(e))
	}
	if info := child(signature, signatureSpace, "KeyInfo"); info != nil {
		signature.RemoveChild(info)
	}
	value := child(signature, signatureSpace, "SignatureValue")
	text, _ := content(value)
	value.SetText(strings.Join(strings.Fields(text), ""))
	return alone, nil
}

// Embedded lists the certificates that the message itself brings. They prove nothing; with them Verify only tells whether
// the message is as its sender signed it.
func (d *Document) Embedded() []*x509.Certificate {
	var found []*x509.Certificate
	for _, e := range d.signable() {
		if signature := child(e, signatureSpace, "Signature"); signature != nil {
			certificates, _ := embedded(signature)
			found = append(found, certificates...)
		}
	}
	return found
}

// embedded reads the certificates below an element that holds a KeyInfo, and counts those that cannot be read.
func embedded(holder *etree.Element) (found []*x509.Certificate, unreadable int) {
	for _, info := range children(holder, signatureSpace, "KeyInfo") {
		for _, data := range children(info, signatureSpace, "X509Data") {
			for _, e := range children(data, signatureSpace, "X509Certificate") {
				text, _ := content(e)
				der, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
				if err != nil {
					unreadable++
					continue
				}
				certificate, err := x509.ParseCertificate(der)
				if err != nil {
					unreadable++
					continue
				}
				found = append(found, certificate)
			}
		}
	}
	return found, unreadable
}
