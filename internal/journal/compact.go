package journal

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Compact rewrites closed segments of small frames into large, well compressed ones. It is cheap when there is nothing to
// do; the owner calls it from time to time. Damaged segments are left alone.
func (j *Journal) Compact(ctx context.Context) error {
	j.maintenance.Lock()
	defer j.maintenance.Unlock()
	if j.isClosed() {
		return fmt.Errorf("compact journal: %w", ErrClosed)
	}
	for _, base := range j.closedBases() {
		if err := j.compactSegment(ctx, base); err != nil {
			return fmt.Errorf("compact journal segment %s: %w", segmentName(base), err)
		}
	}
	return nil
}

func (j *Journal) isClosed() bool {
	j.queueMu.Lock()
	defer j.queueMu.Unlock()
	return j.closed
}

// closedBases names all segments but the last.
func (j *Journal) closedBases() []uint64 {
	j.mu.RLock()
	defer j.mu.RUnlock()
	var bases []uint64
	for _, s := range j.segments[:max(len(j.segments), 1)-1] {
		bases = append(bases, s.base)
	}
	return bases
}

func (j *Journal) compactSegment(ctx context.Context, base uint64) error {
	v, err := j.view(base)
	if err != nil {
		return err
	}
	defer func() { _ = v.file.Close() }() // only read from
	if !j.worthCompacting(v) {
		return nil
	}
	c := &copying{j: j, view: v}
	err = c.run(ctx)
	switch {
	case errors.Is(err, ErrDamaged):
		j.settle(v.seg)
		return nil
	case err != nil:
		return err
	}
	if err := j.replace(v, c); err != nil {
		return err
	}
	j.log.Info("journal segment compacted", "file", v.seg.name(), "before", v.size, "after", c.out.offset,
		"frames_before", len(v.index), "frames_after", len(c.out.index))
	return nil
}

// worthCompacting says whether v's frames are small: a quarter of a full one or less on average.
func (j *Journal) worthCompacting(v *view) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if v.seg.settled || !v.seg.indexed {
		return false
	}
	frames := int64(len(v.index))
	v.seg.settled = frames < 2 || v.seg.raw/frames > int64(j.opts.FrameSize)/4
	return !v.seg.settled
}

func (j *Journal) settle(s *segment) {
	j.mu.Lock()
	defer j.mu.Unlock()
	s.settled = true
}

// replace puts the copy in the place of v's segment. At every step the directory holds the old segment or the new one,
// whole, and no index that belongs to the other.
func (j *Journal) replace(v *view, c *copying) error {
	j.files.Lock()
	defer j.files.Unlock()
	if err := errors.Join(j.disk.Remove(indexName(v.seg.base)), j.disk.SyncDir()); err != nil {
		return errors.Join(failure("remove the index", err), c.remove())
	}
	if err := j.disk.Rename(c.temp(), v.seg.name()); err != nil {
		return errors.Join(failure("rename", err), c.remove())
	}
	seg := newSegment(v.seg.base, c.out.offset)
	seg.index, seg.indexed, seg.raw = c.out.index, true, c.out.raw
	seg.settled = true
	j.mu.Lock()
	if i := slices.Index(j.segments, v.seg); i >= 0 {
		j.segments[i] = seg
	}
	j.mu.Unlock()
	j.cache.clear()
	j.forgetDamage(func(d Damage) bool { return d.File == seg.name() })
	if err := j.disk.SyncDir(); err != nil {
		return failure("sync the directory", err)
	}
	j.writeIndex(seg.base, seg.size, seg.raw, seg.index)
	return nil
}
