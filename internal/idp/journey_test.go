package idp

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
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

// asking is a service provider that is registered, as somebody asks in its name.
type asking struct {
	*site
	Application
	t testing.TB
}

func asked(t testing.TB) asking {
	t.Helper()
	s, _ := connected(t)
	a := Application{
		ID: "app", Name: "App", EntityID: "https://app.example.org/", Users: []string{"alice"}, Session: time.Hour,
		Consumers: []saml.Consumer{{Address: "https://app.example.org/acs"}}, Mappings: []Mapping{{Subject, "", "persistent"}, {"groups", "${user:groups}", ""}},
	}
	a, err := s.register.Add(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return asking{s, a, t}
}

// request is an AuthnRequest, with pairs of what to replace in it.
func (a asking) request(id string, replace ...string) string {
	a.t.Helper()
	to, err := url.Parse(SignOn(a.URL, "app"))
	if err != nil {
		a.t.Fatal(err)
	}
	text := string(saml.Request{ID: id, At: a.Now(), Address: to, Issuer: a.EntityID, Recipient: a.Consumers[0].Address}.XML())
	for i := 0; i+1 < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			a.t.Fatalf("the request has no %q", replace[i])
		}
		text = strings.Replace(text, replace[i], replace[i+1], 1)
	}
	return base64.StdEncoding.EncodeToString([]byte(text))
}

// post brings a request as the page of the application does.
func (a asking) post(b *browser, field string) reply {
	a.t.Helper()
	w := b.ask(http.MethodPost, a.URL+"/idp/app/sso", url.Values{"SAMLRequest": {field}, "RelayState": {"back"}}, "Origin", "https://app.example.org", "Sec-Fetch-Site", "cross-site")
	if w.StatusCode == http.StatusSeeOther {
		return b.follow(a.URL + w.Header.Get("Location"))
	}
	return w
}

func TestAnApplicationAsks(t *testing.T) {
	t.Parallel()
	a := asked(t)
	b := newBrowser(t, a.site)
	const id = "_00000000000000000000000000000000000000a1"
	field := a.request(id)
	form := b.signIn(a.site, a.post(b, field), "alice").sent(t)
	message := a.read(t, "app", form.xml(t))
	signIn, err := message.Expect(saml.Expected{Provider: a.Issuer, Audience: a.EntityID, Recipient: "https://app.example.org/acs", Request: id, At: a.Now()})
	if err != nil {
		t.Fatal(err)
	}
	if form.relay != "back" || form.address != "https://app.example.org/acs" || signIn.NameID.Format != saml.FormatPersistent ||
		!signIn.Until.Equal(message.Response.Issued.Add(time.Hour)) || len(signIn.Attributes) != 1 || len(signIn.Attributes[0].Values) != 2 {
		t.Errorf("sent to %s with %s: %+v", form.address, form.relay, signIn)
	}
	if w := a.post(b, field); !strings.Contains(w.text, string(CodeReplay)) || w.StatusCode != http.StatusForbidden {
		t.Errorf("the same request again: %s %s", w.Status, w.text)
	}
	if next := a.post(b, a.request("_2")).sent(t); a.read(t, "app", next.xml(t)).Response.Assertion.NameID.Value != signIn.NameID.Value {
		t.Error("the second time the person has another name")
	}
}

func TestHostileRequestsAreRefusedByAPage(t *testing.T) {
	t.Parallel()
	a := asked(t)
	b := newBrowser(t, a.site)
	b.signIn(a.site, b.follow(a.URL+"/portal"), "alice")
	valid, err := base64.StdEncoding.DecodeString(a.request(saml.NewID()))
	if err != nil {
		t.Fatal(err)
	}
	for name, document := range samltest.Hostile(string(valid)) {
		w := a.post(b, base64.StdEncoding.EncodeToString([]byte(document)))
		if w.StatusCode/100 != 4 || !strings.Contains(w.text, "request-17") || strings.Contains(w.text, "SAMLResponse") {
			t.Errorf("%s: %s\n%s", name, w.Status, w.text)
		}
	}
	if w := a.post(b, base64.StdEncoding.EncodeToString(valid)); !strings.Contains(w.text, "SAMLResponse") {
		t.Errorf("the request that they were made of: %s\n%s", w.Status, w.text)
	}
}

