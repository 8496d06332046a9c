package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// agentStates is what is known of agents in this snapshot: from memory, or where a batch was committed meanwhile from the
// table.
func (r *reading) agentStates(ctx context.Context) (map[int32]activity.State, error) {
	position, err := r.position(ctx)
	if err != nil {
		return nil, err
	}
	if r.states.seq == position {
		return r.states.of, nil
	}
	r.states, err = loadAgentStates(position, func(row func(*sql.Rows) error) error {
		return r.each(ctx, "agent states", statement("agent_states_load"), nil, row)
	})
	return r.states.of, err
}

// position is that of the snapshot.
func (r *reading) position(ctx context.Context) (seq uint64, err error) {
	if err := r.tx.QueryRowContext(ctx, statement("position_load")).Scan(&seq); err != nil {
		return 0, fmt.Errorf("load position: %w", err)
	}
	return seq, nil
}

// open lists what still goes on at a moment, as far as it matches.
func (l *intervalList) open(ctx context.Context, until connect.Millis) ([]keyed, error) {
	states, err := l.agentStates(ctx)
	if err != nil {
		return nil, err
	}
	open := intervalList{reading: l.reading, query: l.query}
	for agent, state := range states {
		timeline := state.Open(until)
		for _, row := range store.IntervalsOf(&timeline) {
			kind := slices.Index(store.IntervalKinds(), row.Kind)
			k := keyed{intervalKey{Start: row.Start, Kind: kind, Agent: agent, End: row.End}, row}
			if l.matches(&k) {
				open.add(k)
			}
		}
	}
	return open.found, nil
}

// matches is what kindSQL asks of a row of a table.
func (l *intervalList) matches(k *keyed) bool {
	from, to := connect.MillisOf(l.query.From), connect.MillisOf(l.query.To)
	if !l.query.Asks(k.Kind) || k.Start >= to || k.End <= from {
		return false
	}
	if l.query.Adding == metric.NoAmount && k.Kind == store.StretchInterval && k.Class == "" {
		return false
	}
	if l.query.Adding != metric.NoAmount && k.Adds(l.query.Adding, l.query.Times()) == 0 {
		return false
	}
	for _, filter := range l.query.Where {
		if slices.Contains(l.names.resolve(filter), k.Key(filter.Dimension)) == filter.Not {
			return false
		}
	}
	return true
}
