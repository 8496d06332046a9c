package samltest

import (
	"crypto"
	"slices"

	"github.com/beevik/etree"
)

// Attack takes the tree of a valid message apart and puts it together as an attacker would.
type Attack struct {
	Name  string
	Parts string // what is signed: "response" or "assertion"
	Build func(root *etree.Element)
	Want  string // the code of the refusal
}

// pieces of a message: the assertion, its or the response's signature, and an evil copy of the assertion without a signature. A message
// without an assertion is taken for one.
func pieces(root *etree.Element) (assertion, signature, evil *etree.Element) {
	if assertion = root.FindElement("./Assertion"); assertion == nil {
		return root, root.FindElement("./Signature"), nil
	}
	if signature = assertion.FindElement("./Signature"); signature == nil {
		signature = root.FindElement("./Signature")
	}
	evil = assertion.Copy()
	if inner := evil.FindElement("./Signature"); inner != nil {
		evil.RemoveChild(inner)
	}
	evil.CreateAttr("ID", "_evil")
	evil.FindElement(".//NameID").SetText("admin")
	return assertion, signature, evil
}

// wrappings are those of "On Breaking SAML: Be Whoever You Want to Be" (Somorovsky and others, USENIX Security 2012), as the
// tool SAML Raider builds them, and what has been found in other readers since.
var wrappings = []Attack{
	{"wrapping 1: the original response inside of its signature", "response", func(root *etree.Element) {
		original := root.Copy()
		_, signature, _ := pieces(root)
		original.RemoveChild(original.FindElement("./Signature"))
		signature.AddChild(original)
		root.CreateAttr("ID", "_evil")
		root.FindElement(".//NameID").SetText("admin")
	}, "IN-XML"},
	{"wrapping 2: the original response before its signature", "response", func(root *etree.Element) {
		original := root.Copy()
		original.RemoveChild(original.FindElement("./Signature"))
		root.FindElement("./Assertion").CreateAttr("ID", "_evil2")
		root.CreateAttr("ID", "_evil")
		root.InsertChildAt(1, original)
		root.FindElement("./Assertion/Subject/NameID").SetText("admin")
	}, "IN-SHAPE"},
	{"wrapping 3: an evil assertion before the original", "assertion", func(root *etree.Element) {
		assertion, _, evil := pieces(root)
		root.InsertChildAt(assertion.Index(), evil)
	}, "IN-SHAPE"},
	{"wrapping 4: the original inside of an evil assertion", "assertion", func(root *etree.Element) {
		assertion, _, evil := pieces(root)
		root.AddChild(evil)
		evil.AddChild(assertion)
	}, "IN-SHAPE"},
	{"wrapping 5: an evil assertion keeps the signature", "assertion", func(root *etree.Element) {
		assertion, signature, evil := pieces(root)
		clean := assertion.Copy()
		clean.RemoveChild(clean.FindElement("./Signature"))
		evil.AddChild(signature)
		root.RemoveChild(assertion)
		root.AddChild(evil)
		root.AddChild(clean)
	}, "IN-SHAPE"},
	{"wrapping 6: the original inside of the signature", "assertion", func(root *etree.Element) {
		assertion, signature, evil := pieces(root)
		clean := assertion.Copy()
		clean.RemoveChild(clean.FindElement("./Signature"))
		signature.AddChild(clean)
		evil.AddChild(signature)
		root.RemoveChild(assertion)
		root.AddChild(evil)
	}, "IN-SHAPE"},
	{"wrapping 7: an evil assertion of the same ID in extensions", "assertion", func(root *etree.Element) {
		_, _, evil := pieces(root)
		evil.CreateAttr("ID", root.FindElement("./Assertion").SelectAttrValue("ID", ""))
		extensions := etree.NewElement(root.Space + ":Extensions")
		extensions.AddChild(evil)
		root.InsertChildAt(1, extensions)
	}, "IN-XML"},
	{"wrapping 8: the original inside of an object", "assertion", func(root *etree.Element) {
		assertion, signature, _ := pieces(root)
		clean := assertion.Copy()
		clean.RemoveChild(clean.FindElement("./Signature"))
		clean.CreateAttr("ID", "_other")
		object := etree.NewElement(signature.Space + ":Object")
		object.AddChild(clean)
		signature.AddChild(object)
		assertion.FindElement(".//NameID").SetText("admin")
	}, "IN-SHAPE"},
	{"the one assertion hidden in extensions", "assertion", func(root *etree.Element) {
		assertion, _, _ := pieces(root)
		extensions := etree.NewElement(root.Space + ":Extensions")
		root.InsertChildAt(1, extensions)
		extensions.AddChild(assertion)
	}, "IN-SHAPE"},
	{"two SignedInfo", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.InsertChildAt(0, signature.FindElement("./SignedInfo").Copy())
	}, "SIG-SHAPE"},
	{"two SignedInfo, the good one first", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.AddChild(signature.FindElement("./SignedInfo").Copy())
	}, "SIG-SHAPE"},
	{"two references", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		info := signature.FindElement("./SignedInfo")
		info.AddChild(info.FindElement("./Reference").Copy())
	}, "SIG-SHAPE"},
	{"a second digest", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		reference := signature.FindElement(".//Reference")
		reference.AddChild(reference.FindElement("./DigestValue").Copy())
	}, "SIG-SHAPE"},
	{"elements inside of the digest", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.FindElement(".//DigestValue").AddChild(etree.NewElement(signature.Space + ":x"))
	}, "SIG-SHAPE"},
	{"a signature under another prefix and namespace", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.CreateAttr(declares(signature.Space), "urn:evil")
	}, "SIG-NONE"},
	{"a SignedInfo under the same prefix and another namespace", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.FindElement("./SignedInfo").CreateAttr(declares(signature.Space), "urn:evil")
	}, "SIG-SHAPE"},
	{"a signature of the whole document", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.FindElement(".//Reference").CreateAttr("URI", "")
	}, "SIG-SHAPE"},
	{"a signature of another element", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.FindElement(".//Reference").CreateAttr("URI", "#"+root.SelectAttrValue("ID", ""))
	}, "SIG-SHAPE"},
	{"another name, signed by a stranger whose certificate is with it", "assertion", func(root *etree.Element) {
		assertion, signature, _ := pieces(root)
		evil(root)
		assertion.RemoveChild(signature)
		signed, err := (Recipe{Key: Keys().Stranger, Hash: crypto.SHA256}).signature(assertion)
		if err != nil {
			panic(err)
		}
		assertion.InsertChildAt(1, signed)
	}, "SIG-KEY-UNKNOWN"},
	{"another name", "assertion", evil, "SIG-BAD-DIGEST"},
	{"another name, in a signed response", "response", evil, "SIG-BAD-DIGEST"},
	{"the signature taken off", "assertion", func(root *etree.Element) {
		assertion, signature, _ := pieces(root)
		assertion.RemoveChild(signature)
	}, "SIG-NONE"},
	{"the signature moved to another element", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		root.FindElement("./Status").AddChild(signature)
	}, "IN-SHAPE"},
	{"an ID that is none beside the real one", "assertion", func(root *etree.Element) {
		assertion, _, _ := pieces(root)
		assertion.CreateAttr(root.Space+":ID", "_evil")
	}, "IN-XML"},
	{"a relative namespace", "assertion", func(root *etree.Element) {
		assertion, _, _ := pieces(root)
		assertion.CreateAttr("xmlns:n", "1")
	}, "IN-XML"},
}

// Attacks lists all of them. They go by the names of elements alone, so that they fit the messages of every identity provider.
func Attacks() []Attack { return slices.Concat(wrappings, signatureAttacks) }
