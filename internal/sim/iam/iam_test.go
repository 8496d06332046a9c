package iam

import (
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/saml/samltest"
)

const (
	number       = "111122223333"
	instance     = "arn:aws:connect:eu-central-1:" + number + ":instance/12345678-1234-1234-1234-123456789012"
	trusting     = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"` + samltest.ProviderARN + `"},"Action":"sts:AssumeRoleWithSAML","Condition":{"StringEquals":{"SAML:aud":"` + samltest.Recipient + `"}}}]}`
	attributeTag = `<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/`
)

// account is one that the valid message fits.
func account(t testing.TB, now time.Time) *Account {
	t.Helper()
	a := New(Options{Number: number, Key: "key", Secret: "secret", Now: func() time.Time { return now }})
	do := func(action string, pairs ...string) {
		t.Helper()
		if err := a.do(action, pairs...); err != nil {
			t.Fatal(err)
		}
	}
	do("CreateSAMLProvider", "Name", "Dashboard", "SAMLMetadataDocument", samltest.Metadata(samltest.Keys().Ours))
	do("CreateRole", "RoleName", "ConnectFederation", "AssumeRolePolicyDocument", trusting)
	do("CreatePolicy", "PolicyName", "Federate", "PolicyDocument", permission("2012-10-17", instance+"/user/${aws:userid}"))
	do("AttachRolePolicy", "RoleName", "ConnectFederation", "PolicyArn", a.arn("policy/Federate"))
	return a
}

func permission(version, resource string) string {
	return `{"Version":"` + version + `","Statement":{"Effect":"Allow","Action":"connect:GetFederationToken","Resource":"` + resource + `"}}`
}

// do calls an operation with a form of names and values.
func (a *Account) do(action string, pairs ...string) error {
	call := url.Values{"Action": {action}}
	for i := 0; i < len(pairs); i += 2 {
		call.Set(pairs[i], pairs[i+1])
	}
	return a.Do(call)
}

// trust replaces the trust policy.
func trust(old, replacement string) func(*Account) error {
	return func(a *Account) error {
		return a.do("UpdateAssumeRolePolicy", "RoleName", "ConnectFederation", "PolicyDocument", strings.ReplaceAll(trusting, old, replacement))
	}
}

func replaced(pairs ...string) samltest.Recipe { return samltest.Recipe{Replace: pairs} }

// extra is a further attribute of AWS.
func extra(name, value string) samltest.Recipe {
	return replaced(attributeTag+`SessionDuration">`, attributeTag+name+`"><saml:AttributeValue>`+value+`</saml:AttributeValue></saml:Attribute>`+attributeTag+`SessionDuration">`)
}

var pair = Pair{samltest.RoleARN, samltest.ProviderARN}

