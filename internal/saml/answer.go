package saml

import (
	"cmp"
	"crypto/x509"
	"fmt"
	"strings"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

// Formats of names and what else an identity provider chooses from ("SAML 2.0 Core", 8.3 and 3.2.2.2).
const (
	FormatUnspecified = unspecifiedName
	FormatEmail       = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
	FormatPersistent  = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
	FormatTransient   = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"

	StatusResponder   = "urn:oasis:names:tc:SAML:2.0:status:Responder"
	StatusRequester   = "urn:oasis:names:tc:SAML:2.0:status:Requester"
	StatusNoPassive   = "urn:oasis:names:tc:SAML:2.0:status:NoPassive"
	StatusNoContext   = "urn:oasis:names:tc:SAML:2.0:status:NoAuthnContext"
	StatusNameID      = "urn:oasis:names:tc:SAML:2.0:status:InvalidNameIDPolicy"
	StatusUnsupported = "urn:oasis:names:tc:SAML:2.0:status:RequestUnsupported"
)

// Answer is what an identity provider says to a service provider: of one person or, where Refused is given, that it does not. IDs are
// made when it is written, anew each time.
type Answer struct {
	Issuer       string // entityID of the identity provider
	Audience     string // entityID of the service provider
	Recipient    string // its AssertionConsumerService
	InResponseTo string // ID of the request; empty where nobody has asked
	At           time.Time
	Refused      Status // success, its zero value, is none

	NameID        NameID
	Authenticated time.Time // when the person signed in
	Class         string    // how, as an AuthnContextClassRef
	SessionIndex  string    // by which the session is known when it ends; empty: one is made, and forgotten
	SessionEnds   time.Time // zero leaves that to the service provider
	Attributes    []Attribute
	EncryptTo     *x509.Certificate // of the service provider, which alone can read the assertion then; nil: everybody can
}

// early is by how much a clock of theirs may be late.
const early = time.Minute

// Sign writes the answer and signs it: the assertion, which is encrypted after that, and the whole. What it returns has passed Read and
// Verify, as whoever takes it will do the like; an answer that would not is an error.
func (a Answer) Sign(key Key) ([]byte, error) {
	tree := etree.NewDocument()
	if err := tree.ReadFromString(a.text()); err != nil {
		return nil, fmt.Errorf("write an answer: %w", err)
	}
	root := tree.Root()
	if assertion := child(root, assertionSpace, "Assertion"); assertion != nil {
		if err := sign(assertion, key); err != nil {
			return nil, err
		}
		if a.EncryptTo != nil {
			if err := hide(assertion, key, a.EncryptTo); err != nil {
				return nil, err
			}
		}
	}
	if err := sign(root, key); err != nil {
		return nil, err
	}
	message, err := written(root)
	if err != nil {
		return nil, err
	}
	document, err := Read(message)
	if err != nil {
		return nil, fmt.Errorf("read an answer of our own: %w", err)
	}
	if _, err := document.Verify(key.trust()); err != nil {
		return nil, fmt.Errorf("verify an answer of our own: %w", err)
	}
	return message, nil
}

// hide puts an assertion that is signed out of sight. Its signature is verified before, as nobody else but its reader can.
func hide(assertion *etree.Element, key Key, to *x509.Certificate) error {
	if _, err := verifyElement(assertion, key.trust()); err != nil {
		return fmt.Errorf("verify an assertion of our own: %w", err)
	}
	hidden, err := encrypt(assertion, to)
	if err != nil {
		return err
	}
	around, at := assertion.Parent(), assertion.Index()
	around.RemoveChildAt(at)
	around.InsertChildAt(at, hidden)
	return nil
}

// sign puts a signature where the schema wants it: behind the Issuer, which comes first.
func sign(e *etree.Element, key Key) error {
	context, err := dsig.NewSigningContext(key.Private, [][]byte{key.Certificate.Raw})
	if err != nil {
		return fmt.Errorf("sign %s: %w", e.Tag, err)
	}
	context.Canonicalizer = dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("")
	alone, err := standing(e)
	if err != nil {
		return err
	}
	signature, err := context.ConstructSignature(alone, true)
	if err != nil {
		return fmt.Errorf("sign %s: %w", e.Tag, err)
	}
	e.InsertChildAt(1, signature)
	return nil
}

// text is the answer before it is signed, in the order of the schema. White space would be signed too, so there is none.
func (a Answer) text() string {
	inResponseTo := ""
	if a.InResponseTo != "" {
		inResponseTo = fmt.Sprintf(` InResponseTo="%s"`, escaped(a.InResponseTo))
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<samlp:Response xmlns:samlp="%s" xmlns:saml="%s" ID="%s" Version="2.0" IssueInstant="%s" Destination="%s"%s><saml:Issuer>%s</saml:Issuer>`,
		protocolSpace, assertionSpace, NewID(), stamp(a.At), escaped(a.Recipient), inResponseTo, escaped(a.Issuer))
	if a.Refused != (Status{}) {
		fmt.Fprintf(&b, `<samlp:Status><samlp:StatusCode Value="%s"><samlp:StatusCode Value="%s"/></samlp:StatusCode></samlp:Status></samlp:Response>`,
			escaped(a.Refused.Code), escaped(a.Refused.Detail))
		return b.String()
	}
	fmt.Fprintf(&b, `<samlp:Status><samlp:StatusCode Value="%s"/></samlp:Status>`, statusSuccess)
	fmt.Fprintf(&b, `<saml:Assertion ID="%s" Version="2.0" IssueInstant="%s"><saml:Issuer>%s</saml:Issuer>`, NewID(), stamp(a.At), escaped(a.Issuer))
	fmt.Fprintf(&b, `<saml:Subject><saml:NameID Format="%s">%s</saml:NameID><saml:SubjectConfirmation Method="%s"><saml:SubjectConfirmationData%s NotOnOrAfter="%s" Recipient="%s"/></saml:SubjectConfirmation></saml:Subject>`,
		escaped(a.NameID.Format), escaped(a.NameID.Value), bearerMethod, inResponseTo, stamp(a.At.Add(Freshness)), escaped(a.Recipient))
	fmt.Fprintf(&b, `<saml:Conditions NotBefore="%s" NotOnOrAfter="%s"><saml:AudienceRestriction><saml:Audience>%s</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
		stamp(a.At.Add(-early)), stamp(a.At.Add(Freshness)), escaped(a.Audience))
	ends := ""
	if !a.SessionEnds.IsZero() {
		ends = fmt.Sprintf(` SessionNotOnOrAfter="%s"`, stamp(a.SessionEnds))
	}
	fmt.Fprintf(&b, `<saml:AuthnStatement AuthnInstant="%s" SessionIndex="%s"%s><saml:AuthnContext><saml:AuthnContextClassRef>%s</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
		stamp(a.Authenticated), escaped(cmp.Or(a.SessionIndex, NewID())), ends, escaped(a.Class))
	if len(a.Attributes) > 0 { // the schema wants an Attribute in a statement of them
		b.WriteString(`<saml:AttributeStatement>`)
		for _, attribute := range a.Attributes {
			attribute.write(&b)
		}
		b.WriteString(`</saml:AttributeStatement>`)
	}
	b.WriteString(`</saml:Assertion></samlp:Response>`)
	return b.String()
}

func (a Attribute) write(b *strings.Builder) {
	fmt.Fprintf(b, `<saml:Attribute Name="%s"`, escaped(a.Name))
	if a.Format != "" {
		fmt.Fprintf(b, ` NameFormat="%s"`, escaped(a.Format))
	}
	b.WriteString(`>`)
	for _, value := range a.Values {
		fmt.Fprintf(b, `<saml:AttributeValue>%s</saml:AttributeValue>`, escaped(value))
	}
	b.WriteString(`</saml:Attribute>`)
}

// stamp writes a time as SAML wants it ("SAML 2.0 Core", 1.3.3).
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
