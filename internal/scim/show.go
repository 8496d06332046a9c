package scim

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
)

// version tells one state of a resource from another: a weak entity tag over all that is shown of it.
func version(o object) string {
	text, err := json.Marshal(o)
	if err != nil {
		panic(err) // impossible: texts and truth values always have a JSON form
	}
	sum := sha256.Sum256(text)
	return `W/"` + hex.EncodeToString(sum[:8]) + `"`
}

// versioned is a whole resource with its version.
func versioned(o object) (object, string) {
	tag := version(o)
	o["meta"].(object)["version"] = tag
	return o, tag
}

// parts are which attributes are wanted (RFC 7644, section 3.9).
type parts struct{ only, without []place }

// partsOf reads attributes and excludedAttributes. Names that we do not know mean nothing.
func (s *schema) partsOf(query url.Values) (p parts, err *fault) {
	read := func(name string) (places []place) {
		for one := range strings.SplitSeq(query.Get(name), ",") {
			if one = strings.TrimSpace(one); one == "" {
				continue
			}
			if at, passed, err := s.place(one); err == nil && !passed {
				places = append(places, at)
			}
		}
		return places
	}
	if query.Get("attributes") != "" && query.Get("excludedAttributes") != "" {
		return p, wrongValue("attributes and excludedAttributes exclude each other")
	}
	p = parts{read("attributes"), read("excludedAttributes")}
	if query.Get("attributes") != "" && p.only == nil {
		p.only = []place{}
	}
	return p, nil
}

// wants tells whether a whole attribute is shown.
func (p parts) wants(name string) bool {
	if p.only == nil {
		return !has(p.without, name, nil)
	}
	for _, at := range p.only {
		if at.Name == name {
			return true
		}
	}
	return false
}

func has(places []place, name string, sub *attribute) bool {
	for _, at := range places {
		if at.Name == name && at.sub == sub {
			return true
		}
	}
	return false
}

// of leaves of a resource what is wanted. Its schema and its id are always there.
func (p parts) of(o object) object {
	if p.only == nil && p.without == nil {
		return o
	}
	shown := object{"schemas": o["schemas"], "id": o["id"]}
	for name, value := range o {
		if name != "schemas" && name != "id" && p.wants(name) {
			shown[name] = p.within(name, value)
		}
	}
	return shown
}

// within leaves of the value of an attribute the parts that are wanted.
func (p parts) within(name string, value any) any {
	keep := func(o object) object {
		left := object{}
		for sub, value := range o {
			if p.keeps(name, sub) {
				left[sub] = value
			}
		}
		return left
	}
	switch value := value.(type) {
	case object:
		return keep(value)
	case []any:
		all := make([]any, len(value))
		for i, one := range value {
			all[i] = one
			if element, is := one.(object); is {
				all[i] = keep(element)
			}
		}
		return all
	}
	return value
}

func (p parts) keeps(name, sub string) bool {
	among := func(places []place) (whole, part bool) {
		for _, at := range places {
			if at.Name == name {
				whole, part = whole || at.sub == nil, part || at.sub != nil && at.sub.Name == sub
			}
		}
		return whole, part
	}
	if p.only != nil {
		whole, part := among(p.only)
		return whole || part
	}
	_, part := among(p.without)
	return !part
}
