package journal

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// blockSize is what a disk or file system writes as one, or a multiple of it.
const blockSize = 4096

// writer is the open end of the journal. It belongs to the holder of Journal.turn.
type writer struct {
	file file // nil: the next Append begins a new segment
	seg  *segment
	// cut says that the file may be longer than seg.size, by bytes that nobody was promised.
	cut bool
	// unsynced says that a sync failed: what the disk has of the last blocks is not known, and a later sync that
	// succeeds would prove nothing (the kernel reports such a failure once and may drop the bytes). Nothing more is
	// written here; the next Append begins a new segment.
	unsynced bool
}

// prepare makes the writer ready for size more bytes: it mends what failed before and begins a new segment when it is
// time. The caller holds turn.
func (j *Journal) prepare(size int64) error {
	if err := j.checkFree(size); err != nil {
		return err
	}
	w := &j.writer
	if err := j.mend(); err != nil && !w.unsynced {
		return err
	}
	switch {
	case w.file == nil:
		return j.begin()
	case w.unsynced, w.seg.size >= j.opts.SegmentSize:
		return j.roll()
	default:
		return nil
	}
}

// mend brings the file back to its last acknowledged state. After a failed sync it may not be written to even so; then
// mending need not succeed for the journal to go on, because the next segment begins at the first number that was not
// acknowledged and a scanner stops there. The caller holds turn.
func (j *Journal) mend() error {
	w := &j.writer
	if !w.cut {
		return nil
	}
	var err error
	if w.unsynced {
		err = j.seal()
	} else {
		err = w.file.Truncate(w.seg.size)
	}
	if err != nil {
		j.log.Error("journal segment could not be mended", "file", w.seg.name(), "error", err)
		return failure("mend the segment", err)
	}
	w.cut = false
	return nil
}

// checkFree refuses size more bytes when that would leave less than MinFree.
func (j *Journal) checkFree(size int64) error {
	if j.opts.MinFree < 0 {
		return nil
	}
	free, err := j.disk.Free()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFailed, err)
	}
	if free-size < j.opts.MinFree {
		return fmt.Errorf("%w: %d bytes are free and %d must stay so", ErrFull, free, j.opts.MinFree)
	}
	return nil
}

// failure is the error of a disk operation as callers branch on it.
func failure(doing string, err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %s: %w", ErrFull, doing, err)
	}
	return fmt.Errorf("%w: %s: %w", ErrFailed, doing, err)
}

// cutBack removes what a failed write left behind. If that fails too, the next Append tries before it writes.
func (j *Journal) cutBack(cause error) error {
	j.writer.cut = true
	return errors.Join(failure("write", cause), j.mend())
}

// suspect gives the file up after a failed sync.
func (j *Journal) suspect(cause error) error {
	j.writer.cut, j.writer.unsynced = true, true
	j.log.Error("sync of the journal failed; a new segment begins", "file", j.writer.seg.name(), "error", cause)
	return failure("sync", cause)
}

// seal makes sure of a segment whose sync failed. What was acknowledged in it had been synced before, but its last block was
// shared with what failed, so that block is written once more, through a fresh file. The rest is cut off, and what stays is
// read again.
func (j *Journal) seal() error {
	seg := j.writer.seg
	f, err := j.disk.Open(seg.name(), os.O_RDWR)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // synced below, or given up
	from := seg.size - seg.size%blockSize
	block := make([]byte, seg.size-from)
	if _, err := f.ReadAt(block, from); err != nil {
		return fmt.Errorf("read the last block: %w", err)
	}
	if _, err := f.WriteAt(block, from); err != nil {
		return fmt.Errorf("write the last block: %w", err)
	}
	if err := f.Truncate(seg.size); err != nil {
		return fmt.Errorf("cut: %w", err)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	v := &view{file: f, seg: seg, size: seg.size, limit: j.Last() + 1}
	if err := j.scan(v, v.scanner(0), func(located) error { return nil }); err != nil {
		return fmt.Errorf("read again: %w", err)
	}
	return nil
}

// roll closes the segment that is written to, all of whose acknowledged bytes are synced, and begins a new one.
func (j *Journal) roll() error {
	old := j.writer
	if err := j.begin(); err != nil {
		return err
	}
	if err := old.file.Close(); err != nil {
		j.log.Warn("closing a journal segment failed", "file", old.seg.name(), "error", err)
	}
	if old.seg.size > 0 {
		j.writeIndex(old.seg.base, old.seg.size, old.seg.raw, old.seg.index)
	}
	return nil
}

// begin creates a segment for the next number and makes its name durable. A file of that name can only be left over from
// an attempt that acknowledged nothing. The old writer stays when it fails.
func (j *Journal) begin() error {
	base := j.Last() + 1
	f, err := j.disk.Open(segmentName(base), os.O_RDWR|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return failure("begin a segment", err)
	}
	if err := errors.Join(f.Sync(), j.disk.SyncDir()); err != nil {
		return errors.Join(failure("begin a segment", err), f.Close())
	}
	seg := newSegment(base, 0)
	seg.indexed = true
	j.mu.Lock()
	defer j.mu.Unlock()
	if n := len(j.segments); n > 0 && j.segments[n-1].base == base {
		j.segments = j.segments[:n-1] // abandoned before anything in it was acknowledged
	}
	j.segments = append(j.segments, seg)
	j.writer = writer{file: f, seg: seg}
	return nil
}
