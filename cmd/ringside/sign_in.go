package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/idp"
	"github.com/ringside/ringside/internal/scim"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/trusted"
)

// signInFlags switch sign-in on. Without PublicURL, whoever reaches the page sees everything.
type signInFlags struct {
	PublicURL       string   `name:"public-url" env:"RINGSIDE_PUBLIC_URL" placeholder:"URL" help:"Let nobody in without signing in. The address of Ringside as browsers see it: https://HOST[:PORT]. See docs/sign-in.md."`
	SAMLIDPMetadata []string `name:"saml-idp-metadata" env:"RINGSIDE_SAML_IDP_METADATA" placeholder:"[NAME=]FILE" help:"Let people in by SAML: metadata of the identity provider that vouches for them, and what its button says. May be repeated. Needs --public-url and --access-rules."`
	SAMLUnasked     []string `name:"saml-idp-initiated" env:"RINGSIDE_SAML_IDP_INITIATED" placeholder:"NAME" help:"Let people in, too, whom this identity provider sends by itself, as from its portal: NAME of --saml-idp-metadata, or FILE where there is none. May be repeated. Whoever lures somebody to such a message signs them in as somebody else."`
	SAMLSign        []string `name:"saml-sign-requests" env:"RINGSIDE_SAML_SIGN_REQUESTS" placeholder:"NAME" help:"Sign what this identity provider is asked, though its metadata do not want it: NAME of --saml-idp-metadata, or FILE where there is none. May be repeated."`
	SAMLBoth        []string `name:"saml-both-signatures" env:"RINGSIDE_SAML_BOTH_SIGNATURES" placeholder:"NAME" help:"Demand of this identity provider that it signs the response and the assertion; either is enough otherwise. NAME of --saml-idp-metadata, or FILE where there is none. May be repeated."`
	SAMLForce       []string `name:"saml-force-sign-in" env:"RINGSIDE_SAML_FORCE_SIGN_IN" placeholder:"NAME" help:"Ask this identity provider to let people sign in anew each time (ForceAuthn), and hold what it says to that. May be repeated."`
	SAMLSkew        []string `name:"saml-clock-skew" env:"RINGSIDE_SAML_CLOCK_SKEW" placeholder:"NAME=SECONDS" help:"By how many seconds this identity provider's clock may differ: 0 to 180, and 60 unless given. May be repeated."`
	SAMLFormat      []string `name:"saml-attribute-format" env:"RINGSIDE_SAML_ATTRIBUTE_FORMAT" placeholder:"NAME=URI" help:"Of this identity provider's attributes only those of this NameFormat count. May be repeated."`
	SAMLSHA1        []string `name:"saml-allow-sha1" env:"RINGSIDE_SAML_ALLOW_SHA1" placeholder:"NAME" help:"Let this identity provider sign by SHA-1, which is broken: have it sign by SHA-256 instead. May be repeated."`
	SAMLFrom        []string `name:"saml-metadata-from" env:"RINGSIDE_SAML_METADATA_FROM" placeholder:"NETWORK" help:"Where an administrator has metadata of an identity provider fetched, let this private network (10.0.3.0/24) be reached, too, beside public addresses. May be repeated."`
	OIDCProvider    []string `name:"oidc-provider" env:"RINGSIDE_OIDC_PROVIDER" placeholder:"[NAME=]FILE" help:"Let people in by OpenID Connect: a file of JSON with issuer, client_id and client_secret_file of the identity provider that vouches for them, and what its button says. May be repeated. Needs --public-url and --access-rules."`
	AccessRules     string   `name:"access-rules" env:"RINGSIDE_ACCESS_RULES" placeholder:"FILE" type:"path" help:"Rules that say who of the identity provider's people may do what, and with which contacts, and from which addresses roles may be used, also those of accounts and tokens. Read again when the file changes."`

	NoAccounts       bool `name:"no-accounts" env:"RINGSIDE_NO_ACCOUNTS" help:"Let nobody in by an account of Ringside's own, and make none: identity providers alone vouch for people, those of the configuration or one that was agreed to before. Without it there is one for emergencies."`
	IdentityProvider bool `name:"identity-provider" env:"RINGSIDE_IDENTITY_PROVIDER" help:"Let the owners of Ringside's accounts sign in to Amazon Connect and other applications (ringside idp). Whoever has the keys in the data folder can then become any user of theirs. Needs --public-url."`
}

