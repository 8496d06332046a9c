package sso

import "strings"

// denial is the kind of policy that AWS's own words hold responsible.
type denial struct {
	code  Code
	named string
}

// denials are those words, and what each means for a sign-in. AWS uses them where it wants to tell: mostly of calls with credentials, as in
// CloudTrail, and less often on its sign-in page.
// Source: IAM User Guide, "Troubleshoot access denied error messages".
var denials = []struct {
	said string
	denial
}{
	{"service control policy", denial{CodeOrganisation, "a service control policy"}},
	{"resource control policy", denial{CodeOrganisation, "a resource control policy"}},
	{"role trust policy", denial{CodeTrustCondition, "the role's trust policy"}},
	{"resource-based policy", denial{CodeTrustCondition, "a resource-based policy: of a role that is the trust policy"}},
	{"permissions boundary", denial{CodePolicyMissing, "a permissions boundary"}},
	{"identity-based policy", denial{CodePolicyMissing, "an identity-based policy"}},
}

// deniedBy is who AWS says refuses, nil where it says nothing.
func deniedBy(text string) *denial {
	lower := strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, d := range denials {
		if strings.Contains(lower, d.said) {
			return &d.denial
		}
	}
	return nil
}
