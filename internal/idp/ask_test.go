package idp

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
)

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

// TestARelayStateIsTextOnThePageThatSends is about one that would be a script (as in CVE-2026-29191).
func TestARelayStateIsTextOnThePageThatSends(t *testing.T) {
	t.Parallel()
	a := asked(t)
	b := newBrowser(t, a.site)
	b.signIn(a.site, b.follow(a.URL+"/portal"), "alice")
	const hostile = `"><script>alert(1)</script>`
	w := b.ask(http.MethodPost, a.URL+"/idp/app/sso", url.Values{"SAMLRequest": {a.request("_1")}, "RelayState": {hostile}}, "Origin", "https://app.example.org", "Sec-Fetch-Site", "cross-site")
	if w.StatusCode == http.StatusSeeOther {
		w = b.follow(a.URL + w.Header.Get("Location"))
	}
	if !strings.Contains(w.raw, "SAMLResponse") || !strings.Contains(w.text, hostile) || strings.Contains(w.raw, "<script>alert") {
		t.Errorf("%s\n%s", w.Status, w.raw)
	}
	if policy := w.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe-inline") {
		t.Errorf("scripts may run: %s", policy)
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
