package sim

import (
	"strconv"
	"unicode/utf8"
)

// text is JSON in the making. Each method takes the key as it stands in the text, comma and colon included, so that the
// shape of a document can be read off the code.
type text struct{ b []byte }

func (t *text) raw(s string) { t.b = append(t.b, s...) }

// str writes a string, null when it is empty.
func (t *text) str(key, value string) {
	t.raw(key)
	if value == "" {
		t.raw("null")
		return
	}
	t.quote(value)
}

// num writes a number, null when it is not there.
func (t *text) num(key string, value span) {
	t.raw(key)
	if !value.there {
		t.raw("null")
		return
	}
	t.b = strconv.AppendInt(t.b, value.seconds, 10)
}

// span is a whole number that may be missing.
type span struct {
	seconds int64
	there   bool
}

func some(n int64) span { return span{n, true} }

// at writes a moment in whole seconds, as contact records do; null when it did not happen.
func (t *text) at(key string, m moment) {
	t.raw(key)
	if m == 0 {
		t.raw("null")
		return
	}
	t.b = append(t.b, '"')
	t.b = appendClock(t.b, m)
	t.raw(`Z"`)
}

// atMillis writes a moment in milliseconds, as the event streams do; null when it did not happen.
func (t *text) atMillis(key string, m moment) {
	t.raw(key)
	if m == 0 {
		t.raw("null")
		return
	}
	t.b = append(t.b, '"')
	t.b = appendClock(t.b, m)
	ms := int(m % 1000)
	t.b = append(t.b, '.', byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10))
	t.raw(`Z"`)
}

// appendClock writes YYYY-MM-DDThh:mm:ss in UTC.
func appendClock(b []byte, m moment) []byte {
	u := m.time().UTC()
	year, month, day := u.Date()
	hours, minutes, seconds := u.Clock()
	two := func(sep byte, n int) { b = append(b, sep, byte('0'+n/10), byte('0'+n%10)) }
	b = strconv.AppendInt(b, int64(year), 10)
	two('-', int(month))
	two('-', day)
	two('T', hours)
	two(':', minutes)
	two(':', seconds)
	return b
}

// quote writes a JSON string.
func (t *text) quote(s string) {
	t.b = append(t.b, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf || c >= utf8.RuneSelf {
			continue
		}
		t.b = append(t.b, s[from:i]...)
		switch c {
		case '"', '\\':
			t.b = append(t.b, '\\', c)
		case '\n':
			t.raw(`\n`)
		default:
			t.raw(`\u00`)
			t.b = append(t.b, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		}
		from = i + 1
	}
	t.b = append(t.b, s[from:]...)
	t.b = append(t.b, '"')
}
