package main

import (
	"context"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
)

// sessions are those that are kept, and what is under way for them here.
type sessions struct {
	*state.DB
	signIn *signin.Provider
}

var _ api.Sessions = sessions{}

// Describe says whose session it is, and what they may do now.
func (s sessions) Describe(ctx context.Context, of state.Session) (name, by string, grant access.Grant, err error) {
	return s.signIn.Describe(ctx, of)
}

// EndSessionByID ends one, with what is under way for it.
func (s sessions) EndSessionByID(ctx context.Context, id, by string) (state.Session, error) {
	defer s.signIn.EndWhatIsOver(ctx)
	return s.DB.EndSessionByID(ctx, id, by)
}

// EndSessionsOfPerson ends all of somebody's.
func (s sessions) EndSessionsOfPerson(ctx context.Context, provider, nameID, by string) (int, error) {
	defer s.signIn.EndWhatIsOver(ctx)
	return s.DB.EndSessionsOfPerson(ctx, provider, nameID, by)
}

// Bar keeps somebody out, and ends their sessions.
func (s sessions) Bar(ctx context.Context, b state.Barred) (state.Barred, int, error) {
	defer s.signIn.EndWhatIsOver(ctx)
	return s.DB.Bar(ctx, b)
}
