package main

import (
	"errors"
	"io/fs"
	"log/slog"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/trusted"
)

type samlKeyCommand struct {
	List   samlKeyListCommand   `cmd:"" help:"List Ringside's own keys."`
	Next   samlKeyNextCommand   `cmd:"" help:"Make the next key. It is in our metadata beside the active one, and decrypts."`
	Turn   samlKeyTurnCommand   `cmd:"" help:"Sign with the next key from now on, when identity providers have our new metadata. The one before still decrypts."`
	Retire samlKeyRetireCommand `cmd:"" help:"Delete the key from before: what is encrypted for it cannot be read any more."`
}

// Help is shown by ringside saml key --help.
func (c *samlKeyCommand) Help() string {
	return `Identity providers encrypt for Ringside's own key, and verify by it what Ringside asks them. It changes with an overlap:

  ringside saml key next      # then give them https://HOST/saml/metadata anew
  ringside saml key turn      # when all of them have it
  ringside saml key retire    # when none encrypts for the old one any more

A running server knows of each within five seconds.`
}

type samlKeyListCommand struct {
	keyFolder `embed:""`
	Format    string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// ownKeys describes the keys that there are.
func ownKeys(keys signin.OwnKeys) []trusted.OwnKey {
	found := []trusted.OwnKey{}
	for _, one := range []struct {
		stage string
		key   saml.Key
	}{{"active", keys.Active}, {"next", keys.Next}, {"old", keys.Old}} {
		if one.key.Certificate != nil {
			found = append(found, trusted.OwnKeyOf(one.stage, one.key.Certificate))
		}
	}
	return found
}

// Run lists.
func (c *samlKeyListCommand) Run(s *session) error {
	keys := &samlKeys{folder: c.Data, log: slog.New(slog.DiscardHandler)}
	if err := keys.look(); err != nil {
		return noSAMLKey(err)
	}
	g, found := grid{header: []string{"stage", "fingerprint", "ends"}}, ownKeys(keys.keys)
	for _, one := range found {
		g.rows = append(g.rows, []string{one.Stage, one.Fingerprint, one.Ends.Format(time.DateOnly)})
	}
	return g.write(s.stdout, c.Format, found)
}

// noSAMLKey says when there is one.
func noSAMLKey(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("there is no key yet: the first start of ringside serve with --public-url makes it")
	}
	return err
}

// changeKeys changes keys, and notes that in the audit log.
func (k keyFolder) changeKeys(s *session, action, publicURL string, change func(*samlKeys) error) error {
	return k.with(s, action, "", func(*state.DB) error {
		err := noSAMLKey(change(&samlKeys{folder: k.Data, publicURL: publicURL, log: slog.New(slog.DiscardHandler)}))
		if errors.Is(err, trusted.ErrOwnKeys) {
			return exitError{exitUsage, err.Error() + "; ringside saml key list shows them"}
		}
		return err
	})
}

type samlKeyNextCommand struct {
	keyFolder `embed:""`
	PublicURL string `name:"public-url" env:"RINGSIDE_PUBLIC_URL" placeholder:"URL" help:"Address of Ringside as browsers see it, whose host its certificate names: what serve has."`
}

// Run makes a key.
func (c *samlKeyNextCommand) Run(s *session) error {
	return c.changeKeys(s, "add_saml_key", c.PublicURL, func(k *samlKeys) error { return k.Next("") })
}

type samlKeyTurnCommand struct {
	keyFolder `embed:""`
}

// Run turns.
func (c *samlKeyTurnCommand) Run(s *session) error {
	return c.changeKeys(s, "turn_saml_key", "", func(k *samlKeys) error { return k.Turn("") })
}

type samlKeyRetireCommand struct {
	keyFolder `embed:""`
}

// Run deletes.
func (c *samlKeyRetireCommand) Run(s *session) error {
	return c.changeKeys(s, "retire_saml_key", "", func(k *samlKeys) error { return k.Retire("") })
}
