package journal

import (
	"errors"
	"fmt"
)

// refusal is what became of the newest write.
type refusal struct {
	err  error // nil: it succeeded
	size int64 // bytes that were to be written
}

// errFloor says that a write was refused for the floor of free bytes, before anything was tried.
var errFloor = fmt.Errorf("%w", ErrFull)

// Refusal is why the newest Append was refused for a fault of the disk, nil when it succeeded. One for lack of space ends
// as soon as there is room again: who sends nothing to a journal that is full must still learn that it no longer is.
func (j *Journal) Refusal() error {
	j.mu.RLock()
	r := j.refusal
	j.mu.RUnlock()
	if errors.Is(r.err, errFloor) {
		return j.checkFree(r.size)
	}
	return r.err
}

// remember notes how the write of a group ended.
func (j *Journal) remember(err error, group []*waiting) {
	r := refusal{err: err}
	for _, w := range group {
		r.size += w.size
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.refusal = r
}
