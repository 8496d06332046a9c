package connectapi

import (
	"errors"
	"net/http"

	"github.com/ringside/ringside/internal/sim/sigv4"
)

// authenticate refuses a request that is not signed with Signature Version 4 by the account's key for service connect in
// the instance's Region.
func (a *api) authenticate(r *http.Request, body []byte) error {
	auth, err := sigv4.Read(r)
	switch {
	case errors.Is(err, sigv4.ErrMissing):
		return refuse("MissingAuthenticationTokenException", "Missing Authentication Token")
	case err != nil:
		return refuse("IncompleteSignatureException", "Authorization and X-Amz-Date must be those of Signature Version 4")
	case auth.Key != a.Key:
		return refuse("UnrecognizedClientException", "The security token included in the request is invalid.")
	case auth.Service != "connect" || auth.Region != a.directory.region:
		return refuse("InvalidSignatureException", "Credential should be scoped to service connect in %s", a.directory.region)
	}
	switch err := auth.Check(r, body, a.Secret, a.Wall()); {
	case errors.Is(err, sigv4.ErrTime):
		return refuse("InvalidSignatureException", "Signature expired, or not yet current")
	case err != nil:
		return refuse("InvalidSignatureException", "The request signature we calculated does not match the signature you provided.")
	}
	return nil
}
