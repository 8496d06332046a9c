package signin

import (
	"bytes"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/peertest"
	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/trusted"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site is Ringside behind TLS with something to see, and what it logs.
type site struct {
	*httptest.Server
	provider *Provider
	trusted  *trusted.Register
	state    *state.DB
	opened   chan struct{} // of a stream, when it has begun
	closed   chan struct{} // of a stream, when it has ended

	mu    sync.Mutex // guards all below
	now   time.Time
	logs  bytes.Buffer
	rules *access.Rules
	keys  OwnKeys
}

// own are the keys of the site.
func (s *site) own() OwnKeys {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keys
}

// turn changes them.
func (s *site) turn(keys OwnKeys) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = keys
}

func (s *site) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// addresses puts in force where roles may be used.
func (s *site) addresses(t testing.TB, of map[access.Role]string) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	changed := *s.rules
	changed.Addresses = map[access.Role][]access.Network{}
	for role, text := range of {
		network, err := access.ParseNetwork(text)
		if err != nil {
			t.Fatal(err)
		}
		changed.Addresses[role] = append(changed.Addresses[role], network)
	}
	s.rules = &changed
}

// rule puts rules in force.
func (s *site) rule(rules ...access.Rule) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rules = &access.Rules{Version: access.Version, Ask: "Team Care, 02-1234", Rules: rules}
}

func (s *site) inForce() *access.Rules {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rules
}

func (s *site) advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// today sets the clock by that of the machine, for peers who have no other one.
func (s *site) today() { s.advance(time.Since(s.Now())) }

func (s *site) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.logs.Write(p)
}

func (s *site) log() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.logs.String()
}

// open starts a site that believes the keys.
func open(t testing.TB, keys ...samltest.Key) *site {
	t.Helper()
	var providers []Metadata // none without keys
	if len(keys) > 0 {
		providers = []Metadata{{Text: []byte(samltest.Metadata(keys...))}}
	}
	return openWith(t, providers)
}

// openWith starts a site with these identity providers.
func openWith(t testing.TB, providers []Metadata) *site {
	t.Helper()
	return openAll(t, providers, nil)
}

// openAll starts a site with these identity providers of both kinds.
func openAll(t testing.TB, providers []Metadata, openIDs []OpenID) *site {
	t.Helper()
	return openLate(t, providers, func(string) []OpenID { return openIDs })
}

