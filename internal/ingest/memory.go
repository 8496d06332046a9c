package ingest

import "golang.org/x/sync/semaphore"

// Memory bounds what all requests of a door hold together, so that many large ones at once are told to come back rather
// than end the process.
type Memory struct {
	free *semaphore.Weighted
}

// NewMemory returns a bound of the given number of bytes.
func NewMemory(bytes int64) *Memory {
	return &Memory{free: semaphore.NewWeighted(bytes)}
}

// Loan starts a request's share; Return must be called when the request's bytes are no longer held.
func (m *Memory) Loan() *Loan { return &Loan{memory: m} }

// Loan is the share of one request. It belongs to one goroutine at a time.
type Loan struct {
	memory *Memory
	held   int64
}

// Take adds to the share. It never waits: false means that there is no room now.
func (l *Loan) Take(bytes int64) bool {
	if !l.memory.free.TryAcquire(bytes) {
		return false
	}
	l.held += bytes
	return true
}

// Return gives everything back.
func (l *Loan) Return() {
	l.memory.free.Release(l.held)
	l.held = 0
}
