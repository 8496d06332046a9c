package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"

	"github.com/ringside/ringside/internal/diskspace"
)

// ErrFull says that the disk has no room for a file, or less than must stay free.
var ErrFull = errors.New("no room for the export")

const (
	// MinFree is how many bytes of disk exports leave free unless told otherwise: as many as the store needs to go on.
	MinFree = 512 << 20
	// lookEvery is after how many more bytes the disk is looked at again.
	lookEvery = 8 << 20
)

// Spool is a file that is written at the store's pace and read at its taker's, from the beginning while it still grows: a
// slow taker must not hold the store's snapshot. One writes; one follows.
type Spool struct {
	dir     string // the file's own
	minFree int64
	free    func(dir string) (int64, error)
	looked  int64 // bytes at which the disk was looked at; of the writer alone

	mu sync.Mutex // guards what follows
	progress
}

// progress is how far a file is.
type progress struct {
	file    *os.File
	size    int64
	ended   bool
	failure error         // why it ended before its end
	grown   chan struct{} // closed, and replaced, when any of these changed
}

// NewSpool begins a file in a folder of its own below dir, which is made if need be. Where less than minFree bytes of disk are
// free, now or while the file grows, the error wraps ErrFull.
func NewSpool(dir string, minFree int64) (*Spool, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("begin export: %w", err)
	}
	s := &Spool{minFree: minFree, free: diskspace.Free}
	if err := s.look(dir); err != nil {
		return nil, fmt.Errorf("begin export: %w", err)
	}
	own, err := os.MkdirTemp(dir, "export-")
	if err != nil {
		return nil, fmt.Errorf("begin export: %w", err)
	}
	file, err := os.OpenFile(own+"/file", os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("begin export: %w", err), os.RemoveAll(own))
	}
	s.dir, s.progress = own, progress{file: file, grown: make(chan struct{})}
	return s, nil
}

// Write adds to the file.
func (s *Spool) Write(p []byte) (int, error) {
	s.mu.Lock()
	at := s.size
	s.mu.Unlock()
	if err := s.room(at); err != nil {
		return 0, err
	}
	n, err := s.file.WriteAt(p, at)
	s.change(func() { s.size += int64(n) })
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		err = fmt.Errorf("%w: %w", ErrFull, err)
	}
	return n, err
}

// room looks whether so many bytes, as they are now, may become more; each lookEvery bytes.
func (s *Spool) room(size int64) error {
	if size < s.looked+lookEvery {
		return nil
	}
	s.looked = size
	return s.look(s.dir)
}

func (s *Spool) look(dir string) error {
	free, err := s.free(dir)
	if err != nil {
		return err
	}
	if free < s.minFree {
		return fmt.Errorf("%w: %d bytes are free and %d must stay so", ErrFull, free, s.minFree)
	}
	return nil
}

// adopt takes over a file that another program wrote in the spool's folder, in place of the spool's own.
func (s *Spool) adopt(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		return errors.Join(err, file.Close())
	}
	if err := s.file.Close(); err != nil {
		return errors.Join(err, file.Close())
	}
	s.change(func() { s.file, s.size = file, info.Size() })
	return nil
}

// End says that nothing more comes, and why when the file is not whole.
func (s *Spool) End(failure error) { s.change(func() { s.ended, s.failure = true, failure }) }

func (s *Spool) change(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	do()
	close(s.grown)
	s.grown = make(chan struct{})
}

// now is how far the file is.
func (s *Spool) now() progress {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.progress
}

// Follow copies the file to w while it grows, to its end. It returns the failure of the writing, or of w.
func (s *Spool) Follow(ctx context.Context, w io.Writer) error {
	var at int64
	for {
		now := s.now()
		switch {
		case now.failure != nil:
			return now.failure
		case at < now.size:
			n, err := io.Copy(w, io.NewSectionReader(now.file, at, now.size-at))
			at += n
			if err != nil {
				return err
			}
		case now.ended:
			return nil
		default:
			select {
			case <-now.grown:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
	}
}

// Size is how many bytes there are so far.
func (s *Spool) Size() int64 { return s.now().size }

// Failure is why the file is not whole; nil while it may become so.
func (s *Spool) Failure() error {
	return s.now().failure
}

// Close removes the file. Nobody may write or follow it then.
func (s *Spool) Close() error {
	return errors.Join(s.file.Close(), os.RemoveAll(s.dir))
}
