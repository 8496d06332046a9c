package columns

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"sync"
)

// dayMS is a UTC day in ms.
const dayMS = 86_400_000

// chunk holds the contacts that began within a span of at most a day. It never changes; what is remembered of it is only
// ever added to.
type chunk struct {
	from, to int64 // initiation in ms, half open

	// Rows are ordered by queue, then initiation: run i, of queue number queues[i], is rows offsets[i] to offsets[i+1].
	queues  []int32
	offsets []int32

	moments []uint32 // initiation − from
	kinds   []uint16
	staff   []uint16
	numbers [maxNumbers]vector
	follows uint32 // bit i is set when number i is what its formula says, and numbers[i] is empty

	first, last int64 // disconnect in ms of those that have one: least and greatest; first > last without any

	mu       sync.Mutex
	memory   map[partKey]*part // see memory.go
	occupied int               // bytes of memory, roughly
}

func (c *chunk) rows() int { return len(c.kinds) }

// bytes is what the chunk occupies, without what is remembered.
func (c *chunk) bytes() int {
	n := chunkOverhead + 8*len(c.queues) + 8*c.rows()
	for i := range numbers {
		n += c.numbers[i].bytes()
	}
	return n
}

// chunkOverhead is roughly the size of a chunk without rows.
const chunkOverhead = 1200

// ordered is a row on its way into a chunk.
type ordered struct {
	*Row
	queue int32 // number
	kind  uint16
	staff uint16
}

// order numbers rows and brings them into the order of a chunk.
func (d *dictionary) order(rows []Row) ([]ordered, error) {
	all := make([]ordered, len(rows))
	ends := make([]int, len(d.values[queuePlace])+1)
	for i := range rows {
		r := &rows[i]
		kind, err := d.kind(r)
		if err != nil {
			return nil, err
		}
		staff, err := d.staffOf(r)
		if err != nil {
			return nil, err
		}
		all[i] = ordered{r, d.value(queuePlace, r.Words[queuePlace]), kind, staff}
		for int(all[i].queue) >= len(ends)-1 {
			ends = append(ends, 0)
		}
		ends[all[i].queue+1]++
	}
	return sorted(all, ends), nil
}

// sorted puts rows in order; ends[n+1] is how many are of queue n. Contacts mostly come in order of time, so each queue is
// gathered first and then hardly needs sorting.
func sorted(rows []ordered, ends []int) []ordered {
	for n := range ends[1:] {
		ends[n+1] += ends[n]
	}
	all, next := make([]ordered, len(rows)), slices.Clone(ends)
	for _, r := range rows {
		all[next[r.queue]] = r
		next[r.queue]++
	}
	for n := range ends[1:] {
		slices.SortFunc(all[ends[n]:ends[n+1]], func(a, b ordered) int { return cmp.Compare(a.Init, b.Init) })
	}
	return all
}

// build makes a chunk of rows within its span.
func build(from, to int64, rows []ordered) *chunk {
	n := len(rows)
	c := &chunk{
		from: from, to: to, first: math.MaxInt64, last: math.MinInt64,
		moments: make([]uint32, n), kinds: make([]uint16, n), staff: make([]uint16, n),
	}
	for i, r := range rows {
		c.moments[i], c.kinds[i], c.staff[i] = uint32(r.Init-from), r.kind, r.staff
		if i == 0 || r.queue != rows[i-1].queue {
			c.queues, c.offsets = append(c.queues, r.queue), append(c.offsets, int32(i))
		}
		c.see(r.Row)
	}
	c.offsets = append(c.offsets, int32(n))
	values := make([]int64, n)
	for at := range numbers {
		if formulas[at].fitsAll(rows, at) {
			c.follows |= 1 << at
			continue
		}
		for i, r := range rows {
			values[i] = r.Numbers[at]
		}
		c.numbers[at] = pack(values)
	}
	return c
}

func (f formula) fitsAll(rows []ordered, at int) bool {
	return !slices.ContainsFunc(rows, func(r ordered) bool { return !f.fits(r.Row, at) })
}

// see widens the bounds of disconnects.
func (c *chunk) see(r *Row) {
	if at, has := r.disconnect(); has {
		c.first, c.last = min(c.first, at), max(c.last, at)
	}
}

// number is the value of a number of one row, as Row has it: 0 where missing.
func (c *chunk) number(present uint32, at, i int) int64 {
	if present&(1<<at) == 0 {
		return 0
	}
	if c.follows&(1<<at) == 0 {
		return c.numbers[at].at(i)
	}
	var sum int64
	for _, part := range formulas[at].of {
		sum += c.number(present, part, i)
	}
	return sum * formulas[at].times
}

// row gives one row back.
func (c *chunk) row(v *view, queue int32, i int) Row {
	k, s := v.kinds[c.kinds[i]], v.staff[c.staff[i]]
	r := Row{Init: c.from + int64(c.moments[i]), Flags: k.flags, Present: k.present}
	for j, place := range kindPlaces {
		r.Words[place] = k.words[j]
	}
	r.Words[queuePlace] = v.values[queuePlace][queue]
	r.Words[staffPlaces[0]], r.Words[staffPlaces[1]] = s.agent, s.profile
	for at := range numbers {
		r.Numbers[at] = c.number(k.present, at, i)
	}
	return r
}

// all gives all rows back.
func (c *chunk) all(v *view) []Row {
	rows := make([]Row, 0, c.rows())
	for run, queue := range c.queues {
		for i := c.offsets[run]; i < c.offsets[run+1]; i++ {
			rows = append(rows, c.row(v, queue, int(i)))
		}
	}
	return rows
}

// cut is the rows of a run from which on the initiation is at least so many ms after the chunk's beginning.
func (c *chunk) cut(run int, after int64) int {
	a, b := int(c.offsets[run]), int(c.offsets[run+1])
	switch {
	case after <= 0:
		return a
	case after >= c.to-c.from:
		return b
	}
	moments := c.moments[a:b]
	return a + sort.Search(len(moments), func(i int) bool { return int64(moments[i]) >= after })
}

// run finds the run of a queue, or where it would be.
func (c *chunk) run(queue int32) (int, bool) { return slices.BinarySearch(c.queues, queue) }
