package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// mirror is what is kept in memory of a database.
type mirror struct {
	words    *words
	names    *names
	tallies  *tallies
	position position
	agents   *agentStates
	empty    bool // no contact is stored
}

// load reads the mirror of a database that was just opened.
func load(ctx context.Context, db *database) (mirror, error) {
	m := mirror{words: newWords(), names: newNames(), tallies: newTallies()}
	var seq, at int64
	err := db.writer.QueryRowContext(ctx, statement("state_load")).Scan(&seq, &at, &m.position.ties, &m.position.contacts)
	if err != nil {
		return mirror{}, fmt.Errorf("load state: %w", err)
	}
	if err := db.writer.QueryRowContext(ctx, statement("contacts_none")).Scan(&m.empty); err != nil {
		return mirror{}, fmt.Errorf("look for contacts: %w", err)
	}
	m.position.seq = uint64(seq)
	if at != 0 {
		m.position.at = time.UnixMilli(at)
	}
	for name, row := range map[string]func(*sql.Rows) error{
		"words_load": m.loadWord, "outcomes_load": m.loadOutcome, "warnings_load": m.loadWarning,
		"stream_positions_load": m.loadStreamPosition,
	} {
		if err := db.each(ctx, name, row); err != nil {
			return mirror{}, err
		}
	}
	for _, t := range m.tallies.sources {
		m.position.learn(t.lastReceived.Time())
	}
	m.agents, err = loadAgentStates(m.position.seq, func(row func(*sql.Rows) error) error {
		return db.each(ctx, "agent_states_load", row)
	})
	if err != nil {
		return mirror{}, err
	}
	for _, state := range m.agents.of {
		m.tallies.heard(instanceKind{state.Instance, connect.KindAgentEvent}, state.Heard)
	}
	for name, row := range map[string]func(*sql.Rows) error{"names_load": m.loadName, "instances_load": m.loadInstance} { // these need the words
		if err := db.each(ctx, name, row); err != nil {
			return mirror{}, err
		}
	}
	return m, nil
}

// each runs an embedded statement on the writer and calls row for each row.
func (db *database) each(ctx context.Context, name string, row func(*sql.Rows) error, args ...any) error {
	rows, err := db.writer.QueryContext(ctx, statement(name), args...)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return eachRow(rows, name, row)
}

// eachRow calls row for each row and closes rows.
func eachRow(rows *sql.Rows, name string, row func(*sql.Rows) error) error {
	defer func() { _ = rows.Close() }() // Err says what went wrong
	for rows.Next() {
		if err := row(rows); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (m mirror) loadWord(rows *sql.Rows) error {
	var id int32
	var text string
	if err := rows.Scan(&id, &text); err != nil {
		return err
	}
	m.words.load(id, text)
	return nil
}

func (m mirror) loadName(rows *sql.Rows) error {
	var row nameRow
	var at int64
	var dimension string
	if err := rows.Scan(&dimension, &row.word, &row.name, &at); err != nil {
		return err
	}
	row.dimension = metric.Dimension(dimension)
	m.names.load(row, m.words.text(row.word), connect.Millis(at))
	return nil
}

func (m mirror) loadInstance(rows *sql.Rows) error {
	var instance int32
	var at int64
	if err := rows.Scan(&instance, &at); err != nil {
		return err
	}
	m.tallies.heard(instanceKind{m.words.text(instance), connect.KindContact}, connect.Millis(at))
	return nil
}

func (m mirror) loadOutcome(rows *sql.Rows) error {
	var key sourceKind
	var t tally
	o := &t.outcome
	err := rows.Scan(&key.source, &key.kind, &o.Read, &o.Stored, &o.Updated, &o.Duplicates, &o.Older, &o.Quarantined,
		&t.lastReceived, &t.lastEvent, &t.firstReceived, &t.firstEvent)
	if err != nil {
		return err
	}
	m.tallies.sources[key] = t
	return nil
}

func (m mirror) loadWarning(rows *sql.Rows) error {
	var w connect.Warning
	var n int64
	if err := rows.Scan(&w.Field, &w.Reason, &n); err != nil {
		return err
	}
	m.tallies.warnings[w] = n
	return nil
}
