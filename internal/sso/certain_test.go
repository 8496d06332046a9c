package sso

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// finding is the one with a code, of a severity; nil without.
func (r Report) finding(code Code, severity Severity) *Finding {
	at := slices.IndexFunc(r.Findings, func(f Finding) bool { return f.Code == code && f.Severity == severity })
	if at < 0 {
		return nil
	}
	return &r.Findings[at]
}

func TestWhatTheAccountHasNotIsCertain(t *testing.T) {
	t.Parallel()
	other := strings.ReplaceAll(samltest.ProviderARN, "Dashboard", "Other")
	role := strings.ReplaceAll(samltest.RoleARN, "ConnectF", "OtherF")
	for name, c := range map[string]struct {
		facts    func(*Facts)
		code     Code
		severity Severity
	}{
		"no provider at all": {func(f *Facts) { f.Provider, f.Providers = nil, []string{} }, CodeProviderMissing, Fault},
		"another provider":   {func(f *Facts) { f.Provider, f.Providers = nil, []string{other} }, CodeProviderMissing, Fault},
		"no role at all":     {func(f *Facts) { f.Role, f.Roles = nil, []string{} }, CodeRoleUnknown, Fault},
		"facts of a second provider": {func(f *Facts) {
			f.Provider.ARN, f.Provider.Metadata, f.Providers = other, samltest.Metadata(samltest.Keys().Stranger), []string{other, samltest.ProviderARN}
		}, CodeProviderMissing, Undecided},
		"facts of a second role": {func(f *Facts) {
			f.Role.ARN, f.Role.Policies, f.Roles = role, []PolicyFacts{}, []string{role, samltest.RoleARN}
		}, CodeRoleUnknown, Undecided},
	} {
		facts := known()
		c.facts(&facts)
		report := Diagnose(Case{Input: ReadInput(seed{}.input(t)), Facts: &facts, At: samltest.Moment})
		if len(report.Findings) != 1 || report.finding(c.code, c.severity) == nil {
			t.Errorf("%s: want %s %s\n%s", name, c.severity, c.code, shown(report))
		}
	}
}

func TestAWSNamingThePolicyIsProof(t *testing.T) {
	t.Parallel()
	call := "User: arn:aws:sts::111122223333:assumed-role/ConnectFederation/x is not authorized to perform: connect:GetFederationToken on resource: arn:aws:connect:eu-central-1:111122223333:instance/i/user/x "
	for text, want := range map[string]Code{
		call + "with an explicit deny in a service control policy":                                         CodeOrganisation,
		call + "because no service control policy allows the connect:GetFederationToken action":            CodeOrganisation,
		call + "with an explicit deny in a resource control policy":                                        CodeOrganisation,
		call + "because no permissions boundary allows the connect:GetFederationToken action":              CodePolicyMissing,
		call + "because no identity-based policy allows the connect:GetFederationToken action":             CodePolicyMissing,
		"Not authorized to perform sts:AssumeRoleWithSAML because the role trust policy does not allow it": CodeTrustCondition,
		rowNumbered(20).Text: CodeUserBound,
		rowNumbered(9).Text:  CodeProviderMissing,
	} {
		report := Diagnose(Case{Input: ReadInput([]byte(text))})
		if len(report.Findings) != 1 || report.finding(want, Fault) == nil || report.Findings[0].AWS.Number != report.Said.Number {
			t.Errorf("%s: want %s\n%s", text, want, shown(report))
		}
	}
	if report := Diagnose(Case{Input: ReadInput([]byte(rowNumbered(5).Text))}); report.finding(CodeOrganisation, Possible) == nil {
		t.Errorf("AWS names no policy:\n%s", shown(report))
	}
	for _, number := range decided {
		if n := len(rowNumbered(number).causes); n != 1 {
			t.Errorf("row %d has %d causes", number, n)
		}
	}
}

// TestErrorTextBesideTheMessageCounts pastes both, in either order.
func TestErrorTextBesideTheMessageCounts(t *testing.T) {
	t.Parallel()
	words := "Not authorized to perform sts:AssumeRoleWithSAML with an explicit deny in a resource control policy"
	field := samltest.Recipe{}.Field(t)
	for name, text := range map[string]string{
		"form first":  string(seed{}.input(t)) + "\n\n" + words + "\n",
		"error first": words + "\n" + string(seed{}.input(t)),
		"panel":       "SAMLResponse: " + field + "\nRelayState: " + relayURL + "\n" + words,
		"base64":      field[:76] + "\n" + field[76:] + "\n" + words,
	} {
		facts := known()
		report := Diagnose(Case{Input: ReadInput([]byte(text)), Facts: &facts, At: samltest.Moment})
		if report.JudgedAt == nil || len(report.Findings) != 1 || report.finding(CodeOrganisation, Fault) == nil {
			t.Errorf("%s:\n%s", name, shown(report))
		}
	}
}

func TestPoliciesOfTheOrganisationAreJudged(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		statement string
		severity  Severity // "" for no finding
		row       int
	}{
		"entry denied":                 {`{"Effect":"Deny","Action":"connect:*","Resource":"*"}`, Fault, 18},
		"another Region only":          {`{"Effect":"Deny","NotAction":["iam:*","sts:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["us-east-1"]}}}`, Fault, 18},
		"this Region too":              {`{"Effect":"Deny","NotAction":["iam:*","sts:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["us-east-1","eu-central-1"]}}}`, "", 0},
		"all but connect":              {`{"Effect":"Deny","NotAction":["connect:*","sts:*"],"Resource":"*"}`, "", 0},
		"somebody else's instance":     {`{"Effect":"Deny","Action":"connect:*","Resource":"arn:aws:connect:*:*:instance/other/*"}`, "", 0},
		"a role by a resource policy":  {`{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRoleWithSAML","Resource":"*"}`, Fault, 5},
		"a role by a control policy":   {`{"Effect":"Deny","Action":"sts:*","Resource":"*"}`, Undecided, 5},
		"a condition that is not told": {`{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalARN":"arn:aws:iam::*:role/admin"}}}`, Undecided, 5},
		"allowing":                     {`{"Effect":"Allow","Action":"*","Resource":"*"}`, "", 0},
	} {
		facts := known()
		facts.Organisation = []PolicyFacts{{Name: "p-guard", Document: json.RawMessage(`{"Version":"2012-10-17","Statement":` + c.statement + `}`)}}
		report := Diagnose(Case{Input: ReadInput(seed{}.input(t)), Facts: &facts, At: samltest.Moment})
		got := report.finding(CodeOrganisation, c.severity)
		if c.severity == "" && len(report.Findings) > 0 || c.severity != "" && (len(report.Findings) != 1 || got == nil || got.AWS.Number != c.row) {
			t.Errorf("%s: want %q\n%s", name, c.severity, shown(report))
		}
	}
}
