package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// erasureSteps are what an erasure does, in words.
var erasureSteps = map[string]string{
	"find_contacts": "looking for contacts", "find_records": "looking for records", "rewrite": "removing", "check": "looking again",
	"count": "counting anew",
}

// erasureBar draws how far an erasure is on a terminal; elsewhere it prints each step.
type erasureBar struct {
	out  io.Writer
	bar  *progressbar.ProgressBar
	step string
}

func newErasureBar(out io.Writer) *erasureBar { return &erasureBar{out: out} }

func (b *erasureBar) show(now erasureBody) {
	if now.Step == "" || now.Phase != "running" {
		return
	}
	if b.step != now.Step {
		b.end()
		b.step = now.Step
		if !isTerminal(b.out) {
			_, _ = io.WriteString(b.out, erasureSteps[now.Step]+"\n") // a step that cannot be shown is none the less done
			return
		}
		b.bar = progressbar.NewOptions64(now.Total, progressbar.OptionSetWriter(b.out), progressbar.OptionSetPredictTime(true),
			progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionSetDescription(erasureSteps[now.Step]))
	}
	if b.bar != nil {
		if now.Total > 0 && b.bar.GetMax64() != now.Total {
			b.bar.ChangeMax64(now.Total)
		}
		_ = b.bar.Set64(min(now.Done, now.Total)) // as above
	}
}

// end clears the line.
func (b *erasureBar) end() {
	if b.bar != nil {
		_ = b.bar.Finish() // as above
		b.bar = nil
	}
}
