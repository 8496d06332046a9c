package signin

import (
	"context"
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
	"sync/atomic"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/sealed"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/trusted"
)

// Options of sign-in. PublicURL and Sessions are required, and Accounts or an identity provider.
type Options struct {
	PublicURL string         // of Ringside, as browsers see it: https://HOST[:PORT], or http on this machine
	Providers []Metadata     // of the identity providers of the configuration that speak SAML, if there are any
	Trusted   Trusted        // those that are kept and change while this runs; nil: there are none
	OpenIDs   []OpenID       // those that speak OpenID Connect
	Keys      func() OwnKeys // ours; nil: we have none, and they may not encrypt
	Sessions  Sessions
	Accounts  Accounts             // nil: nobody gets in by an account of ours
	Proxies   []netip.Prefix       // that are believed when they say where a request comes from
	Rules     func() *access.Rules // what an identity provider's people may do; nil: nothing
	Tokens    Tokens               // of programs; nil: there are none
	Audit     Audit                // is told who signs in and out; nil: nobody is
	Portal    Portal               // answers /portal and /idp, also for who has not signed in: see AccountOf; nil: there is none
	Directory Directory            // says by SCIM who has accounts; nil: nobody does
	// SealingKeys are those by which browsers keep the sign-ins that they have begun, the one that seals first. Nil: one of this process, with
	// which they end.
	SealingKeys func(ctx context.Context) ([][32]byte, error)
	Now         func() time.Time // nil is time.Now
	Logger      *slog.Logger     // nil logs nothing
}

// Metadata is that of one identity provider: whom to believe, as long as this is given.
type Metadata struct {
	Name string // on its button; empty: the page says "company account", or the host where there are several
	Text []byte
	trusted.Settings
}

// OwnKeys are ours: the active one signs, and all decrypt. While it changes, the next one is in our metadata beside it, so that identity
// providers know it before it signs, and the old one still decrypts for those who have not read our metadata since. Any may be zero.
type OwnKeys struct{ Active, Next, Old saml.Key }

// private are the keys that decrypt.
func (k OwnKeys) private() []*rsa.PrivateKey {
	var all []*rsa.PrivateKey
	for _, one := range []saml.Key{k.Active, k.Next, k.Old} {
		if one.Private != nil {
			all = append(all, one.Private)
		}
	}
	return all
}

// keys are ours, as they are now.
func (p *Provider) keys() OwnKeys {
	if p.Keys == nil {
		return OwnKeys{}
	}
	return p.Keys()
}

// Trusted are identity providers that speak SAML; package trusted keeps them.
type Trusted interface {
	// Believed are those that count, and a number that changes when they do.
	Believed() ([]trusted.Provider, uint64)
	// Used is told that somebody has signed in by a key, also of one of the configuration.
	Used(ctx context.Context, entityID string, by *x509.Certificate)
}

var _ Trusted = (*trusted.Register)(nil)

// Sessions keeps who is signed in; the application state does.
type Sessions interface {
	BeginSession(ctx context.Context, s state.Session, once []string, until time.Time) (cookie string, err error)
	Session(ctx context.Context, cookie string) (state.Session, error)
	SessionHolds(ctx context.Context, cookie string) (bool, error)
	SessionEnded(ctx context.Context, cookie string) (state.SessionEnd, error)
	EndSession(ctx context.Context, cookie string) error
	EndSessionsNamed(ctx context.Context, s state.Session, indexes []string, once string, until time.Time) (ended int64, err error)
}

var _ Sessions = (*state.DB)(nil)

// Provider is sign-in by identity providers, if there are any, and by accounts of our own.
type Provider struct {
	Options
	public    *url.URL
	fixed     []*identityProvider // of the configuration
	openIDs   []*openID
	passwords hasher
	tries     *throttle
	failures  *failures
	lookEvery time.Duration
	pages     *http.ServeMux

	all     atomic.Pointer[believed] // of fixed and Trusted
	sealing sealing                  // of the request cookies

	mu        sync.Mutex                              // guards all below
	elsewhere map[string]time.Time                    // when it was last noted, by person and address
	open      map[string]map[*context.CancelFunc]bool // requests under way, by session cookie
}

