package connect

import "time"

// ContactID identifies one contact segment within an instance: 1 to 256 characters, usually but not always a UUID.
type ContactID string

// Millis is a moment in UTC as milliseconds since 1970. Zero is "not there": Amazon uses 1970 itself as a null sentinel,
// and no contact centre of its kind existed before 2000.
type Millis int64

// Time converts to time.Time in UTC; the zero Millis gives the zero Time.
func (m Millis) Time() time.Time {
	if m == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(m)).UTC()
}

// MillisOf converts a time; the zero Time gives the zero Millis.
func MillisOf(t time.Time) Millis {
	if t.IsZero() {
		return 0
	}
	return Millis(t.UnixMilli())
}

// Int is a whole number that may be missing: a contact without after-contact work is not one with 0 s of it.
type Int struct {
	Value int64
	Valid bool
}

// Some returns a present Int.
func Some(v int64) Int { return Int{Value: v, Valid: true} }

// Or returns the value, or fallback when it is missing.
func (i Int) Or(fallback int64) int64 {
	if i.Valid {
		return i.Value
	}
	return fallback
}
