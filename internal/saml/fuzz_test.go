package saml

import (
	"bytes"
	"crypto/x509"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/beevik/etree"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// documents adds messages of all makers, whole and hostile, and metadata.
func documents(f *testing.F) {
	f.Helper()
	for _, by := range makers {
		f.Add(made(f, by))
	}
	for _, shape := range samltest.Shapes() {
		f.Add(shape.XML(f))
	}
	for _, valid := range []string{
		string(samltest.Recipe{}.XML(f)), string(samltest.Recipe{Parts: "response"}.XML(f)), string(samltest.Recipe{Parts: "assertion"}.XML(f)),
		string(samltest.Recipe{Encrypt: toUs()}.XML(f)), samltest.Metadata(samltest.Keys().Ours),
	} {
		f.Add([]byte(valid))
		for _, document := range samltest.Hostile(valid) {
			if len(document) < 20_000 {
				f.Add([]byte(document))
			}
		}
	}
	for _, a := range samltest.Attacks() {
		var tree etree.Document
		if err := tree.ReadFromBytes(samltest.Recipe{Parts: a.Parts}.XML(f)); err != nil {
			f.Fatal(err)
		}
		a.Build(tree.Root())
		text, err := tree.WriteToBytes()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
}

// bounded is samltest.Bounded for what gives something or an error.
func bounded[T any](t testing.TB, call func() (T, error)) (got T, err error) {
	t.Helper()
	samltest.Bounded(t, func() { got, err = call() })
	return got, err
}

// signedFor is for whom there are messages at all.
var signedFor = []string{samltest.NameID, "bob.qwrtz@example.org"}

func FuzzVerifyNeverTakesAStrangersWord(f *testing.F) {
	documents(f)
	trust := locked()
	for _, by := range makers {
		trust.Certificates = append(trust.Certificates, makerOf(f, by).trust.Certificates...)
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		message, err := bounded(t, func() (Message, error) { return verify(document, trust) })
		if err == nil && (message.Response.Assertion == nil || !slices.Contains(signedFor, message.Response.Assertion.NameID.Value)) {
			t.Errorf("verified for somebody else: %+v", message.Response)
		}
		if err != nil && codeOf(err) == Code(err.Error()) {
			t.Errorf("an error that is no Fault: %v", err)
		}
	})
}

// What the gate lets pass is small, has nothing but elements, attributes and text, and is the same to another reader.
func FuzzWhatPassesTheGateIsPlain(f *testing.F) {
	documents(f)
	f.Fuzz(func(t *testing.T, document []byte) {
		var refused error
		samltest.Bounded(t, func() { refused = gate(document, scanner{}) })
		if refused != nil {
			return
		}
		if len(document) > maxDocument {
			t.Errorf("%d bytes", len(document))
		}
		root, err := parse(document)
		if err != nil { // by the guard behind the gate, such as for two prefixes that another reader would mix up
			return
		}
		ours := 0
		walk(root, func(*etree.Element) { ours++ })
		theirs, depth := 0, 0
		for reader := xml.NewDecoder(bytes.NewReader(document)); ; {
			token, err := reader.Token()
			if err != nil {
				break
			}
			switch e := token.(type) {
			case xml.StartElement:
				theirs++
				if depth++; depth > maxDepth || len(e.Attr) > maxAttributes {
					t.Errorf("%d deep, with %d attributes", depth, len(e.Attr))
				}
			case xml.EndElement:
				depth--
			case xml.Comment, xml.Directive:
				t.Errorf("there is a %T", token)
			case xml.ProcInst:
				if e.Target != "xml" {
					t.Errorf("there is an instruction")
				}
			}
		}
		if ours != theirs || ours > maxElements {
			t.Errorf("we read %d elements, another reader %d", ours, theirs)
		}
	})
}

// Anybody can encrypt for us: what is inside is held to the same as what is not.
func FuzzWhatIsEncryptedIsNotBelieved(f *testing.F) {
	for _, parts := range []string{"assertion", "none"} {
		text := string(samltest.Recipe{Parts: parts}.XML(f))
		f.Add(text[strings.Index(text, "<saml:Assertion "):strings.Index(text, "</samlp:Response>")])
	}
	trust := locked()
	f.Fuzz(func(t *testing.T, inside string) {
		encryption := toUs()
		encryption.Inside = inside
		document := samltest.Recipe{Parts: "none", Encrypt: encryption}.XML(t)
		message, err := bounded(t, func() (Message, error) { return verify(document, trust) })
		if err == nil && message.Response.Assertion.NameID.Value != samltest.NameID {
			t.Errorf("believed: %+v", message.Response)
		}
	})
}

func FuzzMetadata(f *testing.F) {
	documents(f)
	f.Fuzz(func(t *testing.T, document []byte) {
		samltest.Bounded(t, func() { _, _ = ReadServiceProvider(document) })
		provider, err := bounded(t, func() (Provider, error) { return ReadMetadata(document) })
		if err != nil && codeOf(err) == Code(err.Error()) {
			t.Errorf("an error that is no Fault: %v", err)
		}
		if address, err := provider.Address(); err == nil && address.Scheme != "https" && address.Scheme != "http" {
			t.Errorf("browsers are sent to %s", address)
		}
	})
}

func FuzzExpectNeverTakesAStrangersWord(f *testing.F) {
	for _, a := range answers(samltest.Moment) {
		f.Add(a.xml(f, samltest.Moment))
	}
	var all []maker
	for _, by := range makers {
		all = append(all, makerOf(f, by))
		f.Add(all[len(all)-1].message)
	}
	stranger := Trust{Certificates: []*x509.Certificate{samltest.Keys().Stranger.Certificate}}
	f.Fuzz(func(t *testing.T, message []byte) {
		if got, err := accept(message, stranger, expected(samltest.Moment)); err == nil {
			t.Errorf("taken, and signed by nobody whom we trust: %+v", got)
		}
		got, err := bounded(t, func() (SignIn, error) { return accept(message, ours(), expected(samltest.Moment)) })
		if err == nil && got.NameID.Value != samltest.NameID {
			t.Errorf("taken for somebody else: %+v", got)
		}
		other := expected(samltest.Moment)
		other.Request = "_of-another-browser"
		if got, err := accept(message, ours(), other); err == nil {
			t.Errorf("taken for another browser: %+v", got)
		}
		for _, m := range all {
			if got, err := accept(message, m.trust, m.expected); err == nil && got.NameID != *m.said.Assertion.NameID {
				t.Errorf("taken for somebody else: %+v", got)
			}
		}
	})
}
