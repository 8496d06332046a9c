package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/ringside/ringside/internal/api"
)

// exportBar draws how far an export is; without a bar it draws nothing.
type exportBar struct {
	bar   *progressbar.ProgressBar
	bytes int64
}

// Write takes the next bytes of the file.
func (r *exportBar) Write(p []byte) (int, error) {
	r.bytes += int64(len(p))
	if r.bar != nil {
		r.bar.Describe(fmt.Sprintf("%d MB", r.bytes/1_000_000))
	}
	return len(p), nil
}

// progress shows on a terminal how many rows are made, which the server is asked for, and how many bytes have come.
func (c *exportCommand) progress(s *session, server *client, id string, state api.ExportState) (bar *exportBar, done func()) {
	if c.Quiet || !isTerminal(s.stderr) {
		return &exportBar{}, func() {}
	}
	drawn := progressbar.NewOptions64(max(1, state.Rows), progressbar.OptionSetWriter(s.stderr), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish(),
		progressbar.OptionThrottle(100*time.Millisecond))
	ctx, stop := context.WithCancel(s.ctx)
	var asking sync.WaitGroup
	asking.Go(func() {
		again := time.NewTicker(300 * time.Millisecond)
		defer again.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-again.C:
			}
			var far api.ExportProgress
			if err := server.get(ctx, api.Prefix+"/export/"+id, nil, &far); err == nil && far.Of != nil {
				_ = drawn.Set64(min(far.Rows, max(1, state.Rows))) // what a terminal cannot show is not worth stopping for
			}
		}
	})
	return &exportBar{bar: drawn}, func() {
		stop()
		asking.Wait()
		_ = drawn.Finish()
	}
}
