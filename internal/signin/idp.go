package signin

import (
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"net/url"
	"slices"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/trusted"
)

// identityProvider is one that speaks SAML, and whose word counts.
type identityProvider struct {
	name     string
	key      string // by which our own pages and cookies name it
	idp      saml.Provider
	address  *url.URL // of its sign-in
	trust    saml.Trust
	settings trusted.Settings
	signs    bool // what it is asked is signed

	logout saml.SingleLogout // zero: it offers none
}

// believe takes an identity provider's name, address and keys.
func (p *Provider) believe(of Metadata) error {
	idp, err := saml.ReadMetadata(of.Text)
	if err != nil {
		return err
	}
	address, err := idp.Address()
	if err != nil {
		return err
	}
	believed := &identityProvider{
		name: of.Name, key: keyOf(idp.EntityID), idp: idp, address: address, settings: of.Settings, signs: of.Signed || idp.WantsSigned,
		logout: idp.Logout, trust: saml.Trust{SHA1: of.SHA1, Both: of.Both},
	}
	if _, err := idp.Logout.Offered(); err != nil {
		return err
	}
	if err := of.Check(); err != nil {
		return err
	}
	believed.trust.Certificates = slices.DeleteFunc(slices.Clone(idp.Certificates), func(c *x509.Certificate) bool {
		key, isRSA := c.PublicKey.(*rsa.PublicKey)
		return !isRSA || key.N.BitLen() < 2048
	})
	if p.Key.Private != nil {
		believed.trust.Keys = []*rsa.PrivateKey{p.Key.Private}
	}
	switch {
	case idp.EntityID == "":
		return errors.New("there is no entityID")
	case idp.EntityID == state.Local || idp.EntityID == tokenProvider: // its people would be taken for ours
		return errors.New("its entityID is " + idp.EntityID + ", which is ours")
	case p.named(idp.EntityID) != nil:
		return errors.New("its entityID is that of another one: give each identity provider once, with all of its certificates in one file")
	case believed.signs && p.Key.Private == nil:
		return errors.New("it takes signed requests only, and there is no key to sign with")
	case len(believed.trust.Certificates) == 0:
		return errors.New("it has no certificate for signing with an RSA key of 2,048 bits or more")
	}
	if useless := len(idp.Certificates) - len(believed.trust.Certificates) + idp.Unreadable; useless > 0 {
		p.Logger.Warn("certificates of the identity provider cannot be used", "provider", idp.EntityID, "count", useless)
	}
	if end := idp.ValidUntil; !end.IsZero() && end.Before(p.Now()) {
		p.Logger.Warn("the metadata of the identity provider are out of date and count nevertheless: fetch them anew",
			"provider", idp.EntityID, "valid_until", end)
	}
	if of.SHA1 {
		p.Logger.Warn("an identity provider may sign by SHA-1, which is broken: have it sign by SHA-256, and take the permission away", "provider", idp.EntityID)
	}
	p.idps = append(p.idps, believed)
	return nil
}

// named is the identity provider of an entityID, nil where there is none.
func (p *Provider) named(entityID string) *identityProvider {
	return p.find(func(i *identityProvider) bool { return i.idp.EntityID == entityID })
}

// keyed is the identity provider of a key of ours, nil where there is none.
func (p *Provider) keyed(key string) *identityProvider {
	return p.find(func(i *identityProvider) bool { return i.key == key })
}

func (p *Provider) find(is func(*identityProvider) bool) *identityProvider {
	if i := slices.IndexFunc(p.idps, is); i >= 0 {
		return p.idps[i]
	}
	return nil
}

// way is a button of the page with the ways to sign in.
type way struct {
	Name    string // empty: it goes without saying
	Address string
}

// waysBack are the buttons that lead to the identity providers, and back to a path.
func (p *Provider) waysBack(path string) []way {
	var all []way
	add := func(name, login, key string, address *url.URL) {
		if name == "" && len(p.idps)+len(p.openIDs) > 1 {
			name = address.Hostname()
		}
		all = append(all, way{name, login + "?" + url.Values{"idp": {key}, "return": {path}}.Encode()})
	}
	for _, i := range p.idps {
		add(i.name, "/saml/login", i.key, i.address)
	}
	for _, o := range p.openIDs {
		add(o.Name, openIDLoginPath, o.key, o.address)
	}
	return all
}
