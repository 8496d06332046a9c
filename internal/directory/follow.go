package directory

import (
	"context"
	"time"
)

// followEvery is how often what records call things is looked at, in real time: a name that is new may wait that long, and a
// burst of them is kept in one go.
const followEvery = 15 * time.Second

// Records is what contact records and agent events call things.
type Records interface {
	// News is another number whenever a name is new, or older than was known.
	News() uint64
	// Sayings are all that are known of a kind.
	Sayings(kind Kind) []Saying
}

// Follow keeps what records call things, from the first to the present ones, until ctx ends; it returns nil then. What could
// not be kept is kept the next time.
func (d *Directory) Follow(ctx context.Context, records Records) error {
	again := time.NewTicker(followEvery)
	defer again.Stop()
	var kept uint64
	failed := false
	for ctx.Err() == nil {
		if news := records.News(); news != kept {
			err := d.recallAll(ctx, records)
			if err == nil {
				kept = news
			} else if !failed && ctx.Err() == nil {
				d.log.Warn("names from records were not kept; they are with the next ones", "error", err)
			}
			failed = err != nil
		}
		select {
		case <-again.C:
		case <-ctx.Done():
		}
	}
	return nil
}

func (d *Directory) recallAll(ctx context.Context, records Records) error {
	for _, kind := range Kinds() {
		if err := d.Recall(ctx, kind, records.Sayings(kind)); err != nil {
			return err
		}
	}
	return nil
}
