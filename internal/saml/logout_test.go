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
	return l.Expect(expectedLogout(), []*x509.Certificate{samltest.Keys().Ours.Certificate})
}

// posted is a form with a message, signed as XML by a key unless that is zero.
func posted(t *testing.T, parameter, text string, key samltest.Key) url.Values {
	t.Helper()
	if key.Private != nil {
		sent, err := SingleLogout{Post: true}.send("", parameter, text, "", Key(key))
		if err != nil {
			t.Fatal(err)
		}
		return url.Values{parameter: {sent.Message}}
	}
	return url.Values{parameter: {base64.StdEncoding.EncodeToString([]byte(text))}}
}

// logoutPosted takes a form through every door.
func logoutPosted(form url.Values) (Logout, error) {
	l, err := ReadLogoutPost(form)
	if err != nil {
		return Logout{}, err
	}
	return l.Expect(expectedLogout(), []*x509.Certificate{samltest.Keys().Ours.Certificate})
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
	key := Key(samltest.Keys().Ours)
	name := NameID{`<a>&"` + "\r", FormatEmail, "q", "sp"}
	e := expectedLogout()
	e.Recipient += "?tenant=7"
	read := func(sent Sent, err error) Logout {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		_, query, _ := strings.Cut(sent.Address, "?tenant=7&")
		l, err := ReadLogout(query)
		if sent.Parameter != "" {
			l, err = ReadLogoutPost(url.Values{sent.Parameter: {sent.Message}, "RelayState": {sent.RelayState}})
		}
		if err != nil {
			t.Fatal(err)
		}
		l, err = l.Expect(e, []*x509.Certificate{key.Certificate})
		if err != nil {
			t.Errorf("%+v: %v", sent, err)
		}
		return l
	}
	for _, post := range []bool{false, true} {
		at := SingleLogout{post, ourLogout + "?tenant=7", ourLogout + "?tenant=7"}
		asked := LogoutRequest{ID: NewID(), At: samltest.Moment, Issuer: samltest.EntityID, NameID: name, SessionIndexes: []string{"<s>", "t"}}
		if got := read(asked.To(at, key)); !cmp.Equal(got.NameID, &name) || !cmp.Equal(got.SessionIndexes, asked.SessionIndexes) || got.ID != asked.ID {
			t.Errorf("by POST %t: %+v", post, got)
		}
		answered := LogoutResponse{At: samltest.Moment, Issuer: samltest.EntityID, InResponseTo: samltest.Request, RelayState: "a&b=c"}
		if got := read(answered.To(at, key)); got.RelayState != "a&b=c" || !got.Status.Success() || got.Status.Detail != "" {
			t.Errorf("by POST %t: %+v", post, got)
		}
		answered.Partial = true
		if got := read(answered.To(at, key)); !got.Status.Success() || got.Status.Detail != StatusPartialLogout {
			t.Errorf("by POST %t: %+v", post, got)
		}
	}
}