// New reads the identity providers' metadata, asks nobody and starts nothing. An error says what to change.
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
		Options: o, public: public, passwords: newHasher(), tries: newThrottle(), lookEvery: lookEvery, sealing: sealing{box: sealed.New()},
		open: map[string]map[*context.CancelFunc]bool{}, elsewhere: map[string]time.Time{},
	}
	p.failures = newFailures(func(e state.AuditEntry) { p.keep(context.Background(), e) })
	for _, metadata := range o.Providers {
		one, err := p.assess(metadata)
		if err == nil && named(p.fixed, one.idp.EntityID) != nil {
			err = errors.New("its entityID is that of another one: give each identity provider once, with all of its certificates in one file")
		}
		if err != nil {
			return nil, fmt.Errorf("metadata of the identity provider %s: %w", metadata.Name, err)
		}
		p.fixed = append(p.fixed, one)
	}
	for _, of := range o.OpenIDs {
		if err := p.believeOpenID(of); err != nil {
			return nil, fmt.Errorf("OpenID Connect, identity provider %s: %w", of.Issuer, err)
		}
	}
	if p.Accounts == nil && len(p.idps())+len(p.openIDs) == 0 {
		return nil, errors.New("nobody could sign in: there are no accounts, and no identity provider that somebody has agreed to can be used; the log names those that do not count, and why")
	}
	p.routes()
	return p, nil
}

// Link is the address by which the owner of a one-time link's token sets an account up.
func (p *Provider) Link(token string) string { return p.at(LinkPath(token)) }

// Host is the name by which browsers know this server, without a port.
func (p *Provider) Host() string { return p.public.Hostname() }

func (p *Provider) at(path string) string { return p.public.String() + path }
func (p *Provider) entityID() string      { return p.at("/saml/metadata") }
func (p *Provider) recipient() string     { return p.at("/saml/acs") }
func (p *Provider) logoutAddress() string { return p.at(logoutPath) }

func (p *Provider) routes() {
	p.pages = http.NewServeMux()
	p.pages.HandleFunc("GET /sign-in", p.askWho)
	if p.Accounts != nil {
		p.pages.HandleFunc("POST /sign-in", p.signInLocally)
		p.pages.HandleFunc("GET "+setUpPath, p.askSetUp)
		p.pages.HandleFunc("POST "+setUpPath, p.setUp)
	}
	p.pages.HandleFunc("GET /sign-in/page.css", style)
	p.pages.HandleFunc("GET "+SignOutPath, p.askLogout)
	p.pages.HandleFunc("POST "+SignOutPath, p.logout)
	p.pages.HandleFunc("/", p.noPage)
	if len(p.openIDs) > 0 {
		p.pages.HandleFunc("GET "+openIDLoginPath, p.openIDLogin)
		p.pages.HandleFunc("GET "+callbackPath, p.callback)
	}
	if len(p.fixed) == 0 && p.Trusted == nil {
		return
	}
	p.pages.HandleFunc("GET /saml/metadata", p.metadata)
	p.pages.HandleFunc("GET /saml/login", p.login)
	p.pages.HandleFunc("POST /saml/acs", p.brought)
	if p.keys().Active.Private != nil { // its messages count signed alone
		p.pages.HandleFunc("GET "+logoutPath, p.logoutByRedirect)
		p.pages.HandleFunc("POST "+logoutPath, p.logoutByPost)
	}
}

// metadata describes us.
func (p *Provider) metadata(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/samlmetadata+xml")
	w.Header().Set("Content-Disposition", `attachment; filename="ringside-metadata.xml"`)
	keys := p.keys()
	own := saml.ServiceProvider{EntityID: p.entityID(), Recipient: p.recipient(), Certificate: keys.Active.Certificate, Next: keys.Next.Certificate}
	all := p.idps()
	own.Signs = slices.ContainsFunc(all, func(i *identityProvider) bool { return i.signs })
	own.WantsSigned = slices.ContainsFunc(all, func(i *identityProvider) bool { return i.settings.Both })
	if keys.Active.Private != nil {
		own.Logout = p.logoutAddress()
	}
	_, _ = w.Write(own.Metadata()) // who is gone needs no answer
}
