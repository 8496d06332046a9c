package connect

import (
	"slices"
	"strings"
)

// fieldSet lists the members that we read of one kind of JSON object, and finds them by name. Sets form a tree: a field
// that holds an object may have a set of its own, so that one pass reads a record with all that is nested in it.
//
// What was read lies in one slice: first a place for each field of the set, by number, then the places of each nested set.
type fieldSet struct {
	path     string   // what stands before the names in a warning: "" or "Agent.RoutingProfile."
	names    []string // as Amazon writes them
	keys     []string // as they are looked up: names, or names in lower case
	fold     bool
	buckets  [128]uint8  // number + 1 of a bucket's first field, 0 when it is empty
	next     []uint8     // number + 1 of the next field in the same bucket, by number
	nested   []*fieldSet // of a field that holds an object, by number, or nil
	elements []*fieldSet // of a field that holds an array of objects, by number, or nil
	first    []int       // place of the nested set's first field, by number
	size     int         // places in all
}

// newFieldSet makes a set with case-sensitive names: Amazon Connect can send two keys that differ only by case.
func newFieldSet(names ...string) *fieldSet { return buildFieldSet(names, false) }

// newFoldedFieldSet makes a set in which the case of ASCII letters is ignored.
func newFoldedFieldSet(names ...string) *fieldSet { return buildFieldSet(names, true) }

func buildFieldSet(names []string, fold bool) *fieldSet {
	n := len(names)
	s := &fieldSet{
		names: names, keys: names, fold: fold, next: make([]uint8, n),
		nested: make([]*fieldSet, n), elements: make([]*fieldSet, n), first: make([]int, n), size: n,
	}
	if fold {
		s.keys = make([]string, n)
		for i, name := range names {
			s.keys[i] = strings.ToLower(name)
		}
	}
	for i, key := range s.keys {
		bucket := &s.buckets[bucketOf(key)]
		s.next[i] = *bucket
		*bucket = uint8(i + 1)
	}
	return s
}

// nest says that a field holds an object whose fields are those of set.
func (s *fieldSet) nest(field int, set *fieldSet) *fieldSet {
	s.nested[field] = set.under(s.names[field] + ".")
	s.first[field] = s.size
	s.size += set.size
	return s
}

// each says that a field holds an array of objects whose fields are those of set.
func (s *fieldSet) each(field int, set *fieldSet) *fieldSet {
	s.elements[field] = set.under(s.names[field] + ".*.")
	return s
}

// under copies the tree below s to another path.
func (s *fieldSet) under(path string) *fieldSet {
	c := *s
	c.path = path + s.path
	c.nested, c.elements = slices.Clone(s.nested), slices.Clone(s.elements)
	for _, below := range [][]*fieldSet{c.nested, c.elements} {
		for i, set := range below {
			if set != nil {
				below[i] = set.under(path)
			}
		}
	}
	return &c
}

// bucketOf spreads names well enough that most buckets hold one; names are at least one byte long.
func bucketOf[T string | []byte](name T) uint8 {
	n := len(name)
	return (uint8(n)*7 + name[0]*13 + name[n-1] + name[n/2]*5) & 127
}

// find returns the number of the field called key, or -1.
func (s *fieldSet) find(key []byte) int {
	if len(key) == 0 {
		return -1
	}
	if s.fold {
		var lower [48]byte
		if len(key) > len(lower) {
			return -1
		}
		key = lowerASCII(lower[:], key)
	}
	for at := s.buckets[bucketOf(key)]; at != 0; at = s.next[at-1] {
		if s.keys[at-1] == string(key) {
			return int(at - 1)
		}
	}
	return -1
}

// lowerASCII copies key into space with its ASCII letters in lower case.
func lowerASCII(space, key []byte) []byte {
	for i, c := range key {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		space[i] = c
	}
	return space[:len(key)]
}
