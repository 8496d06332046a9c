package signin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

// CodeNoRole is of who has signed in, and whom no rule and no account gives a role.
const CodeNoRole saml.Code = "SP-NOROLE"

// Tokens keeps what programs sign in with; the application state does.
type Tokens interface {
	APIToken(ctx context.Context, text string) (state.APIToken, error)
}

var _ Tokens = (*state.DB)(nil)

// grantOf is what somebody who is signed in may do now: an account by its role and limits, others by the rules. Neither is kept with the
// session, so that a change counts at the next request.
func (p *Provider) grantOf(ctx context.Context, s state.Session) (access.Grant, error) {
	if s.Provider != state.Local {
		g, _ := p.rules().Grant(personOf(s))
		return g, nil
	}
	if p.Accounts == nil { // it began when there were
		return access.Grant{}, state.ErrNoSession
	}
	account, err := p.Accounts.Account(ctx, s.NameID)
	if errors.Is(err, state.ErrNoAccount) {
		return access.Grant{}, state.ErrNoSession
	}
	if err != nil {
		return access.Grant{}, err
	}
	if account.Role == "" { // of who only goes through to applications
		return access.Grant{}, nil
	}
	role, err := access.ParseRole(account.Role)
	if err != nil {
		return access.Grant{}, fmt.Errorf("role of account %s: %w", account.Name, err)
	}
	grant := access.Grant{Roles: []access.Role{role}}
	if account.Limits != "" {
		if err := json.Unmarshal([]byte(account.Limits), &grant.Limits); err != nil {
			return access.Grant{}, fmt.Errorf("limits of account %s: %w", account.Name, err)
		}
	}
	return grant, nil
}

func (p *Provider) rules() *access.Rules {
	if p.Rules == nil {
		return nil
	}
	return p.Rules()
}

func personOf(s state.Session) access.Person {
	return access.Person{Provider: s.Provider, NameID: s.NameID, Attributes: s.Attributes}
}

// tokenProvider is what vouches for programs; identity providers are named by URIs.
const tokenProvider = "token"

// identityOf is who has signed in. Nobody is the same who differs in a qualifier ("SAML 2.0 Core", 2.2.2).
func (p *Provider) identityOf(r *http.Request, s state.Session) access.Identity {
	who := access.Identity{Provider: s.Provider, Name: s.NameID, Called: called(s), Address: p.client(r).String(), Session: s.ID}
	if s.Provider != state.Local {
		who.Within = strings.Join([]string{s.NameFormat, s.NameQualifier, s.NameSPQualifier}, "\n")
	}
	return who
}

// bearer is the token of a program, by RFC 6750, section 2.1.
func bearer(r *http.Request) (text string, is bool) {
	scheme, text, is := strings.Cut(r.Header.Get("Authorization"), " ")
	return text, is && strings.EqualFold(scheme, "Bearer")
}

// admitProgram lets a program through that has a token. A wrong one is never taken for the browser's session.
func (p *Provider) admitProgram(
	w http.ResponseWriter, r *http.Request, text string, next http.Handler, deny func(w http.ResponseWriter, r *http.Request, cause error),
) {
	if p.Tokens == nil {
		deny(w, r, nil)
		return
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	token, err := p.Tokens.APIToken(ctx, text)
	if errors.Is(err, state.ErrNoToken) {
		deny(w, r, nil)
		return
	}
	var grant access.Grant
	if err == nil {
		err = json.Unmarshal([]byte(token.Access), &grant)
	}
	if err != nil {
		deny(w, r, err)
		return
	}
	here := p.rules().At(grant, p.client(r))
	who := access.Identity{
		Provider: tokenProvider, Name: token.ID, Program: true, Address: p.client(r).String(), Elsewhere: elsewhere(grant, here),
	}
	if who.Elsewhere {
		p.noteElsewhere(w, r, who)
	}
	ctx, over := context.WithTimeout(ctx, token.Ends.Sub(p.Now()))
	defer over()
	defer p.lookAgain(ctx, cancel, func() bool {
		_, err := p.Tokens.APIToken(ctx, text)
		return err == nil && p.rules().At(grant, p.client(r)).Equal(here)
	})()
	serve(w, r, access.With(withProgram(ctx, token), here, who), next)
}

// showNoRole tells somebody who is signed in and may do nothing whom to ask. The log has, under the request's id, what rules could
// go by; values are the person's own and stay out of it. So has the audit log, of whom.
func (p *Provider) showNoRole(w http.ResponseWriter, r *http.Request, s state.Session) {
	rules, code := p.rules(), CodeNoRole
	if s.Provider != state.Local && rules.Denies(personOf(s)) > 0 {
		code = CodeBarred
	}
	p.Logger.Warn("signed in without a role", "request_id", requestID(w), "attributes", slices.Sorted(maps.Keys(s.Attributes)), "code", code)
	p.noteRefused(w, r, s, saml.Fault{Code: code})
	shown := page{
		Title: words{"사용 권한이 없습니다", "You have no role here"},
		Text: words{
			"로그인했지만 Ringside를 사용할 역할이 없습니다. 관리자에게 아래 요청 번호를 알려 주고 역할을 요청해 주세요.",
			"You are signed in, and nobody has given you a role in Ringside. Ask your administrator for one, with the request id below.",
		},
		Person: called(s), Request: requestID(w),
	}
	if code == CodeBarred {
		shown.Text = barred
	}
	if rules != nil {
		shown.Ask = rules.Ask
	}
	p.show(w, r, http.StatusForbidden, shown)
}
