package columns

import "slices"

// largestChunk is how many rows a chunk has before it is cut in two: a commit copies the chunks that it touches.
const largestChunk = 100_000

// patch makes the chunks that take the place of one, without some rows and with others. It reports whether all rows that
// go were there; those that were not are not missed otherwise.
func (c *chunk) patch(d *dictionary, removed []Row, added []Row) (next []*chunk, found bool, err error) {
	rows, err := d.order(added)
	if err != nil {
		return nil, false, err
	}
	remove, found := c.find(d, removed)
	if !c.fit(rows) {
		next, err = c.rebuild(d, remove, added)
		return next, found, err
	}
	n := c.splice(remove, rows)
	if n.rows() > largestChunk {
		next, err = split(d, n.from, n.to, n.all(&d.view))
		return next, found, err
	}
	return nonEmpty(n), found, nil
}

func nonEmpty(c *chunk) []*chunk {
	if c.rows() == 0 {
		return nil
	}
	return []*chunk{c}
}

// find looks for rows by value and lists where they are, ascending.
func (c *chunk) find(d *dictionary, rows []Row) (at []int32, all bool) {
	all = true
	taken := map[int32]bool{}
	for i := range rows {
		row := c.search(d, &rows[i], taken)
		if row < 0 {
			all = false
			continue
		}
		taken[row] = true
		at = append(at, row)
	}
	slices.Sort(at)
	return at, all
}

// search is the place of a row of that value that is not taken, -1 without one.
func (c *chunk) search(d *dictionary, r *Row, taken map[int32]bool) int32 {
	queue, known := d.valueNumbers[queuePlace][r.Words[queuePlace]]
	if !known {
		return -1
	}
	run, there := c.run(queue)
	if !there {
		return -1
	}
	for i := c.cut(run, r.Init-c.from); i < int(c.offsets[run+1]) && c.from+int64(c.moments[i]) == r.Init; i++ {
		if !taken[int32(i)] && c.row(&d.view, queue, i) == *r {
			return int32(i)
		}
	}
	return -1
}

// fit reports whether rows can be put in without any column becoming wider.
func (c *chunk) fit(rows []ordered) bool {
	for at := range numbers {
		for _, r := range rows {
			follows := c.follows&(1<<at) != 0
			if follows && !formulas[at].fits(r.Row, at) || !follows && !c.numbers[at].holds(r.Numbers[at]) {
				return false
			}
		}
	}
	return true
}

// rebuild makes the chunk anew of its rows.
func (c *chunk) rebuild(d *dictionary, remove []int32, added []Row) ([]*chunk, error) {
	e := edit{remove: remove}
	rows := splice(c.all(&d.view), e, func(int) Row { return Row{} })
	return split(d, c.from, c.to, append(rows, added...))
}

// split makes as many chunks of rows as their number asks for.
func split(d *dictionary, from, to int64, rows []Row) ([]*chunk, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	middle := from
	if len(rows) > largestChunk {
		moments := make([]int64, len(rows))
		for i := range rows {
			moments[i] = rows[i].Init
		}
		slices.Sort(moments)
		middle = moments[len(moments)/2]
	}
	if middle == from { // few, or most of them at one moment
		all, err := d.order(rows)
		if err != nil {
			return nil, err
		}
		return []*chunk{build(from, to, all)}, nil
	}
	var early, late []Row
	for i := range rows {
		if rows[i].Init < middle {
			early = append(early, rows[i])
		} else {
			late = append(late, rows[i])
		}
	}
	a, err := split(d, from, middle, early)
	if err != nil {
		return nil, err
	}
	b, err := split(d, middle, to, late)
	return append(a, b...), err
}

// splice copies the chunk without some rows and with others, which fit.
func (c *chunk) splice(remove []int32, rows []ordered) *chunk {
	e := edit{remove: remove}
	size := map[int32]int32{}
	for run, queue := range c.queues {
		size[queue] = c.offsets[run+1] - c.offsets[run]
	}
	run := 0
	for _, i := range remove {
		for c.offsets[run+1] <= i {
			run++
		}
		size[c.queues[run]]--
	}
	for _, r := range rows {
		at, there := c.run(r.queue)
		place := c.offsets[at]
		if there {
			place = int32(c.cut(at, r.Init-c.from))
		}
		e.insert = append(e.insert, place)
		size[r.queue]++
	}
	next := &chunk{
		from: c.from, to: c.to, first: c.first, last: c.last, follows: c.follows,
		moments: splice(c.moments, e, func(i int) uint32 { return uint32(rows[i].Init - c.from) }),
		kinds:   splice(c.kinds, e, func(i int) uint16 { return rows[i].kind }),
		staff:   splice(c.staff, e, func(i int) uint16 { return rows[i].staff }),
	}
	for at := range numbers {
		next.numbers[at] = c.numbers[at].splice(e, func(i int) int64 { return rows[i].Numbers[at] })
	}
	for _, r := range rows {
		next.see(r.Row) // of rows that go the bounds stay: they may be too wide, never too narrow
	}
	next.index(size)
	return next
}

// index lays out the runs by their sizes.
func (c *chunk) index(size map[int32]int32) {
	for queue, n := range size {
		if n > 0 {
			c.queues = append(c.queues, queue)
		}
	}
	slices.Sort(c.queues)
	var at int32
	for _, queue := range c.queues {
		c.offsets = append(c.offsets, at)
		at += size[queue]
	}
	c.offsets = append(c.offsets, at)
}
