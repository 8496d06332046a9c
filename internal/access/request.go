package access

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
)

// Identity is who a request is of.
type Identity struct {
	Provider string // entityID of an identity provider, or what else vouches: accounts of our own, tokens
	Name     string // exact, as that knows the person or program
	Within   string // what else it takes to tell the name from others, "" where nothing
	Called   string // what people call who it is, where Name is a mere number, and it may be somebody else tomorrow
	Address  string // where the request came from
	Session  string // names the session of a browser, "" where there is none
	// Program says that it is one, with a token.
	Program bool
	// Elsewhere says that they have roles, none of which may be used at that address.
	Elsewhere bool
}

// Key tells identities apart, wherever they are, and nobody what they are called. Nobody's is as good as any other.
func (i Identity) Key() string {
	sum := sha256.Sum256([]byte(i.Provider + "\x00" + i.Name + "\x00" + i.Within))
	return hex.EncodeToString(sum[:])
}

// Recorded is the name as the audit log has it: exact, and legible.
func (i Identity) Recorded() string {
	if i.Called == "" || i.Called == i.Name {
		return i.Name
	}
	return i.Called + " (" + i.Name + ")"
}

type requestKey struct{}

type request struct {
	grant Grant
	who   Identity
}

// With gives a request its grant, and says whose it is.
func With(ctx context.Context, g Grant, who Identity) context.Context {
	return context.WithValue(ctx, requestKey{}, request{g, who})
}

// Of is the grant of a request, nothing where it was given none.
func Of(ctx context.Context) Grant {
	r, _ := ctx.Value(requestKey{}).(request)
	return r.grant
}

// Who is whose a request is, nobody's where nobody signs in.
func Who(ctx context.Context) Identity {
	r, _ := ctx.Value(requestKey{}).(request)
	return r.who
}
