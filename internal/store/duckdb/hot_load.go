package duckdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

// hotContact is about how many bytes a contact takes in memory.
const hotContact = 27

// hotPiece is how many contacts are read at once, but for a day that has more.
const hotPiece = 60_000

// loadHot fills the columns in memory from one snapshot, newest days first.
func (s *Store) loadHot(ctx context.Context) error {
	started := time.Now()
	s.opts.ColumnsSize(min(s.opts.HotMemory, s.position().contacts*hotContact))
	loader := s.hot.Load()
	// A transaction that began before that did not keep its rows: the snapshot must be one after it.
	select {
	case s.turn <- struct{}{}:
		<-s.turn
	case <-ctx.Done():
		loader.Abandon()
		return context.Cause(ctx)
	}
	s.gate.RLock()
	defer s.gate.RUnlock()
	if err := s.fillHot(ctx, loader); err != nil {
		loader.Abandon()
		if broken(err) {
			s.suspect(err)
		}
		return fmt.Errorf("load hot columns: %w", interrupted(ctx, err))
	}
	if state := s.hot.State(); state != nil {
		contacts, bytes := state.Size()
		s.opts.ColumnsSize(bytes)
		s.log.Info("hot columns are in memory", "contacts", contacts, "bytes", bytes, "duration", time.Since(started))
	}
	return nil
}

// fillHot reads from one snapshot.
func (s *Store) fillHot(ctx context.Context, loader *columns.Loader) error {
	return s.onSnapshot(ctx, func(conn *sql.Conn) error {
		h := &hotLoad{conn: conn, loader: loader}
		seq, err := hotPosition(ctx, conn)
		if err == nil {
			err = h.bound(ctx)
		}
		if err == nil {
			err = h.days(ctx)
		}
		if err == nil {
			err = h.outside(ctx)
		}
		if err != nil {
			return err
		}
		return loader.Finish(seq)
	})
}

// hotPosition is the position of the connection's snapshot.
func hotPosition(ctx context.Context, conn *sql.Conn) (uint64, error) {
	var seq, at, ties, contacts int64
	err := conn.QueryRowContext(ctx, statement("state_load")).Scan(&seq, &at, &ties, &contacts)
	return uint64(seq), err
}

// hotLoad is one filling.
type hotLoad struct {
	conn    *sql.Conn
	loader  *columns.Loader
	packing *packing
}

// bound learns the least and greatest value of each field.
func (h *hotLoad) bound(ctx context.Context) error {
	fields := hotFields()
	var selected []string
	var into []any
	bounds := make([]sql.NullInt64, 2*len(fields))
	for i, f := range fields {
		selected = append(selected, "cast(min("+f.expression+") as bigint)", "cast(max("+f.expression+") as bigint)")
		into = append(into, &bounds[2*i], &bounds[2*i+1])
	}
	text := "select\n    " + strings.Join(selected, ",\n    ") + "\nfrom contacts"
	if err := h.conn.QueryRowContext(ctx, text).Scan(into...); err != nil {
		return fmt.Errorf("bounds: %w", err)
	}
	for i := range fields {
		if f := &fields[i]; f.nullable {
			f.low, f.high = bounds[2*i].Int64, bounds[2*i+1].Int64
		} else {
			f.high = max(bounds[2*i+1].Int64, 1)
		}
	}
	h.packing = packed(fields)
	return nil
}

// days reads all days, newest first, while what was read before is put in place.
func (h *hotLoad) days(ctx context.Context) error {
	pieces, err := h.pieces(ctx)
	if err != nil {
		return err
	}
	rows := make(chan []columns.Row)    // the reader sends and closes; no capacity, so that few are in memory
	free := make(chan []columns.Row, 2) // their memory, given back; capacity: as many as there are
	free <- nil
	free <- nil
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(rows)
		for _, p := range pieces {
			var all []columns.Row
			select {
			case all = <-free:
			case <-gctx.Done():
				return context.Cause(gctx)
			}
			all, err := h.packing.read(gctx, h.conn, p.where, slices.Grow(all[:0], int(p.contacts)))
			if err != nil {
				return err
			}
			select {
			case rows <- all:
			case <-gctx.Done():
				return context.Cause(gctx)
			}
		}
		return nil
	})
	g.Go(func() error {
		for all := range rows {
			if err := h.loader.Add(all); err != nil {
				return err
			}
			if h.loader.Full() {
				return errFull
			}
			free <- all
		}
		return nil
	})
	if err := g.Wait(); !errors.Is(err, errFull) {
		return err
	}
	return nil
}

// errFull ends the reading of days for which there is no room.
var errFull = errors.New("no room for more")

// piece is some days, or the contacts without initiation.
type piece struct {
	where    string
	contacts int64
}

// pieces are the days with contacts, newest first, put together as far as they are small.
func (h *hotLoad) pieces(ctx context.Context) ([]piece, error) {
	rows, err := h.conn.QueryContext(ctx, statement("hot_days"))
	if err != nil {
		return nil, err
	}
	pieces := []piece{{where: "init_ms is null"}}
	from, to, contacts := int64(0), int64(0), int64(0)
	end := func() {
		if contacts > 0 {
			pieces = append(pieces, piece{began(from, to), contacts})
		}
		contacts = 0
	}
	err = eachRow(rows, "hot days", func(rows *sql.Rows) error {
		var day, n int64
		if err := rows.Scan(&day, &n); err != nil {
			return err
		}
		if contacts > 0 && contacts+n > hotPiece {
			end()
		}
		if contacts == 0 {
			to = (day + 1) * dayMS
		}
		from, contacts = day*dayMS, contacts+n
		return nil
	})
	end()
	return pieces, err
}

// dayMS is a UTC day in ms.
const dayMS = 86_400_000

// outside tells the loader of the contacts that there was no room for.
func (h *hotLoad) outside(ctx context.Context) error {
	since, bounded := h.loader.Since()
	if !bounded {
		return nil
	}
	var newest sql.NullInt64
	if err := h.conn.QueryRowContext(ctx, statement("hot_outside"), since).Scan(&newest); err != nil {
		return fmt.Errorf("contacts outside: %w", err)
	}
	if newest.Valid {
		h.loader.Outside(newest.Int64)
	}
	return nil
}
