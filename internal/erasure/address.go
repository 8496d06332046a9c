package erasure

import (
	"errors"
	"fmt"
	"strings"
)

// ErrAddress says that nobody is found by an address.
var ErrAddress = errors.New("no address of a customer")

// Customer is an address as records have it, of what a person writes: a number in E.164 without the blanks and dashes that
// people put there, or an e-mail address. Whatever tells no customer from another, such as "anonymous", is an ErrAddress: all
// who withheld their number would be erased.
func Customer(text string) (string, error) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "+") {
		text = strings.Map(func(r rune) rune {
			if strings.ContainsRune(" -().\u00a0", r) {
				return -1
			}
			return r
		}, text)
		if len(text) < 6 || strings.Trim(text[1:], "0123456789") != "" {
			return "", fmt.Errorf("%w: write a number as +821012345678", ErrAddress)
		}
		return text, nil
	}
	if !strings.ContainsAny(text, "@0123456789") || len(text) < 4 {
		return "", fmt.Errorf("%w: write a number as +821012345678, or an e-mail address, as contact records have it", ErrAddress)
	}
	return text, nil
}
