package connect

import "bytes"

// Attributes decodes the contact's own attributes. A number or boolean counts as its text, with a warning; null counts
// as absent; an object or array is left out, with a warning. Names that differ only by case are different attributes,
// of a name that comes twice the last counts.
func (c *Contact) Attributes() (map[string]string, []Warning) {
	if len(c.RawAttributes) == 0 {
		return nil, nil
	}
	var r reader
	attributes := make(map[string]string)
	end := eachMember(c.RawAttributes, func(key, value []byte) {
		r.attribute(attributes, string(key), value)
	})
	if end != scanned {
		r.warn("Attributes", "not JSON")
	}
	return attributes, r.warnings
}

// attribute stores one attribute. The warning does not name it: attribute names are the customer's.
func (r *reader) attribute(attributes map[string]string, key string, value []byte) {
	switch value[0] {
	case 'n':
		delete(attributes, key)
	case '"':
		b := value[1 : len(value)-1]
		if bytes.IndexByte(b, '\\') >= 0 {
			b = unescape(value)
		}
		attributes[key] = string(b)
	case '{', '[':
		r.warn("Attributes.*", jsonType(value)+" where a string should be; left out")
	default:
		r.warn("Attributes.*", jsonType(value)+" where a string should be; its text counts")
		attributes[key] = string(value)
	}
}
