package duckdb

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

const (
	// hotCopy is how many bytes of columns a commit may copy, about 10 ms, and hotCopyRow how many more for each contact, a
	// tenth of what projecting it takes: one that touches more days than that gives the columns up, and they are loaded
	// again later.
	hotCopy    = 32 << 20
	hotCopyRow = 4 << 10
	// hotPause is the time between two looks at whether the columns must be loaded or checked.
	hotPause = time.Second
	// hotRest is the time before columns that were given up are loaded again: the least, and the most when that happens
	// again and again.
	hotRest     = 10 * time.Second
	hotRestMost = 10 * time.Minute
	// hotBehind is how many records may be outstanding when the columns are loaded: with more, a rebuild or an import is
	// under way, and they would be given up again.
	hotBehind = 2 * batchRecords
	// checkHour is when the columns are compared with the tables, every night.
	checkHour = 3
)

// newHot returns the columns in memory, which are empty, nil when there are none.
func newHot(o Options) *columns.Cache {
	if o.HotMemory <= 0 {
		return nil
	}
	return columns.New(columns.Options{Room: o.HotMemory, Copy: hotCopy, CopyRow: hotCopyRow})
}

// keepHot loads the columns when a question missed them and checks them every night, until ctx ends. Whoever asks nothing,
// such as an import, pays nothing; the first answers come from the tables.
func (s *Store) keepHot(ctx context.Context) {
	if s.hot == nil {
		return
	}
	checked, rest := s.opts.Now(), rest{}
	for ctx.Err() == nil {
		var err error
		if s.missed.any() && s.journal.Last()-s.position().seq <= hotBehind && !s.isSick() && rest.over(time.Now()) {
			err = s.loadHot(ctx)
			s.countMissed(ctx)
			err = errors.Join(err, s.loadKnown(ctx))
			debug.FreeOSMemory() // what loading needed is as much again as the columns, and nothing else needs it for long
		}
		if now := s.opts.Now(); nightBetween(checked, now) {
			checked = now
			err = errors.Join(err, s.checkHot(ctx))
		}
		if err != nil && ctx.Err() == nil {
			s.log.Error("hot columns are not in memory; the tables answer", "error", err)
		}
		pause(ctx, hotPause)
	}
}

// rest spaces loads out: columns that do not last are loaded less and less often.
type rest struct {
	last time.Time // load that was let go ahead
	long time.Duration
}

// over reports whether it is time for a load, and takes it that there is one.
func (r *rest) over(now time.Time) bool {
	since := now.Sub(r.last)
	if since < r.long {
		return false
	}
	if since > 4*max(r.long, hotRest) {
		r.long = 0 // they lasted
	}
	r.last, r.long = now, min(max(hotRest, 2*r.long), hotRestMost)
	return true
}

// nightBetween reports whether the hour of the check has come.
func nightBetween(before, now time.Time) bool {
	year, month, day := now.Date()
	due := time.Date(year, month, day, checkHour, 0, 0, 0, now.Location())
	return before.Before(due) && !now.Before(due)
}

// hotChange is what a transaction does to the columns.
type hotChange struct {
	wanted         bool
	removed, added []columns.Row
	prepared       *columns.Change
}

// removeHot notes the stored contacts that are about to be deleted: those in batch_rows.
func (c *change) removeHot(ctx context.Context) (err error) {
	if c.hot.wanted {
		c.hot.removed, err = fewHot(ctx, c.db.writer, "rowid in (select number from batch_rows)")
	}
	return err
}

// addHot notes a contact that is written.
func (c *change) addHot(n *newest) {
	if c.hot.wanted {
		c.hot.added = append(c.hot.added, columns.NewRow(&n.record.row, n.words.inOrder()))
	}
}

// inOrder are the words in order of columns.Dimensions.
func (w contactWords) inOrder() columns.Words {
	return columns.Words{
		w.queue, w.agent, w.routingProfile, w.channel, w.subtype, w.initiationMethod, w.disconnectReason, w.instance,
	}
}

// prepareHot makes the columns that follow the transaction, which has written everything and is not committed.
func (c *change) prepareHot(ctx context.Context) error {
	switch {
	case c.s.hot == nil:
		return nil
	case !c.hot.wanted:
		c.hot.prepared = c.s.hot.Skip(c.position.seq)
		return nil
	}
	prepared := c.s.hot.Prepare(c.position.seq, c.hot.removed, c.hot.added)
	for _, span := range prepared.Missing {
		rows, err := fewHot(ctx, c.db.writer, began(span[0], span[1]))
		if err != nil {
			return err
		}
		c.s.hot.Replace(prepared, span[0], span[1], rows)
		c.s.mended(span[0])
	}
	c.hot.prepared = prepared
	return nil
}

// publishHot shows the prepared columns, when the transaction is committed, or gives all up when it is not known whether
// it is.
func (c *change) publishHot(committed bool) {
	switch {
	case c.hot.prepared == nil:
	case !committed:
		c.s.hot.Drop()
	default:
		if err := c.s.hot.Publish(c.hot.prepared); err != nil {
			c.s.log.Warn("hot columns are given up; the tables answer", "error", err)
		}
	}
}

// mended notes that the columns of a day were not what the table says, and were read again.
func (s *Store) mended(day int64) {
	s.log.Error("columns of a day in memory differed from the table; they were read again",
		"day", time.UnixMilli(day).UTC().Format(time.DateOnly))
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mendedDays++
}

// mendedProblem tells of days that were mended since a check last found nothing.
func (s *Store) mendedProblem() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mendedDays == 0 {
		return ""
	}
	return fmt.Sprintf("the columns in memory of %d days differed from the tables and were read again; figures of before may "+
		"have been wrong; this message ends with the next nightly check that finds no difference", s.mendedDays)
}

// lexicon is what the columns need to know of words.
type lexicon struct{ *reading }

var _ columns.Names = lexicon{}

func (l lexicon) Words(f metric.Filter) []int32 { return l.wordsOf(f) }

func (l lexicon) Text(word int32) string { return l.words.text(word) }

func (l lexicon) Newest(d metric.Dimension, word int32) string { return l.names.newest(d, word) }
