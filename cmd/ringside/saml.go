package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/trusted"
)

type samlCommand struct {
	List   samlListCommand   `cmd:"" help:"List the identity providers, and when their certificates end."`
	Show   samlShowCommand   `cmd:"" help:"Show one: what counts of it, and what waits for somebody to agree."`
	Add    samlAddCommand    `cmd:"" help:"Bring a new one, by its metadata. Nothing of it counts before somebody agrees."`
	Renew  samlRenewCommand  `cmd:"" help:"Bring new metadata of one, or have them fetched from its address. Nothing of them counts before somebody agrees."`
	Pin    samlPinCommand    `cmd:"" help:"Bring a certificate that is to count beside those that do, as before its key changes."`
	Unpin  samlUnpinCommand  `cmd:"" help:"Propose that a certificate counts no more."`
	Agree  samlAgreeCommand  `cmd:"" help:"Let what waits count, by the digest with which it was shown."`
	Drop   samlDropCommand   `cmd:"" help:"Drop what waits."`
	Set    samlSetCommand    `cmd:"" help:"Change the name, the address or what is agreed with one. It counts at once."`
	Remove samlRemoveCommand `cmd:"" help:"Forget one: it signs nobody in any more."`
	Key    samlKeyCommand    `cmd:"" help:"Change Ringside's own key, for which they encrypt."`
}

// Help is shown by ringside saml --help.
func (c *samlCommand) Help() string {
	return `Whoever has a key that counts here can become anybody here, so that nothing new counts before somebody has compared its fingerprint and
agreed to exactly that:

  ringside saml add corp https://login.example.com/metadata     # or a file, or - for standard input
  ringside saml agree corp 5f1c…
  ringside saml renew corp && ringside saml show corp           # the identity provider has a new key

A server that holds the data folder knows of a change within five seconds, and needs no restart. Identity providers of the configuration
(--saml-idp-metadata of ringside serve) are changed there. docs/sign-in.md has the whole way.`
}

// samlTarget is a running server, or a data folder, which a server may hold.
type samlTarget struct {
	Data   string `default:"./ringside-data" env:"RINGSIDE_DATA" type:"path" help:"Data folder; a server may hold it."`
	Server string `env:"RINGSIDE_SERVER" placeholder:"http://127.0.0.1:8080" help:"Ask this running server instead."`
	Token  string `env:"RINGSIDE_TOKEN" help:"A token of ringside token that may administer that server. Prefer the variable."`
}

// samlFolder keeps nothing but the application state.
type samlFolder struct{ store.Store }

// Resolve knows no names.
func (samlFolder) Resolve(metric.Filter) []string { return nil }

