package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"
)

// errDamaged says that SQLite found the file's contents wrong.
var errDamaged = errors.New("the file is damaged")

// check looks whether the file is a database, and reads all of it where that is wanted, so that damage is found at the start
// and not when a key is asked for. Of processes that make a new file at once, all but one find it locked: SQLite waits for
// most locks, but not for the one that begins the write-ahead log, so these ask again.
func check(ctx context.Context, db *sql.DB, whole bool) error {
	patience, cancel := context.WithTimeout(ctx, busyPatience)
	defer cancel()
	again := time.NewTicker(busyPause)
	defer again.Stop()
	for {
		err := checkOnce(ctx, db, whole)
		if !busy(err) {
			return err
		}
		select {
		case <-patience.Done():
			return err
		case <-again.C:
		}
	}
}

const (
	// busyPatience is as long as SQLite waits for the locks that it does wait for.
	busyPatience = 5 * time.Second
	busyPause    = 10 * time.Millisecond
)

func busy(err error) bool {
	failure, is := errors.AsType[sqlite3.Error](err)
	return is && failure.Code == sqlite3.ErrBusy
}

func checkOnce(ctx context.Context, db *sql.DB, whole bool) error {
	look, found := "pragma quick_check(1)", ""
	if !whole {
		look = "select 'ok' from (select count(*) from sqlite_schema)"
	}
	if err := db.QueryRowContext(ctx, look).Scan(&found); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	if found != "ok" {
		return fmt.Errorf("check: %w: %s", errDamaged, found)
	}
	return nil
}

// damaged reports whether an error says that the file itself is at fault, and not the disk, the memory or another process.
func damaged(err error) bool {
	if errors.Is(err, errDamaged) {
		return true
	}
	failure, is := errors.AsType[sqlite3.Error](err)
	return is && (failure.Code == sqlite3.ErrCorrupt || failure.Code == sqlite3.ErrNotADB)
}

// setAside moves a damaged database out of the way, with its log: not to start would keep everybody out for the sake of what
// can be done without. Nothing that was acknowledged to a sender is in one of these files, since records are in the journal.
// The damaged file is kept for those who can read it.
func setAside(o Options, because error) error {
	aside := o.Path + ".damaged-" + o.Now().UTC().Format("20060102T150405.000")
	for _, suffix := range []string{"", "-wal", "-shm"} {
		err := os.Rename(o.Path+suffix, aside+suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("set the damaged file aside: %w", err)
		}
	}
	o.Logger.Error("a damaged database was begun anew", "lost", o.Lost, "error", because, "kept", filepath.Base(aside))
	return nil
}
