package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// ReplaySource is the row of replayed records on Pipeline health.
const ReplaySource = "replay"

// Replay decodes quarantined records again, such as after an upgrade that can read them. A record leaves quarantine when
// all of it can be decoded now, and then counts like any other delivery; the rest stays as it is. Without numbers it takes
// every open record. It returns how many left and how many of those asked for stay; a number that is not there is
// store.ErrNotFound.
func (p *Pipeline) Replay(ctx context.Context, q store.Quarantine, seqs []uint64) (replayed, stay int64, err error) {
	if len(seqs) == 0 {
		if seqs, err = open(ctx, q); err != nil {
			return 0, 0, err
		}
	}
	for _, seq := range seqs {
		done, err := p.replayOne(ctx, q, seq)
		if err != nil {
			return replayed, stay, fmt.Errorf("replay record %d: %w", seq, err)
		}
		if done {
			replayed++
		} else {
			stay++
		}
	}
	return replayed, stay, nil
}

// replayOne commits before it marks: a crash in between makes a duplicate, which is folded, never a loss.
func (p *Pipeline) replayOne(ctx context.Context, q store.Quarantine, seq uint64) (bool, error) {
	record, err := q.Show(ctx, seq)
	if err != nil {
		return false, err
	}
	if record.Replayed {
		return true, nil
	}
	facts := p.Decode(slices.Collect(connect.SplitBytes(record.Bytes)))
	if len(facts) == 0 {
		return false, nil
	}
	for _, fact := range facts {
		if fact.Kind == connect.KindRejected {
			return false, nil
		}
	}
	receipt, err := p.Commit(ctx, store.Batch{Source: ReplaySource, Facts: facts})
	if err != nil {
		return false, err
	}
	if _, err := receipt.Wait(ctx); err != nil {
		return false, err
	}
	return true, q.Replayed(ctx, seq)
}

// open lists the numbers of all records that are still in quarantine.
func open(ctx context.Context, q store.Quarantine) ([]uint64, error) {
	const page = 500
	var seqs []uint64
	for after := uint64(0); ; {
		records, err := q.List(ctx, after, page)
		if err != nil {
			return nil, errors.Join(errors.New("list quarantine"), err)
		}
		for _, r := range records {
			if !r.Replayed {
				seqs = append(seqs, r.Seq)
			}
			after = r.Seq
		}
		if len(records) < page {
			return seqs, nil
		}
	}
}
