package signin

import (
	"context"
	"net/http"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

// Audit keeps who did what; the application state does.
type Audit interface {
	Audit(ctx context.Context, e state.AuditEntry) error
}

var _ Audit = (*state.DB)(nil)

// Actions in the audit log. Of sign-ins that failed it has those of accounts that there are, which have to wait longer with each try, and
// all others as failures bounds them: strangers must not fill a disk.
const (
	actionFailed  = "sign_in_failed"
	actionSignIn  = "sign_in"
	actionSignOut = "sign_out"
	actionSetUp   = "set_up_user" // by a one-time link
)

// note adds to the audit log that somebody signed in or out.
func (p *Provider) note(w http.ResponseWriter, r *http.Request, action, provider, who string) {
	p.keep(r.Context(), state.AuditEntry{
		Provider: provider, Who: who, Address: p.client(r).String(), Action: action, Request: requestID(w),
	})
}

// noteFailed adds that somebody could not sign in to an account. It does so beside the answer: the time that it takes would tell that
// there is such an account.
func (p *Provider) noteFailed(w http.ResponseWriter, r *http.Request, who string) {
	entry := state.AuditEntry{
		Provider: state.Local, Who: who, Address: p.client(r).String(), Action: actionFailed, Status: http.StatusForbidden, Request: requestID(w),
	}
	go p.keep(r.Context(), entry)
}

// noteGuess adds that somebody tried an account that is not there, or too often. What they typed stays out of it: it may be a password. It is
// done beside the answer, as noteFailed does it.
func (p *Provider) noteGuess(w http.ResponseWriter, r *http.Request, code saml.Code) {
	entry := state.AuditEntry{
		Provider: state.Local, Address: p.client(r).String(), Action: actionFailed, Subject: string(code), Status: http.StatusForbidden,
		Request: requestID(w),
	}
	now := p.Now()
	go p.failures.note(entry, now)
}

func (p *Provider) keep(ctx context.Context, entry state.AuditEntry) {
	if p.Audit == nil {
		return
	}
	if err := p.Audit.Audit(context.WithoutCancel(ctx), entry); err != nil {
		p.Logger.Error("audit log lacks an entry", "request_id", entry.Request, "action", entry.Action, "error", err)
	}
}
