package scim

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// mostOperations is far above what directories send at once; each may look at every member of a group.
const mostOperations = 1000

// operation is one change of a patch (RFC 7644, section 3.5.2).
type operation struct {
	Op    string          `json:"op"`
	Path  string          `json:"path"`
	Value json.RawMessage `json:"value"`
}

// patch is what is to be changed, in this order, all or nothing.
type patch struct {
	Schemas    []string    `json:"schemas"`
	Operations []operation `json:"Operations"`
}

// apply changes a resource.
func (s *schema) apply(to object, p patch) *fault {
	if len(p.Schemas) > 0 && !slices.Contains(p.Schemas, patchSchema) {
		return bad("invalidSyntax", "schemas do not have %s", patchSchema)
	}
	if len(p.Operations) == 0 {
		return bad("invalidSyntax", "there are no Operations")
	}
	if len(p.Operations) > mostOperations {
		return wrongValue("there are more than %d Operations: send several requests", mostOperations)
	}
	for _, one := range p.Operations {
		if err := s.change(to, one); err != nil {
			return err
		}
	}
	return nil
}

// change applies one operation. Entra ID writes its name in capitals.
func (s *schema) change(to object, one operation) *fault {
	op := strings.ToLower(one.Op)
	if op != "add" && op != "replace" && op != "remove" {
		return bad("invalidSyntax", "there is no operation %q: add, replace and remove are", one.Op)
	}
	var value any
	if len(one.Value) > 0 {
		if err := json.Unmarshal(one.Value, &value); err != nil {
			return bad("invalidSyntax", "a value is no JSON")
		}
	}
	if one.Path != "" {
		return s.at(to, op, one.Path, value, false)
	}
	if op == "remove" {
		return bad("noTarget", "a remove without a path")
	}
	whole, is := value.(object)
	if !is {
		return wrongValue("without a path, the value is an object")
	}
	for _, name := range slices.Sorted(maps.Keys(whole)) { // names such as emails[type eq "work"].value stand there, too
		if err := s.at(to, op, name, whole[name], true); err != nil {
			return err
		}
	}
	return nil
}

// at applies an operation to a path. Lenient: what a resource has not, or may not be changed, is passed over, as in a whole resource.
func (s *schema) at(to object, op, path string, value any, lenient bool) *fault {
	head, of, tail, err := cutPath(path)
	if err != nil {
		return err
	}
	at, passed, err := s.place(head + tail)
	switch {
	case passed:
		return nil
	case err != nil && lenient:
		return nil
	case err != nil:
		return err
	case at.Mutability == "readOnly" && lenient:
		return nil
	case at.Mutability == "readOnly":
		return bad("mutability", "%s can only be read", at.Name)
	case at.Required && op == "remove":
		return bad("mutability", "%s has to be there", at.Name)
	}
	t := target{to, at, nil}
	if of != "" {
		if !at.Multi {
			return bad("invalidPath", "%s is no list", at.Name)
		}
		if t.of, err = at.parseElement(of); err != nil {
			return err
		}
	}
	switch {
	case op == "remove":
		return t.remove(value)
	case at.Multi && (t.of != nil || at.sub != nil):
		return t.setElements(op, value)
	case at.Multi:
		return t.setList(op, value)
	default:
		return t.set(value)
	}
}

// cutPath cuts emails[type eq "work"].value into emails, the filter, and .value.
func cutPath(path string) (head, of, tail string, err *fault) {
	head, rest, filtered := strings.Cut(path, "[")
	if !filtered {
		return path, "", "", nil
	}
	end := strings.LastIndexByte(rest, ']')
	if end < 0 || strings.TrimSpace(rest[:end]) == "" {
		return "", "", "", bad("invalidPath", "a bracket of the path is not closed, or empty")
	}
	of, tail = rest[:end], rest[end+1:]
	if tail != "" && (tail[0] != '.' || len(tail) == 1) {
		return "", "", "", bad("invalidPath", "behind the bracket of the path stands %q", tail)
	}
	return head, of, tail, nil
}
