package idp

import (
	"cmp"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/url"
	"regexp"
	"strings"

	"github.com/ringside/ringside/internal/saml"
)

// errCiphers says that an application wants its assertions encrypted in a way that we do not.
var errCiphers = errors.New("its key for encryption is not of RSA with 2,048 bits or more, or its EncryptionMethods lack aes128-gcm or rsa-oaep-mgf1p: it can be told everything without encryption (--plain)")

// Describe takes over what a service provider's metadata say of it: its entityID, where answers are sent, its keys, its single logout. Plain
// encrypts nothing, although they have a key for that.
func (a *Application) Describe(metadata []byte, plain bool) error {
	of, err := saml.ReadServiceProvider(metadata)
	if err != nil {
		return err
	}
	inPEM := func(certificate *x509.Certificate) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw}))
	}
	a.EntityID, a.Consumers, a.Signed, a.Logout, a.Keys, a.Encryption = of.EntityID, of.Consumers, of.Signs, of.Logout, nil, ""
	for _, certificate := range of.Certificates {
		a.Keys = append(a.Keys, inPEM(certificate))
	}
	switch {
	case plain:
	case of.OtherCiphers:
		return errCiphers
	case of.Encryption != nil:
		a.Encryption = inPEM(of.Encryption)
	}
	return nil
}

// Reach is Describe by hand: an application of which nothing is known but what it is called and where answers are sent. Its requests are not
// signed.
func (a *Application) Reach(entityID, consumer string) {
	a.EntityID, a.Consumers = entityID, []saml.Consumer{{Address: consumer}}
}

// others are the letters that an application's id has not.
var others = regexp.MustCompile(`[^a-z0-9]+`)

// idOf makes an id of an entityID: of its host, or of what is left of it.
func idOf(entityID string) string {
	name := entityID
	if u, err := url.Parse(entityID); err == nil {
		name = cmp.Or(u.Hostname(), name)
	}
	name = strings.Trim(others.ReplaceAllString(strings.ToLower(name), "-"), "-")
	return cmp.Or(strings.Trim(name[:min(len(name), 36)], "-"), "app") // with a number behind it, it is still an id
}
