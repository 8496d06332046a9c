package columns

import (
	"math"
	"slices"
	"sort"
)

// State is all that is kept at one position of the journal. It never changes.
type State struct {
	seq    uint64
	view   view
	chunks []*chunk // by span, ascending, without overlap
	bytes  int

	// What began before since is not kept, and the newest disconnect of any contact that is not kept is at most
	// outside, both in ms.
	since, outside int64
	dictionary     *dictionary // of whoever writes
}

// Seq is the position in the journal that the state is of.
func (s *State) Seq() uint64 { return s.seq }

// Size is the number of contacts that are kept and the bytes that they occupy, what is remembered of them included.
func (s *State) Size() (contacts int, bytes int64) {
	for _, c := range s.chunks {
		contacts += c.rows()
		c.mu.Lock()
		bytes += int64(c.bytes() + c.occupied)
		c.mu.Unlock()
	}
	return contacts, bytes
}

// Since is the initiation, in ms, from which on contacts are kept; false when all are.
func (s *State) Since() (ms int64, bounded bool) { return s.since, s.since != math.MinInt64 }

func newState() *State {
	return &State{since: math.MinInt64, outside: math.MinInt64, dictionary: newDictionary()}
}

// find is the place of the first chunk that ends after a moment.
func (s *State) find(ms int64) int {
	return sort.Search(len(s.chunks), func(i int) bool { return s.chunks[i].to > ms })
}

// day is the beginning of a moment's UTC day.
func day(ms int64) int64 {
	d := ms / dayMS
	if ms%dayMS < 0 {
		d--
	}
	return d * dayMS
}

// span is the chunk that a moment falls into, or the span of the one that would have to be made.
func (s *State) span(ms int64) (place int, c *chunk, from, to int64) {
	place = s.find(ms)
	if place < len(s.chunks) && s.chunks[place].from <= ms {
		c = s.chunks[place]
		return place, c, c.from, c.to
	}
	from, to = day(ms), day(ms)+dayMS
	if place > 0 {
		from = max(from, s.chunks[place-1].to) // of a day that was cut in parts, some of which are empty by now
	}
	if place < len(s.chunks) {
		to = min(to, s.chunks[place].from)
	}
	return place, nil, from, to
}

// touched is what a change does to one span.
type touched struct {
	removed, added []Row
	chunk          *chunk
	from, to       int64
}

// keeps reports whether there is a place for a row.
func (s *State) keeps(r *Row) bool { return r.Init != Undated && r.Init >= s.since }

// touch sorts the rows of a change by chunk. Rows that are not kept only leave a mark.
func (s *State) touch(removed, added []Row) (spans map[int64]*touched, outside int64) {
	spans, outside = map[int64]*touched{}, s.outside
	at := func(ms int64) *touched {
		_, c, from, to := s.span(ms)
		t := spans[from]
		if t == nil {
			t = &touched{chunk: c, from: from, to: to}
			spans[from] = t
		}
		return t
	}
	for i := range removed {
		if s.keeps(&removed[i]) {
			t := at(removed[i].Init)
			t.removed = append(t.removed, removed[i])
		}
	}
	for i := range added {
		r := &added[i]
		if s.keeps(r) {
			t := at(r.Init)
			t.added = append(t.added, *r)
		} else if end, has := r.disconnect(); has {
			outside = max(outside, end)
		}
	}
	return spans, outside
}

// with is the state with the chunks of some spans replaced; next is by beginning of span.
func (s *State) with(spans map[int64]*touched, next map[int64][]*chunk) *State {
	n := *s
	n.chunks = make([]*chunk, 0, len(s.chunks)+len(next))
	for _, c := range s.chunks {
		if t := spans[c.from]; t != nil && t.chunk == c {
			n.bytes -= c.bytes()
			continue
		}
		n.chunks = append(n.chunks, c)
	}
	for _, chunks := range next {
		n.chunks = append(n.chunks, chunks...)
		for _, c := range chunks {
			n.bytes += c.bytes()
		}
	}
	slices.SortFunc(n.chunks, func(a, b *chunk) int { return int(min(max(a.from-b.from, -1), 1)) })
	n.view = n.dictionary.view
	return &n
}

// trim drops the oldest chunks until the rest has room.
func (s *State) trim(room int64) {
	for int64(s.bytes) > room && len(s.chunks) > 0 {
		oldest := s.chunks[0]
		s.chunks, s.bytes = s.chunks[1:], s.bytes-oldest.bytes()
		s.since = oldest.to
		if oldest.first <= oldest.last {
			s.outside = max(s.outside, oldest.last)
		}
	}
}
