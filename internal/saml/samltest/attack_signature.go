package samltest

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// evil changes whom the assertion is about, or the message, or else something of it.
func evil(root *etree.Element) {
	for _, path := range []string{"./Assertion/Subject/NameID", "./NameID"} {
		if name := root.FindElement(path); name != nil {
			name.SetText("admin")
			return
		}
	}
	root.CreateAttr("Consent", "urn:evil")
}

// declares is the attribute that says what a prefix means, "" for none.
func declares(prefix string) string { return strings.TrimSuffix("xmlns:"+prefix, ":") }

// without takes elements out of the signature of the assertion.
func without(path string) func(*etree.Element) {
	return func(root *etree.Element) {
		_, signature, _ := pieces(root)
		for _, e := range signature.FindElements(path) {
			e.Parent().RemoveChild(e)
		}
	}
}

// emptied takes the text out of an element of the signature of the assertion.
func emptied(path string) func(*etree.Element) {
	return func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.FindElement(path).SetText("")
	}
}

// foundFirst changes a message, and puts the original of what a path finds in its signature where a search of all of it comes first.
func foundFirst(path string) func(*etree.Element) {
	return func(root *etree.Element) {
		_, signature, _ := pieces(root)
		extensions, original := etree.NewElement(root.Space+":Extensions"), signature.FindElement(path).Copy()
		original.CreateAttr(declares(signature.Space), "http://www.w3.org/2000/09/xmldsig#")
		extensions.AddChild(original)
		root.InsertChildAt(1, extensions)
		evil(root)
	}
}

// signatureAttacks are on the signature itself: parts of it missing, misplaced, or made with what everybody knows.
var signatureAttacks = []Attack{
	{"a signature without anything", "assertion", without("./*"), "SIG-SHAPE"},
	{"no SignedInfo", "assertion", without("./SignedInfo"), "SIG-SHAPE"},
	{"no value", "assertion", without("./SignatureValue"), "SIG-SHAPE"},
	{"no reference", "assertion", without(".//Reference"), "SIG-SHAPE"},
	{"no transforms", "assertion", without(".//Transforms"), "SIG-SHAPE"},
	{"one transform", "assertion", without(".//Transform[2]"), "SIG-SHAPE"},
	{"no digest method", "assertion", without(".//DigestMethod"), "SIG-SHAPE"},
	{"no digest", "assertion", without(".//DigestValue"), "SIG-SHAPE"},
	{"no canonical form", "assertion", without(".//CanonicalizationMethod"), "SIG-SHAPE"},
	{"no signature method", "assertion", without(".//SignatureMethod"), "SIG-SHAPE"},
	{"an empty value", "assertion", emptied("./SignatureValue"), "SIG-SHAPE"},
	{"an empty digest", "assertion", emptied(".//DigestValue"), "SIG-SHAPE"},
	{"two NameIDs", "assertion", func(root *etree.Element) {
		subject := root.FindElement("./Assertion/Subject")
		second := subject.FindElement("./NameID").Copy()
		second.SetText("admin")
		subject.InsertChildAt(0, second)
	}, "IN-XML"},
	{"a NameID of another namespace", "assertion", func(root *etree.Element) {
		subject := root.FindElement("./Assertion/Subject")
		second := subject.FindElement("./NameID").Copy()
		second.CreateAttr(declares(second.Space), "urn:evil")
		second.SetText("admin")
		subject.InsertChildAt(0, second)
	}, "SIG-BAD-DIGEST"},
	{"a digest where a search would find it first", "assertion", foundFirst("./SignedInfo/Reference/DigestValue"), "SIG-BAD-DIGEST"}, // CVE-2024-45409
	{"a whole signature where a search would find it first", "assertion", foundFirst("."), "IN-SHAPE"},
	{"an HMAC with the certificate as its key", "assertion", func(root *etree.Element) {
		evil(root)
		assertion, signature, _ := pieces(root)
		info := signature.FindElement("./SignedInfo")
		info.FindElement("./SignatureMethod").CreateAttr("Algorithm", "http://www.w3.org/2000/09/xmldsig#hmac-sha1")
		digest := sha256.Sum256(canonical(assertion, "./Signature"))
		info.FindElement(".//DigestValue").SetText(base64.StdEncoding.EncodeToString(digest[:]))
		certificate := base64.StdEncoding.EncodeToString(Keys().Ours.Certificate.Raw) // of most, where the message does not have it
		if with := signature.FindElement(".//X509Certificate"); with != nil {
			certificate = with.Text()
		}
		mac := hmac.New(sha1.New, []byte("-----BEGIN CERTIFICATE-----\n"+certificate+"\n-----END CERTIFICATE-----\n"))
		mac.Write(canonical(info, ""))
		signature.FindElement("./SignatureValue").SetText(base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	}, "SIG-ALG-WEAK"},
}

// canonical is the canonical form of an element, without what a path finds in it.
func canonical(e *etree.Element, without string) []byte {
	around, err := etreeutils.NSBuildParentContext(e)
	if err != nil {
		panic(err)
	}
	alone, err := etreeutils.NSDetatch(around, e)
	if err != nil {
		panic(err)
	}
	if found := alone.FindElement(cmp.Or(without, "./none")); found != nil {
		alone.RemoveChild(found)
	}
	text, err := dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("").Canonicalize(alone)
	if err != nil {
		panic(err)
	}
	return text
}
