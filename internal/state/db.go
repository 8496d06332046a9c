package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// FileName is the database's name within the data folder.
const FileName = "state.db"

// Options of a database.
type Options struct {
	// Folder is the data folder; it is made, readable by its owner only, when it is missing.
	Folder string
	// Now tells the time; nil is time.Now.
	Now func() time.Time
	// Logger is told when a damaged database is set aside; nil logs nothing.
	Logger *slog.Logger
}

// DB is the application state. All methods may be called at once from many goroutines, and several processes may hold
// the same file.
type DB struct {
	db  *sql.DB
	now func() time.Time

	keys keyring
}

// Open opens the database and brings its schema up to date. A database of a newer Ringside is refused: migrations only
// go forward. A damaged one is set aside and begun anew: see setAside.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	path := filepath.Join(o.Folder, FileName)
	d, err := openFile(ctx, path, o)
	if !damaged(err) {
		return d, err
	}
	if err := setAside(path, err, o); err != nil {
		return nil, fmt.Errorf("open application state: %w", err)
	}
	return openFile(ctx, path, o)
}

func openFile(ctx context.Context, path string, o Options) (*DB, error) {
	if err := touch(path); err != nil {
		return nil, fmt.Errorf("open application state: %w", err)
	}
	db, err := sql.Open("sqlite3", dsn(path))
	if err != nil {
		return nil, fmt.Errorf("open application state %s: %w", path, err)
	}
	d := &DB{db: db, now: o.Now}
	if err := errors.Join(d.check(ctx), d.migrate(ctx)); err != nil {
		return nil, errors.Join(fmt.Errorf("open application state %s: %w", path, err), db.Close())
	}
	return d, nil
}

// Close ends all connections.
func (d *DB) Close() error { return d.db.Close() }

// touch makes the file before SQLite does, so that it, and the files that SQLite lays beside it with the same mode, are
// never readable by others.
func touch(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("make file: %w", err)
	}
	if err := f.Chmod(0o600); err != nil {
		return errors.Join(fmt.Errorf("close file to others: %w", err), f.Close())
	}
	return f.Close()
}

// dsn says how each connection is set up. Synchronous FULL: a key that was shown to a person must survive a power cut.
// Immediate transactions wait for the lock at their start instead of failing in their middle.
func dsn(path string) string {
	q := url.Values{
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"},
		"_busy_timeout": {strconv.FormatInt(busyPatience.Milliseconds(), 10)},
		"_foreign_keys": {"on"},
		"_txlock":       {"immediate"},
	}
	file := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()}
	return file.String() + "?" + q.Encode()
}

func (d *DB) millis() int64 { return d.now().UnixMilli() }

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
