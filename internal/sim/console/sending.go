package console

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"math/big"
	"net/url"
	"sync"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// Sending is what an identity provider lets a browser send.
type Sending struct {
	Address    string // by its real name
	Field      string // SAMLResponse
	RelayState string
	Policy     string // added to the Content-Security-Policy of the page that sends it
}

// Send is what is sent in the simulation instead: to the host that stands for AWS's, with what is wrong now. What is not for AWS is
// left alone. The key, and its certificate, are those that have signed: a message that was changed is signed anew.
func (c *Console) Send(s Sending, private crypto.Signer, certificate []byte) (Sending, error) {
	here, is := c.Here(s.Address)
	if !is {
		return s, nil
	}
	s.Address = here
	c.mu.Lock()
	f := c.fault
	c.mu.Unlock()
	if f == nil {
		return s, nil
	}
	if f.centre != "" { // no message comes to be
		return Sending{Address: c.at(centreHost, "/saml/assertion")}, nil
	}
	if f.message != nil || f.signing != nil {
		field, err := resigned(s.Field, f, signer{private, certificate})
		if err != nil {
			return s, fmt.Errorf("break a sign-in: %w", err)
		}
		s.Field = field
	}
	if f.field != nil {
		s.Field = f.field(s.Field)
	}
	if f.relay != nil {
		s.RelayState = f.relay(s.RelayState, c.Centres[0])
	}
	if f.Policy {
		s.Policy = formAction(here)
	}
	return s, nil
}

// formAction is a policy that lets a form lead to one host alone.
func formAction(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return "form-action " + u.Scheme + "://" + u.Host
}

// signer is who signs; nobody where private is nil.
type signer struct {
	private     crypto.Signer
	certificate []byte // DER
}

// stranger is one whom nobody knows, the same for as long as the program runs.
var stranger = sync.OnceValue(func() signer {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err) // there is no randomness
	}
	of := &x509.Certificate{
		SerialNumber: big.NewInt(4711), Subject: pkix.Name{CommonName: "stranger"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(10, 0, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, of, of, key.Public(), key)
	if err != nil {
		panic(err) // it is well formed
	}
	return signer{key, der}
})

// resigned is a message with a fault in it, signed anew, as if it had been made so.
func resigned(field string, f *Fault, by signer) (string, error) {
	text, err := base64.StdEncoding.DecodeString(field)
	if err != nil {
		return "", err
	}
	tree := etree.NewDocument()
	if err := tree.ReadFromBytes(text); err != nil {
		return "", err
	}
	root := tree.Root()
	for _, signature := range root.FindElements("//Signature") {
		signature.Parent().RemoveChild(signature)
	}
	if f.message != nil {
		f.message(&message{root})
	}
	if f.signing != nil {
		f.signing(&by)
	}
	if by.private != nil {
		for _, e := range []*etree.Element{root.FindElement("./Assertion"), root} {
			if err := by.sign(e); err != nil {
				return "", err
			}
		}
	}
	tree.WriteSettings.CanonicalText, tree.WriteSettings.CanonicalAttrVal = true, true
	if text, err = tree.WriteToBytes(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(text), nil
}

// sign puts a signature behind the Issuer.
func (s signer) sign(e *etree.Element) error {
	context, err := dsig.NewSigningContext(s.private, [][]byte{s.certificate})
	if err != nil {
		return err
	}
	context.Canonicalizer = dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("")
	around, err := etreeutils.NSBuildParentContext(e)
	if err != nil {
		return err
	}
	alone, err := etreeutils.NSDetatch(around, e)
	if err != nil {
		return err
	}
	signature, err := context.ConstructSignature(alone, true)
	if err != nil {
		return err
	}
	e.InsertChildAt(1, signature)
	return nil
}

// shift moves all times of a message by minutes.
func (m *message) shift(minutes int) {
	for _, e := range append(m.root.FindElements("//*"), m.root) {
		for i, a := range e.Attr {
			if at, err := time.Parse(time.RFC3339, a.Value); err == nil {
				e.Attr[i].Value = at.Add(time.Duration(minutes) * time.Minute).UTC().Format(time.RFC3339)
			}
		}
	}
}