// openLate starts a site with identity providers that have to know its address first.
func openLate(t testing.TB, providers []Metadata, openIDs func(address string) []OpenID) *site {
	t.Helper()
	s := &site{Server: httptest.NewUnstartedServer(nil), now: samltest.Moment, keys: OwnKeys{Active: saml.Key(samltest.Keys().Next)}, opened: make(chan struct{}, 1), closed: make(chan struct{}, 1)}
	sessions, err := state.Open(t.Context(), state.Options{Folder: t.TempDir(), Now: s.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sessions.Close() })
	s.state = sessions
	s.rule(access.Rule{Grant: access.Whole()})
	address := "https://" + s.Listener.Addr().String()
	s.trusted = trusted.New(trusted.Options{Store: sessions, Now: s.Now, Fetch: &trusted.Fetcher{}})
	s.provider, err = New(Options{
		Trusted:   s.trusted,
		PublicURL: address, Providers: providers, OpenIDs: openIDs(address), Keys: s.own, Sessions: sessions, Accounts: sessions,
		Rules: s.inForce, Tokens: sessions, Audit: sessions, SealingKeys: sessions.SealingKeys,
		Now: s.Now, Logger: slog.New(slog.NewTextHandler(s, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	protected := s.provider.Protect(http.HandlerFunc(s.seen), func(w http.ResponseWriter, _ *http.Request, cause error) {
		if cause != nil {
			http.Error(w, "failed", http.StatusServiceUnavailable)
			return
		}
		http.Error(w, "denied", http.StatusUnauthorized)
	})
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", "request-17")
		protected.ServeHTTP(w, r)
	})
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

// grantHeader tells a test what grant a request came with.
const grantHeader = "X-Grant"

// seen is what only those may see who are signed in.
func (s *site) seen(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/api/v1/live" {
		grant := access.Of(r.Context())
		w.Header().Set(grantHeader, fmt.Sprint(grant.Roles, grant.Limits))
		_, _ = fmt.Fprintf(w, "figures of %s for %q", r.URL.Path, Of(r.Context()).Name)
		return
	}
	w.WriteHeader(http.StatusOK)
	_ = http.NewResponseController(w).Flush()
	s.opened <- struct{}{}
	<-r.Context().Done()
	s.closed <- struct{}{}
}

// browser keeps cookies and follows nothing by itself.
type browser struct {
	*http.Client
	t    testing.TB
	site *site
}

func (s *site) browser(t testing.TB) *browser {
	t.Helper()
	return &browser{peertest.Browser(t, s.Client()), t, s}
}

// reply is an answer, read to its end, without HTML's references.
type reply struct {
	*http.Response
	text string
}

// ask sends a request as a browser does that goes to a page; fields are pairs of header names and values.
func (b *browser) ask(method, path string, form url.Values, header ...string) reply {
	b.t.Helper()
	w := peertest.Ask(b.t, b.Client, method, b.site.URL+path, form, header...)
	return reply{w.Response, html.UnescapeString(w.Text)}
}

// post brings an answer of the identity provider, as its page does.
func (b *browser) post(field string) reply {
	b.t.Helper()
	return b.ask(http.MethodPost, "/saml/acs", url.Values{"SAMLResponse": {field}}, "Origin", "https://sso.example.org", "Sec-Fetch-Site", "cross-site")
}

// begin goes to a page and on to the identity provider; it returns the address there and the request's ID.
func (b *browser) begin(page string) (address, id string) {
	b.t.Helper()
	first := b.ask(http.MethodGet, page, nil)
	if first.StatusCode != http.StatusSeeOther || !strings.HasPrefix(first.Header.Get("Location"), "/saml/login?idp=") {
		b.t.Fatalf("%s: %s to %s", page, first.Status, first.Header.Get("Location"))
	}
	second := b.ask(http.MethodGet, first.Header.Get("Location"), nil)
	address = second.Header.Get("Location")
	if second.StatusCode != http.StatusSeeOther || !strings.HasPrefix(address, "https://sso.example.org/saml/idp/sso?") {
		b.t.Fatalf("login: %s to %s", second.Status, address)
	}
	return address, requestIn(b.t, address)
}

// requestIn is the ID of the request that an address holds.
var requestIn = samltest.RequestID

// answer is a message that answers a request as it should, but for what is replaced in it.
func (s *site) answer(t testing.TB, id string, change samltest.Recipe) string {
	t.Helper()
	if change.At.IsZero() {
		change.At = s.Now()
	}
	change.Replace = samltest.ForUs(append([]string{
		"https://ringside.example.org", s.URL, samltest.Request, id, "_r1c9f", "_r" + id, "_a77b2", "_a" + id,
	}, change.Replace...)...)
	return change.Field(t)
}

// copied is another browser with the cookies of one.
func (s *site) copied(t testing.TB, of *browser) *browser {
	t.Helper()
	address, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	b := s.browser(t)
	for _, c := range of.Jar.Cookies(address) {
		b.Jar.SetCookies(address, []*http.Cookie{{Name: c.Name, Value: c.Value, Path: "/", Secure: true}})
	}
	return b
}

// cookie is that of a browser's session.
func (s *site) cookie(t testing.TB, b *browser) string {
	t.Helper()
	address, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range b.Jar.Cookies(address) {
		if c.Name == sessionCookie {
			return c.Value
		}
	}
	t.Fatal("the browser has no session")
	return ""
}

// signedIn is a browser that has signed in.
func (s *site) signedIn(t testing.TB) *browser {
	t.Helper()
	b := s.browser(t)
	_, id := b.begin("/")
	if w := b.post(s.answer(t, id, samltest.Recipe{})); w.StatusCode != http.StatusSeeOther {
		t.Fatalf("sign-in: %s %s\n%s", w.Status, w.text, s.log())
	}
	return b
}
