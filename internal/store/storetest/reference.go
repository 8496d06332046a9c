package storetest

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// Contacts is the reference of store.Store's method of that name, over the newest version of each contact and the names of
// all; questions beside the list are handed on.
func Contacts(ctx context.Context, beside metric.Asker, contacts []connect.Contact, names *metric.Names, q store.ContactQuery) (store.ContactPage, error) {
	page := store.ContactPage{Beside: make([][]metric.Slice, len(q.Beside))}
	if q.Scope == (metric.Scope{}) || !q.From.Before(q.To) {
		return page, nil
	}
	if err := q.Validate(); err != nil {
		return page, err
	}
	l := list{query: q, names: names}
	rows := make([]metric.Row, len(contacts))
	for i := range contacts {
		rows[i] = metric.Derive(&contacts[i])
	}
	for i, row := range metric.Relate(rows) {
		if q.Scope.SeesRow(&row) {
			l.add(row, &contacts[i])
		}
	}
	l.sort()
	var err error
	if page.Beside, err = beside.Query(ctx, q.Beside...); err != nil {
		return page, err
	}
	page.Total = int64(len(l.found))
	skip, err := strconv.Atoi(cmp.Or(q.After, "0"))
	if err != nil || skip > len(l.found) {
		return page, store.ErrCursor
	}
	for i, found := range l.found[skip:] {
		if i == q.Limit {
			page.Next = strconv.Itoa(skip + q.Limit)
			break
		}
		page.Rows = append(page.Rows, found.shown)
	}
	return page, nil
}

// list is what a contact query finds.
type list struct {
	query store.ContactQuery
	names *metric.Names
	found []listed
}

type listed struct {
	row   metric.Row
	shown store.ContactRow
}

func (l *list) add(row metric.Row, c *connect.Contact) {
	q := l.query
	at := row.Int(q.TimeField.Column())
	shown := rowOf(c, &row, l.names)
	fits := at.Valid && at.Value >= q.From.UnixMilli() && at.Value < q.To.UnixMilli() && q.Matching.Holds(&row)
	for _, filter := range q.Where {
		fits = fits && slices.Contains(l.names.Resolve(filter), row.Key(filter.Dimension)) != filter.Not
	}
	if len(q.Outcomes) > 0 {
		fits = fits && slices.ContainsFunc(q.Outcomes, func(outcome string) bool { return has(shown, outcome) })
	}
	id := string(c.ContactID)
	if !fits || !strings.HasPrefix(id, q.Text) && !strings.HasPrefix(id, strings.ToLower(q.Text)) {
		return
	}
	for _, column := range q.Columns {
		shown.Values = append(shown.Values, row.Int(column))
	}
	for _, dimension := range q.Dimensions {
		shown.Keys = append(shown.Keys, row.Key(dimension))
		shown.Names = append(shown.Names, l.names.Newest(dimension, row.Key(dimension)))
	}
	l.found = append(l.found, listed{row, shown})
}

// sort brings the list in the order that is asked for, and leaves one of each where that is asked for.
func (l *list) sort() {
	q := l.query
	column := q.TimeField.Column()
	if q.Order.Column != nil && q.OneEach == "" {
		column = *q.Order.Column
	}
	slices.SortFunc(l.found, func(a, b listed) int {
		value, other := a.row.Int(column), b.row.Int(column)
		order := cmp.Compare(other.Value, value.Value)
		if q.Order.Reverse && q.OneEach == "" {
			order = -order
		}
		switch {
		case value.Valid && !other.Valid:
			order = -1
		case other.Valid && !value.Valid:
			order = 1
		}
		return cmp.Or(order, cmp.Compare(a.row.ContactID, b.row.ContactID), cmp.Compare(a.row.InstanceARN, b.row.InstanceARN))
	})
	if q.OneEach == "" {
		return
	}
	seen := map[string]bool{"": true}
	l.found = slices.DeleteFunc(l.found, func(of listed) bool {
		key := of.row.Key(q.OneEach)
		known := seen[key]
		seen[key] = true
		return known
	})
}

func has(r store.ContactRow, outcome string) bool {
	switch outcome {
	case "handled":
		return r.Handled
	case "abandoned":
		return !r.Handled && r.Abandoned
	case "other":
		return !r.Handled && !r.Abandoned
	default:
		return false
	}
}

func rowOf(c *connect.Contact, row *metric.Row, names *metric.Names) store.ContactRow {
	return store.ContactRow{
		InstanceARN: c.InstanceARN, ContactID: c.ContactID, Initiation: c.Initiation, Disconnect: c.Disconnect,
		Channel: c.Channel, InitiationMethod: c.InitiationMethod, DisconnectReason: c.DisconnectReason,
		QueueARN: c.Queue.ARN, QueueName: names.Newest(metric.Queue, c.Queue.ARN), AgentARN: c.Agent.ARN,
		AgentName: names.Newest(metric.Agent, c.Agent.ARN), CustomerAddress: c.CustomerAddress,
		QueueSeconds: row.Int(metric.ColQueueS), TalkSeconds: row.Int(metric.ColInteractionS),
		HoldSeconds: row.Int(metric.ColHoldS), ACWSeconds: row.Int(metric.ColACWS),
		Handled: row.Int(metric.ColConnected).Value == 1, Abandoned: row.Int(metric.ColAbandoned).Value == 1,
	}
}
