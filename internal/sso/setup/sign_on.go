package setup

import (
	"errors"
	"fmt"
	"strings"
)

// Entry is a way into an instance of Amazon Connect.
type Entry struct {
	Instance string // ARN
	Role     string // its name in IAM, with its path if it has one
	Provider string // name of the SAML provider in IAM
	Landing  string // admin, ccp, chat, workspace, or the https address of a page
	SignIn   string // GlobalSignInEndpoint of a replicated instance, as DescribeInstance tells it; "" where it is in one Region
}

// SignOn is what a sign-in to an instance of Amazon Connect tells AWS, and where.
type SignOn struct {
	Recipient  string // to which address of AWS the message is sent
	Audience   string // what AWS is called in it
	RelayState string // where the person lands; "" of a replicated instance, whose Recipient says that
	Role       string // ARN
	Provider   string // ARN of the SAML provider in IAM
}

// SignOnOf derives all of it.
func SignOnOf(e Entry) (SignOn, error) {
	path, name := "/", strings.TrimPrefix(e.Role, "/")
	if at := strings.LastIndexByte(name, '/'); at >= 0 {
		path, name = "/"+name[:at+1], name[at+1:]
	}
	switch {
	case !instanceARN.MatchString(e.Instance):
		return SignOn{}, fmt.Errorf("%q is no ARN of an Amazon Connect instance", e.Instance)
	case !roleName.MatchString(name) || !iamPath.MatchString(path):
		return SignOn{}, fmt.Errorf("%q cannot be the name of a role: up to 64 of A-Z a-z 0-9 _ + = , . @ -, behind its path", e.Role)
	case strings.HasPrefix(name, "AWSReservedSSO_"):
		return SignOn{}, errors.New("roles of permission sets (AWSReservedSSO_…) cannot be assumed with SAML")
	case !providerName.MatchString(e.Provider):
		return SignOn{}, fmt.Errorf("%q cannot be the name of a SAML provider: up to 128 of A-Z a-z 0-9 _ . -", e.Provider)
	}
	w := &Wish{Instance: e.Instance, Path: path, Role: name, Provider: e.Provider, Landing: e.Landing}
	p := w.place()
	if e.SignIn != "" && !isSignInOf(p.instance, e.SignIn) {
		return SignOn{}, fmt.Errorf("%q is no sign-in endpoint of that instance: write https://%s.REGION.sign-in.connect.aws/saml, with the Region in which the instance was made", e.SignIn, p.instance)
	}
	relay, err := relayState(p, e.Landing)
	if err != nil {
		return SignOn{}, err
	}
	on := SignOn{Recipient: p.signIns()[0], Audience: p.audience(), RelayState: relay, Role: w.names().role, Provider: w.names().provider}
	if e.SignIn != "" {
		on.Recipient, on.RelayState = resilient(w, &Instance{ARN: e.Instance, SignIn: e.SignIn}), ""
	}
	return on, nil
}
