package saml

import (
	"crypto/x509"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// attack takes the tree of a valid message apart and puts it together as an attacker would.
type attack struct {
	name  string
	parts string // what is signed
	build func(root *etree.Element)
	want  Code
}

// pieces of a message: the assertion, its or the response's signature, and an evil copy of the assertion without a signature.
func pieces(root *etree.Element) (assertion, signature, evil *etree.Element) {
	assertion = root.FindElement("./Assertion")
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

// attacks are those of "On Breaking SAML: Be Whoever You Want to Be" (Somorovsky and others, USENIX Security 2012), as the
// tool SAML Raider builds them, and what has been found in other readers since.
var attacks = []attack{
	{"wrapping 1: the original response inside of its signature", "response", func(root *etree.Element) {
		original := root.Copy()
		_, signature, _ := pieces(root)
		original.RemoveChild(original.FindElement("./Signature"))
		signature.AddChild(original)
		root.CreateAttr("ID", "_evil")
		root.FindElement(".//NameID").SetText("admin")
	}, CodeXML},
	{"wrapping 2: the original response before its signature", "response", func(root *etree.Element) {
		original := root.Copy()
		original.RemoveChild(original.FindElement("./Signature"))
		root.FindElement("./Assertion").CreateAttr("ID", "_evil2")
		root.CreateAttr("ID", "_evil")
		root.InsertChildAt(1, original)
		root.FindElement("./Assertion/Subject/NameID").SetText("admin")
	}, CodeShape},
	{"wrapping 3: an evil assertion before the original", "assertion", func(root *etree.Element) {
		assertion, _, evil := pieces(root)
		root.InsertChildAt(assertion.Index(), evil)
	}, CodeShape},
	{"wrapping 4: the original inside of an evil assertion", "assertion", func(root *etree.Element) {
		assertion, _, evil := pieces(root)
		root.AddChild(evil)
		evil.AddChild(assertion)
	}, CodeShape},
	{"wrapping 5: an evil assertion keeps the signature", "assertion", func(root *etree.Element) {
		assertion, signature, evil := pieces(root)
		clean := assertion.Copy()
		clean.RemoveChild(clean.FindElement("./Signature"))
		evil.AddChild(signature)
		root.RemoveChild(assertion)
		root.AddChild(evil)
		root.AddChild(clean)
	}, CodeShape},
	{"wrapping 6: the original inside of the signature", "assertion", func(root *etree.Element) {
		assertion, signature, evil := pieces(root)
		clean := assertion.Copy()
		clean.RemoveChild(clean.FindElement("./Signature"))
		signature.AddChild(clean)
		evil.AddChild(signature)
		root.RemoveChild(assertion)
		root.AddChild(evil)
	}, CodeShape},
	{"wrapping 7: an evil assertion of the same ID in extensions", "assertion", func(root *etree.Element) {
		_, _, evil := pieces(root)
		evil.CreateAttr("ID", "_a77b2")
		extensions := etree.NewElement("samlp:Extensions")
		extensions.AddChild(evil)
		root.InsertChildAt(1, extensions)
	}, CodeXML},
	{"wrapping 8: the original inside of an object", "assertion", func(root *etree.Element) {
		assertion, signature, _ := pieces(root)
		clean := assertion.Copy()
		clean.RemoveChild(clean.FindElement("./Signature"))
		clean.CreateAttr("ID", "_other")
		object := etree.NewElement("ds:Object")
		object.AddChild(clean)
		signature.AddChild(object)
		assertion.FindElement(".//NameID").SetText("admin")
	}, CodeShape},
	{"the one assertion hidden in extensions", "assertion", func(root *etree.Element) {
		assertion, _, _ := pieces(root)
		extensions := etree.NewElement("samlp:Extensions")
		root.InsertChildAt(1, extensions)
		extensions.AddChild(assertion)
	}, CodeShape},
	{"two SignedInfo", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.InsertChildAt(0, signature.FindElement("./SignedInfo").Copy())
	}, CodeShape},
	{"two references", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		info := signature.FindElement("./SignedInfo")
		info.AddChild(info.FindElement("./Reference").Copy())
	}, CodeShape},
	{"a second digest", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		reference := signature.FindElement(".//Reference")
		reference.AddChild(reference.FindElement("./DigestValue").Copy())
	}, CodeShape},
	{"elements inside of the digest", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.FindElement(".//DigestValue").CreateElement("ds:x")
	}, CodeShape},
	{"a signature under another prefix and namespace", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		signature.CreateAttr("xmlns:ds", "urn:evil")
	}, CodeUnsigned},
	{"the signature taken off", "assertion", func(root *etree.Element) {
		assertion, signature, _ := pieces(root)
		assertion.RemoveChild(signature)
	}, CodeUnsigned},
	{"the signature moved to another element", "assertion", func(root *etree.Element) {
		_, signature, _ := pieces(root)
		root.FindElement("./Status").AddChild(signature)
	}, CodeShape},
	{"an ID that is none beside the real one", "assertion", func(root *etree.Element) {
		assertion, _, _ := pieces(root)
		assertion.CreateAttr("samlp:ID", "_evil")
	}, CodeXML},
	{"a relative namespace", "assertion", func(root *etree.Element) {
		assertion, _, _ := pieces(root)
		assertion.CreateAttr("xmlns:n", "1")
	}, CodeXML},
}

