package samltest

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/beevik/etree"
)

// Signed signs a message as a whole, as HTTP-POST wants requests and messages of single logout.
func Signed(t testing.TB, text string, key Key) []byte {
	t.Helper()
	tree := etree.NewDocument()
	if err := tree.ReadFromString(text); err != nil {
		t.Fatal(err)
	}
	Recipe{Key: key, Hash: crypto.SHA256}.sign(t, tree.Root())
	message, err := tree.WriteToBytes()
	if err != nil {
		t.Fatal(err)
	}
	return message
}

// Deflated packs a message as HTTP-Redirect has it, in base64.
func Deflated(t testing.TB, message []byte) string {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write(message) // a buffer takes everything
	_ = w.Close()
	return base64.StdEncoding.EncodeToString(out.Bytes())
}

// Query is a message in an address, whatever it is, with a signature of that by a key; without one where the key is zero.
func Query(t testing.TB, parameter string, message []byte, key Key) string {
	t.Helper()
	query := parameter + "=" + url.QueryEscape(Deflated(t, message))
	if key.Private == nil {
		return query
	}
	query += "&SigAlg=" + url.QueryEscape("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")
	sum := sha256.Sum256([]byte(query))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key.Private, crypto.SHA256, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return query + "&Signature=" + url.QueryEscape(base64.StdEncoding.EncodeToString(signature))
}

// around puts the original of a message, without its signature, where an attacker may want it; what is around it is evil.
func around(id string, put func(root, signature, original *etree.Element)) func(*etree.Element) {
	return func(root *etree.Element) {
		_, signature, _ := pieces(root)
		original := root.Copy()
		original.RemoveChild(original.FindElement("./Signature"))
		if id != "" {
			root.CreateAttr("ID", id)
		}
		evil(root)
		put(root, signature, original)
	}
}

// messageAttacks are the wrappings of a message that is signed as a whole.
var messageAttacks = []Attack{
	{"the original inside of its signature", "message", around("_evil", func(_, signature, original *etree.Element) { signature.AddChild(original) }), "SIG-SHAPE"},
	{"the original before its signature", "message", around("_evil", func(root, _, original *etree.Element) { root.InsertChildAt(1, original) }), "SIG-SHAPE"},
	{"the original behind its signature", "message", around("_evil", func(root, _, original *etree.Element) { root.AddChild(original) }), "SIG-SHAPE"},
	{"the original of the same ID", "message", around("", func(root, _, original *etree.Element) { root.AddChild(original) }), "IN-XML"},
	{"the original inside of an object", "message", around("_evil", func(_, signature, original *etree.Element) {
		object := etree.NewElement(signature.Space + ":Object")
		object.AddChild(original)
		signature.AddChild(object)
	}), "SIG-SHAPE"},
	{"the signed original inside of an evil message", "message", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		original := root.Copy()
		root.RemoveChild(signature)
		root.CreateAttr("ID", "_evil")
		evil(root)
		root.AddChild(original)
	}, "IN-SHAPE"},
	{"the signature inside of another element", "message", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		extensions := etree.NewElement(root.Space + ":Extensions")
		extensions.AddChild(signature)
		root.InsertChildAt(1, extensions)
	}, "IN-SHAPE"},
	{"a second signature", "message", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		second := signature.Copy()
		second.RemoveAttr("Id")
		root.AddChild(second)
	}, "IN-SHAPE"},
	{"a signature of an element that is not there", "message", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.FindElement(".//Reference").CreateAttr("URI", "#_other")
	}, "SIG-SHAPE"},
	{"changed", "message", evil, "SIG-BAD-DIGEST"},
	{"changed, with a digest where a search would find it first", "message", foundFirst("./SignedInfo/Reference/DigestValue"), "SIG-BAD-DIGEST"},
	{"changed, signed by a stranger whose certificate is with it", "message", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		evil(root)
		root.RemoveChild(signature)
		signed, err := (Recipe{Key: Keys().Stranger, Hash: crypto.SHA256}).signature(root)
		if err != nil {
			panic(err)
		}
		root.InsertChildAt(1, signed)
	}, "SIG-KEY-UNKNOWN"},
	{"changed, with the digest of nothing", "message", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		evil(root)
		signature.FindElement(".//DigestValue").SetText("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
	}, "SIG-SHAPE"},
	{"a signature by SHA-1", "message", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.FindElement(".//SignatureMethod").CreateAttr("Algorithm", "http://www.w3.org/2000/09/xmldsig#rsa-sha1")
	}, "SIG-ALG-WEAK"},
	{"another canonical form", "message", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.FindElement(".//CanonicalizationMethod").CreateAttr("Algorithm", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments")
	}, "SIG-SHAPE"},
	{"a transform by XPath", "message", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.FindElement(".//Transform").CreateAttr("Algorithm", "http://www.w3.org/TR/1999/REC-xpath-19991116")
	}, "SIG-SHAPE"},
}

