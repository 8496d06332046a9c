package console

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// What Amazon Connect says to whom it does not let in.
// Source: Amazon Connect Administrator Guide, "Troubleshoot SAML with Amazon Connect".
const (
	notOnboarded = "Access denied. Your account has been authenticated, but has not been onboarded to this application."
	notAllowed   = "Access denied, Please contact your AWS account administrator for assistance."
	badRequest   = "Bad Request. The request was not valid and could not be processed."
	expired      = "Session Expired"
)

// bound is what GetFederationToken says of a user who belongs to another role.
func bound(login, instance string) string {
	return "The user " + login + " is already associated with the Amazon Connect instance " + instance
}

func (c *Console) consolePages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /connect/federate/{instance}", c.federate)
	mux.HandleFunc("GET /connect/federate/{$}", c.federate)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s, ok := c.session(r)
		if !ok {
			c.show(w, http.StatusForbidden, page{Title: consoleTitle, Text: onlyByPortal, Portal: c.Portal})
			return
		}
		c.end(s.attempt, http.StatusOK, "", "")
		c.show(w, http.StatusOK, page{Title: consoleHome, Text: landedInConsole, Session: s.ARN(), Switchboard: c.Switchboard(), Portal: c.Portal})
	})
	return mux
}

// session is who is signed in to AWS.
func (c *Console) session(r *http.Request) (session, bool) {
	cookie, err := r.Cookie(aroundSignIn)
	if err != nil {
		return session{}, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.sessions[cookie.Value]
	return s, ok && c.Now().Before(s.Ends)
}

// end notes how an attempt ended.
func (c *Console) end(a *Attempt, status int, text, location string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a.Status, a.Text = status, text
	if location != "" {
		a.Location = location
	}
}

// federate is the console's door to Amazon Connect: it asks for a GetFederationToken as whoever is signed in.
func (c *Console) federate(w http.ResponseWriter, r *http.Request) {
	s, ok := c.session(r)
	if !ok {
		c.show(w, http.StatusForbidden, page{Title: consoleTitle, Text: onlyByPortal, Portal: c.Portal})
		return
	}
	refuse := func(status int, text string) {
		c.end(s.attempt, status, text, "")
		c.show(w, status, page{Title: connectTitle, AWS: text, Switchboard: c.Switchboard(), Portal: c.Portal})
	}
	centre, ok := c.centre(r.PathValue("instance"))
	account, region := c.account(accountOf(s.Role)), c.region(r)
	arn := "arn:aws:connect:" + region + ":" + account.Number + ":instance/" + r.PathValue("instance")
	keys := map[string][]string{"connect:instanceid": {r.PathValue("instance")}}
	if !ok || !strings.EqualFold(arn, centre.ARN) || !account.May(s.Session, "connect:GetFederationToken", centre.ARN+"/user/"+s.ID(), keys) {
		refuse(http.StatusForbidden, notAllowed)
		return
	}
	people := centre.People()
	at := slices.IndexFunc(people, func(p Person) bool { return p.Login == s.Name })
	if at < 0 {
		refuse(http.StatusForbidden, notOnboarded)
		return
	}
	c.mu.Lock()
	there := ""
	if c.fault != nil {
		there = c.fault.there
	}
	c.mu.Unlock()
	if there != "" {
		refuse(http.StatusForbidden, there)
		return
	}
	if c.on(func(f *Fault) bool { return f.Bound }) {
		refuse(http.StatusConflict, bound(s.Name, centre.id())+" (status code: 409; error code: DuplicateResourceException)")
		return
	}
	destination, ok := centre.destination(r.URL.Query().Get("destination"))
	if !ok {
		refuse(http.StatusBadRequest, badRequest)
		return
	}
	ticket := keep(c, c.tickets, entry{person: people[at], centre: centre, destination: destination, role: s.ARN(), attempt: s.attempt, until: c.Now().Add(time.Minute)},
		func(old entry) bool { return old.until.Before(c.Now()) })
	c.end(s.attempt, http.StatusFound, "", "")
	http.Redirect(w, r, c.at(centre.Alias+"."+connectHost, "/auth/sign-in?"+url.Values{"code": {ticket}}.Encode()), http.StatusFound)
}

// accountOf is the account in an ARN.
func accountOf(arn string) string { return strings.Split(arn, ":")[4] }

// destination is where in Amazon Connect somebody lands; false for what it does not know.
func (c Centre) destination(wanted string) (string, bool) {
	path, _, _ := strings.Cut(wanted, "?")
	switch path {
	case "":
		return "/home", true
	case "/ccp-v2", "/ccp-v2/chat", "/agent-app-v2", "/home":
		return path, true
	case "/connect/ccp": // of the domain before 2021
		return "/ccp-v2", true
	}
	u, err := url.Parse(wanted)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return "", false
	}
	approved := slices.ContainsFunc(c.Origins(), func(o string) bool { return strings.EqualFold(strings.TrimSuffix(o, "/"), "https://"+u.Host) })
	return wanted, approved
}
