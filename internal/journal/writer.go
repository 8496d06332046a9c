package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
)

// writer is the open end of the journal. It belongs to the holder of Journal.turn.
type writer struct {
	file file // nil: the next Append begins a new segment
	seg  *segment
	// cut says that the file may be longer than seg.size, by bytes that nobody was promised.
	cut bool
	// unsynced says that a sync failed: what the disk has of the last blocks is not known, and a later sync that
	// succeeds would prove nothing (the kernel reports such a failure once and may drop the bytes). This file is given
	// up; cut is set too.
	unsynced bool
	// ended says that nothing more goes into this file, however small it is: an attempt to begin the next one may have left
	// that on the disk, and its name says where this one ends.
	ended bool
}

// prepare makes the writer ready for size more bytes: it mends what failed before and begins a new segment when it is
// time. The caller holds turn.
func (j *Journal) prepare(size int64) error {
	if err := j.checkFree(size); err != nil {
		return err
	}
	if err := j.mend(); err != nil {
		return err
	}
	switch w := j.writer; {
	case w.file == nil:
		return j.begin()
	case w.ended || w.seg.size >= j.opts.SegmentSize:
		return j.roll()
	default:
		return nil
	}
}

// mend brings the file back to its last acknowledged state. The caller holds turn.
func (j *Journal) mend() error {
	w := &j.writer
	if !w.cut {
		return nil
	}
	var err error
	if w.unsynced {
		err = j.renew()
	} else {
		err = w.file.Truncate(w.seg.size)
	}
	if err != nil {
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
		return fmt.Errorf("%w: %d bytes are free and %d must stay so", errFloor, free, j.opts.MinFree)
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
	j.log.Error("sync of the journal failed; its last segment will be copied", "file", j.writer.seg.name(), "error", cause)
	return failure("sync", cause)
}

// renew puts a copy in the place of the file whose sync failed, with all that was acknowledged and nothing else. That had
// been synced before, but its last block was shared with what failed, and only a new file has blocks that nobody doubts.
func (j *Journal) renew() error {
	w := &j.writer
	temp := w.seg.name() + tempSuffix
	f, err := j.disk.Open(temp, os.O_RDWR|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	if err := j.copyAcknowledged(f); err != nil {
		return errors.Join(err, f.Close(), j.disk.Remove(temp))
	}
	if err := j.disk.Rename(temp, w.seg.name()); err != nil {
		return errors.Join(err, f.Close(), j.disk.Remove(temp))
	}
	if err := j.disk.SyncDir(); err != nil {
		return errors.Join(err, f.Close()) // the next attempt copies the old file again
	}
	_ = w.file.Close() // its sync has failed: nothing more can be learned
	w.file, w.unsynced = f, false
	return nil
}

// copyAcknowledged writes the acknowledged bytes of the writer's segment to f and syncs it. What cannot be read becomes
// zeros, which readers report as damage: it must not keep new entries out.
func (j *Journal) copyAcknowledged(f file) error {
	w := j.writer
	part := make([]byte, windowStep)
	for at := int64(0); at < w.seg.size; at += int64(len(part)) {
		part = part[:min(windowStep, w.seg.size-at)]
		if _, err := w.file.ReadAt(part, at); err != nil && !errors.Is(err, io.EOF) {
			j.log.Error("journal segment cannot be read", "file", w.seg.name(), "offset", at, "length", len(part), "error", err)
			clear(part)
		}
		if _, err := f.WriteAt(part, at); err != nil {
			return fmt.Errorf("copy: %w", err)
		}
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("sync the copy: %w", err)
	}
	return nil
}

// roll closes the segment that is written to, all of which is synced, and begins a new one.
func (j *Journal) roll() error {
	old := j.writer
	if err := j.begin(); err != nil {
		return err
	}
	if err := old.file.Close(); err != nil {
		j.log.Warn("closing a journal segment failed", "file", old.seg.name(), "error", err)
	}
	j.writeIndex(old.seg.base, old.seg.size, old.seg.raw, old.seg.index)
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
	j.segments = append(j.segments, seg)
	j.writer = writer{file: f, seg: seg}
	return nil
}
