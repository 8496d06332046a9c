package api

import "context"

// Me is who asks, as far as sign-in knows.
type Me struct {
	Name    string   `json:"name" doc:"As the identity provider or the account names the person; empty where nobody signs in"`
	By      string   `json:"by" enum:"none,saml,account,token" doc:"How the person, or with a token the program, signed in; none where nobody signs in"`
	Roles   []string `json:"roles" enum:"administrator,analyst,supervisor,agent,auditor,wallboard"`
	SignOut string   `json:"sign_out" example:"/sign-out" doc:"Address that ends the session, by POST; empty where nobody signs in, and for programs"`
}

// me answers GET /me.
func (s *server) me(ctx context.Context, _ *none) (Me, error) {
	if s.Me == nil {
		return Me{By: "none", Roles: []string{}}, nil
	}
	return s.Me(ctx), nil
}
