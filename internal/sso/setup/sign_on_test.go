package setup

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestASignOnIsDerivedFromThreeNames(t *testing.T) {
	t.Parallel()
	const id = "12345678-1234-1234-1234-123456789012"
	for name, c := range map[string]struct {
		instance, role, landing, signIn string
		want                            SignOn
	}{
		"a Region": {"arn:aws:connect:eu-central-1:111122223333:instance/" + id, "ConnectFederation", "admin", "", SignOn{
			"https://eu-central-1.signin.aws.amazon.com/saml", "urn:amazon:webservices", "https://eu-central-1.console.aws.amazon.com/connect/federate/" + id,
			"arn:aws:iam::111122223333:role/ConnectFederation", "arn:aws:iam::111122223333:saml-provider/Ringside",
		}},
		"us-east-1, with a path": {"arn:aws:connect:us-east-1:111122223333:instance/" + id, "contact/centre/Federation", "ccp", "", SignOn{
			"https://signin.aws.amazon.com/saml", "urn:amazon:webservices", "https://us-east-1.console.aws.amazon.com/connect/federate/" + id + "?destination=%2Fccp-v2",
			"arn:aws:iam::111122223333:role/contact/centre/Federation", "arn:aws:iam::111122223333:saml-provider/Ringside",
		}},
		"the US government's": {"arn:aws-us-gov:connect:us-gov-west-1:111122223333:instance/" + id, "F", "https://app.example.org/a?b=c", "", SignOn{
			"https://signin.amazonaws-us-gov.com/saml", "urn:amazon:webservices:govcloud",
			"https://console.amazonaws-us-gov.com/connect/federate/" + id + "?destination=https%3A%2F%2Fapp.example.org%2Fa%3Fb%3Dc",
			"arn:aws-us-gov:iam::111122223333:role/F", "arn:aws-us-gov:iam::111122223333:saml-provider/Ringside",
		}},
		"the chat's tab": {"arn:aws:connect:ap-northeast-2:111122223333:instance/" + id, "F", "chat", "", SignOn{
			"https://ap-northeast-2.signin.aws.amazon.com/saml", "urn:amazon:webservices", "https://ap-northeast-2.console.aws.amazon.com/connect/federate/" + id + "?destination=%2Fccp-v2%2Fchat",
			"arn:aws:iam::111122223333:role/F", "arn:aws:iam::111122223333:saml-provider/Ringside",
		}},
		"a replicated instance": {"arn:aws:connect:eu-west-2:111122223333:instance/" + id, "a/F", "workspace", "https://" + id + ".eu-central-1.sign-in.connect.aws/saml", SignOn{
			"https://" + id + ".eu-central-1.sign-in.connect.aws/saml?&instanceId=" + id + "&accountId=111122223333&role=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fa%2FF" +
				"&idp=arn%3Aaws%3Aiam%3A%3A111122223333%3Asaml-provider%2FRingside&destination=%2Fagent-app-v2",
			"urn:amazon:webservices", "", "arn:aws:iam::111122223333:role/a/F", "arn:aws:iam::111122223333:saml-provider/Ringside",
		}},
		"one that lands at home, by its bare host": {"arn:aws:connect:eu-central-1:111122223333:instance/" + id, "F", "admin", "https://" + id + ".eu-central-1.sign-in.connect.aws/?x=y", SignOn{
			"https://" + id + ".eu-central-1.sign-in.connect.aws/saml?&instanceId=" + id + "&accountId=111122223333&role=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2FF" +
				"&idp=arn%3Aaws%3Aiam%3A%3A111122223333%3Asaml-provider%2FRingside",
			"urn:amazon:webservices", "", "arn:aws:iam::111122223333:role/F", "arn:aws:iam::111122223333:saml-provider/Ringside",
		}},
	} {
		got, err := SignOnOf(Entry{c.instance, c.role, "Ringside", c.landing, c.signIn})
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (- want, + got):\n%s", name, err, diff)
		}
	}
	good := "arn:aws:connect:eu-central-1:111122223333:instance/" + id
	for name, c := range map[string]Entry{
		"no ARN": {id, "F", "R", "admin", ""}, "China": {"arn:aws-cn:connect:cn-north-1:111122223333:instance/" + id, "F", "R", "admin", ""},
		"a blank in a role": {good, "F F", "R", "admin", ""}, "a permission set": {good, "AWSReservedSSO_x", "R", "admin", ""},
		"a slash in a provider": {good, "F", "R/R", "admin", ""}, "nowhere": {good, "F", "R", "desk", ""}, "a page without TLS": {good, "F", "R", "http://a.example.org", ""},
		"a sign-in of another instance": {good, "F", "R", "admin", "https://99999999-1234-1234-1234-123456789012.eu-central-1.sign-in.connect.aws/saml"},
		"a sign-in elsewhere":           {good, "F", "R", "admin", "https://" + id + ".eu-central-1.sign-in.connect.aws.example.org/saml"},
	} {
		if got, err := SignOnOf(c); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
