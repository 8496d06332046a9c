package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

const (
	// replayRecords and replayBytes are how much is replayed at once, whichever comes first: each time waits twice until the
	// store shows it, and a crash in between makes at most as many duplicates.
	replayRecords = 1000
	replayBytes   = 16 << 20
)

// Replay decodes quarantined records again, such as after an upgrade that can read them. A record leaves quarantine when
// all of it can be decoded now, and then counts like any other delivery; the rest stays as it is. Without numbers it takes
// every open record, but for those that a key might not bring: to let in what is of another instance somebody has to name it. It returns how many left and how many of those asked for stay, also with an error: they are of what
// was done before it. A number that is not there is store.ErrNotFound, and ends the replay.
func (p *Pipeline) Replay(ctx context.Context, q store.Quarantine, seqs []uint64) (replayed, stay int64, err error) {
	if len(seqs) == 0 {
		if seqs, err = open(ctx, q); err != nil {
			return 0, 0, err
		}
	}
	r := replay{pipeline: p, quarantine: q}
	err = r.all(ctx, seqs)
	return r.replayed, r.stay, err
}

// replay is one on its way: the counts of what is done, and what is decoded and not committed yet.
type replay struct {
	pipeline       *Pipeline
	quarantine     store.Quarantine
	replayed, stay int64
	facts          []connect.Fact
	seqs           []uint64 // of the records that facts are of
	bytes          int      // of these
}

func (r *replay) all(ctx context.Context, seqs []uint64) error {
	for _, seq := range seqs {
		if err := r.add(ctx, seq); err != nil {
			return errors.Join(fmt.Errorf("replay record %d: %w", seq, err), r.flush(ctx))
		}
		if len(r.facts) < replayRecords && r.bytes < replayBytes {
			continue
		}
		if err := r.flush(ctx); err != nil {
			return err
		}
	}
	return r.flush(ctx)
}

// add decodes one record.
func (r *replay) add(ctx context.Context, seq uint64) error {
	record, err := r.quarantine.Show(ctx, seq)
	if err != nil {
		return err
	}
	if record.Replayed {
		r.replayed++
		return nil
	}
	facts := r.pipeline.Decode(slices.Collect(connect.SplitBytes(record.Bytes)))
	isRejected := func(fact connect.Fact) bool { return fact.Kind == connect.KindRejected }
	if len(facts) == 0 || slices.ContainsFunc(facts, isRejected) {
		r.stay++
		return nil
	}
	r.facts, r.seqs, r.bytes = append(r.facts, facts...), append(r.seqs, seq), r.bytes+len(record.Bytes)
	return nil
}

// flush commits before it marks: a crash in between makes duplicates, which are folded, never a loss.
func (r *replay) flush(ctx context.Context) error {
	if len(r.seqs) == 0 {
		return nil
	}
	receipt, err := r.pipeline.Commit(ctx, store.Batch{Source: store.ReplaySource, Facts: r.facts})
	if err == nil {
		_, err = receipt.Wait(ctx)
	}
	if err == nil {
		err = r.quarantine.Replayed(ctx, r.seqs...)
	}
	if err != nil {
		return fmt.Errorf("replay %d records: %w", len(r.seqs), err)
	}
	r.replayed += int64(len(r.seqs))
	r.facts, r.seqs, r.bytes = nil, nil, 0
	return nil
}

// open lists the numbers of the records that are still in quarantine because nobody could read them, oldest first, as they came.
func open(ctx context.Context, q store.Quarantine) ([]uint64, error) {
	const page = 500
	var seqs []uint64
	for after := uint64(0); ; {
		records, err := q.List(ctx, after, page)
		if err != nil {
			return nil, errors.Join(errors.New("list quarantine"), err)
		}
		for _, r := range records {
			if !r.Replayed && r.Reason != OtherInstance {
				seqs = append(seqs, r.Seq)
			}
			after = r.Seq
		}
		if len(records) < page {
			slices.Reverse(seqs)
			return seqs, nil
		}
	}
}
