package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/ringside/ringside/internal/ingest/file"
)

// isTerminal tells whether a person reads what is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// bar is one of bytes, of a number that is not known yet; nil where nobody looks at it.
func (c *importCommand) bar(s *session) *progressbar.ProgressBar {
	if c.Quiet || !isTerminal(s.stderr) {
		return nil
	}
	return progressbar.NewOptions64(-1, progressbar.OptionSetWriter(s.stderr), progressbar.OptionShowBytes(true),
		progressbar.OptionShowTotalBytes(true), progressbar.OptionSetPredictTime(true), progressbar.OptionFullWidth(),
		progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
}

// progress draws a bar on a terminal; elsewhere it draws nothing.
func (c *importCommand) progress(s *session) (show func(file.Progress), done func()) {
	bar := c.bar(s)
	if bar == nil {
		return nil, func() {}
	}
	show = func(p file.Progress) {
		if p.TotalBytes > 0 && bar.GetMax64() != p.TotalBytes {
			bar.ChangeMax64(p.TotalBytes)
		}
		bar.Describe(fmt.Sprintf("%s records, %s/s", thousands(p.Records), thousands(int64(p.RecordsPerSecond))))
		_ = bar.Set64(p.Bytes) // what a terminal cannot show is not worth stopping for
	}
	return show, func() { _ = bar.Finish() }
}
