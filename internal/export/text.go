package export

import (
	"strings"
	"unicode/utf8"
)

// starters begin what a spreadsheet takes for a formula, white space that hides one, and the wide forms that East Asian
// spreadsheets take for the same. Source: OWASP, "CSV Injection".
const starters = "=+-@\t\r\n＝＋－＠"

// harmless is a text that no spreadsheet runs: one that begins like a formula gets an apostrophe before it.
func harmless(s string) string {
	if s == "" || 'a' <= s[0] && s[0] <= 'z' || '0' <= s[0] && s[0] <= '9' {
		return s // most texts: ids, ARNs and codes
	}
	if first, size := utf8.DecodeRuneInString(s); size > 0 && strings.ContainsRune(starters, first) {
		return "'" + s
	}
	return s
}
