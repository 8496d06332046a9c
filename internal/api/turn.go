package api

import (
	"context"
	"time"
)

// Limits of questions about history.
const (
	// questionsAtOnce is how many the store works on: each can use every core, so more at once only make all of them slow,
	// and take the machine from ingest and the live picture.
	questionsAtOnce = 4
	// patience is how long an asker waits for turn and answer together.
	patience = 30 * time.Second
)

// inTurn makes a question wait for its turn, and gives it up after patience or when the asker has gone.
func inTurn[I, O any](s *server, handle func(context.Context, *I) (O, error)) func(context.Context, *I) (O, error) {
	return func(ctx context.Context, in *I) (O, error) {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		select {
		case s.turns <- struct{}{}:
			defer func() { <-s.turns }()
			return handle(ctx, in)
		case <-ctx.Done():
			var nothing O
			return nothing, context.Cause(ctx)
		}
	}
}
