package saml

import (
	"crypto/x509"
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/saml/samltest"
)

const ourLogout = "https://ringside.example.org/saml/slo"

// logoutText is a request of the identity provider to end a session of ours, and loggedOutText its answer to one, but for what is replaced.
func logoutText(replace ...string) string {
	return strings.NewReplacer(replace...).Replace(`<samlp:LogoutRequest xmlns:samlp="` + protocolSpace + `" xmlns:saml="` + assertionSpace + `" ID="_l1" Version="2.0" IssueInstant="` +
		stamp(samltest.Moment) + `" NotOnOrAfter="` + stamp(samltest.Moment.Add(time.Minute)) + `" Destination="` + ourLogout + `"><saml:Issuer>` + samltest.EntityID +
		`</saml:Issuer><saml:NameID Format="` + FormatPersistent + `" NameQualifier="q">` + samltest.NameID + `</saml:NameID><samlp:SessionIndex>_s1</samlp:SessionIndex>` +
		`<samlp:SessionIndex>_s2</samlp:SessionIndex></samlp:LogoutRequest>`)
}

func loggedOutText(replace ...string) string {
	return strings.NewReplacer(replace...).Replace(`<samlp:LogoutResponse xmlns:samlp="` + protocolSpace + `" xmlns:saml="` + assertionSpace + `" ID="_l2" Version="2.0" IssueInstant="` +
		stamp(samltest.Moment) + `" Destination="` + ourLogout + `" InResponseTo="` + samltest.Request + `"><saml:Issuer>` + samltest.EntityID +
		`</saml:Issuer><samlp:Status><samlp:StatusCode Value="` + statusSuccess + `"/></samlp:Status></samlp:LogoutResponse>`)
}

// expectedLogout is what we expect of both.
func expectedLogout() Expected {
	return Expected{Provider: samltest.EntityID, Recipient: ourLogout, Request: samltest.Request, At: samltest.Moment}
}

// logout takes a query through every door.
func logout(raw string) (Logout, error) {
	l, err := ReadLogout(raw)
	if err != nil {
		return Logout{}, err
	}
	return l, l.Expect(expectedLogout(), []*x509.Certificate{samltest.Keys().Ours.Certificate})
}

// signedAnswer is signedQuery for an answer.
func signedAnswer(t *testing.T, text string, key samltest.Key) string {
	t.Helper()
	address, err := url.Parse(ourLogout)
	if err != nil {
		t.Fatal(err)
	}
	_, query, _ := strings.Cut(redirected(address, "SAMLResponse", []byte(text), "", Key(key)), "?")
	return query
}

func TestAMessageOfSingleLogoutIsRead(t *testing.T) {
	t.Parallel()
	got, err := logout(signedQuery(t, logoutText(), "a b", samltest.Keys().Ours))
	if err != nil || got.Answer || got.RelayState != "a b" || got.ID != "_l1" {
		t.Errorf("%v: %+v", err, got)
	}
	if d := cmp.Diff(&NameID{samltest.NameID, FormatPersistent, "q", ""}, got.NameID); d != "" || !cmp.Equal(got.SessionIndexes, []string{"_s1", "_s2"}) {
		t.Errorf("whose: %s %v", d, got.SessionIndexes)
	}
	got, err = logout(signedAnswer(t, loggedOutText(), samltest.Keys().Ours))
	if err != nil || !got.Answer || !got.Status.Success() {
		t.Errorf("%v: %+v", err, got)
	}
	got, err = logout(signedAnswer(t, loggedOutText("status:Success", "status:Responder"), samltest.Keys().Ours))
	if err != nil || got.Status.Success() || codeOf(got.Status.Refusal()) != CodeStatus {
		t.Errorf("a refusal is none: %v: %+v", err, got)
	}
}

