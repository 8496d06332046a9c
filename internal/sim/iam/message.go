package iam

import (
	"crypto/x509"
	"encoding/base64"
	"errors"
	"strings"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// Namespaces of SAML 2.0.
const (
	protocolSpace  = "urn:oasis:names:tc:SAML:2.0:protocol"
	assertionSpace = "urn:oasis:names:tc:SAML:2.0:assertion"
	success        = "urn:oasis:names:tc:SAML:2.0:status:Success"
	bearer         = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
)

// attributePrefix begins the names of AWS's attributes; capital letters count.
const attributePrefix = "https://aws.amazon.com/SAML/Attributes/"

// largestField is how many characters of base64 are taken.
// Source: AWS STS API Reference, "AssumeRoleWithSAML".
const largestField = 100_000

// Message is a SAMLResponse that is read and not believed yet.
type Message struct {
	root, assertion *etree.Element
}

// ReadMessage reads the field of a form. Its refusal is that of STS.
func ReadMessage(field string) (Message, error) {
	bad := refuse("InvalidIdentityToken", "Invalid base64 SAMLResponse (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException)")
	if len(field) < 4 || len(field) > largestField {
		return Message{}, refuse("ValidationError", "1 validation error detected: Value at 'sAMLAssertion' failed to satisfy constraint: Member must have length greater than or equal to 4 and less than or equal to %d", largestField)
	}
	text, err := base64.StdEncoding.DecodeString(field)
	if err != nil {
		return Message{}, bad
	}
	tree := etree.NewDocument()
	tree.ReadSettings.ValidateInput = true
	if err := tree.ReadFromBytes(text); err != nil {
		return Message{}, bad
	}
	m := Message{root: tree.Root()}
	if m.root == nil || m.root.Tag != "Response" || m.root.NamespaceURI() != protocolSpace {
		return Message{}, bad
	}
	assertions := children(m.root, assertionSpace, "Assertion")
	if len(assertions) != 1 || value(m.root, protocolSpace, "Status", "StatusCode", "@Value") != success {
		return Message{}, bad
	}
	m.assertion = assertions[0]
	return m, nil
}

// Roles are the pairs that the message offers; false where it offers none, or one that is none.
// Source: IAM User Guide, "Configure SAML assertions for the authentication response", SAML role attribute.
func (m Message) Roles() ([]Pair, bool) {
	values := attributes(m.assertion)["Role"]
	pairs := make([]Pair, 0, len(values))
	for _, text := range values {
		pair, ok := pairOf(text)
		if !ok {
			return nil, false
		}
		pairs = append(pairs, pair)
	}
	return pairs, len(pairs) > 0
}

// Pair is a role and the provider that vouches for it, by their ARNs.
type Pair struct{ Role, Provider string }

// pairOf reads a value of Role; either ARN may come first.
func pairOf(text string) (Pair, bool) {
	at := strings.LastIndex(text, ",arn:")
	if at < 0 || strings.ContainsAny(text, " \t\r\n") {
		return Pair{}, false
	}
	first, second := text[:at], text[at+1:]
	if strings.Contains(first, ":saml-provider/") {
		first, second = second, first
	}
	pair := Pair{first, second}
	return pair, part(pair.Role, "role/") && part(pair.Provider, "saml-provider/")
}

// part tells whether a text is the ARN of a thing of IAM of a kind.
func part(arn, kind string) bool {
	fields := strings.SplitN(arn, ":", 6)
	return len(fields) == 6 && fields[0] == "arn" && fields[2] == "iam" && fields[3] == "" && len(fields[4]) == 12 && strings.HasPrefix(fields[5], kind)
}

// AccountOf is the account in an ARN.
func AccountOf(arn string) string {
	if fields := strings.Split(arn, ":"); len(fields) > 5 {
		return fields[4]
	}
	return ""
}

// statement is what a verified assertion says.
type statement struct {
	issuer, nameID, nameFormat string
	issued, sessionEnds        time.Time
	recipient                  string
	confirmed                  int       // SubjectConfirmations
	confirmedUntil             time.Time // zero where it is not said
	notBefore, notOnOrAfter    time.Time // of the conditions
	audiences                  [][]string
	attributes                 map[string][]string // AWS's, by what is behind their prefix
}

// verified is what the assertion says, when every signature that there is is good by one of these keys, and there is one.
func (m Message) verified(by []*x509.Certificate) (statement, error) {
	said := m.assertion
	signed := false
	for _, e := range []*etree.Element{m.root, m.assertion} {
		if len(children(e, dsig.Namespace, dsig.SignatureTag)) == 0 {
			continue
		}
		whole, err := signedBy(e, by)
		if err != nil {
			return statement{}, err
		}
		if signed, said = true, whole; e == m.root {
			inner := children(whole, assertionSpace, "Assertion")
			if len(inner) != 1 {
				return statement{}, errors.New("the assertion is outside of what was signed")
			}
			said = inner[0]
		}
	}
	if !signed {
		return statement{}, errors.New("nothing is signed")
	}
	return read(said)
}

// signedBy is an element as it was signed, by one of these keys.
func signedBy(e *etree.Element, by []*x509.Certificate) (*etree.Element, error) {
	around, err := etreeutils.NSBuildParentContext(e)
	if err != nil {
		return nil, err
	}
	alone, err := etreeutils.NSDetatch(around, e)
	if err != nil {
		return nil, err
	}
	err = errors.New("there is no key to verify it by")
	for _, certificate := range by {
		context := dsig.NewDefaultValidationContext(&dsig.MemoryX509CertificateStore{Roots: []*x509.Certificate{certificate}})
		context.Clock = dsig.NewFakeClockAt(certificate.NotBefore) // IAM says nothing of when a certificate in metadata ends
		var whole *etree.Element
		if whole, err = context.Validate(alone); err == nil {
			return whole, nil
		}
	}
	return nil, err
}

func read(a *etree.Element) (statement, error) {
	s := statement{issuer: value(a, assertionSpace, "Issuer"), attributes: attributes(a)}
	subject := children(a, assertionSpace, "Subject")
	if len(subject) == 1 {
		s.nameID, s.nameFormat = value(subject[0], assertionSpace, "NameID"), value(subject[0], assertionSpace, "NameID", "@Format")
		for _, c := range children(subject[0], assertionSpace, "SubjectConfirmation") {
			s.confirmed++
			if c.SelectAttrValue("Method", "") == bearer {
				s.recipient = value(c, assertionSpace, "SubjectConfirmationData", "@Recipient")
				s.confirmedUntil = moment(value(c, assertionSpace, "SubjectConfirmationData", "@NotOnOrAfter"))
			}
		}
	}
	for _, c := range children(a, assertionSpace, "Conditions") {
		s.notBefore, s.notOnOrAfter = moment(c.SelectAttrValue("NotBefore", "")), moment(c.SelectAttrValue("NotOnOrAfter", ""))
		for _, restriction := range children(c, assertionSpace, "AudienceRestriction") {
			var all []string
			for _, audience := range children(restriction, assertionSpace, "Audience") {
				all = append(all, strings.TrimSpace(audience.Text()))
			}
			s.audiences = append(s.audiences, all)
		}
	}
	s.sessionEnds = moment(value(a, assertionSpace, "AuthnStatement", "@SessionNotOnOrAfter"))
	if s.issued = moment(a.SelectAttrValue("IssueInstant", "")); s.issued.IsZero() {
		return s, errors.New("there is no IssueInstant")
	}
	return s, nil
}

// attributes are AWS's, by what is behind their prefix.
func attributes(assertion *etree.Element) map[string][]string {
	all := map[string][]string{}
	for _, statement := range children(assertion, assertionSpace, "AttributeStatement") {
		for _, attribute := range children(statement, assertionSpace, "Attribute") {
			name, is := strings.CutPrefix(attribute.SelectAttrValue("Name", ""), attributePrefix)
			if !is {
				continue
			}
			for _, v := range children(attribute, assertionSpace, "AttributeValue") {
				all[name] = append(all[name], v.Text())
			}
		}
	}
	return all
}

// children are the elements of a name below one.
func children(e *etree.Element, space, tag string) []*etree.Element {
	var all []*etree.Element
	for _, c := range e.ChildElements() {
		if c.Tag == tag && c.NamespaceURI() == space {
			all = append(all, c)
		}
	}
	return all
}

// value is the text of the first element at a path, or the attribute that ends it; "" where there is none.
func value(e *etree.Element, space string, path ...string) string {
	for _, step := range path {
		if name, is := strings.CutPrefix(step, "@"); is {
			return e.SelectAttrValue(name, "")
		}
		below := children(e, space, step)
		if len(below) == 0 {
			return ""
		}
		e = below[0]
	}
	return strings.TrimSpace(e.Text())
}

// moment reads a time of SAML; the zero time where there is none.
func moment(text string) time.Time {
	at, _ := time.Parse(time.RFC3339, text)
	return at
}
