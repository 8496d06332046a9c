package export

import (
	"strconv"
	"strings"
	"time"
)

// byteOrderMark tells Excel that a file is UTF-8: without it, Korean is read as another encoding.
const byteOrderMark = "\ufeff"

// csvWriter writes RFC 4180. Its moments are what spreadsheets read as such, "2026-11-01 09:15:00"; those in UTC are exact.
type csvWriter struct {
	lines
	columns []Column
	local   *wall
	utc     *wall
}

func newCSV(t Table, out *Spool) *csvWriter {
	w := &csvWriter{lines: lines{out: out, format: CSV, buffer: []byte(byteOrderMark)}, columns: t.Columns, local: newWall(t.Zone), utc: newWall(time.UTC)}
	for i, column := range t.Columns {
		if i > 0 {
			w.buffer = append(w.buffer, ',')
		}
		w.buffer = appendQuoted(w.buffer, harmless(column.Name))
	}
	w.buffer = append(w.buffer, '\r', '\n')
	return w
}

// Write adds a line.
func (w *csvWriter) Write(row []Value) error {
	b := w.buffer
	for i, value := range row {
		if i > 0 {
			b = append(b, ',')
		}
		b = w.appendValue(b, w.columns[i].Kind, value)
	}
	return w.add(append(b, '\r', '\n'))
}

func (w *csvWriter) appendValue(b []byte, kind Kind, v Value) []byte {
	switch v.is {
	case text:
		return appendQuoted(b, harmless(v.text))
	case whole:
		return strconv.AppendInt(b, v.whole, 10)
	case decimal:
		return strconv.AppendFloat(b, v.number(), 'f', -1, 64)
	case flag:
		return strconv.AppendBool(b, v.whole == 1)
	case moment:
		if kind == MomentUTC {
			return w.utc.appendRFC3339(b, v.whole)
		}
		local, _ := w.local.local(v.whole)
		b = append(w.local.appendDate(b, local), ' ')
		return w.local.appendClock(b, local, false)
	default:
		return b
	}
}

// special are the bytes for which a field needs quotes: as a table, since every byte of every text is looked at.
var special = [256]bool{',': true, '"': true, '\r': true, '\n': true}

// plain reports whether a field needs no quotes.
func plain(s string) bool {
	if s == "" || s[0] == ' ' || s[len(s)-1] == ' ' {
		return false
	}
	for i := range len(s) {
		if special[s[i]] {
			return false
		}
	}
	return true
}

// appendQuoted writes a field, in quotes where it needs them.
func appendQuoted(b []byte, s string) []byte {
	if plain(s) {
		return append(b, s...)
	}
	b = append(b, '"')
	for {
		quote := strings.IndexByte(s, '"')
		if quote < 0 {
			return append(append(b, s...), '"')
		}
		b = append(append(b, s[:quote+1]...), '"')
		s = s[quote+1:]
	}
}
