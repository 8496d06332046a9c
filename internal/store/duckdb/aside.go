package duckdb

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// logSuffixes are those of the files that DuckDB keeps beside a database: its log and, while that is being emptied, the log
// that follows and the one that both are made into.
var logSuffixes = []string{".wal.recovery", ".wal.checkpoint", ".wal"}

// setAside moves a database that is of no use out of the way, with the logs beside it. The logs go first, the database last,
// and the folder is synced in between, so that the disk knows them in this order. A crash can come
//   - before the first move: whoever opens the database finds what was found now, and sets it aside again;
//   - after some of the logs: their names say that a database is missing beside them, and finishSettingAside, which runs
//     before anything is opened, moves the rest. Nobody opens the database without its log in between: that would be an
//     older state of it, which DuckDB takes for a whole one and writes on;
//   - after the database: all of it is there under the new name, and nothing under the old one.
//
// The other way round, a log without a database would be left, and the next database of that name would be refused for it.
func setAside(file, aside string) error {
	for _, suffix := range logSuffixes {
		if err := moveIfThere(file+suffix, aside+suffix); err != nil {
			return fmt.Errorf("set projection aside: %w", err)
		}
	}
	err := syncFolder(file)
	if err == nil {
		err = os.Rename(file, aside)
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = removeLogs(aside) // of no database
	}
	if err = errors.Join(err, syncFolder(file)); err != nil {
		return fmt.Errorf("set projection aside: %w", err)
	}
	return nil
}

// finishSettingAside completes what a crash has interrupted in setAside.
func finishSettingAside(file string) error {
	old, err := filesAside(file, "")
	if err != nil {
		return fmt.Errorf("set projection aside: %w", err)
	}
	for _, name := range old {
		for _, suffix := range logSuffixes {
			aside, isLog := strings.CutSuffix(name, suffix)
			if isLog && !slices.Contains(old, aside) {
				return setAside(file, aside)
			}
		}
	}
	return nil
}

// forgetDamaged removes damaged databases that were set aside before: they are copies of what the journal has.
func forgetDamaged(file string) error {
	old, err := filesAside(file, "damaged-")
	if err != nil {
		return fmt.Errorf("remove damaged projections: %w", err)
	}
	for _, name := range slices.Backward(old) { // logs first: without a database they would look like half a move
		if err := os.Remove(name); err != nil {
			return fmt.Errorf("remove damaged projections: %w", err)
		}
	}
	return nil
}

// filesAside lists, in order of name, the files whose names are that of a database with a point, why, and more behind it.
// The folder may have any name: it is no pattern.
func filesAside(file, why string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Dir(file))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), filepath.Base(file)+"."+why) {
			names = append(names, filepath.Join(filepath.Dir(file), entry.Name()))
		}
	}
	return names, nil
}

// removeDatabase removes a database for good. The logs go first: without them it is an older state of itself.
func removeDatabase(file string) error {
	if err := errors.Join(removeLogs(file), syncFolder(file)); err != nil {
		return err
	}
	return removeIfThere(file)
}

func removeLogs(file string) error {
	for _, suffix := range logSuffixes {
		if err := removeIfThere(file + suffix); err != nil {
			return err
		}
	}
	return nil
}

func removeIfThere(name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func moveIfThere(from, to string) error {
	if err := os.Rename(from, to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder makes the names in the folder of a file durable.
func syncFolder(file string) error {
	folder, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