func TestWhatCannotBeAnsweredIsSaid(t *testing.T) {
	t.Parallel()
	a := asked(t)
	in := newBrowser(t, a.site)
	in.signIn(a.site, in.follow(a.URL+"/portal"), "alice")
	a.advance(time.Second)
	for name, c := range map[string]struct {
		replace []string
		want    saml.Code // on a page of ours
		status  string    // to the application
	}{
		"another issuer":        {[]string{"https://app.example.org/<", "https://evil.example.org/<"}, CodeApplication, ""},
		"another address":       {[]string{"https://app.example.org/acs", "https://evil.example.org/acs"}, CodeConsumer, ""},
		"another destination":   {[]string{"/idp/app/sso", "/idp/other/sso"}, CodeAddress, ""},
		"another binding":       {[]string{"HTTP-POST", "SOAP"}, CodeBinding, ""},
		"a name by e-mail":      {[]string{`<samlp:NameIDPolicy `, `<samlp:NameIDPolicy Format="` + saml.FormatEmail + `" `}, "", saml.StatusNameID},
		"a smart card":          {[]string{`<samlp:NameIDPolicy AllowCreate="true"/>`, `<samlp:RequestedAuthnContext><saml:AuthnContextClassRef>urn:x</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>`}, "", saml.StatusNoContext},
		"anew, without a word":  {[]string{`Version="2.0"`, `Version="2.0" ForceAuthn="true" IsPassive="true"`}, "", saml.StatusNoPassive},
		"a document type":       {[]string{"<samlp:AuthnRequest", "<!DOCTYPE x><samlp:AuthnRequest"}, saml.CodeXML, ""},
		"a request from before": {[]string{a.Now().UTC().Format(time.RFC3339)[:11], "2026-01-01T"}, CodeTime, ""},
	} {
		w := a.post(in, a.request(saml.NewID(), c.replace...))
		if c.status == "" {
			if w.StatusCode/100 != 4 || !strings.Contains(w.text, string(c.want)) || !strings.Contains(w.text, "request-17") || strings.Contains(w.text, "SAMLResponse") {
				t.Errorf("%s: %s, want %s\n%s", name, w.Status, c.want, w.text)
			}
			continue
		}
		if got := a.read(t, "app", w.sent(t).xml(t)).Response; got.Status.Detail != c.status || got.Assertion != nil {
			t.Errorf("%s: the application is told %+v, want %s", name, got.Status, c.status)
		}
	}
	out := newBrowser(t, a.site)
	quiet := a.post(out, a.request("_q1", `Version="2.0"`, `Version="2.0" IsPassive="true"`))
	if got := a.read(t, "app", quiet.sent(t).xml(t)).Response; got.Status.Detail != saml.StatusNoPassive {
		t.Errorf("nobody signed in, and nobody to be asked: %+v", got.Status)
	}
	if w := in.ask(http.MethodGet, a.URL+"/idp/app/sso?SAMLRequest=x&SAMLRequest=y", nil); w.StatusCode != http.StatusForbidden {
		t.Errorf("two requests: %s", w.Status)
	}
}

func TestWhoHasToSignInAnewDoes(t *testing.T) {
	t.Parallel()
	a := asked(t)
	b := newBrowser(t, a.site)
	b.signIn(a.site, b.follow(a.URL+"/portal"), "alice")
	a.advance(time.Minute)
	shown := a.post(b, a.request("_f1", `Version="2.0"`, `Version="2.0" ForceAuthn="true"`))
	if strings.Contains(shown.text, "SAMLResponse") {
		t.Fatal("the old sign-in is told anew")
	}
	before := a.Now()
	got := a.read(t, "app", b.signIn(a.site, shown, "alice").sent(t).xml(t)).Response.Assertion.Authentications[0].At
	if got.Before(before) {
		t.Errorf("signed in at %s, before %s", got, before)
	}
}

