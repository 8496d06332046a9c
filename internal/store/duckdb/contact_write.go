package duckdb

import (
	"context"
	"fmt"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// contactKey is the identity of a contact.
type contactKey struct {
	id       engine.UUID
	instance int32
}

// version tells two versions of a contact apart and orders them.
type version struct {
	lastUpdate connect.Millis
	hash       uint64
}

// newer is the order of versions: by LastUpdateTimestamp, and of a tie by content hash.
func (v version) newer(than version) bool {
	if v.lastUpdate != than.lastUpdate {
		return v.lastUpdate > than.lastUpdate
	}
	return v.hash > than.hash
}

// newest is what is known of a contact while a batch is folded into it.
type newest struct {
	version
	seq    uint64
	stored int64          // row number, -1 when the contact is not in the table
	before uint64         // seq of that row
	record *contactRecord // that is to be written, nil when the stored row stays
	words  contactWords
	others map[version]struct{} // known versions that are not the newest
}

// contactWords are the numbers of a contact's dimensions.
type contactWords struct {
	instance, queue, agent, routingProfile, channel, subtype, initiationMethod, disconnectReason, systemEndpoint int32

	hierarchy [metric.HierarchyLevels]int32
}

// olderVersion is a row of contact_versions.
type olderVersion struct {
	contactKey
	version
	seq uint64
}

// contactFold decides, for the contacts of a batch, which version is the newest.
type contactFold struct {
	known map[contactKey]*newest
	order []contactKey // of the contacts that are to be written, as they came
	older []olderVersion
	ties  int64
	fresh int64 // contacts seen for the first time
}

// writeContacts replaces the contacts of which the batch has a newer version and adds the new ones.
func (c *change) writeContacts(ctx context.Context) error {
	if len(c.contacts) == 0 {
		return nil
	}
	fold := &contactFold{known: make(map[contactKey]*newest, len(c.contacts))}
	if err := c.matchContacts(ctx, fold); err != nil {
		return err
	}
	said := sayings{}
	for i := range c.contacts {
		in := &c.contacts[i]
		words := c.contactWords(&in.of.row)
		said.learn(&in.of.row, &words)
		fold.take(in, words)
	}
	c.s.names.learn(said)
	c.addKnown(fold)
	if err := c.replaceContacts(ctx, fold); err != nil {
		return err
	}
	c.position.ties += fold.ties
	c.position.contacts += fold.fresh
	return nil
}

// take folds one record in and says what became of it.
func (f *contactFold) take(in *incoming[*contactRecord], words contactWords) {
	r := in.of
	key := contactKey{r.id, words.instance}
	v := version{connect.Millis(r.row.Int(metric.ColLastUpdateMS).Value), r.hash}
	n := f.known[key]
	switch {
	case n == nil:
		in.tell.Stored = 1
		f.fresh++
		f.order = append(f.order, key)
		f.known[key] = &newest{version: v, seq: in.record.seq, stored: -1, record: r, words: words}
	case v == n.version || n.has(v):
		in.tell.Duplicates = 1
	case v.newer(n.version):
		in.tell.Updated = 1
		f.tie(v, n)
		f.older = append(f.older, olderVersion{key, n.version, n.seq})
		n.remember(n.version)
		if n.record == nil {
			f.order = append(f.order, key)
		}
		n.version, n.seq, n.record, n.words = v, in.record.seq, r, words
	default:
		in.tell.Older = 1
		f.tie(v, n)
		f.older = append(f.older, olderVersion{key, v, in.record.seq})
		n.remember(v)
	}
}

// tie counts a moment at which the contact, with the new version v, has two versions for the first time. A third is no
// further tie, so that the order of arrival decides nothing.
func (f *contactFold) tie(v version, n *newest) {
	same := 0
	if n.lastUpdate == v.lastUpdate {
		same++
	}
	for other := range n.others {
		if other.lastUpdate == v.lastUpdate {
			same++
		}
	}
	if same == 1 {
		f.ties++
	}
}

func (n *newest) has(v version) bool {
	_, ok := n.others[v]
	return ok
}

func (n *newest) remember(v version) {
	if n.others == nil {
		n.others = map[version]struct{}{}
	}
	n.others[v] = struct{}{}
}

// replaceContacts writes what the fold decided.
func (c *change) replaceContacts(ctx context.Context, fold *contactFold) error {
	if err := c.deleteContacts(ctx, fold); err != nil {
		return err
	}
	written := make([]*newest, len(fold.order))
	for i, key := range fold.order {
		written[i] = fold.known[key]
	}
	err := c.db.appendRows("", "contacts", func(add func(...any) error) error {
		values := make([]any, 0, 25+int(metric.ColumnCount))
		for _, n := range written {
			values = contactValues(values[:0], n)
			c.addHot(n)
			if err := add(values...); err != nil {
				return fmt.Errorf("record %d: %w", n.seq, err)
			}
		}
		return nil
	})
	if err == nil {
		err = c.writeAttributes(written)
	}
	if err != nil || len(fold.older) == 0 {
		return err
	}
	return c.db.appendRows("", "contact_versions", func(add func(...any) error) error {
		for _, o := range fold.older {
			if err := add(o.id, o.instance, int64(o.lastUpdate), int64(o.hash), int64(o.seq)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *change) deleteContacts(ctx context.Context, fold *contactFold) error {
	var numbers []int64
	var seqs []uint64
	for _, key := range fold.order {
		if n := fold.known[key]; n.stored >= 0 {
			numbers, seqs = append(numbers, n.stored), append(seqs, n.before)
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	if err := c.db.run(ctx, "rows_create"); err != nil {
		return err
	}
	err := c.db.appendRows("temp", "batch_rows", func(add func(...any) error) error {
		for i, number := range numbers {
			if err := add(number, int64(seqs[i])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := c.removeHot(ctx); err != nil {
		return err
	}
	if err := c.replaceAttributes(ctx, seqs); err != nil {
		return err
	}
	return c.db.run(ctx, "contacts_delete")
}

// contactWords gives the dimensions of a row their numbers.
func (c *change) contactWords(r *metric.Row) contactWords {
	w := c.s.words
	ids := contactWords{
		instance: w.id(r.InstanceARN), queue: w.id(r.QueueARN), agent: w.id(r.AgentARN),
		routingProfile: w.id(r.RoutingProfileARN), channel: w.id(r.Channel), subtype: w.id(r.Subtype),
		initiationMethod: w.id(r.InitiationMethod), disconnectReason: w.id(r.DisconnectReason),
		systemEndpoint: w.id(r.SystemEndpoint),
	}
	for i, group := range r.Hierarchy {
		ids.hierarchy[i] = w.id(group.ARN)
	}
	return ids
}

var tableColumns = metric.Columns()

// contactValues are the values of a row of contacts, in order of the table.
func contactValues(values []any, n *newest) []any {
	r, w := n.record, n.words
	values = append(values, r.id, textOrNull(r.text), uuidOrNull(r.initial, r.hasInitial), int64(n.seq), int64(n.hash),
		textOrNull(r.address), w.instance, w.queue, w.agent, w.routingProfile, w.channel, w.subtype, w.initiationMethod,
		w.disconnectReason, w.systemEndpoint)
	for _, group := range w.hierarchy {
		values = append(values, group)
	}
	for _, column := range tableColumns {
		value := r.row.Int(column)
		switch {
		case !value.Valid:
			values = append(values, nil)
		case column.Flag():
			values = append(values, int8(value.Value))
		case column.Small():
			values = append(values, int32(value.Value))
		default:
			values = append(values, value.Value)
		}
	}
	return append(values, uuidOrNull(r.related, r.hasRelated))
}

func textOrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func uuidOrNull(id engine.UUID, present bool) any {
	if !present {
		return nil
	}
	return id
}

// writeKeys fills the temporary table of the batch's identities.
func (c *change) writeKeys(ctx context.Context, each func(add func(engine.UUID) error) error) error {
	if err := c.db.run(ctx, "keys_create"); err != nil {
		return err
	}
	return c.db.appendRows("temp", "batch_keys", func(add func(...any) error) error {
		return each(func(id engine.UUID) error { return add(id) })
	})
}
