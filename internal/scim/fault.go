package scim

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/ringside/ringside/internal/state"
)

// fault is a request that is refused. Its detail goes to the sender and may name what was sent; the log has the type alone.
type fault struct {
	status int
	kind   string // scimType of RFC 7644, section 3.12; "" where there is none
	detail string
}

func (f *fault) Error() string { return f.detail }

func bad(kind, detail string, values ...any) *fault {
	return &fault{http.StatusBadRequest, kind, fmt.Sprintf(detail, values...)}
}

func wrongValue(detail string, values ...any) *fault { return bad("invalidValue", detail, values...) }

var (
	errNobody = &fault{http.StatusUnauthorized, "", "send Authorization: Bearer and a token that ringside token create --role provisioner has made"}
	errRole   = &fault{http.StatusForbidden, "", "this token is not for SCIM, or not at this address: make one by ringside token create --role provisioner"}
	errPath   = &fault{http.StatusNotFound, "", "there is no such address: Users, Groups, ServiceProviderConfig, ResourceTypes and Schemas are here"}
	errNone   = &fault{http.StatusNotFound, "", "nothing of that id is here: it was never made, or was deleted"}
	errChange = &fault{http.StatusPreconditionFailed, "", "it was changed meanwhile: read it again"}
	errMany   = &fault{http.StatusTooManyRequests, "", "too many requests with this token: come again in a second"}
	errBroken = &fault{http.StatusInternalServerError, "", "something went wrong here; the log has it under the id of this request"}
	errAway   = &fault{http.StatusServiceUnavailable, "", "tokens cannot be looked up now: come again in a moment"}
)

// faultOf is what a sender is told of an error; false: it is ours, and not for others.
func faultOf(err error) (f *fault, is bool) {
	if errors.As(err, &f) {
		return f, true
	}
	switch {
	case errors.Is(err, state.ErrNotProvisioned):
		return errNone, true
	case errors.Is(err, state.ErrMember):
		return wrongValue("members: somebody who is to be in it is not here: provision them first"), true
	case errors.Is(err, state.ErrAccountName):
		return &fault{http.StatusConflict, "uniqueness", "userName: there is an account of that name. If this directory has not made it, or an administrator has disabled it, it is not to be had"}, true
	case errors.Is(err, state.ErrEmail):
		return &fault{http.StatusConflict, "uniqueness", "emails: another account has that address, which can be a login of Amazon Connect"}, true
	case errors.Is(err, state.ErrGroupName):
		return &fault{http.StatusConflict, "uniqueness", "displayName: there is a group of that name, or people were put into one in Ringside itself"}, true
	}
	return nil, false
}
