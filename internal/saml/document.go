package saml

import (
	"bytes"

	"github.com/beevik/etree"
	rtvalidator "github.com/mattermost/xml-roundtrip-validator"
)

// Document is a response that was read and has the shape of one, signed or not. It is not changed after Read.
type Document struct {
	// Response is what the message says of itself, which nobody has vouched for.
	Response Response

	root      *etree.Element
	assertion *etree.Element // nil where it is encrypted
}

// parse reads one tree from bytes that the gate has let through.
func parse(document []byte) (*etree.Element, error) { return parseBy(document, scanner{}) }

// parseFile reads one tree from a file that people have edited: blanks may stand around it, and comments where no value is.
func parseFile(document []byte) (*etree.Element, error) {
	return parseBy(bytes.TrimSpace(document), scanner{notes: true})
}

// parseWithin reads one tree that has stood where these namespaces are declared. They are declared on its root then.
func parseWithin(document []byte, around []binding) (*etree.Element, error) {
	return parseBy(document, scanner{around: around})
}

func parseBy(document []byte, by scanner) (*etree.Element, error) {
	if err := gate(document, by); err != nil {
		return nil, err
	}
	root, err := tree(document)
	if err != nil {
		return nil, err
	}
	for _, b := range by.around {
		name := "xmlns"
		if b.prefix != "" {
			name = "xmlns:" + b.prefix
		}
		if root.SelectAttr(name) == nil {
			root.CreateAttr(name, b.uri)
		}
	}
	return root, nil
}

// tree reads what the gate has let through, by two readers that have to agree.
func tree(document []byte) (*etree.Element, error) {
	if err := rtvalidator.Validate(bytes.NewReader(document)); err != nil {
		return nil, fault(CodeRoundTrip, "the document would not survive being written anew")
	}
	read := etree.NewDocument()
	read.ReadSettings = etree.ReadSettings{PreserveDuplicateAttrs: true, MaxDepth: maxDepth}
	if err := read.ReadFromBytes(document); err != nil || read.Root() == nil {
		return nil, fault(CodeRoundTrip, "the document is not well-formed")
	}
	return read.Root(), nil
}

// Read reads a response. It refuses with a Fault: CodeSize, CodeXML, CodeRoundTrip, CodeNotResponse, or CodePlaces where elements stand
// where an attacker would put them.
func Read(document []byte) (*Document, error) {
	root, err := parse(document)
	if err != nil {
		return nil, err
	}
	d := &Document{root: root}
	if err := d.place(); err != nil {
		return nil, err
	}
	d.Response, err = readResponse(root, d.assertion)
	return d, err
}

// place finds the assertion where it must stand, and nothing of its kind anywhere else.
func (d *Document) place() error {
	if !named(d.root, protocolSpace, "Response") {
		return fault(CodeNotResponse, "the root element is %s, not the Response of SAML 2.0", tagOf(d.root))
	}
	var trouble error
	refuse := func(format string, args ...any) {
		if trouble == nil {
			trouble = fault(CodePlaces, format, args...)
		}
	}
	assertions := 0
	walk(d.root, func(e *etree.Element) {
		switch {
		case named(e, protocolSpace, "Response") && e != d.root:
			refuse("there is a second Response inside of the first")
		case named(e, assertionSpace, "Assertion"), named(e, assertionSpace, "EncryptedAssertion"):
			if assertions++; e.Parent() != d.root {
				refuse("an assertion is not a direct child of the Response")
			}
			if e.Tag == "Assertion" {
				d.assertion = e
			}
		case named(e, signatureSpace, "Signature"):
			if parent := e.Parent(); parent != d.root && (parent == nil || !named(parent, assertionSpace, "Assertion")) {
				refuse("a signature is neither a child of the Response nor of the assertion")
			}
		case named(e, signatureSpace, "Object"), named(e, signatureSpace, "Manifest"):
			refuse("a signature holds an %s, by which content can be hidden", e.Tag)
		}
	})
	if assertions > 1 {
		refuse("there are %d assertions: one could be verified and another one used", assertions)
	}
	return trouble
}

// tagOf names an element in a fault. A name comes from the message, so it is cut.
func tagOf(e *etree.Element) string {
	return e.FullTag()[:min(len(e.FullTag()), 60)]
}
