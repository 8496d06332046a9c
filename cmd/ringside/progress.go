package main

import (
	"sync"
	"time"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/ingest/file"
)

// importProgress is what Pipeline health shows of imports: an upload, or the demo's history, which is one import in many
// parts.
type importProgress struct {
	tracker file.Tracker

	mu      sync.Mutex // guards what follows
	history *history
}

// history is an import of parts of about equal size.
type history struct {
	name    string
	began   time.Time
	parts   int
	done    int
	records int64
}

// begin shows a history of so many parts.
func (p *importProgress) begin(name string, parts int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.history = &history{name: name, began: time.Now(), parts: parts}
}

// advance counts one part as done.
func (p *importProgress) advance(records int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.history.done++
	p.history.records += records
}

// current is the import that runs, nil when none does.
func (p *importProgress) current() *api.ImportProgress {
	if shown := p.historyProgress(); shown != nil {
		return shown
	}
	running, ok := p.tracker.Current()
	if !ok {
		return nil
	}
	shown := &api.ImportProgress{
		Running: true, Name: running.Name, Records: running.Records, RecordsPerSecond: running.RecordsPerSecond,
	}
	if percent, ok := running.Percent(); ok {
		shown.Percent = &percent
	}
	if left, ok := running.Left(); ok {
		seconds := left.Seconds()
		shown.SecondsLeft = &seconds
	}
	return shown
}

func (p *importProgress) historyProgress() *api.ImportProgress {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.history
	if h == nil || h.done == h.parts {
		return nil
	}
	elapsed := time.Since(h.began).Seconds()
	percent := 100 * float64(h.done) / float64(h.parts)
	shown := &api.ImportProgress{
		Running: true, Name: h.name, Records: h.records, RecordsPerSecond: float64(h.records) / max(elapsed, 1), Percent: &percent,
	}
	if h.done > 0 {
		left := elapsed / float64(h.done) * float64(h.parts-h.done)
		shown.SecondsLeft = &left
	}
	return shown
}
