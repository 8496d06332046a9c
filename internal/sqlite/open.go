package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// Options of a database. Path, Migrations and Lost are required.
type Options struct {
	// Path of the file. Its folder is made, readable by its owner only, when it is missing.
	Path string
	// Migrations holds migration/0001_name.sql and its followers, without a gap.
	Migrations fs.FS
	// Lost says what is lost, and what to do, when the file is damaged and begun anew: it is the log's message.
	Lost string
	// Check reads the whole file when it is opened: for small ones, whose damage should be found at the start.
	Check bool
	// Now tells the time; nil is time.Now.
	Now func() time.Time
	// Logger is told when a damaged database is set aside; nil logs nothing.
	Logger *slog.Logger
}

// Open opens the database and brings its schema up to date. A database of a newer Ringside is refused with ErrNewer:
// migrations only go forward. A damaged one is set aside and begun anew: see setAside. Several processes may hold one file.
func Open(ctx context.Context, o Options) (*sql.DB, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	db, err := openFile(ctx, o)
	if !damaged(err) {
		return db, err
	}
	if err := setAside(o, err); err != nil {
		return nil, fmt.Errorf("open %s: %w", o.Path, err)
	}
	return openFile(ctx, o)
}

func openFile(ctx context.Context, o Options) (*sql.DB, error) {
	if err := touch(o.Path); err != nil {
		return nil, fmt.Errorf("open %s: %w", o.Path, err)
	}
	db, err := sql.Open("sqlite3", dsn(o.Path))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", o.Path, err)
	}
	if err := errors.Join(check(ctx, db, o.Check), migrate(ctx, db, o)); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", o.Path, err), db.Close())
	}
	return db, nil
}

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
// Immediate transactions wait for the lock at their start instead of failing in their middle. What is deleted is overwritten: the
// file is not to tell of people who were forgotten.
func dsn(path string) string {
	q := url.Values{
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"},
		"_busy_timeout": {strconv.FormatInt(busyPatience.Milliseconds(), 10)},
		"_foreign_keys": {"on"},
		"_txlock":       {"immediate"},

		"_secure_delete": {"on"},
	}
	file := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()}
	return file.String() + "?" + q.Encode()
}
