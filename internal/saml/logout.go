package saml

import (
	"crypto/x509"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/beevik/etree"
)

// LogoutRequest asks that somebody's sessions be ended ("SAML 2.0 Core", 3.7.1).
type LogoutRequest struct {
	ID           string // of NewID
	At           time.Time
	Address      *url.URL // to which it goes
	Issuer       string   // entityID of who asks
	NameID       NameID
	SessionIndex string // by which the other side knows the session; empty: all of them
}

// Redirect is the address with the request in it, signed.
func (r LogoutRequest) Redirect(key Key) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<samlp:LogoutRequest xmlns:samlp="%s" xmlns:saml="%s" ID="%s" Version="2.0" IssueInstant="%s" NotOnOrAfter="%s" Destination="%s"><saml:Issuer>%s</saml:Issuer><saml:NameID`,
		protocolSpace, assertionSpace, escaped(r.ID), stamp(r.At), stamp(r.At.Add(Freshness)), escaped(r.Address.String()), escaped(r.Issuer))
	for _, a := range [][2]string{{"Format", r.NameID.Format}, {"NameQualifier", r.NameID.Qualifier}, {"SPNameQualifier", r.NameID.SPQualifier}} {
		if a[1] != "" {
			fmt.Fprintf(&b, ` %s="%s"`, a[0], escaped(a[1]))
		}
	}
	fmt.Fprintf(&b, `>%s</saml:NameID>`, escaped(r.NameID.Value))
	if r.SessionIndex != "" {
		fmt.Fprintf(&b, `<samlp:SessionIndex>%s</samlp:SessionIndex>`, escaped(r.SessionIndex))
	}
	b.WriteString(`</samlp:LogoutRequest>`)
	return redirected(r.Address, "SAMLRequest", []byte(b.String()), "", key)
}

// LogoutResponse says that somebody's sessions were ended ("SAML 2.0 Core", 3.7.2).
type LogoutResponse struct {
	At                       time.Time
	Address                  *url.URL // to which it goes
	Issuer                   string   // entityID of who answers
	InResponseTo, RelayState string   // of the request
}

// Redirect is the address with the answer in it, signed.
func (r LogoutResponse) Redirect(key Key) string {
	text := fmt.Sprintf(`<samlp:LogoutResponse xmlns:samlp="%s" xmlns:saml="%s" ID="%s" Version="2.0" IssueInstant="%s" Destination="%s" InResponseTo="%s">`+
		`<saml:Issuer>%s</saml:Issuer><samlp:Status><samlp:StatusCode Value="%s"/></samlp:Status></samlp:LogoutResponse>`,
		protocolSpace, assertionSpace, NewID(), stamp(r.At), escaped(r.Address.String()), escaped(r.InResponseTo), escaped(r.Issuer), statusSuccess)
	return redirected(r.Address, "SAMLResponse", []byte(text), r.RelayState, key)
}

// Logout is a message of single logout, as an address brought it. Nobody has vouched for it before Expect.
type Logout struct {
	Answer                           bool // it answers a LogoutRequest; else it is one
	ID, Version, Destination, Issuer string
	Issued, NotOnOrAfter             time.Time // zero where the message has none
	RelayState                       string

	NameID         *NameID  // of a request: whose sessions; nil if absent or encrypted
	SessionIndexes []string // which of them; none: all
	InResponseTo   string   // of an answer
	Status         Status

	issuerFormat string
	said         query
}

// ReadLogout reads a message of single logout from the raw query of an address ("Bindings for SAML 2.0", 3.4). It refuses with a Fault of
// reading, or CodeNotRequest.
func ReadLogout(rawQuery string) (Logout, error) {
	said, err := splitQuery(rawQuery)
	if err != nil {
		return Logout{}, err
	}
	document, err := said.message()
	if err != nil {
		return Logout{}, err
	}
	root, err := parse(document)
	if err != nil {
		return Logout{}, err
	}
	l := Logout{Answer: said.parameter() == "SAMLResponse", said: said}
	want := map[bool]string{false: "LogoutRequest", true: "LogoutResponse"}[l.Answer]
	if !named(root, protocolSpace, want) {
		return Logout{}, fault(CodeNotRequest, "the root element is %s, not the %s of SAML 2.0", tagOf(root), want)
	}
	signed := false
	walk(root, func(e *etree.Element) { signed = signed || e.NamespaceURI() == signatureSpace })
	if signed {
		return Logout{}, fault(CodeShape, "the message holds a signature, where the query has to be signed")
	}
	if l.RelayState, err = said.value("RelayState"); err != nil {
		return Logout{}, err
	}
	return l.read(root)
}

func (l Logout) read(root *etree.Element) (Logout, error) {
	var r reader
	l.ID, l.Version, l.Destination = plainOrEmpty(root, "ID"), plainOrEmpty(root, "Version"), plainOrEmpty(root, "Destination")
	l.Issuer, l.issuerFormat, l.Issued = r.text(root, "Issuer"), r.issuerFormat(root), r.moment(root, "IssueInstant")
	if l.Answer {
		l.InResponseTo, l.Status = plainOrEmpty(root, "InResponseTo"), r.status(root)
		return l, r.err
	}
	l.NotOnOrAfter, l.NameID = r.moment(root, "NotOnOrAfter"), r.nameID(root)
	for _, index := range children(root, protocolSpace, "SessionIndex") {
		text, plain := content(index)
		if !plain && r.err == nil {
			r.err = fault(CodeXML, "a SessionIndex holds elements where text belongs")
		}
		l.SessionIndexes = append(l.SessionIndexes, text)
	}
	return l, r.err
}

// Expect judges a message of single logout ("Profiles for SAML 2.0", 4.4.4): by its signature, and by what is expected, of which Recipient is
// the address to which it was brought, and Request that which it has to answer. It refuses with a Fault, at the first step that
// does not hold. A refusal by the other side is none: see Status.
func (l Logout) Expect(e Expected, by []*x509.Certificate) error {
	if _, signed := l.said["Signature"]; !signed {
		return fault(CodeUnsigned, "the message is not signed")
	}
	if err := l.said.signed(by); err != nil {
		return err
	}
	switch {
	case l.Version != "2.0":
		return fault(CodeVersion, "the Version of the message is not 2.0")
	case l.Destination != e.Recipient:
		return fault(CodeDestination, "the Destination is missing, or is not our address %s", e.Recipient)
	case !e.issued(l.Issuer, l.issuerFormat):
		return fault(CodeIssuer, "the Issuer of the message is not %s", e.Provider)
	case !ncName.MatchString(l.ID):
		return fault(CodeReplay, "the message has no ID, by which it would be known again, or a wrong one")
	case l.Answer && (e.Request == "" || l.InResponseTo != e.Request):
		return fault(CodeRequest, "the message does not answer the request of this browser")
	case !l.Answer && (l.NameID == nil || strings.TrimSpace(l.NameID.Value) == ""):
		return fault(CodeSubject, "there is no NameID, or an empty or encrypted one")
	}
	if err := e.fresh("the message", l.Issued); err != nil {
		return err
	}
	if l.NotOnOrAfter.IsZero() {
		return nil
	}
	return e.ended("the message", l.NotOnOrAfter)
}

// Once is a digest of the ID, by which the message is known again; after OnceUntil it is refused for its age.
func (l Logout) Once() string { return once(l.Issuer, "logout", l.ID) }

// OnceUntil is when the message is too old to count.
func (l Logout) OnceUntil() time.Time { return l.Issued.Add(Freshness + 2*Skew) }
