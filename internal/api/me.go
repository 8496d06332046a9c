package api

import "context"

// Me is who asks, as far as sign-in knows, and what they may do.
type Me struct {
	Name    string   `json:"name" doc:"As the identity provider or the account names the person; empty where nobody signs in"`
	By      string   `json:"by" enum:"none,saml,openid,account,token" doc:"How the person, or with a token the program, signed in; none where nobody signs in"`
	Roles   []string `json:"roles" enum:"administrator,analyst,supervisor,agent,auditor,wallboard"`
	SignOut string   `json:"sign_out" example:"/sign-out" doc:"Address that ends the session, by POST; empty where nobody signs in, and for programs"`
	Portal  string   `json:"portal" example:"/portal" doc:"Address of the page with the applications that an account may sign in to; empty where there is none"`

	May     []string `json:"may" enum:"live,history,agents,contacts,others,customers,export,views,settings,pipeline,quarantine,telemetry,audit,administration" doc:"What the roles include; all of it where nobody signs in"`
	Limited bool     `json:"limited" doc:"A part of the contact centre is seen, and everything that is answered is of that part"`
}

// me answers GET /me.
func (s *server) me(ctx context.Context, _ *none) (Me, error) {
	me := Me{By: "none", Roles: []string{}}
	if s.Me != nil {
		me = s.Me(ctx)
	}
	me.May, me.Limited = askerOf(ctx).grant.Permissions(), !viewer(ctx).SeesEverything()
	return me, nil
}
