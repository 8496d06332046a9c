package acme

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"

	"github.com/mholt/acmez/v3"
	"github.com/mholt/acmez/v3/acme"
)

// alpn is the protocol by which an authority asks at port 443 (RFC 8737).
const alpn = acmez.ACMETLS1Protocol

// proofs are what shows the authority whose the name is, while it looks. There is one name, so there is one challenge at a time.
type proofs struct {
	mu        sync.Mutex // guards both
	challenge acme.Challenge
	pair      *tls.Certificate // of a challenge by TLS-ALPN-01
}

// Present is called before the authority is asked to look.
func (p *proofs) Present(_ context.Context, challenge acme.Challenge) error {
	var pair *tls.Certificate
	if challenge.Type == acme.ChallengeTypeTLSALPN01 {
		var err error
		if pair, err = acmez.TLSALPN01ChallengeCert(challenge); err != nil {
			return err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.challenge, p.pair = challenge, pair
	return nil
}

// CleanUp is called when it has looked.
func (p *proofs) CleanUp(context.Context, acme.Challenge) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.challenge, p.pair = acme.Challenge{}, nil
	return nil
}

// answer is what the authority wants to read at the address that it asks for (HTTP-01); nobody else learns it.
func (p *proofs) answer(r *http.Request) (text string, is bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	is = p.challenge.Type == acme.ChallengeTypeHTTP01 && r.Method == http.MethodGet && r.URL.Path == p.challenge.HTTP01ResourcePath() &&
		strings.EqualFold(host, p.challenge.Identifier.Value)
	return p.challenge.KeyAuthorization, is
}

// certificate is what the authority wants to be shown by TLS.
func (p *proofs) certificate() (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.pair == nil {
		return nil, errors.New("no authority is asked just now")
	}
	return p.pair, nil
}
