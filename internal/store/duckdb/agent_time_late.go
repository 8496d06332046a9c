package duckdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/journal"
)

// walk puts events of one agent into their place before others: part by part, a part being what lies between two kept
// states. It ends where nothing that follows is changed by them.
type walk struct {
	agent   int32
	from    connect.Millis  // where to go on
	carried *activity.State // what the state at from has become; nil where it is what is kept
	fresh   []momentEvent   // events of the batch from there on, in order
}

// walksAtOnce bounds how many events of the past are in memory: about 64 days of agents.
const walksAtOnce = 64

// forever is later than every event.
const forever connect.Millis = math.MaxInt64

func (c *change) rewriteAgentTime(ctx context.Context, late []*walk) error {
	for some := range slices.Chunk(late, walksAtOnce) {
		walks := slices.Clone(some)
		for len(walks) > 0 {
			parts, err := c.nextParts(ctx, walks)
			if err != nil {
				return err
			}
			if err := c.readParts(ctx, parts); err != nil {
				return err
			}
			walks = walks[:0]
			for _, p := range parts {
				if more := c.agentTime.take(p); more {
					walks = append(walks, p.walk)
				}
			}
		}
	}
	return nil
}

// walkedPart is the time of an agent from one kept state to the next.
type walkedPart struct {
	*walk
	from, to connect.Millis
	before   activity.State // at from
	after    activity.State // at to, as it is kept
	known    connect.Millis // day whose state is kept
	whole    bool           // all events of the part are derived anew, not those of the batch alone
	events   []momentEvent
}

// nextParts finds the next part of each walk.
func (c *change) nextParts(ctx context.Context, walks []*walk) ([]*walkedPart, error) {
	parts := make([]*walkedPart, len(walks))
	byAgent := map[int32]*walkedPart{}
	spans := make([]agentSpan, len(walks))
	for i, w := range walks {
		parts[i] = &walkedPart{walk: w, from: math.MinInt64, to: forever, after: c.s.agents().of[w.agent], known: noDay}
		byAgent[w.agent], spans[i] = parts[i], agentSpan{w.agent, w.from, w.from}
	}
	if err := c.writeSpans(ctx, spans); err != nil {
		return nil, err
	}
	err := c.db.each(ctx, "agent_spans_days", func(rows *sql.Rows) error {
		var agent int32
		var day, nextDay sql.NullInt64
		var state, nextState sql.NullString
		if err := rows.Scan(&agent, &day, &state, &nextDay, &nextState); err != nil {
			return err
		}
		return byAgent[agent].between(day, state, nextDay, nextState)
	})
	for _, p := range parts {
		p.choose()
	}
	return parts, err
}

// between takes in the kept states around the beginning of the part.
func (p *walkedPart) between(day sql.NullInt64, state sql.NullString, nextDay sql.NullInt64, nextState sql.NullString) (err error) {
	if day.Valid {
		p.from, p.known = connect.Millis(day.Int64), connect.Millis(day.Int64)
		if p.before, err = parseState(state.String); err != nil {
			return err
		}
	}
	if nextDay.Valid {
		p.to = connect.Millis(nextDay.Int64)
		p.after, err = parseState(nextState.String)
	}
	return err
}

// choose decides what the part is derived from: from the state at its end, where the events of the batch are later than
// all others in it, which is so when files of the past are imported in order.
func (p *walkedPart) choose() {
	n := slices.IndexFunc(p.fresh, func(e momentEvent) bool { return e.at >= p.to })
	if n < 0 {
		n = len(p.fresh)
	}
	p.events, p.fresh = p.fresh[:n], p.fresh[n:]
	switch {
	case p.carried != nil:
		p.before, p.whole = *p.carried, true
	case p.events[0].at > p.after.Heard:
		p.before = p.after
	default:
		p.whole = true
	}
}

// readParts reads the events of the parts that are derived anew.
func (c *change) readParts(ctx context.Context, parts []*walkedPart) error {
	byAgent := map[int32]*walkedPart{}
	var spans []agentSpan
	for _, p := range parts {
		if p.whole {
			p.events = nil
			byAgent[p.agent] = p
			spans = append(spans, agentSpan{p.agent, p.from, p.to})
		}
	}
	if len(spans) == 0 {
		return nil
	}
	if err := c.writeSpans(ctx, spans); err != nil {
		return err
	}
	type place struct {
		agent int32
		seq   uint64
	}
	var places []place
	err := c.db.each(ctx, "agent_spans_events", func(rows *sql.Rows) error {
		var p place
		if err := rows.Scan(&p.agent, &p.seq); err != nil {
			return err
		}
		places = append(places, p)
		return nil
	})
	if err != nil {
		return err
	}
	for _, at := range places {
		event, err := c.agentEvent(at.seq)
		if err != nil {
			return err
		}
		if event != nil {
			p := byAgent[at.agent]
			p.events = append(p.events, momentEvent{activity.Moment(event), event})
		}
	}
	return nil
}

// agentEvent is the agent event with that number, of this batch or from the journal; nil when it cannot be read any more:
// a projection that is made anew lacks it too.
func (c *change) agentEvent(seq uint64) (*connect.AgentEvent, error) {
	if event := c.agentTime.fresh[seq]; event != nil {
		return event, nil
	}
	entry, err := c.s.journal.Get(seq)
	if _, damaged := errors.AsType[*journal.DamageError](err); damaged || errors.Is(err, journal.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read agent event %d again: %w", seq, err)
	}
	fact := decodeAgain(connect.Decode, entry.Data)
	if fact.AgentEvent == nil {
		return nil, nil
	}
	return ofActivity(fact.AgentEvent), nil
}

// take derives a part and reports whether the walk goes on.
func (t *agentTime) take(p *walkedPart) (more bool) {
	inOrder(p.events)
	state := t.derive(p.agent, p.before, p.known, p.events)
	if p.whole {
		t.rewritten = append(t.rewritten, agentSpan{p.agent, p.from, p.to})
	}
	switch {
	case p.to == forever:
		t.states[p.agent] = state
		return false
	case state.Equal(p.after):
		p.carried = nil
		if len(p.fresh) > 0 {
			p.walk.from = p.fresh[0].at
		}
		return len(p.fresh) > 0
	}
	day := agentDay{p.agent, p.to}
	t.days[day] = state
	t.replaced = append(t.replaced, day)
	p.carried, p.walk.from = &state, p.to
	return true
}
