package columns

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/metric"
)

// node is a predicate made ready: what depends on the kind alone is decided for each kind, the rest row by row.
type node struct {
	op     metric.Op
	kinds  []uint8       // by number, of OpTrue: 1 where it holds. Of a comparison: 1 where the column has a value
	column metric.Column // of a comparison
	value  int64
	of     []node
	queues []bool // by number, of OpIn: its keys are those of queues
}

// compile makes a predicate ready for the kinds of a view.
func (v *view) compile(p metric.Predicate, names Names) node {
	if ofKinds(p) {
		n := node{op: metric.OpTrue, kinds: make([]uint8, len(v.kinds))}
		for i := range v.kinds {
			if v.kinds[i].holds(p, names) {
				n.kinds[i] = 1
			}
		}
		return n
	}
	n := node{op: p.Op, column: p.Column, value: p.Value}
	switch p.Op {
	case metric.OpAnd, metric.OpOr, metric.OpNot:
		for _, part := range p.Of {
			n.of = append(n.of, v.compile(part, names))
		}
	case metric.OpIn:
		n.queues = make([]bool, len(v.values[queuePlace]))
		for i, word := range v.values[queuePlace] {
			n.queues[i] = hasKey(p, names.Text(word))
		}
	default:
		n.kinds = v.compile(metric.Present(p.Column), names).kinds
	}
	return n
}

// ofQueues reports whether a predicate asks which queue a contact is of.
func (n *node) ofQueues() bool {
	return n.op == metric.OpIn || slices.ContainsFunc(n.of, func(part node) bool { return part.ofQueues() })
}

// hasKey reports whether a text is one of the keys of a predicate.
func hasKey(p metric.Predicate, text string) bool {
	_, found := slices.BinarySearch(p.Keys, text)
	return found
}

// both is true where two predicates are.
func both(a, b node) node {
	if a.op == metric.OpTrue && b.op == metric.OpTrue {
		return node{op: metric.OpTrue, kinds: overlap(a.kinds, b.kinds)}
	}
	return node{op: metric.OpAnd, of: []node{a, b}}
}

// overlap is 1 where both are; nil is 1 everywhere.
func overlap(a, b []uint8) []uint8 {
	if a == nil || b == nil {
		return slices.Concat(a, b)
	}
	c := slices.Clone(a)
	for i := range c {
		c[i] &= b[i]
	}
	return c
}

// ofKinds reports whether a predicate is decided by the kind of a contact alone.
func ofKinds(p metric.Predicate) bool {
	switch p.Op {
	case metric.OpTrue, metric.OpMissing:
		return true
	case metric.OpAnd, metric.OpOr, metric.OpNot:
		return !slices.ContainsFunc(p.Of, func(part metric.Predicate) bool { return !ofKinds(part) })
	case metric.OpIn:
		return slices.Contains(kindPlaces, dimension(p.Dimension))
	default:
		return p.Column.Flag()
	}
}

// holds decides a predicate that ofKinds is true for, as metric.Predicate.Holds does.
func (k *kind) holds(p metric.Predicate, names Names) bool {
	holds := func(part metric.Predicate) bool { return k.holds(part, names) }
	switch p.Op {
	case metric.OpTrue:
		return true
	case metric.OpMissing:
		return p.Column != metric.ColInitMS && !p.Column.Flag() && k.present&(1<<places[p.Column]) == 0
	case metric.OpAnd:
		return !slices.ContainsFunc(p.Of, func(part metric.Predicate) bool { return !holds(part) })
	case metric.OpOr:
		return slices.ContainsFunc(p.Of, holds)
	case metric.OpNot:
		return !holds(p.Of[0])
	case metric.OpIn:
		return hasKey(p, names.Text(k.words[slices.Index(kindPlaces, dimension(p.Dimension))]))
	default:
		return compare(p.Op, int64(k.flags>>places[p.Column]&1), p.Value)
	}
}

func compare(op metric.Op, a, b int64) bool {
	switch op {
	case metric.OpEqual:
		return a == b
	case metric.OpLess:
		return a < b
	case metric.OpAtMost:
		return a <= b
	case metric.OpGreater:
		return a > b
	case metric.OpAtLeast:
		return a >= b
	default:
		return false
	}
}

// nameOf spells what a measure counts, so that equal ones have equal names.
func nameOf(m metric.Measure) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %d %s ", m.Aggregate, m.Column, m.Dimension)
	spell(&b, m.Where)
	return b.String()
}

func spell(b *strings.Builder, p metric.Predicate) {
	fmt.Fprintf(b, "(%d %d %d", p.Op, p.Column, p.Value)
	if p.Op == metric.OpIn { // as short for thousands of keys: the name is looked up in every chunk
		fmt.Fprintf(b, " %s %x", p.Dimension, sha256.Sum256([]byte(strings.Join(p.Keys, "\x00"))))
	}
	for _, part := range p.Of {
		spell(b, part)
	}
	b.WriteByte(')')
}

func filterName(f metric.Filter, words map[int32]bool) string {
	list := make([]int32, 0, len(words))
	for word := range words {
		list = append(list, word)
	}
	slices.Sort(list)
	return fmt.Sprintf("%s %t %d;", f.Dimension, f.Not, list)
}