func TestAnswersAreForThoseWhoMay(t *testing.T) {
	t.Parallel()
	a := asked(t)
	a.account(t, "mallory", "", Profile{Email: "mallory@example.org"})
	b := newBrowser(t, a.site)
	portal := b.signIn(a.site, b.follow(a.URL+"/portal"), "mallory")
	if strings.Contains(portal.text, "/start") {
		t.Errorf("mallory has tiles:\n%s", portal.text)
	}
	for _, w := range []reply{b.follow(a.URL + "/idp/app/start"), a.post(b, a.request("_m1"))} {
		if w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, string(CodeAssigned)) {
			t.Errorf("%s\n%s", w.Status, w.text)
		}
	}
	if w := b.follow(a.URL + "/"); !strings.Contains(w.text, portalTitle.Korean) {
		t.Errorf("who has no role here is not led to the portal: %s\n%s", w.Status, w.text)
	}
	other := newBrowser(t, a.site) // somebody else's browser does not go on with what mallory's has brought
	first := b.ask(http.MethodPost, a.URL+"/idp/app/sso", url.Values{"SAMLRequest": {a.request("_m2")}})
	other.signIn(a.site, other.follow(a.URL+"/portal"), "alice")
	if w := other.follow(a.URL + first.Header.Get("Location")); !strings.Contains(w.text, string(CodeRequest)) {
		t.Errorf("another browser's request: %s\n%s", w.Status, w.text)
	}
	if err := a.state.DisableAccount(t.Context(), "alice"); err != nil {
		t.Fatal(err)
	}
	if w := other.follow(a.URL + "/idp/app/start"); strings.Contains(w.text, "SAMLResponse") {
		t.Error("a disabled account is vouched for")
	}
}

func TestEveryAddressIsInTheTable(t *testing.T) {
	t.Parallel()
	a := asked(t)
	a.account(t, "root", "administrator", Profile{})
	a.account(t, "lead", "supervisor", Profile{})
	askers := map[string]*browser{"nobody": newBrowser(t, a.site)}
	for _, name := range []string{"alice", "lead", "root"} {
		askers[name] = newBrowser(t, a.site)
		askers[name].signIn(a.site, askers[name].follow(a.URL+"/portal"), name)
	}
	for _, one := range routes {
		method, pattern, _ := strings.Cut(one.pattern, " ")
		address := a.URL + strings.ReplaceAll(pattern, "{application}", "app")
		for name, b := range askers {
			let := one.who == everybody || one.who == person && name != "nobody" || name == "root"
			w := b.ask(method, address, url.Values{})
			stopped := w.StatusCode == http.StatusSeeOther && strings.HasPrefix(w.Header.Get("Location"), "/sign-in?") ||
				strings.Contains(w.text, string(CodeRole)) || strings.Contains(w.text, string(CodePerson))
			if stopped == let {
				t.Errorf("%s for %s: %s %s, want let through %t", one.pattern, name, w.Status, w.Header.Get("Location"), let)
			}
		}
	}
	w := askers["root"].ask(http.MethodPost, a.URL+"/portal/applications/app", url.Values{"users": {"mallory"}}, "Sec-Fetch-Site", "cross-site")
	if got, err := a.register.Application(t.Context(), "app"); err != nil || slices.Contains(got.Users, "mallory") || w.StatusCode != http.StatusForbidden {
		t.Errorf("%v: another site has assigned %v", err, got.Users)
	}
	if w := askers["root"].ask(http.MethodGet, a.URL+"/portal/nowhere", nil); w.StatusCode != http.StatusNotFound {
		t.Errorf("an address that is none: %s", w.Status)
	}
}

