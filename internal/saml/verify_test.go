package saml

import (
	"crypto"
	"crypto/x509"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/saml/samltest"
)

func ours() Trust {
	return Trust{Certificates: []*x509.Certificate{samltest.Keys().Ours.Certificate}}
}

// verify reads and verifies a message.
func verify(message []byte, trust Trust) (Message, error) {
	document, err := Read(message)
	if err != nil {
		return Message{}, err
	}
	return document.Verify(trust)
}

// codeOf is the code of a fault, or the error itself.
func codeOf(err error) Code {
	if f, isFault := errors.AsType[Fault](err); isFault {
		return f.Code
	}
	if err != nil {
		return Code(err.Error())
	}
	return ""
}

func TestVerifyTellsWhatWasSigned(t *testing.T) {
	t.Parallel()
	for _, parts := range []string{"both", "response", "assertion"} {
		for _, hash := range []crypto.Hash{crypto.SHA256, crypto.SHA384, crypto.SHA512} {
			message := samltest.Recipe{Parts: parts, Hash: hash}.XML(t)
			got, err := verify(message, ours())
			if err != nil {
				t.Fatalf("%s, %v: %v", parts, hash, err)
			}
			if got.ResponseSigned != (parts != "assertion") || got.AssertionSigned != (parts != "response") {
				t.Errorf("%s: response %v, assertion %v", parts, got.ResponseSigned, got.AssertionSigned)
			}
			document, err := Read(message)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(document.Response, got.Response); diff != "" {
				t.Errorf("%s: what was verified is not what was sent: %s", parts, diff)
			}
			a := got.Response.Assertion
			if a.NameID.Value != samltest.NameID || a.Attributes[1].Values[0] != samltest.Login || a.Confirmations[0].Recipient != samltest.Recipient ||
				a.Conditions.Audiences[0][0] != "urn:amazon:webservices" || !a.Issued.Equal(samltest.Moment) || a.Authentications[0].SessionIndex != "_s1" {
				t.Errorf("%s: read %+v", parts, a)
			}
		}
	}
}

func TestVerifyFindsTheRightKeyAmongTwo(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	trust := Trust{Certificates: []*x509.Certificate{keys.Next.Certificate, keys.Ours.Certificate}}
	got, err := verify(samltest.Recipe{NoKey: true}.XML(t), trust)
	if err != nil || !got.By.Equal(keys.Ours.Certificate) {
		t.Errorf("by %v, %v", got.By, err)
	}
}