// with asks the API of the server, or one within this process for the application state alone, which notes who asks in the audit log.
func (t samlTarget) with(s *session, do func(c *client) error) (err error) {
	if t.Server != "" {
		c, err := targetFlags{Server: t.Server, Token: t.Token}.open(s.ctx, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		return do(c)
	}
	db, err := keyFolder{Data: t.Data}.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	provider, who := operator()
	handler := api.New(api.Options{
		Store: samlFolder{}, Audit: db,
		IdentityProviders: trusted.New(trusted.Options{Store: db, Fetch: new(trusted.Fetcher), Taken: []string{state.Local, signin.ByToken}}),
		Logger:            slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	return do(&client{base: "http://localhost", http: &http.Client{Transport: inProcess{http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(w, r.WithContext(access.With(r.Context(), access.Whole(), access.Identity{Provider: provider, Name: who})))
	})}}})
}

const identityProviders = "/api/v1/identity-providers"

// send asks for a change; body may be nil.
func (c *client) send(ctx context.Context, method, path string, body any, into any) error {
	request, err := c.order(ctx, path, body)
	if err != nil {
		return err
	}
	request.Method = method
	if body == nil {
		request.Body, request.ContentLength = http.NoBody, 0
	}
	return c.do(request, into)
}

// samlNamed is an identity provider that there is.
type samlNamed struct {
	samlTarget `embed:""`
	Name       string `arg:"" help:"Name of the identity provider, as its button has it."`
}

// change asks for a change of it, and shows what is there then.
func (n samlNamed) change(s *session, method, path string, body any) error {
	return n.with(s, func(c *client) error {
		var now api.IdentityProviders
		if err := c.send(s.ctx, method, identityProviders+"/"+url.PathEscape(n.Name)+path, body, &now); err != nil {
			return err
		}
		return tellProvider(s, now, n.Name)
	})
}

type samlListCommand struct {
	samlTarget `embed:""`
	Format     string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// Run lists.
func (c *samlListCommand) Run(s *session) error {
	return c.with(s, func(client *client) error {
		var all api.IdentityProviders
		if err := client.get(s.ctx, identityProviders, nil, &all); err != nil {
			return err
		}
		return listProviders(s, all, c.Format)
	})
}

type samlShowCommand struct{ samlNamed }

// Run shows.
func (c *samlShowCommand) Run(s *session) error {
	return c.with(s, func(client *client) error {
		var all api.IdentityProviders
		if err := client.get(s.ctx, identityProviders, nil, &all); err != nil {
			return err
		}
		return tellProvider(s, all, c.Name)
	})
}

type samlAddCommand struct {
	samlNamed    `embed:""`
	samlSettings `embed:""`
	Metadata     string `arg:"" placeholder:"FILE|-|https://…" help:"Its metadata: a file, - for standard input, or the address from which they are fetched, now and whenever you say so."`
}

// Run adds.
func (c *samlAddCommand) Run(s *session) error {
	settings, err := c.settle(trusted.Settings{})
	if err != nil {
		return err
	}
	body := map[string]any{"name": c.Name, "settings": settings}
	if strings.HasPrefix(c.Metadata, "https://") {
		body["url"] = c.Metadata
	} else if body["metadata"], err = readArgument(s, c.Metadata); err != nil {
		return err
	}
	return c.with(s, func(client *client) error {
		var now api.IdentityProviders
		if err := client.send(s.ctx, http.MethodPost, identityProviders, body, &now); err != nil {
			return err
		}
		return tellProvider(s, now, c.Name)
	})
}

// readArgument reads a file, or standard input.
func readArgument(s *session, path string) (string, error) {
	if path == "-" {
		text, err := io.ReadAll(s.stdin)
		return string(text), err
	}
	text, err := os.ReadFile(path)
	return string(text), err
}

type samlRenewCommand struct {
	samlNamed `embed:""`
	Metadata  string `arg:"" optional:"" placeholder:"FILE|-" help:"Its new metadata; without it they are fetched from its address."`
}

// Run brings.
func (c *samlRenewCommand) Run(s *session) error {
	body := map[string]any{"fetch": true}
	if c.Metadata != "" {
		text, err := readArgument(s, c.Metadata)
		if err != nil {
			return err
		}
		body = map[string]any{"metadata": text}
	}
	return c.change(s, http.MethodPost, "/waiting", body)
}

type samlPinCommand struct {
	samlNamed   `embed:""`
	Certificate string `arg:"" placeholder:"FILE|-" help:"The certificate, in PEM."`
}

// Run brings.
func (c *samlPinCommand) Run(s *session) error {
	text, err := readArgument(s, c.Certificate)
	if err != nil {
		return err
	}
	return c.change(s, http.MethodPost, "/waiting", map[string]any{"certificate": text})
}

type samlUnpinCommand struct {
	samlNamed   `embed:""`
	Fingerprint string `arg:"" help:"SHA-256 of the certificate, as ringside saml show prints it."`
}

// Run proposes.
func (c *samlUnpinCommand) Run(s *session) error {
	return c.change(s, http.MethodPost, "/waiting", map[string]any{"drop": c.Fingerprint})
}

type samlAgreeCommand struct {
	samlNamed `embed:""`
	Digest    string `arg:"" help:"What ringside saml show prints for what waits."`
}

// Run agrees.
func (c *samlAgreeCommand) Run(s *session) error {
	return c.change(s, http.MethodPost, "/agree", map[string]any{"digest": c.Digest})
}

type samlDropCommand struct{ samlNamed }

// Run drops.
func (c *samlDropCommand) Run(s *session) error {
	return c.change(s, http.MethodDelete, "/waiting", nil)
}

type samlRemoveCommand struct{ samlNamed }

// Run forgets.
func (c *samlRemoveCommand) Run(s *session) error { return c.change(s, http.MethodDelete, "", nil) }

// samlSettings are what is agreed with an identity provider.
type samlSettings struct {
	IDPInitiated    *bool   `name:"idp-initiated" negatable:"" help:"Let people in, too, whom it sends by itself, as from its portal."`
	SignRequests    *bool   `name:"sign-requests" negatable:"" help:"Sign what it is asked, though its metadata do not want it."`
	BothSignatures  *bool   `name:"both-signatures" negatable:"" help:"Demand that it signs response and assertion."`
	ForceSignIn     *bool   `name:"force-sign-in" negatable:"" help:"Ask it to let people sign in anew each time."`
	AllowSHA1       *bool   `name:"allow-sha1" negatable:"" help:"Let it sign by SHA-1, which is broken."`
	ClockSkew       *int    `name:"clock-skew" placeholder:"SECONDS" help:"By how much its clock may differ: 0 to 180."`
	AttributeFormat *string `name:"attribute-format" placeholder:"URI" help:"Of its attributes only those of this NameFormat count; an empty one takes all."`
}

// settle changes settings by what was said.
func (f samlSettings) settle(s trusted.Settings) (trusted.Settings, error) {
	for _, one := range []struct{ from, to *bool }{
		{f.IDPInitiated, &s.Unasked}, {f.SignRequests, &s.Signed}, {f.BothSignatures, &s.Both}, {f.ForceSignIn, &s.Force}, {f.AllowSHA1, &s.SHA1},
	} {
		if one.from != nil {
			*one.to = *one.from
		}
	}
	if f.ClockSkew != nil {
		s.Skew = f.ClockSkew
	}
	if f.AttributeFormat != nil {
		s.AttributeFormat = *f.AttributeFormat
	}
	if err := s.Check(); err != nil {
		return s, exitError{exitUsage, err.Error()}
	}
	return s, nil
}

type samlSetCommand struct {
	samlNamed    `embed:""`
	samlSettings `embed:""`
	Rename       string  `help:"Another name, which its button says."`
	URL          *string `name:"url" placeholder:"https://…" help:"Where its metadata are fetched when somebody asks for that; an empty one: nowhere."`
}

// Run changes.
func (c *samlSetCommand) Run(s *session) error {
	return c.with(s, func(client *client) error {
		var all, now api.IdentityProviders
		if err := client.get(s.ctx, identityProviders, nil, &all); err != nil {
			return err
		}
		one, err := providerNamed(all, c.Name)
		if err != nil {
			return err
		}
		body := api.IdentityProviderChange{Name: one.Name, URL: one.URL, Settings: one.Settings}
		if c.Rename != "" {
			body.Name = c.Rename
		}
		if c.URL != nil {
			body.URL = *c.URL
		}
		if body.Settings, err = c.settle(body.Settings); err != nil {
			return err
		}
		if err := client.send(s.ctx, http.MethodPut, identityProviders+"/"+url.PathEscape(one.ID), body, &now); err != nil {
			return err
		}
		return tellProvider(s, now, body.Name)
	})
}

// providerNamed finds one that is not of the configuration, or says which there are.
func providerNamed(all api.IdentityProviders, name string) (api.IdentityProvider, error) {
	for _, one := range all.Providers {
		if one.Name == name && !one.Configured {
			return one, nil
		}
	}
	return api.IdentityProvider{}, exitError{exitUsage, fmt.Sprintf("there is no identity provider %s; ringside saml list names those that there are", name)}
}
