package console

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/sim/iam"
)

// Person is a user of Amazon Connect.
type Person struct{ Login, Name string }

// Centre is an instance of Amazon Connect, and the account that it is in.
type Centre struct {
	ARN, Alias string
	Account    *iam.Account
	Pair       iam.Pair                                  // by which people come; faults change it
	People     func() []Person                           // who has a login
	Origins    func() []string                           // approved ones
	Facts      func(ctx context.Context) ([]byte, error) // what is set up, as a file for the doctor
}

// region is that of the instance.
func (c Centre) region() string { return strings.Split(c.ARN, ":")[3] }

// id is that of the instance.
func (c Centre) id() string { return c.ARN[strings.LastIndexByte(c.ARN, '/')+1:] }

// Options of the simulation. Home and Centres are required.
type Options struct {
	Home    string // address of Ringside; its port is that of all hosts here
	Portal  string // address of the page to begin at
	Verify  string // address of the page that finds causes; "" where there is none
	Centres []Centre
	Now     func() time.Time // nil means time.Now
	Logger  *slog.Logger     // nil logs nothing
}

// Console answers for all hosts of the simulation.
type Console struct {
	Options
	port  string // with its colon, "" for the usual one
	pages map[string]http.Handler

	mu       sync.Mutex // guards what follows
	sessions map[string]session
	tickets  map[string]entry // into Amazon Connect, by code
	desks    map[string]entry // who is in Amazon Connect, by cookie
	fault    *Fault
	undo     func()
	last     *Attempt
}

// session is who is signed in to AWS.
type session struct {
	iam.Session
	attempt *Attempt
}

// entry is who goes into Amazon Connect, and where to.
type entry struct {
	person      Person
	centre      Centre
	destination string
	role        string // ARN of the session
	attempt     *Attempt
	until       time.Time
}

// New starts nothing.
func New(o Options) *Console {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	c := &Console{Options: o, sessions: map[string]session{}, tickets: map[string]entry{}, desks: map[string]entry{}}
	if home, err := url.Parse(o.Home); err == nil && home.Port() != "" {
		c.port = ":" + home.Port()
	}
	c.pages = map[string]http.Handler{signInHost: c.signInPages(), consoleHost: c.consolePages(), connectHost: c.connectPages(), centreHost: c.centrePages(), "aws.localhost": c.switchboard()}
	return c
}

// Hosts of the simulation; a Region or an alias may stand before them.
const (
	signInHost  = "signin.aws.localhost"
	consoleHost = "console.aws.localhost"
	connectHost = "my.connect.localhost"
	centreHost  = "portal.sso.aws.localhost" // of IAM Identity Center
)

// names are the ends of real hosts, with what they are called here.
var names = []struct{ real, here string }{
	{".aws.amazon.com", ".aws.localhost"},
	{".connect.aws", ".connect.localhost"},
	{".amazonaws-us-gov.com", ".gov.aws.localhost"},
	{".amazonaws.cn", ".cn.aws.localhost"},
}

// Here is what an address of AWS is called in the simulation; false for what is none, however it is written.
func (c *Console) Here(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	real := "." + strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for _, name := range names {
		if host, is := strings.CutSuffix(real, name.real); is {
			u.Scheme, u.Host = "http", strings.TrimPrefix(host+name.here, ".")+c.port
			return u.String(), true
		}
	}
	return "", false
}

// there is what an address of the simulation is called in AWS.
func there(host, path string) string {
	for _, name := range names {
		if bare, is := strings.CutSuffix(host, name.here); is {
			return "https://" + bare + name.real + path
		}
	}
	return "https://" + host + path
}

// At is the address of a page of a host of the simulation.
func (c *Console) at(host, path string) string { return "http://" + host + c.port + path }

// Switchboard is the address at which faults are switched.
func (c *Console) Switchboard() string { return c.at("aws.localhost", "/") }

// hostOf is a request's host without its port.
func hostOf(r *http.Request) string {
	host := r.Host
	if bare, _, err := net.SplitHostPort(host); err == nil {
		host = bare
	}
	return strings.ToLower(host)
}

// Beside answers for the hosts of the simulation, and lets next answer for all others.
func (c *Console) Beside(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := hostOf(r)
		if !strings.HasSuffix("."+host, ".aws.localhost") && !strings.HasSuffix("."+host, ".connect.localhost") {
			next.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		// No form-action: browsers hold the redirects that follow a form to it, and a role that is chosen leads on to the console.
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		if r.URL.Path == "/page.css" {
			style(w)
			return
		}
		for end, pages := range c.pages {
			if host == end || strings.HasSuffix(host, "."+end) && end != "aws.localhost" {
				pages.ServeHTTP(w, r)
				return
			}
		}
		c.show(w, http.StatusNotFound, page{Title: notHere, Text: notSimulated})
	})
}

// centre finds an instance by its id.
func (c *Console) centre(id string) (Centre, bool) {
	for _, one := range c.Centres {
		if strings.EqualFold(one.id(), id) {
			return one, true
		}
	}
	return Centre{}, false
}

// account finds an account by its number; any one where none has it, which will know nothing of what it is asked.
func (c *Console) account(number string) *iam.Account {
	for _, one := range c.Centres {
		if one.Account.Number == number {
			return one.Account
		}
	}
	return c.Centres[0].Account
}

// keep remembers something under a name that nobody can guess, and forgets what is too old.
func keep[T any](c *Console, all map[string]T, what T, old func(T) bool) string {
	name := rand.Text()
	c.mu.Lock()
	defer c.mu.Unlock()
	for other, one := range all {
		if old(one) {
			delete(all, other)
		}
	}
	all[name] = what
	return name
}
