package journal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// ErrNewer says that a newer Ringside has written a journal. It is not opened: all that this version cannot read would count as damaged.
var ErrNewer = errors.New("written by a newer version of Ringside: start that version, or restore a backup made before it")

// Newer looks at the segments of a journal, without changing anything, for one that begins in a form which this version does not know: a
// newer Ringside has written it. It returns its name, or nothing. What is damaged or not there is no fault here: opening deals with that.
func Newer(dir string) (string, error) {
	files, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("look at the journal: %w", err)
	}
	for _, file := range files {
		if _, is := parseName(file.Name()); !is {
			continue
		}
		newer, err := beginsNewer(filepath.Join(dir, file.Name()))
		if err != nil || newer {
			return file.Name(), err
		}
	}
	return "", nil
}

func beginsNewer(path string) (newer bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return false, fmt.Errorf("look at the journal: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	b := make([]byte, headerSize)
	if _, err := io.ReadFull(f, b); err != nil {
		return false, nil //nolint:nilerr // shorter than a header: nothing was written to its end
	}
	whole := string(b[:4]) == frameMagic && crc32.Checksum(b[:40], castagnoli) == binary.LittleEndian.Uint32(b[40:])
	return whole && (b[4] > frameVersion || b[5]&^flagZstd != 0), nil
}
