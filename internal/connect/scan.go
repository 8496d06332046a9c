package connect

import (
	"encoding/binary"
	"math/bits"
)

// maxDepth is how deep objects and arrays may nest. Real records stay under 15; the limit keeps the stack small and the
// work on damaged input bounded.
const maxDepth = 100

// outcome is how a scan ended. Positions that come with anything but scanned point at the byte that decided it.
type outcome uint8

const (
	scanned        outcome = iota // a whole value; the position is the first byte after it
	cutOff                        // the bytes ended inside the value
	malformed                     // not JSON (RFC 8259)
	tooDeep                       // nested deeper than maxDepth
	anotherFollows                // skipComma only: a comma, so another member or element must come
	otherShape                    // reader.members only: the object is an agent event
)

// skipSpace returns the position of the first byte at or after i that is not JSON white space.
func skipSpace(b []byte, i int) int {
	for i < len(b) {
		switch b[i] {
		case ' ', '\n', '\t', '\r':
			i++
		default:
			return i
		}
	}
	return i
}

// skipValue checks the JSON value that starts at b[i] and returns where it ends. It is as strict as encoding/json.Valid,
// save that UTF-8 is not looked at. A number that reaches the end of b counts as whole.
func skipValue(b []byte, i, depth int) (int, outcome) {
	if i >= len(b) {
		return i, cutOff
	}
	switch b[i] {
	case '"':
		return skipString(b, i+1)
	case 'n':
		return skipNull(b, i)
	case '{':
		return skipObject(b, i+1, depth+1)
	case '[':
		return skipArray(b, i+1, depth+1)
	case 't':
		return skipWord(b, i, "true")
	case 'f':
		return skipWord(b, i, "false")
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return skipNumber(b, i)
	}
	return i, malformed
}

// skipNull is skipWord for the word that half of a record's fields hold.
func skipNull(b []byte, i int) (int, outcome) {
	if len(b)-i >= 4 && binary.LittleEndian.Uint32(b[i:i+4]) == 'n'|'u'<<8|'l'<<16|'l'<<24 {
		return i + 4, scanned
	}
	return skipWord(b, i, "null")
}

func skipWord(b []byte, i int, word string) (int, outcome) {
	for j := 0; j < len(word); j++ {
		if i+j >= len(b) {
			return i + j, cutOff
		}
		if b[i+j] != word[j] {
			return i + j, malformed
		}
	}
	return i + len(word), scanned
}

// skipObject continues after the opening brace.
func skipObject(b []byte, i, depth int) (int, outcome) {
	if depth > maxDepth {
		return i - 1, tooDeep
	}
	i = skipSpace(b, i)
	if i < len(b) && b[i] == '}' {
		return i + 1, scanned
	}
	var end outcome
	for {
		if i, end = skipKey(b, i); end != scanned {
			return i, end
		}
		if i, end = skipValue(b, i, depth); end != scanned {
			return i, end
		}
		if i, end = skipComma(b, i, '}'); end != anotherFollows {
			return i, end
		}
	}
}

// skipComma continues after a member or element: to the start of the next, or past the closing bracket.
func skipComma(b []byte, i int, closing byte) (int, outcome) {
	if i < len(b) && b[i] <= ' ' {
		i = skipSpace(b, i)
	}
	switch {
	case i >= len(b):
		return i, cutOff
	case b[i] == closing:
		return i + 1, scanned
	case b[i] != ',':
		return i, malformed
	}
	if i++; i < len(b) && b[i] > ' ' {
		return i, anotherFollows
	}
	return skipSpace(b, i), anotherFollows
}

// skipKey checks a member's name and colon, and returns where its value starts.
func skipKey(b []byte, i int) (int, outcome) {
	if i >= len(b) {
		return i, cutOff
	}
	if b[i] != '"' {
		return i, malformed
	}
	i, end := skipString(b, i+1)
	if end != scanned {
		return i, end
	}
	if i < len(b) && b[i] <= ' ' {
		i = skipSpace(b, i)
	}
	if i >= len(b) {
		return i, cutOff
	}
	if b[i] != ':' {
		return i, malformed
	}
	if i++; i < len(b) && b[i] > ' ' {
		return i, scanned
	}
	return skipSpace(b, i), scanned
}

// skipArray continues after the opening bracket.
func skipArray(b []byte, i, depth int) (int, outcome) {
	if depth > maxDepth {
		return i - 1, tooDeep
	}
	i = skipSpace(b, i)
	if i < len(b) && b[i] == ']' {
		return i + 1, scanned
	}
	var end outcome
	for {
		if i, end = skipValue(b, i, depth); end != scanned {
			return i, end
		}
		if i, end = skipComma(b, i, ']'); end != anotherFollows {
			return i, end
		}
	}
}

const (
	everyByte = 0x0101010101010101
	highBits  = 0x8080808080808080
)

// special marks, by their highest bit, the bytes of w that are a quote, a backslash or a control character. Only the
// lowest mark is exact: a borrow can set marks above it.
func special(w uint64) uint64 {
	quote := w ^ everyByte*'"'
	backslash := w ^ everyByte*'\\'
	return ((quote - everyByte) | (backslash - everyByte) | (w - everyByte*0x20)) &^ w & highBits
}

// skipString continues after the opening quote; eight bytes at a time, because most of a record is strings.
func skipString(b []byte, i int) (int, outcome) {
	for {
		for len(b)-i >= 8 {
			m := special(binary.LittleEndian.Uint64(b[i : i+8]))
			if m != 0 {
				i += bits.TrailingZeros64(m) >> 3
				if b[i] == '"' {
					return i + 1, scanned
				}
				break
			}
			i += 8
		}
		for i < len(b) && b[i] != '"' && b[i] != '\\' && b[i] >= 0x20 {
			i++
		}
		switch {
		case i >= len(b):
			return i, cutOff
		case b[i] == '"':
			return i + 1, scanned
		case b[i] != '\\':
			return i, malformed
		}
		var end outcome
		if i, end = skipEscape(b, i+1); end != scanned {
			return i, end
		}
	}
}

// skipEscape continues after a backslash.
func skipEscape(b []byte, i int) (int, outcome) {
	if i >= len(b) {
		return i, cutOff
	}
	switch b[i] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return i + 1, scanned
	case 'u':
		for range 4 {
			i++
			if i >= len(b) {
				return i, cutOff
			}
			if c := b[i] | 0x20; (b[i] < '0' || b[i] > '9') && (c < 'a' || c > 'f') {
				return i, malformed
			}
		}
		return i + 1, scanned
	}
	return i, malformed
}

func skipNumber(b []byte, i int) (int, outcome) {
	if b[i] == '-' {
		i++
	}
	if i >= len(b) {
		return i, cutOff
	}
	switch {
	case b[i] == '0':
		i++
	case '1' <= b[i] && b[i] <= '9':
		i = skipDigits(b, i)
	default:
		return i, malformed
	}
	if i < len(b) && b[i] == '.' {
		start := i + 1
		if i = skipDigits(b, start); i == start {
			return missingDigit(b, i)
		}
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		start := i
		if i = skipDigits(b, start); i == start {
			return missingDigit(b, i)
		}
	}
	return i, scanned
}

func skipDigits(b []byte, i int) int {
	for i < len(b) && '0' <= b[i] && b[i] <= '9' {
		i++
	}
	return i
}

func missingDigit(b []byte, i int) (int, outcome) {
	if i >= len(b) {
		return i, cutOff
	}
	return i, malformed
}
