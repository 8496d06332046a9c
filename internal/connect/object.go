package connect

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
)

const (
	// maxText is the longest text that a field may hold; Amazon's longest name has 256 characters.
	maxText = 4096
	// maxCount is the largest count or number of seconds that is believed: 30 years.
	maxCount = 1_000_000_000
)

// Reasons of warnings. They are counted by field and reason, so they hold nothing that varies.
const (
	reasonTwice     = "appears more than once; the last one counts"
	reasonLong      = "longer than 4096 bytes"
	reasonZero      = "a text with a zero character, which no database keeps"
	reasonSurrogate = "not valid Unicode: it has half of a surrogate pair"
	reasonTime      = "not a time"
	reasonTimeRange = "a time outside the years 2000 to 2199"
	reasonWhole     = "not a whole number"
	reasonNegative  = "a negative number"
	reasonLarge     = "a number too large to be true"
)

// object is one JSON object that was read. A field that is null, absent or, with a warning, of the wrong type has the zero
// value of what it should be.
type object struct {
	*reader
	set    *fieldSet
	values [][]byte
}

func (o *object) name(field int) string { return o.set.path + o.set.names[field] }

func (o *object) warn(field int, reason string) { o.reader.warn(o.name(field), reason) }

// has tells whether the field is there and not null.
func (o *object) has(field int) bool { return !isNull(o.values[field]) }

func isNull(value []byte) bool { return len(value) == 0 || value[0] == 'n' }

// isEmpty tells whether a value is null, "" or the text "null", which some producers write for null.
func isEmpty(value []byte) bool {
	return isNull(value) || string(value) == `""` || string(value) == `"null"`
}

// open returns the object in a field that has a nested set; one without members when there is none.
func (o *object) open(field int) object {
	value := o.values[field]
	if !isNull(value) && value[0] != '{' {
		o.warn(field, jsonType(value)+" where an object should be")
	}
	inner := o.set.nested[field]
	start := o.set.first[field]
	return object{reader: o.reader, set: inner, values: o.values[start : start+inner.size]}
}

// each calls read with every object in the array of a field that has a set of elements. The objects share their memory.
func (o *object) each(field int, read func(element object)) {
	b := o.values[field]
	if isNull(b) {
		return
	}
	if b[0] != '[' {
		o.warn(field, jsonType(b)+" where an array should be")
		return
	}
	set := o.set.elements[field]
	values := make([][]byte, set.size)
	for i := skipSpace(b, 1); b[i] != ']'; {
		var end int
		if b[i] == '{' {
			clear(values)
			end, _ = o.members(b, i, 0, set, values)
			read(object{reader: o.reader, set: set, values: values})
		} else {
			end, _ = skipValue(b, i, 0)
			o.notAnObject(b[i:end], set)
		}
		if i = skipSpace(b, end); b[i] == ',' {
			i = skipSpace(b, i+1)
		}
	}
}

func (r *reader) notAnObject(value []byte, set *fieldSet) {
	if !isNull(value) {
		r.warn(strings.TrimSuffix(set.path, "."), jsonType(value)+" where an object should be")
	}
}

// text returns a field in memory of its own.
func (o *object) text(field int) string {
	b := o.string(field)
	return string(b)
}

// word returns a text that comes again and again, such as an ARN or a name: all who read it share one copy.
func (o *object) word(field int) string { return shared.intern(o.string(field)) }

// upper is word in upper case: Amazon has printed "Voice" for VOICE.
func (o *object) upper(field int) string { return strings.ToUpper(o.word(field)) }

func (o *object) contactID(field int) ContactID { return ContactID(o.string(field)) }

// string returns the text of a field; it may alias the record.
func (o *object) string(field int) []byte {
	value := o.values[field]
	if isEmpty(value) {
		return nil
	}
	if value[0] != '"' {
		o.warn(field, jsonType(value)+" where a string should be")
		return nil
	}
	b := value[1 : len(value)-1]
	if bytes.IndexByte(b, '\\') >= 0 {
		if b = unescape(value); bytes.IndexByte(b, 0) >= 0 {
			o.warn(field, reasonZero)
			return nil
		}
	}
	if len(b) > maxText {
		o.warn(field, reasonLong)
		return nil
	}
	return b
}

// millis returns a field as a moment.
func (o *object) millis(field int) Millis {
	t, reason := parseMoment(o.values[field])
	if reason == "" || o.early && reason == reasonTimeRange && isEarly(o.values[field]) {
		return t
	}
	o.warn(field, reason)
	return 0
}

// parseMoment reads the JSON text of a time; reason says why it is none.
func parseMoment(value []byte) (t Millis, reason string) {
	if isEmpty(value) {
		return 0, ""
	}
	if value[0] != '"' {
		return 0, jsonType(value) + " where a time should be"
	}
	t, err := parseTime(value[1 : len(value)-1])
	switch {
	case err == nil:
		return t, ""
	case errors.Is(err, ErrTimeRange):
		return 0, reasonTimeRange
	}
	return 0, reasonTime
}

// isEarly tells whether the JSON text of a time that is out of range lies before the range.
func isEarly(value []byte) bool { return len(value) > 1 && value[1] <= '1' }

// count returns a field as a whole number from zero up: all of Amazon's durations and counts are such.
func (o *object) count(field int) Int {
	value := o.values[field]
	if isEmpty(value) {
		return Int{}
	}
	if c := value[0]; c != '-' && (c < '0' || c > '9') {
		o.warn(field, jsonType(value)+" where a number should be")
		return Int{}
	}
	n, reason := wholeNumber(value)
	if reason != "" {
		o.warn(field, reason)
		return Int{}
	}
	return Some(n)
}

// flag returns a field as true or false.
func (o *object) flag(field int) bool {
	value := o.values[field]
	if isEmpty(value) {
		return false
	}
	if value[0] != 't' && value[0] != 'f' {
		o.warn(field, jsonType(value)+" where true or false should be")
		return false
	}
	return value[0] == 't'
}

func wholeNumber(value []byte) (int64, string) {
	n, err := strconv.ParseInt(string(value), 10, 64)
	if err != nil {
		f, err := strconv.ParseFloat(string(value), 64)
		switch {
		case f < 0:
			return 0, reasonNegative
		case err != nil || f > maxCount:
			return 0, reasonLarge
		case f != float64(int64(f)):
			return 0, reasonWhole
		}
		n = int64(f)
	}
	if n < 0 {
		return 0, reasonNegative
	}
	if n > maxCount {
		return 0, reasonLarge
	}
	return n, ""
}

// jsonType names what a JSON value is.
func jsonType(value []byte) string {
	switch value[0] {
	case '"':
		return "string"
	case '{':
		return "object"
	case '[':
		return "array"
	case 't', 'f':
		return "boolean"
	case 'n':
		return "null"
	}
	return "number"
}
