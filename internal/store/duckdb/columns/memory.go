package columns

import (
	"unique"

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
	// roomToRemember is what may be remembered of any chunk, in bytes, besides a quarter of what it occupies: the Overview
	// asks for 30 to 40 values of a day, be it a quiet one.
	roomToRemember = 32 << 10
)

// partKey is what was counted: a measure under filters, over a stretch.
type partKey struct {
	what     unique.Handle[string] // see measure.counted
	from, to int64
	byEnd    bool
	whole    bool // over all queues that pass, as one
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
	runs := t.runs(c, whole)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.memory == nil || c.occupied > roomToRemember+c.bytes()/4 {
		c.memory, c.occupied = map[partKey]*part{}, 0
	}
	for _, s := range stretches {
		h := harvest{tally: t, chunk: c, stretch: s, whole: whole}
		h.take(runs)
	}
}

// runs are the runs of the queues that pass, or the only one that stands for all of them.
func (t *tally) runs(c *chunk, whole bool) []int32 {
	if whole {
		return []int32{0}
	}
	runs := make([]int32, 0, len(c.queues))
	for run, queue := range c.queues {
		if t.passes(queue) {
			runs = append(runs, int32(run))
		}
	}
	return runs
}

// harvest takes a stretch of a chunk in, measure by measure.
type harvest struct {
	*tally
	chunk *chunk
	stretch
	whole bool // all queues that pass count as one run
}

// take adds runs to their groups.
func (h *harvest) take(runs []int32) {
	contacts := h.known(0, runs)
	counted, groups := make([]int32, 0, len(runs)), make([]int32, 0, len(runs))
	for _, run := range runs {
		if contacts.values[run] == 0 {
			continue // no contact passes the filters
		}
		queue := int32(0)
		if !h.whole {
			queue = h.chunk.queues[run]
		}
		counted, groups = append(counted, run), append(groups, h.group(h.layout.base(h.bucket, queue)))
	}
	if len(counted) == 0 {
		return
	}
	for i := range h.measures {
		m := &h.measures[i]
		switch {
		case !isPercentile(m.Measure):
			h.add(i, h.known(i, counted), counted, groups)
		case m.first == i: // its values are too many to be remembered
			for j, run := range counted {
				k := counter{tally: h.tally, of: m, stretch: h.stretch, spread: &h.spread[i][groups[j]]}
				k.over(h.chunk, run, h.whole)
			}
		}
	}
}

// known is what is remembered of a measure, with what was not yet known of some runs.
func (h *harvest) known(i int, runs []int32) *part {
	m := &h.measures[i]
	what := m.counted
	if h.whole {
		what = m.countedWhole
	}
	p := h.chunk.part(partKey{what, h.from, h.to, h.byEnd, h.whole}, m)
	for _, run := range runs {
		if !p.done[run] {
			h.count(m, run, p)
		}
	}
	return p
}

// add adds a measure's values of runs to those of their groups.
func (h *harvest) add(i int, p *part, runs, groups []int32) {
	into := h.values[i]
	switch m := &h.measures[i]; {
	case m.values >= 0:
		for j, run := range runs {
			h.sets[i][groups[j]].merge(p.sets[run])
		}
	case m.Aggregate == metric.Count:
		for j, run := range runs {
			into[groups[j]] += p.values[run]
		}
	default:
		for j, run := range runs {
			into[groups[j]] = merge(m.Aggregate, into[groups[j]], p.values[run])
		}
	}
}

// part finds what is remembered under a key, or begins it.
func (c *chunk) part(key partKey, m *measure) *part {
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

// count fills in what is not remembered.
func (h *harvest) count(m *measure, run int32, p *part) {
	k := counter{tally: h.tally, of: m, stretch: h.stretch, value: none}
	if m.Aggregate == metric.Count {
		k.value = 0
	}
	k.over(h.chunk, run, h.whole)
	p.done[run] = true
	if m.values >= 0 {
		p.sets[run] = k.set
		h.chunk.occupied += 24 + 8*len(k.set)
	} else {
		p.values[run] = k.value
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

// over counts a run of a chunk, or the whole of it.
func (k *counter) over(c *chunk, run int32, whole bool) {
	if whole {
		k.all(c)
	} else {
		k.run(c, int(run))
	}
}

func (k *counter) all(c *chunk) {
	ordered := k.queues != nil || k.of.values == queuePlace || k.of.where.ofQueues() || !k.byEnd && (k.from > c.from || k.to < c.to)
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
