package journal

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// copying writes the entries of a segment into a temporary file, in full frames.
type copying struct {
	j    *Journal
	view *view
	// change is what becomes of an entry; nil: it stays as it is.
	change func(Entry) Entry

	out     output
	frame   payload
	written digest
}

// digest tells two runs of entries apart: a copy is read again before it takes the place of the original.
type digest struct {
	entries int64
	sum     uint32
}

func (d *digest) add(e Entry) {
	b := binary.LittleEndian.AppendUint64(nil, e.Seq)
	b = binary.LittleEndian.AppendUint64(b, uint64(e.Received.UnixMilli()))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(e.Source)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(e.Note)))
	b = append(b, e.Kind)
	b = append(b, e.Source...)
	b = append(b, e.Note...)
	d.sum = crc32.Update(crc32.Update(d.sum, castagnoli, b), castagnoli, e.Data)
	d.entries++
}

func (c *copying) temp() string  { return c.view.seg.name() + tempSuffix }
func (c *copying) remove() error { return c.j.disk.Remove(c.temp()) }

// run leaves a synced and verified temporary file, or with an error none. Compaction must not be the end of bytes that
// somebody might still repair: damage is ErrDamaged.
func (c *copying) run(ctx context.Context) error {
	f, err := c.j.disk.Open(c.temp(), os.O_RDWR|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return failure("begin a copy", err)
	}
	c.out = output{file: f}
	err = c.write(ctx)
	if err == nil {
		err = c.verify(f)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, c.remove())
	}
	return nil
}

func (c *copying) write(ctx context.Context) error {
	s := c.view.scanner(0)
	for {
		f, g, err := s.step()
		switch {
		case errors.Is(err, io.EOF):
			return c.finish()
		case err != nil:
			return fmt.Errorf("%w: %w", ErrFailed, err)
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case g != nil:
			return ErrDamaged
		}
		if err := c.copyFrame(f); errors.Is(err, errPayload) {
			return ErrDamaged
		} else if err != nil {
			return err
		}
	}
}

func (c *copying) copyFrame(f located) error {
	raw, err := c.j.codec.unpack(f.header, f.payload)
	if err != nil {
		return err
	}
	return eachEntry(f.header, raw, c.copyEntry)
}

func (c *copying) copyEntry(e Entry) error {
	if c.change != nil {
		seq := e.Seq
		e = c.change(e)
		e.Seq = seq
	}
	if c.frame.count > 0 && len(c.frame.body)+encodedSize(e) > c.j.opts.FrameSize {
		if err := c.endFrame(); err != nil {
			return err
		}
	}
	c.frame.add(e)
	c.written.add(e)
	return nil
}

func (c *copying) endFrame() error {
	err := c.out.write(c.j.codec.pack(&c.frame, c.j.codec.dense))
	c.frame.reset()
	if err != nil {
		return failure("write a copy", err)
	}
	return nil
}

func (c *copying) finish() error {
	if c.frame.count > 0 {
		if err := c.endFrame(); err != nil {
			return err
		}
	}
	if err := c.out.flush(); err != nil {
		return failure("write a copy", err)
	}
	if err := c.out.file.Sync(); err != nil {
		return failure("sync a copy", err)
	}
	return nil
}

// verify reads the copy and compares it with what was meant to be written.
func (c *copying) verify(f file) error {
	var read digest
	s := &scanner{r: f, size: c.out.offset, next: c.view.seg.base, limit: c.view.limit}
	for {
		frame, g, err := s.step()
		if err == nil && g == nil {
			var raw []byte
			if raw, err = c.j.codec.unpack(frame.header, frame.payload); err == nil {
				err = eachEntry(frame.header, raw, func(e Entry) error { read.add(e); return nil })
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			if read != c.written {
				return fmt.Errorf("%w: the copy differs from its original", ErrFailed)
			}
			return nil
		case err != nil:
			return fmt.Errorf("%w: read the copy: %w", ErrFailed, err)
		case g != nil:
			return fmt.Errorf("%w: the copy is damaged: %s", ErrFailed, g.reason)
		}
	}
}
