package idp

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/sso"
	"github.com/ringside/ringside/internal/state"
)

// connected is a site with an application for Amazon Connect, to which alice may sign in.
func connected(t testing.TB) (*site, Application) {
	t.Helper()
	s := open(t)
	s.account(t, "alice", "", alice().Profile)
	a, err := s.register.AddConnect(t.Context(), "connect", "Amazon Connect", wanted())
	if err != nil {
		t.Fatal(err)
	}
	a.Groups = []string{"agents"}
	if err := s.register.Change(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	return s, a
}

func TestFromThePortalToAmazonConnect(t *testing.T) {
	t.Parallel()
	s, a := connected(t)
	b := newBrowser(t, s)
	portal := b.signIn(s, b.follow(s.URL+"/portal"), "alice")
	if !strings.Contains(portal.text, `href="/idp/connect/start"`) || !strings.Contains(portal.text, "Amazon Connect · eu-central-1") {
		t.Fatalf("the portal has no tile:\n%s", portal.text)
	}
	shown := b.follow(s.URL + "/idp/connect/start")
	form := shown.sent(t)
	if form.address != "https://eu-central-1.signin.aws.amazon.com/saml" || form.relay != a.RelayState {
		t.Errorf("sent to %s with %s", form.address, form.relay)
	}
	policy := shown.Header.Get("Content-Security-Policy")
	if strings.Contains(policy, "form-action") || !strings.Contains(policy, "default-src 'none'") || shown.Header.Get("Referrer-Policy") != "no-referrer" || shown.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the page's headers are %v", shown.Header)
	}
	message := s.read(t, "connect", form.xml(t))
	said := message.Response
	if !message.ResponseSigned || !message.AssertionSigned || said.InResponseTo != "" || said.Assertion.Confirmations[0].InResponseTo != "" {
		t.Errorf("signed %t and %t, in response to %q", message.ResponseSigned, message.AssertionSigned, said.InResponseTo)
	}
	if said.Assertion.Authentications[0].At.After(said.Issued) || said.Assertion.NameID.Value != "Alice.Zyxwv@example.org" {
		t.Errorf("says of %+v, signed in at %s", said.Assertion.NameID, said.Assertion.Authentications[0].At)
	}
	entries, err := s.state.AuditEntries(t.Context(), state.AuditQuery{From: s.Now().Add(-time.Hour), To: s.Now().Add(time.Hour), Limit: 1})
	if err != nil || len(entries) != 1 || entries[0].Who != "alice" || entries[0].Action != "vouch" || entries[0].Subject != "connect" {
		t.Errorf("%v: the audit log ends with %+v", err, entries)
	}
	if log := s.log(); strings.Contains(log, "Zyxwv") || strings.Contains(log, form.answer[:60]) {
		t.Errorf("the log tells who that is:\n%s", log)
	}
}

func TestTheDoctorFindsNothing(t *testing.T) {
	t.Parallel()
	s, a := connected(t)
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "alice")
	form := b.follow(s.URL + "/idp/connect/start").sent(t)
	metadata := string(s.metadata(t, "connect"))
	if findings := sso.JudgeMetadata(metadata, s.Now()); len(findings) > 0 {
		t.Errorf("IAM would find with the metadata: %+v", findings)
	}
	const role, provider = "arn:aws:iam::111122223333:role/ConnectFederation", "arn:aws:iam::111122223333:saml-provider/Ringside"
	facts := &sso.Facts{
		Provider: &sso.ProviderFacts{ARN: provider, Metadata: metadata}, Providers: []string{provider}, Roles: []string{role},
		Role: &sso.RoleFacts{
			ARN: role, MaxSessionDuration: 3600,
			TrustPolicy: json.RawMessage(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"` + provider + `"},"Action":"sts:AssumeRoleWithSAML",
				"Condition":{"StringEquals":{"SAML:aud":"https://eu-central-1.signin.aws.amazon.com/saml","SAML:iss":"` + a.Issuer + `"}}}]}`),
			Policies: []sso.PolicyFacts{{Name: "p", Document: json.RawMessage(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"connect:GetFederationToken","Resource":"` + instance + `/user/${aws:userid}"}]}`)}},
		},
		Connect: &sso.ConnectFacts{InstanceARN: instance, IdentityType: "SAML", Users: []string{"Alice.Zyxwv@example.org"}},
	}
	diagnose := func(answer string) []sso.Finding {
		input := sso.ReadInput([]byte(url.Values{"SAMLResponse": {answer}, "RelayState": {form.relay}}.Encode()))
		return sso.Diagnose(sso.Case{Input: input, Facts: facts, At: s.Now()}).Findings
	}
	if found := diagnose(form.answer); len(found) > 0 {
		t.Errorf("found %+v", found)
	}
	facts.Connect.Users = []string{"alice.zyxwv@example.org"}
	if found := diagnose(form.answer); len(found) != 1 || found[0].Code != "CON-USER-CASE" {
		t.Errorf("with a user in small letters: %+v", found)
	}
}

func TestASecondRingsideTakesOurWord(t *testing.T) {
	t.Parallel()
	for _, encrypted := range []bool{false, true} {
		t.Run(map[bool]string{false: "plain", true: "encrypted"}[encrypted], func(t *testing.T) {
			t.Parallel()
			aSecondRingsideTakesOurWord(t, encrypted)
		})
	}
}

func aSecondRingsideTakesOurWord(t *testing.T, encrypted bool) {
	s, _ := connected(t)
	// Its address is known when it runs, and ours are to be known when it starts: it is registered by its metadata afterwards.
	a, err := s.register.Add(t.Context(), Application{
		ID: "other", Name: "Another Ringside", EntityID: "urn:x", Users: []string{"alice"}, Consumers: []saml.Consumer{{Address: "https://127.0.0.1/acs"}},
		Mappings: []Mapping{{Subject, "${user:email}", "emailAddress"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	other := open(t, signin.Metadata{Text: s.metadata(t, "other")})
	of, err := saml.ReadServiceProvider([]byte(newBrowser(t, other).follow(other.URL + "/saml/metadata").text))
	if err != nil {
		t.Fatal(err)
	}
	a.EntityID, a.Consumers = of.EntityID, of.Consumers
	if encrypted {
		a.Encryption = inPEM("CERTIFICATE", of.Encryption.Raw)
	}
	if err := s.register.Change(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, s)
	form := b.signIn(s, b.follow(other.URL+"/figures"), "alice").sent(t)
	other.advance(s.Now().Sub(other.Now()))
	if hidden := !bytes.Contains(form.xml(t), []byte("Zyxwv")); hidden != encrypted {
		t.Errorf("encrypted: %t", hidden)
	}
	w := b.ask(http.MethodPost, form.address, url.Values{"SAMLResponse": {form.answer}}, "Origin", s.URL, "Sec-Fetch-Site", "cross-site")
	if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/figures" {
		t.Fatalf("%s to %s\n%s\n%s", w.Status, w.Header.Get("Location"), w.text, other.log())
	}
	if w := b.follow(other.URL + "/figures"); w.text != "figures for Alice.Zyxwv@example.org" {
		t.Errorf("the other one shows %s", w.text)
	}
	if bytes.Contains([]byte(other.log()), []byte("Zyxwv")) {
		t.Error("its log names the person")
	}
}
