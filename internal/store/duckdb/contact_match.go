package duckdb

import (
	"context"
	"database/sql"
	"slices"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/metric"
)

// matchContacts loads what the tables know of the batch's contacts. With the ids of all stored ones in memory only those
// that may be stored are looked for: first where they began, since few contacts get another initiation with a later
// version, and only then everywhere.
func (c *change) matchContacts(ctx context.Context, fold *contactFold) error {
	wanted := c.contacts
	if c.s.known.complete() {
		wanted = slices.DeleteFunc(slices.Clone(wanted), func(in incoming[*contactRecord]) bool { return !c.s.known.has(in.of.id) })
		if from, to, dated := initiated(wanted); dated {
			if err := c.match(ctx, wanted, fold, "contacts_match_near", from, to); err != nil {
				return err
			}
			wanted = slices.DeleteFunc(wanted, func(in incoming[*contactRecord]) bool {
				return fold.known[contactKey{in.of.id, c.s.words.id(in.of.row.InstanceARN)}] != nil
			})
		}
	}
	if err := c.match(ctx, wanted, fold, "contacts_match"); err != nil || len(fold.known) == 0 {
		return err
	}
	return c.matchVersions(ctx, fold)
}

// initiated are the bounds of the initiations of records, in ms; false when none has one.
func initiated(records []incoming[*contactRecord]) (from, to int64, dated bool) {
	for i := range records {
		at := records[i].of.row.Int(metric.ColInitMS)
		if !at.Valid {
			continue
		}
		if !dated {
			from, to, dated = at.Value, at.Value, true
		}
		from, to = min(from, at.Value), max(to, at.Value)
	}
	return from, to, dated
}

// match loads the stored contacts of some records' ids by a statement.
func (c *change) match(ctx context.Context, records []incoming[*contactRecord], fold *contactFold, name string, args ...any) error {
	if len(records) == 0 {
		return nil
	}
	err := c.writeKeys(ctx, func(add func(engine.UUID) error) error {
		for i := range records {
			if err := add(records[i].of.id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.db.each(ctx, name, func(rows *sql.Rows) error {
		var key contactKey
		var n newest
		var hash, seq int64
		if err := rows.Scan(&n.stored, &key.id, &key.instance, &n.lastUpdate, &hash, &seq); err != nil {
			return err
		}
		n.hash, n.seq, n.before = uint64(hash), uint64(seq), uint64(seq)
		fold.known[key] = &n
		return nil
	}, args...)
}

// matchVersions loads the other versions of the contacts that are stored.
func (c *change) matchVersions(ctx context.Context, fold *contactFold) error {
	err := c.writeKeys(ctx, func(add func(engine.UUID) error) error {
		for key := range fold.known {
			if err := add(key.id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.db.each(ctx, "versions_match", func(rows *sql.Rows) error {
		var key contactKey
		var v version
		var hash int64
		if err := rows.Scan(&key.id, &key.instance, &v.lastUpdate, &hash); err != nil {
			return err
		}
		v.hash = uint64(hash)
		if n := fold.known[key]; n != nil {
			n.remember(v)
		}
		return nil
	})
}

// addKnown notes the ids that the batch stores, before they are: a transaction that fails leaves some too many.
func (c *change) addKnown(fold *contactFold) {
	ids := make([]engine.UUID, 0, len(fold.order))
	for _, key := range fold.order {
		if fold.known[key].stored < 0 {
			ids = append(ids, key.id)
		}
	}
	c.s.known.add(ids...)
}
