package signin

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

// CodeForm is of a request that is not the form of the HTTP-POST binding.
const CodeForm saml.Code = "IN-FORM"

const (
	// maxBody is far above what a response of 256 KiB takes in a form.
	maxBody = 512 << 10
	// lifetime is for how long somebody stays signed in at the most: as long as in Amazon Connect.
	lifetime = 12 * time.Hour
)

// brought is acs for those of whose messages not too many were refused.
func (p *Provider) brought(w http.ResponseWriter, r *http.Request) {
	if !p.tries.spareMessage(p.client(r), p.Now()) {
		w.Header().Set("Cache-Control", "no-store")
		p.refuseSignIn(w, r, state.Session{}, saml.Fault{Code: CodeTries, Detail: "too many messages from that network were refused"})
		return
	}
	p.acs(w, r)
}

// acs takes the identity provider's answer. Whatever is not as it should be ends on a page that says what to do; the log has
// the code under the page's request id.
func (p *Provider) acs(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	form, err := PostedForm(w, r)
	if err == nil && (len(form["SAMLResponse"]) != 1 || form.Has("SAMLRequest") || len(form["RelayState"]) > 1) {
		err = saml.Fault{Code: CodeForm, Detail: "the form does not have exactly one SAMLResponse, no SAMLRequest and one RelayState at most"}
	}
	if err != nil {
		p.refuseMessage(w, r, state.Session{}, err)
		return
	}
	begun, signIn, by, err := p.accept(r, form.Get("SAMLResponse"), form.Get("RelayState"))
	session := p.sessionOf(signIn)
	if err == nil {
		err = p.begin(w, r, session, signIn.Once, signIn.OnceUntil)
	}
	if err != nil {
		p.refuseMessage(w, r, session, err)
		return
	}
	if p.Trusted != nil {
		p.Trusted.Used(r.Context(), session.Provider, by)
	}
	if begun.ID != "" {
		http.SetCookie(w, cookie(requestCookie(begun.ID), "", http.SameSiteNoneMode, -time.Second))
	}
	http.Redirect(w, r, begun.Return, http.StatusSeeOther)
}

// refuseMessage is refuseSignIn, and counts whose messages are refused.
func (p *Provider) refuseMessage(w http.ResponseWriter, r *http.Request, s state.Session, err error) {
	if _, is := errors.AsType[saml.Fault](err); is {
		p.tries.missedMessage(p.client(r), p.Now())
	}
	p.refuseSignIn(w, r, s, err)
}

// PostedForm reads a form that brings a message of SAML ("Bindings for SAML 2.0", 3.5.4): the body alone counts.
func PostedForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	wrong := func(detail string) (url.Values, error) { return nil, saml.Fault{Code: CodeForm, Detail: detail} }
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/x-www-form-urlencoded" {
		return wrong("the request is no form")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return wrong("the form is too large, or broke off")
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return wrong("the form is damaged")
	}
	return form, nil
}

// accept takes the answer through every door of package saml. The relay state counts with a message that nobody asked for. Of a sign-in
// that it refuses there is the identity provider, once it is known whose keys count, and the name, once they have signed it. The certificate is
// that by which it was signed.
func (p *Provider) accept(r *http.Request, field, relayState string) (request, saml.SignIn, *x509.Certificate, error) {
	var of saml.SignIn
	fail := func(err error) (request, saml.SignIn, *x509.Certificate, error) { return request{}, of, nil, err }
	text, err := saml.Decode(field)
	if text == nil { // what Decode finds too long is so for Amazon, not for us
		return fail(err)
	}
	document, err := saml.Read(text)
	if err != nil {
		return fail(err)
	}
	claims := document.Response
	if claims.Assertion == nil && !claims.Encrypted && claims.Status.Code != "" && !claims.Status.Success() {
		return fail(claims.Status.Refusal()) // seldom signed; nobody is let in by it
	}
	// Whose keys count is known by whom the browser was sent to; what the message says of it is only where to look that up.
	begun, found := p.begun(r, claims.InResponseTo)
	all := p.idps()
	asked := keyed(all, begun.IDP)
	if asked == nil || begun.Logout {
		if asked = named(all, claims.Issuer); asked == nil {
			asked = new(identityProvider) // nobody, whom nothing proves
		}
		found = false
	}
	unasked := asked.settings.Unasked && claims.InResponseTo == ""
	if unasked {
		found, begun = true, request{Return: returnPath(relayState)}
	}
	if found || claims.Issuer == asked.idp.EntityID {
		of.Provider = asked.idp.EntityID
	}
	notBegun := saml.Fault{Code: saml.CodeRequest, Detail: "this browser has not begun that sign-in, or more than ten minutes ago"}
	if claims.Encrypted && !found {
		return fail(notBegun) // our key is for those whom we have asked
	}
	trust := asked.trust
	trust.Keys = p.keys().private()
	message, err := document.Verify(trust)
	if err != nil {
		return fail(asked.strange(document, trust, err))
	}
	if a := message.Response.Assertion; a != nil && a.NameID != nil {
		of.NameID = *a.NameID
	}
	if !found {
		return fail(notBegun)
	}
	expected := saml.Expected{
		Provider: asked.idp.EntityID, Audience: p.entityID(), Recipient: p.recipient(), Request: begun.ID, At: p.Now(), Unasked: unasked,
		Skew: new(asked.settings.ClockSkew()),
	}
	if asked.settings.Force {
		expected.Forced = begun.Began.Truncate(time.Second) // as messages tell moments
	}
	signIn, err := message.Expect(expected)
	if err != nil {
		return fail(err)
	}
	if message.SHA1 {
		p.Logger.Warn("a sign-in counts that is signed by SHA-1", "provider", asked.idp.EntityID)
	}
	signIn.Attributes = asked.counting(signIn.Attributes)
	return begun, signIn, message.By, nil
}

