package sample

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/sqlite"
)

// FileName is the file's name within the data folder.
const FileName = "samples.db"

// For how long samples are kept unless the options say otherwise. Amazon Connect keeps contact records for 24 months; the
// month beside the same month of the year before last needs one more.
const (
	KeepFine   = 35 * day
	KeepCoarse = 25 * 31 * day

	day = 24 * time.Hour
)

//go:embed migration/*.sql
var migrations embed.FS

const lost = "what the live board showed before: charts of queue depth begin anew; no record is lost"

// Options of a store. Folder is required.
type Options struct {
	Folder string
	// KeepFine is for how long single samples are kept, and KeepCoarse the quarter hours into which they are folded then; 0 is
	// the constant of that name. What a shorter time than before leaves over is folded or dropped with the next hour.
	KeepFine, KeepCoarse time.Duration
	// Now tells the time by which samples grow old; nil is time.Now.
	Now func() time.Time
	// Logger is told of damage; nil logs nothing.
	Logger *slog.Logger
}

// Store keeps samples in the data folder. Many may read while one puts.
type Store struct {
	db   *sql.DB
	now  func() time.Time
	log  *slog.Logger
	keep struct{ fine, coarse time.Duration }
	// folded is the end of the newest day of quarter hours at the opening: no longer time brings back its samples.
	folded time.Time

	mu     sync.Mutex
	series map[string]series // by name: a queue's ARN, OfInstance or Whole; guarded by mu
}

// series is a series in the file.
type series struct {
	id    seriesID
	since int64 // ms: nobody looked before; 0 of queues
}

// Open opens the file, and makes it when it is missing.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	db, err := sqlite.Open(ctx, sqlite.Options{
		Path: filepath.Join(o.Folder, FileName), Migrations: migrations, Lost: lost, Now: o.Now, Logger: o.Logger,
	})
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, now: o.Now, log: o.Logger, series: map[string]series{}}
	s.keep.fine, s.keep.coarse = cmp.Or(o.KeepFine, KeepFine), cmp.Or(o.KeepCoarse, KeepCoarse)
	if err := errors.Join(s.loadSeries(ctx), s.loadFolded(ctx)); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// Close ends all connections.
func (s *Store) Close() error { return s.db.Close() }

// Queues lists the ARNs of the queues that ever showed something, in no order.
func (s *Store) Queues() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var arns []string
	for name := range s.series {
		if _, instance := strings.CutPrefix(name, instancePrefix); name != Whole && !instance {
			arns = append(arns, name)
		}
	}
	return arns
}

// Instances lists the ids of the instances that ever showed something, in no order.
func (s *Store) Instances() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []string
	for name := range s.series {
		if id, instance := strings.CutPrefix(name, instancePrefix); instance {
			ids = append(ids, id)
		}
	}
	return ids
}

// FineSince is the moment from which on single samples are kept; before it there are quarter hours.
func (s *Store) FineSince() time.Time {
	since := coarse.start(s.now().Add(-s.keep.fine))
	if since.Before(s.folded) {
		return s.folded
	}
	return since
}

// Put keeps moments: all or none. Of two in the same quarter of a minute the first stays, whoever put it and when, so that
// what is put again changes nothing.
func (s *Store) Put(ctx context.Context, moments ...Moment) error {
	if len(moments) == 0 {
		return nil
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("keep samples: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	numbered := map[string]series{}
	for _, m := range moments {
		if err := s.putOne(ctx, tx, m, numbered); err != nil {
			return fmt.Errorf("keep samples: %w", err)
		}
	}
	newest := moments[len(moments)-1].At
	if err := s.tidy(ctx, tx, newest); err != nil {
		return fmt.Errorf("tidy samples: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("keep samples: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.Copy(s.series, numbered)
	return nil
}

func (s *Store) putOne(ctx context.Context, tx *sql.Tx, m Moment, numbered map[string]series) error {
	at, shown := m.At.Truncate(fine.step).UnixMilli(), make(map[seriesID]Values, len(m.Series))
	for name, values := range m.Series {
		if name != Whole && values == (Values{}) {
			continue
		}
		id, err := s.number(ctx, tx, name, at, numbered)
		if err != nil {
			return err
		}
		shown[id] = values
	}
	_, err := tx.ExecContext(ctx, tickInsert, at, packTick(shown))
	return err
}

// number finds a series, or numbers one that begins at a moment; numbered are those of this transaction.
func (s *Store) number(ctx context.Context, tx *sql.Tx, name string, at int64, numbered map[string]series) (seriesID, error) {
	s.mu.Lock()
	found, known := s.series[name]
	next := series{id: seriesID(len(s.series) + len(numbered))} // they are never deleted
	s.mu.Unlock()
	if known {
		return found.id, nil
	}
	if found, known = numbered[name]; known {
		return found.id, nil
	}
	if strings.HasPrefix(name, instancePrefix) {
		next.since = at
	}
	if _, err := tx.ExecContext(ctx, seriesInsert, next.id, name, next.since); err != nil {
		return 0, fmt.Errorf("number the series %s: %w", name, err)
	}
	numbered[name] = next
	return next.id, nil
}

func (s *Store) loadFolded(ctx context.Context) error {
	var newest int64
	if err := s.db.QueryRowContext(ctx, blockNewest, coarse.step.Milliseconds()).Scan(&newest); err != nil {
		return fmt.Errorf("find the newest quarter hours: %w", err)
	}
	if newest > 0 {
		s.folded = coarse.start(time.UnixMilli(newest)).Add(coarse.span())
	}
	return nil
}

func (s *Store) loadSeries(ctx context.Context) error {
	rows, err := s.db.QueryContext(ctx, seriesList)
	if err != nil {
		return fmt.Errorf("list sampled series: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var found series
		var name string
		if err := rows.Scan(&found.id, &name, &found.since); err != nil {
			return fmt.Errorf("list sampled series: %w", err)
		}
		s.series[name] = found
	}
	return rows.Err()
}

// Schema is how far the file of a folder has been brought; nothing is changed. The error is fs.ErrNotExist where there is none.
func Schema(ctx context.Context, folder string) (sqlite.Schema, error) {
	return sqlite.Look(ctx, filepath.Join(folder, FileName), migrations)
}
