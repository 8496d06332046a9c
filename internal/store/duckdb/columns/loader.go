package columns

import "fmt"

// Loader fills a cache from stored rows, the newest days first, while transactions go on: what is published meanwhile is
// put on top in the end.
type Loader struct {
	cache *Cache
	state *State
	full  bool
}

// Load begins to fill the cache, which gives its state up. The snapshot that rows are read from must be taken after it.
func (c *Cache) Load() *Loader {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state.Store(nil)
	c.loading, c.waiting = &Loader{cache: c, state: newState()}, nil
	return c.loading
}

// Since is the initiation, in ms, from which on there is room for contacts; false while there is for all.
func (l *Loader) Since() (ms int64, bounded bool) { return l.state.Since() }

// Full reports that there is no room for older contacts: these are for Outside.
func (l *Loader) Full() bool { return l.full }

// Add takes all rows of some whole UTC days, older than those that were added before. It keeps none of them.
func (l *Loader) Add(rows []Row) error {
	byDay := map[int64][]Row{}
	for len(rows) > 0 {
		if rows[0].Init == Undated {
			if end, has := rows[0].disconnect(); has {
				l.Outside(end)
			}
			rows = rows[1:]
			continue
		}
		// Mostly contacts are stored in order of time, so that a day is a stretch and need not be copied.
		from, n := day(rows[0].Init), 1
		for n < len(rows) && rows[n].Init >= from && rows[n].Init < from+dayMS {
			n++
		}
		if byDay[from] == nil {
			byDay[from] = rows[:n:n]
		} else {
			byDay[from] = append(byDay[from], rows[:n]...)
		}
		rows = rows[n:]
	}
	made := map[int64][]*chunk{}
	for from, rows := range byDay {
		chunks, err := split(l.state.dictionary, from, from+dayMS, rows)
		if err != nil {
			return fmt.Errorf("load columns: %w", err)
		}
		made[from] = chunks
	}
	l.state = l.state.with(nil, made)
	l.state.trim(l.cache.options.Room)
	_, l.full = l.state.Since()
	return nil
}

// Outside tells of contacts that are not added: the newest disconnect among them, in ms.
func (l *Loader) Outside(disconnect int64) { l.state.outside = max(l.state.outside, disconnect) }

// Finish publishes what was loaded from a snapshot of that position, with the changes since.
func (l *Loader) Finish(seq uint64) error {
	c := l.cache
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.loading != l {
		return nil // given up meanwhile
	}
	waiting := c.waiting
	c.loading, c.waiting = nil, nil
	l.state.seq = seq
	for _, change := range waiting {
		if change.seq <= seq {
			continue
		}
		next, missing, err := l.state.apply(change, c.options)
		if err != nil {
			return fmt.Errorf("load columns: %w", err)
		}
		if next == nil || len(missing) > 0 {
			return nil // to be loaded again, when there is less to do
		}
		l.state = next
	}
	c.state.Store(l.state)
	return nil
}

// Abandon ends a load that failed.
func (l *Loader) Abandon() {
	c := l.cache
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.loading == l {
		c.loading, c.waiting = nil, nil
	}
}
