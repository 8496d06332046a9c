package acme

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/ringside/ringside/internal/wholefile"
)

// The files of an authority: the chain with its key, so that they change together, and the key of our account.
const (
	certificateFile = "certificate.pem"
	accountFile     = "account.pem"
)

// file is where something of the authority is kept: each has a folder of its own, so that one that was tried out leaves nothing
// to another.
func (c *Certificates) file(name string) string {
	of := strings.TrimPrefix(c.Directory, "https://")
	return filepath.Join(c.Folder, url.PathEscape(of), name)
}

// load takes the certificate that is kept, if there is one for the name.
func (c *Certificates) load() error {
	if err := os.MkdirAll(filepath.Dir(c.file(certificateFile)), 0o700); err != nil {
		return err
	}
	text, err := os.ReadFile(c.file(certificateFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	pair, err := tls.X509KeyPair(text, text)
	if err == nil {
		err = c.usable(&pair)
	}
	if err != nil {
		c.Logger.Warn("the certificate that is kept cannot be used, and another is asked for", "file", c.file(certificateFile), "error", err)
		return nil
	}
	c.pair.Store(&pair)
	c.tried()
	return nil
}

// pairOf is a chain with its key, and as text.
func (c *Certificates) pairOf(chain []byte, key crypto.PrivateKey) (*tls.Certificate, []byte, error) {
	private, err := keyText(key)
	if err != nil {
		return nil, nil, err
	}
	text := append(private, chain...)
	pair, err := tls.X509KeyPair(text, text)
	if err == nil {
		err = c.usable(&pair)
	}
	return &pair, text, err
}

// accountKey is the key of our account, made when there is none.
func (c *Certificates) accountKey() (crypto.Signer, error) {
	text, err := os.ReadFile(c.file(accountFile))
	if err == nil {
		block, _ := pem.Decode(text)
		if block == nil {
			return nil, fmt.Errorf("%s: this is no key", c.file(accountFile))
		}
		key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.file(accountFile), err)
		}
		signer, is := key.(crypto.Signer)
		if !is {
			return nil, fmt.Errorf("%s: a key of %T cannot sign", c.file(accountFile), key)
		}
		return signer, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	if text, err = keyText(key); err != nil {
		return nil, err
	}
	return key, c.keep(accountFile, text)
}

func keyText(key crypto.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

func (c *Certificates) keep(name string, text []byte) error {
	return wholefile.Write(c.file(name), func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(text))
		return err
	})
}
