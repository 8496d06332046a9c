package columns

import (
	"github.com/ringside/ringside/internal/metric"
)

const (
	// fewParts is into how many parts buckets may cut a chunk for what was counted of them to be remembered: the days of
	// a time zone cut it in two, one with 23 hours in three. Quarters of an hour are not worth it.
	fewParts = 4
	// fewRows is the number of rows below which counting is as fast as remembering.
	fewRows = 512
	// fewOfQueue is the same for each queue.
	fewOfQueue = 64
	// partOverhead is roughly what remembering occupies besides the values, in bytes.
	partOverhead = 200
)

// partKey is what was counted: a measure under filters, over a stretch.
type partKey struct {
	measure, filters string
	from, to         int64
	byEnd            bool
	whole            bool // over all queues that pass, as one
}

// worth reports whether what is counted of a chunk is worth remembering.
func (t *tally) worth(c *chunk, stretches []stretch) bool {
	return t.layout.byQueue() && len(stretches) <= fewParts && c.rows() >= fewRows &&
		(t.layout.queues == 1 || c.rows() >= fewOfQueue*len(c.queues))
}

// part is a measure's value for each run, or for all of them as the only one.
type part struct {
	done   []bool
	values []int64
	sets   []set // of measures that count different values
}

// remembered takes the stretches of a chunk in from what is remembered of it, and counts what is not.
func (t *tally) remembered(c *chunk, stretches []stretch) {
	whole := t.layout.queues == 1 && (t.queues == nil || c.rows() < fewOfQueue*len(c.queues))
	filters := t.filters
	if whole {
		filters += t.ofQueues
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.memory == nil || c.occupied > c.bytes()/4 {
		c.memory, c.occupied = map[partKey]*part{}, 0
	}
	parts := make([]*part, len(t.measures))
	for _, s := range stretches {
		for i, m := range t.measures {
			if !isPercentile(m.Measure) { // its values are too many to be remembered
				parts[i] = c.part(partKey{m.name, filters, s.from, s.to, t.byEnd, whole}, m)
			}
		}
		if whole {
			t.take(c, s, parts, -1)
			continue
		}
		for run, queue := range c.queues {
			if t.passes(queue) {
				t.take(c, s, parts, run)
			}
		}
	}
}

// part finds what is remembered under a key, or begins it.
func (c *chunk) part(key partKey, m measure) *part {
	if p := c.memory[key]; p != nil {
		return p
	}
	n := len(c.queues)
	if key.whole {
		n = 1
	}
	p := &part{done: make([]bool, n)}
	if m.values >= 0 {
		p.sets = make([]set, n)
	} else {
		p.values = make([]int64, n)
	}
	c.memory[key] = p
	c.occupied += partOverhead + 9*n
	return p
}

// take adds a run of a stretch, -1 for all of them, to its group.
func (t *tally) take(c *chunk, s stretch, parts []*part, run int) {
	at, queue := max(run, 0), int32(0)
	if run >= 0 {
		queue = c.queues[run]
	}
	for i, m := range t.measures {
		if parts[i] != nil && !parts[i].done[at] {
			t.count(c, s, m, run, parts[i])
		}
		if i == 0 && parts[0].values[at] == 0 {
			return // no contact passes the filters
		}
	}
	g := t.group(t.layout.base(s.bucket, queue))
	for i, m := range t.measures {
		switch {
		case m.values >= 0:
			t.sets[i][g].merge(parts[i].sets[at])
		case !isPercentile(m.Measure):
			t.values[i][g] = merge(m.Aggregate, t.values[i][g], parts[i].values[at])
		case m.first == i:
			k := counter{tally: t, of: &m, stretch: s, spread: &t.spread[i][g]}
			k.over(c, run)
		}
	}
}

// count fills in what is not remembered.
func (t *tally) count(c *chunk, s stretch, m measure, run int, p *part) {
	k := counter{tally: t, of: &m, stretch: s, value: none}
	if m.Aggregate == metric.Count {
		k.value = 0
	}
	k.over(c, run)
	at := max(run, 0)
	p.done[at] = true
	if m.values >= 0 {
		p.sets[at] = k.set
		c.occupied += 24 + 8*len(k.set)
	} else {
		p.values[at] = k.value
	}
}

// counter counts one measure over a stretch of a chunk.
type counter struct {
	*tally
	stretch
	of    *measure
	value int64
	set   set

	spread *distribution // of a percentile
}

// over counts a run of a chunk, or, with -1, all of them.
func (k *counter) over(c *chunk, run int) {
	if run < 0 {
		k.all(c)
	} else {
		k.run(c, run)
	}
}

func (k *counter) all(c *chunk) {
	ordered := k.queues != nil || k.of.values == queuePlace || !k.byEnd && (k.from > c.from || k.to < c.to)
	if !ordered {
		k.rows(c, 0, 0, c.rows())
		return
	}
	for run, queue := range c.queues {
		if k.passes(queue) {
			k.run(c, run)
		}
	}
}

func (k *counter) run(c *chunk, run int) {
	a, b := int(c.offsets[run]), int(c.offsets[run+1])
	if !k.byEnd {
		a, b = c.cut(run, k.from-c.from), c.cut(run, k.to-c.from)
	}
	k.rows(c, c.queues[run], a, b)
}

// rows counts rows a to b, which are of one queue if that matters.
func (k *counter) rows(c *chunk, queue int32, a, b int) {
	if k.of.Aggregate == metric.OnlineAgents {
		return // no contact tells
	}
	inPart := k.byEnd && (k.from > c.first || k.to <= c.last)
	if k.of.kinds != nil && !inPart && k.sweep(c, a, b) {
		return
	}
	for ; a < b; a += blockRows {
		k.block.set(c, queue, a, min(a+blockRows, b))
		selected := k.block.buffer()
		k.choose(k.of, selected)
		if inPart {
			k.block.between(selected, k.from, k.to)
		}
		k.add(selected)
		k.block.give(selected)
	}
}

// choose sets selected to 1 for the rows that count for a measure and pass the filters, and, by disconnect, have one.
func (t *tally) choose(m *measure, selected []uint8) {
	k := t.block
	k.holds(&m.where, selected)
	t.filter(selected)
}

// filter leaves the rows that pass.
func (t *tally) filter(selected []uint8) {
	k := t.block
	if t.kinds != nil {
		for i, kind := range k.kinds {
			selected[i] &= t.kinds[kind]
		}
	}
	if t.staff != nil {
		for i, staff := range k.chunk.staff[k.a:k.b] {
			selected[i] &= t.staff[staff]
		}
	}
}

// between leaves the rows with a disconnect within a stretch; only rows that have one may be selected.
func (k *block) between(selected []uint8, from, to int64) {
	for i, at := range k.values(metric.ColDisconnectMS) {
		selected[i] &= bit(at >= from && at < to)
	}
}

// add counts the selected rows of the block.
func (k *counter) add(selected []uint8) {
	if k.of.values >= 0 {
		k.block.mark(k.of.values, selected, &k.set)
		return
	}
	var n, sum int64
	if k.of.Aggregate == metric.Count {
		for _, one := range selected {
			n += int64(one)
		}
		k.value += n
		return
	}
	values := k.block.values(k.of.Column)[:len(selected)]
	if k.of.Aggregate == metric.Sum {
		for i, one := range selected {
			n += int64(one)
			sum += values[i] & -int64(one)
		}
		if n > 0 {
			k.value = merge(metric.Sum, k.value, sum)
		}
		return
	}
	for i, one := range selected {
		switch {
		case one == 0:
		case k.spread != nil:
			k.spread.add(values[i])
		default:
			k.value = merge(k.of.Aggregate, k.value, values[i])
		}
	}
}

// mark adds the values that the selected rows have in a dimension to a set.
func (k *block) mark(place int, selected []uint8, found *set) {
	if place == queuePlace {
		for _, one := range selected {
			if one != 0 {
				found.add(k.queue)
				return
			}
		}
		return
	}
	number := k.number(place)
	for i, one := range selected {
		if one != 0 {
			found.add(number(i))
		}
	}
}

// number gives the number of the word that a row has in a dimension other than the queue.
func (k *block) number(place int) func(i int) int32 {
	for at, p := range staffPlaces {
		if p == place {
			staff := k.chunk.staff[k.a:k.b]
			return func(i int) int32 { return k.view.staffValue[staff[i]][at] }
		}
	}
	for at, p := range kindPlaces {
		if p == place {
			return func(i int) int32 { return k.view.kindValues[k.kinds[i]][at] }
		}
	}
	return func(int) int32 { return k.queue }
}
