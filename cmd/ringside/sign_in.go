package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"os"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
)

// signInFlags switch sign-in on. Without PublicURL, whoever reaches the page sees everything.
type signInFlags struct {
	PublicURL       string `name:"public-url" env:"RINGSIDE_PUBLIC_URL" placeholder:"URL" help:"Let nobody in without signing in. The address of Ringside as browsers see it: https://HOST[:PORT]. See docs/sign-in.md."`
	SAMLIDPMetadata string `name:"saml-idp-metadata" env:"RINGSIDE_SAML_IDP_METADATA" placeholder:"FILE" type:"path" help:"Let people in by SAML: metadata of the identity provider that vouches for them. Needs --public-url."`
}

// check refuses half of a sign-in.
func (f signInFlags) check() error {
	if f.SAMLIDPMetadata != "" && f.PublicURL == "" {
		return exitError{exitUsage, "--saml-idp-metadata needs --public-url, the address of Ringside as browsers see it"}
	}
	return nil
}

// provider is nil where nobody is to sign in.
func (f signInFlags) provider(db *state.DB, proxies []netip.Prefix, log *slog.Logger) (*signin.Provider, error) {
	if f.PublicURL == "" {
		return nil, nil
	}
	var metadata []byte
	if f.SAMLIDPMetadata != "" {
		var err error
		if metadata, err = os.ReadFile(f.SAMLIDPMetadata); err != nil {
			return nil, fmt.Errorf("--saml-idp-metadata: %w", err)
		}
	}
	provider, err := signin.New(signin.Options{
		PublicURL: f.PublicURL, Metadata: metadata, Sessions: db, Accounts: db, Proxies: proxies, Logger: log.With("component", "sign-in"),
	})
	if err != nil {
		return nil, fmt.Errorf("sign-in: %w", err)
	}
	return provider, nil
}

// me tells the page who is signed in.
func me(ctx context.Context) api.Me {
	person := signin.Of(ctx)
	by := "saml"
	if person.Local {
		by = "account"
	}
	return api.Me{Name: person.Name, By: by, Roles: []string{state.FirstRole}, SignOut: signin.SignOutPath}
}

// showFirstLink shows the link that sets the first account up, while there is none.
func (o serveOptions) showFirstLink(ctx context.Context, p *parts) error {
	if p.signIn == nil || o.shown == nil {
		return nil
	}
	token, err := p.folder.state.EnsureAccount(ctx)
	if err != nil {
		return fmt.Errorf("make the first account: %w", err)
	}
	if token == "" {
		return nil
	}
	return o.shown(newFirstLink(p.signIn.Link(token)))
}
