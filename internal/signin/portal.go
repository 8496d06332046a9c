package signin

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
)

// PortalPath is the first page of Options.Portal.
const PortalPath = "/portal"

// portalPaths are the addresses that it answers.
var portalPaths = []string{PortalPath, "/idp"}

// Portal is the identity provider that we ship.
type Portal interface {
	http.Handler
	// Leave is told that a session of an account has ended, by state.SessionKey, and says where the browser goes on to sign out of the
	// applications that hang on it: a path, empty where there are none.
	Leave(w http.ResponseWriter, r *http.Request, session string) (next string, err error)
	// Follow is told that a session has replaced another one of the same browser.
	Follow(ctx context.Context, before, after string) error
}

// Account is an account of our own by which somebody has signed in.
type Account struct {
	Name    string
	Session string    // by state.SessionKey
	Since   time.Time // when they did
	Ends    time.Time // when they are signed out at the latest
}

type addressKey struct{}

// AddressOf is where a request to Options.Portal comes from.
func AddressOf(ctx context.Context) string {
	address, _ := ctx.Value(addressKey{}).(string)
	return address
}

type accountKey struct{}

// AccountOf is by which account the asker of a request to Options.Portal has signed in; false for nobody, and for people of others'
// identity providers.
func AccountOf(ctx context.Context) (Account, bool) {
	a, is := ctx.Value(accountKey{}).(Account)
	return a, is
}

// portal lets the portal answer. It is open to whoever comes, and told who that is.
func (p *Provider) portal(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(context.WithValue(r.Context(), addressKey{}, p.client(r).String()))
	c, err := r.Cookie(sessionCookie)
	if err != nil {
		p.Portal.ServeHTTP(w, r)
		return
	}
	session, err := p.Sessions.Session(r.Context(), c.Value)
	var grant access.Grant
	if err == nil {
		grant, err = p.grantOf(r.Context(), session)
	}
	if errors.Is(err, state.ErrNoSession) {
		if r.URL.Path != PortalPath || !p.sessionOver(w, r, c.Value) { // what applications send is answered first
			p.Portal.ServeHTTP(w, r)
		}
		return
	}
	if err != nil {
		p.refuse(w, r, err)
		return
	}
	who, here := p.identityOf(r, session), p.rules().At(grant, p.client(r))
	if elsewhere(grant, here) { // nor may they go on from there to applications
		p.noteElsewhere(w, r, who)
		p.showElsewhere(w, r, session)
		return
	}
	ctx := access.With(withPerson(r.Context(), session), here, who)
	if session.Provider == state.Local {
		ctx = context.WithValue(ctx, accountKey{}, Account{session.NameID, state.SessionKey(c.Value), session.Created, session.Ends})
	}
	p.Portal.ServeHTTP(w, r.WithContext(ctx))
}

// Directory answers /scim: a directory says there, with a token, who the owners of accounts are.
type Directory interface {
	http.Handler // of a program whose token holds
	// Deny answers all others, with the cause where tokens could not be looked up.
	Deny(w http.ResponseWriter, r *http.Request, cause error)
}

// directoryPaths are the addresses that it answers.
var directoryPaths = []string{"/scim"}

// directory lets programs alone through: no browser's session opens it.
func (p *Provider) directory(w http.ResponseWriter, r *http.Request) {
	if text, is := bearer(r); is {
		p.admitProgram(w, r, text, p.Directory, p.Directory.Deny)
		return
	}
	p.Directory.Deny(w, r, nil)
}

// below tells whether a path is one of these, or below it.
func below(path string, all []string) bool {
	for _, own := range all {
		if rest, found := strings.CutPrefix(path, own); found && (rest == "" || strings.ContainsAny(rest[:1], "/?")) {
			return true
		}
	}
	return false
}
