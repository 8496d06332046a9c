package duckdb

import (
	"context"
	"fmt"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// change is a batch on its way into the tables: what its transaction decided so far.
type change struct {
	s        *Store
	db       *database
	position position
	tallies  *tallies // of this batch alone

	contacts      []incoming[*contactRecord]
	agentEvents   []incoming[*agentEventRecord]
	contactEvents []incoming[*contactEventRecord]
	rejected      []quarantined
	replayed      []uint64
	hot           hotChange
	kept          map[engine.UUID]uint64 // rejected bytes that are new in quarantine
	mentions      map[mention]connect.Millis
	agentTime     agentTime
}

// incoming is a record with the place where its outcome is counted.
type incoming[T any] struct {
	record *record
	of     T
	tell   *store.Outcome
}

// quarantined is a rejected record with its delivery.
type quarantined struct {
	record *record
	part   *part
	tell   *store.Outcome
}

// commit writes a batch, and the position behind it, in one transaction.
func (s *Store) commit(ctx context.Context, b *batch) (position, error) {
	at := s.position()
	c := &change{s: s, db: s.db, position: at, tallies: newTallies()}
	c.position.seq, c.position.at = b.last, s.opts.Now()
	c.hot.wanted = s.hot != nil && s.hot.Wanted()
	outcomes := c.sort(b)
	words, names := []int32(nil), []savedName(nil)
	var rewrite bool
	err := s.db.write(ctx, func() error {
		for _, step := range []func(context.Context) error{
			c.writeContacts, c.writeAgentEvents, c.writeAgentContacts, c.writeAgentTime, c.writeContactEvents,
			c.writeQuarantine,
		} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		c.count(b, outcomes)
		words = s.words.toSave()
		names, rewrite = s.names.toSave()
		if err := c.writeMirror(ctx, words, names, rewrite); err != nil {
			return err
		}
		return c.prepareHot(ctx)
	})
	c.publishHot(err == nil)
	if err != nil {
		return position{}, err
	}
	s.words.saved(words)
	s.names.saved(names, rewrite)
	s.tallies.add(c.tallies)
	s.contents.add(c.kept)
	s.remember(c.mentions)
	s.learned(s.agents().with(c.agentTime.states, c.position.seq))
	return c.position, nil
}

// sort parts the records by kind. The result has one outcome for each record, in order of the batch.
func (c *change) sort(b *batch) [][]store.Outcome {
	outcomes := make([][]store.Outcome, len(b.parts))
	for i, p := range b.parts {
		outcomes[i] = make([]store.Outcome, len(p.records))
		for k := range p.records {
			r, tell := &p.records[k], &outcomes[i][k]
			switch {
			case r.contact != nil:
				c.contacts = append(c.contacts, incoming[*contactRecord]{r, r.contact, tell})
			case r.agentEvent != nil:
				c.agentEvents = append(c.agentEvents, incoming[*agentEventRecord]{r, r.agentEvent, tell})
			case r.contactEvent != nil:
				c.contactEvents = append(c.contactEvents, incoming[*contactEventRecord]{r, r.contactEvent, tell})
			case r.replays != nil:
				c.replayed = append(c.replayed, r.replays...)
				continue
			case r.mark != nil:
				c.reached(r.seq, r.mark)
				continue
			case r.gone == kindErased:
				tell.Duplicates = 1 // of what was there once
			case r.gone == kindExpired:
				tell.Older = 1 // than what is kept
			default:
				c.rejected = append(c.rejected, quarantined{r, p, tell})
			}
			tell.Read = 1
		}
	}
	return outcomes
}

// count adds up what became of the records, by delivery and by source and kind.
func (c *change) count(b *batch, outcomes [][]store.Outcome) {
	for i, p := range b.parts {
		p.outcome = store.Outcome{}
		c.position.learn(p.received)
		for k := range p.records {
			r := &p.records[k]
			if r.ownMark() {
				continue
			}
			p.outcome = p.outcome.Add(outcomes[i][k])
			key := sourceKind{p.source, r.kind}
			c.tallies.sources[key] = c.tallies.sources[key].plus(tally{
				outcome: outcomes[i][k], lastReceived: connect.MillisOf(p.received), lastEvent: r.event,
				firstReceived: connect.MillisOf(p.received), firstEvent: r.event,
			})
			c.heard(r)
			for _, w := range r.warnings {
				c.tallies.warnings[w]++
			}
		}
	}
}

// heard notes how far the records of an instance are.
func (c *change) heard(r *record) {
	switch {
	case r.contact != nil:
		c.tallies.heard(instanceKind{r.contact.row.InstanceARN, r.kind}, r.event)
	case r.agentEvent != nil:
		c.tallies.heard(instanceKind{r.agentEvent.instance, r.kind}, r.agentEvent.moment)
	}
}

// writeMirror writes what is kept in memory of the tables, and the position.
func (c *change) writeMirror(ctx context.Context, words []int32, names []savedName, rewrite bool) error {
	err := c.db.appendRows("", "words", func(add func(...any) error) error {
		for _, id := range words {
			if err := add(id, c.s.words.text(id)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if rewrite {
		if err := c.db.run(ctx, "names_clear"); err != nil {
			return err
		}
	}
	err = c.db.appendRows("", "names", func(add func(...any) error) error {
		for _, n := range names {
			if err := add(string(n.dimension), n.word, n.name, int64(n.at)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := c.writeTallies(ctx); err != nil {
		return err
	}
	p := c.position
	return c.db.run(ctx, "state_save", int64(p.seq), p.at.UnixMilli(), p.ties, p.contacts)
}

// writeTallies writes the tables of counts anew: they are a few dozen rows.
func (c *change) writeTallies(ctx context.Context) error {
	sum := c.s.tallies.with(c.tallies)
	if err := c.db.run(ctx, "outcomes_clear"); err != nil {
		return err
	}
	err := c.db.appendRows("", "outcomes", func(add func(...any) error) error {
		for key, t := range sum.sources {
			o := t.outcome
			err := add(key.source, int8(key.kind), o.Read, o.Stored, o.Updated, o.Duplicates, o.Older, o.Quarantined,
				int64(t.lastReceived), int64(t.lastEvent), int64(t.firstReceived), int64(t.firstEvent))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = c.writeStreamPositions(ctx, sum)
	}
	if err != nil || len(c.tallies.warnings) == 0 {
		return err
	}
	if err := c.db.run(ctx, "warnings_clear"); err != nil {
		return err
	}
	return c.db.appendRows("", "warnings", func(add func(...any) error) error {
		for w, n := range sum.warnings {
			if err := add(w.Field, w.Reason, n); err != nil {
				return err
			}
		}
		return nil
	})
}

// run executes an embedded statement on the writer.
func (db *database) run(ctx context.Context, name string, args ...any) error {
	if _, err := db.writer.ExecContext(ctx, statement(name), args...); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
