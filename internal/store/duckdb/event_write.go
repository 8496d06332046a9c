package duckdb

import (
	"context"
	"database/sql"
	"math"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// eventKey is the identity of an event: instance, id and time. What is delivered again is the same bytes, so it has the same
// time; and one id with two times is not one event that came twice. To fold those would keep whichever came first, and to
// find them would mean to read all events for each batch.
type eventKey struct {
	id       engine.UUID
	instance int32
	time     connect.Millis
}

// around is the span of the times, which the statement gets to read only what can match: exactly, as time is in the key.
func around(keys []eventKey) (from, to int64) {
	from, to = math.MaxInt64, math.MinInt64
	for _, key := range keys {
		from, to = min(from, int64(key.time)), max(to, int64(key.time))
	}
	return from, to
}

// writeAgentEvents adds the agent events that are not there yet.
func (c *change) writeAgentEvents(ctx context.Context) error {
	keys := make([]eventKey, len(c.agentEvents))
	for i, in := range c.agentEvents {
		keys[i] = eventKey{in.of.id, c.s.words.id(in.of.instance), in.record.event}
	}
	from, to := around(keys)
	fresh, err := c.fresh(ctx, "agent_events_match", keys, from, to)
	if err != nil || len(keys) == 0 {
		return err
	}
	c.learnEvents()
	return c.db.appendRows("", "agent_events", func(add func(...any) error) error {
		for i, in := range c.agentEvents {
			if !fresh[i] {
				in.tell.Duplicates = 1
				continue
			}
			in.tell.Stored = 1
			e, w := in.of, c.s.words
			err := add(e.id, textOrNull(e.text), keys[i].instance, w.id(e.agent), w.id(e.eventType), int64(in.record.event),
				w.id(e.statusType), w.id(e.statusName), int64(e.statusStart), e.contacts, int64(in.record.seq), e.snapshot, int64(e.moment))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// learnEvents takes in what agent events call things.
func (c *change) learnEvents() {
	newest := sayings{}
	for _, in := range c.agentEvents {
		metric.EachEventName(in.of.event, func(d metric.Dimension, arn, name string) {
			newest.add(nameRow{thing{d, c.s.words.id(arn)}, name}, arn, in.record.event)
		})
	}
	c.s.names.learn(newest)
}

// writeContactEvents adds the contact events that are not there yet.
func (c *change) writeContactEvents(ctx context.Context) error {
	keys := make([]eventKey, len(c.contactEvents))
	for i, in := range c.contactEvents {
		keys[i] = eventKey{in.of.id, c.s.words.id(in.of.instance), in.record.event}
	}
	from, to := around(keys)
	fresh, err := c.fresh(ctx, "contact_events_match", keys, from, to)
	if err != nil || len(keys) == 0 {
		return err
	}
	return c.db.appendRows("", "contact_events", func(add func(...any) error) error {
		for i, in := range c.contactEvents {
			if !fresh[i] {
				in.tell.Duplicates = 1
				continue
			}
			in.tell.Stored = 1
			e, w := in.of, c.s.words
			err := add(e.id, keys[i].instance, e.contact, w.id(e.eventType), int64(in.record.event), w.id(e.queue),
				int64(e.enqueue), int64(in.record.seq))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// fresh reports, for each event of a batch, whether it is the first with its identity. The statement lists those that are
// stored.
func (c *change) fresh(ctx context.Context, name string, keys []eventKey, args ...any) ([]bool, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	err := c.writeKeys(ctx, func(add func(engine.UUID) error) error {
		for _, key := range keys {
			if err := add(key.id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	seen := make(map[eventKey]struct{}, len(keys))
	err = c.db.each(ctx, name, func(rows *sql.Rows) error {
		var key eventKey
		if err := rows.Scan(&key.id, &key.instance, &key.time); err != nil {
			return err
		}
		seen[key] = struct{}{}
		return nil
	}, args...)
	if err != nil {
		return nil, err
	}
	fresh := make([]bool, len(keys))
	for i, key := range keys {
		_, known := seen[key]
		fresh[i] = !known
		seen[key] = struct{}{}
	}
	return fresh, nil
}
