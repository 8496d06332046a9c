package connect

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// maxWarnings keeps one bad record from filling memory.
const maxWarnings = 20

// reader reads the fields of one record and collects what is wrong with them.
type reader struct {
	warnings []Warning
	repeated uint64 // numbers of the record's own fields that came twice, as bits
	shape    *shape // is told the keys that the record's own set does not have; nil when nobody asks
	early    bool   // a time before 2000 is null without a warning: contact events use 1970 for "not yet"
}

func (r *reader) warn(field, reason string) {
	if len(r.warnings) < maxWarnings {
		r.warnings = append(r.warnings, Warning{Field: field, Reason: reason})
	}
}

// members reads the object that starts at b[i] into values, which has a place for each field of set and of the sets in it:
// the field's JSON text, or nil when it is absent. Every member is checked. Of a name that comes twice the last counts,
// with a warning. It returns where the object ends.
func (r *reader) members(b []byte, i, depth int, set *fieldSet, values [][]byte) (int, outcome) {
	if depth > maxDepth {
		return i, tooDeep
	}
	i = skipSpace(b, i+1)
	if i < len(b) && b[i] == '}' {
		return i + 1, scanned
	}
	for {
		name := i + 1
		start, end := skipKey(b, i)
		if end != scanned {
			return start, end
		}
		key := keyText(b[name:start])
		n := set.find(key)
		if n >= 0 && values[n] != nil {
			r.again(set, n, values)
		}
		if n >= 0 && set.nested[n] != nil && start < len(b) && b[start] == '{' {
			i, end = r.members(b, start, depth+1, set.nested[n], values[set.first[n]:])
		} else {
			i, end = skipValue(b, start, depth)
		}
		if end != scanned {
			return i, end
		}
		if n >= 0 {
			values[n] = b[start:i]
		} else if r.shape != nil && depth == 1 && r.shape.note(key, b[start:i]) {
			return i, otherShape
		}
		if i, end = skipComma(b, i, '}'); end != anotherFollows {
			return i, end
		}
	}
}

// again notes that field n of set came before, and forgets what was in it.
func (r *reader) again(set *fieldSet, n int, values [][]byte) {
	r.warn(set.path+set.names[n], reasonTwice)
	if set.path == "" {
		r.repeated |= 1 << n
	}
	if inner := set.nested[n]; inner != nil {
		clear(values[set.first[n] : set.first[n]+inner.size])
	}
}

// keyText is the name in a member's text up to its value: `name":`, with white space perhaps.
func keyText(b []byte) []byte {
	n := bytes.LastIndexByte(b, '"')
	if key := b[:n]; bytes.IndexByte(key, '\\') < 0 {
		return key
	}
	return unescape([]byte(`"` + string(b[:n]) + `"`))
}

// unescape returns the text of a checked JSON string; a lone surrogate becomes U+FFFD.
func unescape(value []byte) []byte {
	var s string
	if json.Unmarshal(value, &s) != nil {
		return nil
	}
	return []byte(s)
}

// loneSurrogate reports whether the inside of a checked JSON string has an escaped half of a surrogate pair. It stands for
// no character: unescape makes U+FFFD of any, so that two different ids would become one. Source: RFC 8259, section 8.2.
func loneSurrogate(text []byte) bool {
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		switch r := escapedUnit(text[i:]); {
		case r < 0:
			i++
		case !utf16.IsSurrogate(r):
			i += 5
		case utf16.DecodeRune(r, escapedUnit(text[i+6:])) == utf8.RuneError:
			return true
		default:
			i += 11
		}
	}
	return false
}

// escapedUnit is the UTF-16 code unit of an escape \uXXXX that text begins with, -1 where it begins with something else.
func escapedUnit(text []byte) rune {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return -1
	}
	unit, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(unit)
}

// eachMember calls read with the name and value of every member of an object, until one is not JSON.
func eachMember(b []byte, read func(key, value []byte)) outcome {
	i := skipSpace(b, 0)
	if i >= len(b) || b[i] != '{' {
		return malformed
	}
	if i = skipSpace(b, i+1); i < len(b) && b[i] == '}' {
		return scanned
	}
	for {
		name := i + 1
		start, end := skipKey(b, i)
		if end != scanned {
			return end
		}
		key := keyText(b[name:start])
		if i, end = skipValue(b, start, 1); end != scanned {
			return end
		}
		read(key, b[start:i])
		if i, end = skipComma(b, i, '}'); end != anotherFollows {
			return end
		}
	}
}
