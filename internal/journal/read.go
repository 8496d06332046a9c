package journal

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// Read calls fn for the entries from sequence number from on, in order, to the newest one at the time of the call. Numbers
// can be missing where bytes are damaged: Damage lists that, and the read goes on behind it. A disk that does not give the
// bytes is no damage but an error, since they may be there the next time: nothing behind them was read then. An error of fn
// ends the read and is returned as it is. Data shares memory with about FrameSize of other entries: clone what is kept for
// long.
func (j *Journal) Read(ctx context.Context, from uint64, fn func(Entry) error) error {
	newest := j.Last()
	for from <= newest {
		v, err := j.view(from)
		if err != nil {
			return err
		}
		if v == nil {
			return nil
		}
		err = j.readSegment(ctx, v, from, newest, fn)
		_ = v.file.Close() // only read from
		if err != nil {
			return err
		}
		from = v.limit
	}
	return nil
}

// readSegment is Read within v.
func (j *Journal) readSegment(ctx context.Context, v *view, from, to uint64, fn func(Entry) error) error {
	s := v.scanner(from)
	var stop error // what ended the read, as against what could not be read
	err := j.scan(v, s, func(f located) error {
		if stop = ctx.Err(); stop != nil || f.first > to {
			return errDone
		}
		stop = j.eachOf(v, f, func(e Entry) error {
			if e.Seq < from || e.Seq > to {
				return nil
			}
			return fn(e)
		})
		if stop != nil {
			return errDone
		}
		return nil
	})
	switch {
	case errors.Is(err, errDone):
		return stop
	case err != nil:
		return fmt.Errorf("read journal segment %s: %w", v.seg.name(), err)
	}
	return nil
}

// errDone ends a scan before its end.
var errDone = errors.New("done")

// scan calls fn for the frames that s finds in v, and reports damage. It returns the error of fn or of a failed read.
func (j *Journal) scan(v *view, s *scanner, fn func(located) error) error {
	for {
		f, g, err := s.step()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case g != nil:
			j.reportDamage(v.damage(g))
		default:
			if err := fn(f); err != nil {
				return err
			}
		}
	}
}

// eachOf calls fn for the entries of a frame of v. A frame that holds none is reported as damage, one that is sound ends
// what was known of damage there; the error is that of fn.
func (j *Journal) eachOf(v *view, f located, fn func(Entry) error) error {
	raw, err := j.codec.unpack(f.header, f.payload)
	if err == nil {
		err = eachEntry(f.header, raw, fn)
	}
	if errors.Is(err, errPayload) {
		j.reportDamage(v.damage(f.gap(err)))
		return nil
	}
	if err == nil {
		j.forgetDamage(func(d Damage) bool { return d.File == v.seg.name() && d.Offset == f.offset })
	}
	return err
}

func (f located) gap(err error) *gap {
	return &gap{offset: f.offset, length: f.size(), first: f.first, last: f.last, reason: err.Error()}
}

// Get returns the entry with sequence number seq: ErrNotFound when there is none, a *DamageError when it cannot be read.
// Frames that were read lately are kept in memory.
func (j *Journal) Get(seq uint64) (Entry, error) {
	if seq == 0 || seq > j.Last() {
		return Entry{}, fmt.Errorf("%w: %d", ErrNotFound, seq)
	}
	v, err := j.view(seq)
	if err != nil {
		return Entry{}, err
	}
	if v == nil || seq < v.seg.base {
		if v != nil {
			_ = v.file.Close() // only read from
		}
		return Entry{}, fmt.Errorf("%w: %d", ErrNotFound, seq)
	}
	defer func() { _ = v.file.Close() }() // only read from
	return j.getFrom(v, seq)
}

// getFrom is Get within v, which covers seq.
func (j *Journal) getFrom(v *view, seq uint64) (Entry, error) {
	i := frameOf(v.index, seq)
	var end int64
	if i >= 0 {
		f, err := j.cachedFrame(v, v.index[i].offset)
		if err != nil {
			return Entry{}, err
		}
		if e, ok := f.entry(seq); ok {
			return e, nil
		}
		if seq <= f.last {
			return Entry{}, fmt.Errorf("%w: %d", ErrNotFound, seq)
		}
		end = v.index[i].offset + f.size()
	}
	if v.incomplete != nil && i+1 == len(v.index) {
		return Entry{}, fmt.Errorf("read journal segment %s: %w", v.seg.name(), v.incomplete)
	}
	// Between two frames: there is no such number if they touch, else it may be in the damage between them.
	g := &gap{offset: end, length: v.size - end, first: seq, last: v.limit - 1, reason: "no readable frame"}
	if i+1 < len(v.index) {
		g.length, g.last = v.index[i+1].offset-end, v.index[i+1].first-1
	}
	if g.length == 0 {
		return Entry{}, fmt.Errorf("%w: %d", ErrNotFound, seq)
	}
	return Entry{}, &DamageError{Damage: v.damage(g)}
}

// cachedFrame reads the frame at offset, or takes it from memory.
func (j *Journal) cachedFrame(v *view, offset int64) (cachedFrame, error) {
	key := frameKey{seg: v.seg, offset: offset}
	if f, ok := j.cache.get(key); ok {
		return f, nil
	}
	s := &scanner{r: v.file, size: v.size, limit: v.limit}
	f, err := s.frameAt(offset)
	var raw []byte
	if err == nil {
		raw, err = j.codec.unpack(f.header, f.payload)
	}
	if err == nil {
		err = eachEntry(f.header, raw, func(Entry) error { return nil })
	}
	if err != nil && !unsound(err) {
		return cachedFrame{}, fmt.Errorf("read journal segment %s: %w", v.seg.name(), err)
	}
	if err != nil {
		d := v.damage(&gap{offset: offset, length: f.size(), first: 1, last: 0, reason: err.Error()})
		d.First, d.Last, d.Length = v.extent(offset)
		j.reportDamage(d)
		return cachedFrame{}, &DamageError{Damage: d}
	}
	c := cachedFrame{header: f.header, raw: raw}
	j.cache.put(key, c)
	return c, nil
}

// unsound says that an error is about the bytes that were read, and not about reading them.
func unsound(err error) bool { return errors.Is(err, errFrame) || errors.Is(err, errPayload) }

// extent is what the index says of the frame at offset: the numbers and the bytes up to the next one.
func (v *view) extent(offset int64) (first, last uint64, length int64) {
	for i, f := range v.index {
		if f.offset != offset {
			continue
		}
		if i+1 < len(v.index) {
			return f.first, v.index[i+1].first - 1, v.index[i+1].offset - offset
		}
		return f.first, v.limit - 1, v.size - offset
	}
	return 0, 0, 0
}