func TestAnAdministratorSetsAmazonConnectUp(t *testing.T) {
	t.Parallel()
	s, _ := connected(t)
	s.account(t, "root", "administrator", Profile{Email: "root@example.org"})
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "root")
	form := url.Values{"id": {"seoul"}, "name": {"서울 센터"}, "instance": {instance}, "role": {"F"}, "provider": {"R"}, "login": {"subject"}, "landing": {"workspace"}}
	wrong := maps.Clone(form)
	wrong.Set("instance", `"><script>alert(1)</script>`)
	if w := b.ask(http.MethodPost, s.URL+"/portal/applications", wrong); w.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(w.text, "is no ARN") {
		t.Errorf("a wrong ARN: %s\n%s", w.Status, w.text)
	}
	if w := b.ask(http.MethodPost, s.URL+"/portal/applications", form); w.Header.Get("Location") != "/portal/applications/seoul" {
		t.Fatalf("%s to %s\n%s", w.Status, w.Header.Get("Location"), w.text)
	}
	preview := func(person string) string {
		return b.follow(s.URL + "/portal/applications/seoul?person=" + person).text
	}
	if text := preview("alice"); !strings.Contains(text, string(CodeAssigned)) {
		t.Errorf("before anybody is assigned:\n%s", text)
	}
	b.ask(http.MethodPost, s.URL+"/portal/applications/seoul", url.Values{"users": {"alice, root,"}, "groups": {"leads"}})
	text := preview("alice")
	for _, part := range []string{"<code>alice</code>", "arn:aws:iam::111122223333:role/F,arn:aws:iam::111122223333:saml-provider/R", "destination=%2Fagent-app-v2", "urn:uuid:", s.URL + "/idp/seoul/sso"} {
		if !strings.Contains(text, part) {
			t.Errorf("the page has no %s:\n%s", part, text)
		}
	}
	if !strings.Contains(b.follow(s.URL+"/portal").text, "서울 센터") {
		t.Error("the new tile is not there")
	}
}

func TestAnAdministratorSaysWhoPeopleAre(t *testing.T) {
	t.Parallel()
	s, a := connected(t)
	s.account(t, "root", "administrator", Profile{})
	b := newBrowser(t, s)
	b.signIn(s, b.follow(s.URL+"/portal"), "root")
	save := func(values ...string) reply {
		form := url.Values{}
		for i := 0; i+1 < len(values); i += 2 {
			form.Set(values[i], values[i+1])
		}
		return b.ask(http.MethodPost, s.URL+"/portal/people", form)
	}
	made := save("account", " Bob ", "email", "Bob@example.org", "given_name", "Bob", "groups", "agents, leads")
	if link := signin.LinkPath(""); made.StatusCode != http.StatusOK || !strings.Contains(made.text, s.URL+link[:len(link)-1]) {
		t.Errorf("a new account: %s\n%s", made.Status, made.text)
	}
	if p, err := s.register.Person(t.Context(), "bob"); err != nil || p.Email != "Bob@example.org" || !slices.Equal(p.Groups, []string{"agents", "leads"}) {
		t.Errorf("%v: %+v", err, p)
	}
	if w := save("account", "bob", "email", "bob@example.org"); w.Header.Get("Location") != "/portal/people" {
		t.Errorf("changed: %s", w.Status)
	}
	if p, err := s.register.Person(t.Context(), "bob"); err != nil || p.Email != "bob@example.org" || len(p.Groups) > 0 {
		t.Errorf("%v: %+v", err, p)
	}
	if w := save("account", `a"><b`); w.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(w.text, "lower case") {
		t.Errorf("a wrong name: %s\n%s", w.Status, w.text)
	}
	if w := b.follow(s.URL + "/portal/people?account=alice"); !strings.Contains(w.text, `value="Alice.Zyxwv@example.org"`) || !strings.Contains(w.text, `value="agents, leads"`) {
		t.Errorf("alice's form:\n%s", w.text)
	}
	before := s.metadata(t, a.ID)
	for _, do := range []string{"next", "turn"} {
		if w := b.ask(http.MethodPost, s.URL+"/portal/applications/connect/key", url.Values{"do": {do}}); w.StatusCode != http.StatusSeeOther {
			t.Errorf("%s: %s\n%s", do, w.Status, w.text)
		}
	}
	if bytes.Equal(before, s.metadata(t, a.ID)) {
		t.Error("the key is the old one")
	}
	if w := b.ask(http.MethodPost, s.URL+"/portal/applications/connect/key", url.Values{"do": {"turn"}}); w.StatusCode != http.StatusForbidden {
		t.Errorf("turned without a next key: %s", w.Status)
	}
	b.ask(http.MethodPost, s.URL+"/portal/applications/connect", url.Values{"groups": {"agents"}, "disabled": {"on"}})
	if got, err := s.register.Application(t.Context(), "connect"); err != nil || !got.Disabled {
		t.Errorf("%v: it is still on", err)
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
