package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// ErrInUse says that another process holds a data folder; the error is an *InUseError.
var ErrInUse = errors.New("data folder is in use")

// InUseError names the holder of a data folder. It wraps ErrInUse.
type InUseError struct {
	Dir string
	PID int // 0 when the holder has not written it yet
}

func (e *InUseError) Error() string {
	holder := "another process"
	if e.PID > 0 {
		holder = fmt.Sprintf("process %d", e.PID)
	}
	return fmt.Sprintf("%s is held by %s: stop that, or ask it with --server http://127.0.0.1:8080", e.Dir, holder)
}

func (e *InUseError) Unwrap() error { return ErrInUse }

// lockName is the file that is locked. It is never removed: a second process could otherwise lock a file that a third
// one no longer sees.
const lockName = "lock"

// Lock takes the data folder dir for this process, creating it when there is none and closing it to other users when it is
// open to them, until unlock is called or the process ends. It does not wait: a folder in use is an *InUseError.
func Lock(dir string) (unlock func() error, err error) {
	if err := makeDir(dir); err != nil {
		return nil, fmt.Errorf("lock data folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock data folder: %w", err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		defer func() { _ = f.Close() }() // nothing was written to it
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, &InUseError{Dir: dir, PID: readPID(f)}
		}
		return nil, fmt.Errorf("lock data folder %s: %w", dir, err)
	}
	// The lock holds without the number too, and a full disk must not keep the server from starting.
	_ = writePID(f, strconv.Itoa(os.Getpid())+"\n")
	return func() error {
		// Closing alone would not do: a child that is just being started has the file too until it runs its program.
		return errors.Join(writePID(f, ""), unix.Flock(int(f.Fd()), unix.LOCK_UN), f.Close())
	}, nil
}

func writePID(f *os.File, text string) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt([]byte(text), 0)
	return err
}

func readPID(f *os.File) int {
	b := make([]byte, 20)
	n, err := f.ReadAt(b, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b[:n])))
	if err != nil {
		return 0
	}
	return pid
}
