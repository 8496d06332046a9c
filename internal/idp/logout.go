package idp

import (
	"cmp"
	"errors"
	"net/http"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
)

// SignOut is the address to which an application's messages of single logout go, below the address of Ringside.
func SignOut(public, id string) string { return public + "/idp/" + id + "/slo" }

func (p *Provider) logoutByRedirect(w http.ResponseWriter, r *http.Request) error {
	message, err := saml.ReadLogout(r.URL.RawQuery)
	if err != nil {
		return err
	}
	return p.singleLogout(w, r, message)
}

func (p *Provider) logoutByPost(w http.ResponseWriter, r *http.Request) error {
	form, err := signin.PostedForm(w, r)
	if err != nil {
		return err
	}
	message, err := saml.ReadLogoutPost(form)
	if err != nil {
		return err
	}
	return p.singleLogout(w, r, message)
}

// singleLogout takes a request of an application to end sessions, or its answer to one of ours ("Profiles for SAML 2.0", 4.4).
func (p *Provider) singleLogout(w http.ResponseWriter, r *http.Request, message saml.Logout) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	by, err := a.certificates()
	if err != nil {
		return err
	}
	expected := saml.Expected{Provider: a.EntityID, Recipient: SignOut(p.PublicURL, a.ID), At: p.Register.Now()}
	if message.Answer {
		l, found := p.leavingBy(r, message.InResponseTo)
		if !found || l.Asked != a.ID {
			return fault(CodeRequest, "this browser has not been sent to sign out there, or more than ten minutes ago")
		}
		expected.Request = l.ID
		message, err = message.Expect(expected, by)
		return p.answered(w, r, l, message.Status, err)
	}
	if message, err = message.Expect(expected, by); err != nil {
		return err
	}
	return p.endNamed(w, r, a, message)
}

// endNamed ends the sessions that an application means, in whichever browser they are, and goes on to the other ones that hang on them.
func (p *Provider) endNamed(w http.ResponseWriter, r *http.Request, a Application, message saml.Logout) error {
	name := message.NameID
	switch {
	// What is left out is meant, where it is the name of either side ("SAML 2.0 Core", 8.3.7). Ours are told without.
	case cmp.Or(name.Qualifier, a.Issuer) != a.Issuer || cmp.Or(name.SPQualifier, a.EntityID) != a.EntityID:
		return fault(saml.CodeSubject, "the NameID has a qualifier that is neither side's")
	case len(message.RelayState) > longestRelay:
		return fault(CodeRequest, "the relay state has %d bytes", len(message.RelayState))
	}
	left, err := p.Register.Store.EndSessionsOf(r.Context(), state.Participant{
		Application: a.ID, NameID: name.Value, NameFormat: name.Format, SessionIndexes: message.SessionIndexes,
	}, message.Once(), message.OnceUntil())
	if errors.Is(err, state.ErrUsedBefore) {
		return fault(CodeReplay, "that message was there before")
	}
	if err != nil {
		return err
	}
	for _, account := range left.Accounts {
		entry := state.AuditEntry{
			Provider: state.Local, Who: account, Address: signin.AddressOf(r.Context()), Action: "sign_out", Subject: a.ID, Request: requestID(w),
		}
		if err := p.Audit.Audit(r.Context(), entry); err != nil { // it is over nevertheless
			p.Logger.Error("audit log lacks an entry", "request_id", entry.Request, "action", entry.Action, "error", err)
		}
	}
	p.Logger.Info("signed out by an application", "request_id", requestID(w), "application", a.ID, "sessions", len(left.Accounts))
	w.Header().Set("Clear-Site-Data", `"cache"`) // what was seen must not come back with the back button
	l := p.begin(left.Participants)
	l.From, l.Request, l.RelayState = a.ID, message.ID, []byte(message.RelayState)
	return p.tell(w, r, l)
}
