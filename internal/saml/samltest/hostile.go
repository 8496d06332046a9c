package samltest

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	nameOpen   = regexp.MustCompile(`<(\w+:)?NameID[ >][^<]*`)
	issuerOpen = regexp.MustCompile(`<(\w+:)?Issuer[ >]`)
	statusOpen = regexp.MustCompile(`<(\w+:)?Status>`)
	digestOpen = regexp.MustCompile(`<(\w+:)?DigestValue>`)
	version    = regexp.MustCompile(` Version="2.0"`)
)

// mostBytes is more than any document may have.
const mostBytes = 300 << 10

// Hostile makes documents of a valid one, by what each is called, that no reader may let pass: nothing of them is looked into. They fit
// the messages of every identity provider, and metadata as far as these have what is replaced.
func Hostile(valid string) map[string]string {
	laughs := `<!DOCTYPE r [<!ENTITY a "ha">` + Numbered(20, `<!ENTITY a%d "&a;&a;&a;&a;&a;&a;&a;&a;">`)
	documents := map[string]string{
		"nothing":                        "",
		"text":                           "hello",
		"entities within entities":       laughs + `]><r>&a19;</r>`,
		"a long entity, often":           `<!DOCTYPE r [<!ENTITY a "` + strings.Repeat("a", 50_000) + `">]><r>` + strings.Repeat("&a;", 20_000) + `</r>`,
		"a file of the server":           `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`,
		"a parameter entity":             `<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:1/"> %x;]><r/>`,
		"a document type before it":      `<!DOCTYPE r>` + valid,
		"an instruction before it":       `<?x y?>` + valid,
		"UTF-16":                         "\xff\xfe<\x00a\x00/\x00>\x00",
		"another encoding":               `<?xml version="1.0" encoding="UTF-16"?>` + valid,
		"a second root":                  valid + valid,
		"text behind":                    valid + "x",
		"cut off":                        valid[:len(valid)-9],
		"tags crossed":                   "<a><b></a></b>",
		"deep":                           strings.Repeat("<a>", 100_000),
		"wide":                           "<a>" + strings.Repeat("<b/>", 50_000) + "</a>",
		"many attributes":                "<a" + strings.Repeat(` b="c"`, 30_000) + "/>",
		"many different ones":            "<a " + Numbered(20_000, `b%d="c" `) + "/>",
		"many prefixes":                  "<a>" + strings.Repeat("<b "+Numbered(60, `xmlns:p%d="urn:x" `)+">", 60) + "</a>",
		"the same by two prefixes":       `<a xmlns:x="urn:a" xmlns:y="urn:a" x:b="1" y:b="2"/>`,
		"two colons":                     "<x::y/>",
		"two colons at the end":          "<a></x::a>",
		"a leading colon":                `<a :b="c"/>`,
		"colons alone":                   `<a ::b="c"/>`,
		"an empty name":                  "<x:>",
		"an empty name of an attribute":  `<a x:="b"/>`,
		"an empty prefix":                `<a xmlns:="urn:x"/>`,
		"an undeclared prefix":           "<a:b/>",
		"an empty namespace":             `<a xmlns:b=""/>`,
		"a default namespace of 1":       `<a xmlns="1"/>`,
		"two default namespaces":         `<a xmlns="urn:a" xmlns="urn:b"/>`,
		"xml declared anew":              `<a xmlns:xml="urn:x"/>`,
		"xmlns as default":               `<a xmlns="http://www.w3.org/2000/xmlns/"/>`,
		"an ID twice":                    `<a ID="x"><b ID="x"/></a>`,
		"an ID twice, otherwise written": `<a ID="x"><b id="&#120;"/></a>`,
		"no quotes":                      "<a b=c/>",
		"attributes not parted":          `<a b="c"d="e"/>`,
		"a < in an attribute":            `<a b="<"/>`,
		"a directive of directives":      `<a><! <<!-- -->!-- x --> y></a>`,
		"too large":                      "<a>" + strings.Repeat("x", mostBytes) + "</a>",
		"a bracket too many":             "<a>]]></a>",
	}
	behind := func(what string, place *regexp.Regexp, text string) {
		if at := place.FindStringIndex(valid); at != nil {
			documents[what] = valid[:at[1]] + text + valid[at[1]:]
		}
	}
	before := func(what string, place *regexp.Regexp, text string) {
		if at := place.FindStringIndex(valid); at != nil {
			documents[what] = valid[:at[0]] + text + valid[at[0]:]
		}
	}
	behind("a comment", nameOpen, "<!---->.evil.example")
	behind("CDATA", nameOpen, "<![CDATA[x]]>")
	behind("an unknown entity", nameOpen, "&nbsp;")
	behind("an & alone", nameOpen, "a & b")
	behind("a NUL", nameOpen, "\x00")
	behind("a NUL by number", nameOpen, "&#0;")
	behind("no UTF-8", nameOpen, "\xff\xfe")
	behind("the same attribute", version, ` Version="2.0"`)
	behind("a comment inside of a digest", digestOpen, "<!---->")
	before("an instruction", issuerOpen, "<?x y?>")
	before("1,100 elements and a signature", statusOpen, strings.Repeat("<a/>", 1100))
	return documents
}

// Numbered repeats a format with 0, 1, 2 …
func Numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}
