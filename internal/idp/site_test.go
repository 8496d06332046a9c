package idp

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/peertest"
	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
)

// site is a Ringside behind TLS that vouches for people.
type site struct {
	*httptest.Server
	state    *state.DB
	register Register
	codes    map[string]string // secrets of authenticator apps, by account
	steps    map[string]int64  // of the last code, by account
	siege    *siege            // of what its browsers bring; nil for none

	mu   sync.Mutex // guards all below
	now  time.Time
	logs bytes.Buffer
}

func (s *site) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *site) advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

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

// open starts a site, with people of identity providers if they are given.
func open(t testing.TB, providers ...signin.Metadata) *site {
	t.Helper()
	return openAt(t, "127.0.0.1", providers...)
}

// openAt starts one that has cookies of its own: those of a host are for all its ports.
func openAt(t testing.TB, host string, providers ...signin.Metadata) *site {
	t.Helper()
	s := &site{Server: httptest.NewUnstartedServer(nil), now: time.Now().Add(-5 * time.Minute).Truncate(time.Second), codes: map[string]string{}, steps: map[string]int64{}}
	db, err := state.Open(t.Context(), state.Options{Folder: t.TempDir(), Now: s.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s.state, s.register = db, Register{Store: db, Now: s.Now}
	public, log := strings.Replace("https://"+s.Listener.Addr().String(), "127.0.0.1", host, 1), slog.New(slog.NewTextHandler(s, nil))
	ownKeys := func() signin.OwnKeys { return signin.OwnKeys{Active: saml.Key(samltest.Keys().Next)} }
	in, err := signin.New(signin.Options{
		PublicURL: public, Providers: providers, Keys: ownKeys, Sessions: db, Accounts: db, Now: s.Now, Logger: log,
		Rules: func() *access.Rules {
			return &access.Rules{Version: access.Version, Rules: []access.Rule{{Grant: access.Whole()}}}
		},
		Portal: New(Options{PublicURL: public, Register: s.register, Accounts: db, Audit: db, Logger: log}),
	})
	if err != nil {
		t.Fatal(err)
	}
	protected := in.Protect(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(w, "figures for %s", signin.Of(r.Context()).Name)
	}), func(w http.ResponseWriter, _ *http.Request, _ error) {
		http.Error(w, "denied", http.StatusUnauthorized)
	})
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", "request-17")
		protected.ServeHTTP(w, r)
	})
	s.StartTLS()
	s.URL = public
	t.Cleanup(s.Close)
	return s
}

// browser keeps cookies and follows nothing by itself.
type browser struct {
	*http.Client
	t     testing.TB
	home  string // of the site
	siege *siege
}

func newBrowser(t testing.TB, of *site) *browser {
	t.Helper()
	client := peertest.Browser(t, of.Client())
	transport := client.Transport.(*http.Transport).Clone()
	transport.TLSClientConfig.ServerName = "example.com" // of the certificate, whatever the host
	client.Transport = transport
	t.Cleanup(transport.CloseIdleConnections)
	return &browser{client, t, of.URL, of.siege}
}

// reply is an answer, read to its end, without HTML's references.
type reply struct {
	*http.Response
	text, raw string // raw has its references
}

func (b *browser) ask(method, address string, form url.Values, header ...string) reply {
	b.t.Helper()
	b.besiege(method, address, form)
	w := peertest.Ask(b.t, b.Client, method, address, form, header...)
	return reply{w.Response, html.UnescapeString(w.Text), w.Text}
}

// follow asks and goes where it is sent, until there is something to see.
func (b *browser) follow(address string) reply {
	b.t.Helper()
	at, err := url.Parse(address)
	if err != nil {
		b.t.Fatal(err)
	}
	for range 10 {
		w := b.ask(http.MethodGet, at.String(), nil)
		if w.StatusCode != http.StatusSeeOther {
			return w
		}
		if at, err = at.Parse(w.Header.Get("Location")); err != nil {
			b.t.Fatal(err)
		}
	}
	b.t.Fatal("sent around in a circle")
	return reply{}
}

const goodPassword = "zyxwv correct horse"

