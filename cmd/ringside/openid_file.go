package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/ringside/ringside/internal/signin"
)

// openIDProvider is a file of --oidc-provider.
type openIDProvider struct {
	Issuer           string   `json:"issuer"`
	ClientID         string   `json:"client_id"`
	ClientSecretFile string   `json:"client_secret_file"` // beside this file, unless its path says otherwise; empty: PKCE alone
	Scopes           []string `json:"scopes"`
}

// openIDFile reads one. The secret is read once to see that it can be, and again at each sign-in.
func openIDFile(name string) (signin.OpenID, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return signin.OpenID{}, err
	}
	var given openIDProvider
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&given); err != nil {
		return signin.OpenID{}, fmt.Errorf("%s: write {\"issuer\":…, \"client_id\":…, \"client_secret_file\":…}: %w", name, err)
	}
	of := signin.OpenID{Issuer: given.Issuer, ClientID: given.ClientID, Scopes: given.Scopes}
	if given.ClientSecretFile == "" {
		return of, nil
	}
	file := given.ClientSecretFile
	if !filepath.IsAbs(file) {
		file = filepath.Join(filepath.Dir(name), file)
	}
	of.Secret = func() (string, error) { return secretOf(file) }
	_, err = of.Secret()
	return of, err
}

// secretOf is the line of a file.
func secretOf(file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("client secret: %w", err)
	}
	secret := strings.TrimSpace(string(text))
	if secret == "" {
		return "", fmt.Errorf("client secret: %s is empty", file)
	}
	return secret, nil
}
