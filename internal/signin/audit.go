package signin

import (
	"context"
	"net/http"

	"github.com/ringside/ringside/internal/state"
)

// Audit keeps who did what; the application state does.
type Audit interface {
	Audit(ctx context.Context, e state.AuditEntry) error
}

var _ Audit = (*state.DB)(nil)

// Actions in the audit log. Of sign-ins that failed it has those of accounts that there are, which have to wait longer with each try, and
// those by an identity provider as failures bounds them; others are told to the process's log alone: strangers must not fill a disk.
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

func (p *Provider) keep(ctx context.Context, entry state.AuditEntry) {
	if p.Audit == nil {
		return
	}
	if err := p.Audit.Audit(context.WithoutCancel(ctx), entry); err != nil {
		p.Logger.Error("audit log lacks an entry", "request_id", entry.Request, "action", entry.Action, "error", err)
	}
}
