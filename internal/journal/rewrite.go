package journal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Verdict is what a Filter wants done with an entry.
type Verdict uint8

// The verdicts.
const (
	Keep    Verdict = iota // as it is; the entry that the filter returns is ignored
	Drop                   // its number stays empty
	Replace                // by the entry that the filter returns, under the same number
)

// Filter judges an entry. It may be called several times for one entry and must judge alike each time. It must not change
// what Data points to.
type Filter func(Entry) (Entry, Verdict)

// Rewritten counts what Rewrite did.
type Rewritten struct {
	Dropped, Replaced int64
	Segments          int // whose files were replaced
}

// Rewrite removes or replaces entries among all that were acknowledged before the call: erasure and retention. Files in
// which nothing changes are not touched. A replaced file loses its damaged stretches; those of other files stay, since
// nobody can say what is in them. Torn ends that Open kept aside are removed.
//
// It may be interrupted at any moment and repeated: each segment is replaced as a whole. A nil error means that the old
// bytes are no longer reachable by any file name, also after a power loss. Reads that have begun may still see them.
func (j *Journal) Rewrite(ctx context.Context, filter Filter) (Rewritten, error) {
	j.maintenance.Lock()
	defer j.maintenance.Unlock()
	var sum Rewritten
	if err := j.closeLast(ctx); err != nil {
		return sum, fmt.Errorf("rewrite journal: %w", err)
	}
	for _, base := range j.closedBases() {
		n, err := j.rewriteSegment(ctx, base, filter)
		if err != nil {
			return sum, fmt.Errorf("rewrite journal segment %s: %w", segmentName(base), err)
		}
		sum.Dropped += n.Dropped
		sum.Replaced += n.Replaced
		sum.Segments += n.Segments
	}
	if err := errors.Join(j.removeEmpty(), j.removeTorn()); err != nil {
		return sum, fmt.Errorf("rewrite journal: %w", err)
	}
	return sum, nil
}

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

// closeLast ends the segment that is written to, so that all acknowledged entries are in closed ones.
func (j *Journal) closeLast(ctx context.Context) error {
	select {
	case j.turn <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-j.turn }()
	if j.isClosed() {
		return ErrClosed
	}
	if err := j.mend(); err != nil {
		return err
	}
	if j.writer.file == nil || j.writer.seg.size == 0 {
		return nil
	}
	return j.roll()
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

func (j *Journal) rewriteSegment(ctx context.Context, base uint64, filter Filter) (Rewritten, error) {
	v, err := j.view(base)
	if err != nil {
		return Rewritten{}, err
	}
	defer func() { _ = v.file.Close() }() // only read from
	changes, err := j.changes(ctx, v, filter)
	if err != nil || !changes {
		return Rewritten{}, err
	}
	if err := j.markRewritten(); err != nil {
		return Rewritten{}, err
	}
	c := &copying{j: j, view: v, filter: filter}
	if err := c.run(ctx); err != nil {
		return Rewritten{}, err
	}
	if err := j.replace(v, c); err != nil {
		return Rewritten{}, err
	}
	return Rewritten{Dropped: c.dropped, Replaced: c.replaced, Segments: 1}, nil
}

// changes says whether filter would change anything in v.
func (j *Journal) changes(ctx context.Context, v *view, filter Filter) (bool, error) {
	err := j.scan(v, v.scanner(0), func(f located) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return j.eachOf(v, f, func(e Entry) error {
			if _, verdict := filter(e); verdict != Keep {
				return errDone
			}
			return nil
		})
	})
	if errors.Is(err, errDone) {
		return true, nil
	}
	return false, err
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
	c := &copying{j: j, view: v, filter: func(e Entry) (Entry, Verdict) { return e, Keep }}
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
	seg.settled = c.dropped+c.replaced == 0
	j.mu.Lock()
	if i := slices.Index(j.segments, v.seg); i >= 0 {
		j.segments[i] = seg
	}
	j.mu.Unlock()
	j.cache.clear()
	j.forgetDamage(seg.name())
	if err := j.disk.SyncDir(); err != nil {
		return failure("sync the directory", err)
	}
	j.writeIndex(seg.base, seg.size, seg.raw, seg.index)
	return nil
}

// removeEmpty removes closed segments that hold nothing.
func (j *Journal) removeEmpty() error {
	j.files.Lock()
	defer j.files.Unlock()
	for _, base := range j.emptyBases() {
		if err := errors.Join(j.disk.Remove(indexName(base)), j.disk.Remove(segmentName(base))); err != nil {
			return err
		}
		j.mu.Lock()
		j.segments = slices.DeleteFunc(slices.Clone(j.segments), func(s *segment) bool { return s.base == base })
		j.mu.Unlock()
	}
	return j.disk.SyncDir()
}

func (j *Journal) emptyBases() []uint64 {
	j.mu.RLock()
	defer j.mu.RUnlock()
	var bases []uint64
	for _, s := range j.segments[:max(len(j.segments), 1)-1] {
		if s.size == 0 {
			bases = append(bases, s.base)
		}
	}
	return bases
}

// removeTorn removes what Open kept aside: it cannot be filtered.
func (j *Journal) removeTorn() error {
	files, err := j.disk.List()
	if err != nil {
		return err
	}
	for _, f := range files {
		if strings.HasSuffix(f.name, tornSuffix) {
			if err := j.disk.Remove(f.name); err != nil {
				return err
			}
		}
	}
	return j.disk.SyncDir()
}
