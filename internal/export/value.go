package export

import "math"

// Kind is what a column holds.
type Kind uint8

// The kinds of columns.
const (
	Text    Kind = iota
	Whole        // a whole number
	Number       // any number
	Seconds      // a length of time
	Percent      // 0 to 100
	Flag         // true or false
	Day          // a date, as 2026-11-01
	Moment       // a moment, read in the zone of the export
	MomentUTC
	JSON // a text that is JSON: JSON lines have it as what it says
)

// Column is a column of a table.
type Column struct {
	Name string
	Kind Kind
}

// Value is a cell; the zero value is an empty one.
type Value struct {
	text  string
	whole int64 // Moment: UTC ms since 1970; flags: 0 or 1; decimals: their bits, for cells are copied by the hundred million
	is    held
}

type held uint8

const (
	nothing held = iota
	text
	whole
	decimal
	moment
	flag
)

// OfText is a text; "" is an empty cell.
func OfText(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{is: text, text: s}
}

// OfWhole is a whole number.
func OfWhole(n int64) Value { return Value{is: whole, whole: n} }

// OfDecimal is a number.
func OfDecimal(f float64) Value { return Value{is: decimal, whole: int64(math.Float64bits(f))} }

// OfMoment is a moment in UTC ms since 1970.
func OfMoment(ms int64) Value { return Value{is: moment, whole: ms} }

// OfFlag is true or false.
func OfFlag(is bool) Value {
	if is {
		return Value{is: flag, whole: 1}
	}
	return Value{is: flag}
}

// Empty reports whether the cell has no value.
func (v Value) Empty() bool { return v.is == nothing }

// number is the value as a number.
func (v Value) number() float64 {
	if v.is == whole {
		return float64(v.whole)
	}
	return math.Float64frombits(uint64(v.whole))
}
