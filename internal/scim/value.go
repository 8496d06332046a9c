package scim

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// object is a resource, or a part of one: its attributes by their names. Values are string, bool, object and []any of objects.
type object = map[string]any

// mostText is the most characters of a text, far above what a name needs.
const mostText = 256

// read keeps of what was sent what we know, in its own letters and types. What is read only is passed over, as RFC 7644, section 3.3, says;
// so is what we do not keep.
func (s *schema) read(sent object) (object, *fault) {
	own := append([]*attribute{find(common, "externalId")}, s.Attributes...)
	in := object{}
	for name, value := range sent {
		if short, foreign := s.local(name); !foreign {
			in[short] = value
		}
	}
	return readAll(own, in, "")
}

// readAll reads the attributes of an object; within is what it stands in.
func readAll(attributes []*attribute, sent object, within string) (object, *fault) {
	read := object{}
	for _, name := range slices.Sorted(maps.Keys(sent)) {
		a := find(attributes, name)
		if a == nil || a.Mutability == "readOnly" {
			continue
		}
		if _, twice := read[a.Name]; twice {
			return nil, bad("invalidSyntax", "%s%s is there twice, in other letters", within, a.Name)
		}
		value, err := a.read(sent[name], within)
		if err != nil {
			return nil, err
		}
		if value != nil {
			read[a.Name] = value
		}
	}
	return read, nil
}

// read reads the value of an attribute; nil where it has none, as null and empty lists are (RFC 7643, section 2.5).
func (a *attribute) read(sent any, within string) (any, *fault) {
	if !a.Multi {
		return a.readOne(sent, within)
	}
	list, is := sent.([]any)
	if !is && sent != nil {
		list = []any{sent}
	}
	var read []any
	for _, one := range list {
		value, err := a.readOne(one, within)
		if err != nil {
			return nil, err
		}
		if element, is := value.(object); is && element["value"] != nil {
			read = append(read, value)
		}
	}
	if read == nil {
		return nil, nil //nolint:nilnil // nil is how to say that there is no value
	}
	return read, nil
}

func (a *attribute) readOne(sent any, within string) (any, *fault) {
	if sent == nil {
		return nil, nil //nolint:nilnil // nil is how to say that there is no value
	}
	if list, is := sent.([]any); is && len(list) == 1 && a.Type != "complex" { // an old way of Entra ID's
		if only, is := list[0].(object); is {
			sent = only["value"]
		}
	}
	name := within + a.Name
	switch a.Type {
	case "complex":
		whole, is := sent.(object)
		if !is {
			return nil, wrongValue("%s is no object", name)
		}
		read, err := readAll(a.Sub, whole, name+".")
		if err != nil || len(read) == 0 {
			return nil, err
		}
		return read, nil
	case "boolean":
		if truth, is := asBool(sent); is {
			return truth, nil
		}
		return nil, wrongValue("%s is neither true nor false", name)
	default:
		return readText(sent, name)
	}
}

// asBool reads a truth value, which Entra ID writes as text.
func asBool(sent any) (truth, is bool) {
	switch sent := sent.(type) {
	case bool:
		return sent, true
	case string:
		return strings.EqualFold(sent, "true"), strings.EqualFold(sent, "true") || strings.EqualFold(sent, "false")
	}
	return false, false
}

// readText reads one line of text; an empty one is none.
func readText(sent any, name string) (any, *fault) {
	value, is := sent.(string)
	if !is {
		return nil, wrongValue("%s is no text", name)
	}
	if utf8.RuneCountInString(value) > mostText {
		return nil, wrongValue("%s has more than %d characters", name, mostText)
	}
	if !utf8.ValidString(value) || strings.ContainsFunc(value, unicode.IsControl) {
		return nil, wrongValue("%s has a line break or another control character", name)
	}
	if value == "" {
		return nil, nil //nolint:nilnil // nil is how to say that there is no value
	}
	return value, nil
}

// clone is a copy of which nothing is shared that could be changed.
func clone(value any) any {
	switch value := value.(type) {
	case object:
		copied := make(object, len(value))
		for name, one := range value {
			copied[name] = clone(one)
		}
		return copied
	case []any:
		copied := make([]any, len(value))
		for i, one := range value {
			copied[i] = clone(one)
		}
		return copied
	}
	return value
}

// same tells whether two elements of a list stand for one: members are told apart by their id alone.
func (a *attribute) same(x, y any) bool {
	if a.Name == "members" {
		return x.(object)["value"] == y.(object)["value"]
	}
	return reflect.DeepEqual(x, y)
}

// str is the text of an attribute, "" where there is none.
func str(o object, name string) string {
	value, _ := o[name].(string)
	return value
}

// list is the objects of an attribute of many values.
func list(o object, name string) []any {
	values, _ := o[name].([]any)
	return values
}
