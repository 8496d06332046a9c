package signin

import (
	"context"

	"github.com/ringside/ringside/internal/state"
)

// SignOutPath is where a POST ends the session.
const SignOutPath = "/sign-out"

// How somebody has signed in.
const (
	ByAccount = "account" // of our own
	BySAML    = "saml"
	ByOpenID  = "openid"
	ByToken   = "token" // a program
)

// Person is somebody who is signed in.
type Person struct {
	Name string // as the identity provider or the account names them; of a program, its token's
	By   string // ByAccount and so on
}

type personKey struct{}

// withPerson gives a request whose session it is.
func withPerson(ctx context.Context, s state.Session) context.Context {
	return context.WithValue(ctx, personKey{}, Person{Name: called(s), By: By(s)})
}

// By is how a session began: ByAccount and so on.
func By(s state.Session) string {
	switch {
	case s.Provider == state.Local:
		return ByAccount
	case s.NameFormat == openIDFormat:
		return ByOpenID
	}
	return BySAML
}

// withProgram gives a request the token that it came with.
func withProgram(ctx context.Context, t state.APIToken) context.Context {
	return context.WithValue(ctx, personKey{}, Person{Name: t.Name, By: ByToken})
}

// Of is who asks; its zero value is nobody, where a request needs no session.
func Of(ctx context.Context) Person {
	p, _ := ctx.Value(personKey{}).(Person)
	return p
}
