package state

import (
	"context"
	"database/sql"
	"embed"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/sqlite"
)

// FileName is the database's name within the data folder.
const FileName = "state.db"

//go:embed migration/*.sql
var migrations embed.FS

// lost is what goes with a damaged file. Senders are turned away then until they get a new key, which is safe, since they
// come again; files are read again and their records fold.
const lost = "application state; no record is lost, but ingest keys made before no longer open the doors: give senders the new " +
	"key, or stop, and put " + FileName + " back from a backup; accounts are lost too, and the next start makes the first one anew"

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

	keys     keyring
	auditing sync.Mutex // held while an entry is added to the audit log: those of this process wait for one another
}

// Open opens the database: see sqlite.Open.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	db, err := sqlite.Open(ctx, sqlite.Options{
		Path: filepath.Join(o.Folder, FileName), Migrations: migrations, Lost: lost, Check: true, Now: o.Now, Logger: o.Logger,
	})
	if err != nil {
		return nil, err
	}
	return &DB{db: db, now: o.Now}, nil
}

// Close ends all connections.
func (d *DB) Close() error { return d.db.Close() }

func (d *DB) millis() int64 { return d.now().UnixMilli() }

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// scanner is a row that can be read.
type scanner interface{ Scan(into ...any) error }

// asked is a database, or a transaction.
type asked interface {
	QueryContext(ctx context.Context, statement string, values ...any) (*sql.Rows, error)
}

// all reads every row of a statement.
func all[T any](ctx context.Context, db asked, scan func(scanner) (T, error), statement string, values ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, statement, values...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	found := []T{}
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, one)
	}
	return found, rows.Err()
}

// Schema is how far the database of a folder has been brought; nothing is changed. The error is fs.ErrNotExist where there is none.
func Schema(ctx context.Context, folder string) (sqlite.Schema, error) {
	return sqlite.Look(ctx, filepath.Join(folder, FileName), migrations)
}
