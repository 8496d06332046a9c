package saml

import (
	"strings"
	"time"

	"github.com/beevik/etree"
)

// Response is what a response says. Times are UTC and zero where the message has none; texts are exact, with any white space.
type Response struct {
	ID, Version, Destination, InResponseTo string
	Issued                                 time.Time // IssueInstant
	Issuer, IssuerFormat                   string    // empty if absent
	Status                                 Status
	Encrypted                              bool       // the assertion is, and Assertion is nil
	Assertion                              *Assertion // nil also where the identity provider refused
}

// Status is how the identity provider answered. Codes are URIs.
type Status struct {
	Code, Detail, Message string
}

// Success tells whether there was a sign-in.
func (s Status) Success() bool { return s.Code == statusSuccess }

// Assertion is what the identity provider says of one person.
type Assertion struct {
	ID, Version          string
	Issuer, IssuerFormat string
	Issued               time.Time // IssueInstant
	NameID               *NameID   // nil if absent or encrypted, and beside a BaseID
	Confirmations        []Confirmation
	Conditions           *Conditions // nil if absent
	Authentications      []Authentication
	Attributes           []Attribute
}

// NameID is the subject. Format is a URI, the unspecified one where the message has none.
type NameID struct {
	Value, Format, Qualifier, SPQualifier string
}

// Confirmation is one SubjectConfirmation.
type Confirmation struct {
	Bearer                  bool
	Recipient, InResponseTo string
	NotBefore, NotOnOrAfter time.Time
}

// Conditions limit where and when an assertion counts. Every one of Audiences must hold, by any of its members.
type Conditions struct {
	NotBefore, NotOnOrAfter time.Time
	Audiences               [][]string
	Unknown                 []string // names of conditions that "SAML 2.0 Core", 2.5.1, does not define
}

// Authentication is one AuthnStatement.
type Authentication struct {
	At, SessionNotOnOrAfter time.Time
	SessionIndex            string
}

// Attribute is one attribute with those values that are text.
type Attribute struct {
	Name, Format string
	Values       []string
}

// reader keeps the first fault, so that a message can be read without asking after each value.
type reader struct{ err error }

// readResponse reads the fields of a response; assertion is nil where there is none to read.
func readResponse(root, assertion *etree.Element) (Response, error) {
	var r reader
	response := Response{
		ID: plainOrEmpty(root, "ID"), Version: plainOrEmpty(root, "Version"),
		Destination: plainOrEmpty(root, "Destination"), InResponseTo: plainOrEmpty(root, "InResponseTo"),
		Issued: r.moment(root, "IssueInstant"), Issuer: r.text(root, "Issuer"), IssuerFormat: r.issuerFormat(root),
		Encrypted: child(root, assertionSpace, "EncryptedAssertion") != nil,
	}
	response.Status = r.status(root)
	if assertion != nil {
		response.Assertion = r.assertion(assertion)
	}
	return response, r.err
}

func (r *reader) status(root *etree.Element) Status {
	var s Status
	status := r.child(root, protocolSpace, "Status")
	if status == nil {
		return s
	}
	if code := child(status, protocolSpace, "StatusCode"); code != nil {
		s.Code = plainOrEmpty(code, "Value")
		if inner := child(code, protocolSpace, "StatusCode"); inner != nil {
			s.Detail = plainOrEmpty(inner, "Value")
		}
	}
	if message := child(status, protocolSpace, "StatusMessage"); message != nil {
		s.Message, _ = content(message)
	}
	return s
}

func (r *reader) assertion(e *etree.Element) *Assertion {
	a := &Assertion{
		ID: plainOrEmpty(e, "ID"), Version: plainOrEmpty(e, "Version"),
		Issued: r.moment(e, "IssueInstant"), Issuer: r.text(e, "Issuer"), IssuerFormat: r.issuerFormat(e),
	}
	if subject := r.child(e, assertionSpace, "Subject"); subject != nil {
		a.NameID = r.nameID(subject)
		for _, c := range children(subject, assertionSpace, "SubjectConfirmation") {
			a.Confirmations = append(a.Confirmations, r.confirmation(c))
		}
	}
	if conditions := r.child(e, assertionSpace, "Conditions"); conditions != nil {
		a.Conditions = r.conditions(conditions)
	}
	for _, statement := range children(e, assertionSpace, "AuthnStatement") {
		a.Authentications = append(a.Authentications, Authentication{
			At: r.moment(statement, "AuthnInstant"), SessionNotOnOrAfter: r.moment(statement, "SessionNotOnOrAfter"),
			SessionIndex: plainOrEmpty(statement, "SessionIndex"),
		})
	}
	for _, statement := range children(e, assertionSpace, "AttributeStatement") {
		for _, attribute := range children(statement, assertionSpace, "Attribute") {
			a.Attributes = append(a.Attributes, readAttribute(attribute))
		}
	}
	return a
}

