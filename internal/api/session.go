package api

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
)

// Sessions keeps who is signed in, and whom an administrator has barred. What is under way for a session that is ended ends with it.
type Sessions interface {
	AllSignedIn(ctx context.Context) ([]state.Session, error)
	// Opened are the names of the applications that were opened in sessions by the portal, by the sessions' ids.
	Opened(ctx context.Context) (map[string][]string, error)
	EndSessionByID(ctx context.Context, id, by string) (state.Session, error)
	EndSessionsOfPerson(ctx context.Context, provider, nameID, by string) (ended int, err error)
	Bar(ctx context.Context, b state.Barred) (barred state.Barred, ended int, err error)
	Unbar(ctx context.Context, id string) (state.Barred, error)
	BarredPeople(ctx context.Context) ([]state.Barred, error)
	// Describe says what people call whose session it is, how they have signed in, and what they may do now.
	Describe(ctx context.Context, s state.Session) (name, by string, grant access.Grant, err error)
}

// SignedInSession is one browser that is signed in.
type SignedInSession struct {
	ID       string        `json:"id"`
	Provider string        `json:"provider" doc:"entityID or issuer of the identity provider; local: an account of Ringside's own"`
	NameID   string        `json:"name_id" doc:"Exact, as the provider knows the person"`
	Name     string        `json:"name" doc:"What people call them"`
	By       string        `json:"by" enum:"account,saml,openid"`
	Roles    []access.Role `json:"roles" doc:"Now, wherever they are"`
	Denied   bool          `json:"denied" doc:"A rule keeps the person out: the session shows nothing"`
	Address  string        `json:"address" doc:"From where they signed in; empty where that is not known"`
	Since    time.Time     `json:"since"`
	LastSeen time.Time     `json:"last_seen" doc:"To the minute"`
	Ends     time.Time     `json:"ends" doc:"At the latest"`
	Own      bool          `json:"own" doc:"The one who asks has it"`

	Applications []string `json:"applications" doc:"Opened in it by the portal. Where somebody else ends the session they are told of it when its browser comes here again: only it can sign out there"`
}

// SessionList are the sessions, the newest first.
type SessionList struct {
	Sessions []SignedInSession `json:"sessions" doc:"A thousand at most"`
}

var errNobodySignsIn = refuse(notFound, "Nobody signs in here.")

// sessions answers GET /sessions.
func (s *server) sessions(ctx context.Context, _ *none) (SessionList, error) {
	list := SessionList{Sessions: []SignedInSession{}}
	if s.Sessions == nil {
		return list, nil
	}
	all, err := s.Sessions.AllSignedIn(ctx)
	if err != nil {
		return list, err
	}
	opened, err := s.Sessions.Opened(ctx)
	if err != nil {
		return list, err
	}
	rules, own := s.rules(), access.Who(ctx).Session
	for _, one := range all {
		name, by, grant, err := s.Sessions.Describe(ctx, one)
		if errors.Is(err, state.ErrNoSession) { // its account has gone meanwhile
			continue
		}
		if err != nil {
			return list, err
		}
		list.Sessions = append(list.Sessions, SignedInSession{
			ID: one.ID, Provider: one.Provider, NameID: one.NameID, Name: name, By: by, Roles: append([]access.Role{}, grant.Roles...),
			Denied:  one.Provider != state.Local && rules.Denies(access.Person{Provider: one.Provider, NameID: one.NameID, Attributes: one.Attributes}) > 0,
			Address: one.Address, Since: one.Created, LastSeen: one.Used, Ends: one.Ends, Own: own != "" && one.ID == own,
			Applications: append([]string{}, opened[one.ID]...),
		})
	}
	return list, nil
}

// sessionInput names a session.
type sessionInput struct {
	ID string `path:"id" maxLength:"64"`
}

// endSession answers DELETE /sessions/{id}.
func (s *server) endSession(ctx context.Context, in *sessionInput) (EndedSessions, error) {
	if s.Sessions == nil {
		return EndedSessions{}, errNobodySignsIn
	}
	of, err := s.Sessions.EndSessionByID(ctx, in.ID, access.Who(ctx).Recorded())
	if errors.Is(err, state.ErrNoSession) {
		return EndedSessions{}, refuse(notFound, "That session has ended already.")
	}
	subject(ctx, in.ID+" "+of.NameID)
	return EndedSessions{Ended: 1}, err
}