var (
	secretField = regexp.MustCompile(`name="secret" value="([A-Z2-7]{32})"`)
	returnField = regexp.MustCompile(`name="return" value="([^"]*)"`)
	sentTo      = regexp.MustCompile(`<form method="post" action="([^"]*)"`)
	sentAnswer  = regexp.MustCompile(`name="SAMLResponse" value="([^"]*)"`)
	sentRelay   = regexp.MustCompile(`name="RelayState" value="([^"]*)"`)
)

// account makes an account and sets it up by its page.
func (s *site) account(t testing.TB, name, role string, of Profile) {
	t.Helper()
	token, err := s.state.CreateAccount(t.Context(), name, role)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.register.SavePerson(t.Context(), name, of); err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, s)
	found := secretField.FindStringSubmatch(b.ask(http.MethodGet, s.URL+signin.LinkPath(token), nil).text)
	if found == nil {
		t.Fatal("there is no page to set the account up")
	}
	s.codes[name] = found[1]
	w := b.ask(http.MethodPost, s.URL+"/sign-in/set-up", url.Values{
		"token": {token}, "secret": {found[1]}, "password": {goodPassword}, "again": {goodPassword}, "code": {s.code(t, name)},
	}, "Sec-Fetch-Site", "same-origin")
	if w.StatusCode != http.StatusOK {
		t.Fatalf("set-up: %s\n%s", w.Status, w.text)
	}
}

// code is what an authenticator app shows (RFC 6238), later than the last one: each counts once.
func (s *site) code(t testing.TB, account string) string {
	t.Helper()
	for s.Now().Unix()/30 <= s.steps[account] {
		s.advance(time.Second)
	}
	s.steps[account] = s.Now().Unix() / 30
	key, err := base32.StdEncoding.DecodeString(s.codes[account])
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha1.New, key)
	_ = binary.Write(mac, binary.BigEndian, s.Now().Unix()/30) // a hash takes everything
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 15
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[at:])&0x7fffffff%1_000_000)
}

// signIn fills in the page to sign in, and goes where that leads.
func (b *browser) signIn(s *site, shown reply, account string) reply {
	b.t.Helper()
	back := returnField.FindStringSubmatch(shown.text)
	if back == nil {
		b.t.Fatalf("this is no page to sign in: %s\n%s", shown.Status, shown.text)
	}
	w := b.ask(http.MethodPost, s.URL+"/sign-in", url.Values{
		"name": {account}, "password": {goodPassword}, "code": {s.code(b.t, account)}, "return": {back[1]},
	}, "Sec-Fetch-Site", "same-origin")
	if w.StatusCode != http.StatusSeeOther {
		b.t.Fatalf("sign-in: %s\n%s\n%s", w.Status, w.text, s.log())
	}
	return b.follow(s.URL + w.Header.Get("Location"))
}

// sent is the form by which the browser brings an answer.
type sent struct{ address, answer, relay string }

func (w reply) sent(t testing.TB) sent {
	t.Helper()
	address, answer := sentTo.FindStringSubmatch(w.text), sentAnswer.FindStringSubmatch(w.text)
	if w.StatusCode != http.StatusOK || address == nil || answer == nil {
		t.Fatalf("nothing is sent: %s\n%s", w.Status, w.text)
	}
	of := sent{address: address[1], answer: answer[1]}
	if relay := sentRelay.FindStringSubmatch(w.text); relay != nil {
		of.relay = relay[1]
	}
	return of
}

func (s sent) xml(t testing.TB) []byte {
	t.Helper()
	text, err := base64.StdEncoding.DecodeString(s.answer)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// read reads what an application's side reads of an answer, by the metadata that it was given.
func (s *site) read(t testing.TB, id string, answer []byte) saml.Message {
	t.Helper()
	idp, err := saml.ReadMetadata(s.metadata(t, id))
	if err != nil {
		t.Fatal(err)
	}
	document, err := saml.Read(answer)
	if err != nil {
		t.Fatal(err)
	}
	message, err := document.Verify(saml.Trust{Certificates: idp.Certificates})
	if err != nil {
		t.Fatal(err)
	}
	return message
}

func (s *site) metadata(t testing.TB, id string) []byte {
	t.Helper()
	w := newBrowser(t, s).ask(http.MethodGet, s.URL+"/idp/"+id+"/metadata", nil)
	if w.StatusCode != http.StatusOK || w.Header.Get("Content-Type") != "application/samlmetadata+xml" {
		t.Fatalf("metadata: %s %s", w.Status, w.text)
	}
	return []byte(w.text)
}