func TestWrappedSignaturesAreRefused(t *testing.T) {
	t.Parallel()
	for _, a := range slices.Concat(attacks, signatureAttacks) {
		tree := etree.NewDocument()
		if err := tree.ReadFromBytes(samltest.Recipe{Parts: a.parts}.XML(t)); err != nil {
			t.Fatal(err)
		}
		a.build(tree.Root())
		message, err := tree.WriteToBytes()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := verify(message, ours()); codeOf(err) != a.want {
			t.Errorf("%s: %v, want %s", a.name, err, a.want)
		}
	}
}

// hostile documents that the gate refuses.
func hostile(valid string) map[string]string {
	inside := func(old, replacement string) string { return strings.Replace(valid, old, replacement, 1) }
	laughs := `<!DOCTYPE r [<!ENTITY a "ha">`
	for i := range 20 {
		laughs += fmt.Sprintf(`<!ENTITY a%d "&a;&a;&a;&a;&a;&a;&a;&a;">`, i)
	}
	return map[string]string{
		"nothing":                        "",
		"text":                           "hello",
		"entities within entities":       laughs + `]><r>&a19;</r>`,
		"a file of the server":           `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`,
		"a comment":                      inside("quagmire", "<!---->quagmire"),
		"CDATA":                          inside("quagmire", "<![CDATA[x]]>"),
		"an instruction":                 inside("<saml:Issuer>", "<?x y?><saml:Issuer>"),
		"an unknown entity":              inside("quagmire", "&nbsp;"),
		"an & alone":                     inside("quagmire", "a & b"),
		"a NUL":                          inside("quagmire", "\x00"),
		"a NUL by number":                inside("quagmire", "&#0;"),
		"no UTF-8":                       inside("quagmire", "\xff\xfe"),
		"UTF-16":                         "\xff\xfe<\x00a\x00/\x00>\x00",
		"another encoding":               `<?xml version="1.0" encoding="UTF-16"?>` + valid,
		"a second root":                  valid + valid,
		"text behind":                    valid + "x",
		"cut off":                        valid[:len(valid)-9],
		"tags crossed":                   "<a><b></a></b>",
		"deep":                           strings.Repeat("<a>", 100_000),
		"wide":                           "<a>" + strings.Repeat("<b/>", 50_000) + "</a>",
		"many attributes":                "<a" + strings.Repeat(` b="c"`, 30_000) + "/>",
		"many different ones":            "<a " + numbered(20_000, `b%d="c" `) + "/>",
		"many prefixes":                  "<a>" + strings.Repeat("<b "+numbered(60, `xmlns:p%d="urn:x" `)+">", 60) + "</a>",
		"the same attribute":             inside(` Version="2.0"`, ` Version="2.0" Version="2.0"`),
		"the same by two prefixes":       `<a xmlns:x="urn:a" xmlns:y="urn:a" x:b="1" y:b="2"/>`,
		"two colons":                     "<x::y/>",
		"a leading colon":                `<a :b="c"/>`,
		"an empty prefix":                `<a xmlns:="urn:x"/>`,
		"an undeclared prefix":           "<a:b/>",
		"an empty namespace":             `<a xmlns:b=""/>`,
		"a default namespace of 1":       `<a xmlns="1"/>`,
		"xml declared anew":              `<a xmlns:xml="urn:x"/>`,
		"xmlns as default":               `<a xmlns="http://www.w3.org/2000/xmlns/"/>`,
		"an ID twice":                    `<a ID="x"><b ID="x"/></a>`,
		"an ID twice, otherwise written": `<a ID="x"><b id="&#120;"/></a>`,
		"no quotes":                      "<a b=c/>",
		"attributes not parted":          `<a b="c"d="e"/>`,
		"a < in an attribute":            `<a b="<"/>`,
		"too large":                      "<a>" + strings.Repeat("x", maxDocument) + "</a>",
		"a bracket too many":             "<a>]]></a>",
		"a comment inside of a digest":   inside("<ds:DigestValue>", "<ds:DigestValue><!---->"),
		"1,100 elements and a signature": inside("<samlp:Status>", strings.Repeat("<samlp:a/>", 1100)+"<samlp:Status>"),
	}
}

