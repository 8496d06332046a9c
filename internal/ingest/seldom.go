package ingest

import (
	"sync"
	"time"
)

// seldomEvery is how often one thing that senders decide about may be logged.
const seldomEvery = time.Minute

// seldom counts what anybody may cause as often as they like, between two lines of the log.
type seldom struct {
	mu      sync.Mutex // guards what follows
	waiting int        // not in the log yet
	logged  time.Time
}

// add counts n more and returns how many are to be logged now: all since the last line, or 0. It is asked with 0 too, so
// that the last of a wave are told with what comes next.
func (s *seldom) add(n int, now time.Time) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting += n
	if s.waiting == 0 || (!s.logged.IsZero() && now.Sub(s.logged) < seldomEvery) {
		return 0
	}
	n = s.waiting
	s.waiting, s.logged = 0, now
	return n
}
