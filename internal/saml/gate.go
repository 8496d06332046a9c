package saml

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of a document. The signature library walks at most 1,000 elements; real responses have 30 to 300.
const (
	maxDepth      = 64
	maxElements   = 900
	maxAttributes = 64
	maxPrefixes   = 64 // in force at once
)

// gate refuses, in one pass over the raw bytes, whatever two readers of XML might read differently or that costs more to read
// than it is worth. What passes is a small subset of XML: elements, attributes and text, in UTF-8. The scanner knows what is
// around the document, and whether it may have comments.
func gate(document []byte, s scanner) error {
	if len(document) > maxDocument {
		return fault(CodeSize, "the document has %d bytes; %d are read", len(document), maxDocument)
	}
	if bytes.HasPrefix(document, []byte("\xEF\xBB\xBF")) {
		return fault(CodeXML, "the document begins with a byte-order mark")
	}
	if !utf8.Valid(document) {
		return fault(CodeXML, "the document is not UTF-8")
	}
	for _, r := range string(document) {
		if !xmlRune(r) {
			return fault(CodeXML, "the document has the character U+%04X, which XML does not allow", r)
		}
	}
	s.rest, s.ids = string(document), map[string]bool{}
	return s.document()
}

// xmlRune tells whether XML 1.0 allows the character at all.
func xmlRune(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}

// scanner goes over one document.
type scanner struct {
	rest     string
	open     []frame // elements that are not closed yet
	elements int
	ids      map[string]bool
	around   []binding // declared around the document
	notes    bool      // comments may stand where no value is
	blank    bool      // there was nothing but white space between the markup before and this
}

// frame is one open element.
type frame struct {
	name   string
	spaces []binding // declared here
}

// binding is one namespace declaration; the default one has no prefix.
type binding struct{ prefix, uri string }

var declaration = regexp.MustCompile(`^<\?xml[ \t\r\n]+version=["']1\.0["']([ \t\r\n]+encoding=["'](?i:utf-8)["'])?([ \t\r\n]+standalone=["'](yes|no)["'])?[ \t\r\n]*\?>`)

func (s *scanner) document() error {
	s.rest = s.rest[len(declaration.FindString(s.rest)):]
	for {
		i := strings.IndexByte(s.rest, '<')
		if i < 0 {
			i = len(s.rest)
		}
		if err := s.text(s.rest[:i]); err != nil {
			return err
		}
		s.blank = strings.Trim(s.rest[:i], " \t\r\n") == ""
		if s.rest = s.rest[i:]; s.rest == "" {
			break
		}
		if err := s.markup(); err != nil {
			return err
		}
	}
	switch {
	case s.elements == 0:
		return fault(CodeXML, "there is no element: this is no XML document")
	case len(s.open) > 0:
		return fault(CodeXML, "the document ends inside of the element %s", s.open[len(s.open)-1].name)
	}
	return nil
}

// text checks what stands between two pieces of markup.
func (s *scanner) text(text string) error {
	if len(s.open) == 0 {
		if strings.Trim(text, " \t\r\n") != "" {
			return fault(CodeXML, "there is text outside of the root element")
		}
		return nil
	}
	if strings.Contains(text, "]]>") {
		return fault(CodeXML, "the text has ]]>, which ends a section that was not begun")
	}
	_, err := unescape(text)
	return err
}

// markup reads one tag, at the beginning of the rest.
func (s *scanner) markup() error {
	switch {
	case strings.HasPrefix(s.rest, "<!--"):
		if s.notes && s.blank && s.note() {
			return nil
		}
		return fault(CodeXML, "there is a comment: a value with one is read differently by different programs")
	case strings.HasPrefix(s.rest, "<![CDATA["):
		return fault(CodeXML, "there is a CDATA section, which no signed message needs")
	case strings.HasPrefix(s.rest, "<!"):
		return fault(CodeXML, "there is a document type or an entity, by which a document can make its reader fetch or unfold things")
	case strings.HasPrefix(s.rest, "<?xml") && s.elements == 0 && len(s.open) == 0:
		return fault(CodeXML, "the XML declaration is not at the beginning, or names something else than version 1.0 and UTF-8")
	case strings.HasPrefix(s.rest, "<?"):
		return fault(CodeXML, "there is a processing instruction")
	case strings.HasPrefix(s.rest, "</"):
		return s.end()
	}
	return s.start()
}

