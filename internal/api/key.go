package api

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/state"
)

// Keys keeps what senders and programs open Ringside with; the application state does.
type Keys interface {
	IngestKeys(ctx context.Context) ([]state.IngestKey, error)
	CreateIngestKey(ctx context.Context, k state.IngestKey) (made state.IngestKey, shown string, err error)
	RotateIngestKey(ctx context.Context, id, by string, ends time.Time, overlap time.Duration) (made state.IngestKey, shown string, err error)
	RevokeIngestKey(ctx context.Context, id string, after time.Duration) error
	HasConfiguredKey() bool

	APITokens(ctx context.Context) ([]state.APIToken, error)
	CreateAPIToken(ctx context.Context, t state.APIToken) (made state.APIToken, shown string, err error)
	RotateAPIToken(ctx context.Context, id, by string, ends time.Time, overlap time.Duration) (made state.APIToken, shown string, err error)
	EndAPIToken(ctx context.Context, id string) error
}

var _ Keys = (*state.DB)(nil)

// IngestKey is one key of the doors, without the key itself.
type IngestKey struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Doors     []string   `json:"doors" doc:"That it opens: firehose, eventbridge, import; none: all"`
	Instances []string   `json:"instances" doc:"Ids of the Amazon Connect instances whose records it may bring; none: all"`
	By        string     `json:"by" doc:"Who made it; empty where that is not known"`
	Created   time.Time  `json:"created"`
	LastUsed  *time.Time `json:"last_used" doc:"To the minute; null: never"`
	Ends      *time.Time `json:"ends" doc:"When it goes, or went, out of force; null: not by itself"`
	InForce   bool       `json:"in_force"`
}

// IngestKeyList are the keys, the newest first.
type IngestKeyList struct {
	Keys       []IngestKey `json:"keys"`
	Configured bool        `json:"configured" doc:"The server runs with a key besides these, which opens everything: RINGSIDE_INGEST_KEY"`
}

// MadeKey is a key that was made, and the key itself, this once.
type MadeKey struct {
	IngestKey
	Key string `json:"key" doc:"It cannot be had again"`
}

var (
	errNoKeys  = refuse(unavailable, "Keys are not kept here.")
	errKeyGone = refuse(notFound, "There is no such key, or it is out of force already.")
	errName    = refuse(unanswerable, "Give it a name of 100 characters at most, such as what it is for.")
	// errProgram keeps a token that was stolen from outliving itself.
	errProgram = refuse(forbidden, "A token can make neither keys nor tokens: whoever has taken it would keep what it may do. Sign in, or use the command line.")
)

// byPerson is who makes a key or token, which no program may.
func byPerson(ctx context.Context) (who string, err error) {
	of := access.Who(ctx)
	if of.Program {
		return "", errProgram
	}
	return of.Recorded(), nil
}

// keys answers GET /keys.
func (s *server) keys(ctx context.Context, _ *none) (IngestKeyList, error) {
	if s.Keys == nil {
		return IngestKeyList{}, errNoKeys
	}
	list := IngestKeyList{Keys: []IngestKey{}, Configured: s.Keys.HasConfiguredKey()}
	all, err := s.Keys.IngestKeys(ctx)
	for _, k := range all {
		list.Keys = append(list.Keys, s.keyBody(k))
	}
	return list, err
}

func (s *server) keyBody(k state.IngestKey) IngestKey {
	return IngestKey{
		ID: k.ID, Name: k.Name, Doors: append([]string{}, k.Doors...), Instances: append([]string{}, k.Instances...), By: k.By, Created: k.Created,
		LastUsed: moment(k.LastUsed), Ends: moment(k.Revoked), InForce: s.now().Before(k.Revoked) || k.Revoked.IsZero(),
	}
}

// now is the real time: keys and tokens last by it, also where a demo's clock is another one.
func (s *server) now() time.Time { return time.Now() }

// after is so many days from now; zero for none.
func (s *server) after(days int) time.Time {
	if days == 0 {
		return time.Time{}
	}
	return s.now().AddDate(0, 0, days)
}

// keyInput is the body of POST /keys.
type keyInput struct {
	Body struct {
		Name      string   `json:"name" minLength:"1" maxLength:"100" doc:"What it is for" example:"firehose-seoul"`
		Doors     []string `json:"doors,omitempty" maxItems:"3" enum:"firehose,eventbridge,import" doc:"All unless given"`
		Instances []string `json:"instances,omitempty" maxItems:"100" doc:"Ids or ARNs of Amazon Connect instances; all unless given"`
		Days      int      `json:"days,omitempty" minimum:"0" maximum:"3660" doc:"For how many days it is in force; 0: without end"`
	}
}

// createKey answers POST /keys.
func (s *server) createKey(ctx context.Context, in *keyInput) (MadeKey, error) {
	by, err := byPerson(ctx)
	if err != nil {
		return MadeKey{}, err
	}
	if s.Keys == nil {
		return MadeKey{}, errNoKeys
	}
	key := state.IngestKey{Name: in.Body.Name, Doors: in.Body.Doors, By: by, Ends: s.after(in.Body.Days)}
	for _, of := range in.Body.Instances {
		key.Instances = append(key.Instances, connect.InstanceKey(of))
	}
	made, shown, err := s.Keys.CreateIngestKey(ctx, key)
	switch {
	case errors.Is(err, state.ErrName):
		return MadeKey{}, errName
	case errors.Is(err, state.ErrKeyScope):
		return MadeKey{}, refuse(unanswerable, "That is no id or ARN of an Amazon Connect instance.")
	case err != nil:
		return MadeKey{}, err
	}
	subject(ctx, made.Recorded())
	return MadeKey{s.keyBody(made), shown}, nil
}

// rotateInput is how a key or token is followed by the next one.
type rotateInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		OverlapDays int `json:"overlap_days" minimum:"0" maximum:"90" doc:"For how many days more the one before holds; 0 ends it now"`
		Days        int `json:"days,omitempty" minimum:"0" maximum:"3660" doc:"For how many days the new one holds; 0: a key for as long as the one before was made to, a token for 90"`
	}
}

func (in *rotateInput) overlap() time.Duration {
	return time.Duration(in.Body.OverlapDays) * 24 * time.Hour
}

// rotateKey answers POST /keys/{id}/rotate.
func (s *server) rotateKey(ctx context.Context, in *rotateInput) (MadeKey, error) {
	by, err := byPerson(ctx)
	if err != nil {
		return MadeKey{}, err
	}
	if s.Keys == nil {
		return MadeKey{}, errNoKeys
	}
	made, shown, err := s.Keys.RotateIngestKey(ctx, in.ID, by, s.after(in.Body.Days), in.overlap())
	if errors.Is(err, state.ErrNoKey) {
		return MadeKey{}, errKeyGone
	}
	if err != nil {
		return MadeKey{}, err
	}
	subject(ctx, in.ID+" "+made.Recorded())
	return MadeKey{s.keyBody(made), shown}, nil
}

// goneInput names a key or token.
type goneInput struct {
	ID string `path:"id" maxLength:"64"`
}

// Gone names what is out of force now.
type Gone struct {
	ID string `json:"id"`
}

// revokeKey answers DELETE /keys/{id}.
func (s *server) revokeKey(ctx context.Context, in *goneInput) (Gone, error) {
	if s.Keys == nil {
		return Gone{}, errNoKeys
	}
	err := s.Keys.RevokeIngestKey(ctx, in.ID, 0)
	if errors.Is(err, state.ErrNoKey) {
		return Gone{}, errKeyGone
	}
	return Gone{in.ID}, wrapped("revoke a key", err)
}

func wrapped(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
