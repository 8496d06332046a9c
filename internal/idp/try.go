package idp

import (
	"context"
	"encoding/base64"
	"errors"
	"net/url"

	"github.com/ringside/ringside/internal/state"
)

// Try is the form that a person's browser would send from the portal now, made and signed as that one is. Whoever has it can sign in with it
// for five minutes: it is for a judgement in this process, and goes nowhere.
func (r Register) Try(ctx context.Context, id, account string) (url.Values, error) {
	a, err := r.Application(ctx, id)
	if err != nil {
		return nil, err
	}
	whom, err := r.Person(ctx, account)
	if errors.Is(err, state.ErrNoAccount) {
		return nil, fault(CodePerson, "the identity provider has nobody called %q", account)
	}
	if err != nil {
		return nil, err
	}
	now := r.Now()
	asked := a.Start(now)
	answer, err := a.Answer(asked, whom, now, now)
	if err != nil {
		return nil, err
	}
	key, err := r.signs(ctx, id)
	if err != nil {
		return nil, err
	}
	message, err := a.Sign(answer, key)
	if err != nil {
		return nil, err
	}
	return url.Values{"SAMLResponse": {base64.StdEncoding.EncodeToString(message)}, "RelayState": {string(asked.RelayState)}}, nil
}