func TestVerifyRefusesByCode(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	changed := func(r samltest.Recipe, old, replacement string) []byte {
		text := string(r.XML(t))
		if !strings.Contains(text, old) {
			t.Fatalf("no %q in the message", old)
		}
		return []byte(strings.ReplaceAll(text, old, replacement))
	}
	for name, c := range map[string]struct {
		message []byte
		want    Code
	}{
		"nothing signed":         {samltest.Recipe{Parts: "none"}.XML(t), CodeUnsigned},
		"a stranger's key":       {samltest.Recipe{Key: keys.Stranger}.XML(t), CodeUnknownKey},
		"no key named":           {samltest.Recipe{Key: keys.Stranger, NoKey: true}.XML(t), CodeUnknownKey},
		"SHA-1":                  {samltest.Recipe{Hash: crypto.SHA1}.XML(t), CodeWeak},
		"a name changed":         {changed(samltest.Recipe{}, samltest.NameID, "admin"), CodeBadDigest},
		"outside changed":        {changed(samltest.Recipe{Parts: "response"}, "Destination=", "Consent="), CodeBadDigest},
		"pretty printed":         {changed(samltest.Recipe{}, "><saml:", ">\n  <saml:"), CodeBadDigest},
		"no value":               {changed(samltest.Recipe{}, "ds:SignatureValue", "ds:DigestValue"), CodeShape},
		"an HMAC":                {changed(samltest.Recipe{}, "2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#hmac-sha1"), CodeWeak},
		"another transform":      {changed(samltest.Recipe{}, enveloped, "http://www.w3.org/TR/1999/REC-xslt-19991116"), CodeShape},
		"inclusive C14N":         {changed(samltest.Recipe{}, exclusiveC14N+`"/><ds:Sig`, `http://www.w3.org/2006/12/xml-c14n11"/><ds:Sig`), CodeShape},
		"the whole document":     {changed(samltest.Recipe{}, `URI="#_a77b2"`, `URI=""`), CodeShape},
		"one good, one bad":      {changed(samltest.Recipe{}, `URI="#_r1c9f"`, `URI="#_a77b2"`), CodeShape},
		"digest of nothing":      {digestReplaced(t, digestOfNought), CodeShape},
		"what is signed changed": {digestReplaced(t, "AAAAJpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="), CodeUnknownKey},
		"assertion in a status":  {changed(samltest.Recipe{}, "samlp:Status>", "samlp:Response>"), CodePlaces},
	} {
		if _, err := verify(c.message, ours()); codeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	short := samltest.Recipe{Key: keys.Short}.XML(t)
	if _, err := verify(short, Trust{Certificates: []*x509.Certificate{keys.Short.Certificate}}); codeOf(err) != CodeWeak {
		t.Errorf("a key of 1,024 bits: %v", err)
	}
	for _, trust := range []Trust{{SHA1: true}, {ShortKeys: true}} {
		trust.Certificates = []*x509.Certificate{keys.Ours.Certificate, keys.Short.Certificate}
		if m, err := verify(samltest.Recipe{Hash: crypto.SHA1}.XML(t), trust); (err == nil) != trust.SHA1 || m.SHA1 != trust.SHA1 {
			t.Errorf("SHA-1 under %+v: %v", trust, err)
		}
		if m, err := verify(samltest.Recipe{Key: keys.Short}.XML(t), trust); (err == nil) != trust.ShortKeys || m.SHA1 {
			t.Errorf("a key of 1,024 bits under %+v: %v", trust, err)
		}
	}
}

// digestReplaced is a message, the response of which is signed, with another digest.
func digestReplaced(t *testing.T, digest string) []byte {
	t.Helper()
	text := string(samltest.Recipe{Parts: "response"}.XML(t))
	before, after, _ := strings.Cut(text, "<ds:DigestValue>")
	_, after, _ = strings.Cut(after, "</ds:DigestValue>")
	return []byte(before + "<ds:DigestValue>" + digest + "</ds:DigestValue>" + after)
}

func TestEmbeddedCertificatesAreNeverTrusted(t *testing.T) {
	t.Parallel()
	document, err := Read(samltest.Recipe{Key: samltest.Keys().Stranger}.XML(t))
	if err != nil {
		t.Fatal(err)
	}
	brought := document.Embedded()
	if len(brought) != 2 {
		t.Fatalf("%d certificates, want one in each signature", len(brought))
	}
	if _, err := document.Verify(Trust{Certificates: brought}); err != nil {
		t.Errorf("by its own certificate: %v", err)
	}
	if _, err := document.Verify(Trust{}); codeOf(err) != CodeUnknownKey {
		t.Errorf("without any trust: %v", err)
	}
}

func TestDecodeTakesStandardBase64Alone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Code{
		"PGEvPg==": "", " PGEv\r\n\tPg== ": "", "PGEvPg": CodeBase64, "PGEvPh==": CodeBase64, "PGE%2FPg==": CodeURLEncoded, "PGE_Pg==": CodeBase64URL, "PGE!": CodeBase64,
		strings.Repeat("PGEv", maxField/4): "", strings.Repeat("PGEv", maxField/4+1): CodeSize, strings.Repeat("PGEv", maxDocument): CodeSize,
	} {
		if _, err := Decode(text); codeOf(err) != want {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
}

func TestMetadataHoldsKeysAndName(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	got, err := ReadMetadata([]byte(samltest.Metadata(keys.Ours, keys.Next)))
	if err != nil || got.EntityID != samltest.EntityID || len(got.Certificates) != 2 || !got.SignOn || got.Unreadable != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	for text, want := range map[string]Code{
		"\xEF\xBB\xBF" + samltest.Metadata(keys.Ours):                                    CodeXML,
		strings.ReplaceAll(samltest.Metadata(keys.Ours), "IDPSSO", "SPSSO"):              CodeMetadata,
		strings.ReplaceAll(samltest.Metadata(keys.Ours), "EntityDescriptor", "Entities"): CodeMetadata,
		"no XML": CodeXML,
	} {
		if _, err := ReadMetadata([]byte(text)); codeOf(err) != want {
			t.Errorf("%.40q: %v, want %s", text, err, want)
		}
	}
}