// note goes over a comment that no text follows: so it stands between elements, and in no value.
func (s *scanner) note() bool {
	_, rest, closed := strings.Cut(s.rest[len("<!--"):], "--")
	if !closed || !strings.HasPrefix(rest, ">") {
		return false
	}
	s.rest = rest[1:]
	next := strings.TrimLeft(s.rest, " \t\r\n")
	return next == "" || next[0] == '<'
}

func (s *scanner) end() error {
	name, rest := cutName(s.rest[2:])
	rest = strings.TrimLeft(rest, " \t\r\n")
	if len(s.open) == 0 || name != s.open[len(s.open)-1].name || !strings.HasPrefix(rest, ">") {
		return fault(CodeXML, "an end tag does not belong to the element that is open")
	}
	s.open = s.open[:len(s.open)-1]
	s.rest = rest[1:]
	return nil
}

func (s *scanner) start() error {
	if len(s.open) == 0 && s.elements > 0 {
		return fault(CodeXML, "there is a second root element")
	}
	if s.elements++; s.elements > maxElements {
		return fault(CodeXML, "there are more than %d elements", maxElements)
	}
	if len(s.open) >= maxDepth {
		return fault(CodeXML, "elements are nested deeper than %d", maxDepth)
	}
	name, rest := cutName(s.rest[1:])
	if !legalName(name) {
		return fault(CodeXML, "an element has no name that is allowed here")
	}
	attributes, rest, err := cutAttributes(rest)
	if err != nil {
		return err
	}
	closed := strings.HasPrefix(rest, "/>")
	if !closed && !strings.HasPrefix(rest, ">") {
		return fault(CodeXML, "the tag of element %s does not end", name)
	}
	s.rest = strings.TrimPrefix(strings.TrimPrefix(rest, "/"), ">")
	s.open = append(s.open, frame{name: name})
	if err := s.declare(attributes); err != nil {
		return err
	}
	if err := s.expand(name, attributes); err != nil {
		return err
	}
	if closed {
		s.open = s.open[:len(s.open)-1]
	}
	return nil
}

// attribute is one as written, its value unescaped.
type attribute struct{ name, value string }

// cutAttributes reads the attributes of a tag, up to its end.
func cutAttributes(text string) (attributes []attribute, rest string, err error) {
	for {
		trimmed := strings.TrimLeft(text, " \t\r\n")
		if trimmed == "" || trimmed[0] == '>' || trimmed[0] == '/' {
			return attributes, trimmed, nil
		}
		if len(trimmed) == len(text) {
			return nil, "", fault(CodeXML, "two attributes are not parted by white space")
		}
		name, after := cutName(trimmed)
		after = strings.TrimLeft(after, " \t\r\n")
		if !legalName(name) || !strings.HasPrefix(after, "=") {
			return nil, "", fault(CodeXML, "an attribute has no name that is allowed here, or no value")
		}
		after = strings.TrimLeft(after[1:], " \t\r\n")
		if after == "" || after[0] != '"' && after[0] != '\'' {
			return nil, "", fault(CodeXML, "the value of attribute %s is not in quotes", name)
		}
		value, behind, found := strings.Cut(after[1:], after[:1])
		if !found || strings.Contains(value, "<") {
			return nil, "", fault(CodeXML, "the value of attribute %s does not end, or has a <", name)
		}
		if value, err = unescape(value); err != nil {
			return nil, "", err
		}
		if slices.ContainsFunc(attributes, func(a attribute) bool { return a.name == name }) {
			return nil, "", fault(CodeXML, "the attribute %s is there twice", name)
		}
		if attributes = append(attributes, attribute{name, value}); len(attributes) > maxAttributes {
			return nil, "", fault(CodeXML, "an element has more than %d attributes", maxAttributes)
		}
		text = behind
	}
}
