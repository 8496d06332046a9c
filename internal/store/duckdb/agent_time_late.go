package duckdb

import (
	"context"
	"database/sql"
	"math"
	"slices"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
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
			if err := c.deriveParts(ctx, parts); err != nil {
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
	if len(late) > 0 {
		c.s.log.Debug("agents' time changed behind its end", "agents", len(late), "events_read", c.agentTime.read)
	}
	return nil
}

// walkedPart is the time of an agent from one kept state to the next, or to where it goes on as it is kept.
type walkedPart struct {
	*walk
	from, to connect.Millis
	state    activity.State // at from, as it has become; then after what is derived
	after    activity.State // at to, as it is kept
	known    connect.Millis // day whose state is kept
	events   []momentEvent  // of the batch
	rereading
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
		if p.state, err = parseState(state.String); err != nil {
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
	if p.carried == nil && p.events[0].at > p.after.Heard {
		p.state = p.after
		return
	}
	p.whole, p.at, p.was = true, p.from, p.state
	if p.carried != nil {
		p.state = *p.carried
	}
}

// take notes what became of a part and reports whether the walk goes on.
func (t *agentTime) take(p *walkedPart) (more bool) {
	if p.whole {
		t.rewritten = append(t.rewritten, agentSpan{p.agent, p.from, p.to})
	}
	switch {
	case p.to == forever:
		t.states[p.agent] = p.state
		return false
	case p.state.Equal(p.after):
		p.carried = nil
		if len(p.fresh) > 0 {
			p.walk.from = p.fresh[0].at
		}
		return len(p.fresh) > 0
	}
	day := agentDay{p.agent, p.to}
	t.days[day] = p.state
	t.replaced = append(t.replaced, day)
	p.carried, p.walk.from = &p.state, p.to
	return true
}
