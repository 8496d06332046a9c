package saml

import (
	"compress/flate"
	"encoding/base64"
	"io"
	"net/url"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
)

func ourRequest(t *testing.T) Request {
	t.Helper()
	provider, err := ReadMetadata([]byte(samltest.Metadata(samltest.Keys().Ours)))
	if err != nil {
		t.Fatal(err)
	}
	address, err := provider.Address()
	if err != nil {
		t.Fatal(err)
	}
	return Request{ID: samltest.Request, At: samltest.Moment, Address: address, Issuer: samltest.OurEntityID + `?a=1&b="<2>"`, Recipient: samltest.OurAddress}
}

func TestARequestIsPackedIntoTheAddress(t *testing.T) {
	t.Parallel()
	request := ourRequest(t)
	address, err := url.Parse(request.Redirect())
	if err != nil {
		t.Fatal(err)
	}
	query := address.Query()
	if address.Host != "sso.example.org" || address.Path != "/saml/idp/sso" || query.Get("tenant") != "7" || len(query) != 2 {
		t.Errorf("sent to %s", address)
	}
	packed, err := base64.StdEncoding.DecodeString(query.Get("SAMLRequest"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(flate.NewReader(strings.NewReader(string(packed))))
	if err != nil || string(text) != string(request.XML()) {
		t.Errorf("%v; unpacked %s", err, text)
	}
	root, err := parse(text)
	if err != nil || !named(root, protocolSpace, "AuthnRequest") || plainOrEmpty(root, "ID") != samltest.Request ||
		plainOrEmpty(root, "AssertionConsumerServiceURL") != samltest.OurAddress || plainOrEmpty(root, "Destination") != samltest.SignOn {
		t.Errorf("%v: %s", err, text)
	}
	if issuer, _ := content(child(root, assertionSpace, "Issuer")); issuer != request.Issuer {
		t.Errorf("the issuer is %q", issuer)
	}
}

func TestIDsAreNeverTheSame(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		id := NewID()
		if seen[id] || !ncName.MatchString(id) || len(id) != 41 {
			t.Fatalf("%s, after %d others", id, len(seen))
		}
		seen[id] = true
	}
}

// A peer's schemas are those of OASIS.
func TestPeersReadWhatWeWrite(t *testing.T) {
	t.Parallel()
	request := string(ourRequest(t).XML())
	sp := ServiceProvider{EntityID: samltest.OurEntityID, Recipient: samltest.OurAddress}
	metadata := string(sp.Metadata())
	sp.Certificate = samltest.Keys().Next.Certificate
	got := ask(t, work{Schema: map[string]string{
		"request": request, "metadata": metadata, "with a key": string(sp.Metadata()), "no request": strings.Replace(request, ` Version="2.0"`, "", 1),
		"no metadata": strings.Replace(metadata, "index", "number", 1),
	}}).Schema
	if got["request"] != "" || got["metadata"] != "" || got["with a key"] != "" {
		t.Errorf("refused: %q", got)
	}
	if got["no request"] == "" || got["no metadata"] == "" {
		t.Errorf("anything is taken: %q", got)
	}
}

func TestBrowsersAreSentToPlainAddressesAlone(t *testing.T) {
	t.Parallel()
	metadata := samltest.Metadata(samltest.Keys().Ours)
	for location, want := range map[string]Code{
		samltest.SignOn: "", "http://127.0.0.1:8080/sso": "", "http://localhost/sso": "", "http://[::1]/sso": "",
		"http://sso.example.org/": CodeMetadata, "javascript:alert(1)": CodeMetadata, "JavaScript://x/%0aalert(1)": CodeMetadata,
		"data:text/html,x": CodeMetadata, "//sso.example.org/": CodeMetadata, "/sso": CodeMetadata, "https:sso": CodeMetadata,
		"https://a@sso.example.org/": CodeMetadata, "https://sso.example.org/#x": CodeMetadata, "java&#9;script:alert(1)": CodeMetadata,
		"https:///sso": CodeMetadata, "": CodeMetadata, "http://localhost.evil.example/": CodeMetadata,
	} {
		provider, err := ReadMetadata([]byte(strings.Replace(metadata, samltest.SignOn, location, 1)))
		if err != nil {
			t.Fatalf("%q: %v", location, err)
		}
		if _, err := provider.Address(); codeOf(err) != want {
			t.Errorf("%q: %v, want %q", location, err, want)
		}
	}
	posted, err := ReadMetadata([]byte(strings.Replace(metadata, "HTTP-Redirect", "SOAP", 1)))
	if _, noRedirect := posted.Address(); err != nil || codeOf(noRedirect) != CodeMetadata {
		t.Errorf("without HTTP-Redirect: %v, %v", err, noRedirect)
	}
	signed, err := ReadMetadata([]byte(strings.Replace(metadata, "<md:IDPSSODescriptor ", `<md:IDPSSODescriptor WantAuthnRequestsSigned="true" `, 1)))
	if err != nil || !signed.WantsSigned {
		t.Errorf("signed requests are wanted: %+v, %v", signed, err)
	}
}
