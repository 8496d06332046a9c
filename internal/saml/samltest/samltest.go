// Package samltest makes signed SAML responses for tests: a valid one for Amazon Connect, changed before or after it is signed.
package samltest

import (
	"cmp"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// What the valid message says. The names of people are made up, and found nowhere else.
const (
	EntityID    = "https://sso.example.org/saml/idp"
	SignOn      = "https://sso.example.org/saml/idp/sso?tenant=7"
	Recipient   = "https://eu-central-1.signin.aws.amazon.com/saml"
	RoleARN     = "arn:aws:iam::111122223333:role/ConnectFederation"
	ProviderARN = "arn:aws:iam::111122223333:saml-provider/Dashboard"
	NameID      = "u-7f3cquagmire"
	Login       = "alice.zyxwv@example.org"
)

// What a message says that answers a request of ours: see ForUs.
const (
	OurEntityID = "https://ringside.example.org/saml/metadata"
	OurAddress  = "https://ringside.example.org/saml/acs"
	Request     = "_5f2e9c0d4b7a41d38e6612f0c4a97b5d0e8f3a21"
)

// ForUs is what to replace in the valid message so that it answers a request of ours, and what else to replace in that.
func ForUs(replace ...string) []string {
	return append([]string{
		"Destination=", `InResponseTo="` + Request + `" Destination=`, "Recipient=", `InResponseTo="` + Request + `" Recipient=`,
		Recipient, OurAddress, "urn:amazon:webservices", OurEntityID,
	}, replace...)
}

// Key is a signing key with its certificate.
type Key struct {
	Private     *rsa.PrivateKey
	Certificate *x509.Certificate
}

// Keys are made once: the identity provider's, its next one, a stranger's, and a short one of 1,024 bits.
var Keys = sync.OnceValue(func() (keys struct{ Ours, Next, Stranger, Short Key }) {
	keys.Ours, keys.Next, keys.Stranger, keys.Short = newKey(2048, 1), newKey(2048, 2), newKey(2048, 3), newKey(1024, 4)
	return keys
})

func newKey(bits int, serial int64) Key {
	private, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "sso.example.org"},
		NotBefore: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2035, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		panic(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return Key{private, certificate}
}

// Recipe is how a message is made. Its zero value makes a valid one, with both parts signed.
type Recipe struct {
	At      time.Time // its IssueInstant; 2026-11-21T10:00:00Z unless given
	Replace []string  // pairs of old and new text, before it is signed; each old one must be there
	Key     Key       // Keys().Ours unless given
	Hash    crypto.Hash
	Parts   string // what is signed: "both" unless given, "response", "assertion", "none"
	NoKey   bool   // leave KeyInfo out
	Bare    bool   // signatures without a prefix
	// Inclusive are prefixes that signatures keep, "" for none; by SHA-256.
	Inclusive string
	Template  string // the message with {now} and the like, before it is signed; what AWS documents unless given
	Encrypt   *Encryption
}

// Moment is when the valid message is issued.
var Moment = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// XML makes the message.
func (r Recipe) XML(t testing.TB) []byte {
	t.Helper()
	if r.At.IsZero() {
		r.At = Moment
	}
	if r.Key.Private == nil {
		r.Key = Keys().Ours
	}
	if r.Hash == 0 {
		r.Hash = crypto.SHA256
	}
	tree := etree.NewDocument()
	if err := tree.ReadFromString(r.text(t)); err != nil {
		t.Fatalf("the recipe makes no XML: %v", err)
	}
	assertion := tree.Root().FindElement("./Assertion")
	if assertion != nil && r.Parts != "none" && r.Parts != "response" {
		r.sign(t, assertion)
	}
	if r.Encrypt != nil {
		r.Encrypt.encrypt(t, assertion)
	}
	if r.Parts != "none" && r.Parts != "assertion" {
		r.sign(t, tree.Root())
	}
	message, err := tree.WriteToBytes()
	if err != nil {
		t.Fatal(err)
	}
	return message
}

// Field makes the message as a form's field holds it.
func (r Recipe) Field(t testing.TB) string {
	t.Helper()
	return base64.StdEncoding.EncodeToString(r.XML(t))
}

// text is the message before it is signed.
func (r Recipe) text(t testing.TB) string {
	t.Helper()
	stamp := func(after time.Duration) string { return r.At.Add(after).Format(time.RFC3339) }
	text := strings.NewReplacer(
		"{now}", stamp(0), "{before}", stamp(-time.Minute), "{after}", stamp(5*time.Minute), "{authn}", stamp(-108*time.Second),
	).Replace(cmp.Or(r.Template, template))
	for i := 0; i+1 < len(r.Replace); i += 2 {
		if !strings.Contains(text, r.Replace[i]) {
			t.Fatalf("the message has no %q to replace", r.Replace[i])
		}
		text = strings.ReplaceAll(text, r.Replace[i], r.Replace[i+1])
	}
	return text
}

// sign signs an element and puts the signature where the schema wants it: behind the Issuer.
func (r Recipe) sign(t testing.TB, e *etree.Element) {
	t.Helper()
	signature, err := r.signature(e)
	if err != nil {
		t.Fatal(err)
	}
	e.InsertChildAt(min(1, len(e.Child)), signature)
}

// signature makes one of an element.
func (r Recipe) signature(e *etree.Element) (*etree.Element, error) {
	context, err := dsig.NewSigningContext(r.Key.Private, [][]byte{r.Key.Certificate.Raw})
	if err != nil {
		return nil, err
	}
	context.Hash, context.Canonicalizer = r.Hash, dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList(r.Inclusive)
	if r.Bare {
		context.Prefix = ""
	}
	around, err := etreeutils.NSBuildParentContext(e)
	if err != nil {
		return nil, err
	}
	alone, err := etreeutils.NSDetatch(around, e)
	if err != nil {
		return nil, err
	}
	signature, err := context.ConstructSignature(alone, true)
	if err != nil {
		return nil, err
	}
	if info := signature.FindElement("./KeyInfo"); r.NoKey {
		signature.RemoveChild(info)
	}
	if r.Inclusive != "" {
		err = r.keepPrefixes(signature)
	}
	return signature, err
}

// template is the message of AWS's documentation of the attributes ("Configure SAML assertions for the authentication
// response", IAM User Guide), with what Amazon Connect needs.
const template = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"` +
	` ID="_r1c9f" Version="2.0" IssueInstant="{now}" Destination="` + Recipient + `">` +
	`<saml:Issuer>` + EntityID + `</saml:Issuer>` +
	`<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>` +
	`<saml:Assertion ID="_a77b2" Version="2.0" IssueInstant="{now}">` +
	`<saml:Issuer>` + EntityID + `</saml:Issuer>` +
	`<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">` + NameID + `</saml:NameID>` +
	`<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">` +
	`<saml:SubjectConfirmationData NotOnOrAfter="{after}" Recipient="` + Recipient + `"/></saml:SubjectConfirmation></saml:Subject>` +
	`<saml:Conditions NotBefore="{before}" NotOnOrAfter="{after}">` +
	`<saml:AudienceRestriction><saml:Audience>urn:amazon:webservices</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
	`<saml:AuthnStatement AuthnInstant="{authn}" SessionIndex="_s1"><saml:AuthnContext>` +
	`<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef>` +
	`</saml:AuthnContext></saml:AuthnStatement>` +
	`<saml:AttributeStatement>` +
	`<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role"><saml:AttributeValue>` + RoleARN + `,` + ProviderARN + `</saml:AttributeValue></saml:Attribute>` +
	`<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName"><saml:AttributeValue>` + Login + `</saml:AttributeValue></saml:Attribute>` +
	`<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/SessionDuration"><saml:AttributeValue>3600</saml:AttributeValue></saml:Attribute>` +
	`</saml:AttributeStatement></saml:Assertion></samlp:Response>`

// Metadata is the metadata of the identity provider with these keys.
func Metadata(keys ...Key) string {
	var text strings.Builder
	text.WriteString(`<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="` + EntityID + `">` +
		`<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">`)
	for _, key := range keys {
		text.WriteString(`<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>` +
			base64.StdEncoding.EncodeToString(key.Certificate.Raw) + `</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`)
	}
	text.WriteString(`<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sso.example.org/saml/idp/sso"/>` +
		`<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="` + SignOn + `"/>` +
		`</md:IDPSSODescriptor></md:EntityDescriptor>`)
	return text.String()
}
