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

	given   map[string]string // what instances are to be called, by key; Amazon's records do not say
	givenAt connect.Millis

	unsaved map[nameRow][]connect.Millis // not yet in a committed transaction
	rows    int                          // in the table, several for one name included
	known   int                          // different names
	news    uint64                       // counts names that were never seen before, or not that early
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
	seen     map[string]era
}

// era is from the first to the last of some moments.
type era struct{ first, last connect.Millis }

func newNames() *names {
	return &names{index: metric.NewNames(), things: map[thing]*nameRecord{}, unsaved: map[nameRow][]connect.Millis{}}
}

// sayings are what the records of a batch call things, of each name only the first moment and the last: most records say what
// the one before said.
type sayings map[nameRow]saying

type saying struct {
	arn string
	era
}

// add takes in that the record of that moment calls a thing so; name may be "".
func (s sayings) add(row nameRow, arn string, at connect.Millis) {
	if arn == "" {
		return
	}
	switch old, known := s[row]; {
	case !known:
		s[row] = saying{arn, era{at, at}}
	case at < old.first || at > old.last:
		s[row] = saying{arn, era{min(at, old.first), max(at, old.last)}}
	}
}

// learn takes in what a contact record says. Ids are the numbers of its texts.
func (s sayings) learn(r *metric.Row, ids *contactWords) {
	at := connect.Millis(r.Int(metric.ColLastUpdateMS).Value)
	s.add(nameRow{thing{metric.Queue, ids.queue}, r.QueueName}, r.QueueARN, at)
	s.add(nameRow{thing{metric.Agent, ids.agent}, r.AgentName}, r.AgentARN, at)
	s.add(nameRow{thing{metric.RoutingProfile, ids.routingProfile}, r.RoutingProfileName}, r.RoutingProfileARN, at)
	s.add(nameRow{thing{metric.Instance, ids.instance}, ""}, r.InstanceARN, at)
	for i, group := range r.Hierarchy {
		s.add(nameRow{thing{hierarchy[i], ids.hierarchy[i]}, group.Name}, group.ARN, at)
	}
}

// learn takes in what a batch says.
func (n *names) learn(said sayings) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for row, of := range said {
		n.note(row, of.arn, of.era)
	}
}

// note remembers a name, and what of it is to be saved; needs the lock.
func (n *names) note(row nameRow, arn string, at era) {
	var seen era
	var known bool
	if record := n.things[row.thing]; record != nil {
		seen, known = record.seen[row.name]
	}
	if !known || at.first < seen.first {
		n.unsaved[row] = append(n.unsaved[row], at.first)
	}
	if known && at.last > seen.last || !known && at.last > at.first {
		n.unsaved[row] = append(n.unsaved[row], at.last)
	}
	n.remember(row, arn, at)
}

// remember needs the lock.
func (n *names) remember(row nameRow, arn string, at era) {
	record := n.things[row.thing]
	if record == nil {
		record = &nameRecord{seen: map[string]era{}}
		n.things[row.thing] = record
	}
	seen, known := record.seen[row.name]
	if !known {
		n.known++
		n.index.LearnName(row.dimension, arn, row.name, at.last)
		defer n.christen(row, arn)
		seen = at
	}
	if !known || at.first < seen.first {
		n.news++
	}
	record.seen[row.name] = era{min(seen.first, at.first), max(seen.last, at.last)}
	if row.name == "" {
		return
	}
	if record.newest == "" || at.last > record.newestAt || at.last == record.newestAt && row.name > record.newest {
		record.newest, record.newestAt = row.name, at.last
	}
}

// christen gives an instance that was just met its name; needs the lock.
func (n *names) christen(row nameRow, arn string) {
	name := n.given[connect.InstanceKey(arn)]
	if row.dimension != metric.Instance || row.name != "" || name == "" {
		return
	}
	named := nameRow{row.thing, name}
	n.note(named, arn, era{n.givenAt, n.givenAt})
}

// give says what instances are called from a moment on, by key, those that are met later too.
func (n *names) give(given map[string]string, at connect.Millis, words *words) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.given, n.givenAt = given, at
	for t := range n.things {
		if t.dimension == metric.Instance {
			n.christen(nameRow{thing: t}, words.text(t.word))
		}
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
	n.remember(row, arn, era{at, at})
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

// RecordedName is a name that records or agent events gave a thing, with the first and the last moment of which they did.
type RecordedName struct {
	ARN, Name   string
	First, Last connect.Millis
}

// count is how much was ever new.
func (n *names) count() uint64 {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.news
}

// history lists every name that every thing of a dimension was ever given, and when.
func (n *names) history(d metric.Dimension, words *words) []RecordedName {
	n.mu.RLock()
	defer n.mu.RUnlock()
	var all []RecordedName
	for t, record := range n.things {
		if t.dimension != d {
			continue
		}
		for name, at := range record.seen {
			if name != "" {
				all = append(all, RecordedName{ARN: words.text(t.word), Name: name, First: at.first, Last: at.last})
			}
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
				rows = append(rows, savedName{nameRow{t, name}, at.first}, savedName{nameRow{t, name}, at.last})
			}
		}
		return rows, true
	}
	for row, moments := range n.unsaved {
		for _, at := range moments {
			rows = append(rows, savedName{row, at})
		}
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