// ofAnySignature are those among the attacks on an assertion that fit whatever is signed.
var ofAnySignature = []string{
	"two SignedInfo", "two SignedInfo, the good one first", "two references", "a second digest", "elements inside of the digest",
	"a signature under another prefix and namespace", "a SignedInfo under the same prefix and another namespace", "a signature of the whole document",
	"the signature taken off", "an ID that is none beside the real one", "a relative namespace", "an HMAC with the certificate as its key",
	"a signature without anything", "no SignedInfo", "no value", "no reference", "no transforms", "one transform", "no digest method", "no digest",
	"no canonical form", "no signature method", "an empty value", "an empty digest",
}

// MessageAttacks lists those on a message that is signed as a whole: a request to sign in, and what single logout has. They go by the
// names of elements alone, so that they fit the messages of everybody.
func MessageAttacks() []Attack {
	return slices.Concat(messageAttacks, slices.DeleteFunc(Attacks(), func(a Attack) bool { return !slices.Contains(ofAnySignature, a.Name) }))
}

// QueryAttacks makes queries of one that brings a signed message, by what each is called. Nobody may go by any of them.
func QueryAttacks(valid string) map[string]string {
	parameter, _, _ := strings.Cut(valid, "=")
	other := map[string]string{"SAMLRequest": "SAMLResponse", "SAMLResponse": "SAMLRequest"}[parameter]
	at := func(name string) (before, value, after string) {
		before, rest, _ := strings.Cut(valid, "&"+name+"=")
		value, after, found := strings.Cut(rest, "&")
		if found {
			after = "&" + after
		}
		return before, value, after
	}
	with := func(name, value string) string {
		before, _, after := at(name)
		return before + "&" + name + "=" + value + after
	}
	without := func(name string) string {
		before, _, after := at(name)
		return before + after
	}
	_, signature, _ := at("Signature")
	return map[string]string{
		"not signed":                      strings.TrimSuffix(without("Signature"), "&"),
		"an empty signature":              with("Signature", ""),
		"a signature cut short":           with("Signature", signature[:20]),
		"no algorithm":                    without("SigAlg"),
		"neither":                         valid[:strings.Index(valid, "&SigAlg=")],
		"SHA-1":                           with("SigAlg", url.QueryEscape("http://www.w3.org/2000/09/xmldsig#rsa-sha1")),
		"an HMAC":                         with("SigAlg", url.QueryEscape("http://www.w3.org/2000/09/xmldsig#hmac-sha256")),
		"another algorithm than it was":   with("SigAlg", url.QueryEscape("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512")),
		"a relay state added":             strings.Replace(valid, "&SigAlg=", "&RelayState=evil&SigAlg=", 1),
		"an empty relay state added":      strings.Replace(valid, "&SigAlg=", "&RelayState=&SigAlg=", 1),
		"the message twice":               valid + "&" + valid,
		"another message behind":          valid + "&" + parameter + "=x",
		"another message before":          parameter + "=x&" + valid,
		"beside one of the other kind":    valid + "&" + other + "=x",
		"as one of the other kind":        strings.Replace(valid, parameter, other, 1),
		"a name that is encoded":          strings.Replace(valid, parameter, "%53"+parameter[1:], 1),
		"another encoding":                valid + "&SAMLEncoding=urn:x",
		"damaged":                         valid + "&RelayState=%zz",
		"the signature twice":             valid + "&Signature=" + signature,
		"a message that is not packed":    parameter + "=" + url.QueryEscape(base64.StdEncoding.EncodeToString([]byte("<a/>"))),
		"nothing":                         "",
		"a message that is nothing":       parameter + "=",
		"neither base64 nor anything":     parameter + "=***",
		"a signature of another document": parameter + "=" + url.QueryEscape("fY9BCsIwEEX3nqJk3yZpKkLoBUTX") + valid[strings.Index(valid, "&"):],
	}
}
