package sim

import (
	"io"
	"sort"
	"time"
)

// Chunk is one date's deliveries through one door, up to a moment, as JSON lines to be imported.
type Chunk struct {
	Name  string // such as "contact_records 2026-11-21"
	Door  Door
	Date  time.Time // local midnight
	Ready bool      // belongs to what a page needs before it is shown
	// Lose is which contacts' records are removed on the way; nil: none.
	Lose func(contactID string) bool

	world *World
	until time.Time
}

// Backfill plans the past of a centre that is met at now: contact records of contactDays dates and agent events of
// agentDays, newest first, and the contact events of the last hours, which say who waits. The chunks that are Ready come
// first: the last week, and what is open at now. Live(now) continues exactly where they end.
func (w *World) Backfill(now time.Time, contactDays, agentDays int) []Chunk {
	today := w.Midnight(now)
	var chunks []Chunk
	add := func(ready bool, door Door, back int) {
		date := today.AddDate(0, 0, -back)
		chunks = append(chunks, Chunk{
			Name: door.String() + " " + date.Format(time.DateOnly), Door: door, Date: date, Ready: ready, world: w, until: now,
		})
	}
	span := func(ready bool, door Door, from, to int) {
		for back := from; back < to; back++ {
			add(ready, door, back)
		}
	}
	week := min(7, contactDays)
	span(true, ContactRecords, 0, week)
	span(true, ContactEvents, 0, 2)
	span(true, AgentEvents, -1, min(2, agentDays)) // tomorrow's night crew may have logged in
	span(false, ContactRecords, week, min(31, contactDays))
	span(false, AgentEvents, 2, agentDays)
	span(false, ContactRecords, 31, contactDays)
	return chunks
}

// Open returns the lines. The date is played at the first Read.
func (c Chunk) Open() io.Reader { return &chunkReader{chunk: c} }

type chunkReader struct {
	chunk   Chunk
	opened  bool
	pending []Delivery
	line    []byte
	rest    []byte // of line, not yet read
}

// Read fills p with as many lines as fit.
func (r *chunkReader) Read(p []byte) (int, error) {
	if !r.opened {
		r.opened = true
		all := r.chunk.world.tell(r.chunk.Date, r.chunk.Door).Deliveries
		r.pending = all[:sort.Search(len(all), func(i int) bool { return !all[i].At.Before(r.chunk.until) })]
	}
	n := 0
	for n < len(p) {
		if len(r.rest) == 0 {
			if len(r.pending) == 0 {
				break
			}
			next := r.pending[0]
			r.pending = r.pending[1:]
			if next.loses(r.chunk.Lose) {
				continue
			}
			r.line = append(next.AppendTo(r.line[:0]), '\n')
			r.rest = r.line
		}
		copied := copy(p[n:], r.rest)
		n += copied
		r.rest = r.rest[copied:]
	}
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}
