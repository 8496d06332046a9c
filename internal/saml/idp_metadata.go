package saml

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/beevik/etree"
)

// IdentityProvider is what a service provider has to know of one.
type IdentityProvider struct {
	EntityID     string
	SignOn       string              // address that takes requests, by HTTP-Redirect and HTTP-POST
	Logout       string              // that takes messages of single logout by either; empty: there is none
	Certificates []*x509.Certificate // for signing: the active one, and the next
	WantsSigned  bool
	Formats      []string // of NameIDs
}

// Metadata describes an identity provider ("Metadata for SAML 2.0", 2.4.3). They have no end: IAM stops to take a provider's messages
// when the copy that it keeps ends. Shibboleth, told of no algorithm, signs what it posts by SHA-1, which is refused; so they are named
// ("Metadata Profile for Algorithm Support", 2.3 and 2.4).
func (p IdentityProvider) Metadata() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<md:EntityDescriptor xmlns:md="%s" entityID="%s"><md:Extensions xmlns:alg="%s"><alg:DigestMethod Algorithm="%s"/><alg:SigningMethod Algorithm="%s"/></md:Extensions>`+
		`<md:IDPSSODescriptor protocolSupportEnumeration="%s" WantAuthnRequestsSigned="%t">`,
		metadataSpace, escaped(p.EntityID), algorithmSpace, digestSHA256, rsaSHA256, protocolSpace, p.WantsSigned)
	for _, certificate := range p.Certificates {
		fmt.Fprintf(&b, `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="%s"><ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
			signatureSpace, base64.StdEncoding.EncodeToString(certificate.Raw))
	}
	b.WriteString(services("SingleLogoutService", p.Logout))
	for _, format := range p.Formats {
		fmt.Fprintf(&b, `<md:NameIDFormat>%s</md:NameIDFormat>`, escaped(format))
	}
	b.WriteString(services("SingleSignOnService", p.SignOn))
	b.WriteString("</md:IDPSSODescriptor></md:EntityDescriptor>\n")
	return []byte(b.String())
}

// Consumer is an AssertionConsumerService by HTTP-POST.
type Consumer struct {
	Address string `json:"address"`
	Index   int    `json:"index"`
}

// Consuming is a service provider as its metadata describe it.
type Consuming struct {
	EntityID     string
	Consumers    []Consumer // the default one first
	Signs        bool       // its requests are signed
	Certificates []*x509.Certificate
	Logout       SingleLogout      // zero: it offers none
	Encryption   *x509.Certificate // for which assertions are encrypted, if it has one that we can encrypt for
	OtherCiphers bool              // it has a key for encryption, and none that we can encrypt for: not of RSA, short, or for ciphers that do not count
}

// ReadServiceProvider reads the metadata of one service provider, as strictly as ReadMetadata does. It returns a Fault with CodeXML,
// CodeSize or CodeMetadata.
func ReadServiceProvider(document []byte) (Consuming, error) {
	root, err := parseFile(document)
	if err != nil {
		return Consuming{}, err
	}
	role := child(root, metadataSpace, "SPSSODescriptor")
	if !named(root, metadataSpace, "EntityDescriptor") || role == nil {
		return Consuming{}, fault(CodeMetadata, "there is no EntityDescriptor with an SPSSODescriptor: this is no service provider's metadata")
	}
	of := Consuming{EntityID: plainOrEmpty(root, "entityID"), Signs: truth(role, "AuthnRequestsSigned"), Logout: singleLogout(role)}
	if _, err := of.Logout.Offered(); err != nil {
		return Consuming{}, err
	}
	for _, service := range children(role, metadataSpace, "AssertionConsumerService") {
		if plainOrEmpty(service, "Binding") != postBinding {
			continue
		}
		one := Consumer{Address: plainOrEmpty(service, "Location")}
		one.Index, _ = strconv.Atoi(plainOrEmpty(service, "index")) // what is none is the first
		if address, err := url.Parse(one.Address); err != nil || !Plain(address) {
			return Consuming{}, fault(CodeMetadata, "an AssertionConsumerService is at no plain https address")
		}
		if truth(service, "isDefault") {
			of.Consumers = slices.Insert(of.Consumers, 0, one)
		} else {
			of.Consumers = append(of.Consumers, one)
		}
	}
	for _, key := range children(role, metadataSpace, "KeyDescriptor") {
		found, _ := embedded(key)
		use := plainOrEmpty(key, "use")
		if use == "" || use == "signing" {
			of.Certificates = append(of.Certificates, found...)
		}
		if use == "" || use == "encryption" {
			of.encryption(key, found)
		}
	}
	if of.EntityID == "" || len(of.Consumers) == 0 {
		return Consuming{}, fault(CodeMetadata, "there is no entityID, or no AssertionConsumerService by HTTP-POST")
	}
	return of, nil
}

// encryption takes the first key that we can encrypt for.
func (c *Consuming) encryption(descriptor *etree.Element, certificates []*x509.Certificate) {
	at := slices.IndexFunc(certificates, func(one *x509.Certificate) bool {
		key, isRSA := one.PublicKey.(*rsa.PublicKey)
		return isRSA && key.N.BitLen() >= 2048
	})
	if c.Encryption == nil && at >= 0 && readsOurs(descriptor) {
		c.Encryption = certificates[at]
	}
	c.OtherCiphers = c.Encryption == nil
}
