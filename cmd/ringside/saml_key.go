package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/trusted"
	"github.com/ringside/ringside/internal/wholefile"
)

// Files of the data folder with the keys for which identity providers encrypt, and by which requests are signed. The active one is the same for
// as long as they know its certificate; the next one is in our metadata beside it; the old one decrypts until it is retired.
const (
	samlKeyFile     = "saml-key.pem"
	samlNextKeyFile = "saml-key-next.pem"
	samlOldKeyFile  = "saml-key-old.pem"
)

// samlKeysEvery is how often it is looked whether the command line has changed them.
const samlKeysEvery = 5 * time.Second

// samlKeys are the keys of a data folder, read again when they change.
type samlKeys struct {
	folder, publicURL string
	log               *slog.Logger

	mu    sync.Mutex // guards all below
	read  time.Time
	texts [3][]byte // as they were read last
	keys  signin.OwnKeys
}

// openSAMLKeys reads the keys of a data folder, and makes the active one where there is none.
func openSAMLKeys(folder, publicURL string, log *slog.Logger) (*samlKeys, error) {
	k := &samlKeys{folder: folder, publicURL: publicURL, log: log}
	if _, err := os.Stat(filepath.Join(folder, samlKeyFile)); errors.Is(err, fs.ErrNotExist) {
		if err := newSAMLKey(filepath.Join(folder, samlKeyFile), publicURL); err != nil {
			return nil, err
		}
	}
	err := k.look()
	k.read = time.Now()
	return k, err
}

// own are the keys as they are now. While files cannot be read, those from before are.
func (k *samlKeys) own() signin.OwnKeys {
	k.mu.Lock()
	defer k.mu.Unlock()
	if now := time.Now(); now.Sub(k.read) >= samlKeysEvery {
		k.read = now
		if err := k.look(); err != nil {
			k.log.Error("keys of SAML cannot be read; those from before are used", "error", err)
		}
	}
	return k.keys
}

// look reads the files. The active one has to be there.
func (k *samlKeys) look() error {
	var texts [3][]byte
	same := true
	for i, name := range []string{samlKeyFile, samlNextKeyFile, samlOldKeyFile} {
		text, err := os.ReadFile(filepath.Join(k.folder, name))
		if err != nil && (i == 0 || !errors.Is(err, fs.ErrNotExist)) {
			return fmt.Errorf("key of SAML: %w", err)
		}
		texts[i] = text
		same = same && bytes.Equal(text, k.texts[i])
	}
	if same {
		return nil
	}
	var keys signin.OwnKeys
	for i, into := range []*saml.Key{&keys.Active, &keys.Next, &keys.Old} {
		if texts[i] == nil {
			continue
		}
		key, err := saml.ParseKey(texts[i])
		if err != nil {
			return fmt.Errorf("key of SAML in %s: %w; put it back from a backup, or remove it and give identity providers the new metadata",
				filepath.Join(k.folder, []string{samlKeyFile, samlNextKeyFile, samlOldKeyFile}[i]), err)
		}
		*into = key
	}
	k.texts, k.keys = texts, keys
	return nil
}

// List describes the keys that there are.
func (k *samlKeys) List() []trusted.OwnKey { return ownKeys(k.own()) }

// Next makes the next key, if the active one is that of a fingerprint; "" is any.
func (k *samlKeys) Next(active string) error {
	return k.change(func() (*saml.Key, string) { return &k.keys.Active, "there is no key yet" }, active, func() error {
		if k.keys.Next.Certificate != nil {
			return fmt.Errorf("%w: there is a next one already", trusted.ErrOwnKeys)
		}
		return newSAMLKey(k.in(samlNextKeyFile), k.publicURL)
	})
}

// Turn lets the next key, if it is that of a fingerprint, be the active one, which is the old one then.
func (k *samlKeys) Turn(next string) error {
	return k.change(func() (*saml.Key, string) { return &k.keys.Next, "there is no next one" }, next, func() error {
		if err := writeSAMLKey(k.in(samlOldKeyFile), k.texts[0]); err != nil { // first, so that it decrypts whatever happens
			return err
		}
		return os.Rename(k.in(samlNextKeyFile), k.in(samlKeyFile))
	})
}

// Retire deletes the old key, if it is that of a fingerprint.
func (k *samlKeys) Retire(old string) error {
	return k.change(func() (*saml.Key, string) { return &k.keys.Old, "there is no old one" }, old, func() error {
		return os.Remove(k.in(samlOldKeyFile))
	})
}

// change does something about a key of those that there are now, and reads them again.
func (k *samlKeys) change(of func() (key *saml.Key, missing string), fingerprint string, do func() error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.look(); err != nil {
		return err
	}
	key, missing := of()
	switch {
	case key.Certificate == nil:
		return fmt.Errorf("%w: %s", trusted.ErrOwnKeys, missing)
	case fingerprint != "" && fingerprint != trusted.Fingerprint(key.Certificate.Raw):
		return fmt.Errorf("%w: they have changed meanwhile; look at them again", trusted.ErrOwnKeys)
	}
	if err := do(); err != nil {
		return err
	}
	return k.look()
}

func (k *samlKeys) in(name string) string { return filepath.Join(k.folder, name) }

// newSAMLKey makes a key.
func newSAMLKey(name, publicURL string) error {
	host := "ringside"
	if public, err := url.Parse(publicURL); err == nil && public.Hostname() != "" {
		host = public.Hostname()
	}
	key, err := saml.NewKey(host, time.Now())
	if err != nil {
		return err
	}
	text, err := key.PEM()
	if err != nil {
		return err
	}
	return writeSAMLKey(name, text)
}

func writeSAMLKey(name string, text []byte) error {
	return wholefile.Write(name, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}
