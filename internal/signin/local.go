package signin

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

// The codes of sign-ins by an account that were refused.
const (
	// CodeAccount is of a name, password or code that is not right, or of an account that lets nobody in.
	CodeAccount saml.Code = "LOCAL-REFUSED"
	// CodeTries is of a try that came too soon after others.
	CodeTries saml.Code = "LOCAL-TRIES"
	// CodeForeign is of a form that another site's page has sent.
	CodeForeign saml.Code = "LOCAL-FOREIGN"
)

// Accounts are the people whom Ringside itself knows; the application state keeps them.
type Accounts interface {
	Account(ctx context.Context, name string) (state.Account, error)
	AccountOfLink(ctx context.Context, token string) (name string, err error)
	SetUpAccount(ctx context.Context, token, password, codeSecret string) error
	RehashAccount(ctx context.Context, name, before, after string) error
	BeginAccountSession(ctx context.Context, a state.Account, from string, ends time.Time, once []string, until time.Time) (cookie string, err error)
}

var _ Accounts = (*state.DB)(nil)

// mostForm is far above what the forms of these pages hold.
const mostForm = 16 << 10

// wrong is the one answer to every sign-in by an account that does not work: whoever guesses learns nothing by it.
var wrong = words{
	"아이디, 비밀번호 또는 인증 코드가 올바르지 않습니다. 여러 번 틀렸다면 잠시 기다렸다가 다시 시도해 주세요. 인증 코드는 한 번만 쓸 수 있습니다.",
	"The user name, the password or the code is not right. After several tries, wait a little before the next one. A code counts once.",
}

// askWho shows the ways to sign in.
func (p *Provider) askWho(w http.ResponseWriter, r *http.Request) {
	p.show(w, r, http.StatusOK, p.ways(r.URL.Query().Get("return")))
}

// ways is the page with the ways to sign in.
func (p *Provider) ways(back string) page {
	path := returnPath(back)
	return page{Title: signInTitle, Form: "local", NoAccounts: p.Accounts == nil, Return: path, Ways: p.waysBack(path)}
}

// signInLocally takes name, password and code.
func (p *Provider) signInLocally(w http.ResponseWriter, r *http.Request) {
	form, err := p.ownForm(w, r)
	if err == nil {
		err = p.acceptAccount(w, r, account(form.Get("name")), form.Get("password"), form.Get("code"))
	}
	if err == nil {
		http.Redirect(w, r, returnPath(form.Get("return")), http.StatusSeeOther)
		return
	}
	fault, isFault := errors.AsType[saml.Fault](err)
	if !isFault {
		p.refuse(w, r, err)
		return
	}
	p.Logger.Warn("sign-in refused", "request_id", requestID(w), "code", fault.Code, "detail", fault.Detail)
	shown := p.ways(form.Get("return"))
	shown.Wrong, shown.Name, shown.Request = wrong, form.Get("name"), requestID(w)
	p.show(w, r, http.StatusForbidden, shown)
}

// account is a name as it was meant: phones write a capital first.
func account(typed string) string { return strings.ToLower(strings.TrimSpace(typed)) }

// acceptAccount checks all of a sign-in, whatever of it is wrong, so that the time taken tells nothing, and begins a session.
func (p *Provider) acceptAccount(w http.ResponseWriter, r *http.Request, name, password, code string) error {
	ctx, now := r.Context(), p.Now()
	if !p.tries.admit(p.client(r), name, now) {
		p.passwords.pretend(ctx)
		p.noteGuess(w, r, CodeTries)
		return saml.Fault{Code: CodeTries, Detail: "too many tries for that account, from that network, or altogether"}
	}
	if len(password) > mostPassword {
		password = ""
	}
	known, err := p.Accounts.Account(ctx, name)
	if err != nil && !errors.Is(err, state.ErrNoAccount) {
		return err
	}
	matches, anew, err := p.passwords.matches(ctx, known.Password, password)
	if errors.Is(err, errBusy) {
		return saml.Fault{Code: CodeTries, Detail: err.Error()}
	}
	if err != nil {
		return err
	}
	step, fits := codeMatches(known.CodeSecret, code, now)
	if !matches || !fits || !known.Disabled.IsZero() {
		if known.Name != "" {
			p.noteFailed(w, r, known.Name)
		} else {
			p.noteGuess(w, r, CodeAccount)
		}
		return saml.Fault{Code: CodeAccount, Detail: "there is no such account, it is disabled or not set up, or the password or code is wrong"}
	}
	if anew {
		if phc, err := p.passwords.hash(ctx, password); err == nil {
			if err := p.Accounts.RehashAccount(ctx, name, known.Password, phc); err != nil {
				return err
			}
			known.Password = phc
		}
	}
	return p.beginLocally(w, r, known, step)
}

// beginLocally uses the code up and begins a session in place of the one that the browser had.
func (p *Provider) beginLocally(w http.ResponseWriter, r *http.Request, known state.Account, step int64) error {
	token, err := p.Accounts.BeginAccountSession(
		r.Context(), known, p.client(r).String(), p.Now().Add(lifetime), []string{codeDigest(known.Name, step)}, codeEnds(step))
	switch {
	case errors.Is(err, state.ErrUsedBefore):
		return saml.Fault{Code: CodeAccount, Detail: "that code was used before"}
	case errors.Is(err, state.ErrNoAccount):
		return saml.Fault{Code: CodeAccount, Detail: "the account was reset or disabled meanwhile"}
	case err != nil:
		return err
	}
	p.tries.succeeded(known.Name)
	if err := p.admitted(w, r, token); err != nil {
		return err
	}
	p.note(w, r, actionSignIn, state.Local, known.Name)
	return nil
}

// client is the address that a request comes from: of the last hop that is no proxy of ours. What stands before that in the header
// anybody can have written.
func (p *Provider) client(r *http.Request) netip.Addr {
	peer, _ := netip.ParseAddrPort(r.RemoteAddr) // what cannot be read is no address, and one network with all of its kind
	address := peer.Addr().Unmap().WithZone("")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		next, known := hopOf(strings.TrimSpace(hop))
		if !known || !slices.ContainsFunc(p.Proxies, func(n netip.Prefix) bool { return n.Contains(address) }) {
			break
		}
		address = next.Unmap().WithZone("")
	}
	return address
}

// hopOf reads an address, with or without a port: some load balancers write one, and brackets around IPv6 (RFC 7239, 6, has them so).
func hopOf(text string) (netip.Addr, bool) {
	if with, err := netip.ParseAddrPort(text); err == nil {
		return with.Addr(), true
	}
	if inside, bracketed := strings.CutPrefix(text, "["); bracketed {
		text, bracketed = strings.CutSuffix(inside, "]")
		if !bracketed || !strings.Contains(text, ":") {
			return netip.Addr{}, false
		}
	}
	address, err := netip.ParseAddr(text)
	return address, err == nil
}
