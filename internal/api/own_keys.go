package api

import (
	"context"

	"github.com/ringside/ringside/internal/trusted"
)

// OwnKeys are Ringside's own for SAML, which change with an overlap. Each change names the fingerprint of the key that it is about, as it was
// shown; the errors wrap trusted.ErrOwnKeys.
type OwnKeys interface {
	List() []trusted.OwnKey
	Next(active string) error
	Turn(next string) error
	Retire(old string) error
}

// ownKeyInput is the body of POST /identity-providers/own-keys/….
type ownKeyInput struct {
	Body struct {
		Fingerprint string `json:"fingerprint" minLength:"64" maxLength:"64" doc:"next: of the active key. turn: of the next one. retire: of the old one"`
	}
}

// changeOwnKeys does one change, if there are keys here.
func (s *server) changeOwnKeys(ctx context.Context, in *ownKeyInput, change func(OwnKeys, string) error) (IdentityProviders, error) {
	if s.OwnKeys == nil || s.IdentityProviders == nil {
		return IdentityProviders{}, errNoProviders
	}
	subject(ctx, "sha256:"+in.Body.Fingerprint)
	if err := change(s.OwnKeys, in.Body.Fingerprint); err != nil {
		return IdentityProviders{}, trustedFault(err)
	}
	return s.identityProviders(ctx, nil)
}

// nextOwnKey answers POST /identity-providers/own-keys/next.
func (s *server) nextOwnKey(ctx context.Context, in *ownKeyInput) (IdentityProviders, error) {
	return s.changeOwnKeys(ctx, in, OwnKeys.Next)
}

// turnOwnKey answers POST /identity-providers/own-keys/turn.
func (s *server) turnOwnKey(ctx context.Context, in *ownKeyInput) (IdentityProviders, error) {
	return s.changeOwnKeys(ctx, in, OwnKeys.Turn)
}

// retireOwnKey answers POST /identity-providers/own-keys/retire.
func (s *server) retireOwnKey(ctx context.Context, in *ownKeyInput) (IdentityProviders, error) {
	return s.changeOwnKeys(ctx, in, OwnKeys.Retire)
}