// numbered repeats a format with 0, 1, 2 …
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestHostileDocumentsAreRefusedWithLittleMemory(t *testing.T) {
	valid := string(samltest.Recipe{}.XML(t))
	for name, document := range hostile(valid) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Read([]byte(document))
		runtime.ReadMemStats(&after)
		if code := codeOf(err); code != CodeXML && code != CodeSize {
			t.Errorf("%s: %v", name, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
			t.Errorf("%s: %d MiB of memory", name, used>>20)
		}
	}
}

func TestTheGateLetsPlainXMLPass(t *testing.T) {
	t.Parallel()
	for _, document := range []string{
		`<?xml version="1.0" encoding="utf-8" standalone="no"?>` + "\n<a/>\n", `<a xmlns="urn:a" xml:lang="ko" b='"'>&lt;&#xAC00;홍</a>`,
		`<p:a xmlns:p="urn:a"><p:b xmlns:p="urn:b" p:c="1" c="2"/></p:a>`, string(samltest.Recipe{}.XML(t)), samltest.Metadata(samltest.Keys().Ours),
	} {
		if err := gate([]byte(document), nil); err != nil {
			t.Errorf("%.60s: %v", document, err)
		}
	}
}

func FuzzVerifyNeverTakesAStrangersWord(f *testing.F) {
	for _, parts := range []string{"both", "response", "assertion"} {
		valid := samltest.Recipe{Parts: parts}.XML(f)
		f.Add(valid)
		for _, document := range hostile(string(valid)) {
			if len(document) < 20_000 {
				f.Add([]byte(document))
			}
		}
	}
	trust := ours()
	f.Fuzz(func(t *testing.T, document []byte) {
		message, err := verify(document, trust)
		if err == nil && (message.Response.Assertion == nil || message.Response.Assertion.NameID.Value != samltest.NameID) {
			t.Errorf("verified for somebody else: %+v", message.Response)
		}
		if err != nil && codeOf(err) == Code(err.Error()) {
			t.Errorf("an error that is no Fault: %v", err)
		}
	})
}

// largest is what costs most of what passes the gate: as many elements, prefixes and bytes as may be, signed.
func largest(tb testing.TB) []byte {
	tb.Helper()
	extension := "<samlp:Extensions " + numbered(55, `xmlns:p%d="urn:x" `) + ">" + strings.Repeat("<p0:a>", 50) +
		strings.Repeat("<p1:b p2:c='d'>"+strings.Repeat("e", 200)+"</p1:b>", 790) + strings.Repeat("</p0:a>", 50) + "</samlp:Extensions>"
	return samltest.Recipe{Replace: []string{"<samlp:Status>", extension + "<samlp:Status>"}}.XML(tb)
}

func TestTheLargestThatPassesIsVerified(t *testing.T) {
	t.Parallel()
	message := largest(t)
	if _, err := verify(message, ours()); err != nil {
		t.Errorf("%d bytes: %v", len(message), err)
	}
	if _, err := verify(message, Trust{Certificates: []*x509.Certificate{samltest.Keys().Next.Certificate}}); codeOf(err) != CodeUnknownKey {
		t.Errorf("by another key: %v", err)
	}
}

func BenchmarkLargest(b *testing.B) {
	message, trust := largest(b), ours()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := verify(message, trust); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHostile(b *testing.B) {
	for name, document := range hostile(string(samltest.Recipe{}.XML(b))) {
		b.Run(strings.ReplaceAll(name, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Read([]byte(document)) // refused, which the test checks
			}
		})
	}
}
