package sample

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// History is what is kept of a series over a range.
type History struct {
	Steps []Step    // between the edges asked for
	Since time.Time // the oldest moment kept of any range; zero when nothing is
}

// Read sums the samples of a queue, by ARN, of an instance (OfInstance) or of Whole up between edges: at least two moments,
// ascending. Of several names, which must have no agent in common, it is what they showed together. A queue that never showed
// anything had nobody waiting whenever somebody looked; at an instance nobody looked before it first showed something.
func (s *Store) Read(ctx context.Context, names []string, edges []time.Time) (History, error) {
	h := History{Steps: make([]Step, len(edges)-1)}
	all := s.named(names)
	if len(all) == 0 {
		return h, nil
	}
	since, err := s.since(ctx)
	if err != nil {
		return History{}, fmt.Errorf("read samples: %w", err)
	}
	begun := slices.MinFunc(all, func(a, b series) int { return cmp.Compare(a.since, b.since) }).since
	h.Since = latest(since, time.UnixMilli(begun).UTC())
	spans, err := s.find(ctx, all, edges[0].UnixMilli(), edges[len(edges)-1].UnixMilli())
	if err != nil {
		return History{}, fmt.Errorf("read samples: %w", err)
	}
	to := 0
	for _, span := range spans {
		for slot, step := range s.together(span, all) {
			at := span.at(slot)
			for to < len(h.Steps) && !at.Before(edges[to+1]) {
				to++
			}
			if to < len(h.Steps) && !at.Before(edges[to]) {
				h.Steps[to].join(step)
			}
		}
	}
	return h, nil
}

// named are the series of these names, without instances that never showed anything.
func (s *Store) named(names []string) (all []series) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range names {
		of, known := s.series[name]
		if !known && strings.HasPrefix(name, instancePrefix) {
			continue
		}
		if !known {
			of.id = unseen
		}
		all = append(all, of)
	}
	return all
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// The number of the whole, and that of queues that never showed anything.
const (
	wholeID seriesID = 0
	unseen  seriesID = -1
)

// span is what is kept of the time of one block, series by series, and moments that are in none.
type span struct {
	grain  grain
	start  time.Time
	packed map[seriesID][]byte
	ticks  []found
}

// at is when a slot begins.
func (s *span) at(slot int) time.Time { return s.start.Add(time.Duration(slot) * s.grain.step) }

// found is a row that read finds. A moment that is in no block has the step 0.
type found struct {
	series      seriesID
	step, start int64
	packed      []byte
}

// find returns what is kept of a range, oldest first.
func (s *Store) find(ctx context.Context, of []series, from, to int64) ([]*span, error) {
	ids := make([]seriesID, len(of))
	for i := range of {
		ids[i] = of[i].id
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.QueryContext(ctx, readAll, string(list), from, to)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []found
	for rows.Next() {
		var f found
		if err := rows.Scan(&f.series, &f.step, &f.start, &f.packed); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return spansOf(all), rows.Err()
}

func spansOf(all []found) []*span {
	type key struct{ step, start int64 }
	spans := map[key]*span{}
	for _, f := range all {
		of := fine
		if f.step == coarse.step.Milliseconds() {
			of = coarse
		}
		start := of.start(time.UnixMilli(f.start))
		k := key{of.step.Milliseconds(), start.UnixMilli()}
		if spans[k] == nil {
			spans[k] = &span{grain: of, start: start, packed: map[seriesID][]byte{}}
		}
		if f.step == 0 {
			spans[k].ticks = append(spans[k].ticks, f)
			continue
		}
		spans[k].packed[f.series] = f.packed
	}
	line := make([]*span, 0, len(spans))
	for _, of := range spans {
		line = append(line, of)
	}
	slices.SortFunc(line, func(a, b *span) int { return cmp.Or(a.start.Compare(b.start), cmp.Compare(b.grain.step, a.grain.step)) })
	return line
}

// together adds up what some series showed in a span, each from the step on in which it begins.
func (s *Store) together(of *span, all []series) block {
	sum := of.grain.empty()
	for _, one := range all {
		for slot, step := range s.lay(of, one.id) {
			if of.at(slot+1).UnixMilli() > one.since {
				sum[slot].beside(step)
			}
		}
	}
	return sum
}

// lay puts the steps of a span in their places. A series without a block of its own showed nothing whenever somebody looked. A
// moment that is in a block and beside it counts once. What cannot be read is a hole.
func (s *Store) lay(of *span, id seriesID) block {
	looked := s.unpack(of, of.packed[wholeID])
	steps := looked
	own := of.packed[id]
	switch {
	case id == wholeID:
	case own != nil:
		steps = s.unpack(of, own)
	default:
		steps = of.grain.empty()
		for slot := range steps {
			steps[slot].Samples = looked[slot].Samples
		}
	}
	for _, t := range of.ticks {
		slot := of.grain.slot(time.UnixMilli(t.start))
		series, err := unpackTick(t.packed)
		if err != nil {
			s.log.Warn("a sample of the live board cannot be read", "at", time.UnixMilli(t.start).UTC(), "error", err)
			continue
		}
		if looked[slot].Samples == 0 {
			steps[slot].add(series[id])
		}
	}
	return steps
}

func (s *Store) unpack(of *span, packed []byte) block {
	if packed == nil {
		return of.grain.empty()
	}
	b, err := of.grain.unpack(packed)
	if err != nil {
		s.log.Warn("samples of the live board cannot be read", "start", of.start, "error", err)
		return of.grain.empty()
	}
	return b
}

// since is the oldest moment kept.
func (s *Store) since(ctx context.Context) (time.Time, error) {
	var f found
	err := s.db.QueryRowContext(ctx, readFirst).Scan(&f.step, &f.start, &f.packed)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	of := spansOf([]found{f})[0]
	for slot, step := range s.lay(of, wholeID) {
		if step.Samples > 0 {
			return of.at(slot), nil
		}
	}
	return of.start, nil
}
