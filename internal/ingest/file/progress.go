package file

import (
	"slices"
	"sync"
	"time"
)

// Progress is how far an import is.
type Progress struct {
	Name             string
	Files            int           // read to their end
	TotalFiles       int           // of this import
	Bytes            int64         // read from the files, as they lie there, those of an interrupted run included
	TotalBytes       int64         // 0 when it is not known: a stream
	Records          int64         // durable, those of an interrupted run included
	Resumed          int64         // of these, durable before this run began
	RecordsPerSecond float64       // of this run
	BytesPerSecond   float64       // of this run
	Elapsed          time.Duration // of this run
}

// Percent is how much of the bytes has been read; false when the total is not known.
func (p Progress) Percent() (float64, bool) {
	if p.TotalBytes <= 0 {
		return 0, false
	}
	return min(100, 100*float64(p.Bytes)/float64(p.TotalBytes)), true
}

// Left is how long the rest takes at the rate so far; false while that cannot be known.
func (p Progress) Left() (time.Duration, bool) {
	if p.TotalBytes <= 0 || p.BytesPerSecond <= 0 {
		return 0, false
	}
	rest := max(0, p.TotalBytes-p.Bytes)
	return time.Duration(float64(rest) / p.BytesPerSecond * float64(time.Second)), true
}

// Tracker knows the imports that run, for Pipeline health. The zero Tracker is ready; one may serve several importers.
type Tracker struct {
	mu      sync.Mutex // guards running
	running []*Progress
}

// Current returns the progress of the import that began last among those that run; false when none does.
func (t *Tracker) Current() (Progress, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.running) == 0 {
		return Progress{}, false
	}
	return *t.running[len(t.running)-1], true
}

// begin shows an import; update changes what is shown of it, and end takes it away.
func (t *Tracker) begin(p Progress) (update func(Progress), end func()) {
	shown := &p
	t.mu.Lock()
	defer t.mu.Unlock()
	t.running = append(t.running, shown)
	update = func(p Progress) {
		t.mu.Lock()
		defer t.mu.Unlock()
		*shown = p
	}
	end = func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.running = slices.DeleteFunc(t.running, func(p *Progress) bool { return p == shown })
	}
	return update, end
}
