package duckdb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/store"
)

// readPiece is how many contacts are selected at once: DuckDB holds all of an answer in memory, here some 10 MB.
const readPiece = 25_000

// ReadContacts gives all contacts that match, newest first: a piece of the range after the other, all of one snapshot.
func (s *Store) ReadContacts(
	ctx context.Context, q store.ContactQuery, begin func(store.ContactRead) error, each func(*store.WholeContact) error,
) error {
	s.narrow(&q.Scope, &q.Where)
	if !q.Scope.SeesEverything() || !q.From.Before(q.To) {
		return begin(store.ContactRead{})
	}
	s.gate.RLock()
	defer s.gate.RUnlock()
	err := s.onSnapshot(ctx, func(conn *sql.Conn) error {
		r := &wholeRead{conn: conn, words: s.words, names: newNameCache(s.names), query: q}
		return r.run(ctx, begin, each)
	})
	if broken(err) {
		s.suspect(err)
		err = fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	if err != nil {
		return fmt.Errorf("read contacts: %w", interrupted(ctx, err))
	}
	return nil
}

// onSnapshot runs do on a connection in a transaction, which sees one state. It needs the gate.
func (s *Store) onSnapshot(ctx context.Context, do func(*sql.Conn) error) (err error) {
	conn, err := s.db.pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(begin(ctx), "begin transaction"); err != nil {
		return err
	}
	defer func() {
		_, rollback := conn.ExecContext(context.WithoutCancel(ctx), "rollback")
		err = errors.Join(err, rollback)
	}()
	return do(conn)
}

// wholeRead is one ReadContacts on its way.
type wholeRead struct {
	conn  *sql.Conn
	words *words
	names *nameCache
	query store.ContactQuery

	where string
	args  []any
	found store.WholeContact // given to each again and again
}

func (r *wholeRead) run(ctx context.Context, begin func(store.ContactRead) error, each func(*store.WholeContact) error) error {
	state := store.ContactRead{}
	var err error
	if state.Projected, err = hotPosition(ctx, r.conn); err != nil {
		return err
	}
	// Words and names are read after the snapshot was taken, so that they know all of its numbers.
	listing := &reading{words: r.words, names: r.names.of}
	r.where, r.args = listing.listSQL(r.query)
	pieces, total, err := r.pieces(ctx)
	if err != nil {
		return err
	}
	state.Contacts = total
	if err := begin(state); err != nil {
		return err
	}
	for _, p := range pieces {
		if err := r.read(ctx, p, each); err != nil {
			return err
		}
	}
	return nil
}

// span is a part of the range, in ms.
type span struct{ from, to int64 }

// pieces cuts the range, newest first, so that no piece has many more contacts than readPiece unless they are all of one
// minute, and counts them all.
func (r *wholeRead) pieces(ctx context.Context) (pieces []span, total int64, err error) {
	const minute = 60_000
	moment := r.query.TimeField.Column().Name()
	text := fmt.Sprintf("select\n    %s // %d as minute,\n    count(*)\nfrom contacts\nwhere %s\ngroup by minute\norder by minute desc",
		moment, minute, r.where)
	rows, err := r.conn.QueryContext(ctx, ofList(text, r.query), r.args...)
	if err != nil {
		return nil, 0, err
	}
	var piece span
	inPiece := int64(0)
	err = eachRow(rows, "minutes", func(rows *sql.Rows) error {
		var at, n int64
		if err := rows.Scan(&at, &n); err != nil {
			return err
		}
		if inPiece > 0 && inPiece+n > readPiece {
			pieces = append(pieces, piece)
			inPiece = 0
		}
		if inPiece == 0 {
			piece.to = (at + 1) * minute
		}
		piece.from = at * minute
		inPiece, total = inPiece+n, total+n
		return nil
	})
	if inPiece > 0 {
		pieces = append(pieces, piece)
	}
	return pieces, total, err
}

// read gives the contacts of a piece. It speaks to the driver itself: database/sql would take longer to copy the values
// than DuckDB to find them.
func (r *wholeRead) read(ctx context.Context, p span, each func(*store.WholeContact) error) error {
	moment := r.query.TimeField.Column().Name()
	text := fmt.Sprintf("%s\nwhere %s\n  and %s >= %d and %[3]s < %[5]d\norder by %[3]s desc, id, instance",
		selectWhole(r.query.Since, r.query.Attributes), r.where, moment, p.from, p.to)
	args := make([]driver.NamedValue, len(r.args))
	for i, arg := range r.args {
		args[i] = driver.NamedValue{Ordinal: i + 1, Value: arg}
	}
	return r.conn.Raw(func(c any) error {
		rows, err := c.(driver.QueryerContext).QueryContext(ctx, ofList(text, r.query), args)
		if err != nil {
			return err
		}
		values := make([]driver.Value, len(rows.Columns()))
		for err = rows.Next(values); err == nil; err = rows.Next(values) {
			if err = r.scan(values); err != nil {
				break
			}
			if err = each(&r.found); err != nil {
				break
			}
		}
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return errors.Join(err, rows.Close())
	})
}

var _ driver.QueryerContext = (*engine.Conn)(nil)
