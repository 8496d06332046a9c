package saml

import (
	"encoding/base64"
	"strings"
)

// Amazon takes a SAMLResponse of at most 100,000 characters of base64 ("AssumeRoleWithSAML", AWS STS API Reference).
const maxField = 100_000

// maxDocument is the most that is read of one document. It is far above what Amazon takes.
const maxDocument = 256 << 10

// Decode reads a SAMLResponse as it stands in a form: standard base64 of the document, white space allowed. A document over the
// limit of the field is a Fault with CodeSize, and is returned nevertheless where it can be read at all.
func Decode(field string) ([]byte, error) {
	if len(field) > 2*maxDocument {
		return nil, fault(CodeSize, "the text has %d characters; %d are allowed", len(field), maxField)
	}
	text := strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' || r == '\r' || r == '\n' {
			return -1
		}
		return r
	}, field)
	if strings.Contains(text, "%") {
		return nil, fault(CodeURLEncoded, "the text has percent signs: it is still encoded as a form field")
	}
	if strings.ContainsAny(text, "-_") && !strings.ContainsAny(text, "+/") {
		return nil, fault(CodeBase64URL, "the text has - or _ where standard base64 has + and /")
	}
	document, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil {
		return nil, fault(CodeBase64, "not standard base64: %v", err)
	}
	if len(text) > maxField {
		return document, fault(CodeSize, "the text has %d characters; %d are allowed", len(text), maxField)
	}
	return document, nil
}
