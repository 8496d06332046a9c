package scim

import "strings"

func (f and) match(o object) bool { return f.left.match(o) && f.right.match(o) }
func (f or) match(o object) bool  { return f.left.match(o) || f.right.match(o) }
func (f not) match(o object) bool { return !f.of.match(o) }
func (none) match(object) bool    { return false }

func (f element) match(o object) bool {
	for _, one := range list(o, f.list.Name) {
		if f.of.match(one.(object)) {
			return true
		}
	}
	return false
}

// match holds each value of the place against the one that was given: one that fits is enough (RFC 7644, section 3.4.2.2).
func (f compare) match(o object) bool {
	values, of := f.at.values(o)
	if f.op == "pr" {
		return len(values) > 0
	}
	if f.op == "ne" {
		f.op = "eq"
		return !f.match(o)
	}
	if f.value == nil {
		return len(values) == 0
	}
	for _, value := range values {
		if of.fits(value, f.op, f.value) {
			return true
		}
	}
	return false
}

// values are all that stand at a place, and of which attribute they are; of a complex one without a name those called value.
func (at place) values(o object) ([]any, *attribute) {
	of, sub := at.attribute, at.sub
	if sub == nil && of.Type == "complex" {
		sub = find(of.Sub, "value")
	}
	value := o[of.Name]
	if value == nil {
		return nil, of
	}
	elements, is := value.([]any)
	if !is {
		elements = []any{value}
	}
	if sub == nil {
		return elements, of
	}
	var values []any
	for _, one := range elements {
		if within, is := one.(object); is && within[sub.Name] != nil {
			values = append(values, within[sub.Name])
		}
	}
	return values, sub
}

// fits compares one value.
func (a *attribute) fits(value any, op string, given any) bool {
	if truth, is := value.(bool); is {
		wanted, is := asBool(given)
		return is && op == "eq" && truth == wanted
	}
	have, is := value.(string)
	want, both := given.(string)
	if !is || !both {
		return false
	}
	if !a.CaseExact {
		have, want = strings.ToLower(have), strings.ToLower(want)
	}
	switch op {
	case "eq":
		return have == want
	case "co":
		return strings.Contains(have, want)
	case "sw":
		return strings.HasPrefix(have, want)
	case "ew":
		return strings.HasSuffix(have, want)
	case "gt":
		return have > want
	case "ge":
		return have >= want
	case "lt":
		return have < want
	default:
		return have <= want
	}
}

// wants is the value that an attribute has to have for a filter to match, "" where it may have others.
func wants(f filter, name string) string {
	switch f := f.(type) {
	case and:
		if value := wants(f.left, name); value != "" {
			return value
		}
		return wants(f.right, name)
	case compare:
		if value, is := f.value.(string); is && f.op == "eq" && f.at.Name == name && f.at.sub == nil {
			return value
		}
	}
	return ""
}

// asks tells whether a filter looks at an attribute.
func asks(f filter, name string) bool {
	switch f := f.(type) {
	case and:
		return asks(f.left, name) || asks(f.right, name)
	case or:
		return asks(f.left, name) || asks(f.right, name)
	case not:
		return asks(f.of, name)
	case compare:
		return f.at.Name == name
	case element:
		return f.list.Name == name
	}
	return false
}