func TestWhatWeSayOfLogoutIsReadAsItWasMeant(t *testing.T) {
	t.Parallel()
	address, err := url.Parse(ourLogout + "?tenant=7")
	if err != nil {
		t.Fatal(err)
	}
	key := Key(samltest.Keys().Ours)
	name := NameID{`<a>&"` + "\r", FormatEmail, "q", "sp"}
	query := func(address string) string { _, raw, _ := strings.Cut(address, "?"); return raw }
	e := expectedLogout()
	e.Recipient += "?tenant=7"
	asked := LogoutRequest{ID: NewID(), At: samltest.Moment, Address: address, Issuer: samltest.EntityID, NameID: name, SessionIndex: "<s>"}
	got, err := ReadLogout(query(asked.Redirect(key)))
	if err != nil || got.Expect(e, []*x509.Certificate{key.Certificate}) != nil || !cmp.Equal(got.NameID, &name) || !cmp.Equal(got.SessionIndexes, []string{"<s>"}) || got.ID != asked.ID {
		t.Errorf("%v, %v: %+v", err, got.Expect(e, []*x509.Certificate{key.Certificate}), got)
	}
	answered := LogoutResponse{At: samltest.Moment, Address: address, Issuer: samltest.EntityID, InResponseTo: samltest.Request, RelayState: "a&b=c"}
	got, err = ReadLogout(query(answered.Redirect(key)))
	if err != nil || got.Expect(e, []*x509.Certificate{key.Certificate}) != nil || got.RelayState != "a&b=c" || !got.Status.Success() {
		t.Errorf("%v, %v: %+v", err, got.Expect(e, []*x509.Certificate{key.Certificate}), got)
	}
}

func TestAMessageOfSingleLogoutThatIsNotAsItShouldBeIsRefused(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	request := func(replace ...string) string { return signedQuery(t, logoutText(replace...), "", keys.Ours) }
	answer := func(replace ...string) string { return signedAnswer(t, loggedOutText(replace...), keys.Ours) }
	now, whole := stamp(samltest.Moment), request()
	nameID := `<saml:NameID Format="` + FormatPersistent + `" NameQualifier="q">` + samltest.NameID + `</saml:NameID>`
	for name, c := range map[string]struct {
		raw  string
		want Code
	}{
		"a request, as it should be":    {whole, ""},
		"an answer, as it should be":    {answer(), ""},
		"unsigned":                      {whole[:strings.Index(whole, "&SigAlg=")], CodeUnsigned},
		"an answer that is unsigned":    {answer()[:strings.Index(answer(), "&SigAlg=")], CodeUnsigned},
		"the signature stripped":        {whole[:strings.Index(whole, "&Signature=")], CodeUnsigned},
		"the signature empty":           {whole[:strings.Index(whole, "&Signature=")] + "&Signature=", CodeUnknownKey},
		"a stranger's":                  {signedQuery(t, logoutText(), "", keys.Stranger), CodeUnknownKey},
		"SHA-1":                         {strings.Replace(whole, "rsa-sha256", "rsa-sha1", 1), CodeWeak},
		"a MAC":                         {strings.Replace(whole, "rsa-sha256", "hmac-sha256", 1), CodeWeak},
		"a signature of another one":    {"SAMLRequest=" + url.QueryEscape(packed(t, logoutText("_l1", "_l9"))) + whole[strings.Index(whole, "&"):], CodeUnknownKey},
		"a relay state added":           {strings.Replace(whole, "&SigAlg", "&RelayState=x&SigAlg", 1), CodeUnknownKey},
		"a request as an answer":        {strings.Replace(whole, "SAMLRequest", "SAMLResponse", 1), CodeNotRequest},
		"a request with an answer":      {whole + "&SAMLResponse=x", CodeNotRequest},
		"two requests":                  {whole + "&SAMLRequest=x", CodeNotRequest},
		"another message":               {signedQuery(t, string(ourRequest(t).XML()), "", keys.Ours), CodeNotRequest},
		"a bomb":                        {signedQuery(t, logoutText("_l1", strings.Repeat("x", 4<<20)), "", keys.Ours), CodeSize},
		"no base64":                     {"SAMLRequest=***", CodeBase64},
		"not packed":                    {"SAMLRequest=" + url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(logoutText()))), CodeBase64},
		"a DTD":                         {signedQuery(t, "<!DOCTYPE a>"+logoutText(), "", keys.Ours), CodeXML},
		"a signature inside":            {request("<saml:NameID", `<ds:Signature xmlns:ds="`+signatureSpace+`"/><saml:NameID`), CodeShape},
		"SAML 1.1":                      {request(`Version="2.0"`, `Version="1.1"`), CodeVersion},
		"for another address":           {request(ourLogout, ourLogout+"2"), CodeDestination},
		"for no address":                {request(`Destination="`+ourLogout+`"`, ""), CodeDestination},
		"of another provider":           {request("sso.example.org", "evil.example.org"), CodeIssuer},
		"of a person":                   {request("<saml:Issuer>", `<saml:Issuer Format="`+FormatEmail+`">`), CodeIssuer},
		"without an ID":                 {request(`ID="_l1"`, ""), CodeReplay},
		"of nobody":                     {request(nameID, ""), CodeSubject},
		"of an empty name":              {request(samltest.NameID, " "), CodeSubject},
		"of a name that is encrypted":   {request(nameID, "<saml:EncryptedID/>"), CodeSubject},
		"of two":                        {request(nameID, nameID+nameID), CodeXML},
		"of a name with elements":       {request(samltest.NameID, "a<b/>"), CodeXML},
		"too old":                       {request(now, stamp(samltest.Moment.Add(-Freshness-Skew-time.Second))), CodeOld},
		"of the future":                 {request(now, stamp(samltest.Moment.Add(Skew+time.Second))), CodeFuture},
		"ended":                         {request(stamp(samltest.Moment.Add(time.Minute)), stamp(samltest.Moment.Add(-Skew))), CodeExpired},
		"no time":                       {request(`IssueInstant="`+now+`"`, ""), CodeXML},
		"a time of a zone":              {request(now, "2026-11-21T19:00:00+09:00"), CodeXML},
		"an answer to another request":  {answer(samltest.Request, "_0"), CodeRequest},
		"an answer to none":             {answer(`InResponseTo="`+samltest.Request+`"`, ""), CodeRequest},
		"an answer for another address": {answer(ourLogout, ourLogout+"2"), CodeDestination},
		"an answer of another provider": {answer("sso.example.org", "evil.example.org"), CodeIssuer},
	} {
		if _, err := logout(c.raw); codeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	l, err := ReadLogout(answer(samltest.Request, ""))
	e := expectedLogout()
	e.Request = ""
	if err != nil || codeOf(l.Expect(e, []*x509.Certificate{keys.Ours.Certificate})) != CodeRequest {
		t.Error("an answer that nobody asked for is taken")
	}
}

