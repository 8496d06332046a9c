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

	waiting, former []*x509.Certificate // that are known and do not count: until somebody agrees, and any more
}

// believed are the identity providers whose word counts.
type believed struct {
	generation uint64 // of Trusted
	idps       []*identityProvider
}

// idps are those whose word counts now. Who asks twice may be told of two sets: whoever judges by them asks once.
func (p *Provider) idps() []*identityProvider {
	if p.Trusted == nil {
		return p.fixed
	}
	kept, generation := p.Trusted.Believed()
	known := p.all.Load()
	if known != nil && known.generation == generation {
		return known.idps
	}
	all := slices.Clone(p.fixed)
	for _, of := range kept {
		one, err := p.assessKept(of)
		if err == nil && (named(all, one.idp.EntityID) != nil || slices.ContainsFunc(p.openIDs, func(o *openID) bool { return o.Issuer == one.idp.EntityID })) {
			err = errors.New("its entityID is that of another one, which counts")
		}
		if err != nil {
			p.Logger.Error("an identity provider does not count", "name", of.Name, "error", err)
			continue
		}
		all = append(all, one)
	}
	p.all.CompareAndSwap(known, &believed{generation, all})
	return all
}

// assess takes an identity provider's name, address and keys.
func (p *Provider) assess(of Metadata) (*identityProvider, error) {
	idp, err := saml.ReadMetadata(of.Text)
	if err != nil {
		return nil, err
	}
	return p.assessBy(of, idp, idp.Certificates)
}

// assessKept is assess for one that is kept: what is pinned of it counts, whatever its metadata have.
func (p *Provider) assessKept(of trusted.Provider) (*identityProvider, error) {
	metadata := Metadata{Name: of.Name, Text: []byte(of.Counts.Metadata), Settings: of.Settings}
	idp, err := saml.ReadMetadata(metadata.Text)
	if err != nil {
		return nil, err
	}
	one, err := p.assessBy(metadata, idp, of.Counts.Pinned())
	if err == nil {
		one.waiting, one.former = of.Known()
	}
	return one, err
}

func (p *Provider) assessBy(of Metadata, idp saml.Provider, certificates []*x509.Certificate) (*identityProvider, error) {
	address, err := idp.Address()
	if err != nil {
		return nil, err
	}
	if _, err := idp.Logout.Offered(); err != nil {
		return nil, err
	}
	if err := of.Check(); err != nil {
		return nil, err
	}
	one := &identityProvider{
		name: of.Name, key: keyOf(idp.EntityID), idp: idp, address: address, settings: of.Settings, signs: of.Signed || idp.WantsSigned,
		logout: idp.Logout, trust: saml.Trust{SHA1: of.SHA1, Both: of.Both},
	}
	one.trust.Certificates = slices.DeleteFunc(slices.Clone(certificates), func(c *x509.Certificate) bool {
		key, isRSA := c.PublicKey.(*rsa.PublicKey)
		return !isRSA || key.N.BitLen() < 2048
	})
	switch {
	case idp.EntityID == "":
		return nil, errors.New("there is no entityID")
	case idp.EntityID == state.Local || idp.EntityID == tokenProvider: // its people would be taken for ours
		return nil, errors.New("its entityID is " + idp.EntityID + ", which is ours")
	case one.signs && p.keys().Active.Private == nil:
		return nil, errors.New("it takes signed requests only, and there is no key to sign with")
	case len(one.trust.Certificates) == 0:
		return nil, errors.New("it has no certificate for signing with an RSA key of 2,048 bits or more")
	}
	p.warn(of, idp, len(certificates)-len(one.trust.Certificates)+idp.Unreadable)
	return one, nil
}

// warn tells the log what is wrong with an identity provider that counts nevertheless.
func (p *Provider) warn(of Metadata, idp saml.Provider, useless int) {
	if useless > 0 {
		p.Logger.Warn("certificates of the identity provider cannot be used", "provider", idp.EntityID, "count", useless)
	}
	if end := idp.ValidUntil; !end.IsZero() && end.Before(p.Now()) {
		p.Logger.Warn("the metadata of the identity provider are out of date and count nevertheless: fetch them anew",
			"provider", idp.EntityID, "valid_until", end)
	}
	if of.SHA1 {
		p.Logger.Warn("an identity provider may sign by SHA-1, which is broken: have it sign by SHA-256, and take the permission away", "provider", idp.EntityID)
	}
}

// named is the identity provider of an entityID, nil where there is none.
func named(all []*identityProvider, entityID string) *identityProvider {
	return find(all, func(i *identityProvider) bool { return i.idp.EntityID == entityID })
}

// keyed is the identity provider of a key of ours, nil where there is none.
func keyed(all []*identityProvider, key string) *identityProvider {
	return find(all, func(i *identityProvider) bool { return i.key == key })
}

func find(all []*identityProvider, is func(*identityProvider) bool) *identityProvider {
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i]
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
	idps := p.idps()
	add := func(name, login, key string, address *url.URL) {
		if name == "" && len(idps)+len(p.openIDs) > 1 {
			name = address.Hostname()
		}
		all = append(all, way{name, login + "?" + url.Values{"idp": {key}, "return": {path}}.Encode()})
	}
	for _, i := range idps {
		add(i.name, "/saml/login", i.key, i.address)
	}
	for _, o := range p.openIDs {
		add(o.Name, openIDLoginPath, o.key, o.address)
	}
	return all
}
