package api

import (
	"context"
	"errors"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/trusted"
)

// IdentityProviders are those that sign people in by SAML.
type IdentityProviders struct {
	Providers []IdentityProvider `json:"providers" doc:"Those of the configuration first, then by name"`
	Rules     bool               `json:"rules" doc:"There is a file of rules: without one their people may do nothing"`
	Fetches   bool               `json:"fetches" doc:"Metadata can be fetched from an address"`
	OwnKeys   []trusted.OwnKey   `json:"own_keys" doc:"Ringside's own, for which they encrypt"`
}

// IdentityProvider is one of them.
type IdentityProvider struct {
	ID          string                  `json:"id" doc:"Empty for those of the configuration"`
	Name        string                  `json:"name" doc:"On its button; may be empty for those of the configuration"`
	Configured  bool                    `json:"configured" doc:"It is of the configuration, and is changed there alone"`
	Overruled   bool                    `json:"overruled" doc:"The configuration gives one of the same entity ID, which counts in its place"`
	URL         string                  `json:"url" doc:"Where its metadata are fetched when somebody asks for that; may be empty"`
	Settings    trusted.Settings        `json:"settings"`
	Counts      nullable[trusted.Facts] `json:"counts" doc:"null: nothing of it does yet"`
	Waits       nullable[trusted.Facts] `json:"waits" doc:"Until somebody agrees to its digest; null: nothing does"`
	Differences []trusted.Difference    `json:"differences" doc:"In which what waits differs from what counts"`
}

// IdentityProviderChange is a name, an address and settings.
type IdentityProviderChange struct {
	Name     string           `json:"name" maxLength:"100"`
	URL      string           `json:"url,omitempty" maxLength:"2000" doc:"https; without it metadata are pasted"`
	Settings trusted.Settings `json:"settings"`
}

// identityProviderNew is the body of POST /identity-providers.
type identityProviderNew struct {
	Body struct {
		IdentityProviderChange
		Metadata string `json:"metadata,omitempty" doc:"Unless they are to be fetched from url"`
	}
}

// identityProviderNamed is the input of what is about one of them.
type identityProviderNamed struct {
	ID string `path:"id" maxLength:"100" doc:"Its id, or its name"`
}

type identityProviderPut struct {
	ID   string `path:"id" maxLength:"100" doc:"Its id, or its name"`
	Body IdentityProviderChange
}

// identityProviderBrought is the body of POST /identity-providers/{id}/waiting.
type identityProviderBrought struct {
	ID   string `path:"id" maxLength:"100" doc:"Its id, or its name"`
	Body struct {
		Metadata    string `json:"metadata,omitempty" doc:"In place of all that counts"`
		Certificate string `json:"certificate,omitempty" doc:"PEM: pinned beside those that count"`
		Drop        string `json:"drop,omitempty" doc:"Fingerprint of a certificate that is to count no more"`
		Fetch       bool   `json:"fetch,omitempty" doc:"Fetch the metadata from its url"`
	}
}

type identityProviderAgreed struct {
	ID   string `path:"id" maxLength:"100" doc:"Its id, or its name"`
	Body struct {
		Digest string `json:"digest" doc:"Of what waits, as it was shown"`
	}
}

// metadataSize leaves room for metadata of 256 KiB in JSON.
func metadataSize(o *huma.Operation) { o.MaxBodyBytes = 1 << 20 }

var errNoProviders = refuse(unavailable, "Nobody signs in here, so that no identity provider is kept. Start the server with --public-url.")

// identityProviders answers GET /identity-providers.
func (s *server) identityProviders(ctx context.Context, _ *none) (IdentityProviders, error) {
	answer := IdentityProviders{Providers: []IdentityProvider{}, OwnKeys: []trusted.OwnKey{}}
	if s.IdentityProviders == nil {
		return answer, errNoProviders
	}
	views, err := s.IdentityProviders.Views(ctx)
	if err != nil {
		return answer, err
	}
	if s.OwnKeys != nil {
		answer.OwnKeys = append(answer.OwnKeys, s.OwnKeys.List()...)
	}
	answer.Rules, answer.Fetches = s.rules() != nil, s.IdentityProviders.Fetch != nil
	for _, v := range views {
		answer.Providers = append(answer.Providers, identityProviderOf(v))
	}
	return answer, nil
}

func identityProviderOf(v trusted.View) IdentityProvider {
	return IdentityProvider{
		ID: v.ID, Name: v.Name, Configured: v.Fixed, Overruled: v.Overruled, URL: v.URL, Settings: v.Settings.Shown(), Differences: v.Differences,
		Counts: some(v.Counts), Waits: some(v.Waits),
	}
}

// changed says to the audit log what a change of an identity provider was about, and answers with what is there now.
func (s *server) changed(ctx context.Context, p trusted.Provider, more string, err error) (IdentityProviders, error) {
	if remark := askerOf(ctx).remark; remark != nil && p.Name != "" {
		remark.about = strings.TrimSpace(p.Name + " " + more)
	}
	if err != nil {
		return IdentityProviders{}, trustedFault(err)
	}
	return s.identityProviders(ctx, nil)
}

