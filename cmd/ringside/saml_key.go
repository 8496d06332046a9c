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
	folder string
	log    *slog.Logger

	mu    sync.Mutex // guards all below
	read  time.Time
	texts [3][]byte // as they were read last
	keys  signin.OwnKeys
}

// openSAMLKeys reads the keys of a data folder, and makes the active one where there is none.
func openSAMLKeys(folder, publicURL string, log *slog.Logger) (*samlKeys, error) {
	k := &samlKeys{folder: folder, log: log}
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
