package erasure

import (
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// Sieve holds back records that have not passed a limit for certain, at a fraction of the cost of decoding them. The zero
// value holds back all.
type Sieve struct {
	border string // the day of the limit, wherever on Earth
}

// zones is the farthest that a clock anywhere is from UTC, and a little.
const zones = 15 * time.Hour

// day is how times begin in JSON.
const day = "2006-01-02"

// NewSieve is the sieve of a limit; 0 is none.
func NewSieve(limit connect.Millis) Sieve {
	if limit == 0 {
		return Sieve{}
	}
	return Sieve{limit.Time().Add(zones).Format(day)}
}

// Passes tells, of the bytes of a contact record or an event, whether it may have passed the limit: every time in it that is
// later says no.
func (s Sieve) Passes(raw []byte) bool {
	if s.border == "" {
		return false
	}
	timed := false
	for i := 0; i+len(day) < len(raw); i++ {
		switch {
		case raw[i] == '\\' && raw[i+1] == 'u':
			return true // a time may be spelled by numbers of letters
		case raw[i] != '"' || raw[i+5] != '-' || raw[i+8] != '-' || raw[i+1]-'0' > 9:
		case string(raw[i+1:i+1+len(day)]) <= s.border:
			return true
		default:
			timed = true
		}
	}
	return !timed
}
