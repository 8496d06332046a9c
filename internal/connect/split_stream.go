package connect

import (
	"bytes"
	"fmt"
	"io"
	"iter"
)

// SplitOptions bounds what Split holds in memory. Zero values stand for the defaults.
type SplitOptions struct {
	MaxValue int  // longest value, and piece of damage, in bytes; a longer value is damage. Default 32 MiB
	Chunk    int  // bytes read at once. Default 1 MiB
	InArray  bool // the stream is the rest of another that began with an array, whose end is still to come
	// Lines yields a line that looks like one object without reading it, which saves most of the work where every line is one:
	// decoding reads it anyway, and tells. An array that such a line opens behind a value is not remembered.
	Lines bool
	// Buffer makes what the stream is read into, at least n bytes; nil allocates. When the next buffer is asked for, no value
	// that is still to come aliases the ones before.
	Buffer func(n int) []byte
}

const (
	// defaultMaxValue is half of what an entry of the journal may have: what is damaged is kept, too.
	defaultMaxValue = 32 << 20
	defaultChunk    = 1 << 20
)

// Split cuts a stream into its JSON values: one a line, one behind another without a separator (as Firehose leaves records
// in S3), arrays, pretty-printed, any mixture. After damage, reading restarts at the first newline or "}{" after the
// start of the damaged value, and the damaged bytes are yielded with the reason, in several pieces when they are many. An
// error of r is the last thing yielded; a value that was begun before it is not.
//
// The bytes of a value stay valid and unchanged; they share memory with their neighbours, so whoever keeps a few for
// long should copy them.
func Split(r io.Reader, opts SplitOptions) iter.Seq2[Value, error] {
	if opts.MaxValue <= 0 {
		opts.MaxValue = defaultMaxValue
	}
	if opts.Chunk <= 0 {
		opts.Chunk = defaultChunk
	}
	if opts.Buffer == nil {
		opts.Buffer = func(n int) []byte { return make([]byte, n) }
	}
	return func(yield func(Value, error) bool) {
		s := splitter{r: r, opts: opts}
		if opts.InArray {
			s.cutter = cutter{arrays: 1, begun: true}
		}
		for {
			v, ok := s.next()
			if !ok {
				break
			}
			if !yield(v, nil) {
				return
			}
		}
		switch {
		case s.broken():
			yield(Value{}, fmt.Errorf("read records: %w", s.err))
		case s.cutter.onlyOpened():
			yield(openedArray([]byte{'['}, s.opened), nil)
		}
	}
}

// splitter feeds a cutter from a reader. Bytes that were yielded are never written again: buf only grows behind them, and
// when it is full what is left moves to a new one.
type splitter struct {
	r      io.Reader
	opts   SplitOptions
	cutter cutter
	buf    []byte
	at     int   // start of what is not yielded yet, in buf
	offset int64 // of buf[at] in the stream
	opened int64 // where the newest array was opened, while nothing else was found
	err    error // from r
	ended  bool  // err is io.EOF itself: wrapped, it would be a transfer that broke off
}

// next returns the next value; false at the end.
func (s *splitter) next() (Value, bool) {
	for {
		if v, is := s.line(); is {
			return v, true
		}
		p := s.cutter.next(s.buf[s.at:], s.ended)
		switch p.kind {
		case whole:
			if p.end-p.start <= s.opts.MaxValue {
				return s.take(p, ""), true
			}
			s.skip(p.start)
			return s.oversize(), true
		case damaged:
			return s.take(p, damageReason(p)), true
		case nothing:
			if s.cutter.bracket >= 0 {
				s.opened, s.cutter.bracket = s.offset+int64(s.cutter.bracket), -1
			}
			s.skip(p.end)
			if s.err != nil {
				return Value{}, false
			}
			s.fill(1)
		case partial:
			s.skip(p.start)
			if pending := len(s.buf) - s.at; pending > s.opts.MaxValue {
				return s.oversize(), true
			}
			if s.broken() {
				return Value{}, false
			}
			s.more()
		case ragged:
			v := s.damage(p)
			return v, !s.broken()
		}
	}
}

