package sso

import (
	"strconv"
	"strings"
	"unicode"
)

// redactor writes values of a message into findings.
type redactor struct{ show bool }

// personal writes what may tell who somebody is by its shape alone: letters become x or X, digits 0, letters beyond ASCII ◦.
// What else there is stays, since it is what breaks names: blanks, slashes, plus signs.
func (r redactor) personal(value string) string {
	if r.show {
		return quoted(value)
	}
	return quoted(strings.Map(func(c rune) rune {
		switch {
		case c >= 'A' && c <= 'Z':
			return 'X'
		case c >= 'a' && c <= 'z':
			return 'x'
		case c >= '0' && c <= '9':
			return '0'
		case c > unicode.MaxASCII && (unicode.IsLetter(c) || unicode.IsDigit(c)):
			return '◦'
		}
		return c
	}, value))
}

// address writes a URL or URN. What stands behind a question mark may name somebody, and so may what is no address at all.
func (r redactor) address(value string) string {
	if r.show {
		return quoted(value)
	}
	place, query, found := strings.Cut(value, "?")
	trimmed := strings.Trim(place, " \t\r\n“”\"")
	if strings.Contains(place, "@") || !strings.HasPrefix(trimmed, "http") && !strings.HasPrefix(trimmed, "urn:") {
		return r.personal(value)
	}
	if found && query != "" {
		place += "?…"
	}
	return quoted(place)
}

// quoted writes a value of a message that is no personal one, so that no terminal obeys it and no screen is filled by it.
func quoted(value string) string {
	const longest = 300
	if runes := []rune(value); len(runes) > longest {
		return strconv.Quote(string(runes[:longest])) + "…"
	}
	return strconv.Quote(value)
}

// trap names what text often catches when it is copied from a web page or a word processor, empty if it caught nothing.
func trap(value string) string {
	for i, c := range []rune(value) {
		at := " as character " + strconv.Itoa(i+1)
		switch {
		case strings.ContainsRune("“”„‘’«»", c):
			return "a curly quote" + at
		case c == '"' || c == '\'':
			return "a quote" + at
		case c == '\u200b' || c == '\u2060' || c == '\ufeff' || c == '\u00ad':
			return "an invisible character" + at
		case unicode.IsSpace(c):
			return "a blank" + at
		case c == '–' || c == '—' || c == '‑':
			return "a long dash" + at
		}
	}
	return ""
}

// caught is ", with TRAP" for evidence.
func caught(value string) string {
	if t := trap(value); t != "" {
		return ", with " + t
	}
	return ""
}
