package journal

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

const (
	// windowStep is how much a scanner reads at once.
	windowStep = 256 << 10
	// maxEntriesPerByte bounds how many entries a lost byte can have held: 7 bytes an entry and a compression of
	// several thousand. A frame found after lost bytes whose number is further away is none of ours.
	maxEntriesPerByte = 4096
)

// located is a whole frame and its place. Its payload is valid until the scanner's next step.
type located struct {
	header
	offset  int64
	payload []byte
}

// gap is a stretch of bytes without a frame. The entries from first to last may have been in it; none when first > last.
type gap struct {
	offset, length int64
	first, last    uint64
	reason         string
}

// scanner walks over the frames of a segment and finds the next one after damage.
type scanner struct {
	r      io.ReaderAt
	size   int64
	offset int64
	next   uint64 // no frame begins below this number
	limit  uint64 // no frame has this number or one above: there the next segment begins

	window   []byte
	windowAt int64
}

// badFrame is why there is no frame; skip is where the next may begin, relative to this one.
type badFrame struct {
	skip int64
	err  error
}

func (e *badFrame) Error() string { return e.err.Error() }
func (e *badFrame) Unwrap() error { return e.err }

// step returns the next frame, or a gap, or io.EOF, or the error of a failed read.
func (s *scanner) step() (located, *gap, error) {
	if s.offset >= s.size {
		return located{}, nil, io.EOF
	}
	f, err := s.frameAt(s.offset)
	if bad, ok := errors.AsType[*badFrame](err); ok {
		g, err := s.skip(bad)
		return located{}, g, err
	}
	if err != nil {
		return located{}, nil, err
	}
	s.offset += f.size()
	s.next = f.last + 1
	return f, nil, nil
}

// skip moves to the next frame after a bad one and describes what lies between.
func (s *scanner) skip(bad *badFrame) (*gap, error) {
	from := s.offset
	g := &gap{offset: from, first: s.next, last: s.limit - 1, reason: bad.Error()}
	at, err := s.find(from, min(s.size, from+bad.skip))
	if err != nil {
		return nil, err
	}
	if at < s.size {
		f, err := s.frameAt(at)
		if err != nil {
			return nil, err
		}
		g.last = f.first - 1
	}
	s.offset, g.length = at, at-from
	return g, nil
}

// find returns the offset of the first whole frame at or after at, or the size when there is none. Damage began at from.
func (s *scanner) find(from, at int64) (int64, error) {
	for at+headerSize <= s.size {
		w, err := s.read(at, min(windowStep, s.size-at))
		if err != nil {
			return 0, err
		}
		i := bytes.Index(w, []byte(frameMagic))
		if i < 0 {
			at += int64(len(w) - len(frameMagic) + 1)
			continue
		}
		at += int64(i)
		f, err := s.frameAt(at)
		var bad *badFrame
		switch {
		case err == nil && (f.first-s.next)/maxEntriesPerByte <= uint64(at-from):
			return at, nil
		case err != nil && !errors.As(err, &bad):
			return 0, err
		}
		at++
	}
	return s.size, nil
}

// frameAt reads and checks the frame at offset; a *badFrame says that there is none.
func (s *scanner) frameAt(offset int64) (located, error) {
	b, err := s.read(offset, min(headerSize, s.size-offset))
	if err != nil {
		return located{}, err
	}
	h, err := parseHeader(b)
	if err != nil {
		return located{}, &badFrame{skip: 1, err: err}
	}
	if h.size() > s.size-offset {
		err := fmt.Errorf("%w: cut off after %d of %d bytes", errFrame, s.size-offset, h.size())
		return located{}, &badFrame{skip: 1, err: err}
	}
	if h.first < s.next || h.last >= s.limit {
		err := fmt.Errorf("%w: has entries %d to %d where %d to %d are due", errFrame, h.first, h.last, s.next, s.limit-1)
		return located{}, &badFrame{skip: 1, err: err}
	}
	b, err = s.read(offset, h.size())
	if err != nil {
		return located{}, err
	}
	f := located{header: h, offset: offset, payload: b[headerSize:]}
	if crc32.Checksum(f.payload, castagnoli) != h.sum {
		return located{}, &badFrame{skip: h.size(), err: fmt.Errorf("%w: wrong checksum of the entries", errFrame)}
	}
	return f, nil
}

// read returns n bytes at offset, valid until the next call.
func (s *scanner) read(offset, n int64) ([]byte, error) {
	if start := offset - s.windowAt; start >= 0 && start+n <= int64(len(s.window)) {
		return s.window[start : start+n], nil
	}
	size := min(max(n, windowStep), s.size-offset)
	if int64(cap(s.window)) < size {
		s.window = make([]byte, size)
	}
	s.window, s.windowAt = s.window[:size], offset
	got, err := s.r.ReadAt(s.window, offset)
	if int64(got) < size {
		s.window = s.window[:0]
		if err == nil || errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, fmt.Errorf("read %d bytes at offset %d: %w", size, offset, err)
	}
	return s.window[:n], nil
}
