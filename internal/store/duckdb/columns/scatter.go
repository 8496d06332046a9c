package columns

import "github.com/ringside/ringside/internal/metric"

// scatter is working space for rows that go to different groups: places in the block of those that count, and the group of
// each.
type scatter struct {
	rows   [blockRows]int32
	groups [blockRows]int32
	placed int // so many of them are in use
}

// scatter takes in the contacts of a chunk whose moment is in a range, row by row.
func (t *tally) scatter(c *chunk, from, to int64) {
	for run, queue := range c.queues {
		if !t.passes(queue) {
			continue
		}
		a, b := int(c.offsets[run]), int(c.offsets[run+1])
		if !t.byEnd {
			a, b = c.cut(run, from-c.from), c.cut(run, to-c.from)
		}
		for ; a < b; a += blockRows {
			t.block.set(c, queue, a, min(a+blockRows, b))
			t.place(from, to)
			for i := range t.measures {
				t.share(i)
			}
		}
	}
}

// place finds the rows of the block that pass, and their groups.
func (t *tally) place(from, to int64) {
	k := t.block
	passing := k.buffer()
	defer k.give(passing)
	t.choose(&t.measures[0], passing)
	field := t.question.TimeField.Column()
	moments := k.values(field)
	edges := t.question.Edges
	bucket, base := -1, 0
	var first, end int64 // of the bucket; nothing is in none
	n := 0
	rows, groups := t.rows.rows[:len(moments)], t.rows.groups[:len(moments)]
	for i, at := range moments {
		if passing[i] == 0 || at < from || at >= to {
			continue
		}
		if at < first || at >= end || bucket < 0 {
			bucket = seek(edges, bucket, at)
			first, end = edges[bucket], edges[bucket+1]
			base = t.layout.base(bucket, k.queue)
		}
		place := base
		if t.layout.kindGroups != nil {
			place += int(t.layout.kindGroups[k.kinds[i]]) * len(t.layout.staffOf)
		}
		if t.layout.staffGroups != nil {
			place += int(t.layout.staffGroups[k.chunk.staff[k.a+i]])
		}
		group := t.table[place] - 1
		if group < 0 {
			group = t.group(place)
		}
		rows[n], groups[n] = int32(i), group
		n++
	}
	t.rows.placed = n
}

// seek finds the bucket of a moment that some edges enclose, near the one before: contacts come in order of time.
func seek(edges []int64, near int, at int64) int {
	for n := near + 1; near >= 0 && n < len(edges)-1 && n <= near+2; n++ {
		if at >= edges[n] && at < edges[n+1] {
			return n
		}
	}
	low, high := 0, len(edges)-1
	for high-low > 1 {
		if middle := (low + high) / 2; edges[middle] <= at {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// share adds the block's rows to their groups' values of a measure.
func (t *tally) share(i int) {
	m, k := &t.measures[i], t.block
	if m.Aggregate == metric.OnlineAgents || t.rows.placed == 0 || isPercentile(m.Measure) && m.first != i {
		return
	}
	rows, groups := t.rows.rows[:t.rows.placed], t.rows.groups[:t.rows.placed]
	if m.Aggregate == metric.Count && m.values < 0 && m.where.op == metric.OpTrue {
		into, passing := t.values[i], m.where.kinds
		for j, row := range rows {
			into[groups[j]] += int64(passing[k.kinds[row]])
		}
		return
	}
	selected := k.buffer()
	defer k.give(selected)
	k.holds(&m.where, selected)
	if m.values >= 0 {
		number := k.number(m.values)
		for j, row := range rows {
			if selected[row] != 0 {
				t.sets[i][groups[j]].add(number(int(row)))
			}
		}
		return
	}
	into := t.values[i]
	if m.Aggregate == metric.Count {
		for j, row := range rows {
			into[groups[j]] += int64(selected[row])
		}
		return
	}
	values := k.values(m.Column)
	if isPercentile(m.Measure) {
		for j, row := range rows {
			if selected[row] != 0 {
				t.spread[i][groups[j]].add(values[row])
			}
		}
		return
	}
	for j, row := range rows {
		if selected[row] != 0 {
			g := groups[j]
			into[g] = merge(m.Aggregate, into[g], values[row])
		}
	}
}
