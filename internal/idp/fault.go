package idp

import (
	"fmt"

	"github.com/ringside/ringside/internal/saml"
)

// Codes of requests and sign-ins that are refused, beside those of reading and signatures in package saml.
const (
	CodeApplication saml.Code = "IDP-APPLICATION" // not registered, or switched off
	CodeAddress     saml.Code = "IDP-DESTINATION" // meant for somebody else
	CodeTime        saml.Code = "IDP-TIME"        // not of the last five minutes
	CodeConsumer    saml.Code = "IDP-ACS"         // the answer is to be sent where it may not
	CodeBinding     saml.Code = "IDP-BINDING"     // the answer is wanted in another way than by HTTP-POST
	CodeNameID      saml.Code = "IDP-NAMEID"      // a format of name that the application is not given
	CodeReplay      saml.Code = "IDP-REPLAY"      // answered before
	CodeRequest     saml.Code = "IDP-REQUEST"     // not begun by this browser, or long ago
	CodePassive     saml.Code = "IDP-PASSIVE"     // nobody may be asked, and nobody is signed in
	CodeAgain       saml.Code = "IDP-AGAIN"       // the person has to sign in anew
	CodeAssigned    saml.Code = "IDP-ASSIGNED"    // the person is not assigned to the application
	CodeContext     saml.Code = "IDP-CONTEXT"     // the person was to sign in in another way
	CodeEmpty       saml.Code = "IDP-EMPTY"       // a mapping has no value for the person
	CodeMapping     saml.Code = "IDP-MAPPING"     // a mapping cannot be read
	CodeValue       saml.Code = "IDP-VALUE"       // a value that the other side would refuse
	CodePerson      saml.Code = "IDP-PERSON"      // of no account of ours
	CodeRole        saml.Code = "IDP-ROLE"        // of no administrator
	CodeKey         saml.Code = "IDP-KEY"         // the application has no active key
)

func fault(code saml.Code, format string, args ...any) error {
	return saml.Fault{Code: code, Detail: fmt.Sprintf(format, args...)}
}

// statuses are how a service provider that has asked is told of a refusal, where it can do something about it ("SAML 2.0 Core", 3.2.2.2).
var statuses = map[saml.Code]saml.Status{
	CodePassive: {Code: saml.StatusResponder, Detail: saml.StatusNoPassive},
	CodeContext: {Code: saml.StatusRequester, Detail: saml.StatusNoContext},
	CodeNameID:  {Code: saml.StatusRequester, Detail: saml.StatusNameID},
}
