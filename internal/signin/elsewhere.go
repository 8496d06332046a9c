package signin

import (
	"net/http"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
)

const (
	// actionElsewhere is that somebody with roles came from an address at which none of them may be used.
	actionElsewhere = "refuse_address"
	// notedEvery is how often that is in the audit log of one person or program and one address: they may ask many times a second.
	notedEvery = 15 * time.Minute
	// mostNoted bounds how many are remembered.
	mostNoted = 10_000
)

// elsewhere reports whether somebody has roles, and none of them at their address.
func elsewhere(grant, here access.Grant) bool { return len(grant.Roles) > 0 && len(here.Roles) == 0 }

// noteElsewhere adds to the audit log that somebody came from an address at which their roles may not be used.
func (p *Provider) noteElsewhere(w http.ResponseWriter, r *http.Request, who access.Identity) {
	if !p.firstElsewhere(who.Key()+" "+who.Address, p.Now()) {
		return
	}
	p.keep(r.Context(), state.AuditEntry{
		Provider: who.Provider, Who: who.Name, Address: who.Address, Action: actionElsewhere, Status: http.StatusForbidden, Request: requestID(w),
	})
}

func (p *Provider) firstElsewhere(key string, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at, known := p.elsewhere[key]; known && now.Sub(at) < notedEvery {
		return false
	}
	if len(p.elsewhere) >= mostNoted {
		clear(p.elsewhere)
	}
	p.elsewhere[key] = now
	return true
}

// showElsewhere tells somebody who is signed in that they may not see anything from where they are.
func (p *Provider) showElsewhere(w http.ResponseWriter, r *http.Request, s state.Session) {
	shown := page{
		Title: words{"이 위치에서는 사용할 수 없습니다", "Not from here"},
		Text: words{
			"로그인했지만, 회원님의 역할은 허용된 네트워크(IP 주소)에서만 사용할 수 있습니다. 사내망이나 VPN에 연결한 뒤 다시 열어 주세요. 지금 주소: " + p.client(r).String(),
			"You are signed in, and your role may be used from certain networks alone. Connect to the company's network or its VPN, and open this page again. Your address now: " + p.client(r).String(),
		},
		Person: called(s), Request: requestID(w),
	}
	if rules := p.rules(); rules != nil {
		shown.Ask = rules.Ask
	}
	p.show(w, r, http.StatusForbidden, shown)
}
