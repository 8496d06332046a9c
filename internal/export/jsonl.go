package export

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// jsonlWriter writes an object a line, of the same names in the same order, null where there is nothing. Moments are RFC
// 3339, durations seconds, percentages 0 to 100. Nothing is done to texts: no program runs them.
type jsonlWriter struct {
	columns []Column
	keys    [][]byte // `{"name":` and `,"name":`
	out     *Spool
	local   *wall
	utc     *wall
	buffer  []byte
}

func newJSONL(t Table, out *Spool) *jsonlWriter {
	w := &jsonlWriter{columns: t.Columns, out: out, local: newWall(t.Zone), utc: newWall(time.UTC)}
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
	w.buffer = append(b, '}', '\n')
	if len(w.buffer) < chunk {
		return nil
	}
	return w.flush()
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
		return strconv.AppendFloat(b, v.decimal, 'f', -1, 64)
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

// appendJSON writes a string; most have nothing that must be escaped.
func appendJSON(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c > '~' {
			quoted, err := json.Marshal(s)
			if err != nil {
				return append(b, `""`...) // impossible: a string always has a JSON form
			}
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

func (w *jsonlWriter) flush() error {
	_, err := w.out.Write(w.buffer)
	w.buffer = w.buffer[:0]
	if err != nil {
		return fmt.Errorf("write json lines: %w", err)
	}
	return nil
}

// Finish writes what is left.
func (w *jsonlWriter) Finish() error { return w.flush() }

// Discard has nothing to end.
func (w *jsonlWriter) Discard() {}
