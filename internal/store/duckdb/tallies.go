package duckdb

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// tallies count what came from where and what was wrong with it. The projector adds, everyone reads.
type tallies struct {
	mu        sync.Mutex
	sources   map[sourceKind]tally
	warnings  map[connect.Warning]int64
	instances map[instanceKind]connect.Millis // newest record; found in the other tables when the database is opened
	shards    map[shardOf]string              // how far each was read
}

type instanceKind struct {
	arn  string
	kind connect.Kind
}

type sourceKind struct {
	source string
	kind   connect.Kind
}

type tally struct {
	outcome       store.Outcome
	lastReceived  connect.Millis
	lastEvent     connect.Millis
	firstReceived connect.Millis // store.Unknown of what came before it was kept
	firstEvent    connect.Millis // likewise; 0 while no record told its time
}

func newTallies() *tallies {
	return &tallies{
		sources: map[sourceKind]tally{}, warnings: map[connect.Warning]int64{}, instances: map[instanceKind]connect.Millis{},
		shards: map[shardOf]string{},
	}
}

// add takes in what a transaction brings, after it is committed.
func (t *tallies) add(more *tallies) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for key, m := range more.sources {
		t.sources[key] = t.sources[key].plus(m)
	}
	for warning, n := range more.warnings {
		t.warnings[warning] += n
	}
	for key, at := range more.instances {
		t.heard(key, at)
	}
	maps.Copy(t.shards, more.shards)
}

// heard takes in a record of an instance.
func (t *tallies) heard(key instanceKind, at connect.Millis) {
	t.instances[key] = max(t.instances[key], at)
}

// with is what add would lead to.
func (t *tallies) with(more *tallies) *tallies {
	sum := newTallies()
	sum.add(t.clone())
	sum.add(more)
	return sum
}

func (t *tallies) clone() *tallies {
	t.mu.Lock()
	defer t.mu.Unlock()
	return &tallies{
		sources: maps.Clone(t.sources), warnings: maps.Clone(t.warnings), instances: maps.Clone(t.instances),
		shards: maps.Clone(t.shards),
	}
}

func (t tally) plus(m tally) tally {
	return tally{
		outcome:       t.outcome.Add(m.outcome),
		lastReceived:  max(t.lastReceived, m.lastReceived),
		lastEvent:     max(t.lastEvent, m.lastEvent),
		firstReceived: earlier(t.firstReceived, m.firstReceived),
		firstEvent:    earlier(t.firstEvent, m.firstEvent),
	}
}

// earlier is the earlier of two moments, of which 0 is none yet; what is unknown stays so.
func earlier(a, b connect.Millis) connect.Millis {
	if a == 0 || b == 0 {
		return a + b
	}
	return min(a, b)
}

// status lists the tallies by source and kind, by warning, and by instance and kind.
func (t *tallies) status() ([]store.SourceStatus, []store.FieldWarning, []store.InstanceStatus) {
	c := t.clone()
	sources := make([]store.SourceStatus, 0, len(c.sources))
	for key, tally := range c.sources {
		sources = append(sources, store.SourceStatus{
			Source: key.source, Kind: key.kind, Outcome: tally.outcome, LastReceived: tally.lastReceived.Time(),
			LastEvent: tally.lastEvent, FirstReceived: max(0, tally.firstReceived).Time(), FirstEvent: max(0, tally.firstEvent),
		})
	}
	slices.SortFunc(sources, func(a, b store.SourceStatus) int {
		if d := strings.Compare(a.Source, b.Source); d != 0 {
			return d
		}
		return int(a.Kind) - int(b.Kind)
	})
	warnings := make([]store.FieldWarning, 0, len(c.warnings))
	for warning, n := range c.warnings {
		warnings = append(warnings, store.FieldWarning{Field: warning.Field, Reason: warning.Reason, Count: n})
	}
	slices.SortFunc(warnings, func(a, b store.FieldWarning) int {
		if d := strings.Compare(a.Field, b.Field); d != 0 {
			return d
		}
		return strings.Compare(a.Reason, b.Reason)
	})
	return sources, warnings, c.ofInstances()
}

func (t *tallies) ofInstances() []store.InstanceStatus {
	all := make([]store.InstanceStatus, 0, len(t.instances))
	for key, at := range t.instances {
		all = append(all, store.InstanceStatus{ARN: key.arn, Kind: key.kind, LastEvent: at})
	}
	slices.SortFunc(all, func(a, b store.InstanceStatus) int {
		return cmp.Or(strings.Compare(a.ARN, b.ARN), int(a.Kind)-int(b.Kind))
	})
	return all
}