func TestAPostedMessageOfSingleLogoutThatIsNotAsItShouldBeIsRefused(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	whole := posted(t, "SAMLRequest", logoutText(), keys.Ours)
	text := func(form url.Values) string {
		xml, err := base64.StdEncoding.DecodeString(form.Get("SAMLRequest") + form.Get("SAMLResponse"))
		if err != nil {
			t.Fatal(err)
		}
		return string(xml)
	}
	changed := func(replace ...string) url.Values {
		return posted(t, "SAMLRequest", strings.NewReplacer(replace...).Replace(text(whole)), samltest.Key{})
	}
	signature := text(whole)[strings.Index(text(whole), "<ds:Signature "):strings.Index(text(whole), "<saml:NameID")]
	with := func(more ...string) url.Values {
		form := url.Values{}
		for name := range whole {
			form[name] = whole[name]
		}
		for i := 0; i+1 < len(more); i += 2 {
			form[more[i]] = append(form[more[i]], more[i+1])
		}
		return form
	}
	for name, c := range map[string]struct {
		form url.Values
		want Code
	}{
		"a request, as it should be":   {whole, ""},
		"an answer, as it should be":   {posted(t, "SAMLResponse", loggedOutText(), keys.Ours), ""},
		"unsigned":                     {posted(t, "SAMLRequest", logoutText(), samltest.Key{}), CodeUnsigned},
		"an answer that is unsigned":   {posted(t, "SAMLResponse", loggedOutText(), samltest.Key{}), CodeUnsigned},
		"a stranger's":                 {posted(t, "SAMLRequest", logoutText(), keys.Stranger), CodeUnknownKey},
		"signed for an address":        {with("Signature", "x", "SigAlg", rsaSHA256), ""}, // which says nothing of a form
		"changed":                      {changed(samltest.NameID, "admin"), CodeBadDigest},
		"an index more":                {changed("</samlp:LogoutRequest>", "<samlp:SessionIndex>_9</samlp:SessionIndex></samlp:LogoutRequest>"), CodeBadDigest},
		"the signature stripped":       {changed(signature, ""), CodeUnsigned},
		"the signature twice":          {changed(signature, signature+signature), CodePlaces},
		"the signature elsewhere":      {changed(signature, "", "</samlp:LogoutRequest>", "<x>"+signature+"</x></samlp:LogoutRequest>"), CodePlaces},
		"the signature of another":     {changed("#_l1", "#_l9"), CodeShape},
		"the signature of everything":  {changed(`URI="#_l1"`, `URI=""`), CodeShape},
		"the signature, SHA-1":         {changed("rsa-sha256", "rsa-sha1"), CodeWeak},
		"wrapped in its signature":     {changed("</ds:Signature>", "<ds:Object>"+logoutText()+"</ds:Object></ds:Signature>", `ID="_l1"`, `ID="_l8"`), CodeShape},
		"wrapped in extensions":        {posted(t, "SAMLRequest", strings.Replace(logoutText("_l1", "_l8"), "<saml:NameID", "<samlp:Extensions>"+text(whole)+"</samlp:Extensions><saml:NameID", 1), samltest.Key{}), CodePlaces},
		"a comment":                    {changed(samltest.NameID, samltest.NameID+"<!---->"), CodeXML},
		"a request as an answer":       {url.Values{"SAMLResponse": whole["SAMLRequest"]}, CodeNotRequest},
		"two":                          {with("SAMLRequest", "x"), CodeNotRequest},
		"a request with an answer":     {with("SAMLResponse", "x"), CodeNotRequest},
		"two relay states":             {with("RelayState", "x", "RelayState", "y"), CodeNotRequest},
		"nothing":                      {url.Values{}, CodeNotRequest},
		"no base64":                    {url.Values{"SAMLRequest": {"***"}}, CodeBase64},
		"packed":                       {url.Values{"SAMLRequest": {packed(t, logoutText())}}, CodeXML},
		"too large":                    {url.Values{"SAMLRequest": {strings.Repeat("A", maxField+4)}}, CodeSize},
		"for another address":          {posted(t, "SAMLRequest", logoutText(ourLogout, ourLogout+"2"), keys.Ours), CodeDestination},
		"of another provider":          {posted(t, "SAMLRequest", logoutText("sso.example.org", "evil.example.org"), keys.Ours), CodeIssuer},
		"too old":                      {posted(t, "SAMLRequest", logoutText(stamp(samltest.Moment), stamp(samltest.Moment.Add(-Freshness-Skew-time.Second))), keys.Ours), CodeOld},
		"an answer to another request": {posted(t, "SAMLResponse", loggedOutText(samltest.Request, "_0"), keys.Ours), CodeRequest},
	} {
		got, err := logoutPosted(c.form)
		if codeOf(err) != c.want || err == nil && !got.Answer && got.NameID.Value != samltest.NameID {
			t.Errorf("%s: %v, want %q: %+v", name, err, c.want, got)
		}
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
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Expect(e, []*x509.Certificate{keys.Ours.Certificate}); codeOf(err) != CodeRequest {
		t.Error("an answer that nobody asked for is taken")
	}
}

func FuzzNobodyElseEndsASession(f *testing.F) {
	f.Add("SAMLRequest=a&RelayState=b&SigAlg=c&Signature=d")
	f.Add("SAMLResponse=a&SigAlg=c&Signature=d")
	f.Fuzz(func(t *testing.T, raw string) {
		if l, err := bounded(t, func() (Logout, error) { return logout(raw) }); err == nil {
			t.Errorf("somebody else's word is taken: %+v", l)
		}
		if form, err := url.ParseQuery(raw); err == nil {
			if l, err := bounded(t, func() (Logout, error) { return logoutPosted(form) }); err == nil {
				t.Errorf("somebody else's form is taken: %+v", l)
			}
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
	const binding, post, a, b = `Binding="` + redirectBinding + `" `, `Binding="` + postBinding + `" `, "https://a.example.org/", "https://b.example.org/"
	for attributes, c := range map[string]struct {
		at   SingleLogout
		want Code
	}{
		binding + `Location="` + a + `"`:                                                           {SingleLogout{false, a, a}, ""},
		binding + `Location="` + a + `" ResponseLocation="` + b + `"`:                              {SingleLogout{false, a, b}, ""},
		binding + `Location="javascript:alert(1)"`:                                                 {SingleLogout{}, CodeMetadata},
		binding + `Location="` + a + `" ResponseLocation="http://b.example/"`:                      {SingleLogout{}, CodeMetadata},
		post + `Location="` + a + `"`:                                                              {SingleLogout{true, a, a}, ""},
		post + `Location="` + a + `"/><md:SingleLogoutService ` + binding + `Location="` + b + `"`: {SingleLogout{false, b, b}, ""},
		binding + `Location="` + a + `"/><md:SingleLogoutService ` + post + `Location="` + b + `"`: {SingleLogout{false, a, a}, ""},
		`Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="` + a + `"`:                 {SingleLogout{}, ""},
	} {
		provider, err := ReadMetadata([]byte(metadata(attributes)))
		if err != nil {
			t.Fatal(err)
		}
		offered, err := provider.Logout.Offered()
		if codeOf(err) != c.want || err == nil && provider.Logout != c.at || offered != (c.at != SingleLogout{}) {
			t.Errorf("%s: %t %+v, %v", attributes, offered, provider.Logout, err)
		}
	}
}
