package export

import (
	"encoding/json"
	"strconv"
	"time"
	"unicode/utf8"
)

// jsonlWriter writes an object a line, of the same names in the same order, null where there is nothing. Moments are RFC
// 3339, durations seconds, percentages 0 to 100. Nothing is done to texts: no program runs them.
type jsonlWriter struct {
	lines
	columns []Column
	keys    [][]byte // `{"name":` and `,"name":`
	local   *wall
	utc     *wall
}

func newJSONL(t Table, out *Spool) *jsonlWriter {
	w := &jsonlWriter{lines: lines{out: out, format: JSONL}, columns: t.Columns, local: newWall(t.Zone), utc: newWall(time.UTC)}
	for i, column := range t.Columns {
		before := ","
		if i == 0 {
			before = "{"
		}
		w.keys = append(w.keys, append(appendJSON([]byte(before), column.Name), ':'))
	}
	return w
}

// Write adds a line.
func (w *jsonlWriter) Write(row []Value) error {
	b := w.buffer
	for i, value := range row {
		b = w.appendValue(append(b, w.keys[i]...), w.columns[i].Kind, value)
	}
	return w.add(append(b, '}', '\n'))
}

func (w *jsonlWriter) appendValue(b []byte, kind Kind, v Value) []byte {
	switch v.is {
	case text:
		if kind == JSON {
			return append(b, v.text...)
		}
		return appendJSON(b, v.text)
	case whole:
		return strconv.AppendInt(b, v.whole, 10)
	case decimal:
		return strconv.AppendFloat(b, v.number(), 'f', -1, 64)
	case flag:
		return strconv.AppendBool(b, v.whole == 1)
	case moment:
		clock := w.local
		if kind == MomentUTC {
			clock = w.utc
		}
		return append(clock.appendRFC3339(append(b, '"'), v.whole), '"')
	default:
		return append(b, "null"...)
	}
}

// escaped are the bytes that JSON cannot have as they are: as a table, since every byte of every text is looked at.
var escaped = func() (of [256]bool) {
	for c := range byte(' ') {
		of[c] = true
	}
	of['"'], of['\\'] = true, true
	return of
}()

// appendJSON writes a string; most have nothing that must be escaped, Korean ones too.
func appendJSON(b []byte, s string) []byte {
	letters := byte(0)
	for i := range len(s) {
		if escaped[s[i]] {
			return appendEscaped(b, s)
		}
		letters |= s[i]
	}
	if letters >= utf8.RuneSelf && !utf8.ValidString(s) {
		return appendEscaped(b, s)
	}
	return append(append(append(b, '"'), s...), '"')
}

func appendEscaped(b []byte, s string) []byte {
	quoted, err := json.Marshal(s)
	if err != nil {
		return append(b, `""`...) // impossible: a string always has a JSON form
	}
	return append(b, quoted...)
}
