package saml

import (
	"cmp"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/beevik/etree"
)

// StatusPartialLogout says beside success that somebody may still be signed in at others ("SAML 2.0 Core", 3.2.2.2).
const StatusPartialLogout = "urn:oasis:names:tc:SAML:2.0:status:PartialLogout"

// SingleLogout is where one side takes messages of single logout.
type SingleLogout struct {
	Post    bool   `json:"post,omitempty"` // by HTTP-POST; else by HTTP-Redirect
	Address string `json:"address"`
	Answers string `json:"answers"` // where it takes the answers among them
}

// singleLogout reads the SingleLogoutService of a role, by HTTP-Redirect rather than by HTTP-POST, as written; its zero value is none.
func singleLogout(role *etree.Element) SingleLogout {
	var found SingleLogout
	for _, service := range children(role, metadataSpace, "SingleLogoutService") {
		binding := plainOrEmpty(service, "Binding")
		if binding != redirectBinding && binding != postBinding || found.Address != "" && (!found.Post || binding == postBinding) {
			continue
		}
		at := plainOrEmpty(service, "Location")
		found = SingleLogout{binding == postBinding, at, cmp.Or(plainOrEmpty(service, "ResponseLocation"), at)}
	}
	return found
}

// Offered tells whether there is single logout at all. Addresses other than plain ones are a Fault, as with Provider.Address.
func (s SingleLogout) Offered() (bool, error) {
	if s == (SingleLogout{}) {
		return false, nil
	}
	for _, address := range []string{s.Address, s.Answers} {
		if _, err := plainAddress("SingleLogoutService", address); err != nil {
			return false, err
		}
	}
	return true, nil
}

// Sent is a message on its way by a browser: an address to go to or, with a Parameter, a form to post there.
type Sent struct{ Address, Parameter, Message, RelayState string }

// send signs a message and makes it go to an address, which is a plain one.
func (s SingleLogout) send(to, parameter, text, relayState string, key Key) (Sent, error) {
	address, err := url.Parse(to)
	if err != nil {
		return Sent{}, fmt.Errorf("address of single logout: %w", err)
	}
	if !s.Post {
		return Sent{Address: redirected(address, parameter, []byte(text), relayState, key)}, nil
	}
	tree := etree.NewDocument()
	if err := tree.ReadFromString(text); err != nil {
		return Sent{}, fmt.Errorf("write a message of single logout: %w", err)
	}
	if err := sign(tree.Root(), key); err != nil {
		return Sent{}, err
	}
	message, err := written(tree.Root())
	return Sent{to, parameter, base64.StdEncoding.EncodeToString(message), relayState}, err
}

// LogoutRequest asks that somebody's sessions be ended ("SAML 2.0 Core", 3.7.1).
type LogoutRequest struct {
	ID             string // of NewID
	At             time.Time
	Issuer         string // entityID of who asks
	NameID         NameID
	SessionIndexes []string // by which the other side knows the sessions; none: all of them
}

// To signs the request for one side.
func (r LogoutRequest) To(at SingleLogout, key Key) (Sent, error) {
	var b strings.Builder
	fmt.Fprintf(&b, `<samlp:LogoutRequest xmlns:samlp="%s" xmlns:saml="%s" ID="%s" Version="2.0" IssueInstant="%s" NotOnOrAfter="%s" Destination="%s"><saml:Issuer>%s</saml:Issuer><saml:NameID`,
		protocolSpace, assertionSpace, escaped(r.ID), stamp(r.At), stamp(r.At.Add(Freshness)), escaped(at.Address), escaped(r.Issuer))
	for _, a := range [][2]string{{"Format", r.NameID.Format}, {"NameQualifier", r.NameID.Qualifier}, {"SPNameQualifier", r.NameID.SPQualifier}} {
		if a[1] != "" {
			fmt.Fprintf(&b, ` %s="%s"`, a[0], escaped(a[1]))
		}
	}
	fmt.Fprintf(&b, `>%s</saml:NameID>`, escaped(r.NameID.Value))
	for _, index := range r.SessionIndexes {
		fmt.Fprintf(&b, `<samlp:SessionIndex>%s</samlp:SessionIndex>`, escaped(index))
	}
	b.WriteString(`</samlp:LogoutRequest>`)
	return at.send(at.Address, "SAMLRequest", b.String(), "", key)
}

// LogoutResponse says that somebody's sessions were ended ("SAML 2.0 Core", 3.7.2).
type LogoutResponse struct {
	At                       time.Time
	Issuer                   string // entityID of who answers
	InResponseTo, RelayState string // of the request
	Partial                  bool   // others may go on
}

// To signs the answer for one side.
func (r LogoutResponse) To(at SingleLogout, key Key) (Sent, error) {
	partial := ""
	if r.Partial {
		partial = fmt.Sprintf(`<samlp:StatusCode Value="%s"/>`, StatusPartialLogout)
	}
	text := fmt.Sprintf(`<samlp:LogoutResponse xmlns:samlp="%s" xmlns:saml="%s" ID="%s" Version="2.0" IssueInstant="%s" Destination="%s" InResponseTo="%s">`+
		`<saml:Issuer>%s</saml:Issuer><samlp:Status><samlp:StatusCode Value="%s">%s</samlp:StatusCode></samlp:Status></samlp:LogoutResponse>`,
		protocolSpace, assertionSpace, NewID(), stamp(r.At), escaped(at.Answers), escaped(r.InResponseTo), escaped(r.Issuer), statusSuccess, partial)
	return at.send(at.Answers, "SAMLResponse", text, r.RelayState, key)
}