func FuzzNobodyElseEndsASession(f *testing.F) {
	f.Add("SAMLRequest=a&RelayState=b&SigAlg=c&Signature=d")
	f.Add("SAMLResponse=a&SigAlg=c&Signature=d")
	f.Fuzz(func(t *testing.T, raw string) {
		if l, err := logout(raw); err == nil {
			t.Errorf("somebody else's word is taken: %+v", l)
		}
	})
}

// A peer's schemas are those of OASIS; metadata with single logout hold to them too.
func TestPeersReadMetadataWithSingleLogout(t *testing.T) {
	t.Parallel()
	sp := ServiceProvider{EntityID: samltest.OurEntityID, Recipient: samltest.OurAddress, Certificate: samltest.Keys().Next.Certificate, Logout: ourLogout, Signs: true}
	got := ask(t, work{Schema: map[string]string{"metadata": string(sp.Metadata())}}).Schema
	if got["metadata"] != "" {
		t.Errorf("refused: %q", got)
	}
}

func TestAddressesOfSingleLogoutArePlain(t *testing.T) {
	t.Parallel()
	metadata := func(attributes string) string {
		return strings.Replace(samltest.Metadata(samltest.Keys().Ours), "<md:SingleSignOnService", `<md:SingleLogoutService `+attributes+`/><md:SingleSignOnService`, 1)
	}
	const binding = `Binding="` + redirectBinding + `" `
	for attributes, c := range map[string]struct {
		logout, loggedOut string
		want              Code
	}{
		binding + `Location="https://a.example.org/"`:                                           {"https://a.example.org/", "https://a.example.org/", ""},
		binding + `Location="https://a.example.org/" ResponseLocation="https://b.example.org/"`: {"https://a.example.org/", "https://b.example.org/", ""},
		binding + `Location="javascript:alert(1)"`:                                              {"", "", CodeMetadata},
		binding + `Location="https://a.example.org/" ResponseLocation="http://b.example.org/"`:  {"", "", CodeMetadata},
		`Binding="` + postBinding + `" Location="https://a.example.org/"`:                       {"", "", ""},
	} {
		provider, err := ReadMetadata([]byte(metadata(attributes)))
		if err != nil {
			t.Fatal(err)
		}
		logout, loggedOut, err := provider.LogoutAddresses()
		text := func(u *url.URL) string {
			if u == nil {
				return ""
			}
			return u.String()
		}
		if codeOf(err) != c.want || err == nil && (text(logout) != c.logout || text(loggedOut) != c.loggedOut) {
			t.Errorf("%s: %v %v, %v", attributes, logout, loggedOut, err)
		}
	}
}
