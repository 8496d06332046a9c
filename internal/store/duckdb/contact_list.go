package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// maxPage is the largest page of contacts.
const maxPage = 500

// Contacts lists a page, newest first; contacts of one moment are in order of their id.
func (s *Store) Contacts(ctx context.Context, q store.ContactQuery) (store.ContactPage, error) {
	if !q.Scope.SeesEverything() || !q.From.Before(q.To) {
		return store.ContactPage{}, nil
	}
	var page store.ContactPage
	err := s.read(ctx, func(r *reading) error {
		where, args := r.listSQL(q)
		err := r.tx.QueryRowContext(ctx, "select count(*) from contacts where "+where, args...).Scan(&page.Total)
		if err != nil {
			return err
		}
		return r.page(ctx, q, where, args, &page)
	})
	if err != nil {
		return store.ContactPage{}, fmt.Errorf("list contacts: %w", err)
	}
	return page, nil
}

// listSQL is the condition of a list, without its page.
func (r *reading) listSQL(q store.ContactQuery) (string, []any) {
	moment := q.TimeField.Column().Name()
	where := r.whereSQL(moment, q.From.UnixMilli(), q.To.UnixMilli(), q.Where)
	if len(q.Outcomes) > 0 {
		where += "\n  and (" + outcomesSQL(q.Outcomes) + ")"
	}
	if q.Since > 0 {
		where += "\n  and seq > " + strconv.FormatUint(q.Since, 10)
	}
	if q.Text == "" {
		return where, nil
	}
	// People paste ids in upper case too; those of Amazon are in lower case.
	spelled := "coalesce(contact_text, cast(id as varchar))"
	where += "\n  and (starts_with(" + spelled + ", $1) or starts_with(" + spelled + ", $2))"
	return where, []any{q.Text, strings.ToLower(q.Text)}
}

// outcomesSQL is true for contacts of which one of the things became.
func outcomesSQL(outcomes []string) string {
	conditions := make([]string, len(outcomes))
	for i, outcome := range outcomes {
		switch outcome {
		case "handled":
			conditions[i] = "connected = 1"
		case "abandoned":
			conditions[i] = "connected = 0 and abandoned = 1"
		case "other":
			conditions[i] = "connected = 0 and abandoned = 0"
		default:
			conditions[i] = "false"
		}
	}
	return strings.Join(conditions, " or ")
}

// page reads the rows after the cursor, and one more to know whether another page follows.
func (r *reading) page(ctx context.Context, q store.ContactQuery, where string, args []any, page *store.ContactPage) error {
	moment := q.TimeField.Column().Name()
	if q.After != "" {
		at, id, instance, err := parseCursor(q.After)
		if err != nil {
			return err
		}
		n := len(args)
		where += fmt.Sprintf("\n  and %[1]s <= $%[2]d and (%[1]s < $%[2]d or id > cast($%[3]d as uuid) or id = cast($%[3]d as uuid) and instance > $%[4]d)",
			moment, n+1, n+2, n+3)
		args = append(args, at, uuidText(id), instance)
	}
	limit := min(max(q.Limit, 1), maxPage)
	text := selectRows + "\nwhere " + where + fmt.Sprintf("\norder by %s desc, id, instance\nlimit %d", moment, limit+1)
	var last listed
	err := r.each(ctx, "contacts", text, args, func(rows *sql.Rows) error {
		if len(page.Rows) == limit {
			page.Next = last.cursor(q.TimeField)
			return nil
		}
		row, err := r.listedRow(rows)
		if err != nil {
			return err
		}
		last = row
		page.Rows = append(page.Rows, row.ContactRow)
		return nil
	})
	return err
}

// selectRows reads what contact lists show, in the order of reading.listedRow.
const selectRows = `select
    id,
    contact_text,
    instance,
    seq,
    initial_id,
    init_ms,
    disconnect_ms,
    channel,
    initiation_method,
    disconnect_reason,
    queue,
    agent,
    customer_address,
    queue_s,
    interaction_s,
    hold_s,
    acw_s,
    connected,
    abandoned,
    last_update_ms
from contacts`

// listed is a row of contacts with what does not leave the store.
type listed struct {
	store.ContactRow
	lastUpdate connect.Millis
	id         engine.UUID
	instance   int32
	seq        uint64
	initial    *engine.UUID
}

func (r *reading) listedRow(rows *sql.Rows) (listed, error) {
	var l listed
	var text, address sql.NullString
	var seq int64
	var disconnect sql.NullInt64
	var channel, method, reason, queue, agent int32
	var queueS, talkS, holdS, acwS sql.NullInt64
	var connected, abandoned int8
	err := rows.Scan(&l.id, &text, &l.instance, &seq, &l.initial, &l.Initiation, &disconnect, &channel, &method, &reason,
		&queue, &agent, &address, &queueS, &talkS, &holdS, &acwS, &connected, &abandoned,
		&l.lastUpdate)
	if err != nil {
		return l, err
	}
	l.seq = uint64(seq)
	l.ContactID = connect.ContactID(text.String)
	if !text.Valid {
		l.ContactID = connect.ContactID(uuidText(l.id))
	}
	w := r.words
	l.InstanceARN, l.Channel, l.InitiationMethod = w.text(l.instance), w.text(channel), w.text(method)
	l.DisconnectReason, l.QueueARN, l.AgentARN = w.text(reason), w.text(queue), w.text(agent)
	l.QueueName, l.AgentName = r.names.newest(metric.Queue, queue), r.names.newest(metric.Agent, agent)
	l.Disconnect, l.CustomerAddress = connect.Millis(disconnect.Int64), address.String
	l.QueueSeconds, l.TalkSeconds = maybe(queueS), maybe(talkS)
	l.HoldSeconds, l.ACWSeconds = maybe(holdS), maybe(acwS)
	l.Handled, l.Abandoned = connected == 1, abandoned == 1
	return l, nil
}

func maybe(n sql.NullInt64) connect.Int { return connect.Int{Value: n.Int64, Valid: n.Valid} }

// cursor names a row as the last one of its page: moment, id and instance.
func (l *listed) cursor(field metric.TimeField) string {
	at := l.Initiation
	if field == metric.ByDisconnect {
		at = l.Disconnect
	}
	return fmt.Sprintf("%d.%s.%d", at, uuidText(l.id), l.instance)
}

func parseCursor(cursor string) (at int64, id engine.UUID, instance int64, err error) {
	parts := strings.Split(cursor, ".")
	if len(parts) != 3 {
		return 0, id, 0, store.ErrCursor
	}
	at, err1 := strconv.ParseInt(parts[0], 10, 64)
	id, ok := parseUUID(parts[1])
	instance, err2 := strconv.ParseInt(parts[2], 10, 32)
	if err1 != nil || err2 != nil || !ok {
		return 0, id, 0, store.ErrCursor
	}
	return at, id, instance, nil
}
