package connect

import (
	"strings"
	"unicode"
)

// FullName puts a name together as its bearer writes it: the family name comes first in Hangul and in Chinese characters,
// without a space.
func FullName(first, last string) string {
	if last != "" && !strings.ContainsFunc(first+last, func(r rune) bool { return !unicode.In(r, unicode.Hangul, unicode.Han) }) {
		return last + first
	}
	return strings.TrimSpace(first + " " + last)
}
