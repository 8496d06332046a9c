package samltest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"testing"

	"github.com/beevik/etree"
)

// Shape is how an identity provider that no test can install writes its messages: nothing in it is of anybody, and we sign it.
// Sources: what administrators and libraries have published of each, and Microsoft identity platform, "Single sign-on SAML protocol";
// Okta, "SAML 2.0 app integrations"; PingOne's API reference; IAM Identity Center User Guide, "SAML 2.0 applications".
type Shape struct {
	Name, Issuer string
	recipe       Recipe
}

// Parts is what the identity provider signs: "both", "assertion".
func (s Shape) Parts() string { return s.recipe.Parts }

// XML is a message of this shape that answers a request of ours.
func (s Shape) XML(t testing.TB) []byte {
	t.Helper()
	return s.recipe.XML(t)
}

const (
	protocol  = "urn:oasis:names:tc:SAML:2.0:protocol"
	assertion = "urn:oasis:names:tc:SAML:2.0:assertion"
	success   = "urn:oasis:names:tc:SAML:2.0:status:Success"
	mail      = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
	schema    = `http://www.w3.org/2001/XMLSchema`
)

// Shapes are those of Okta, Entra ID, Google, OneLogin, PingOne and IAM Identity Center.
func Shapes() []Shape {
	return []Shape{
		{"Okta", "http://www.okta.com/exk1abcdefGHIJKLMN57", Recipe{Parts: "both", Inclusive: "xs", Template: `<?xml version="1.0" encoding="UTF-8"?>` +
			`<saml2p:Response xmlns:saml2p="` + protocol + `" xmlns:xs="` + schema + `" Destination="` + OurAddress + `" ID="id98765432101234567" InResponseTo="` + Request + `" IssueInstant="{now}" Version="2.0">` +
			`<saml2:Issuer xmlns:saml2="` + assertion + `" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">http://www.okta.com/exk1abcdefGHIJKLMN57</saml2:Issuer>` +
			`<saml2p:Status><saml2p:StatusCode Value="` + success + `"/></saml2p:Status>` +
			`<saml2:Assertion xmlns:saml2="` + assertion + `" xmlns:xs="` + schema + `" ID="id98765432107654321" IssueInstant="{now}" Version="2.0">` +
			`<saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">http://www.okta.com/exk1abcdefGHIJKLMN57</saml2:Issuer>` + said("saml2:") +
			`<saml2:AttributeStatement><saml2:Attribute Name="groups" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified">` +
			`<saml2:AttributeValue xmlns:xsi="` + schema + `-instance" xsi:type="xs:string">leads</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement></saml2:Assertion></saml2p:Response>`}},
		{"Entra ID", "https://sts.windows.net/11111111-2222-4333-8444-555555555555/", Recipe{Parts: "assertion", Bare: true, Template: `<samlp:Response ID="_7f0c1d2e-3a4b-4c5d-8e6f-708192a3b4c5" Version="2.0" IssueInstant="{now}" Destination="` +
			OurAddress + `" InResponseTo="` + Request + `" xmlns:samlp="` + protocol + `"><Issuer xmlns="` + assertion + `">https://sts.windows.net/11111111-2222-4333-8444-555555555555/</Issuer>` +
			`<samlp:Status><samlp:StatusCode Value="` + success + `"/></samlp:Status>` +
			`<Assertion ID="_0a1b2c3d-4e5f-4061-8273-849506172839" IssueInstant="{now}" Version="2.0" xmlns="` + assertion + `"><Issuer>https://sts.windows.net/11111111-2222-4333-8444-555555555555/</Issuer>` + said("") +
			`<AttributeStatement><Attribute Name="http://schemas.microsoft.com/identity/claims/tenantid"><AttributeValue>11111111-2222-4333-8444-555555555555</AttributeValue></Attribute>` +
			`<Attribute Name="http://schemas.microsoft.com/ws/2008/06/identity/claims/groups"><AttributeValue>leads</AttributeValue></Attribute></AttributeStatement></Assertion></samlp:Response>`}},
		{"Google", "https://accounts.google.com/o/saml2?idpid=C01abcdef", Recipe{Parts: "assertion", Template: `<?xml version="1.0" encoding="UTF-8" standalone="no"?>` +
			`<saml2p:Response xmlns:saml2p="` + protocol + `" Destination="` + OurAddress + `" ID="_c4d5e6f708192a3b4c5d6e7f80910213" InResponseTo="` + Request + `" IssueInstant="{now}" Version="2.0">` +
			`<saml2:Issuer xmlns:saml2="` + assertion + `">https://accounts.google.com/o/saml2?idpid=C01abcdef</saml2:Issuer><saml2p:Status><saml2p:StatusCode Value="` + success + `"/></saml2p:Status>` +
			`<saml2:Assertion xmlns:saml2="` + assertion + `" ID="_d5e6f708192a3b4c5d6e7f8091021324" IssueInstant="{now}" Version="2.0"><saml2:Issuer>https://accounts.google.com/o/saml2?idpid=C01abcdef</saml2:Issuer>` + said("saml2:") +
			`<saml2:AttributeStatement><saml2:Attribute Name="groups"><saml2:AttributeValue xmlns:xs="` + schema + `" xmlns:xsi="` + schema + `-instance" xsi:type="xs:anyType">leads</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement></saml2:Assertion></saml2p:Response>`}},
		{"OneLogin", "https://app.onelogin.com/saml/metadata/11111111-2222-4333-8444-555555555555", Recipe{Parts: "assertion", Template: `<samlp:Response xmlns:saml="` + assertion + `" xmlns:samlp="` + protocol +
			`" ID="R0123456789abcdef0123456789abcdef01234567" Version="2.0" IssueInstant="{now}" Destination="` + OurAddress + `" InResponseTo="` + Request + `">` +
			`<saml:Issuer>https://app.onelogin.com/saml/metadata/11111111-2222-4333-8444-555555555555</saml:Issuer><samlp:Status><samlp:StatusCode Value="` + success + `"/></samlp:Status>` +
			`<saml:Assertion xmlns:saml="` + assertion + `" xmlns:xs="` + schema + `" xmlns:xsi="` + schema + `-instance" Version="2.0" ID="pfx01234567-89ab-cdef-0123-456789abcdef" IssueInstant="{now}">` +
			`<saml:Issuer>https://app.onelogin.com/saml/metadata/11111111-2222-4333-8444-555555555555</saml:Issuer>` + said("saml:") +
			`<saml:AttributeStatement><saml:Attribute NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic" Name="groups"><saml:AttributeValue xsi:type="xs:string">leads</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`}},
		{"PingOne", "https://auth.pingone.eu/11111111-2222-4333-8444-555555555555", Recipe{Parts: "both", Template: `<samlp:Response Destination="` + OurAddress + `" ID="ID0123456789abcdef0123456789abcdef" InResponseTo="` + Request +
			`" IssueInstant="{now}" Version="2.0" xmlns:samlp="` + protocol + `"><saml:Issuer xmlns:saml="` + assertion + `">https://auth.pingone.eu/11111111-2222-4333-8444-555555555555</saml:Issuer>` +
			`<samlp:Status><samlp:StatusCode Value="` + success + `"/></samlp:Status><saml:Assertion Version="2.0" IssueInstant="{now}" ID="IDfedcba9876543210fedcba9876543210" xmlns:saml="` + assertion + `">` +
			`<saml:Issuer>https://auth.pingone.eu/11111111-2222-4333-8444-555555555555</saml:Issuer>` + said("saml:") +
			`<saml:AttributeStatement xmlns:xs="` + schema + `" xmlns:xsi="` + schema + `-instance"><saml:Attribute Name="groups" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic"><saml:AttributeValue xsi:type="xs:string">leads</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`}},
		{"IAM Identity Center", "https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/MTExMTIyMjIzMzMzX2lucy0x", Recipe{Parts: "both", Inclusive: "xsd", Template: `<saml2p:Response xmlns:saml2p="` + protocol + `" xmlns:xsd="` + schema +
			`" Destination="` + OurAddress + `" ID="_01234567-89ab-4cde-8f01-23456789abcd" InResponseTo="` + Request + `" IssueInstant="{now}" Version="2.0">` +
			`<saml2:Issuer xmlns:saml2="` + assertion + `" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/MTExMTIyMjIzMzMzX2lucy0x</saml2:Issuer>` +
			`<saml2p:Status><saml2p:StatusCode Value="` + success + `"/></saml2p:Status><saml2:Assertion xmlns:saml2="` + assertion + `" xmlns:xsd="` + schema + `" ID="_fedcba98-7654-4321-8fed-cba987654321" IssueInstant="{now}" Version="2.0">` +
			`<saml2:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/MTExMTIyMjIzMzMzX2lucy0x</saml2:Issuer>` + said("saml2:") +
			`<saml2:AttributeStatement><saml2:Attribute Name="groups" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic"><saml2:AttributeValue xmlns:xsi="` + schema + `-instance" xsi:type="xsd:string">leads</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement></saml2:Assertion></saml2p:Response>`}},
	}
}

