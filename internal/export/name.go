package export

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
)

// nameLength is the most letters of a file name, without its ending: in UTF-8 every file system takes so many.
const nameLength = 70

// FileName is a name that every system takes, made of what a person called the file, in any script.
func FileName(wanted string, f Format) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), strings.ContainsRune(`/\:*?"<>|;%`, r), r == unicode.ReplacementChar:
			return '_'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, wanted)
	letters := []rune(name)
	name = string(letters[:min(len(letters), nameLength)])
	// A dot hides a file, the others begin a formula or an option.
	name = strings.TrimLeft(name, ".~ "+starters)
	if name = strings.TrimRight(name, ". "); name == "" {
		name = "ringside"
	}
	return name + "." + string(f)
}

// Disposition is the Content-Disposition header of a file to be saved: its name, and what is left of it in ASCII for those
// who know no other. Source: RFC 6266, RFC 8187.
func Disposition(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, name)
	return fmt.Sprintf(`attachment; filename="%s"; filename*=UTF-8''%s`, plain, strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
}