// EndedSessions is how many sessions were ended.
type EndedSessions struct {
	Ended int `json:"ended"`
}

// personInput is the body of POST /sessions/end.
type personInput struct {
	Body struct {
		Provider string `json:"provider" minLength:"1" maxLength:"1024" doc:"As in the list"`
		NameID   string `json:"name_id" minLength:"1" maxLength:"1024"`
	}
}

// endSessions answers POST /sessions/end.
func (s *server) endSessions(ctx context.Context, in *personInput) (EndedSessions, error) {
	if s.Sessions == nil {
		return EndedSessions{}, errNobodySignsIn
	}
	n, err := s.Sessions.EndSessionsOfPerson(ctx, in.Body.Provider, in.Body.NameID, access.Who(ctx).Recorded())
	subject(ctx, in.Body.NameID+" of "+in.Body.Provider+" sessions="+strconv.Itoa(n))
	return EndedSessions{Ended: n}, err
}

// BarredPerson is somebody who may not sign in, whatever the rules say.
type BarredPerson struct {
	ID       string    `json:"id"`
	Provider string    `json:"provider"`
	NameID   string    `json:"name_id"`
	Note     string    `json:"note"`
	By       string    `json:"by" doc:"Who has barred them"`
	At       time.Time `json:"at"`
}

// BarredList is whoever is barred, the newest first.
type BarredList struct {
	People []BarredPerson `json:"people"`
}

// barred answers GET /barred.
func (s *server) barred(ctx context.Context, _ *none) (BarredList, error) {
	list := BarredList{People: []BarredPerson{}}
	if s.Sessions == nil {
		return list, nil
	}
	people, err := s.Sessions.BarredPeople(ctx)
	for _, b := range people {
		list.People = append(list.People, BarredPerson{b.ID, b.Provider, b.NameID, b.Note, b.By, b.At})
	}
	return list, err
}

// isBarred tells whether an administrator has barred a person.
func (s *server) isBarred(ctx context.Context, p access.Person) (bool, error) {
	if s.Sessions == nil || p.NameID == "" {
		return false, nil
	}
	people, err := s.Sessions.BarredPeople(ctx)
	return slices.ContainsFunc(people, func(b state.Barred) bool { return b.Provider == p.Provider && b.NameID == p.NameID }), err
}

// barInput is the body of POST /barred.
type barInput struct {
	Body struct {
		Provider string `json:"provider" minLength:"1" maxLength:"1024" doc:"entityID or issuer"`
		NameID   string `json:"name_id" minLength:"1" maxLength:"1024" doc:"Exact, as the provider knows the person"`
		Note     string `json:"note,omitempty" maxLength:"200" doc:"Why"`
	}
}

// BarResult is who is barred now, and how many of their sessions that has ended.
type BarResult struct {
	BarredPerson
	Ended int `json:"ended"`
}

// bar answers POST /barred.
func (s *server) bar(ctx context.Context, in *barInput) (BarResult, error) {
	who := access.Who(ctx)
	switch {
	case s.Sessions == nil:
		return BarResult{}, errNobodySignsIn
	case who.Provider == in.Body.Provider && who.Name == in.Body.NameID:
		return BarResult{}, refuse(unanswerable, "That is you: you would bar yourself.")
	}
	b, ended, err := s.Sessions.Bar(ctx, state.Barred{Provider: in.Body.Provider, NameID: in.Body.NameID, Note: in.Body.Note, By: who.Recorded()})
	if errors.Is(err, state.ErrBarAccount) {
		return BarResult{}, refuse(unanswerable, "An account of Ringside's own is disabled, not barred: ringside user disable.")
	}
	subject(ctx, in.Body.NameID+" of "+in.Body.Provider)
	return BarResult{BarredPerson{b.ID, b.Provider, b.NameID, b.Note, b.By, b.At}, ended}, err
}

// unbar answers DELETE /barred/{id}.
func (s *server) unbar(ctx context.Context, in *sessionInput) (BarredPerson, error) {
	if s.Sessions == nil {
		return BarredPerson{}, errNobodySignsIn
	}
	b, err := s.Sessions.Unbar(ctx, in.ID)
	if errors.Is(err, state.ErrNotBarred) {
		return BarredPerson{}, refuse(notFound, "Nobody is barred under that id any more.")
	}
	subject(ctx, b.NameID+" of "+b.Provider)
	return BarredPerson{b.ID, b.Provider, b.NameID, b.Note, b.By, b.At}, err
}
