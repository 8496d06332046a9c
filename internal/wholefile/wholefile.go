// Package wholefile writes small files that are there whole or not at all, also after a crash or a power loss.
package wholefile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// Write makes a file, for its owner alone, under another name, and gives it its own when it is whole and durable. A file of
// that name that is there stays until then, and is replaced. The error of write is returned.
func Write(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".part-*")
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncFolder(filepath.Dir(name))
}

// syncFolder makes the names in a folder durable.
func syncFolder(name string) error {
	folder, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
