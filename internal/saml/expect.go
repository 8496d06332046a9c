package saml

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// Codes of what a service provider expects of a message that is signed as it should be, in the order of Expect.
const (
	CodeVersion        Code = "SP-VERSION"
	CodeDestination    Code = "SP-DESTINATION"
	CodeIssuer         Code = "SP-ISSUER"
	CodeStatus         Code = "IDP-STATUS"
	CodeEncrypted      Code = "IN-ENCRYPTED"
	CodeRequest        Code = "SP-REQUEST"
	CodeFuture         Code = "TIME-FUTURE"
	CodeOld            Code = "TIME-OLD5"
	CodeSubject        Code = "SP-SUBJECT"
	CodeConfirmation   Code = "SP-CONFIRMATION"
	CodeRecipient      Code = "SP-RECIPIENT"
	CodeExpired        Code = "TIME-EXPIRED"
	CodeConditions     Code = "SP-CONDITIONS"
	CodeAudience       Code = "SP-AUDIENCE"
	CodeAuthentication Code = "SP-AUTHN"
	CodeReplay         Code = "SP-REPLAY"
)

const (
	// Freshness is for how long after it was issued a message is taken, clocks aside.
	Freshness = 5 * time.Minute
	// Skew is by how much the clocks of both sides may differ, unless something else is agreed: MostSkew at the most.
	Skew     = time.Minute
	MostSkew = 3 * time.Minute

	entityFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"
)

// Expected is what a service provider expects of the answer to one request of its own. Messages that nobody asked for are
// refused unless that is said to be expected: nothing ties them to the browser that brings them.
type Expected struct {
	Provider  string    // entityID of the identity provider
	Audience  string    // entityID of the service provider
	Recipient string    // its AssertionConsumerService, to which the message was posted
	Request   string    // ID of the AuthnRequest that this browser was sent with; empty with Unasked
	Unasked   bool      // it has to be a message that answers no request ("Profiles for SAML 2.0", 4.1.5)
	At        time.Time // now

	Skew   *time.Duration // nil: the usual one
	Forced time.Time      // when the request asked that the person sign in anew (ForceAuthn); zero: it did not
}

// skew is by how much the clocks of both sides may differ.
func (e Expected) skew() time.Duration {
	if e.Skew == nil {
		return Skew
	}
	return min(max(*e.Skew, 0), MostSkew)
}

// SignIn is who has signed in, and for how long. All of it was signed by the identity provider.
type SignIn struct {
	Provider      string // entityID of the identity provider
	NameID        NameID // exact; nobody is the same who differs in any field
	SessionIndex  string // by which the identity provider knows the session; may be empty
	Authenticated time.Time
	Until         time.Time // when the session has to end; zero where the identity provider leaves that to us
	Attributes    []Attribute

	// Once are digests of the message's, the assertion's and the request's IDs. A message that shares one of them with an
	// earlier one is a replay; after OnceUntil it is refused for its age, and they can be forgotten.
	Once      []string
	OnceUntil time.Time
}

// Expect judges a verified message by "Web Browser SSO Profile" ("Profiles for SAML 2.0", 4.1.4.3) and "SAML 2.0 Core", 2.5. It
// refuses with a Fault, at the first step that does not hold. Whether the message was there before is the caller's to find out,
// by SignIn.Once.
func (m Message) Expect(e Expected) (SignIn, error) {
	if err := e.response(m); err != nil {
		return SignIn{}, err
	}
	a := m.Response.Assertion
	if err := cmp.Or(e.assertion(a), e.confirmed(a.Confirmations), e.conditions(a.Conditions), e.authenticated(a.Authentications)); err != nil {
		return SignIn{}, err
	}
	if m.Response.ID == "" || a.ID == "" {
		return SignIn{}, fault(CodeReplay, "the Response or the assertion has no ID, by which it would be known again")
	}
	signIn := SignIn{
		Provider: e.Provider, NameID: *a.NameID, Attributes: a.Attributes,
		SessionIndex: a.Authentications[0].SessionIndex, Authenticated: a.Authentications[0].At,
		Once:      []string{once(e.Provider, "response", m.Response.ID), once(e.Provider, "assertion", a.ID)},
		OnceUntil: onceUntil(a.Issued),
	}
	if !e.Unasked {
		signIn.Once = append(signIn.Once, once(e.Provider, "request", e.Request))
	}
	for _, statement := range a.Authentications {
		if end := statement.SessionNotOnOrAfter; !end.IsZero() && (signIn.Until.IsZero() || end.Before(signIn.Until)) {
			signIn.Until = end
		}
	}
	return signIn, nil
}

// once digests an ID: senders choose how long that is, and what is kept should say nothing of anybody.
func once(provider, kind, id string) string {
	sum := sha256.Sum256([]byte(provider + "\x00" + kind + "\x00" + id))
	return hex.EncodeToString(sum[:])
}

// onceUntil is when a message is too old to count, however much the clocks may differ: what is agreed of that may change meanwhile.
func onceUntil(issued time.Time) time.Time { return issued.Add(Freshness + 2*MostSkew) }

