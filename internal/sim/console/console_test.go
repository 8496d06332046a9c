package console

import (
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sim/iam"
)

const number = "111122223333"

// simulated is a simulation with nothing in it.
func simulated() *Console {
	return New(Options{Home: "http://127.0.0.1:8080/", Portal: "http://127.0.0.1:8080/portal", Centres: []Centre{{
		ARN: "arn:aws:connect:eu-central-1:" + number + ":instance/12345678-1234-1234-1234-123456789012", Alias: "acme",
		Account: iam.New(iam.Options{Number: number, Key: "key", Secret: "secret"}), Pair: iam.Pair{Role: samltest.RoleARN, Provider: samltest.ProviderARN},
		People: func() []Person { return nil }, Origins: func() []string { return []string{"https://desk.example.org"} },
	}}})
}

func TestNoAddressOfAWSIsLeftAlone(t *testing.T) {
	c := simulated()
	for address, want := range map[string]string{
		"https://signin.aws.amazon.com/saml":                       "http://signin.aws.localhost:8080/saml",
		"https://eu-central-1.signin.aws.amazon.com/saml":          "http://eu-central-1.signin.aws.localhost:8080/saml",
		"https://EU-central-1.SignIn.AWS.amazon.com./saml":         "http://eu-central-1.signin.aws.localhost:8080/saml",
		"https://signin.aws.amazon.com:443/saml":                   "http://signin.aws.localhost:8080/saml",
		"https://signin.amazonaws-us-gov.com/saml":                 "http://signin.gov.aws.localhost:8080/saml",
		"https://signin.amazonaws.cn/saml":                         "http://signin.cn.aws.localhost:8080/saml",
		"https://1-2.eu-central-1.sign-in.connect.aws/saml?&a=b":   "http://1-2.eu-central-1.sign-in.connect.localhost:8080/saml?&a=b",
		"https://eu-central-1.console.aws.amazon.com/console/home": "http://eu-central-1.console.aws.localhost:8080/console/home",
	} {
		if got, is := c.Here(address); !is || got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
	for _, address := range []string{"https://wiki.example.org/acs", "https://aws.amazon.com.example.org/", "https://evilaws.amazon.community/", "%"} {
		if got, is := c.Here(address); is {
			t.Errorf("%s is none of AWS's, and becomes %s", address, got)
		}
	}
}

func TestAPageIsDivertedOrAnError(t *testing.T) {
	c, key := simulated(), samltest.Keys().Ours
	field := samltest.Recipe{}.Field(t)
	page := func(address string) string {
		return `<head></head><form method="post" action="` + address + `"><input type="hidden" name="SAMLResponse" value="` + field +
			`">` + "\n" + `<input type="hidden" name="RelayState" value="https://x.example.org/?a=b&amp;c=d"></form><script>s</script>`
	}
	divert := func(text string) (string, string, error) {
		changed, policy, err := c.Divert([]byte(text), key.Private, key.Certificate.Raw)
		return string(changed), policy, err
	}
	got, policy, err := divert(page("https://signin.aws.amazon.com/saml"))
	if err != nil || policy != "" || !strings.Contains(got, `action="http://signin.aws.localhost:8080/saml"`) || !strings.Contains(got, field) || !strings.HasSuffix(got, "</form><script>s</script>") || !strings.Contains(got, "?a=b&amp;c=d") {
		t.Errorf("%v, %q: %s", err, policy, got)
	}
	other := page("https://wiki.example.org/acs")
	if got, _, err := divert(other); err != nil || got != other {
		t.Errorf("another application's page is changed: %v, %s", err, got)
	}
	for _, odd := range []string{
		strings.ReplaceAll(page("https://signin.aws.amazon.com/saml"), `method="post" action`, `action`),
		strings.ReplaceAll(page("https://signin.aws.amazon.com/saml"), `name="SAMLResponse" value`, `value`) + "SAMLResponse",
		strings.ReplaceAll(page("https://signin.aws.amazon.com/saml"), "</form>", ""),
	} {
		if got, _, err := divert(odd); !errors.Is(err, errNotDiverted) {
			t.Errorf("a page that cannot be read is let go: %v, %s", err, got)
		}
	}
	if err := c.Switch("form-action"); err != nil {
		t.Fatal(err)
	}
	if _, policy, err := divert(page("https://signin.aws.amazon.com/saml")); err != nil || policy != "form-action http://signin.aws.localhost:8080" {
		t.Errorf("%v, %q", err, policy)
	}
}

// TestSwitchingOffPutsBackWhatNobodyHasChanged is of faults in what is set up.
func TestSwitchingOffPutsBackWhatNobodyHasChanged(t *testing.T) {
	c := simulated()
	of := c.Centres[0]
	if err := c.Switch("trust-aud"); !errors.Is(err, errNotReady) {
		t.Errorf("a role that is not there is changed: %v", err)
	}
	trust := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"` + samltest.ProviderARN + `"},"Action":"sts:AssumeRoleWithSAML","Condition":{"StringEquals":{"SAML:aud":"` + samltest.Recipient + `"}}}]}`
	permission := `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"connect:GetFederationToken","Resource":"` + of.ARN + `/user/${aws:userid}"}}`
	for _, call := range []url.Values{
		{"Action": {"CreateSAMLProvider"}, "Name": {"Dashboard"}, "SAMLMetadataDocument": {samltest.Metadata(samltest.Keys().Ours)}},
		{"Action": {"CreateRole"}, "RoleName": {"ConnectFederation"}, "AssumeRolePolicyDocument": {trust}},
		{"Action": {"CreatePolicy"}, "PolicyName": {"Federate"}, "PolicyDocument": {permission}},
		{"Action": {"AttachRolePolicy"}, "RoleName": {"ConnectFederation"}, "PolicyArn": {"arn:aws:iam::" + number + ":policy/Federate"}},
	} {
		if err := of.Account.Do(call); err != nil {
			t.Fatal(err)
		}
	}
	before, _ := of.Account.Setting(of.Pair)
	for _, id := range append(Faults(), "") {
		if err := c.Switch(id); err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		if c.fault != nil && c.fault.setting != nil {
			if now, _ := of.Account.Setting(of.Pair); now == before {
				t.Errorf("%s changes nothing", id)
			}
		}
	}
	if after, _ := of.Account.Setting(of.Pair); after != before {
		t.Errorf("everything is off, and left is %+v", after)
	}
	if err := c.Switch("trust-aud"); err != nil {
		t.Fatal(err)
	}
	mended := strings.ReplaceAll(trust, `"StringEquals"`, `"StringLike"`)
	err := of.Account.Do(url.Values{"Action": {"UpdateAssumeRolePolicy"}, "RoleName": {"ConnectFederation"}, "PolicyDocument": {mended}})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Switch(""); err != nil {
		t.Fatal(err)
	}
	if after, _ := of.Account.Setting(of.Pair); after.Trust != mended {
		t.Errorf("what somebody has mended is broken again: %s", after.Trust)
	}
}

// TestABrokenMessageIsSignedAnew holds every fault of the message against the application's key, but for those about signing.
func TestABrokenMessageIsSignedAnew(t *testing.T) {
	c, key := simulated(), samltest.Keys().Ours
	before := Sending{Address: samltest.Recipient, Field: samltest.Recipe{At: time.Now().UTC()}.Field(t)}
	for _, f := range faults {
		if f.message == nil || f.ID == "issuer" {
			continue
		}
		if err := c.Switch(f.ID); err != nil {
			t.Fatal(err)
		}
		after, err := c.Send(before, key.Private, key.Certificate.Raw)
		if err != nil || after.Field == before.Field {
			t.Errorf("%s: %v, or nothing is changed", f.ID, err)
			continue
		}
		text, err := base64.StdEncoding.DecodeString(after.Field)
		if err != nil || strings.Count(string(text), "<ds:SignatureValue") != 2 {
			t.Errorf("%s: %v, %s", f.ID, err, text)
		}
	}
	if key := stranger(); key.private.Public().(*rsa.PublicKey).Equal(samltest.Keys().Ours.Certificate.PublicKey) {
		t.Error("the stranger is one of us")
	}
}

func TestHostsOfTheSimulationShowNothingToStrangers(t *testing.T) {
	c := simulated()
	h := c.Beside(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }))
	for _, tt := range []struct {
		method, address, says string
		status                int
	}{
		{http.MethodGet, "http://aws.localhost:8080/sign-in.har", "Nobody has signed in yet", http.StatusNotFound},
		{http.MethodGet, "http://127.0.0.1:8080/", "", http.StatusTeapot},
		{http.MethodGet, "http://connect.localhost.example.org/", "", http.StatusTeapot},
		{http.MethodGet, "http://signin.aws.localhost:8080/saml", "takes sign-ins that begin at the portal", http.StatusNotFound},
		{http.MethodPost, "http://signin.aws.localhost:8080/saml", "Your request included an invalid SAML response. To logout, click here.", http.StatusBadRequest},
		{http.MethodGet, "http://eu-central-1.console.aws.localhost:8080/connect/federate/12345678-1234-1234-1234-123456789012", "begin at the portal", http.StatusForbidden},
		{http.MethodGet, "http://acme.my.connect.localhost:8080/ccp-v2", "Session Expired", http.StatusForbidden},
		{http.MethodGet, "http://acme.my.connect.localhost:8080/auth/sign-in?code=guess", "Session Expired", http.StatusForbidden},
		{http.MethodGet, "http://sts.aws.localhost:8080/", "not simulated", http.StatusNotFound},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(tt.method, tt.address, nil))
		if body := w.Body.String(); w.Code != tt.status || !strings.Contains(body, tt.says) {
			t.Errorf("%s %s: %d, want %d with %q: %s", tt.method, tt.address, w.Code, tt.status, tt.says, body)
		}
		if tt.status != http.StatusTeapot && !strings.Contains(w.Body.String(), "this is not AWS") {
			t.Errorf("%s does not say that it is a simulation", tt.address)
		}
	}
}

func TestWhereSomebodyLands(t *testing.T) {
	of := simulated().Centres[0]
	for wanted, lands := range map[string]string{
		"": "/home", "/ccp-v2": "/ccp-v2", "/ccp-v2/chat": "/ccp-v2/chat", "/agent-app-v2": "/agent-app-v2", "/agent-app-v2?VDIPlatform=CITRIX_413": "/agent-app-v2",
		"/connect/ccp": "/ccp-v2", "https://desk.example.org/a": "https://desk.example.org/a", "http://desk.example.org": "http://desk.example.org",
		"https://other.example.org": "", "%2Fccp-v2": "", "ccp-v2": "", "javascript:alert(1)": "",
	} {
		got, ok := of.destination(wanted)
		if ok != (lands != "") || ok && got != lands {
			t.Errorf("%q: %q, %v", wanted, got, ok)
		}
	}
}
