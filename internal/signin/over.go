package signin

import (
	"context"
	"net/http"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

// CodeBarred is of who has signed in at an identity provider, and whom a rule or an administrator keeps out.
const CodeBarred saml.Code = "SP-BARRED"

// EndedHeader tells a page why its session is over: state.WhyAdministrator and so on.
const EndedHeader = "Ringside-Session-Ended"

// actionOver is that somebody came with a session that somebody else has ended.
const actionOver = "session_over"

var barred = words{
	"회원님은 Ringside에 로그인할 수 없도록 차단되어 있습니다. 잘못된 것 같으면 아래 요청 번호를 관리자에게 알려 주세요.",
	"An administrator has barred you from Ringside. If you think that this is wrong, give them the request id below.",
}

// sessionOver says why a session is over, where that is known: to the page, and by the request's id to whoever administers Ringside. A session
// that has run out is in the log alone; that happens to everybody, every day. It answers the request where the browser goes on to sign out of the
// applications that were opened in the session, if somebody else has ended it: nobody but this browser can.
func (p *Provider) sessionOver(w http.ResponseWriter, r *http.Request, cookie string) (answered bool) {
	end, err := p.Sessions.SessionEnded(r.Context(), cookie)
	if err != nil {
		return false // nobody knows, or it never was
	}
	w.Header().Set(EndedHeader, end.Why)
	p.Logger.Info("a session is over", "request_id", requestID(w), "session", end.ID, "why", end.Why, "at", end.At)
	if end.Why == state.WhyLifetime || end.Why == state.WhyIdle {
		return false
	}
	subject := end.ID + " " + end.Why
	if end.By != "" {
		subject += " by " + end.By
	}
	p.failures.note(state.AuditEntry{
		Provider: end.Provider, Who: end.NameID, Address: p.client(r).String(), Action: actionOver, Subject: subject,
		Status: http.StatusUnauthorized, Request: requestID(w),
	}, p.Now())
	if p.Portal == nil || end.Provider != state.Local || r.Method != http.MethodGet || !opensPage(r) {
		return false
	}
	next, err := p.Portal.Leave(w, r, state.SessionKey(cookie))
	if err != nil {
		p.Logger.Error("applications are not told that a session is over", "request_id", requestID(w), "session", end.ID, "error", err)
	}
	if err != nil || next == "" {
		return false
	}
	p.clear(w)
	http.Redirect(w, r, next, http.StatusSeeOther)
	return true
}

// Describe says what people call whose session it is, how they have signed in (ByAccount and so on), and what they may do now.
func (p *Provider) Describe(ctx context.Context, s state.Session) (name, by string, grant access.Grant, err error) {
	grant, err = p.grantOf(ctx, s)
	return called(s), By(s), grant, err
}
