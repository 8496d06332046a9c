package scim

import (
	"maps"
	"slices"
)

// target is what an operation changes: a place of a resource, of a list only the elements that a filter picks.
type target struct {
	to object
	place
	of filter // nil: all
}

// set writes one value; that of a complex attribute goes into what is there.
func (t target) set(value any) *fault {
	if t.sub != nil {
		value = object{t.sub.Name: value}
	}
	read, err := t.readOne(value, "")
	if err != nil {
		return err
	}
	if t.Type != "complex" {
		write(t.to, t.Name, read)
		return nil
	}
	merged, _ := t.to[t.Name].(object)
	if merged == nil {
		merged = object{}
	}
	whole, _ := value.(object)
	for name := range whole { // null, and an empty text, take away
		if sub := find(t.Sub, name); sub != nil {
			delete(merged, sub.Name)
		}
	}
	given, _ := read.(object)
	maps.Copy(merged, given)
	write(t.to, t.Name, merged)
	return nil
}

// setList adds to a list, or puts another one in its place.
func (t target) setList(op string, value any) *fault {
	read, err := t.read(value, "")
	if err != nil {
		return err
	}
	given, _ := read.([]any)
	all := []any{}
	if op == "add" {
		all = slices.Clone(list(t.to, t.Name))
	}
	for _, one := range given {
		all = t.add(all, one)
	}
	write(t.to, t.Name, all)
	return nil
}

// add adds an element that is not there yet. One that is primary takes that from the others.
func (t target) add(all []any, one any) []any {
	if t.Name == "members" { // may be many: doubles are found when they are kept
		return append(all, one)
	}
	if slices.ContainsFunc(all, func(other any) bool { return t.same(one, other) }) {
		return all
	}
	return append(demote(all, one), one)
}

// demote leaves at most one primary element.
func demote(all []any, newest any) []any {
	if newest.(object)["primary"] != true {
		return all
	}
	for _, other := range all {
		if of := other.(object); of["primary"] == true {
			of["primary"] = false
		}
	}
	return all
}

// setElements changes elements of a list. Where the filter picks none, add makes one of what it wants; replace has no target.
func (t target) setElements(op string, value any) *fault {
	if t.sub != nil {
		value = object{t.sub.Name: value}
	}
	read, err := t.readOne(value, "")
	if err != nil {
		return err
	}
	given, _ := read.(object)
	if len(given) == 0 {
		return t.remove(nil)
	}
	var found []object
	for _, one := range list(t.to, t.Name) {
		if t.of == nil || t.of.match(one.(object)) {
			found = append(found, one.(object))
		}
	}
	if len(found) == 0 {
		if op == "replace" {
			return bad("noTarget", "no element of %s is as the path wants", t.Name)
		}
		made := object{}
		for _, sub := range t.Sub {
			if wanted := wants(t.of, sub.Name); wanted != "" {
				made[sub.Name] = wanted
			}
		}
		maps.Copy(made, given)
		if made["value"] == nil {
			return wrongValue("an element of %s needs a value", t.Name)
		}
		write(t.to, t.Name, t.add(list(t.to, t.Name), made))
		return nil
	}
	for _, one := range found {
		demote(list(t.to, t.Name), given)
		maps.Copy(one, given)
	}
	return nil
}

// remove takes away. With a value, of a list only what is in that: so Entra ID takes members out of a group.
func (t target) remove(value any) *fault {
	if !t.Multi {
		if t.sub == nil {
			delete(t.to, t.Name)
		} else if whole, is := t.to[t.Name].(object); is {
			delete(whole, t.sub.Name)
			write(t.to, t.Name, whole)
		}
		return nil
	}
	goes := func(one object) bool { return t.of == nil || t.of.match(one) }
	if t.of == nil && t.sub == nil && value != nil {
		read, err := t.read(value, "")
		if err != nil {
			return err
		}
		ids := map[any]bool{}
		given, _ := read.([]any)
		for _, one := range given {
			ids[one.(object)["value"]] = true
		}
		goes = func(one object) bool { return ids[one["value"]] }
	}
	left := []any{}
	for _, one := range list(t.to, t.Name) {
		element := one.(object)
		if !goes(element) {
			left = append(left, one)
			continue
		}
		if t.sub != nil && t.sub.Name != "value" {
			delete(element, t.sub.Name)
			left = append(left, one)
		}
	}
	write(t.to, t.Name, left)
	return nil
}

// write keeps a value; one that is empty is none.
func write(to object, name string, value any) {
	empty := value == nil
	switch value := value.(type) {
	case object:
		empty = len(value) == 0
	case []any:
		empty = len(value) == 0
	}
	if empty {
		delete(to, name)
		return
	}
	to[name] = value
}
