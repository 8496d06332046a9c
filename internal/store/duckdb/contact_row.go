package duckdb

import (
	"database/sql"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// selectColumns are what contact lists show, in the order of reading.listedRow.
const selectColumns = `select
    id,
    contact_text,
    instance,
    seq,
    initial_id,
    related_id,
    content_hash,
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
    last_update_ms`

// listed is a row of contacts with what does not leave the store.
type listed struct {
	store.ContactRow
	lastUpdate connect.Millis
	id         engine.UUID
	instance   int32
	seq        uint64
	hash       uint64 // of the record
	initial    *engine.UUID
	related    *engine.UUID
}

// root is the first contact of the journey.
func (l *listed) root() engine.UUID {
	if l.initial != nil {
		return *l.initial
	}
	return l.id
}

// listedRow reads a row; more are the places of what comes after selectColumns.
func (r *reading) listedRow(rows *sql.Rows, more ...any) (listed, error) {
	var l listed
	var text, address sql.NullString
	var seq, hash int64
	var disconnect sql.NullInt64
	var channel, method, reason, queue, agent int32
	var queueS, talkS, holdS, acwS sql.NullInt64
	var connected, abandoned int8
	err := rows.Scan(append([]any{
		&l.id, &text, &l.instance, &seq, &l.initial, &l.related, &hash, &l.Initiation, &disconnect, &channel, &method, &reason,
		&queue, &agent, &address, &queueS, &talkS, &holdS, &acwS, &connected, &abandoned, &l.lastUpdate,
	}, more...)...)
	if err != nil {
		return l, err
	}
	l.seq, l.hash = uint64(seq), uint64(hash)
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
