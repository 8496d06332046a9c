package duckdb

import (
	"sync"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// names knows what the ARNs in contact records were ever called. The projector adds, everyone reads.
type names struct {
	mu     sync.RWMutex
	index  *metric.Names         // which ARNs a filter value means
	things map[thing]*nameRecord // by ARN

	unsaved map[nameRow]connect.Millis // not yet in a committed transaction
	rows    int                        // in the table, several for one name included
	known   int                        // different names
}

// thing is something that has a name.
type thing struct {
	dimension metric.Dimension
	word      int32 // of its ARN
}

// nameRow is a row of the table names, without its moment.
type nameRow struct {
	thing
	name string
}

type nameRecord struct {
	newest   string
	newestAt connect.Millis
	seen     map[string]connect.Millis
}

func newNames() *names {
	return &names{index: metric.NewNames(), things: map[thing]*nameRecord{}, unsaved: map[nameRow]connect.Millis{}}
}

// learn takes in that the record of that moment calls a thing so; name may be "".
func (n *names) learn(row nameRow, arn string, at connect.Millis) {
	if arn == "" {
		return
	}
	n.mu.RLock()
	record := n.things[row.thing]
	old := record != nil && record.seen[row.name] >= at
	n.mu.RUnlock()
	if old {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.remember(row, arn, at)
	n.unsaved[row] = at
}

// remember needs the lock.
func (n *names) remember(row nameRow, arn string, at connect.Millis) {
	record := n.things[row.thing]
	if record == nil {
		record = &nameRecord{seen: map[string]connect.Millis{}}
		n.things[row.thing] = record
	}
	seen, known := record.seen[row.name]
	if !known {
		n.known++
		n.index.LearnName(row.dimension, arn, row.name, at)
	}
	if known && seen >= at {
		return
	}
	record.seen[row.name] = at
	if row.name == "" {
		return
	}
	if record.newest == "" || at > record.newestAt || at == record.newestAt && row.name > record.newest {
		record.newest, record.newestAt = row.name, at
	}
}

// hierarchy are the levels of an agent's hierarchy.
var hierarchy = [metric.HierarchyLevels]metric.Dimension{
	metric.HierarchyLevel1, metric.HierarchyLevel2, metric.HierarchyLevel3, metric.HierarchyLevel4, metric.HierarchyLevel5,
}

// load puts a saved name back.
func (n *names) load(row nameRow, arn string, at connect.Millis) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.rows++
	n.remember(row, arn, at)
}

// newest is the newest name of a thing, "" when it never had one.
func (n *names) newest(d metric.Dimension, word int32) string {
	n.mu.RLock()
	defer n.mu.RUnlock()
	if record := n.things[thing{d, word}]; record != nil {
		return record.newest
	}
	return ""
}

// dated lists the newest names of all things of a dimension; word is that of the ARN.
func (n *names) dated(d metric.Dimension) []savedName {
	n.mu.RLock()
	defer n.mu.RUnlock()
	var all []savedName
	for t, record := range n.things {
		if t.dimension == d && record.newest != "" {
			all = append(all, savedName{nameRow{t, record.newest}, record.newestAt})
		}
	}
	return all
}

// resolve turns the values of a filter into keys.
func (n *names) resolve(f metric.Filter) []string {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.index.Resolve(f)
}

// savedName is a name with its moment.
type savedName struct {
	nameRow
	at connect.Millis
}

// toSave lists the rows that the next transaction must add. When the table has grown too long it lists all rows instead,
// and rewrite says that they replace it.
func (n *names) toSave() (rows []savedName, rewrite bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	if n.rows+len(n.unsaved) > 4*n.known+10_000 {
		for t, record := range n.things {
			for name, at := range record.seen {
				rows = append(rows, savedName{nameRow{t, name}, at})
			}
		}
		return rows, true
	}
	for row, at := range n.unsaved {
		rows = append(rows, savedName{row, at})
	}
	return rows, false
}

// saved says that these rows are in a committed transaction.
func (n *names) saved(rows []savedName, rewrite bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if rewrite {
		n.rows = 0
	}
	n.rows += len(rows)
	clear(n.unsaved) // the projector, which saves, is the only one that learns
}