// check refuses half of a sign-in.
func (f signInFlags) check() error {
	given, flag := f.configured(), "--saml-idp-metadata"
	if len(f.OIDCProvider) > 0 {
		flag = "--oidc-provider"
	}
	if given && f.PublicURL == "" {
		return exitError{exitUsage, flag + " needs --public-url, the address of Ringside as browsers see it"}
	}
	if f.NoAccounts && f.IdentityProvider {
		return exitError{exitUsage, "--no-accounts excludes --identity-provider, which is there for the owners of accounts"}
	}
	if f.NoAccounts && (f.PublicURL == "" || f.AccessRules == "") {
		return exitError{exitUsage, "--no-accounts needs --public-url and --access-rules, without which nobody could sign in"}
	}
	if f.IdentityProvider && f.PublicURL == "" {
		return exitError{exitUsage, "--identity-provider needs --public-url, the address of Ringside as browsers see it"}
	}
	if f.AccessRules != "" && f.PublicURL == "" {
		return exitError{exitUsage, "--access-rules needs --public-url: where nobody signs in, nobody has a role"}
	}
	if given && f.AccessRules == "" {
		return exitError{exitUsage, flag + " needs --access-rules: whom no rule fits may do nothing. " +
			"Rules that let everybody do everything: {\"version\":1,\"rules\":[{\"roles\":[\"administrator\"]}]}"}
	}
	return f.checkNames()
}

// configured tells whether the configuration itself has an identity provider.
func (f signInFlags) configured() bool { return len(f.SAMLIDPMetadata)+len(f.OIDCProvider) > 0 }

// checkNames refuses settings of an identity provider that is not given, or that do not go together.
func (f signInFlags) checkNames() error {
	given := map[string]bool{}
	for _, one := range f.SAMLIDPMetadata {
		name, file := namedFile(one)
		given[cmp.Or(name, file)] = true
	}
	for flag, names := range map[string][]string{
		"--saml-idp-initiated": f.SAMLUnasked, "--saml-sign-requests": f.SAMLSign, "--saml-both-signatures": f.SAMLBoth, "--saml-force-sign-in": f.SAMLForce,
		"--saml-allow-sha1": f.SAMLSHA1, "--saml-clock-skew": before(f.SAMLSkew), "--saml-attribute-format": before(f.SAMLFormat),
	} {
		for _, name := range names {
			if !given[name] {
				return exitError{exitUsage, fmt.Sprintf("%s %s: --saml-idp-metadata gives no identity provider of that name", flag, name)}
			}
		}
	}
	for name := range given {
		if _, err := f.settings(name); err != nil {
			return exitError{exitUsage, fmt.Sprintf("--saml-idp-metadata %s: %v", name, err)}
		}
	}
	return nil
}

// before is what stands before the = of each text.
func before(all []string) []string {
	names := make([]string, len(all))
	for i, one := range all {
		names[i], _, _ = strings.Cut(one, "=")
	}
	return names
}

// settings are what is agreed with the identity provider of a name.
func (f signInFlags) settings(name string) (trusted.Settings, error) {
	s := trusted.Settings{
		Unasked: slices.Contains(f.SAMLUnasked, name), Signed: slices.Contains(f.SAMLSign, name), Both: slices.Contains(f.SAMLBoth, name),
		SHA1: slices.Contains(f.SAMLSHA1, name), Force: slices.Contains(f.SAMLForce, name),
	}
	for _, given := range f.SAMLSkew {
		if of, text, _ := strings.Cut(given, "="); of == name {
			seconds, err := strconv.Atoi(text)
			if err != nil {
				return s, fmt.Errorf("%q is no number of seconds", text)
			}
			s.Skew = &seconds
		}
	}
	for _, given := range f.SAMLFormat {
		if of, format, _ := strings.Cut(given, "="); of == name {
			s.AttributeFormat = format
		}
	}
	return s, s.Check()
}

