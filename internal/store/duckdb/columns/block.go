package columns

import "github.com/ringside/ringside/internal/metric"

// blockRows is how many rows are worked on at once: few enough for their columns to stay in the processor's cache.
const blockRows = 1024

// block is a stretch of rows of one run with what was computed of them.
type block struct {
	chunk  *chunk
	view   *view
	queue  int32 // number
	a, b   int
	kinds  []uint16
	column [metric.ColumnCount][]int64 // decoded
	ready  uint64                      // bit c: column[c] is of these rows
	spare  [][]uint8
}

// set moves the block to rows a to b of a chunk.
func (k *block) set(c *chunk, queue int32, a, b int) {
	k.chunk, k.queue, k.a, k.b, k.ready = c, queue, a, b, 0
	k.kinds = c.kinds[a:b]
}

func (k *block) len() int { return k.b - k.a }

// values are those of a column, 0 where missing.
func (k *block) values(c metric.Column) []int64 {
	n := k.len()
	if k.column[c] == nil {
		k.column[c] = make([]int64, blockRows)
	}
	dst := k.column[c][:n]
	if k.ready&(1<<c) != 0 {
		return dst
	}
	k.ready |= 1 << c
	switch {
	case c == metric.ColInitMS:
		for i, after := range k.chunk.moments[k.a:k.b] {
			dst[i] = k.chunk.from + int64(after)
		}
	case c.Flag():
		for i, kind := range k.kinds {
			dst[i] = int64(k.view.kinds[kind].flags >> places[c] & 1)
		}
	default:
		k.decode(dst, c)
	}
	return dst
}

// decode reads a number. What a contact lacks is what its formula or the distance from its initiation makes of it: never
// looked at, since predicates and aggregates ask for presence.
func (k *block) decode(dst []int64, c metric.Column) {
	at := int(places[c])
	clear(dst)
	if k.chunk.follows&(1<<at) == 0 {
		k.chunk.numbers[at].addTo(dst, k.a)
	} else {
		f := formulas[at]
		for _, part := range f.of {
			k.chunk.numbers[part].addTo(dst, k.a)
		}
		if f.times != 1 {
			for i := range dst {
				dst[i] *= f.times
			}
		}
	}
	if Moment(c) {
		for i, init := range k.values(metric.ColInitMS) {
			dst[i] += init
		}
	}
}

// buffer borrows bytes for a selection; give returns them.
func (k *block) buffer() []uint8 {
	if n := len(k.spare); n > 0 {
		b := k.spare[n-1]
		k.spare = k.spare[:n-1]
		return b[:k.len()]
	}
	return make([]uint8, blockRows)[:k.len()]
}

func (k *block) give(b []uint8) { k.spare = append(k.spare, b[:blockRows]) }

// holds sets dst to 1 where a predicate holds and to 0 elsewhere.
func (k *block) holds(n *node, dst []uint8) {
	switch n.op {
	case metric.OpTrue:
		for i, kind := range k.kinds {
			dst[i] = n.kinds[kind]
		}
	case metric.OpAnd, metric.OpOr:
		k.holds(&n.of[0], dst)
		part := k.buffer()
		for i := range n.of[1:] {
			k.holds(&n.of[1+i], part)
			combine(n.op, dst, part)
		}
		k.give(part)
	case metric.OpNot:
		k.holds(&n.of[0], dst)
		for i := range dst {
			dst[i] ^= 1
		}
	case metric.OpIn:
		is := bit(n.queues[k.queue])
		for i := range dst {
			dst[i] = is
		}
	default:
		compareAll(n.op, k.values(n.column), n.value, dst)
		for i, kind := range k.kinds {
			dst[i] &= n.kinds[kind]
		}
	}
}

func combine(op metric.Op, dst, part []uint8) {
	part = part[:len(dst)]
	if op == metric.OpAnd {
		for i := range dst {
			dst[i] &= part[i]
		}
		return
	}
	for i := range dst {
		dst[i] |= part[i]
	}
}

// compareAll sets dst to 1 where the comparison holds.
func compareAll(op metric.Op, values []int64, with int64, dst []uint8) {
	values = values[:len(dst)]
	flip := uint8(0)
	switch op {
	case metric.OpEqual:
		for i, v := range values {
			dst[i] = bit(v == with)
		}
		return
	case metric.OpAtLeast: // not less
		flip = 1
		fallthrough
	case metric.OpLess:
		for i, v := range values {
			dst[i] = bit(v < with) ^ flip
		}
	case metric.OpAtMost: // not greater
		flip = 1
		fallthrough
	default:
		for i, v := range values {
			dst[i] = bit(v > with) ^ flip
		}
	}
}

func bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}
