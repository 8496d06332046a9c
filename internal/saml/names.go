package saml

import (
	"strings"

	"github.com/beevik/etree"
)

// Namespaces.
const (
	protocolSpace   = "urn:oasis:names:tc:SAML:2.0:protocol"
	assertionSpace  = "urn:oasis:names:tc:SAML:2.0:assertion"
	metadataSpace   = "urn:oasis:names:tc:SAML:2.0:metadata"
	algorithmSpace  = "urn:oasis:names:tc:SAML:metadata:algsupport"
	signatureSpace  = "http://www.w3.org/2000/09/xmldsig#"
	exclusiveSpace  = "http://www.w3.org/2001/10/xml-exc-c14n#"
	bearerMethod    = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
	statusSuccess   = "urn:oasis:names:tc:SAML:2.0:status:Success"
	redirectBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
	postBinding     = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
	unspecifiedName = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
)

// named tells whether an element has this name, whatever its prefix.
func named(e *etree.Element, space, tag string) bool {
	return e.Tag == tag && e.NamespaceURI() == space
}

// children lists the child elements of this name.
func children(e *etree.Element, space, tag string) []*etree.Element {
	var found []*etree.Element
	for _, child := range e.ChildElements() {
		if named(child, space, tag) {
			found = append(found, child)
		}
	}
	return found
}

// child is the first child element of this name, or nil.
func child(e *etree.Element, space, tag string) *etree.Element {
	if found := children(e, space, tag); len(found) > 0 {
		return found[0]
	}
	return nil
}

// plain is the value of an attribute without a prefix.
func plain(e *etree.Element, name string) (string, bool) {
	for _, a := range e.Attr {
		if a.Space == "" && a.Key == name {
			return a.Value, true
		}
	}
	return "", false
}

// plainOrEmpty is plain where absent and empty are the same.
func plainOrEmpty(e *etree.Element, name string) string {
	value, _ := plain(e, name)
	return value
}

// content is all character data of an element without child elements; false if it has some.
func content(e *etree.Element) (string, bool) {
	var text strings.Builder
	for _, token := range e.Child {
		data, isData := token.(*etree.CharData)
		if !isData {
			return "", false
		}
		text.WriteString(data.Data)
	}
	return text.String(), true
}

// walk calls do for an element and all below it.
func walk(e *etree.Element, do func(*etree.Element)) {
	do(e)
	for _, child := range e.ChildElements() {
		walk(child, do)
	}
}
