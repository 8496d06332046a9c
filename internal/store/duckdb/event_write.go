package duckdb

import (
	"context"
	"database/sql"
	"math"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// writeAgentEvents adds the agent events that are not there yet.
func (c *change) writeAgentEvents(ctx context.Context) error {
	ids := make([]engine.UUID, len(c.agentEvents))
	instances := make([]int32, len(c.agentEvents))
	for i, in := range c.agentEvents {
		ids[i], instances[i] = in.of.id, c.s.words.id(in.of.instance)
		c.s.names.learn(nameRow{thing{metric.Instance, instances[i]}, ""}, in.of.instance, in.record.event)
	}
	fresh, err := c.fresh(ctx, "agent_events_match", ids, instances)
	if err != nil || len(ids) == 0 {
		return err
	}
	return c.db.appendRows("", "agent_events", func(add func(...any) error) error {
		for i, in := range c.agentEvents {
			if !fresh[i] {
				in.tell.Duplicates = 1
				continue
			}
			in.tell.Stored = 1
			e, w := in.of, c.s.words
			err := add(e.id, textOrNull(e.text), instances[i], w.id(e.agent), w.id(e.eventType), int64(in.record.event),
				w.id(e.statusType), w.id(e.statusName), int64(e.statusStart), e.contacts, int64(in.record.seq), e.snapshot)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// writeContactEvents adds the contact events that are not there yet.
func (c *change) writeContactEvents(ctx context.Context) error {
	ids := make([]engine.UUID, len(c.contactEvents))
	instances := make([]int32, len(c.contactEvents))
	from, to := connect.Millis(math.MaxInt64), connect.Millis(math.MinInt64)
	for i, in := range c.contactEvents {
		ids[i], instances[i] = in.of.id, c.s.words.id(in.of.instance)
		from, to = min(from, in.record.event), max(to, in.record.event)
	}
	fresh, err := c.fresh(ctx, "contact_events_match", ids, instances, int64(from), int64(to))
	if err != nil || len(ids) == 0 {
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
			err := add(e.id, instances[i], e.contact, w.id(e.eventType), int64(in.record.event), w.id(e.queue),
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
func (c *change) fresh(ctx context.Context, name string, ids []engine.UUID, instances []int32, args ...any) ([]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	err := c.writeKeys(ctx, func(add func(engine.UUID) error) error {
		for _, id := range ids {
			if err := add(id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	seen := make(map[contactKey]struct{}, len(ids))
	err = c.db.each(ctx, name, func(rows *sql.Rows) error {
		var key contactKey
		if err := rows.Scan(&key.id, &key.instance); err != nil {
			return err
		}
		seen[key] = struct{}{}
		return nil
	}, args...)
	if err != nil {
		return nil, err
	}
	fresh := make([]bool, len(ids))
	for i := range ids {
		key := contactKey{ids[i], instances[i]}
		_, known := seen[key]
		fresh[i] = !known
		seen[key] = struct{}{}
	}
	return fresh, nil
}
