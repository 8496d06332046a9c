package duckdb

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// Limits of lists around one contact.
const (
	maxRelated = 200
	// mostRelated is how many are looked at: an address that has more in the span is a test line, or a switchboard.
	mostRelated = 10_000
)

// RelatedContacts finds them without an index: the span bounds what is read of the addresses, which are long, and hardly
// any contact names a related one.
func (s *Store) RelatedContacts(ctx context.Context, q store.RelatedQuery) (store.RelatedContacts, error) {
	var related store.RelatedContacts
	err := s.read(ctx, func(r *reading) error {
		of, err := r.findContact(ctx, q.ContactRef)
		if err != nil {
			return err
		}
		within, _ := r.withinSQL(q.Scope)
		limit := min(max(q.Limit, 1), maxRelated)
		linked, err := r.linked(ctx, of, r.sight(q.Scope), within)
		if err != nil {
			return err
		}
		related.LinkedTotal = int64(len(linked))
		related.Linked = nearest(linked, of.Initiation, limit)
		related.From = (of.Initiation - connect.Millis(q.Span.Milliseconds())).Time()
		related.To = (of.Initiation + connect.Millis(q.Span.Milliseconds()) + 1).Time()
		related.Identified = identifies(of.CustomerAddress)
		if !related.Identified {
			return nil
		}
		same, err := r.sameCustomer(ctx, of, within, related.From.UnixMilli(), related.To.UnixMilli())
		related.CustomerTotal = int64(len(same))
		related.Customer = nearest(same, of.Initiation, limit)
		return err
	})
	if err != nil {
		return store.RelatedContacts{}, fmt.Errorf("related contacts: %w", err)
	}
	return related, nil
}

// identifies reports whether an address tells one customer from another: a number or an e-mail address does, "anonymous" and
// its like, which withheld numbers come with, do not.
func identifies(address string) bool { return strings.ContainsAny(address, "@0123456789") }

// linked are the contacts that one names as its RelatedContactId, and those that name it.
func (r *reading) linked(ctx context.Context, of listed, by sight, within string) ([]listed, error) {
	all, _, err := r.seen(ctx, unlimited, fmt.Sprintf("where related_id = cast($1 as uuid)\n  and instance = $2\n  and %s\nlimit %d", within, mostRelated),
		uuidText(of.id), of.instance)
	if err != nil || of.related == nil {
		return all, err
	}
	named, _, err := r.seen(ctx, by, "where id = cast($1 as uuid)\n  and instance = $2", uuidText(*of.related), of.instance)
	for _, one := range named {
		if !slices.ContainsFunc(all, func(l listed) bool { return l.id == one.id }) {
			all = append(all, one)
		}
	}
	return slices.DeleteFunc(all, func(l listed) bool { return l.id == of.id }), err
}

// sameCustomer are the contacts of other journeys with the same address that began within from and to.
func (r *reading) sameCustomer(ctx context.Context, of listed, within string, from, to int64) ([]listed, error) {
	all, _, err := r.seen(ctx, unlimited, fmt.Sprintf(
		"where customer_address = $1\n  and instance = $2\n  and init_ms >= %d and init_ms < %d\n  and %s\nlimit %d", from, to, within, mostRelated),
		of.CustomerAddress, of.instance)
	root := of.root()
	return slices.DeleteFunc(all, func(l listed) bool { return l.root() == root }), err
}

// nearest keeps the contacts that began nearest to a moment, at most that many, and puts them in order of time.
func nearest(all []listed, to connect.Millis, most int) []store.ContactRow {
	distance := func(l listed) connect.Millis { return max(l.Initiation-to, to-l.Initiation) }
	slices.SortFunc(all, func(a, b listed) int { return cmp.Or(cmp.Compare(distance(a), distance(b)), byTime(a, b)) })
	all = all[:min(len(all), most)]
	slices.SortFunc(all, byTime)
	rows := make([]store.ContactRow, len(all))
	for i := range all {
		rows[i] = all[i].ContactRow
	}
	return rows
}