func (r *reader) conditions(e *etree.Element) *Conditions {
	c := &Conditions{NotBefore: r.moment(e, "NotBefore"), NotOnOrAfter: r.moment(e, "NotOnOrAfter")}
	for _, condition := range e.ChildElements() {
		switch {
		case named(condition, assertionSpace, "AudienceRestriction"):
			var audiences []string
			for _, audience := range children(condition, assertionSpace, "Audience") {
				text, _ := content(audience)
				audiences = append(audiences, text)
			}
			c.Audiences = append(c.Audiences, audiences)
		case named(condition, assertionSpace, "OneTimeUse"), named(condition, assertionSpace, "ProxyRestriction"):
		default:
			c.Unknown = append(c.Unknown, tagOf(condition))
		}
	}
	return c
}

func (r *reader) nameID(subject *etree.Element) *NameID {
	e := r.child(subject, assertionSpace, "NameID")
	if e == nil || child(subject, assertionSpace, "BaseID") != nil || child(subject, assertionSpace, "EncryptedID") != nil {
		return nil
	}
	id := &NameID{
		Value: r.text(subject, "NameID"), Format: plainOrEmpty(e, "Format"),
		Qualifier: plainOrEmpty(e, "NameQualifier"), SPQualifier: plainOrEmpty(e, "SPNameQualifier"),
	}
	if id.Format == "" {
		id.Format = unspecifiedName
	}
	return id
}

func (r *reader) confirmation(e *etree.Element) Confirmation {
	c := Confirmation{Bearer: plainOrEmpty(e, "Method") == bearerMethod}
	if data := r.child(e, assertionSpace, "SubjectConfirmationData"); data != nil {
		c.Recipient, c.InResponseTo = plainOrEmpty(data, "Recipient"), plainOrEmpty(data, "InResponseTo")
		c.NotBefore, c.NotOnOrAfter = r.moment(data, "NotBefore"), r.moment(data, "NotOnOrAfter")
	}
	return c
}

func readAttribute(e *etree.Element) Attribute {
	a := Attribute{Name: plainOrEmpty(e, "Name"), Format: plainOrEmpty(e, "NameFormat")}
	for _, value := range children(e, assertionSpace, "AttributeValue") {
		if text, plain := content(value); plain {
			a.Values = append(a.Values, text)
		}
	}
	return a
}

// child is the one child element of this name, or nil. Of two, another reader might take the other one.
func (r *reader) child(parent *etree.Element, space, tag string) *etree.Element {
	found := children(parent, space, tag)
	if len(found) > 1 && r.err == nil {
		r.err = fault(CodeXML, "%s holds %d elements %s where one belongs", tagOf(parent), len(found), tag)
	}
	if len(found) == 0 {
		return nil
	}
	return found[0]
}

func (r *reader) issuerFormat(parent *etree.Element) string {
	if issuer := r.child(parent, assertionSpace, "Issuer"); issuer != nil {
		return plainOrEmpty(issuer, "Format")
	}
	return ""
}

// text is the content of the one child of this name, which must have no elements of its own.
func (r *reader) text(parent *etree.Element, tag string) string {
	e := r.child(parent, assertionSpace, tag)
	if e == nil {
		return ""
	}
	text, plain := content(e)
	if !plain && r.err == nil {
		r.err = fault(CodeXML, "the element %s holds elements where text belongs", tag)
	}
	return text
}

// moment reads a time, which SAML wants in UTC ("SAML 2.0 Core", 1.3.3).
func (r *reader) moment(e *etree.Element, name string) time.Time {
	text, present := plain(e, name)
	if !present {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if (err != nil || !strings.HasSuffix(text, "Z")) && r.err == nil {
		r.err = fault(CodeXML, "%s of %s is no time that ends in Z, such as 2026-11-21T10:00:00Z", name, tagOf(e))
	}
	return t
}
