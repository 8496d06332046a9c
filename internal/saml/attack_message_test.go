package saml

import (
	"crypto/x509"
	"encoding/base64"
	"net/url"
	"testing"
	"time"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// taker is whatever takes a message that is signed as a whole, by a form or an address, from Ours alone.
type taker struct {
	parameter, valid string
	form             func(url.Values) error
	query            func(string) error
}

func takers(t testing.TB) map[string]taker {
	t.Helper()
	ours := []*x509.Certificate{samltest.Keys().Ours.Certificate}
	asked := func(r AuthnRequest, err error) error {
		if err != nil {
			return err
		}
		return r.Signed(ours)
	}
	left := func(l Logout, err error) error {
		if err == nil {
			_, err = l.Expect(expectedLogout(), ours)
		}
		return err
	}
	authn := taker{
		"SAMLRequest", string(Request{ID: "_q1", At: samltest.Moment, Address: &url.URL{Scheme: "https", Host: "sso.example.org"}, Issuer: "urn:a", Recipient: samltest.OurAddress}.XML()),
		func(form url.Values) error { return asked(ReadPost(form)) }, func(raw string) error { return asked(ReadRedirect(raw)) },
	}
	logout := taker{
		"SAMLRequest", logoutText(), func(form url.Values) error { return left(ReadLogoutPost(form)) }, func(raw string) error { return left(ReadLogout(raw)) },
	}
	loggedOut := logout
	loggedOut.parameter, loggedOut.valid = "SAMLResponse", loggedOutText()
	return map[string]taker{"a request to sign in": authn, "a request to sign out": logout, "an answer to one": loggedOut}
}

func TestMessagesThatAreSignedAsAWholeAreAttacked(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	for name, to := range takers(t) {
		signed := samltest.Signed(t, to.valid, keys.Ours)
		form := func(message []byte) url.Values {
			return url.Values{to.parameter: {base64.StdEncoding.EncodeToString(message)}}
		}
		for _, a := range samltest.MessageAttacks() {
			var tree etree.Document
			if err := tree.ReadFromBytes(signed); err != nil {
				t.Fatal(err)
			}
			a.Build(tree.Root())
			message, err := tree.WriteToBytes()
			if err != nil {
				t.Fatal(err)
			}
			if err := to.form(form(message)); string(codeOf(err)) != a.Want {
				t.Errorf("%s, %s: %v, want %s", name, a.Name, err, a.Want)
			}
			for _, key := range []samltest.Key{{}, keys.Stranger} { // a signature inside of it says nothing of an address
				if err := to.query(samltest.Query(t, to.parameter, message, key)); codeOf(err) == "" {
					t.Errorf("%s, %s, in an address: %v", name, a.Name, err)
				}
			}
		}
		query := samltest.Query(t, to.parameter, []byte(to.valid), keys.Ours)
		for what, raw := range samltest.QueryAttacks(query) {
			if err := to.query(raw); codeOf(err) == "" {
				t.Errorf("%s, %s: %v", name, what, err)
			}
		}
		if err := to.form(form(signed)); err != nil {
			t.Errorf("%s, posted as it should be: %v", name, err)
		}
		if err := to.query(query); err != nil {
			t.Errorf("%s, as it should be: %v", name, err)
		}
	}
}

// A refusal costs little, whatever it is of. The best of a few tries counts: the machine may be busy.
func TestNothingTakesLong(t *testing.T) {
	const soon = 50 * time.Millisecond
	keys := samltest.Keys()
	key := []*x509.Certificate{keys.Ours.Certificate}
	var worst time.Duration
	var longest string
	check := func(name, what string, read func() error) {
		best := time.Hour
		for range 5 {
			began := time.Now()
			if err := read(); codeOf(err) == "" {
				t.Errorf("%s, %s: %v", name, what, err)
			}
			best = min(best, time.Since(began))
		}
		if best > soon {
			t.Errorf("%s, %s: %s", name, what, best)
		}
		if best > worst {
			worst, longest = best, name+", "+what
		}
	}
	for name, to := range takers(t) {
		for what, document := range samltest.Hostile(to.valid) {
			form := url.Values{to.parameter: {base64.StdEncoding.EncodeToString([]byte(document))}}
			query := samltest.Query(t, to.parameter, []byte(document), keys.Ours)
			check(name+", posted", what, func() error { return to.form(form) })
			check(name, what, func() error { return to.query(query) })
		}
		bomb := samltest.Query(t, to.parameter, make([]byte, 64<<20), keys.Ours)
		check(name, "a bomb", func() error { return to.query(bomb) })
	}
	sp := string(ServiceProvider{EntityID: "urn:a", Recipient: samltest.OurAddress, Certificate: keys.Ours.Certificate, Logout: ourLogout}.Metadata())
	for what, document := range samltest.Hostile(sp) {
		check("metadata of a service provider", what, func() error {
			_, err := ReadServiceProvider([]byte(document))
			return err
		})
	}
	for what, document := range samltest.Hostile(samltest.Metadata(keys.Ours)) {
		check("metadata of an identity provider", what, func() error {
			_, err := ReadMetadata([]byte(document))
			return err
		})
	}
	for what, document := range samltest.Hostile(string(samltest.Recipe{}.XML(t))) {
		check("a response", what, func() error {
			_, err := verify([]byte(document), Trust{Certificates: key})
			return err
		})
	}
	t.Logf("the longest, %s, takes %s", longest, worst)
}