// line takes a line that looks like one object: from "{" to "}" at its end, with another "{" at the start of the next. No
// JSON value goes on over such an end of line, so that the cutter would not, either.
func (s *splitter) line() (Value, bool) {
	b := s.buf[s.at:]
	start := skipSpace(b, 0)
	if !s.opts.Lines || s.cutter.arrays > 0 || start == len(b) || b[start] != '{' {
		return Value{}, false
	}
	length := bytes.IndexByte(b[start:], '\n')
	if next := start + length + 1; length < 0 || next == len(b) || b[next] != '{' {
		return Value{}, false
	}
	text := b[start : start+length]
	object := bytes.TrimSuffix(text, []byte{'\r'})
	if len(text) > s.opts.MaxValue || object[len(object)-1] != '}' || bytes.Contains(object, seam) {
		return Value{}, false
	}
	s.cutter.begun = true
	v := s.take(piece{start: start, end: start + length}, "")
	v.Line = true
	return v, true
}

// seam stands between objects that follow one another without anything between.
var seam = []byte("}{")

// broken tells whether reading ended early. What was begun is then not yielded: it may be whole the next time.
func (s *splitter) broken() bool { return s.err != nil && !s.ended }

// skip drops n bytes.
func (s *splitter) skip(n int) {
	s.at += n
	s.offset += int64(n)
}

// take cuts out a piece, or the beginning of damage that is too long for one.
func (s *splitter) take(p piece, damage string) Value {
	s.skip(p.start)
	length := p.end - p.start
	if damage != "" && length > s.opts.MaxValue {
		length = s.opts.MaxValue
		damage += fmt.Sprintf("; cut after %d bytes, the rest follows", length)
	}
	v := Value{Bytes: s.buf[s.at : s.at+length : s.at+length], Offset: s.offset, Damage: damage}
	s.skip(length)
	return v
}

// damage reads on until the place to restart after a damaged value is known, or the piece is as long as a value may be.
func (s *splitter) damage(p piece) Value {
	reason := damageReason(p)
	s.skip(p.start)
	p.start = 0
	for p.kind = ragged; p.kind == ragged; {
		known := len(s.buf) - s.at
		if known > s.opts.MaxValue {
			return s.take(piece{end: known}, reason)
		}
		s.fill(1)
		p = restart(s.buf[s.at:], p, known, s.ended)
		if s.broken() {
			return Value{}
		}
	}
	return s.take(p, reason)
}

// oversize cuts a piece out of a value that is too long.
func (s *splitter) oversize() Value {
	b := s.buf[s.at:]
	p := restart(b, piece{}, 0, true)
	return s.take(piece{end: p.end}, fmt.Sprintf("longer than %d bytes: too long for one record", s.opts.MaxValue))
}

// more reads on inside a value. A long one is not looked at again after every little read, but only when it may have
// ended or has grown by a quarter.
func (s *splitter) more() {
	pending := len(s.buf) - s.at
	for enough := pending + pending/4; ; {
		s.fill(1)
		have := len(s.buf) - s.at
		if s.err != nil || have >= enough || pending < 64<<10 {
			return
		}
		switch s.buf[len(s.buf)-1] {
		case '}', ']', '"', '\n':
			return
		}
	}
}

// fill reads at least n bytes more, or sets err.
func (s *splitter) fill(n int) {
	if len(s.buf) == cap(s.buf) {
		pending := s.buf[s.at:]
		next := s.opts.Buffer(max(s.opts.Chunk, 2*len(pending)))
		s.buf, s.at = append(next[:0], pending...), 0
	}
	for idle := 0; n > 0 && s.err == nil; {
		got, err := s.r.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+got]
		s.err, s.ended = err, err == io.EOF
		n -= got
		if idle++; got == 0 && err == nil && idle == 100 {
			s.err = io.ErrNoProgress
		}
	}
}
