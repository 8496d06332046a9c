package metric

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ParseWhere reads filters as people write them: DIM=VALUE and DIM!=VALUE, where several values of one dimension and sign are
// alternatives. An attribute's key with a sign in it is written as a Go string: attribute:"a=b"=VALUE. Errors wrap
// ErrQuestion.
func ParseWhere(texts []string) ([]Filter, error) {
	var filters []Filter
	for _, text := range texts {
		dimension, rest, err := cutDimension(text)
		if err != nil {
			return nil, err
		}
		rest, not := strings.CutPrefix(rest, "!")
		value, ok := strings.CutPrefix(rest, "=")
		if !ok || dimension == "" {
			return nil, fmt.Errorf("%w: %q is no filter; write DIM=VALUE or DIM!=VALUE, such as channel=VOICE", ErrQuestion, text)
		}
		at := slices.IndexFunc(filters, func(f Filter) bool { return f.Dimension == dimension && f.Not == not })
		if at < 0 {
			at = len(filters)
			filters = append(filters, Filter{Dimension: dimension, Not: not})
		}
		filters[at].Values = append(filters[at].Values, value)
	}
	return filters, nil
}

// cutDimension cuts a filter before its sign.
func cutDimension(text string) (d Dimension, rest string, err error) {
	if key, is := Dimension(text).Attribute(); is && strings.HasPrefix(key, `"`) {
		quoted, err := strconv.QuotedPrefix(key)
		if err != nil {
			return "", "", fmt.Errorf("%w: %q: the key begins with a quote and has no other at its end", ErrQuestion, text)
		}
		unquoted, err := strconv.Unquote(quoted)
		if err != nil {
			return "", "", fmt.Errorf("%w: %q: the key is not quoted as a Go string", ErrQuestion, text)
		}
		return OfAttribute(unquoted), key[len(quoted):], nil
	}
	at := strings.Index(text, "=")
	if at < 0 {
		return Dimension(text), "", nil
	}
	if at > 0 && text[at-1] == '!' {
		at--
	}
	return Dimension(text[:at]), text[at:], nil
}
