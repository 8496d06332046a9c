package journal

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/bits-and-blooms/bitset"
)

// Rewrite gives the entries of these sequence numbers to change and keeps what that makes of them: what an entry held is
// then in no file of the journal. Only the segments that hold one are copied, as Compact copies them; what was
// cut off after crashes (.torn) is removed, since nobody knows what is in it. Readers and Append go on meanwhile. Change
// may be called again for the same entry, and must not keep it; sequence numbers stay as they are.
//
// After an error, or a crash, some segments are rewritten and others are not: Rewrite again. ErrDamaged says that one of
// them has bytes that cannot be read, so that nobody could say what is left in it.
func (j *Journal) Rewrite(ctx context.Context, seqs *bitset.BitSet, change func(Entry) Entry) error {
	j.maintenance.Lock()
	defer j.maintenance.Unlock()
	if j.isClosed() {
		return fmt.Errorf("rewrite journal: %w", ErrClosed)
	}
	if err := j.removeTorn(); err != nil {
		return fmt.Errorf("rewrite journal: %w", err)
	}
	if seqs.None() {
		return nil
	}
	last, _ := seqs.PreviousSet(seqs.Len() - 1)
	if err := j.closeBefore(ctx, uint64(last)); err != nil {
		return fmt.Errorf("rewrite journal: %w", err)
	}
	for _, base := range j.closedBases() {
		if err := j.rewriteSegment(ctx, base, seqs, change); err != nil {
			return fmt.Errorf("rewrite journal segment %s: %w", segmentName(base), err)
		}
	}
	return nil
}

// closeBefore begins a new segment when the one that is written to may hold that number.
func (j *Journal) closeBefore(ctx context.Context, seq uint64) error {
	select {
	case j.turn <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-j.turn }()
	if j.writer.file == nil || seq < j.writer.seg.base || j.writer.seg.size == 0 {
		return nil
	}
	if err := j.mend(); err != nil {
		return err
	}
	j.writer.ended = true
	return j.roll()
}

func (j *Journal) rewriteSegment(ctx context.Context, base uint64, seqs *bitset.BitSet, change func(Entry) Entry) error {
	v, err := j.view(base)
	if err != nil {
		return err
	}
	defer func() { _ = v.file.Close() }() // only read from
	if first, any := seqs.NextSet(uint(base)); !any || uint64(first) >= v.limit {
		return nil
	}
	changed := 0
	c := &copying{j: j, view: v, change: func(e Entry) Entry {
		if !seqs.Test(uint(e.Seq)) {
			return e
		}
		changed++
		return change(e)
	}}
	if err := c.run(ctx); errors.Is(err, ErrDamaged) {
		return fmt.Errorf("%w: take the file from a backup, or remove it with what else is in it", err)
	} else if err != nil {
		return err
	}
	if err := j.replace(v, c); err != nil {
		return err
	}
	j.log.Info("journal segment rewritten", "file", v.seg.name(), "entries", changed, "before", v.size, "after", c.out.offset)
	return nil
}

// removeTorn removes what Open cut off segments: nobody was promised it.
func (j *Journal) removeTorn() error {
	files, err := j.disk.List()
	if err != nil {
		return failure("list the directory", err)
	}
	removed := false
	for _, f := range files {
		if !strings.HasSuffix(f.name, tornSuffix) {
			continue
		}
		if err := j.disk.Remove(f.name); err != nil {
			return failure("remove what was torn off", err)
		}
		removed = true
	}
	if !removed {
		return nil
	}
	if err := j.disk.SyncDir(); err != nil {
		return failure("sync the directory", err)
	}
	return nil
}
