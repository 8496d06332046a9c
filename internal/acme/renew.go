package acme

import (
	"cmp"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"github.com/mholt/acmez/v3"
	"github.com/mholt/acmez/v3/acme"
)

// untilDue is for how long nothing needs to be done; not more than nothing when a certificate is to be asked for.
func (c *Certificates) untilDue(ctx context.Context) time.Duration {
	pair := c.pair.Load()
	if pair == nil {
		return 0
	}
	var wanted time.Time
	if info, err := c.client.GetRenewalInfo(ctx, pair.Leaf); err == nil { // else it goes by the certificate's own life
		wanted = info.SelectedTime
	}
	return min(time.Until(due(pair.Leaf, wanted)), cmp.Or(c.look, lookEvery))
}

// due is when a certificate is renewed: when the authority wants it (RFC 9773), but with a quarter of its life left at the latest;
// with a third left when the authority says nothing.
func due(leaf *x509.Certificate, wanted time.Time) time.Time {
	life := leaf.NotAfter.Sub(leaf.NotBefore)
	if latest := leaf.NotAfter.Add(-life / 4); wanted.After(latest) {
		return latest
	}
	if wanted.IsZero() {
		return leaf.NotAfter.Add(-life / 3)
	}
	return wanted
}

// renew asks for a certificate, keeps it, and uses it from now on.
func (c *Certificates) renew(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, tryFor)
	defer cancel()
	c.Logger.Info("asking for a certificate", "name", c.Name, "authority", c.Directory)
	account, err := c.account(ctx)
	if err != nil {
		return err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	request, err := acmez.NewCSR(key, []string{c.Name})
	if err != nil {
		return err
	}
	order, err := acmez.OrderParametersFromCSR(account, request)
	if err != nil {
		return err
	}
	if before := c.pair.Load(); before != nil {
		order.Replaces = before.Leaf
	}
	client := acmez.Client{Client: c.client, ChallengeSolvers: map[string]acmez.Solver{}}
	if c.Plain {
		client.ChallengeSolvers[acme.ChallengeTypeHTTP01] = &c.proofs
	}
	if c.Secure {
		client.ChallengeSolvers[acme.ChallengeTypeTLSALPN01] = &c.proofs
	}
	chains, err := client.ObtainCertificate(ctx, order)
	if order.Replaces != nil && aboutReplaced(err) {
		order.Replaces = nil
		chains, err = client.ObtainCertificate(ctx, order)
	}
	if err != nil {
		return err
	}
	if len(chains) == 0 {
		return errors.New("the authority has given no certificate")
	}
	pair, text, err := c.pairOf(chains[0].ChainPEM, key)
	if err != nil {
		return fmt.Errorf("what the authority has given: %w", err)
	}
	c.pair.Store(pair) // good, even if it cannot be kept
	c.Logger.Info("the authority has given a certificate", "name", c.Name, "not_after", pair.Leaf.NotAfter)
	return c.keep(certificateFile, text)
}

// aboutReplaced tells whether an order may have been refused for the certificate that it names as replaced (RFC 9773, section 5). An
// authority that does not know it answers with one of these; to name it is a courtesy, so the order can do without. That it has been
// replaced already is seen to by acmez.
func aboutReplaced(err error) bool {
	problem, is := errors.AsType[acme.Problem](err)
	return is && (problem.Type == acme.ProblemTypeMalformed || problem.Type == acme.ProblemTypeServerInternal)
}

// account is ours with the authority, made when it has none for our key.
func (c *Certificates) account(ctx context.Context) (acme.Account, error) {
	key, err := c.accountKey()
	if err != nil {
		return acme.Account{}, err
	}
	account := acme.Account{TermsOfServiceAgreed: true, PrivateKey: key}
	if c.Email != "" {
		account.Contact = []string{"mailto:" + c.Email}
	}
	return c.client.NewAccount(ctx, account)
}

// usable refuses a certificate that is not for the name.
func (c *Certificates) usable(pair *tls.Certificate) error {
	if pair.Leaf == nil {
		return errors.New("there is no certificate in it")
	}
	return pair.Leaf.VerifyHostname(c.Name)
}