// sessionOf is the session of who has signed in.
func (p *Provider) sessionOf(s saml.SignIn) state.Session {
	ends := p.Now().Add(lifetime)
	if !s.Until.IsZero() && s.Until.Before(ends) {
		ends = s.Until
	}
	return state.Session{
		Provider: s.Provider, NameID: s.NameID.Value, NameFormat: s.NameID.Format, NameQualifier: s.NameID.Qualifier,
		NameSPQualifier: s.NameID.SPQualifier, SessionIndex: s.SessionIndex, Attributes: attributesOf(s), Ends: ends,
	}
}

// begin uses a sign-in up, by what counts once until then, and begins its session in place of the one that the browser had.
func (p *Provider) begin(w http.ResponseWriter, r *http.Request, s state.Session, once []string, until time.Time) error {
	if at := p.rules().Denies(personOf(s)); at > 0 {
		return saml.Fault{Code: CodeBarred, Detail: fmt.Sprintf("rule %d denies whoever it fits", at)}
	}
	s.Address = p.client(r).String()
	token, err := p.Sessions.BeginSession(r.Context(), s, once, until)
	if errors.Is(err, state.ErrBarred) {
		return saml.Fault{Code: CodeBarred, Detail: "an administrator has barred this person"}
	}
	if errors.Is(err, state.ErrUsedBefore) {
		return saml.Fault{Code: saml.CodeReplay, Detail: "somebody has signed in with this message, or by this request, before"}
	}
	if err == nil {
		err = p.admitted(w, r, token)
	}
	if err == nil {
		p.note(w, r, actionSignIn, s.Provider, p.identityOf(r, s).Recorded())
	}
	return err
}

// counting are the attributes that count of those that the identity provider gives.
func (i *identityProvider) counting(all []saml.Attribute) []saml.Attribute {
	if i.settings.AttributeFormat == "" {
		return all
	}
	return slices.DeleteFunc(all, func(a saml.Attribute) bool { return a.Format != i.settings.AttributeFormat })
}

// attributesOf are what was said of who signed in, by name.
func attributesOf(s saml.SignIn) map[string][]string {
	attributes := map[string][]string{}
	for _, a := range s.Attributes {
		if a.Name != "" && len(a.Values) > 0 {
			attributes[a.Name] = append(attributes[a.Name], a.Values...)
		}
	}
	return attributes
}

// admitted gives the browser its new session, and ends the one that it had.
func (p *Provider) admitted(w http.ResponseWriter, r *http.Request, token string) error {
	if c, err := r.Cookie(sessionCookie); err == nil {
		if p.Portal != nil {
			if err := p.Portal.Follow(r.Context(), state.SessionKey(c.Value), state.SessionKey(token)); err != nil {
				return err
			}
		}
		if err := p.end(r.Context(), c.Value); err != nil {
			return err
		}
	}
	http.SetCookie(w, cookie(sessionCookie, token, http.SameSiteLaxMode, 0))
	p.Logger.Info("signed in", "request_id", requestID(w))
	return nil
}
