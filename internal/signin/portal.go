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

// Account is an account of our own by which somebody has signed in.
type Account struct {
	Name  string
	Since time.Time // when they did
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
		p.Portal.ServeHTTP(w, r)
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
		ctx = context.WithValue(ctx, accountKey{}, Account{session.NameID, session.Created})
	}
	p.Portal.ServeHTTP(w, r.WithContext(ctx))
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
