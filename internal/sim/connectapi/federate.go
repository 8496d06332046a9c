package connectapi

import (
	"slices"
	"time"
)

// Caller is who has been given a role, by the secret that goes with the access key.
type Caller struct {
	ARN, Name     string // of the session
	ID            string // what ${aws:userid} stands for
	Secret, Token string
	// May tells whether the role lets it do something to a resource, with these keys of the context.
	May func(action, resource string, keys map[string][]string) bool
}

// Lifetimes of what GetFederationToken gives.
const (
	accessLasts  = 15 * time.Minute
	refreshLasts = 12 * time.Hour
)

// federate tells who calls as a user of Amazon Connect. It has no parameter for that: the user is the one who is called as the session is.
// Source: Amazon Connect API Reference, "GetFederationToken".
func (a *api) federate(c *call) (any, error) {
	who := c.caller
	if who == nil {
		return nil, refuse("AccessDeniedException", "Provided identity: Principal: the account's own User: the account's own cannot be used for federation with Amazon Connect")
	}
	instance := a.directory.InstanceARN
	if !who.May("connect:GetFederationToken", instance+"/user/"+who.ID, map[string][]string{"connect:instanceid": {a.directory.instanceID}}) {
		return nil, refuse("AccessDeniedException", "User: %s is not authorized to perform: connect:GetFederationToken on resource: %s/user/%s", who.ARN, instance, who.ID)
	}
	all := a.staff.told()
	at := slices.IndexFunc(all, func(p person) bool { return p.Username == who.Name })
	if at < 0 {
		return nil, refuse("UserNotFoundException", "The user %s does not exist", who.Name)
	}
	type tokens struct {
		AccessToken, RefreshToken                     string
		AccessTokenExpiration, RefreshTokenExpiration float64 // seconds since 1970
	}
	ends := func(after time.Duration) float64 { return float64(c.wall.Add(after).Unix()) }
	return struct {
		Credentials tokens
		SignInURL   string `json:"SignInUrl"`
		UserArn     string
		UserID      string `json:"UserId"`
	}{
		tokens{"simulated-" + newRequestID(), "simulated-" + newRequestID(), ends(accessLasts), ends(refreshLasts)},
		"https://" + a.directory.Alias + ".my.connect.aws/auth/sign-in", all[at].Arn, all[at].ID,
	}, nil
}
