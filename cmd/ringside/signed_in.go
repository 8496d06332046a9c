package main

import (
	"context"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/idp"
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

// Opened names the applications that were opened in sessions.
func (s sessions) Opened(ctx context.Context) (map[string][]string, error) {
	opened, err := s.DB.Opened(ctx)
	if err != nil || len(opened) == 0 {
		return nil, err
	}
	applications, err := idp.Register{Store: s.DB, Now: time.Now}.Applications(ctx)
	if err != nil {
		return nil, err
	}
	for _, ids := range opened {
		for i, id := range ids {
			if at := slices.IndexFunc(applications, func(a idp.Application) bool { return a.ID == id }); at >= 0 {
				ids[i] = applications[at].Name
			}
		}
	}
	return opened, nil
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