// TestASignInIsJudgedInAWSWords has sign-ins with one thing wrong each.
func TestASignInIsJudgedInAWSWords(t *testing.T) {
	const (
		signature  = "Response signature invalid"
		authorised = "Not authorized to perform sts:AssumeRoleWithSAML"
		late       = "Token must be redeemed within 5 minutes of issuance"
		audience   = "Response does not contain the required audience"
		confirmed  = "Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter"
	)
	keys := samltest.Keys()
	for name, tt := range map[string]struct {
		recipe samltest.Recipe
		after  func(string) string
		setUp  func(*Account) error
		late   time.Duration
		pair   *Pair
		want   string // "" is a session
	}{
		"valid":                      {},
		"the response alone signed":  {recipe: samltest.Recipe{Parts: "response"}},
		"the assertion alone signed": {recipe: samltest.Recipe{Parts: "assertion"}},
		"provider first":             {recipe: replaced(samltest.RoleARN+","+samltest.ProviderARN, samltest.ProviderARN+","+samltest.RoleARN)},
		"nothing signed":             {recipe: samltest.Recipe{Parts: "none"}, want: signature},
		"a stranger's key":           {recipe: samltest.Recipe{Key: keys.Stranger}, want: signature},
		"changed after signing":      {after: func(x string) string { return strings.Replace(x, samltest.Login, "mallory", 1) }, want: signature},
		"pretty-printed":             {after: func(x string) string { return strings.ReplaceAll(x, "><saml:", ">\n<saml:") }, want: signature},
		"4 minutes old":              {late: 4 * time.Minute},
		"6 minutes old":              {late: 6 * time.Minute, want: late},
		"of the future":              {late: -7 * time.Minute, want: "(simulated) The response is not valid yet"},
		"another audience":           {recipe: replaced("<saml:Audience>urn:amazon:webservices<", "<saml:Audience>urn:other<"), want: audience},
		"no recipient":               {recipe: replaced(` Recipient="`+samltest.Recipient+`"/>`, "/>"), want: confirmed},
		"no end":                     {recipe: replaced(`<saml:SubjectConfirmationData NotOnOrAfter="2026-11-21T10:05:00Z"`, "<saml:SubjectConfirmationData"), want: confirmed},
		"another issuer":             {recipe: replaced("</saml:Issuer>", "/</saml:Issuer>"), want: "Issuer not present in specified provider (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException)"},
		"no such provider":           {pair: &Pair{samltest.RoleARN, samltest.ProviderARN + "x"}, want: "Specified provider doesn't exist (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlManifestNotFoundException)"},
		"a pair that is not in it":   {pair: &Pair{samltest.RoleARN + "x", samltest.ProviderARN}, want: "SAML Assertion doesn't contain the requested Role and Metadata in the attributes"},
		"no name":                    {recipe: replaced("RoleSessionName", "Rolesessionname"), want: "RoleSessionName is required in AuthnResponse"},
		"a name with a blank":        {recipe: replaced("<saml:AttributeValue>"+samltest.Login, "<saml:AttributeValue>Alice Zyxwv"), want: "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"},
		"a source of AWS":            {recipe: extra("SourceIdentity", "aws:alice"), want: `Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"`},
		"a longer session":           {recipe: replaced("<saml:AttributeValue>3600<", "<saml:AttributeValue>7200<"), want: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role"},
		"a role in other letters":    {recipe: replaced("role/ConnectFederation", "role/connectfederation"), pair: &Pair{strings.ToLower(samltest.RoleARN), samltest.ProviderARN}, want: authorised},
		"trust in another address":   {setUp: trust(samltest.Recipient, "https://us-east-1.signin.aws.amazon.com/saml"), want: authorised},
		"trust in everything alike":  {setUp: trust(`"StringEquals":{"SAML:aud":"`+samltest.Recipient, `"StringLike":{"saml:AUD":"https://*/saml`)},
		"trust in another issuer":    {setUp: trust(`"SAML:aud":"`, `"SAML:iss":"https://other.example.org/","SAML:aud":"`), want: authorised},
		"trust for another action":   {setUp: trust("AssumeRoleWithSAML", "AssumeRole"), want: authorised},
		"trust denied":               {setUp: trust(`"Statement":[`, `"Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:*"},`), want: authorised},
		"tags that are not allowed":  {recipe: extra("PrincipalTag:team", "a"), want: authorised},
		"tags that are allowed":      {recipe: extra("PrincipalTag:team", "a"), setUp: trust(`"sts:AssumeRoleWithSAML"`, `["sts:AssumeRoleWithSAML","sts:TagSession"]`)},
		"a source that is not":       {recipe: extra("SourceIdentity", "alice"), want: authorised},
		"no NameID":                  {recipe: replaced(">"+samltest.NameID+"<", "><"), want: authorised},
		"forbidden to the account":   {setUp: func(a *Account) error { a.Forbid("sts:AssumeRoleWithSAML", true); return nil }, want: authorised},
		"an assertion after the real": {after: func(x string) string {
			return strings.Replace(x, "</samlp:Response>", "<saml:Assertion/></samlp:Response>", 1)
		}, want: "unreadable"},
	} {
		t.Run(name, func(t *testing.T) {
			a := account(t, samltest.Moment.Add(tt.late))
			if tt.setUp != nil {
				if err := tt.setUp(a); err != nil {
					t.Fatal(err)
				}
			}
			text := string(tt.recipe.XML(t))
			if tt.after != nil {
				text = tt.after(text)
			}
			message, err := ReadMessage(base64.StdEncoding.EncodeToString([]byte(text)))
			if err != nil {
				if tt.want != "unreadable" {
					t.Fatal(err)
				}
				return
			}
			of := pair
			if tt.pair != nil {
				of = *tt.pair
			}
			s, err := a.AssumeRole(Assume{Message: message, Pair: of, Page: true})
			switch {
			case err == nil && (tt.want != "" || s.Name != samltest.Login || s.Role != samltest.RoleARN):
				t.Errorf("%+v", s)
			case err != nil && err.Error() != tt.want:
				t.Errorf("got %q, want %q", err, tt.want)
			}
		})
	}
}

// TestAttacksOpenNothing builds each known attack from a valid message.
func TestAttacksOpenNothing(t *testing.T) {
	for _, attack := range samltest.Attacks() {
		tree := etree.NewDocument()
		if err := tree.ReadFromBytes(samltest.Recipe{Parts: attack.Parts}.XML(t)); err != nil {
			t.Fatal(err)
		}
		attack.Build(tree.Root())
		text, err := tree.WriteToBytes()
		if err != nil {
			t.Fatal(err)
		}
		message, err := ReadMessage(base64.StdEncoding.EncodeToString(text))
		if err != nil {
			continue
		}
		roles, _ := message.Roles()
		for _, of := range roles {
			if s, err := account(t, samltest.Moment).AssumeRole(Assume{Message: message, Pair: of, Page: true}); err == nil && s.Subject != samltest.NameID {
				t.Errorf("%s: taken as %q", attack.Name, s.Subject)
			}
		}
	}
}

func TestPermissionsAreEvaluated(t *testing.T) {
	const action = "connect:GetFederationToken"
	message, err := ReadMessage(samltest.Recipe{}.Field(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		document string
		is       bool
	}{
		"the user of the session": {permission("2012-10-17", instance+"/user/${aws:userid}"), true},
		"the bare instance":       {permission("2012-10-17", instance), false},
		"another Region":          {permission("2012-10-17", strings.ReplaceAll(instance, "eu-central-1", "us-east-1")+"/user/${aws:userid}"), false},
		"a version without":       {permission("2008-10-17", instance+"/user/${aws:userid}"), false},
		"another variable":        {permission("2012-10-17", instance+"/user/${aws:username}"), false},
		"any user":                {permission("2012-10-17", instance+"/user/*"), true},
		"by its id":               {`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"connect:*","Resource":"*","Condition":{"StringEquals":{"connect:InstanceId":["x","12345678-1234-1234-1234-123456789012"]}}}}`, true},
		"by another id":           {`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"connect:*","Resource":"*","Condition":{"StringEquals":{"connect:InstanceId":"x"}}}}`, false},
		"denied":                  {`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"connect:Get*","Resource":"*"}]}`, false},
		"not this action":         {`{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"connect:*","Resource":"*"}}`, false},
		"but for a key":           {`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:missing":"x"}}}}`, true},
		"with a missing key":      {`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:missing":"x"}}}}`, false},
		"if there is a key":       {`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEqualsIfExists":{"aws:missing":"x"}}}}`, true},
	} {
		a := account(t, samltest.Moment)
		s, err := a.AssumeRole(Assume{Message: message, Pair: pair, Page: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := a.do("CreatePolicyVersion", "PolicyArn", a.arn("policy/Federate"), "SetAsDefault", "true", "PolicyDocument", tt.document); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		keys := map[string][]string{"connect:instanceid": {"12345678-1234-1234-1234-123456789012"}}
		if got := a.May(s, action, instance+"/user/"+s.ID(), keys); got != tt.is {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestABoundaryHoldsASessionBack(t *testing.T) {
	a := account(t, samltest.Moment)
	message, err := ReadMessage(samltest.Recipe{}.Field(t))
	if err != nil {
		t.Fatal(err)
	}
	s, err := a.AssumeRole(Assume{Message: message, Pair: pair})
	if err != nil {
		t.Fatal(err)
	}
	may := func() bool { return a.May(s, "connect:GetFederationToken", instance+"/user/"+s.ID(), nil) }
	if !may() {
		t.Fatal("not without a boundary either")
	}
	err = errors.Join(
		a.do("CreatePolicy", "PolicyName", "Bound", "PolicyDocument", `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}`),
		a.do("PutRolePermissionsBoundary", "RoleName", "ConnectFederation", "PermissionsBoundary", a.arn("policy/Bound")),
	)
	if err != nil || may() {
		t.Errorf("%v, or the boundary holds nobody back", err)
	}
}

func TestNoBytesBringThePolicyReaderDown(t *testing.T) {
	for _, text := range []string{"", "{}", `{"Statement":[]}`, `{"Statement":{"Effect":"Allow","Action":"a","Resource":"*","Condition":{"NumericEquals":{"a":1}}}}`, "“{}”", `{"Statement":{"Effect":"Allow","Principal":"*","Action":"a","Resource":"*"}}`, trusting} {
		var refusal Refusal
		if _, err := parse(text, false); !errors.As(err, &refusal) || refusal.Code != "MalformedPolicyDocument" {
			t.Errorf("%q: %v", text, err)
		}
	}
}
