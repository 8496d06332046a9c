package signin

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
)

// sessionCookie is the name of the cookie of who is signed in.
const sessionCookie = "__Host-ringside-session"

// open addresses need no session: the health of the process, and what asks for an ingest key itself.
var openAddresses = map[string]bool{
	"GET /healthz": true, "HEAD /healthz": true, "GET /readyz": true, "HEAD /readyz": true, "POST /api/v1/import": true,
}

// Protect answers what belongs to sign-in, and lets everything else through to next for those alone who have a session. Who has
// none is sent to sign in, where a browser opens a page, and else to deny, with the cause where sessions cannot be looked up.
func (p *Provider) Protect(next http.Handler, deny func(w http.ResponseWriter, r *http.Request, cause error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.public.Scheme == "https" && strings.EqualFold(r.Host, p.public.Host) { // a year, for this name alone (RFC 6797)
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		}
		switch {
		case ours(r.URL.Path):
			p.pages.ServeHTTP(w, r)
		case p.Portal != nil && below(r.URL.Path, portalPaths):
			p.portal(w, r)
		case p.Directory != nil && below(r.URL.Path, directoryPaths):
			p.directory(w, r)
		case openAddresses[r.Method+" "+r.URL.EscapedPath()]:
			next.ServeHTTP(w, r)
		default:
			p.admit(w, r, next, deny)
		}
	})
}

// ours tells whether this package answers a path itself.
func ours(path string) bool {
	return below(path, []string{"/saml", "/oidc", "/sign-in", "/sign-out"})
}

func (p *Provider) admit(
	w http.ResponseWriter, r *http.Request, next http.Handler, deny func(w http.ResponseWriter, r *http.Request, cause error),
) {
	if text, is := bearer(r); is {
		p.admitProgram(w, r, text, next, deny)
		return
	}
	c, err := r.Cookie(sessionCookie)
	if err != nil {
		p.turnAway(w, r, deny)
		return
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	p.watch(c.Value, &cancel) // before the session is looked up: else its end might come between and pass unseen
	defer p.unwatch(c.Value, &cancel)
	session, err := p.Sessions.Session(ctx, c.Value)
	var grant access.Grant
	if err == nil {
		grant, err = p.grantOf(ctx, session)
	}
	switch {
	case errors.Is(err, state.ErrNoSession):
		if !p.sessionOver(w, r, c.Value) {
			p.turnAway(w, r, deny)
		}
		return
	case err != nil && opensPage(r):
		p.refuse(w, r, err)
		return
	case err != nil:
		deny(w, r, err)
		return
	case !grant.May(access.None) && opensPage(r) && p.Portal != nil && session.Provider == state.Local:
		http.Redirect(w, r, PortalPath, http.StatusSeeOther) // there for those who have no role here
		return
	case !grant.May(access.None) && opensPage(r):
		p.showNoRole(w, r, session)
		return
	}
	who, here := p.identityOf(r, session), p.rules().At(grant, p.client(r))
	if who.Elsewhere = elsewhere(grant, here); who.Elsewhere {
		p.noteElsewhere(w, r, who)
		if opensPage(r) {
			p.showElsewhere(w, r, session)
			return
		}
	}
	// A stream must not outlive the right to see it, which somebody else may end.
	ctx, over := context.WithTimeout(ctx, session.Ends.Sub(p.Now()))
	defer over()
	defer p.lookAgain(ctx, cancel, func() bool {
		holds, err := p.Sessions.SessionHolds(ctx, c.Value)
		if err != nil || !holds {
			return false
		}
		now, err := p.grantOf(ctx, session)
		return err == nil && p.rules().At(now, p.client(r)).Equal(here)
	})()
	serve(w, r, access.With(withPerson(ctx, session), here, who), next)
}

// serve lets a request through.
func serve(w http.ResponseWriter, r *http.Request, ctx context.Context, next http.Handler) {
	within := r.WithContext(ctx)
	next.ServeHTTP(w, within)
	r.Pattern = within.Pattern // by which requests are counted
}

// lookEvery is how often it is looked whether what is under way may go on: the command line may have ended a session or a token, and
// rules may have changed.
const lookEvery = 20 * time.Second

// lookAgain ends what is under way soon after it holds no longer; stop ends the looking.
func (p *Provider) lookAgain(ctx context.Context, end context.CancelFunc, holds func() bool) (stop func()) {
	timer := time.AfterFunc(p.lookEvery, func() {
		again := time.NewTicker(p.lookEvery)
		defer again.Stop()
		for {
			if !holds() {
				end()
				return
			}
			select {
			case <-again.C:
			case <-ctx.Done():
				return
			}
		}
	})
	return func() { timer.Stop() }
}

// turnAway answers who is not signed in.
func (p *Provider) turnAway(w http.ResponseWriter, r *http.Request, deny func(w http.ResponseWriter, r *http.Request, cause error)) {
	if !opensPage(r) {
		deny(w, r, nil)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	to := "/sign-in?" + url.Values{"return": {r.URL.RequestURI()}}.Encode()
	if ways := p.waysBack(r.URL.RequestURI()); len(ways) == 1 {
		to = ways[0].Address
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// opensPage tells a browser that goes to a page from a script or program that asks for something.
func opensPage(r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead || strings.HasPrefix(r.URL.Path, "/api/") {
		return false
	}
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return mode == "navigate"
	}
	return strings.Contains(r.Header.Get("Accept"), "text/html")
}

// watch notes a request that is under way for a session, so that the end of that ends it.
func (p *Provider) watch(cookie string, cancel *context.CancelFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open[cookie] == nil {
		p.open[cookie] = map[*context.CancelFunc]bool{}
	}
	p.open[cookie][cancel] = true
}

func (p *Provider) unwatch(cookie string, cancel *context.CancelFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open[cookie], cancel)
	if len(p.open[cookie]) == 0 {
		delete(p.open, cookie)
	}
}

// end ends a session, if there is one, and what is under way for it.
func (p *Provider) end(ctx context.Context, cookie string) error {
	if err := p.Sessions.EndSession(ctx, cookie); err != nil {
		return err
	}
	p.cancel(cookie)
	return nil
}

// cancel ends what is under way for a session.
func (p *Provider) cancel(cookie string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for cancel := range p.open[cookie] {
		(*cancel)()
	}
}
