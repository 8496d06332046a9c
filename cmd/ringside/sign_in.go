package main

import (
	"fmt"
	"log/slog"
	"os"

	"github.com/ringside/ringside/internal/signin"
)

// signInFlags switch sign-in on. Without both, whoever reaches the page sees everything.
type signInFlags struct {
	SAMLIDPMetadata string `name:"saml-idp-metadata" env:"RINGSIDE_SAML_IDP_METADATA" placeholder:"FILE" type:"path" help:"Let people in by SAML alone: metadata of the identity provider that vouches for them. See docs/sign-in.md."`
	PublicURL       string `name:"public-url" env:"RINGSIDE_PUBLIC_URL" placeholder:"URL" help:"Address of Ringside as browsers see it, for sign-in: https://HOST, of the proxy on this machine that speaks TLS."`
}

// check refuses half of a sign-in.
func (f signInFlags) check() error {
	if (f.SAMLIDPMetadata == "") != (f.PublicURL == "") {
		return exitError{exitUsage, "--saml-idp-metadata and --public-url belong together: sign-in needs both"}
	}
	return nil
}

// provider is nil where nobody is to sign in.
func (f signInFlags) provider(sessions signin.Sessions, log *slog.Logger) (*signin.Provider, error) {
	if f.SAMLIDPMetadata == "" {
		return nil, nil
	}
	metadata, err := os.ReadFile(f.SAMLIDPMetadata)
	if err != nil {
		return nil, fmt.Errorf("--saml-idp-metadata: %w", err)
	}
	provider, err := signin.New(signin.Options{PublicURL: f.PublicURL, Metadata: metadata, Sessions: sessions, Logger: log.With("component", "sign-in")})
	if err != nil {
		return nil, fmt.Errorf("sign-in: %w", err)
	}
	return provider, nil
}
