package connect

import "strings"

// fieldSet lists the members that we read of one kind of JSON object, and finds them by name. Position in the list is
// the field's number; objects are read into a slice with one place a field.
type fieldSet struct {
	names   []string // as Amazon writes them
	keys    []string // as they are looked up: names, or names in lower case
	fold    bool
	buckets [128]uint8 // number + 1 of a bucket's first field, 0 when it is empty
	next    []uint8    // number + 1 of the next field in the same bucket, by number
}

// newFieldSet makes a set with case-sensitive names: Amazon Connect can send two keys that differ only by case.
func newFieldSet(names []string) *fieldSet { return buildFieldSet(names, false) }

// newFoldedFieldSet makes a set in which the case of ASCII letters is ignored.
func newFoldedFieldSet(names []string) *fieldSet { return buildFieldSet(names, true) }

func buildFieldSet(names []string, fold bool) *fieldSet {
	s := &fieldSet{names: names, keys: names, fold: fold, next: make([]uint8, len(names))}
	if fold {
		s.keys = make([]string, len(names))
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

// members reads the object that starts at b[i] into values, one place a field of set, each the field's JSON text or nil
// when it is absent. Every member is checked. Of a name that comes twice the last counts, and twice is called with its
// number; other is called with the name and value of each member that is not in the set. It returns where the object ends.
func members(b []byte, i, depth int, set *fieldSet, values [][]byte, twice func(int), other func(key, value []byte)) (int, outcome) {
	if depth > maxDepth {
		return i, tooDeep
	}
	i = skipSpace(b, i+1)
	if i < len(b) && b[i] == '}' {
		return i + 1, scanned
	}
	for {
		keyStart := i + 1
		if i >= len(b) {
			return i, cutOff
		}
		if b[i] != '"' {
			return i, malformed
		}
		keyEnd, end := skipString(b, keyStart)
		if end != scanned {
			return keyEnd, end
		}
		start, end := skipColon(b, keyEnd)
		if end != scanned {
			return start, end
		}
		i, end = skipValue(b, start, depth)
		if end != scanned {
			return i, end
		}
		key := plainKey(b[keyStart : keyEnd-1])
		if n := set.find(key); n >= 0 {
			if values[n] != nil && twice != nil {
				twice(n)
			}
			values[n] = b[start:i]
		} else if other != nil {
			other(key, b[start:i])
		}
		i = skipSpace(b, i)
		if i >= len(b) {
			return i, cutOff
		}
		switch b[i] {
		case ',':
			i = skipSpace(b, i+1)
		case '}':
			return i + 1, scanned
		default:
			return i, malformed
		}
	}
}
