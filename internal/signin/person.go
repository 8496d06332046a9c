package signin

import (
	"context"

	"github.com/ringside/ringside/internal/state"
)

// SignOutPath is where a POST ends the session.
const SignOutPath = "/sign-out"

// Person is somebody who is signed in.
type Person struct {
	Name    string // as the identity provider or the account names them
	Local   bool   // by an account of our own
	Program bool   // by a token, whose name it is
}

type personKey struct{}

// withPerson gives a request whose session it is.
func withPerson(ctx context.Context, s state.Session) context.Context {
	return context.WithValue(ctx, personKey{}, Person{Name: s.NameID, Local: s.Provider == state.Local})
}

// withProgram gives a request the token that it came with.
func withProgram(ctx context.Context, t state.APIToken) context.Context {
	return context.WithValue(ctx, personKey{}, Person{Name: t.Name, Program: true})
}

// Of is who asks; its zero value is nobody, where a request needs no session.
func Of(ctx context.Context) Person {
	p, _ := ctx.Value(personKey{}).(Person)
	return p
}
