package sample

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// tidy makes blocks of hours that are over, quarter hours of days that are old, and drops what is older than that. It does
// so in the transaction that puts a moment, so that whatever ends the process leaves every sample in one place.
func (s *Store) tidy(ctx context.Context, tx *sql.Tx, newest time.Time) error {
	hours, err := column(ctx, tx, tickHours, fine.start(newest).UnixMilli())
	if err != nil || len(hours) == 0 {
		return err
	}
	for _, start := range hours {
		if err := closeHour(ctx, tx, start); err != nil {
			return err
		}
	}
	if err := s.thin(ctx, tx); err != nil {
		return err
	}
	tooOld := s.now().Add(-s.keep.coarse).UnixMilli()
	_, err = tx.ExecContext(ctx, blockDelete, coarse.step.Milliseconds(), 0, tooOld)
	return err
}

// closeHour moves the moments of an hour into blocks. Where a block has the moment already, it stays.
func closeHour(ctx context.Context, tx *sql.Tx, start int64) error {
	end := start + fine.span().Milliseconds()
	ticks, err := listTicks(ctx, tx, start, end)
	if err != nil {
		return err
	}
	blocks, err := listBlocks(ctx, tx, fine, start, end)
	if err != nil {
		return err
	}
	whole := blocks[0]
	if whole == nil {
		whole = fine.empty()
		blocks[0] = whole
	}
	for _, t := range ticks {
		slot := fine.slot(time.UnixMilli(t.at))
		if whole[slot].Samples > 0 {
			continue
		}
		for id, values := range t.series {
			if blocks[id] == nil {
				blocks[id] = fine.empty()
			}
			blocks[id][slot].add(values)
		}
	}
	if err := saveBlocks(ctx, tx, fine, start, blocks); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, tickDelete, start, end)
	return err
}

// thin turns days of single samples that are old into days of quarter hours.
func (s *Store) thin(ctx context.Context, tx *sql.Tx) error {
	until := coarse.start(s.now().Add(-s.keep.fine)).UnixMilli()
	for {
		var oldest int64
		err := tx.QueryRowContext(ctx, blockOldest, fine.step.Milliseconds()).Scan(&oldest)
		if errors.Is(err, sql.ErrNoRows) || err == nil && oldest >= until {
			return nil
		}
		if err != nil {
			return err
		}
		if err := thinDay(ctx, tx, coarse.start(time.UnixMilli(oldest)).UnixMilli()); err != nil {
			return err
		}
	}
}

// thinDay folds the hours of a day. A quarter hour that is there already stays as it is.
func thinDay(ctx context.Context, tx *sql.Tx, start int64) error {
	end := start + coarse.span().Milliseconds()
	days, err := listBlocks(ctx, tx, coarse, start, end)
	if err != nil {
		return err
	}
	fresh := map[seriesID]block{}
	for hour := start; hour < end; hour += fine.span().Milliseconds() {
		hours, err := listBlocks(ctx, tx, fine, hour, hour+1)
		if err != nil {
			return err
		}
		fillUp(hours)
		for id, b := range hours {
			if fresh[id] == nil {
				fresh[id] = coarse.empty()
			}
			for slot, step := range b {
				at := time.UnixMilli(hour + int64(slot)*fine.step.Milliseconds())
				fresh[id][coarse.slot(at)].join(step)
			}
		}
	}
	for id, b := range fresh {
		if days[id] == nil {
			days[id] = coarse.empty()
		}
		for slot, step := range b {
			if days[id][slot].Samples == 0 {
				days[id][slot] = step
			}
		}
	}
	if err := saveBlocks(ctx, tx, coarse, start, days); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, blockDelete, fine.step.Milliseconds(), start, end)
	return err
}

// fillUp gives every series as many samples as the whole has: where it has none of its own it showed nothing.
func fillUp(blocks map[seriesID]block) {
	whole := blocks[0]
	for id, b := range blocks {
		if id == 0 || whole == nil {
			continue
		}
		for slot := range b {
			b[slot].Samples = whole[slot].Samples
		}
	}
}

// saveBlocks keeps the blocks of a span, each with the samples of the whole.
func saveBlocks(ctx context.Context, tx *sql.Tx, g grain, start int64, blocks map[seriesID]block) error {
	fillUp(blocks)
	for id, b := range blocks {
		packed, err := g.pack(b)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, blockSave, id, g.step.Milliseconds(), start, packed); err != nil {
			return fmt.Errorf("save a block: %w", err)
		}
	}
	return nil
}

// listBlocks returns the blocks of a span by series. One that cannot be read is as one that is not there, since one bad page must
// not keep all others from being kept.
func listBlocks(ctx context.Context, tx *sql.Tx, g grain, from, to int64) (map[seriesID]block, error) {
	rows, err := tx.QueryContext(ctx, blockList, g.step.Milliseconds(), from, to)
	if err != nil {
		return nil, fmt.Errorf("list blocks: %w", err)
	}
	defer func() { _ = rows.Close() }()
	blocks := map[seriesID]block{}
	for rows.Next() {
		var id seriesID
		var start int64
		var packed []byte
		if err := rows.Scan(&id, &start, &packed); err != nil {
			return nil, fmt.Errorf("list blocks: %w", err)
		}
		if b, err := g.unpack(packed); err == nil {
			blocks[id] = b
		}
	}
	return blocks, rows.Err()
}

// tick is a moment that is in no block yet.
type tick struct {
	at     int64
	series map[seriesID]Values
}

func listTicks(ctx context.Context, tx *sql.Tx, from, to int64) ([]tick, error) {
	rows, err := tx.QueryContext(ctx, tickList, from, to)
	if err != nil {
		return nil, fmt.Errorf("list moments: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var ticks []tick
	for rows.Next() {
		var at int64
		var packed []byte
		if err := rows.Scan(&at, &packed); err != nil {
			return nil, fmt.Errorf("list moments: %w", err)
		}
		if series, err := unpackTick(packed); err == nil {
			ticks = append(ticks, tick{at, series})
		}
	}
	return ticks, rows.Err()
}

func column(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]int64, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var values []int64
	for rows.Next() {
		var value int64
		if err := rows.Scan(&value); err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, rows.Err()
}