// Logout is a message of single logout. Nobody has vouched for it before Expect.
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
	said         query          // of an address; nil of a form
	root         *etree.Element // of a form; nil of an address
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
	signed := false
	walk(root, func(e *etree.Element) { signed = signed || e.NamespaceURI() == signatureSpace })
	if signed {
		return Logout{}, fault(CodeShape, "the message holds a signature, where the query has to be signed")
	}
	l := Logout{Answer: said.parameter() == "SAMLResponse", said: said}
	if l.RelayState, err = said.value("RelayState"); err != nil {
		return Logout{}, err
	}
	return l.read(root)
}

// ReadLogoutPost reads one that came as a form ("Bindings for SAML 2.0", 3.5). It refuses as ReadLogout does.
func ReadLogoutPost(form url.Values) (Logout, error) {
	if len(form["SAMLRequest"])+len(form["SAMLResponse"]) != 1 || len(form["RelayState"]) > 1 {
		return Logout{}, fault(CodeNotRequest, "there is not exactly one SAMLRequest or SAMLResponse, and one RelayState at most")
	}
	document, err := Decode(form.Get("SAMLRequest") + form.Get("SAMLResponse"))
	if err != nil {
		return Logout{}, err
	}
	root, err := parse(document)
	if err != nil {
		return Logout{}, err
	}
	if err := signedAtMostOnce(root); err != nil {
		return Logout{}, err
	}
	l := Logout{Answer: form.Has("SAMLResponse"), RelayState: form.Get("RelayState"), root: root}
	return l.read(root)
}

func (l Logout) read(root *etree.Element) (Logout, error) {
	if want := map[bool]string{false: "LogoutRequest", true: "LogoutResponse"}[l.Answer]; !named(root, protocolSpace, want) {
		return Logout{}, fault(CodeNotRequest, "the root element is %s, not the %s of SAML 2.0", tagOf(root), want)
	}
	var r reader
	l.ID, l.Version, l.Destination = plainOrEmpty(root, "ID"), plainOrEmpty(root, "Version"), plainOrEmpty(root, "Destination")
	l.Issuer, l.issuerFormat, l.Issued = r.text(root, "Issuer"), r.issuerFormat(root), r.moment(root, "IssueInstant")
	if l.Answer {
		l.InResponseTo, l.Status = plainOrEmpty(root, "InResponseTo"), r.status(root)
		return l, r.err
	}
	l.NotOnOrAfter, l.NameID, l.SessionIndexes = r.moment(root, "NotOnOrAfter"), r.nameID(root), nil
	for _, index := range children(root, protocolSpace, "SessionIndex") {
		text, plain := content(index)
		if !plain && r.err == nil {
			r.err = fault(CodeXML, "a SessionIndex holds elements where text belongs")
		}
		l.SessionIndexes = append(l.SessionIndexes, text)
	}
	return l, r.err
}

// verified is the message as it was signed.
func (l Logout) verified(by []*x509.Certificate) (Logout, error) {
	if l.root == nil {
		if _, signed := l.said["Signature"]; !signed {
			return Logout{}, fault(CodeUnsigned, "the message is not signed")
		}
		return l, l.said.signed(by)
	}
	if err := shapeOf(l.root, false); err != nil {
		return Logout{}, err
	}
	signed, err := verifyElement(l.root, Trust{Certificates: by})
	if err != nil {
		return Logout{}, err
	}
	if signed.element == nil {
		return Logout{}, fault(CodeUnsigned, "the message is not signed")
	}
	return l.read(signed.element)
}

// Expect judges a message of single logout ("Profiles for SAML 2.0", 4.4.4): by its signature, and by what is expected, of which Recipient is
// the address to which it was brought, and Request that which it has to answer. It returns the message as it was signed, or refuses with
// a Fault, at the first step that does not hold. A refusal by the other side is none: see Status.
func (l Logout) Expect(e Expected, by []*x509.Certificate) (Logout, error) {
	l, err := l.verified(by)
	if err != nil {
		return Logout{}, err
	}
	switch {
	case l.Version != "2.0":
		err = fault(CodeVersion, "the Version of the message is not 2.0")
	case l.Destination != e.Recipient:
		err = fault(CodeDestination, "the Destination is missing, or is not our address %s", e.Recipient)
	case !e.issued(l.Issuer, l.issuerFormat):
		err = fault(CodeIssuer, "the Issuer of the message is not %s", e.Provider)
	case !ncName.MatchString(l.ID):
		err = fault(CodeReplay, "the message has no ID, by which it would be known again, or a wrong one")
	case l.Answer && (e.Request == "" || l.InResponseTo != e.Request):
		err = fault(CodeRequest, "the message does not answer the request of this browser")
	case !l.Answer && (l.NameID == nil || strings.TrimSpace(l.NameID.Value) == ""):
		err = fault(CodeSubject, "there is no NameID, or an empty or encrypted one")
	default:
		err = e.fresh("the message", l.Issued)
	}
	if err == nil && !l.NotOnOrAfter.IsZero() {
		err = e.ended("the message", l.NotOnOrAfter)
	}
	if err != nil {
		return Logout{}, err
	}
	return l, nil
}

// Once is a digest of the ID, by which the message is known again; after OnceUntil it is refused for its age.
func (l Logout) Once() string { return once(l.Issuer, "logout", l.ID) }

// OnceUntil is when the message is too old to count.
func (l Logout) OnceUntil() time.Time { return onceUntil(l.Issued) }
