package state

import (
	"context"
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

// check reads the whole database, which is small, so that damage is found at the start and not when a key is asked for.
// Of processes that make a new file at once, all but one find it locked: SQLite waits for most locks, but not for the one
// that begins the write-ahead log, so these ask again.
func (d *DB) check(ctx context.Context) error {
	patience, cancel := context.WithTimeout(ctx, busyPatience)
	defer cancel()
	again := time.NewTicker(busyPause)
	defer again.Stop()
	for {
		err := d.checkOnce(ctx)
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

func (d *DB) checkOnce(ctx context.Context) error {
	var found string
	if err := d.db.QueryRowContext(ctx, "pragma quick_check(1)").Scan(&found); err != nil {
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

// setAside moves a damaged database out of the way, with its log. Nothing that was acknowledged is in it: records are in
// the journal. It holds the digests of ingest keys, without which senders are turned away until they get a new key, and
// the progress of imports, without which files are read again and their records fold. Turning senders away is safe, since
// they come again; not starting would keep out everybody else too. The damaged file is kept for those who can read it.
func setAside(path string, because error, o Options) error {
	aside := path + ".damaged-" + o.Now().UTC().Format("20060102T150405.000")
	for _, suffix := range []string{"", "-wal", "-shm"} {
		err := os.Rename(path+suffix, aside+suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("set the damaged %s aside: %w", path, err)
		}
	}
	o.Logger.Error("application state is damaged and was begun anew; no record is lost, but ingest keys made before no "+
		"longer open the doors: give senders the new key, or stop, and put "+FileName+" back from a backup",
		"error", because, "kept", filepath.Base(aside))
	return nil
}
