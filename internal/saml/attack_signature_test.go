package saml

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/pem"
	"testing"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// evil changes whom the assertion is about.
func evil(root *etree.Element) { root.FindElement("./Assertion/Subject/NameID").SetText("admin") }

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

// signatureAttacks are on the signature itself: parts of it missing, misplaced, or made with what everybody knows.
var signatureAttacks = []attack{
	{"a signature without anything", "assertion", without("./*"), CodeShape},
	{"no SignedInfo", "assertion", without("./SignedInfo"), CodeShape},
	{"no value", "assertion", without("./SignatureValue"), CodeShape},
	{"no reference", "assertion", without(".//Reference"), CodeShape},
	{"no transforms", "assertion", without(".//Transforms"), CodeShape},
	{"one transform", "assertion", without(".//Transform[2]"), CodeShape},
	{"no digest method", "assertion", without(".//DigestMethod"), CodeShape},
	{"no digest", "assertion", without(".//DigestValue"), CodeShape},
	{"no canonical form", "assertion", without(".//CanonicalizationMethod"), CodeShape},
	{"no signature method", "assertion", without(".//SignatureMethod"), CodeShape},
	{"an empty value", "assertion", emptied("./SignatureValue"), CodeShape},
	{"an empty digest", "assertion", emptied(".//DigestValue"), CodeShape},
	{"two NameIDs", "assertion", func(root *etree.Element) {
		subject := root.FindElement("./Assertion/Subject")
		second := subject.FindElement("./NameID").Copy()
		second.SetText("admin")
		subject.InsertChildAt(0, second)
	}, CodeXML},
	{"a NameID of another namespace", "assertion", func(root *etree.Element) {
		subject := root.FindElement("./Assertion/Subject")
		second := subject.FindElement("./NameID").Copy()
		second.CreateAttr("xmlns:saml", "urn:evil")
		second.SetText("admin")
		subject.InsertChildAt(0, second)
	}, CodeBadDigest},
	{"a digest where a search would find it first", "assertion", func(root *etree.Element) { // CVE-2024-45409
		_, signature, _ := pieces(root)
		extensions := etree.NewElement("samlp:Extensions")
		extensions.AddChild(signature.FindElement(".//DigestValue").Copy())
		extensions.ChildElements()[0].CreateAttr("xmlns:ds", signatureSpace)
		root.InsertChildAt(1, extensions)
		evil(root)
	}, CodeBadDigest},
	{"a whole signature where a search would find it first", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		extensions := etree.NewElement("samlp:Extensions")
		extensions.AddChild(signature.Copy())
		root.InsertChildAt(1, extensions)
		evil(root)
	}, CodeShape},
	{"an HMAC with the certificate as its key", "assertion", func(root *etree.Element) {
		evil(root)
		assertion, signature, _ := pieces(root)
		info := signature.FindElement("./SignedInfo")
		info.FindElement("./SignatureMethod").CreateAttr("Algorithm", "http://www.w3.org/2000/09/xmldsig#hmac-sha1")
		digest := sha256.Sum256(canonical(assertion, "./Signature"))
		info.FindElement(".//DigestValue").SetText(base64.StdEncoding.EncodeToString(digest[:]))
		mac := hmac.New(sha1.New, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: samltest.Keys().Ours.Certificate.Raw}))
		mac.Write(canonical(info, ""))
		signature.FindElement("./SignatureValue").SetText(base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	}, CodeWeak},
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

func TestOfTwoSignedAssertionsNoneIsTaken(t *testing.T) {
	t.Parallel()
	var message, other etree.Document
	if err := message.ReadFromBytes(samltest.Recipe{Parts: "assertion"}.XML(t)); err != nil {
		t.Fatal(err)
	}
	if err := other.ReadFromBytes(samltest.Recipe{Parts: "assertion", Replace: []string{samltest.NameID, "admin", "_a77b2", "_a77b3"}}.XML(t)); err != nil {
		t.Fatal(err)
	}
	message.Root().AddChild(other.Root().FindElement("./Assertion"))
	text, err := message.WriteToBytes()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := verify(text, ours()); codeOf(err) != CodeShape {
		t.Errorf("%v, want %s", err, CodeShape)
	}
}
