package connect

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

const (
	// maxText is the longest text that a field may hold; Amazon's longest name has 256 characters.
	maxText = 4096
	// maxCount is the largest count or number of seconds that is believed: 30 years.
	maxCount = 1_000_000_000
	// maxWarnings keeps one bad record from filling memory.
	maxWarnings = 20
)

// Reasons of warnings. They are counted by field and reason, so they hold nothing that varies.
const (
	reasonTwice     = "appears more than once; the last one counts"
	reasonLong      = "longer than 4096 bytes"
	reasonTime      = "not a time"
	reasonTimeRange = "a time outside the years 2000 to 2199"
	reasonWhole     = "not a whole number"
	reasonNegative  = "a negative number"
	reasonLarge     = "a number too large to be true"
)

// object is one JSON object read by a set of fields. path is "" for the record itself.
type object struct {
	*reader
	set    *fieldSet
	path   string
	values [][]byte // JSON text by field number, nil when absent
}

// reader collects the warnings of one record.
type reader struct {
	warnings []Warning
	early    bool // a time before 2000 is null without a warning: contact events use 1970 for "not yet"
}

func (r *reader) warn(field, reason string) {
	if len(r.warnings) < maxWarnings {
		r.warnings = append(r.warnings, Warning{Field: field, Reason: reason})
	}
}

func (o *object) name(field int) string { return o.path + o.set.names[field] }

func (o *object) warn(field int, reason string) { o.reader.warn(o.name(field), reason) }

// has tells whether the field is there and not null.
func (o *object) has(field int) bool { return !isNull(o.values[field]) }

func isNull(value []byte) bool { return len(value) == 0 || value[0] == 'n' }

// open reads the object in a field into values, which has a place for each field of set. It is false when the field is
// null, absent or, with a warning, no object. The text was checked when the record was read.
func (o *object) open(field int, set *fieldSet, path string, values [][]byte) (object, bool) {
	return o.openValue(o.values[field], o.name(field), set, path, values)
}

func (r *reader) openValue(value []byte, name string, set *fieldSet, path string, values [][]byte) (object, bool) {
	inner := object{reader: r, set: set, path: path, values: values}
	if isNull(value) {
		return inner, false
	}
	if value[0] != '{' {
		r.warn(name, jsonType(value)+" where an object should be")
		return inner, false
	}
	members(value, 0, 0, set, values, func(n int) { r.warn(path+set.names[n], reasonTwice) }, nil)
	return inner, true
}

// text returns a field as it is, in memory of its own.
func (o *object) text(field int) string {
	s, reason := plainText(o.values[field], nil)
	if reason != "" {
		o.warn(field, reason)
	}
	return s
}

// name and the like come again and again: word returns one shared copy of such a text.
func (o *object) word(field int) string {
	s, reason := plainText(o.values[field], &shared)
	if reason != "" {
		o.warn(field, reason)
	}
	return s
}

// upper is word in upper case: "Voice" was printed for VOICE.
func (o *object) upper(field int) string {
	return strings.ToUpper(o.word(field))
}

// millis returns a field as a moment, zero for null.
func (o *object) millis(field int) Millis {
	t, reason := parseMoment(o.values[field])
	if reason == "" || o.early && reason == reasonTimeRange && isEarly(o.values[field]) {
		return t
	}
	o.warn(field, reason)
	return 0
}

// count returns a field as a whole number from zero up: all of Amazon's durations and counts are such.
func (o *object) count(field int) Int {
	value := o.values[field]
	if isNull(value) || isNullText(value) {
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

func wholeNumber(value []byte) (int64, string) {
	n, err := strconv.ParseInt(string(value), 10, 64)
	if err != nil {
		f, err := strconv.ParseFloat(string(value), 64)
		if err != nil || f > maxCount {
			return 0, reasonLarge
		}
		if f != float64(int64(f)) {
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

// parseMoment reads the JSON text of a time; reason says why it is none.
func parseMoment(value []byte) (t Millis, reason string) {
	if isNull(value) || isNullText(value) {
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

// isEarly tells whether a time out of range lies before it.
func isEarly(value []byte) bool { return len(value) > 1 && value[1] <= '1' }

// plainText returns the text of a JSON string, through table when that is given. Null, "" and the text "null", which
// some producers write for null, are "".
func plainText(value []byte, table *internTable) (s, reason string) {
	if isNull(value) || isNullText(value) {
		return "", ""
	}
	if value[0] != '"' {
		return "", jsonType(value) + " where a string should be"
	}
	b := value[1 : len(value)-1]
	if bytes.IndexByte(b, '\\') >= 0 {
		b = unescape(value)
	}
	if len(b) > maxText {
		return "", reasonLong
	}
	if table != nil {
		return table.intern(b), ""
	}
	return string(b), ""
}

func isNullText(value []byte) bool { return string(value) == `"null"` || string(value) == `""` }

// unescape returns the text of a checked JSON string; a lone surrogate becomes U+FFFD.
func unescape(value []byte) []byte {
	var s string
	if json.Unmarshal(value, &s) != nil {
		return nil
	}
	return []byte(s)
}

// plainKey is the name of a member without its quotes.
func plainKey(key []byte) []byte {
	if bytes.IndexByte(key, '\\') < 0 {
		return key
	}
	return unescape([]byte(`"` + string(key) + `"`))
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
