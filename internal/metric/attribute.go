package metric

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/connect"
)

// attributePrefix begins the dimensions of contact attributes.
const attributePrefix = "attribute:"

// MaxAttribute is the longest key or value of a contact attribute that a question may name, in bytes: all attributes of a
// contact have 32 KB together. Source: "Amazon Connect service quotas", size of contact attributes.
const MaxAttribute = 32 << 10

// OfAttribute is the dimension of the contact attribute with exactly that key. There is one for whatever key: contacts
// without it have the value "".
func OfAttribute(key string) Dimension { return attributePrefix + Dimension(key) }

// Attribute is the key of the contact attribute that the dimension is of, false for other dimensions.
func (d Dimension) Attribute() (key string, is bool) {
	return strings.CutPrefix(string(d), attributePrefix)
}

// validate refuses what is no dimension, and says which one was probably meant.
func (d Dimension) validate() error {
	switch key, is := d.Attribute(); {
	case is && key == "":
		return fmt.Errorf("%w: which attribute? write attribute:KEY, such as attribute:reason", ErrQuestion)
	case is && len(key) > MaxAttribute:
		return fmt.Errorf("%w: an attribute's key of %d bytes; it has at most %d", ErrQuestion, len(key), MaxAttribute)
	case is || slices.Contains(Dimensions(), d):
		return nil
	}
	word, key, colon := strings.Cut(string(d), ":")
	if colon && len(nearest(word, []Dimension{"attribute", "attributes"})) > 0 {
		return fmt.Errorf("%w: unknown dimension %q; did you mean %s%s?", ErrQuestion, d, attributePrefix, key)
	}
	return fmt.Errorf("%w: unknown dimension %q; %s", ErrQuestion, d, suggest(string(d), append(Dimensions(), attributePrefix+"KEY")))
}

// attribute is the row's value of a contact attribute, "" when it has none.
func (r *Row) attribute(key string) string {
	at, found := slices.BinarySearchFunc(r.Attributes, key, func(a connect.Attribute, key string) int {
		return strings.Compare(a.Key, key)
	})
	if !found {
		return ""
	}
	return r.Attributes[at].Value
}
