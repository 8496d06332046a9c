package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/wholefile"
)

// samlKeyFile is where the key for which identity providers encrypt is kept: the same for as long as they know its certificate.
const samlKeyFile = "saml-key.pem"

// samlKey reads the key of a data folder, and makes it where there is none.
func samlKey(folder, publicURL string) (saml.Key, error) {
	name := filepath.Join(folder, samlKeyFile)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return newSAMLKey(name, publicURL)
	}
	if err != nil {
		return saml.Key{}, fmt.Errorf("key of SAML: %w", err)
	}
	key, err := saml.ParseKey(text)
	if err != nil {
		return saml.Key{}, fmt.Errorf("key of SAML in %s: %w; put it back from a backup, or remove it and give identity providers the new metadata", name, err)
	}
	return key, nil
}

func newSAMLKey(name, publicURL string) (saml.Key, error) {
	host := "ringside"
	if public, err := url.Parse(publicURL); err == nil && public.Hostname() != "" {
		host = public.Hostname()
	}
	key, err := saml.NewKey(host, time.Now())
	if err != nil {
		return saml.Key{}, err
	}
	text, err := key.PEM()
	if err != nil {
		return saml.Key{}, err
	}
	return key, wholefile.Write(name, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}
