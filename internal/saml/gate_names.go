package saml

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Namespaces that XML itself reserves.
const (
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsSpace = "http://www.w3.org/2000/xmlns/"
)

var (
	// properName has no more than one colon, neither first nor last. All names of SAML and of XML signatures are ASCII.
	properName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*(:[A-Za-z_][A-Za-z0-9_.-]*)?$`)
	scheme     = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:.`)
)

func legalName(name string) bool { return len(name) <= 256 && properName.MatchString(name) }

// cutName cuts off what may be a name; whether it is one, legalName tells.
func cutName(text string) (name, rest string) {
	i := strings.IndexAny(text, " \t\r\n=/><\"'&")
	if i < 0 {
		return text, ""
	}
	return text[:i], text[i:]
}

// declare takes in the namespace declarations of the innermost element.
func (s *scanner) declare(attributes []attribute) error {
	top := &s.open[len(s.open)-1]
	for _, a := range attributes {
		prefix, isPrefixed := strings.CutPrefix(a.name, "xmlns:")
		if !isPrefixed && a.name != "xmlns" {
			continue
		}
		if !isPrefixed {
			prefix = ""
		}
		switch {
		case prefix == "xml" || prefix == "xmlns" || a.value == xmlSpace || a.value == xmlnsSpace:
			return fault(CodeXML, "a namespace that XML reserves is declared anew")
		case !scheme.MatchString(a.value):
			return fault(CodeXML, "the prefix %q stands for no absolute URI, on which canonical forms break", prefix)
		}
		top.spaces = append(top.spaces, binding{prefix, a.value})
	}
	inScope := 0
	for _, f := range s.open {
		inScope += len(f.spaces)
	}
	if inScope > maxPrefixes {
		return fault(CodeXML, "more than %d prefixes are in force at once", maxPrefixes)
	}
	return nil
}

// uri finds what a prefix stands for.
func (s *scanner) uri(prefix string) (string, bool) {
	if prefix == "xml" {
		return xmlSpace, true
	}
	for _, f := range slices.Backward(s.open) {
		for _, b := range f.spaces {
			if b.prefix == prefix {
				return b.uri, true
			}
		}
	}
	for _, b := range s.around {
		if b.prefix == prefix {
			return b.uri, true
		}
	}
	return "", prefix == ""
}

// expand checks the innermost element's names by what their prefixes stand for, and its IDs.
func (s *scanner) expand(name string, attributes []attribute) error {
	if prefix, _, found := strings.Cut(name, ":"); found {
		if _, known := s.uri(prefix); !known || prefix == "xmlns" {
			return fault(CodeXML, "the prefix %s of an element is not declared", prefix)
		}
	}
	seen := map[string]bool{}
	for _, a := range attributes {
		prefix, local, prefixed := strings.Cut(a.name, ":")
		if a.name == "xmlns" || prefix == "xmlns" {
			continue
		}
		if prefixed {
			uri, known := s.uri(prefix)
			if !known {
				return fault(CodeXML, "the prefix %s of an attribute is not declared", prefix)
			}
			full := uri + " " + local
			if seen[full] {
				return fault(CodeXML, "the attribute %s is there twice, under two prefixes", local)
			}
			seen[full] = true
		} else {
			local = a.name
		}
		if !strings.EqualFold(local, "id") {
			continue
		}
		if prefixed && a.name != "xml:id" {
			return fault(CodeXML, "the attribute %s looks like an ID and is none", a.name)
		}
		if a.value == "" || s.ids[a.value] {
			return fault(CodeXML, "two elements have the same ID, or one has an empty one")
		}
		s.ids[a.value] = true
	}
	return nil
}

// entities are the ones that need no declaration.
var entities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

// unescape resolves references, of which only the predefined ones and characters by number exist here.
func unescape(text string) (string, error) {
	if !strings.Contains(text, "&") {
		return text, nil
	}
	var out strings.Builder
	for {
		before, after, found := strings.Cut(text, "&")
		out.WriteString(before)
		if !found {
			return out.String(), nil
		}
		name, rest, ended := strings.Cut(after, ";")
		value, known := entities[name]
		if !known && ended {
			value, known = byNumber(name)
		}
		if !ended || !known {
			return "", fault(CodeXML, "there is an & that begins no predefined entity")
		}
		out.WriteString(value)
		text = rest
	}
}

// byNumber reads #65 and #x41.
func byNumber(name string) (string, bool) {
	digits, found := strings.CutPrefix(name, "#")
	if !found || digits == "" || len(digits) > 8 || digits[0] == '+' || digits[0] == '-' {
		return "", false
	}
	base := 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > 0x10FFFF || !xmlRune(rune(n)) {
		return "", false
	}
	return string(rune(n)), true
}
