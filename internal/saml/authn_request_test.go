package saml

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"net/url"
	"strings"
	"testing"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// packed is a document as HTTP-Redirect carries it.
func packed(t *testing.T, document string) string {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write([]byte(document)) // a buffer takes everything
	_ = w.Close()
	return base64.StdEncoding.EncodeToString(out.Bytes())
}

// signedQuery is a query that is signed over its encoding, which is in lower case here: it has to be taken as it is.
func signedQuery(t *testing.T, document, relay string, key samltest.Key) string {
	t.Helper()
	lower := func(text string) string {
		return strings.NewReplacer("%2B", "%2b", "%2F", "%2f", "%3D", "%3d").Replace(url.QueryEscape(text))
	}
	query := "SAMLRequest=" + lower(packed(t, document))
	if relay != "" {
		query += "&RelayState=" + lower(relay)
	}
	query += "&SigAlg=" + lower("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")
	sum := sha256.Sum256([]byte(query))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key.Private, crypto.SHA256, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return query + "&Signature=" + lower(base64.StdEncoding.EncodeToString(signature))
}

func TestARequestIsReadByBothBindings(t *testing.T) {
	t.Parallel()
	text := strings.NewReplacer(`<samlp:NameIDPolicy AllowCreate="true"/>`, `<samlp:NameIDPolicy Format="`+FormatEmail+`"/><samlp:RequestedAuthnContext Comparison="minimum"><saml:AuthnContextClassRef>a</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>`,
		`Version="2.0"`, `Version="2.0" ForceAuthn="1" IsPassive="true"`).Replace(string(ourRequest(t).XML()))
	redirected, err := ReadRedirect("SAMLRequest=" + url.QueryEscape(packed(t, text)) + "&RelayState=a%20b&other=1")
	if err != nil {
		t.Fatal(err)
	}
	posted, err := ReadPost(url.Values{"SAMLRequest": {base64.StdEncoding.EncodeToString([]byte(text))}, "RelayState": {"a b"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []AuthnRequest{redirected, posted} {
		if r.ID != samltest.Request || r.Issuer != ourRequest(t).Issuer || r.Consumer != samltest.OurAddress || r.ConsumerIndex != -1 || !r.Post() ||
			r.NameIDFormat != FormatEmail || !r.Force || !r.Passive || len(r.Classes) != 1 || r.Comparison != "minimum" || r.RelayState != "a b" ||
			r.Destination != samltest.SignOn || !r.Issued.Equal(samltest.Moment) || r.HasSignature {
			t.Errorf("read %+v", r)
		}
		if codeOf(r.Signed(nil)) != CodeUnsigned {
			t.Error("what is not signed is taken to be")
		}
	}
}

func TestRequestsAreVerifiedByRegisteredKeysAlone(t *testing.T) {
	t.Parallel()
	keys, text := samltest.Keys(), string(ourRequest(t).XML())
	by := []*x509.Certificate{keys.Next.Certificate, keys.Ours.Certificate}
	whole := signedQuery(t, text, "r", keys.Ours)
	query := func(raw string) error {
		r, err := ReadRedirect(raw)
		if err != nil {
			return err
		}
		return r.Signed(by)
	}
	other := packed(t, strings.Replace(text, samltest.Request, "_other", 1))
	for name, c := range map[string]struct {
		raw  string
		want Code
	}{
		"as it was signed":       {whole, ""},
		"without a relay state":  {signedQuery(t, text, "", keys.Ours), ""},
		"encoded otherwise":      {strings.Replace(whole, "%3d", "%3D", 1), CodeUnknownKey},
		"another relay state":    {strings.Replace(whole, "RelayState=r", "RelayState=s", 1), CodeUnknownKey},
		"the relay state gone":   {strings.Replace(whole, "RelayState=r&", "", 1), CodeUnknownKey},
		"an empty relay state":   {strings.Replace(signedQuery(t, text, "", keys.Ours), "&SigAlg", "&RelayState=&SigAlg", 1), CodeUnknownKey},
		"another request":        {"SAMLRequest=" + url.QueryEscape(other) + whole[strings.Index(whole, "&"):], CodeUnknownKey},
		"a stranger's":           {signedQuery(t, text, "r", keys.Stranger), CodeUnknownKey},
		"SHA-1":                  {strings.Replace(whole, "xmldsig-more%23rsa-sha256", "xmldsig-more%23rsa-sha1", 1), CodeWeak},
		"a MAC":                  {strings.Replace(whole, "rsa-sha256", "hmac-sha256", 1), CodeWeak},
		"an empty signature":     {whole[:strings.Index(whole, "&Signature=")] + "&Signature=", CodeUnknownKey},
		"no signature":           {whole[:strings.Index(whole, "&SigAlg=")], CodeUnsigned},
		"two requests":           {whole + "&SAMLRequest=x", CodeNotRequest},
		"a name that is encoded": {whole + "&%53AMLRequest=x", CodeNotRequest},
		"a response beside":      {whole + "&SAMLResponse=x", CodeNotRequest},
	} {
		if err := query(c.raw); codeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	tree := etree.NewDocument()
	if err := tree.ReadFromString(text); err != nil {
		t.Fatal(err)
	}
	if err := sign(tree.Root(), Key(keys.Ours)); err != nil {
		t.Fatal(err)
	}
	signed, err := tree.WriteToString()
	if err != nil {
		t.Fatal(err)
	}
	post := func(text string) error {
		r, err := ReadPost(url.Values{"SAMLRequest": {base64.StdEncoding.EncodeToString([]byte(text))}})
		if err != nil {
			return err
		}
		return r.Signed(by)
	}
	for name, c := range map[string]struct {
		text string
		want Code
	}{
		"as it was signed": {signed, ""},
		"changed":          {strings.Replace(signed, samltest.OurAddress, "https://evil.example.org/acs", 1), CodeBadDigest},
		"wrapped":          {strings.Replace(text, "<samlp:NameIDPolicy", "<samlp:Extensions>"+signed+"</samlp:Extensions><samlp:NameIDPolicy", 1), CodeXML}, // the same ID twice
		"wrapped, renamed": {strings.Replace(strings.Replace(text, samltest.Request, "_evil", 1), "<samlp:NameIDPolicy", "<samlp:Extensions>"+signed+"</samlp:Extensions><samlp:NameIDPolicy", 1), CodePlaces},
	} {
		if err := post(c.text); codeOf(err) != c.want {
			t.Errorf("posted, %s: %v, want %q", name, err, c.want)
		}
	}
}

func TestHostileRequestsAreRefused(t *testing.T) {
	t.Parallel()
	text := string(ourRequest(t).XML())
	for name, c := range map[string]struct {
		old, new string
		want     Code
	}{
		"a comment":              {"</saml:Issuer>", "<!---->.evil</saml:Issuer>", CodeXML},
		"an entity":              {"<samlp:AuthnRequest", `<!DOCTYPE a [<!ENTITY b "c">]><samlp:AuthnRequest`, CodeXML},
		"a response":             {"AuthnRequest", "Response", CodeNotRequest},
		"version 1.1":            {`Version="2.0"`, `Version="1.1"`, CodeNotRequest},
		"no ID":                  {` ID="`, ` Consent="`, CodeNotRequest},
		"an ID that is no name":  {` ID="`, ` ID="1`, CodeNotRequest},
		"two issuers":            {"<saml:Issuer>", "<saml:Issuer>a</saml:Issuer><saml:Issuer>", CodeXML},
		"an issuer with markup":  {"<saml:Issuer>", "<saml:Issuer><b/>", CodeXML},
		"an issuer by e-mail":    {"<saml:Issuer>", `<saml:Issuer Format="` + FormatEmail + `">`, CodeNotRequest},
		"an index and an URL":    {"AssertionConsumerServiceURL", `AssertionConsumerServiceIndex="1" AssertionConsumerServiceURL`, CodeNotRequest},
		"no class":               {"<samlp:NameIDPolicy", "<samlp:RequestedAuthnContext/><samlp:NameIDPolicy", CodeNotRequest},
		"a time of another zone": {"10:00:00Z", "10:00:00+09:00", CodeXML},
		"a bomb":                 {"<samlp:NameIDPolicy", strings.Repeat(" ", 100<<20) + "<samlp:NameIDPolicy", CodeSize},
	} {
		if !strings.Contains(text, c.old) {
			t.Fatalf("%s: the request has no %q", name, c.old)
		}
		changed := strings.ReplaceAll(text, c.old, c.new)
		if _, err := ReadRedirect("SAMLRequest=" + url.QueryEscape(packed(t, changed))); codeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if _, err := ReadPost(url.Values{"SAMLRequest": {base64.StdEncoding.EncodeToString([]byte(changed))}}); codeOf(err) != c.want {
			t.Errorf("%s, posted: %v, want %s", name, err, c.want)
		}
	}
	for name, raw := range map[string]string{
		"nothing": "", "not packed": "SAMLRequest=" + url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(text))), "no base64": "SAMLRequest=%21",
		"half an escape": "SAMLRequest=%2", "another encoding": "SAMLEncoding=gzip&SAMLRequest=" + url.QueryEscape(packed(t, text)),
	} {
		if r, err := ReadRedirect(raw); err == nil {
			t.Errorf("%s: read as %+v", name, r)
		}
	}
}

func FuzzReadRedirect(f *testing.F) {
	f.Add("SAMLRequest=a&RelayState=b&SigAlg=c&Signature=d")
	f.Fuzz(func(t *testing.T, raw string) {
		r, err := bounded(t, func() (AuthnRequest, error) { return ReadRedirect(raw) })
		if err == nil && r.Signed([]*x509.Certificate{samltest.Keys().Ours.Certificate}) == nil {
			t.Errorf("somebody else's word is taken: %q", raw)
		}
	})
}

func TestServiceProvidersAreRead(t *testing.T) {
	t.Parallel()
	ours := string(ServiceProvider{EntityID: "a", Recipient: samltest.OurAddress, Certificate: samltest.Keys().Ours.Certificate}.Metadata())
	got, err := ReadServiceProvider([]byte(ours))
	if err != nil || got.EntityID != "a" || len(got.Consumers) != 1 || got.Consumers[0].Address != samltest.OurAddress || len(got.Certificates) != 1 || got.Signs {
		t.Errorf("%v: %+v", err, got)
	}
	two := strings.Replace(ours, "<md:AssertionConsumerService", `<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://b.example.org/" index="7"/><md:AssertionConsumerService`, 1)
	if got, err := ReadServiceProvider([]byte(two)); err != nil || len(got.Consumers) != 2 || got.Consumers[0].Address != samltest.OurAddress || got.Consumers[1].Index != 7 {
		t.Errorf("%v: %+v", err, got)
	}
	for _, address := range []string{"javascript:alert(1)", "data:text/html,x", "//evil.example.org/", "http://evil.example.org/", "java\tscript:x", "https://a:b@evil.example.org/"} {
		changed := strings.Replace(ours, samltest.OurAddress, strings.ReplaceAll(address, "\t", "&#9;"), 1)
		if got, err := ReadServiceProvider([]byte(changed)); codeOf(err) != CodeMetadata {
			t.Errorf("%s: %v, %+v", address, err, got)
		}
	}
	if _, err := ReadServiceProvider([]byte(samltest.Metadata(samltest.Keys().Ours))); codeOf(err) != CodeMetadata {
		t.Errorf("an identity provider's: %v", err)
	}
}

func TestMetadataMayHaveCommentsWhereNoValueIs(t *testing.T) {
	t.Parallel()
	valid := samltest.Metadata(samltest.Keys().Ours)
	const note = "<!-- by hand -->"
	for name, c := range map[string]struct {
		changed string
		want    Code
	}{
		"around":                {note + "\n" + note + valid + "\n" + note, ""},
		"between elements":      {strings.ReplaceAll(valid, "><", ">\n"+note+" "+note+"<"), ""},
		"before a value":        {strings.Replace(valid, "<ds:X509Certificate>", "<ds:X509Certificate>"+note, 1), CodeXML},
		"behind a value":        {strings.Replace(valid, "</ds:X509Certificate>", note+"</ds:X509Certificate>", 1), CodeXML},
		"two, before a value":   {strings.Replace(valid, "<ds:X509Certificate>", "<ds:X509Certificate>"+note+" "+note, 1), CodeXML},
		"in an attribute":       {strings.Replace(valid, `entityID="`, `entityID="`+note, 1), CodeXML},
		"in a tag":              {strings.Replace(valid, " entityID=", note+" entityID=", 1), CodeXML},
		"never closed":          {valid + "<!-- by hand", CodeXML},
		"with two hyphens":      {"<!-- by -- hand -->" + valid, CodeXML},
		"closed with three":     {"<!-- by hand --->" + valid, CodeXML},
		"short":                 {"<!-->" + valid, CodeXML},
		"text behind the end":   {valid + note + "x", CodeXML},
		"an XML declaration":    {`<?xml version="1.0"?>` + note + valid, ""},
		"before a declaration":  {note + `<?xml version="1.0"?>` + valid, CodeXML},
		"in front of a doctype": {note + "<!DOCTYPE x>" + valid, CodeXML},
	} {
		got, err := ReadMetadata([]byte(c.changed))
		if codeOf(err) != c.want || err == nil && (got.EntityID != samltest.EntityID || len(got.Certificates) != 1) {
			t.Errorf("%s: %v, want %q: %+v", name, err, c.want, got)
		}
	}
	if _, err := Read([]byte(note + string(samltest.Recipe{}.XML(t)))); codeOf(err) != CodeXML {
		t.Errorf("a message with a comment: %v", err)
	}
}
