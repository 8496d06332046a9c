package main

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"

	"github.com/ringside/ringside/internal/idp"
	"github.com/ringside/ringside/internal/saml"
)

// idpDescribed is what an application's own metadata say of it.
type idpDescribed struct {
	SPMetadata string `required:"" name:"sp-metadata" type:"existingfile" placeholder:"FILE" help:"Metadata of the service provider: its entityID, where answers are sent, its keys, its single logout."`
	Plain      bool   `help:"Do not encrypt what it is told, although its metadata has a key for that."`
}

// describe takes all of it over.
func (c idpDescribed) describe(a *idp.Application) error {
	text, err := os.ReadFile(c.SPMetadata)
	if err != nil {
		return fmt.Errorf("--sp-metadata: %w", err)
	}
	of, err := saml.ReadServiceProvider(text)
	if err != nil {
		return fmt.Errorf("--sp-metadata %s: %w", c.SPMetadata, err)
	}
	inPEM := func(certificate *x509.Certificate) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw}))
	}
	a.EntityID, a.Consumers, a.Signed, a.Logout, a.Keys, a.Encryption = of.EntityID, of.Consumers, of.Signs, of.Logout, nil, ""
	for _, certificate := range of.Certificates {
		a.Keys = append(a.Keys, inPEM(certificate))
	}
	switch {
	case c.Plain:
	case of.OtherCiphers:
		return fmt.Errorf("--sp-metadata %s: its key for encryption is not of RSA with 2,048 bits or more, or its EncryptionMethods lack aes128-gcm or rsa-oaep-mgf1p; --plain encrypts nothing", c.SPMetadata)
	case of.Encryption != nil:
		a.Encryption = inPEM(of.Encryption)
	}
	return nil
}

type idpRenewCommand struct {
	idpNamed     `embed:""`
	idpDescribed `embed:""`
}

// Run takes the metadata over. Who may sign in, what is told of them and our keys stay.
func (c *idpRenewCommand) Run(s *session) error {
	return c.withRegister(s, "renew_application", c.ID, func(r idp.Register) error {
		a, err := r.Application(s.ctx, c.ID)
		if err != nil {
			return err
		}
		if a.Connect != nil {
			return fmt.Errorf("application %s is for Amazon Connect, and follows from what it was derived from", c.ID)
		}
		entityID := a.EntityID
		if err := c.describe(&a); err != nil {
			return err
		}
		if a.EntityID != entityID {
			return fmt.Errorf("--sp-metadata %s: they are of %s, and the application is %s", c.SPMetadata, a.EntityID, entityID)
		}
		return r.Change(s.ctx, a)
	})
}