// trustedKinds are the errors of package trusted that mean something to the asker. Their texts are written for people.
var trustedKinds = map[error]kind{
	trusted.ErrNone: notFound, state.ErrTrustedTaken: conflict, trusted.ErrFixed: conflict, state.ErrTrustedChanged: conflict, state.ErrTrustedLast: conflict, trusted.ErrOther: conflict,
	trusted.ErrOwnKeys: conflict, trusted.ErrNothing: conflict, trusted.ErrSame: conflict, trusted.ErrDocument: unanswerable, trusted.ErrProvider: unanswerable,
	trusted.ErrSettings: unanswerable, trusted.ErrFetch: unanswerable,
}

func trustedFault(err error) error {
	for of, kind := range trustedKinds {
		if errors.Is(err, of) {
			_, text, found := strings.Cut(err.Error(), of.Error()) // what was being done is for the log
			if !found {
				text = ""
			}
			text = of.Error() + text
			return &fault{kind: kind, public: strings.ToUpper(text[:1]) + text[1:] + ".", cause: err}
		}
	}
	return err
}

// keysOf are the fingerprints of a document, for the audit log.
func keysOf(d *trusted.Document) string {
	if d == nil {
		return ""
	}
	words := []string{d.EntityID()}
	for _, der := range d.Certificates {
		words = append(words, "sha256:"+trusted.Fingerprint(der))
	}
	return strings.Join(words, " ")
}

// by is who asks, as it is kept with what they brought or agreed to.
func by(ctx context.Context) string { return access.Who(ctx).Recorded() }

// addIdentityProvider answers POST /identity-providers.
func (s *server) addIdentityProvider(ctx context.Context, in *identityProviderNew) (IdentityProviders, error) {
	if s.IdentityProviders == nil {
		return IdentityProviders{}, errNoProviders
	}
	brought := trusted.Brought{Metadata: in.Body.Metadata, Fetch: in.Body.Metadata == ""}
	p, err := s.IdentityProviders.Add(ctx, in.Body.provider(), brought, by(ctx))
	return s.changed(ctx, p, keysOf(p.Waits), err)
}

func (c IdentityProviderChange) provider() trusted.Provider {
	return trusted.Provider{Name: c.Name, URL: c.URL, Settings: c.Settings}
}

// changeIdentityProvider answers PUT /identity-providers/{id}.
func (s *server) changeIdentityProvider(ctx context.Context, in *identityProviderPut) (IdentityProviders, error) {
	if s.IdentityProviders == nil {
		return IdentityProviders{}, errNoProviders
	}
	p, err := s.IdentityProviders.Change(ctx, in.ID, in.Body.provider())
	about(ctx, in.Body)
	return s.changed(ctx, p, askerOf(ctx).remark.about, err)
}

// removeIdentityProvider answers DELETE /identity-providers/{id}.
func (s *server) removeIdentityProvider(ctx context.Context, in *identityProviderNamed) (IdentityProviders, error) {
	if s.IdentityProviders == nil {
		return IdentityProviders{}, errNoProviders
	}
	p, err := s.IdentityProviders.Remove(ctx, in.ID)
	return s.changed(ctx, p, keysOf(p.Counts), err)
}

// proposeIdentityProvider answers POST /identity-providers/{id}/waiting.
func (s *server) proposeIdentityProvider(ctx context.Context, in *identityProviderBrought) (IdentityProviders, error) {
	if s.IdentityProviders == nil {
		return IdentityProviders{}, errNoProviders
	}
	brought := trusted.Brought{Metadata: in.Body.Metadata, Certificate: in.Body.Certificate, Drop: in.Body.Drop, Fetch: in.Body.Fetch}
	p, err := s.IdentityProviders.Propose(ctx, in.ID, brought, by(ctx))
	return s.changed(ctx, p, keysOf(p.Waits), err)
}

// withdrawIdentityProvider answers DELETE /identity-providers/{id}/waiting.
func (s *server) withdrawIdentityProvider(ctx context.Context, in *identityProviderNamed) (IdentityProviders, error) {
	if s.IdentityProviders == nil {
		return IdentityProviders{}, errNoProviders
	}
	p, err := s.IdentityProviders.Withdraw(ctx, in.ID)
	return s.changed(ctx, p, "", err)
}

// agreeIdentityProvider answers POST /identity-providers/{id}/agree.
func (s *server) agreeIdentityProvider(ctx context.Context, in *identityProviderAgreed) (IdentityProviders, error) {
	if s.IdentityProviders == nil {
		return IdentityProviders{}, errNoProviders
	}
	p, err := s.IdentityProviders.Agree(ctx, in.ID, in.Body.Digest, by(ctx))
	agreed := p.Counts
	if err != nil {
		agreed = p.Waits
	}
	return s.changed(ctx, p, keysOf(agreed), err)
}
