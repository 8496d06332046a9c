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

// rereading is how far a part is derived anew from its events.
type rereading struct {
	whole bool           // the part is derived anew, and not gone on from the state at its end
	at    connect.Millis // all events before it are derived
	was   activity.State // at that moment, without the events of the batch
	lost  bool           // an event cannot be read any more, so that was may be another state than the kept one
}

// firstAgain are how many events behind those of the batch are read before all others are, to see whether the agent's time
// goes on as it is kept. It does soon after a login, whatever was before: without this, each batch of a file of the past would
// derive the whole day behind it anew.
var firstAgain = []int64{4, 32}

// deriveParts derives each part to its end, or to where the agent's time goes on as it is kept.
func (c *change) deriveParts(ctx context.Context, parts []*walkedPart) error {
	var again, amid []*walkedPart
	for _, p := range parts {
		switch {
		case !p.whole:
			p.state = c.agentTime.derive(p.agent, p.state, p.known, p.events)
			continue
		case len(p.events) > 0:
			amid = append(amid, p)
		}
		again = append(again, p)
	}
	if err := c.deriveAgain(ctx, amid, (*walkedPart).amidBatch, math.MaxInt64); err != nil {
		return err
	}
	for _, most := range append(slices.Clone(firstAgain), math.MaxInt64) {
		again = slices.DeleteFunc(again, (*walkedPart).settled)
		if err := c.deriveAgain(ctx, again, (*walkedPart).behindBatch, most); err != nil {
			return err
		}
	}
	return nil
}

// amidBatch is the time up to the last event of the batch.
func (p *walkedPart) amidBatch() agentSpan {
	return agentSpan{p.agent, p.at, p.events[len(p.events)-1].at + 1}
}

// behindBatch is the time that is left.
func (p *walkedPart) behindBatch() agentSpan { return agentSpan{p.agent, p.at, p.to} }

// settled reports whether nothing is left to derive. Where the time goes on as it is kept, the part ends.
func (p *walkedPart) settled() bool {
	if p.at < p.to && !p.lost && p.state.Equal(p.was) {
		p.to, p.after = p.at, p.state
	}
	return p.at == p.to
}

// page is some of an agent's events that are read again.
type page struct {
	places []uint64       // in the journal
	last   connect.Millis // moment of the last
}

// deriveAgain goes on with each part by the first events in a span of it: at most so many, and those of the last one's moment.
func (c *change) deriveAgain(ctx context.Context, parts []*walkedPart, span func(*walkedPart) agentSpan, most int64) error {
	if len(parts) == 0 {
		return nil
	}
	spans := make([]agentSpan, len(parts))
	for i, p := range parts {
		spans[i] = span(p)
	}
	pages, err := c.readPages(ctx, spans, most)
	if err != nil {
		return err
	}
	for i, p := range parts {
		read := pages[p.agent]
		if err := c.goOn(p, read.places); err != nil {
			return err
		}
		if p.at = spans[i].to; int64(len(read.places)) >= most {
			p.at = read.last + 1
		}
	}
	return nil
}

// readPages finds the events of each agent's span.
func (c *change) readPages(ctx context.Context, spans []agentSpan, most int64) (map[int32]page, error) {
	if err := c.writeSpans(ctx, spans); err != nil {
		return nil, err
	}
	pages := map[int32]page{}
	return pages, c.db.each(ctx, "agent_spans_events", func(rows *sql.Rows) error {
		var agent int32
		var seq uint64
		var moment int64
		if err := rows.Scan(&agent, &seq, &moment); err != nil {
			return err
		}
		of := pages[agent]
		pages[agent] = page{append(of.places, seq), max(of.last, connect.Millis(moment))}
		return nil
	}, most)
}

// goOn derives the next events of a part, with those of the batch and without.
func (c *change) goOn(p *walkedPart, places []uint64) error {
	var events []momentEvent
	var kept []*connect.AgentEvent
	for _, seq := range places {
		event, err := c.agentEvent(seq)
		switch {
		case err != nil:
			return err
		case event == nil:
			p.lost = true
			continue
		case c.agentTime.fresh[seq] == nil:
			kept = append(kept, event)
		}
		events = append(events, momentEvent{activity.Moment(event), event})
	}
	inOrder(events)
	p.state = c.agentTime.derive(p.agent, p.state, p.known, events)
	_, p.was = activity.Derive(p.was, kept)
	if len(events) > 0 {
		p.known = dayOf(events[len(events)-1].at)
	}
	return nil
}

// agentEvent is the agent event with that number, of this batch or from the journal; nil when it cannot be read any more:
// a projection that is made anew lacks it too.
func (c *change) agentEvent(seq uint64) (*connect.AgentEvent, error) {
	if event := c.agentTime.fresh[seq]; event != nil {
		return event, nil
	}
	c.agentTime.read++
	entry, err := c.s.entryOf(seq)
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