// response judges what stands around the assertion. Where only that is signed these are claims, and hold nevertheless.
func (e Expected) response(m Message) error {
	r := m.Response
	switch {
	case r.Version != "2.0":
		return fault(CodeVersion, "the Version of the Response is not 2.0")
	case r.Destination != e.Recipient && (r.Destination != "" || m.ResponseSigned):
		return fault(CodeDestination, "the Destination is missing, or is not our address %s", e.Recipient)
	case r.Issuer != "" && !e.issued(r.Issuer, r.IssuerFormat):
		return fault(CodeIssuer, "the Issuer of the Response is not %s", e.Provider)
	case !r.Status.Success():
		return r.Status.Refusal()
	case r.Encrypted && r.Assertion == nil:
		return fault(CodeEncrypted, "the assertion is encrypted")
	case r.Assertion == nil:
		return fault(CodeNotResponse, "the Response holds no assertion")
	case e.Unasked != (e.Request == "") || r.InResponseTo != e.Request:
		return fault(CodeRequest, "the Response does not answer the request of this browser")
	}
	return e.fresh("the Response", r.Issued)
}

// Refusal is the Fault of a status other than success. The identity provider's own message may name a person and is left out.
func (s Status) Refusal() error {
	last := func(uri string) string { return uri[strings.LastIndexByte(uri, ':')+1:] }
	code, detail := last(s.Code), last(s.Detail)
	return fault(CodeStatus, "the identity provider answers %.60q %.60q", code, detail)
}

func (e Expected) issued(issuer, format string) bool {
	return issuer == e.Provider && (format == "" || format == entityFormat)
}

// fresh judges an IssueInstant.
func (e Expected) fresh(what string, issued time.Time) error {
	switch age := e.At.Sub(issued); {
	case issued.IsZero():
		return fault(CodeXML, "%s has no IssueInstant", what)
	case age < -e.skew():
		return fault(CodeFuture, "%s is issued %s ahead of our clock", what, -age.Round(time.Second))
	case age > Freshness+e.skew():
		return fault(CodeOld, "%s was issued %s ago", what, age.Round(time.Second))
	}
	return nil
}

// ended judges the end of a period, which must be ahead.
func (e Expected) ended(what string, end time.Time) error {
	if late := e.At.Sub(end); late >= e.skew() {
		return fault(CodeExpired, "%s ended %s ago", what, late.Round(time.Second))
	}
	return nil
}

func (e Expected) assertion(a *Assertion) error {
	switch {
	case a.Version != "2.0":
		return fault(CodeVersion, "the Version of the assertion is not 2.0")
	case !e.issued(a.Issuer, a.IssuerFormat):
		return fault(CodeIssuer, "the Issuer of the assertion is not %s", e.Provider)
	case a.NameID == nil || strings.TrimSpace(a.NameID.Value) == "":
		return fault(CodeSubject, "the Subject has no NameID, or an empty or encrypted one")
	}
	return e.fresh("the assertion", a.Issued)
}

// confirmed looks for one bearer confirmation that holds; others say nothing.
func (e Expected) confirmed(all []Confirmation) error {
	refusal := fault(CodeConfirmation, "there is no SubjectConfirmation by bearer")
	for _, c := range all {
		if !c.Bearer {
			continue
		}
		if refusal = e.bearer(c); refusal == nil {
			return nil
		}
	}
	return refusal
}

func (e Expected) bearer(c Confirmation) error {
	switch {
	case c.Recipient != e.Recipient:
		return fault(CodeRecipient, "the Recipient is missing, or is not our address %s", e.Recipient)
	case c.NotOnOrAfter.IsZero():
		return fault(CodeConfirmation, "the SubjectConfirmation has no end")
	case !c.NotBefore.IsZero():
		return fault(CodeConfirmation, "the SubjectConfirmation has a NotBefore, which bearer forbids")
	case c.InResponseTo != e.Request:
		return fault(CodeRequest, "the SubjectConfirmation does not answer the request of this browser")
	}
	return e.ended("the SubjectConfirmation", c.NotOnOrAfter)
}

func (e Expected) conditions(c *Conditions) error {
	switch {
	case c == nil:
		return fault(CodeConditions, "there are no Conditions")
	case len(c.Unknown) > 0:
		return fault(CodeConditions, "there is a condition %s, which is not known here", c.Unknown[0])
	case c.NotBefore.Sub(e.At) > e.skew():
		return fault(CodeFuture, "the Conditions begin %s ahead of our clock", c.NotBefore.Sub(e.At).Round(time.Second))
	case len(c.Audiences) == 0:
		return fault(CodeAudience, "there is no AudienceRestriction")
	}
	for _, audiences := range c.Audiences {
		if !slices.Contains(audiences, e.Audience) {
			return fault(CodeAudience, "an AudienceRestriction does not name us, %s", e.Audience)
		}
	}
	if c.NotOnOrAfter.IsZero() {
		return nil
	}
	return e.ended("the Conditions", c.NotOnOrAfter)
}

func (e Expected) authenticated(statements []Authentication) error {
	if len(statements) == 0 {
		return fault(CodeAuthentication, "there is no AuthnStatement: nobody has signed in")
	}
	for _, s := range statements {
		if end := s.SessionNotOnOrAfter; !end.IsZero() && !end.After(e.At) {
			return fault(CodeExpired, "the session (SessionNotOnOrAfter) ended %s ago", e.At.Sub(end).Round(time.Second))
		}
		if !e.Forced.IsZero() && s.At.Before(e.Forced.Add(-e.skew())) { // one without a moment, too
			return fault(CodeAuthentication, "the AuthnInstant is before the request, which asked that the person sign in anew")
		}
	}
	return nil
}