// said is what is between the issuer and the attributes, by the prefix of assertions.
func said(p string) string {
	return `<` + p + `Subject><` + p + `NameID Format="` + mail + `">` + NameID + `</` + p + `NameID><` + p + `SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">` +
		`<` + p + `SubjectConfirmationData InResponseTo="` + Request + `" NotOnOrAfter="{after}" Recipient="` + OurAddress + `"/></` + p + `SubjectConfirmation></` + p + `Subject>` +
		`<` + p + `Conditions NotBefore="{before}" NotOnOrAfter="{after}"><` + p + `AudienceRestriction><` + p + `Audience>` + OurEntityID + `</` + p + `Audience></` + p + `AudienceRestriction></` + p + `Conditions>` +
		`<` + p + `AuthnStatement AuthnInstant="{authn}" SessionIndex="_s1"><` + p + `AuthnContext><` + p + `AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</` + p + `AuthnContextClassRef>` +
		`</` + p + `AuthnContext></` + p + `AuthnStatement>`
}

// keepPrefixes says in a signature which prefixes stay though nothing uses them by name, and signs it anew.
func (r Recipe) keepPrefixes(signature *etree.Element) error {
	transform := signature.FindElement(".//Transform[2]").CreateElement("ec:InclusiveNamespaces")
	transform.CreateAttr("xmlns:ec", "http://www.w3.org/2001/10/xml-exc-c14n#")
	transform.CreateAttr("PrefixList", r.Inclusive)
	sum := sha256.Sum256(canonical(signature.FindElement("./SignedInfo"), ""))
	value, err := rsa.SignPKCS1v15(rand.Reader, r.Key.Private, crypto.SHA256, sum[:])
	if err != nil {
		return err
	}
	signature.FindElement("./SignatureValue").SetText(base64.StdEncoding.EncodeToString(value))
	return nil
}
