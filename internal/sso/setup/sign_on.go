package setup

import (
	"errors"
	"fmt"
	"strings"
)

// SignOn is what a sign-in to an instance of Amazon Connect tells AWS, and where.
type SignOn struct {
	Recipient  string // to which address of AWS the message is sent
	Audience   string // what AWS is called in it
	RelayState string // where the person lands
	Role       string // ARN
	Provider   string // ARN of the SAML provider in IAM
}

// SignOnOf derives all of it from the ARN of an instance, the names in IAM (that of the role with its path, if it has one) and where to
// land: admin, ccp, chat, workspace, or the https address of a page.
func SignOnOf(instance, role, provider, landing string) (SignOn, error) {
	path, name := "/", strings.TrimPrefix(role, "/")
	if at := strings.LastIndexByte(name, '/'); at >= 0 {
		path, name = "/"+name[:at+1], name[at+1:]
	}
	switch {
	case !instanceARN.MatchString(instance):
		return SignOn{}, fmt.Errorf("%q is no ARN of an Amazon Connect instance", instance)
	case !roleName.MatchString(name) || !iamPath.MatchString(path):
		return SignOn{}, fmt.Errorf("%q cannot be the name of a role: up to 64 of A-Z a-z 0-9 _ + = , . @ -, behind its path", role)
	case strings.HasPrefix(name, "AWSReservedSSO_"):
		return SignOn{}, errors.New("roles of permission sets (AWSReservedSSO_…) cannot be assumed with SAML")
	case !providerName.MatchString(provider):
		return SignOn{}, fmt.Errorf("%q cannot be the name of a SAML provider: up to 128 of A-Z a-z 0-9 _ . -", provider)
	}
	w := &Wish{Instance: instance, Path: path, Role: name, Provider: provider}
	p := w.place()
	relay, err := relayState(p, landing)
	if err != nil {
		return SignOn{}, err
	}
	return SignOn{Recipient: p.signIns()[0], Audience: p.audience(), RelayState: relay, Role: w.names().role, Provider: w.names().provider}, nil
}
