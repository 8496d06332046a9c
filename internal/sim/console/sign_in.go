package console

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/sim/iam"
)

// Attempt is a sign-in as far as it came, for the doctor.
type Attempt struct {
	At             time.Time
	Field, Relay   string
	Address        string // to which it was posted, by its real name
	Status         int
	Location, Text string // where it led, AWS's words
	policy         string // of the page that sent it
}

// aroundSignIn is the cookie of who is signed in to AWS, of the console too, as in reality.
const aroundSignIn = "simulated-aws"

// mostForm is far above what AWS takes of a message, percent-encoded.
const mostForm = 1 << 20

// invalid is what the page says of whatever is no message that it can use.
const invalid = "Your request included an invalid SAML response. To logout, click here."

func (c *Console) signInPages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /saml", c.signIn)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		c.show(w, http.StatusNotFound, page{Title: signInTitle, Text: onlyByPortal, Portal: c.Portal})
	})
	return mux
}

// signIn takes a SAMLResponse.
func (c *Console) signIn(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	if err := r.ParseForm(); err != nil {
		c.show(w, http.StatusBadRequest, page{Title: signInTitle, AWS: invalid})
		return
	}
	a := &Attempt{
		At: c.Now(), Field: r.PostForm.Get("SAMLResponse"), Relay: r.PostForm.Get("RelayState"), Address: there(hostOf(r), r.URL.Path),
	}
	chosen := r.PostForm.Get("role")
	c.mu.Lock()
	if c.fault != nil && c.fault.Policy {
		a.policy = formAction(a.Address)
	}
	c.last = a
	c.mu.Unlock()
	refuse := func(text string) {
		c.end(a, http.StatusBadRequest, text, "")
		c.show(w, http.StatusBadRequest, page{Title: signInTitle, AWS: text, Switchboard: c.Switchboard(), Portal: c.Portal})
	}
	message, err := iam.ReadMessage(a.Field)
	if err != nil {
		refuse(invalid)
		return
	}
	pairs, ok := message.Roles()
	switch {
	case !ok:
		refuse(invalid)
		return
	case len(pairs) > 1 && chosen == "":
		c.end(a, http.StatusOK, "Select a role", "")
		c.show(w, http.StatusOK, page{Title: selectRole, Roles: pairs, Field: a.Field, Relay: a.Relay})
		return
	}
	pair := pairs[0]
	for _, one := range pairs {
		if one.Role == chosen {
			pair = one
		}
	}
	c.mu.Lock()
	if c.fault != nil && c.fault.asks != nil {
		pair = c.fault.asks(pair)
	}
	c.mu.Unlock()
	of := c.account(iam.AccountOf(pair.Provider))
	s, err := of.AssumeRole(iam.Assume{Message: message, Pair: pair, Page: true})
	if err != nil {
		text := worded(err)
		if c.on(func(f *Fault) bool { return f.short }) {
			text = shortly
		}
		refuse(text)
		return
	}
	cookie := keep(c, c.sessions, session{s, a}, func(old session) bool { return old.Ends.Before(c.Now()) })
	http.SetCookie(w, &http.Cookie{Name: aroundSignIn, Value: cookie, Domain: "aws.localhost", Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
	onward := landing(a.Relay, c.region(r))
	c.end(a, http.StatusFound, "", onward)
	to, _ := c.Here(onward)
	http.Redirect(w, r, to, http.StatusFound)
}

// shortly is all that AWS says of a role that cannot be had, in some places.
const shortly = "Access denied"

// on tells whether the fault that is on, if there is one, is such a one.
func (c *Console) on(such func(*Fault) bool) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.fault != nil && such(c.fault)
}

// region is the one in a request's host, that of the first instance where there is none.
func (c *Console) region(r *http.Request) string {
	if region, _, found := strings.Cut(hostOf(r), "."); found && strings.Contains(region, "-") {
		return region
	}
	return c.Centres[0].region()
}

// landing is where somebody goes who has signed in: where the relay state says, if that is the console, and else its first page.
func landing(relay, region string) string {
	u, err := url.Parse(relay)
	if err == nil && u.Scheme == "https" && strings.HasSuffix("."+u.Host, ".console.aws.amazon.com") {
		return u.String()
	}
	return "https://" + region + ".console.aws.amazon.com/console/home"
}

// worded is a refusal as the sign-in page shows it: it says which service refused, unless that has said so itself.
func worded(err error) string {
	refusal, is := errors.AsType[iam.Refusal](err)
	switch {
	case !is:
		return invalid
	case strings.HasPrefix(refusal.Message, "Issuer not present"):
		return "Failed to assume role: " + refusal.Message
	case strings.Contains(refusal.Message, "(Service: "):
		return refusal.Message
	}
	return fmt.Sprintf("%s (service: AWSSecurityTokenService; status code: %d; error code: %s)", refusal.Message, refusal.Status, refusal.Code)
}
