// Package acme gets the certificate that a server speaks TLS with from an authority that speaks ACME (RFC 8555), and keeps it
// current.
package acme

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mholt/acmez/v3/acme"
)

// LetsEncrypt is the directory of the authority that is asked unless another is named.
const LetsEncrypt = "https://acme-v02.api.letsencrypt.org/directory"

// Options of a certificate. Name, Directory, Folder and Logger are required, and one of the two ways to show whose the name is.
type Options struct {
	Name      string         // the one name that is asked for
	Directory string         // of the authority: an address with https
	Roots     *x509.CertPool // that vouch for the directory itself; nil: those of the machine
	Email     string         // to which the authority may write; empty: to nobody
	Folder    string         // of the certificate and the keys; made when it is missing, for its owner alone
	Plain     bool           // Challenges is served at port 80 of the name
	Secure    bool           // TLS is served at its port 443
	Logger    *slog.Logger

	// Tests alone are in a hurry: for how long nothing is looked at, and the pause after a first failure. Zero: lookEvery, firstPause.
	look, pause time.Duration
}

// The authority is asked at least so often whether it wants a certificate renewed early, and a certificate lives so long before
// it is: an authority that always wants it is not asked all the time.
const (
	lookEvery = 6 * time.Hour
	leastLife = time.Minute
)

// A try that fails is made again, after twice as long each time. Let's Encrypt takes five proofs that fail an hour
// (https://letsencrypt.org/docs/rate-limits/, read 2026-11-23), and a try has up to two; who cannot be reached counts nothing.
const (
	firstPause   = time.Minute
	refusedPause = 10 * time.Minute
	mostPause    = time.Hour
	tryFor       = 5 * time.Minute // a single try
)

// Certificates is the certificate of one name. Constructing it starts nothing.
type Certificates struct {
	Options
	client *acme.Client                    // Run's
	pair   atomic.Pointer[tls.Certificate] // nil while there is none
	proofs proofs
	tried  func()
	first  chan struct{} // closed by tried
}

// New is the certificate of a name, which is nothing before Run.
func New(o Options) *Certificates {
	c := &Certificates{Options: o, first: make(chan struct{})}
	c.tried = sync.OnceFunc(func() { close(c.first) })
	return c
}

// newClient asks the authority.
func newClient(o Options) *acme.Client {
	transport := &http.Transport{
		Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true, TLSHandshakeTimeout: 20 * time.Second, IdleConnTimeout: time.Minute,
		TLSClientConfig: &tls.Config{RootCAs: o.Roots, MinVersion: tls.VersionTLS12},
	}
	return &acme.Client{Directory: o.Directory, UserAgent: "ringside", HTTPClient: &http.Client{Transport: transport, Timeout: time.Minute}}
}

// Tried is closed when there is a certificate, or the first try to get one has failed.
func (c *Certificates) Tried() <-chan struct{} { return c.first }

// TLS is what a listener speaks: with this certificate alone, to those who ask for its name or for none, and with that by which
// the authority sees whose the name is.
func (c *Certificates) TLS() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		NextProtos: []string{"h2", "http/1.1", alpn},
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
			if hello.ServerName != "" && !strings.EqualFold(hello.ServerName, c.Name) {
				return nil, fmt.Errorf("asked as %q, and this is %s alone", hello.ServerName, c.Name)
			}
			if len(hello.SupportedProtos) == 1 && hello.SupportedProtos[0] == alpn {
				return c.proofs.certificate()
			}
			if pair := c.pair.Load(); pair != nil {
				return pair, nil
			}
			return nil, errors.New("there is no certificate yet")
		},
	}
}

// Challenges answers the authority that looks whose the name is, and passes everything else on.
func (c *Certificates) Challenges(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if text, is := c.proofs.answer(r); is {
			w.Header().Set("Content-Type", "text/plain")
			_, _ = w.Write([]byte(text)) // it asks again
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Run gets a certificate, again and again until there is one, and another in time. It returns when ctx ends, or when the folder
// cannot be used.
func (c *Certificates) Run(ctx context.Context) error {
	c.client = newClient(c.Options)
	defer c.client.HTTPClient.CloseIdleConnections()
	if err := c.load(); err != nil {
		return fmt.Errorf("certificate of %s: %w", c.Name, err)
	}
	var pause time.Duration
	for ctx.Err() == nil {
		wait := c.untilDue(ctx)
		if wait <= 0 {
			err := c.renew(ctx)
			if err == nil {
				pause = 0
				wait = min(leastLife, cmp.Or(c.look, leastLife))
			} else if ctx.Err() == nil {
				pause = c.nextPause(pause, err)
				wait = pause
				c.failed(err, pause)
			}
			c.tried()
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
	return nil
}

// nextPause is how long to wait after a failure, and after the pause before it.
func (c *Certificates) nextPause(before time.Duration, err error) time.Duration {
	first := firstPause
	if _, refused := errors.AsType[acme.Problem](err); refused {
		first = refusedPause
	}
	return min(max(2*before, cmp.Or(c.pause, first)), mostPause)
}

// failed says that there is no certificate, or no newer one.
func (c *Certificates) failed(err error, pause time.Duration) {
	of := []any{"name", c.Name, "error", err, "what_to_do", c.advice(err), "again_in", pause}
	if pair := c.pair.Load(); pair != nil {
		c.Logger.Warn("the certificate could not be renewed, and stays in use", append(of, "not_after", pair.Leaf.NotAfter)...)
		return
	}
	c.Logger.Warn("there is no certificate yet, and browsers are refused", of...)
}
