package connect

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
)

// Attribute is one of a contact's own attributes. Its key and value are the customer's, in whatever characters.
type Attribute struct{ Key, Value string }

// Attributes decodes the contact's own attributes, in order of their keys. Amazon Connect promises strings; what comes
// instead is kept all the same, as its JSON text: a number or boolean as it is written, an object or array without white
// space. Null is "". Keys that differ only by case are different attributes, of a key that comes twice the last counts. The
// result does not alias the record.
func (c *Contact) Attributes() []Attribute {
	if len(c.RawAttributes) == 0 {
		return nil
	}
	attributes := make([]Attribute, 0, 8)
	eachMember(c.RawAttributes, func(key, value []byte) {
		attributes = append(attributes, Attribute{shared.intern(key), attributeText(value)})
	})
	slices.SortStableFunc(attributes, func(a, b Attribute) int { return cmp.Compare(a.Key, b.Key) })
	kept := attributes[:0]
	for i, a := range attributes {
		if i+1 == len(attributes) || attributes[i+1].Key != a.Key {
			kept = append(kept, a)
		}
	}
	return kept
}

// attributeText is the text that an attribute's JSON stands for.
func attributeText(value []byte) string {
	switch value[0] {
	case 'n':
		return ""
	case '"':
		b := value[1 : len(value)-1]
		if bytes.IndexByte(b, '\\') >= 0 {
			b = unescape(value)
		}
		return shared.intern(b)
	case '{', '[':
		var compact bytes.Buffer
		if json.Compact(&compact, value) == nil {
			value = compact.Bytes()
		}
	}
	return shared.intern(value)
}