// provider is nil where nobody is to sign in; the register keeps the identity providers that are not of the configuration.
func (f signInFlags) provider(of *folder, keys *samlKeys, proxies []netip.Prefix, log *slog.Logger) (*signin.Provider, *trusted.Register, error) {
	if f.PublicURL == "" {
		return nil, nil, nil
	}
	var providers []signin.Metadata
	for _, given := range f.SAMLIDPMetadata {
		name, file := namedFile(given)
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, fmt.Errorf("--saml-idp-metadata: %w", err)
		}
		settings, err := f.settings(cmp.Or(name, file))
		if err != nil {
			return nil, nil, fmt.Errorf("--saml-idp-metadata %s: %w", given, err)
		}
		providers = append(providers, signin.Metadata{Name: name, Text: text, Settings: settings})
	}
	var openIDs []signin.OpenID
	for _, given := range f.OIDCProvider {
		name, file := namedFile(given)
		of, err := openIDFile(file)
		if err != nil {
			return nil, nil, fmt.Errorf("--oidc-provider: %w", err)
		}
		of.Name = name
		openIDs = append(openIDs, of)
	}
	whole := log
	log = log.With("component", "sign-in")
	o := signin.Options{
		PublicURL: f.PublicURL, Providers: providers, OpenIDs: openIDs, Sessions: of.state, Tokens: of.state, Audit: of.state,
		SealingKeys: of.state.SealingKeys,
		Proxies:     proxies, Logger: log,
	}
	if f.IdentityProvider {
		o.Portal = f.portal(of, whole.With("component", "identity-provider"))
		o.Directory = scim.New(scim.Options{PublicURL: strings.TrimRight(f.PublicURL, "/"), Store: of.state, Logger: whole.With("component", "scim")})
	}
	if !f.NoAccounts {
		o.Accounts = of.state
	}
	o.Keys = keys.own
	register, err := f.register(of, providers, openIDs, log)
	if err != nil {
		return nil, nil, err
	}
	o.Trusted = register
	if f.AccessRules != "" {
		file, err := access.OpenFile(f.AccessRules, time.Now, log)
		if err != nil {
			return nil, nil, err
		}
		o.Rules = file.Rules
	}
	provider, err := signin.New(o)
	if err != nil {
		return nil, nil, fmt.Errorf("sign-in: %w", err)
	}
	return provider, register, nil
}

// keys are our own, also without an identity provider: whoever adds one gives it our metadata first. Nil where nobody is to sign in.
func (f signInFlags) keys(of *folder, log *slog.Logger) (*samlKeys, error) {
	if f.PublicURL == "" {
		return nil, nil //nolint:nilnil // nobody signs in
	}
	return openSAMLKeys(of.dir, f.PublicURL, log.With("component", "sign-in"))
}

// register keeps the identity providers that are not of the configuration.
func (f signInFlags) register(of *folder, fixed []signin.Metadata, openIDs []signin.OpenID, log *slog.Logger) (*trusted.Register, error) {
	o := trusted.Options{Store: of.state, Fetch: new(trusted.Fetcher), Logger: log, Taken: []string{state.Local, signin.ByToken}}
	for _, one := range fixed {
		o.Fixed = append(o.Fixed, trusted.Fixed{Name: one.Name, Metadata: string(one.Text), Settings: one.Settings})
	}
	for _, one := range openIDs {
		o.Taken = append(o.Taken, one.Issuer)
	}
	for _, text := range f.SAMLFrom {
		network, err := access.ParseNetwork(text)
		if err != nil {
			return nil, exitError{exitUsage, "--saml-metadata-from " + err.Error()}
		}
		o.Fetch.From = append(o.Fetch.From, network.Prefix)
	}
	return trusted.New(o), nil
}

// portal is the identity provider that we ship.
func (f signInFlags) portal(of *folder, log *slog.Logger) signin.Portal {
	log.Warn("applications take this server's word: whoever has the keys in the data folder can become any user of theirs")
	return idp.New(idp.Options{
		PublicURL: strings.TrimRight(f.PublicURL, "/"), Register: idp.Register{Store: of.state, Now: time.Now}, Accounts: of.state, Audit: of.state, Logger: log,
	})
}

// namedFile is what a button says, and the file of what it leads to.
func namedFile(given string) (name, file string) {
	if name, file, named := strings.Cut(given, "="); named {
		return name, file
	}
	return "", given
}

// me tells the page who is signed in.
func (p *parts) me(ctx context.Context) api.Me {
	person, roles := signin.Of(ctx), []string{}
	for _, role := range access.Of(ctx).Roles {
		roles = append(roles, string(role))
	}
	signOut := signin.SignOutPath
	if person.By == signin.ByToken {
		signOut = ""
	}
	portal := ""
	if p.signIn.Portal != nil && person.By == signin.ByAccount {
		portal = signin.PortalPath
	}
	return api.Me{Name: person.Name, By: person.By, Roles: roles, SignOut: signOut, Portal: portal}
}

// showFirstLink shows the link that sets the first account up, while there is none.
func (o serveOptions) showFirstLink(ctx context.Context, p *parts) error {
	if p.signIn == nil || o.shown == nil || o.signIn.NoAccounts {
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
