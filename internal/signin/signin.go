package signin

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

// Options of sign-in. PublicURL, Sessions and Accounts are required.
type Options struct {
	PublicURL string // of Ringside, as browsers see it: https://HOST[:PORT], or http on this machine
	Metadata  []byte // of the identity provider: whom to believe, as long as this is given; nil: there is none
	Sessions  Sessions
	Accounts  Accounts
	Proxies   []netip.Prefix       // that are believed when they say where a request comes from
	Rules     func() *access.Rules // what an identity provider's people may do; nil: nothing
	Tokens    Tokens               // of programs; nil: there are none
	Now       func() time.Time     // nil is time.Now
	Logger    *slog.Logger         // nil logs nothing
}

// Sessions keeps who is signed in; the application state does.
type Sessions interface {
	BeginSession(ctx context.Context, s state.Session, once []string, until time.Time) (cookie string, err error)
	Session(ctx context.Context, cookie string) (state.Session, error)
	SessionHolds(ctx context.Context, cookie string) (bool, error)
	EndSession(ctx context.Context, cookie string) error
}

var _ Sessions = (*state.DB)(nil)

// Provider is sign-in by one identity provider, if there is one, and by accounts of our own.
type Provider struct {
	Options
	public    *url.URL
	idp       saml.Provider
	address   *url.URL // of its sign-in; nil: there is none
	trust     saml.Trust
	requests  [32]byte // key of the request cookies
	passwords hasher
	tries     *throttle
	lookEvery time.Duration
	pages     *http.ServeMux

	mu   sync.Mutex                              // guards open
	open map[string]map[*context.CancelFunc]bool // requests under way, by session cookie
}

// New reads the identity provider's metadata and starts nothing. An error says what to change.
func New(o Options) (*Provider, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	public, err := url.Parse(o.PublicURL)
	if err != nil || !saml.Plain(public) || strings.Trim(public.Path, "/") != "" || public.RawQuery != "" {
		return nil, fmt.Errorf("public address %q: write https://HOST, as browsers see it, without a path", o.PublicURL)
	}
	public.Path = ""
	p := &Provider{
		Options: o, public: public, passwords: newHasher(), tries: newThrottle(), lookEvery: lookEvery,
		open: map[string]map[*context.CancelFunc]bool{},
	}
	_, _ = rand.Read(p.requests[:]) // never fails
	if o.Metadata != nil {
		if err := p.believe(o.Metadata); err != nil {
			return nil, fmt.Errorf("metadata of the identity provider: %w", err)
		}
	}
	p.routes()
	return p, nil
}

// believe takes the identity provider's name, address and keys.
func (p *Provider) believe(metadata []byte) (err error) {
	if p.idp, err = saml.ReadMetadata(metadata); err != nil {
		return err
	}
	if p.address, err = p.idp.Address(); err != nil {
		return err
	}
	p.trust.Certificates = slices.DeleteFunc(slices.Clone(p.idp.Certificates), func(c *x509.Certificate) bool {
		key, isRSA := c.PublicKey.(*rsa.PublicKey)
		return !isRSA || key.N.BitLen() < 2048
	})
	switch {
	case p.idp.EntityID == "":
		return errors.New("there is no entityID")
	case p.idp.EntityID == state.Local || p.idp.EntityID == tokenProvider: // its people would be taken for ours
		return errors.New("its entityID is " + p.idp.EntityID + ", which is ours")
	case p.idp.WantsSigned:
		return errors.New("it takes signed requests only, which Ringside does not send: switch that off for this application")
	case len(p.trust.Certificates) == 0:
		return errors.New("it has no certificate for signing with an RSA key of 2,048 bits or more")
	}
	if useless := len(p.idp.Certificates) - len(p.trust.Certificates) + p.idp.Unreadable; useless > 0 {
		p.Logger.Warn("certificates of the identity provider cannot be used", "count", useless)
	}
	if end := p.idp.ValidUntil; !end.IsZero() && end.Before(p.Now()) {
		p.Logger.Warn("the metadata of the identity provider are out of date and count nevertheless: fetch them anew", "valid_until", end)
	}
	return nil
}

// Link is the address by which the owner of a one-time link's token sets an account up.
func (p *Provider) Link(token string) string { return p.at(LinkPath(token)) }

// Host is the name by which browsers know this server, without a port.
func (p *Provider) Host() string { return p.public.Hostname() }

func (p *Provider) at(path string) string { return p.public.String() + path }
func (p *Provider) entityID() string      { return p.at("/saml/metadata") }
func (p *Provider) recipient() string     { return p.at("/saml/acs") }

func (p *Provider) routes() {
	p.pages = http.NewServeMux()
	p.pages.HandleFunc("GET /sign-in", p.askWho)
	p.pages.HandleFunc("POST /sign-in", p.signInLocally)
	p.pages.HandleFunc("GET "+setUpPath, p.askSetUp)
	p.pages.HandleFunc("POST "+setUpPath, p.setUp)
	p.pages.HandleFunc("GET /sign-in/page.css", style)
	p.pages.HandleFunc("GET "+SignOutPath, p.askLogout)
	p.pages.HandleFunc("POST "+SignOutPath, p.logout)
	p.pages.HandleFunc("/", p.noPage)
	if p.address == nil {
		return
	}
	p.pages.HandleFunc("GET /saml/metadata", p.metadata)
	p.pages.HandleFunc("GET /saml/login", p.login)
	p.pages.HandleFunc("POST /saml/acs", p.acs)
}

// metadata describes us.
func (p *Provider) metadata(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/samlmetadata+xml")
	w.Header().Set("Content-Disposition", `attachment; filename="ringside-metadata.xml"`)
	_, _ = w.Write(saml.Metadata(p.entityID(), p.recipient())) // who is gone needs no answer
}
