package connectapi

import (
	"errors"
	"net/http"

	"github.com/ringside/ringside/internal/sim/sigv4"
)

// authenticate refuses a request that is not signed with Signature Version 4 by the account's key, or by one that was given with a role, for
// service connect in the instance's Region. The caller is nil for the account's own key.
func (a *api) authenticate(r *http.Request, body []byte) (*Caller, error) {
	auth, err := sigv4.Read(r)
	secret := a.Secret
	var caller *Caller
	if a.Given != nil && auth.Key != a.Key {
		if of, ok := a.Given(auth.Key); ok && r.Header.Get("X-Amz-Security-Token") == of.Token {
			caller, secret = &of, of.Secret
		}
	}
	switch {
	case errors.Is(err, sigv4.ErrMissing):
		return nil, refuse("MissingAuthenticationTokenException", "Missing Authentication Token")
	case err != nil:
		return nil, refuse("IncompleteSignatureException", "Authorization and X-Amz-Date must be those of Signature Version 4")
	case auth.Key != a.Key && caller == nil:
		return nil, refuse("UnrecognizedClientException", "The security token included in the request is invalid.")
	case auth.Service != "connect" || auth.Region != a.directory.region:
		return nil, refuse("InvalidSignatureException", "Credential should be scoped to service connect in %s", a.directory.region)
	}
	switch err := auth.Check(r, body, secret, a.Wall()); {
	case errors.Is(err, sigv4.ErrTime):
		return nil, refuse("InvalidSignatureException", "Signature expired, or not yet current")
	case err != nil:
		return nil, refuse("InvalidSignatureException", "The request signature we calculated does not match the signature you provided.")
	}
	return caller, nil
}
