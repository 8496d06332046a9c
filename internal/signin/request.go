package signin

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/sealed"
	"github.com/ringside/ringside/internal/state"
)

// patience is for how long a person may take to sign in at the identity provider.
const patience = 10 * time.Minute

// request is a sign-in that this browser has begun.
type request struct {
	ID     string    `json:"id"`               // of the AuthnRequest
	Began  time.Time `json:"began"`            //
	IDP    string    `json:"idp"`              // key of who was asked
	Return string    `json:"return"`           // where to go afterwards: a path of ours
	Logout bool      `json:"logout,omitempty"` // it is a sign-out

	by *sealed.Box // that it is sealed with
}

// sealing is the box of request cookies, and when its keys were asked for.
type sealing struct {
	mu    sync.Mutex // guards all below
	box   *sealed.Box
	asked time.Time
}

// box is what seals now, by keys that outlive the process where they are kept. Without an answer those before go on.
func (p *Provider) box() *sealed.Box {
	p.sealing.mu.Lock()
	defer p.sealing.mu.Unlock()
	now := p.Now()
	if p.SealingKeys == nil || !p.sealing.asked.IsZero() && now.Sub(p.sealing.asked) < state.SealingKeysHold {
		return p.sealing.box
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	keys, err := p.SealingKeys(ctx)
	if err != nil || len(keys) == 0 {
		p.Logger.Error("keys of sign-ins under way cannot be read; those before hold", "error", err)
		return p.sealing.box
	}
	p.sealing.box, p.sealing.asked = sealed.With(keys...), now
	return p.sealing.box
}

// requestCookie is the name of a request's cookie.
func requestCookie(id string) string { return sealed.Name("request", id) }

// login sends the browser to an identity provider: the one that is named, or the only one.
func (p *Provider) login(w http.ResponseWriter, r *http.Request) {
	all := p.idps()
	asked := keyed(all, r.URL.Query().Get("idp"))
	if asked == nil && len(all) == 1 {
		asked = all[0]
	}
	if asked == nil {
		p.show(w, r, http.StatusNotFound, p.ways(r.URL.Query().Get("return")))
		return
	}
	begun := request{ID: saml.NewID(), Began: p.Now(), IDP: asked.key, Return: returnPath(r.URL.Query().Get("return"))}
	// The answer comes by a POST from another site, with which browsers send SameSite=None alone.
	http.SetCookie(w, cookie(requestCookie(begun.ID), p.seal(begun), http.SameSiteNoneMode, patience))
	question := saml.Request{ID: begun.ID, At: begun.Began, Address: asked.address, Issuer: p.entityID(), Recipient: p.recipient(), Force: asked.settings.Force}
	if asked.signs {
		question.Key = p.keys().Active
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, question.Redirect(), http.StatusSeeOther)
}

// seal writes a request so that nobody but us can have written it.
func (p *Provider) seal(begun request) string {
	if begun.by == nil {
		begun.by = p.box()
	}
	return begun.by.Seal(begun)
}

// begun finds the request of an ID among the cookies of the browser; false where it has not begun it, or not lately.
func (p *Provider) begun(r *http.Request, id string) (request, bool) {
	c, err := r.Cookie(requestCookie(id))
	if err != nil {
		return request{}, false
	}
	var begun request
	if begun.by = p.box().OpenBy(c.Value, &begun); begun.by == nil {
		return request{}, false
	}
	age := p.Now().Sub(begun.Began)
	return begun, begun.ID == id && id != "" && age <= patience
}

// returnPath is where to go after a sign-in, if that is an address of a page of ours, and else the first page.
func returnPath(path string) string {
	const first = "/"
	switch {
	case len(path) > 1024 || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//"),
		strings.ContainsFunc(path, func(c rune) bool { return c <= ' ' || c == '\\' || c >= 0x7f }),
		ours(path), strings.HasPrefix(path, "/api/"):
		return first
	}
	return path
}

// cookie is one of ours.
func cookie(name, value string, site http.SameSite, lifetime time.Duration) *http.Cookie {
	return sealed.Cookie(name, value, site, lifetime)
}
