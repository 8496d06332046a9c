package journal

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ringside/ringside/internal/diskspace"
)

// disk is all that a journal asks of its directory; names have no path. Tests put faults and power losses here.
type disk interface {
	// Open opens a file for the owner alone; flag is that of os.OpenFile.
	Open(name string, flag int) (file, error)
	Rename(from, to string) error
	// Remove removes a file; it is no error when there is none.
	Remove(name string) error
	// List returns the files with their sizes, by name.
	List() ([]listed, error)
	// SyncDir makes creations, renames and removals durable.
	SyncDir() error
	// Free is the room that is left, in bytes.
	Free() (int64, error)
}

// file is an open file.
type file interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Truncate(size int64) error
	// Sync makes the bytes and the length durable (fdatasync).
	Sync() error
}

type listed struct {
	name string
	size int64
}

// osDisk is a real directory.
type osDisk struct{ dir string }

var _ disk = osDisk{}

func (d osDisk) path(name string) string { return filepath.Join(d.dir, name) }

func (d osDisk) Open(name string, flag int) (file, error) {
	f, err := os.OpenFile(d.path(name), flag, 0o600)
	if err != nil {
		return nil, err
	}
	return osFile{f}, nil
}

func (d osDisk) Rename(from, to string) error { return os.Rename(d.path(from), d.path(to)) }

func (d osDisk) Remove(name string) error {
	if err := os.Remove(d.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (d osDisk) List() ([]listed, error) {
	entries, err := os.ReadDir(d.dir)
	if err != nil {
		return nil, err
	}
	var files []listed
	for _, e := range entries {
		if !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return nil, err
		}
		files = append(files, listed{name: e.Name(), size: info.Size()})
	}
	return files, nil
}

func (d osDisk) SyncDir() error {
	f, err := os.Open(d.dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func (d osDisk) Free() (int64, error) {
	return diskspace.Free(d.dir)
}

// osFile is a real file whose Sync leaves out what only stat would show.
type osFile struct{ *os.File }

func (f osFile) Sync() error {
	if err := datasync(f.File); err != nil {
		return &fs.PathError{Op: "fdatasync", Path: f.Name(), Err: err}
	}
	return nil
}
