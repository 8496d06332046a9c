package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// openDisk is Open on any disk.
func openDisk(d disk, opts Options) (*Journal, error) {
	opts = opts.withDefaults()
	c, err := newCodec(opts.FrameSize)
	if err != nil {
		return nil, err
	}
	j := &Journal{
		disk: d, opts: opts, log: opts.Log, codec: c,
		cache: newFrameCache(opts.CacheSize),
		turn:  make(chan struct{}, 1),
	}
	if err := j.findSegments(); err != nil {
		return nil, err
	}
	if len(j.segments) == 0 {
		return j, nil
	}
	if err := j.openLast(); err != nil {
		return nil, err
	}
	return j, j.checkWhole()
}

// findSegments lists the segments and removes what a crash left half written.
func (j *Journal) findSegments() error {
	files, err := j.disk.List()
	if err != nil {
		return err
	}
	for _, f := range files {
		if strings.HasSuffix(f.name, tempSuffix) {
			if err := j.disk.Remove(f.name); err != nil {
				return err
			}
			continue
		}
		if f.name == damageName {
			j.recallDamage(f.size)
		}
		if base, ok := parseName(f.name); ok {
			j.segments = append(j.segments, newSegment(base, f.size))
		}
	}
	slices.SortFunc(j.segments, func(a, b *segment) int {
		if a.base < b.base {
			return -1
		}
		return 1
	})
	return nil
}

// openLast reads the last segment to its end, cuts off what is no whole frame, and makes it the one that is written to.
func (j *Journal) openLast() error {
	seg := j.segments[len(j.segments)-1]
	f, err := j.disk.Open(seg.name(), os.O_RDWR)
	if err != nil {
		return err
	}
	end, err := j.readLast(f, seg)
	if err == nil && end < seg.size {
		err = j.cutTail(f, seg, end)
	}
	if err == nil {
		// What is here may never have been synced: it was written just before a crash. From now on it is promised.
		err = errors.Join(f.Sync(), j.disk.SyncDir())
	}
	if err != nil {
		return errors.Join(fmt.Errorf("open segment %s: %w", seg.name(), err), f.Close())
	}
	j.writer = writer{file: f, seg: seg}
	return nil
}

// readLast fills in seg's index and the newest number, and returns the end of the last whole frame. Damage that whole
// frames follow was acknowledged once, or may have been: it stays where it is and is reported.
func (j *Journal) readLast(f file, seg *segment) (end int64, err error) {
	v := &view{file: f, seg: seg, size: seg.size, limit: ^uint64(0)}
	s := v.scanner(0)
	j.last = seg.base - 1
	seg.indexed = true
	for {
		frame, g, err := s.step()
		switch {
		case errors.Is(err, io.EOF):
			return end, nil
		case err != nil:
			return 0, err
		case g != nil:
			if s.offset < seg.size {
				j.reportDamage(v.damage(g))
			}
		default:
			seg.index = append(seg.index, frameRef{first: frame.first, offset: frame.offset})
			seg.raw += int64(frame.raw)
			j.last, end = frame.last, s.offset
		}
	}
}

// cutTail cuts seg back to end and keeps the rest aside for whoever wants to look at it. Nobody was promised it.
func (j *Journal) cutTail(f file, seg *segment, end int64) error {
	name := fmt.Sprintf("%s-%d%s", strings.TrimSuffix(seg.name(), segmentSuffix), end, tornSuffix)
	j.log.Warn("journal ends in a torn write; cut back to the last whole frame", "file", seg.name(), "offset", end,
		"length", seg.size-end, "kept_in", name)
	if err := j.keepAside(f, name, end, seg.size-end); err != nil {
		// The disk may be full: no reason to refuse to open.
		j.log.Warn("torn end of the journal was not kept", "file", name, "error", err)
	}
	if err := f.Truncate(end); err != nil {
		return fmt.Errorf("cut off the torn end: %w", err)
	}
	seg.size = end
	return nil
}

func (j *Journal) keepAside(from file, name string, offset, length int64) error {
	to, err := j.disk.Open(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.NewOffsetWriter(to, 0), io.NewSectionReader(from, offset, length))
	return errors.Join(err, to.Close())
}
