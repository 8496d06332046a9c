package saml

import (
	"encoding/base64"
	"regexp"
	"strings"

	"github.com/beevik/etree"
)

// Algorithms that count, by their identifiers ("XML Security Algorithm Cross-Reference", W3C, 2013). No MAC is among them:
// a public certificate could be used as its key. No ECDSA either: the library writes it as nobody else does.
var (
	signatureMethods = map[string]bool{
		rsaSHA256: true,
		"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384": true,
		"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512": true,
	}
	digestMethods = map[string]bool{
		digestSHA256: true,
		"http://www.w3.org/2001/04/xmldsig-more#sha384": true,
		"http://www.w3.org/2001/04/xmlenc#sha512":       true,
	}
)

const (
	rsaSHA256      = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
	rsaSHA1        = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
	digestSHA1     = "http://www.w3.org/2000/09/xmldsig#sha1"
	digestSHA256   = "http://www.w3.org/2001/04/xmlenc#sha256"
	exclusiveC14N  = "http://www.w3.org/2001/10/xml-exc-c14n#"
	enveloped      = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
	digestOfNought = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" // SHA-256 of nothing, what a broken canonical form gives
)

// shapeOf checks the signature of an element, if it has one.
func shapeOf(e *etree.Element, sha1 bool) error {
	found := children(e, signatureSpace, "Signature")
	switch len(found) {
	case 0:
		return nil
	case 1:
		return signatureShape(found[0], sha1)
	}
	return fault(CodePlaces, "%s has %d signatures", tagOf(e), len(found))
}

// signatureShape refuses every signature but the one shape that all identity providers send, before anything is computed.
// sha1 lets SHA-1 pass.
func signatureShape(signature *etree.Element, sha1 bool) error {
	var info *etree.Element
	for i, e := range signature.ChildElements() {
		want := []string{"SignedInfo", "SignatureValue", "KeyInfo"}
		if i >= len(want) || !named(e, signatureSpace, want[i]) {
			return fault(CodeShape, "the signature holds %s where it may not", tagOf(e))
		}
		if i == 0 {
			info = e
		}
	}
	if info == nil || len(signature.ChildElements()) < 2 {
		return fault(CodeShape, "the signature is empty, or has no value")
	}
	if err := base64Content(signature.ChildElements()[1]); err != nil {
		return err
	}
	parts, err := only(info, "CanonicalizationMethod", "SignatureMethod", "Reference")
	if err != nil {
		return err
	}
	if plainOrEmpty(parts[0], "Algorithm") != exclusiveC14N || len(parts[0].ChildElements()) > 0 {
		return fault(CodeShape, "the canonical form of the signature is not plain exclusive C14N")
	}
	if err := allowed(parts[1], signatureMethods, rsaSHA1, sha1); err != nil {
		return err
	}
	return referenceShape(parts[2], signature.Parent(), sha1)
}

func referenceShape(reference, signed *etree.Element, sha1 bool) error {
	id, hasID := plain(signed, "ID")
	if uri := plainOrEmpty(reference, "URI"); !hasID || !ncName.MatchString(id) || uri != "#"+id {
		return fault(CodeShape, "the signature of %s does not refer to it by its ID", tagOf(signed))
	}
	parts, err := only(reference, "Transforms", "DigestMethod", "DigestValue")
	if err != nil {
		return err
	}
	transforms, err := only(parts[0], "Transform", "Transform")
	if err != nil {
		return err
	}
	if plainOrEmpty(transforms[0], "Algorithm") != enveloped || plainOrEmpty(transforms[1], "Algorithm") != exclusiveC14N ||
		len(transforms[0].ChildElements()) > 0 {
		return fault(CodeShape, "the signature transforms what it covers by more than enveloped-signature and exclusive C14N")
	}
	for i, e := range transforms[1].ChildElements() {
		if i > 0 || !named(e, exclusiveSpace, "InclusiveNamespaces") {
			return fault(CodeShape, "a transform of the signature holds %s", tagOf(e))
		}
	}
	if err := allowed(parts[1], digestMethods, digestSHA1, sha1); err != nil {
		return err
	}
	if digest, _ := content(parts[2]); strings.TrimSpace(digest) == digestOfNought {
		return fault(CodeShape, "the digest is that of nothing")
	}
	return base64Content(parts[2])
}

// ncName is what an ID may be here: as the library matches references, but for its length.
var ncName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]{0,255}$`)

// only is the child elements of e, which must be exactly these, in this order.
func only(e *etree.Element, tags ...string) ([]*etree.Element, error) {
	found := e.ChildElements()
	for i, part := range found {
		if i >= len(tags) || !named(part, signatureSpace, tags[i]) {
			return nil, fault(CodeShape, "%s of the signature holds %s where it may not", e.Tag, tagOf(part))
		}
	}
	if len(found) < len(tags) {
		return nil, fault(CodeShape, "%s of the signature lacks %s", e.Tag, tags[len(found)])
	}
	return found, nil
}

// allowed checks the algorithm of an element.
func allowed(e *etree.Element, list map[string]bool, old string, sha1 bool) error {
	algorithm := plainOrEmpty(e, "Algorithm")
	if list[algorithm] || sha1 && algorithm == old {
		return nil
	}
	return fault(CodeWeak, "%s is %q, which is not RSA with SHA-256 or better", e.Tag, algorithm[:min(len(algorithm), 80)])
}

// base64Content refuses a value that is not base64 and nothing else.
func base64Content(e *etree.Element) error {
	text, isPlain := content(e)
	if _, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), "")); !isPlain || err != nil || text == "" {
		return fault(CodeShape, "%s of the signature is not base64", e.Tag)
	}
	return nil
}
