package console

import (
	"net/http"
	"strings"
	"time"
)

// deskCookie is that of who is in Amazon Connect; deskLasts is how long they are, whatever AWS's session is.
// Source: Amazon Connect Administrator Guide, "Configure SAML with IAM for Amazon Connect", on sessions of 12 hours.
const (
	deskCookie = "simulated-connect"
	deskLasts  = 12 * time.Hour
)

func (c *Console) connectPages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /auth/sign-in", c.enter)
	mux.HandleFunc("POST /auth/sign-out", c.leave)
	mux.HandleFunc("GET /", c.desk)
	return mux
}

// enter takes the ticket of the console's door, once.
func (c *Console) enter(w http.ResponseWriter, r *http.Request) {
	code := r.URL.Query().Get("code")
	c.mu.Lock()
	ticket, ok := c.tickets[code]
	delete(c.tickets, code)
	c.mu.Unlock()
	if !ok || ticket.until.Before(c.Now()) || hostOf(r) != ticket.centre.Alias+"."+connectHost {
		c.expired(w)
		return
	}
	if c.on(func(f *Fault) bool { return f.ended }) {
		c.end(ticket.attempt, http.StatusForbidden, expired, "")
		c.expired(w)
		return
	}
	ticket.until = c.Now().Add(deskLasts)
	name := keep(c, c.desks, ticket, func(old entry) bool { return old.until.Before(c.Now()) })
	http.SetCookie(w, &http.Cookie{Name: deskCookie, Value: name, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
	path := ticket.destination
	if !strings.HasPrefix(path, "/") {
		path = "/elsewhere"
	}
	http.Redirect(w, r, path, http.StatusFound)
}

func (c *Console) leave(w http.ResponseWriter, r *http.Request) {
	if cookie, err := r.Cookie(deskCookie); err == nil {
		c.mu.Lock()
		delete(c.desks, cookie.Value)
		c.mu.Unlock()
	}
	http.Redirect(w, r, "/home", http.StatusSeeOther)
}

func (c *Console) expired(w http.ResponseWriter) {
	c.show(w, http.StatusForbidden, page{Title: connectTitle, AWS: expired, Text: noDoor, Portal: c.Portal, Switchboard: c.Switchboard()})
}

// rooms are the pages of Amazon Connect on which people land.
var rooms = map[string]words{
	"/home": {"관리자 홈", "Admin home"}, "/ccp-v2": {"상담원 제어판", "Contact Control Panel"},
	"/ccp-v2/chat": {"상담원 제어판 · 채팅", "Contact Control Panel, chat"}, "/agent-app-v2": {"상담원 작업 공간", "Agent workspace"},
	"/elsewhere": {"자체 웹 페이지", "A page of your own"},
}

// desk is a page of Amazon Connect. The instance's address alone opens nothing.
func (c *Console) desk(w http.ResponseWriter, r *http.Request) {
	cookie, err := r.Cookie(deskCookie)
	var who entry
	if err == nil {
		c.mu.Lock()
		who = c.desks[cookie.Value]
		c.mu.Unlock()
	}
	room, known := rooms[r.URL.Path]
	switch {
	case who.person.Login == "" || who.until.Before(c.Now()):
		c.expired(w)
	case r.URL.Path == "/":
		http.Redirect(w, r, "/home", http.StatusSeeOther)
	case !known:
		c.show(w, http.StatusNotFound, page{Title: notHere, Text: notSimulated, Portal: c.Portal})
	default:
		c.show(w, http.StatusOK, page{Title: room, Desk: &desk{Person: who.person, Alias: who.centre.Alias, Role: who.role, Elsewhere: elsewhere(who.destination)}, Portal: c.Portal, Switchboard: c.Switchboard()})
	}
}

// desk is who has come in, and where.
type desk struct {
	Person
	Alias, Role string
	Elsewhere   string // address of a page that Amazon Connect would open
}

func elsewhere(destination string) string {
	if strings.HasPrefix(destination, "/") {
		return ""
	}
	return destination
}
