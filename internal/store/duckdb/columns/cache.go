package columns

import (
	"slices"
	"sync"
	"sync/atomic"
)

// Options bound the cache.
type Options struct {
	// Room is how many bytes contacts may occupy; what is remembered of them comes on top, up to a quarter. When they
	// need more, the oldest days are not kept.
	Room int64
	// Copy is how many bytes of chunks one commit may copy, and CopyRow how many more for each row that it removes or
	// adds. A commit that touches more is not followed: the state is given up and must be loaded again. That bounds what
	// the cache costs a commit.
	Copy, CopyRow int64
}

// Cache holds the present State. One goroutine at a time prepares, publishes and mends; anyone reads.
type Cache struct {
	options Options
	state   atomic.Pointer[State]

	mu      sync.Mutex
	loading *Loader   // nil when nothing is loaded
	waiting []*Change // published while loading, in order
}

// New returns a cache without a state.
func New(o Options) *Cache { return &Cache{options: o} }

// State is the present state, nil when there is none.
func (c *Cache) State() *State { return c.state.Load() }

// Change is what one transaction does. It has no effect before it is published.
type Change struct {
	seq            uint64
	skipped        bool // its rows are not known
	removed, added []Row
	base, next     *State // the state that it was prepared from, and the one that follows
	err            error  // why none follows

	// Missing is the spans, from and to in ms, in which a row that goes was not found. Their contacts must be given to
	// Replace before the change is published: the state was not what the tables say.
	Missing [][2]int64
}

// Prepare makes the state that follows when a transaction removes and adds rows and moves the position. Rows are kept.
func (c *Cache) Prepare(seq uint64, removed, added []Row) *Change {
	change := &Change{seq: seq, removed: removed, added: added}
	if change.base = c.state.Load(); change.base != nil {
		change.next, change.Missing, change.err = change.base.apply(change, c.options)
	}
	return change
}

// Wanted reports whether the rows of a transaction that begins now are needed: without a state, and with none on its way,
// they are not.
func (c *Cache) Wanted() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.loading != nil || c.state.Load() != nil
}

// Skip is what to publish for a transaction whose rows were not wanted when it began.
func (c *Cache) Skip(seq uint64) *Change { return &Change{seq: seq, skipped: true} }

// apply makes the next state, nil if that would copy too much.
func (s *State) apply(change *Change, o Options) (next *State, missing [][2]int64, err error) {
	if change.skipped {
		return nil, nil, nil
	}
	spans, outside := s.touch(change.removed, change.added)
	var copied int64
	for _, t := range spans {
		if t.chunk != nil {
			copied += int64(t.chunk.bytes())
		}
	}
	if copied > o.Copy+o.CopyRow*int64(len(change.removed)+len(change.added)) {
		return nil, nil, nil
	}
	made := make(map[int64][]*chunk, len(spans))
	for from, t := range spans {
		chunks, found := []*chunk(nil), len(t.removed) == 0
		if t.chunk == nil {
			chunks, err = split(s.dictionary, t.from, t.to, t.added)
		} else {
			chunks, found, err = t.chunk.patch(s.dictionary, t.removed, t.added)
		}
		if err != nil {
			return nil, nil, err
		}
		made[from] = chunks
		if !found {
			missing = append(missing, [2]int64{t.from, t.to})
		}
	}
	next = s.with(spans, made)
	next.seq, next.outside = change.seq, outside
	next.trim(o.Room)
	return next, missing, nil
}

// Replace takes the rows of a span as they will be once the transaction is committed.
func (c *Cache) Replace(change *Change, from, to int64, rows []Row) {
	if change.next != nil {
		change.next, change.err = change.next.replace(from, to, rows)
	}
}

// replace is the state with other rows in a span.
func (s *State) replace(from, to int64, rows []Row) (*State, error) {
	from = max(from, s.since)
	if from >= to {
		return s, nil
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.Init < from })
	made, err := split(s.dictionary, from, to, rows)
	if err != nil {
		return nil, err
	}
	spans := map[int64]*touched{}
	for _, c := range s.chunks {
		if c.from >= from && c.to <= to {
			spans[c.from] = &touched{chunk: c}
		}
	}
	return s.with(spans, map[int64][]*chunk{from: made}), nil
}

// Publish makes a prepared change the present state: to be called once its transaction is durable, before anybody is told.
// The error says why there is no state now.
func (c *Cache) Publish(change *Change) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.loading != nil {
		c.waiting = append(c.waiting, change)
		return nil
	}
	if s := c.state.Load(); s != change.base { // it was loaded meanwhile
		if s == nil || change.seq <= s.seq {
			return nil
		}
		var missing [][2]int64
		if change.next, missing, change.err = s.apply(change, c.options); len(missing) > 0 {
			change.next = nil
		}
	}
	c.state.Store(change.next)
	return change.err
}

// Drop gives the state up: what happened to the tables is not known.
func (c *Cache) Drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state.Store(nil)
	c.loading, c.waiting = nil, nil
}

// Mend puts the rows of a span right in the present state, which must be of that position; false when it is not.
func (c *Cache) Mend(seq uint64, from, to int64, rows []Row) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.state.Load()
	if s == nil || s.seq != seq {
		return false, nil
	}
	next, err := s.replace(from, to, rows)
	c.state.Store(next)
	return true, err
}
