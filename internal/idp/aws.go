package idp

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/sso"
	"github.com/ringside/ringside/internal/sso/roster"
)

// awsAttributes begins the names of AWS's attributes; capital letters count ("Configure SAML assertions for the authentication response",
// IAM User Guide).
const awsAttributes = "https://aws.amazon.com/SAML/Attributes/"

// Grammars of AWS ("Configure SAML assertions for the authentication response", IAM User Guide).
var (
	roleAndProvider = regexp.MustCompile(`^arn:(aws|aws-us-gov):iam::\d{12}:role/[\w+=,.@/-]+,arn:(aws|aws-us-gov):iam::\d{12}:saml-provider/[\w.-]+$`)
	sessionName     = regexp.MustCompile(`^[A-Za-z0-9_+=,.@-]{2,64}$`)
)

func (a Application) acceptableToAWS(attributes []saml.Attribute) error {
	said := map[string][]string{}
	for _, attribute := range attributes {
		if name, is := strings.CutPrefix(attribute.Name, awsAttributes); is {
			said[name] = attribute.Values
		}
	}
	roles, names := said["Role"], said["RoleSessionName"]
	switch {
	case len(roles) == 0 || a.Connect != nil && len(roles) > 1:
		return fault(CodeValue, "there are %d values of Role; Amazon Connect wants one", len(roles))
	case slices.ContainsFunc(roles, func(r string) bool { return !roleAndProvider.MatchString(r) }):
		return fault(CodeValue, "Role is not the ARN of a role, a comma, and the ARN of a SAML provider")
	case len(names) != 1 || !sessionName.MatchString(names[0]):
		return fault(CodeValue, "RoleSessionName is not 2 to 64 of A-Z a-z 0-9 _ + = , . @ -")
	}
	if a.Connect != nil {
		if why := roster.Illegal(names[0]); why != "" {
			return fault(CodeValue, "RoleSessionName is no login of Amazon Connect: %s", why)
		}
	}
	return limits(attributes)
}

// limits refuses what AWS takes besides a role and its session's name, where it is beyond what AWS takes.
func limits(attributes []saml.Attribute) error {
	for _, attribute := range attributes {
		name, is := strings.CutPrefix(attribute.Name, awsAttributes)
		if !is {
			continue
		}
		for _, text := range attribute.Values {
			switch seconds, err := strconv.Atoi(text); {
			case name == "SessionDuration" && (err != nil || seconds < 900 || seconds > 43200):
				return fault(CodeValue, "SessionDuration is not 900 to 43200 seconds")
			case name == "SourceIdentity" && (!sessionName.MatchString(text) || strings.HasPrefix(text, "aws:")):
				return fault(CodeValue, "SourceIdentity is not 2 to 64 of A-Z a-z 0-9 _ + = , . @ -, or begins with aws:")
			}
		}
	}
	if wrong := sso.TagFaults(attributes); len(wrong) > 0 {
		return fault(CodeValue, "%s", strings.Join(wrong, "; "))
	}
	return nil
}

// transitiveTags is the one attribute of AWS's that may have several mappings, each for one of its values.
const transitiveTags = awsAttributes + "TransitiveTagKeys"

// awsName is the whole name of an attribute of AWS's that was written without what all of them begin with.
func awsName(name string) string {
	kind, _, _ := strings.Cut(name, ":")
	if slices.Contains([]string{"Role", "RoleSessionName", "SessionDuration", "SourceIdentity", "PrincipalTag", "TransitiveTagKeys"}, kind) {
		return awsAttributes + name
	}
	return name
}

// aws tells whether the application is AWS's sign-in.
func (a Application) aws() bool { return strings.HasPrefix(a.EntityID, "urn:amazon:webservices") }

// checkForAWS reports what is wrong with the mappings of AWS's sign-in, as far as it is known without a person.
func (a Application) checkForAWS() error {
	for _, name := range []string{"Role", "RoleSessionName"} {
		if a.mapping(awsAttributes+name).Value == "" {
			return fmt.Errorf("there is no mapping %s, without which AWS lets nobody in", awsAttributes+name)
		}
	}
	var known []saml.Attribute
	for _, m := range a.Mappings {
		text, fixed := m.constant()
		if !fixed && strings.HasPrefix(m.Name, awsAttributes+"PrincipalTag:") {
			text, fixed = "x", true // of its key everything is known
		}
		if fixed && m.Name != Subject {
			known = append(known, saml.Attribute{Name: m.Name, Values: []string{text}})
		}
	}
	if refusal, is := errors.AsType[saml.Fault](limits(known)); is {
		return errors.New(refusal.Detail)
	}
	return nil
}
