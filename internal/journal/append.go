package journal

import (
	"context"
	"fmt"
	"math"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// waiting is an Append that waits for its entries to be durable.
type waiting struct {
	frames []packed
	size   int64 // on disk
	// done is closed, by whoever writes, when the fields below are set.
	done        chan struct{}
	first, last uint64
	err         error
}

// Append writes entries and returns their first and last sequence numbers once they are on the disk to stay. Those that
// are appended at the same time share one write and one sync. Entries and what they point to may be used again after it
// returns. No entries are no error: both numbers are 0.
//
// After an error none of the entries can be counted on and the same ones may be appended again: ErrFull and ErrFailed can
// pass, ErrTooLarge and ErrClosed cannot. When ctx ends while the entries wait for their turn they are withdrawn; once
// they are being written, Append stays until it knows.
func (j *Journal) Append(ctx context.Context, entries []Entry) (first, last uint64, err error) {
	if len(entries) == 0 {
		return 0, 0, nil
	}
	frames, err := j.pack(ctx, entries)
	if err != nil {
		return 0, 0, fmt.Errorf("append to journal: %w", err)
	}
	w := &waiting{frames: frames, done: make(chan struct{})}
	for _, f := range frames {
		w.size += f.size()
	}
	if err := j.enqueue(w); err != nil {
		return 0, 0, fmt.Errorf("append to journal: %w", err)
	}
	select {
	case <-w.done:
	case j.turn <- struct{}{}:
		j.commitQueue() // w is in it, or was written by the one before
		<-j.turn
	case <-ctx.Done():
		if j.withdraw(w) {
			return 0, 0, fmt.Errorf("append to journal: %w", context.Cause(ctx))
		}
	}
	<-w.done
	if w.err != nil {
		return 0, 0, fmt.Errorf("append to journal: %w", w.err)
	}
	return w.first, w.last, nil
}

// pack makes frames of entries, several at once when they are many.
func (j *Journal) pack(ctx context.Context, entries []Entry) ([]packed, error) {
	batches, err := j.split(entries)
	if err != nil {
		return nil, err
	}
	frames := make([]packed, len(batches))
	if len(batches) == 1 {
		frames[0] = j.packOne(batches[0])
		return frames, context.Cause(ctx)
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, batch := range batches {
		g.Go(func() error {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			frames[i] = j.packOne(batch)
			return nil
		})
	}
	return frames, g.Wait()
}

// split cuts entries into runs that fill a frame each. An entry larger than a frame is alone.
func (j *Journal) split(entries []Entry) ([][]Entry, error) {
	var batches [][]Entry
	start, size := 0, 0
	for i, e := range entries {
		if n := entrySize(e); n > MaxEntry {
			return nil, fmt.Errorf("%w: %d bytes", ErrTooLarge, n)
		}
		n := encodedSize(e)
		if i > start && size+n > j.opts.FrameSize {
			batches = append(batches, entries[start:i])
			start, size = i, 0
		}
		size += n
	}
	return append(batches, entries[start:]), nil
}

func (j *Journal) packOne(entries []Entry) packed {
	body, ok := j.bodies.Get().(*[]byte)
	if !ok {
		body = new([]byte)
	}
	p := payload{body: (*body)[:0]}
	for i, e := range entries {
		e.Seq = uint64(i) + 1 // only the steps are kept; number sets the rest
		p.add(e)
	}
	f := j.codec.pack(&p, j.codec.fast)
	if cap(p.body) <= 2*j.opts.FrameSize {
		*body = p.body
		j.bodies.Put(body)
	}
	return f
}

func (j *Journal) enqueue(w *waiting) error {
	j.queueMu.Lock()
	defer j.queueMu.Unlock()
	if j.closed {
		return ErrClosed
	}
	j.queue = append(j.queue, w)
	return nil
}

// withdraw takes w out of the queue; false says that somebody is writing it.
func (j *Journal) withdraw(w *waiting) bool {
	j.queueMu.Lock()
	defer j.queueMu.Unlock()
	for i, q := range j.queue {
		if q == w {
			j.queue = append(j.queue[:i:i], j.queue[i+1:]...)
			return true
		}
	}
	return false
}

// commitQueue makes durable all that waits. The caller holds turn.
func (j *Journal) commitQueue() {
	j.queueMu.Lock()
	group := j.queue
	j.queue = nil
	j.queueMu.Unlock()
	if len(group) == 0 {
		return
	}
	err := j.commit(group)
	j.remember(err, group)
	for _, w := range group {
		w.err = err
		close(w.done)
	}
}

// commit writes and syncs a group: all of it or, with an error, nothing that counts. The caller holds turn.
func (j *Journal) commit(group []*waiting) error {
	var size int64
	for _, w := range group {
		size += w.size
	}
	if err := j.prepare(size); err != nil {
		return err
	}
	seq := j.Last()
	if seq > math.MaxUint64/2 {
		return fmt.Errorf("%w: sequence numbers are used up", ErrFailed)
	}
	out := output{file: j.writer.file, offset: j.writer.seg.size}
	for _, w := range group {
		w.first = seq + 1
		for i := range w.frames {
			w.frames[i].number(seq + 1)
			seq = w.frames[i].last
			if err := out.write(w.frames[i]); err != nil {
				return j.cutBack(err)
			}
		}
		w.last = seq
	}
	if err := out.flush(); err != nil {
		return j.cutBack(err)
	}
	if err := j.writer.file.Sync(); err != nil {
		return j.suspect(err)
	}
	j.publish(out, seq)
	return nil
}

// publish makes what was synced visible to readers.
func (j *Journal) publish(out output, last uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	s := j.writer.seg
	s.size = out.offset
	s.index = append(s.index, out.index...)
	s.raw += out.raw
	j.last = last
}

// flushFrom is the number of bytes that an output gathers for one write.
const flushFrom = 1 << 20

// output writes frames one after another, gathering small ones.
type output struct {
	file   file
	offset int64 // of the next frame
	index  []frameRef
	raw    int64

	buf []byte // ends at offset
}

func (o *output) write(p packed) error {
	o.index = append(o.index, frameRef{first: p.first, offset: o.offset})
	o.raw += int64(p.raw)
	o.buf = p.appendTo(o.buf)
	o.buf = append(o.buf, p.payload...)
	o.offset += p.size()
	if len(o.buf) >= flushFrom {
		return o.flush()
	}
	return nil
}

func (o *output) flush() error {
	if len(o.buf) == 0 {
		return nil
	}
	if _, err := o.file.WriteAt(o.buf, o.offset-int64(len(o.buf))); err != nil {
		return fmt.Errorf("write at offset %d: %w", o.offset-int64(len(o.buf)), err)
	}
	o.buf = o.buf[:0]
	return nil
}
