package api

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/state"
)

// Token is what a program signs in with, without the token itself.
type Token struct {
	ID       string                        `json:"id"`
	Name     string                        `json:"name"`
	Roles    []access.Role                 `json:"roles"`
	Limits   map[metric.Dimension][]string `json:"limits" doc:"All of them hold together; none: everything is seen"`
	By       string                        `json:"by" doc:"Who made it; empty where that is not known"`
	Created  time.Time                     `json:"created"`
	LastUsed *time.Time                    `json:"last_used" doc:"To the minute; null: never"`
	Ends     time.Time                     `json:"ends"`
	InForce  bool                          `json:"in_force"`
}

// TokenList are the tokens, the newest first.
type TokenList struct {
	Tokens []Token `json:"tokens"`
}

// MadeToken is a token that was made, and the token itself, this once.
type MadeToken struct {
	Token
	Secret string `json:"token" doc:"It cannot be had again"`
}

// tokenDays is for how long a token lasts unless somebody says otherwise, mostTokenDays at the most.
const (
	tokenDays     = 90
	mostTokenDays = 366
)

var (
	errTokenGone = refuse(notFound, "There is no such token, or it has ended already.")
	errTokenDays = refuse(unanswerable, "A token lasts for 366 days at most.")
)

// tokens answers GET /tokens.
func (s *server) tokens(ctx context.Context, _ *none) (TokenList, error) {
	list := TokenList{Tokens: []Token{}}
	if s.Keys == nil {
		return list, errNoKeys
	}
	all, err := s.Keys.APITokens(ctx)
	if err != nil {
		return list, err
	}
	for _, t := range all {
		body, err := s.tokenBody(t)
		if err != nil {
			return list, err
		}
		list.Tokens = append(list.Tokens, body)
	}
	return list, nil
}

func (s *server) tokenBody(t state.APIToken) (Token, error) {
	var grant access.Grant
	if err := json.Unmarshal([]byte(t.Access), &grant); err != nil {
		return Token{}, wrapped("token "+t.ID, err)
	}
	return Token{
		ID: t.ID, Name: t.Name, Roles: append([]access.Role{}, grant.Roles...), Limits: orEmpty(grant.Limits), By: t.By, Created: t.Created,
		LastUsed: moment(t.LastUsed), Ends: t.Ends, InForce: s.now().Before(t.Ends),
	}, nil
}

// tokenInput is the body of POST /tokens.
type tokenInput struct {
	Body struct {
		Name   string                        `json:"name" minLength:"1" maxLength:"100" doc:"What it is for" example:"monthly-report"`
		Roles  []access.Role                 `json:"roles" minItems:"1" maxItems:"10" doc:"What it may do; provisioner, for a directory that provisions people by SCIM, goes alone"`
		Limits map[metric.Dimension][]string `json:"limits,omitempty" doc:"What it sees, by dimension; everything unless given"`
		Days   int                           `json:"days,omitempty" minimum:"0" maximum:"366" doc:"For how many days it holds; 90 unless given"`
	}
}

// createToken answers POST /tokens. Who may make one may do everything, so that no token can do more than its maker.
func (s *server) createToken(ctx context.Context, in *tokenInput) (MadeToken, error) {
	by, err := byPerson(ctx)
	if err != nil {
		return MadeToken{}, err
	}
	if s.Keys == nil {
		return MadeToken{}, errNoKeys
	}
	grant := access.Grant{Roles: in.Body.Roles, Limits: in.Body.Limits}
	if slices.Contains(grant.Roles, access.Provisioner) {
		if len(grant.Roles)+len(grant.Limits) > 1 {
			return MadeToken{}, refuse(unanswerable, "The role provisioner goes with no other role, and with no limits.")
		}
	} else if err := grant.Check(); err != nil {
		return MadeToken{}, refuse(unanswerable, "No such token: "+err.Error()+".")
	}
	text, err := json.Marshal(grant)
	if err != nil {
		return MadeToken{}, err
	}
	if in.Body.Days == 0 {
		in.Body.Days = tokenDays
	}
	made, shown, err := s.Keys.CreateAPIToken(ctx, state.APIToken{Name: in.Body.Name, Access: string(text), By: by, Ends: s.after(in.Body.Days)})
	if errors.Is(err, state.ErrName) {
		return MadeToken{}, errName
	}
	if err != nil {
		return MadeToken{}, err
	}
	subject(ctx, made.ID+" "+made.Name+" "+made.Access)
	return s.madeToken(made, shown)
}

func (s *server) madeToken(made state.APIToken, shown string) (MadeToken, error) {
	body, err := s.tokenBody(made)
	return MadeToken{body, shown}, err
}

// rotateToken answers POST /tokens/{id}/rotate.
func (s *server) rotateToken(ctx context.Context, in *rotateInput) (MadeToken, error) {
	by, err := byPerson(ctx)
	if err != nil {
		return MadeToken{}, err
	}
	if s.Keys == nil {
		return MadeToken{}, errNoKeys
	}
	if in.Body.Days > mostTokenDays {
		return MadeToken{}, errTokenDays
	}
	if in.Body.Days == 0 {
		in.Body.Days = tokenDays
	}
	made, shown, err := s.Keys.RotateAPIToken(ctx, in.ID, by, s.after(in.Body.Days), in.overlap())
	if errors.Is(err, state.ErrNoToken) {
		return MadeToken{}, errTokenGone
	}
	if err != nil {
		return MadeToken{}, err
	}
	subject(ctx, in.ID+" "+made.ID+" "+made.Name)
	return s.madeToken(made, shown)
}

// endToken answers DELETE /tokens/{id}.
func (s *server) endToken(ctx context.Context, in *goneInput) (Gone, error) {
	if s.Keys == nil {
		return Gone{}, errNoKeys
	}
	err := s.Keys.EndAPIToken(ctx, in.ID)
	if errors.Is(err, state.ErrNoToken) {
		return Gone{}, errTokenGone
	}
	return Gone{in.ID}, wrapped("end a token", err)
}
