package signin

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

// logoutPath takes messages of single logout.
const logoutPath = "/saml/slo"

// logoutByRedirect and logoutByPost take a request of an identity provider to end sessions, or its answer to one of ours.
func (p *Provider) logoutByRedirect(w http.ResponseWriter, r *http.Request) {
	message, err := saml.ReadLogout(r.URL.RawQuery)
	p.singleLogout(w, r, message, err)
}

func (p *Provider) logoutByPost(w http.ResponseWriter, r *http.Request) {
	var message saml.Logout
	form, err := PostedForm(w, r)
	if err == nil {
		message, err = saml.ReadLogoutPost(form)
	}
	p.singleLogout(w, r, message, err)
}

func (p *Provider) singleLogout(w http.ResponseWriter, r *http.Request, message saml.Logout, err error) {
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case err != nil:
		p.refuseLogout(w, r, err)
	case message.Answer:
		p.afterLogout(w, r, message)
	default:
		p.endNamed(w, r, message)
	}
}

// endNamed ends the sessions that a request names, in whichever browser they are, and answers it.
func (p *Provider) endNamed(w http.ResponseWriter, r *http.Request, message saml.Logout) {
	by := named(p.idps(), message.Issuer) // only where to look up whose keys count
	if by == nil {
		p.refuseLogout(w, r, saml.Fault{Code: saml.CodeIssuer, Detail: "the Issuer of the message is no identity provider of ours"})
		return
	}
	message, err := message.Expect(p.expectedLogout(by, ""), by.trust.Certificates)
	if err != nil {
		p.refuseLogout(w, r, err)
		return
	}
	of := state.Session{
		Provider: by.idp.EntityID, NameID: message.NameID.Value, NameFormat: message.NameID.Format, NameQualifier: message.NameID.Qualifier,
		NameSPQualifier: message.NameID.SPQualifier,
	}
	ended, err := p.Sessions.EndSessionsNamed(r.Context(), of, message.SessionIndexes, message.Once(), message.OnceUntil())
	if errors.Is(err, state.ErrUsedBefore) {
		err = saml.Fault{Code: saml.CodeReplay, Detail: "that message was there before"}
	}
	if err != nil {
		p.refuseLogout(w, r, err)
		return
	}
	p.EndWhatIsOver(r.Context())
	p.Logger.Info("signed out by the identity provider", "request_id", requestID(w), "sessions", ended)
	if ended > 0 {
		p.note(w, r, actionSignOut, of.Provider, of.NameID)
	}
	p.forget(w, r)
	if by.logout == (saml.SingleLogout{}) {
		p.showSignedOut(w, r, page{})
		return
	}
	answer, err := saml.LogoutResponse{
		At: p.Now(), Issuer: p.entityID(), InResponseTo: message.ID, RelayState: message.RelayState,
	}.To(by.logout, p.keys().Active)
	if err == nil {
		err = Send(w, r, answer)
	}
	if err != nil {
		p.refuse(w, r, err)
	}
}

func (p *Provider) expectedLogout(by *identityProvider, request string) saml.Expected {
	return saml.Expected{Provider: by.idp.EntityID, Recipient: p.logoutAddress(), Request: request, At: p.Now(), Skew: new(by.settings.ClockSkew())}
}

// EndWhatIsOver ends what is under way for sessions that were ended otherwise than by their cookies. Without it that takes half a minute.
func (p *Provider) EndWhatIsOver(ctx context.Context) {
	p.mu.Lock()
	cookies := slices.Collect(maps.Keys(p.open))
	p.mu.Unlock()
	for _, cookie := range cookies {
		if holds, err := p.Sessions.SessionHolds(ctx, cookie); err != nil || !holds {
			p.cancel(cookie)
		}
	}
}

// forget takes the cookie of a session that is over from the browser, and what was seen with it.
func (p *Provider) forget(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie(sessionCookie)
	if err != nil {
		return
	}
	if holds, err := p.Sessions.SessionHolds(r.Context(), c.Value); err == nil && !holds {
		p.clear(w)
	}
}

// askLogoutThere asks the identity provider to end its own session, and those that hang on it; nothing is sent where it offers that to
// nobody. The browser is tied to its answer as to that of a sign-in.
func (p *Provider) askLogoutThere(w http.ResponseWriter, s state.Session) (saml.Sent, error) {
	by := named(p.idps(), s.Provider)
	if by == nil || by.logout == (saml.SingleLogout{}) || p.keys().Active.Private == nil {
		return saml.Sent{}, nil
	}
	begun := request{ID: saml.NewID(), Began: p.Now(), IDP: by.key, Logout: true}
	asked := saml.LogoutRequest{
		ID: begun.ID, At: begun.Began, Issuer: p.entityID(),
		NameID: saml.NameID{Value: s.NameID, Format: s.NameFormat, Qualifier: s.NameQualifier, SPQualifier: s.NameSPQualifier},
	}
	if s.SessionIndex != "" {
		asked.SessionIndexes = []string{s.SessionIndex}
	}
	site := http.SameSiteLaxMode
	if by.logout.Post { // so its answer comes, if that is how it is given, from another site
		site = http.SameSiteNoneMode
	}
	http.SetCookie(w, cookie(requestCookie(begun.ID), p.seal(begun), site, patience))
	return asked.To(by.logout, p.keys().Active)
}

// afterLogout shows what the identity provider says of a sign-out that began here. The session here is over, whatever it says.
func (p *Provider) afterLogout(w http.ResponseWriter, r *http.Request, message saml.Logout) {
	begun, found := p.begun(r, message.InResponseTo)
	by := keyed(p.idps(), begun.IDP)
	if !found || by == nil || !begun.Logout {
		p.refuseLogout(w, r, saml.Fault{Code: saml.CodeRequest, Detail: "this browser has not begun that sign-out, or more than ten minutes ago"})
		return
	}
	message, err := message.Expect(p.expectedLogout(by, begun.ID), by.trust.Certificates)
	if err != nil {
		p.refuseLogout(w, r, err)
		return
	}
	http.SetCookie(w, cookie(requestCookie(begun.ID), "", http.SameSiteLaxMode, -time.Second))
	if !message.Status.Success() || message.Status.Detail == saml.StatusPartialLogout {
		p.Logger.Warn("the identity provider has not signed somebody out everywhere", "request_id", requestID(w), "error", message.Status.Refusal())
		p.showSignedOut(w, r, page{})
		return
	}
	p.showSignedOut(w, r, page{Text: signedOutThere})
}

// refuseLogout says that a message of single logout does not count, and why to the log alone.
func (p *Provider) refuseLogout(w http.ResponseWriter, r *http.Request, err error) {
	fault, isFault := errors.AsType[saml.Fault](err)
	if !isFault {
		p.refuse(w, r, err)
		return
	}
	p.Logger.Warn("single logout refused", "request_id", requestID(w), "code", fault.Code, "detail", fault.Detail)
	p.show(w, r, http.StatusForbidden, page{Title: notSignedOut, Text: unknown, Request: requestID(w), Out: true})
}
