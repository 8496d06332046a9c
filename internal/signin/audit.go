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

// Actions in the audit log. Who is refused is told to the process's log alone: strangers must not fill a disk.
const (
	actionSignIn  = "sign_in"
	actionSignOut = "sign_out"
	actionSetUp   = "set_up_user" // by a one-time link
)

// note adds to the audit log that somebody signed in or out.
func (p *Provider) note(w http.ResponseWriter, r *http.Request, action, provider, who string) {
	if p.Audit == nil {
		return
	}
	err := p.Audit.Audit(context.WithoutCancel(r.Context()), state.AuditEntry{
		Provider: provider, Who: who, Address: p.client(r).String(), Action: action, Request: requestID(w),
	})
	if err != nil {
		p.Logger.Error("audit log lacks an entry", "request_id", requestID(w), "action", action, "error", err)
	}
}
