package live

import (
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// SampleEvery is how far apart the samples of the board lie, by the hub's clock: at whole quarters of a minute.
const SampleEvery = 15 * time.Second

// What a page that is opened now shows of the time before.
const (
	hour        = time.Hour
	mostSamples = int(hour / SampleEvery)
)

// samplePause is the least real time between two samples, so that a fast clock does not make counting the main work.
const samplePause = 100 * time.Millisecond

// Sample is how many contacts waited at a moment.
type Sample struct {
	At    time.Time `json:"at"`
	Total int64     `json:"total" doc:"As in totals: in_queue + scheduled"`
	// Instances is never changed once told.
	Instances map[string]int64 `json:"instances,omitempty" doc:"Of these, each instance's own, by id; an instance that was not known then is missing"`
}

// SeedHistory takes in what was kept of the last hour, oldest first. It may be called before Run or by Learn; samples that
// are not older than the hub's own are left out.
func (h *Hub) SeedHistory(samples []Sample) {
	now := h.opts.Clock.Now()
	seeded := []Sample{}
	for _, s := range samples {
		if now.Sub(s.At) <= hour && s.At.Before(now) && (len(h.history) == 0 || s.At.Before(h.history[0].At)) {
			seeded = append(seeded, s)
		}
	}
	h.history = append(seeded, h.history...)
	h.tellHistory()
}

// untilSample is how long, in real time, the owner waits for the next sample.
func (h *Hub) untilSample() time.Duration {
	now := h.opts.Clock.Now()
	next := now.Truncate(SampleEvery).Add(SampleEvery)
	return max(samplePause, min(h.opts.Clock.Real(next.Sub(now)), SampleEvery))
}

// remember takes a sample unless there is one of this quarter of a minute; owner only. Samples are only ever added behind the
// slice that a picture holds, so pictures share them.
func (h *Hub) remember() {
	now := h.opts.Clock.Now()
	for n := len(h.history); n > 0 && h.history[n-1].At.After(now); n-- { // the clock was put back
		h.history = h.history[: n-1 : n-1]
	}
	if n := len(h.history); n > 0 && h.history[n-1].At.Truncate(SampleEvery).Equal(now.Truncate(SampleEvery)) {
		return
	}
	h.whole = nil // the last picture may be of the quarter of a minute before, which has its sample
	board := h.picture(Watch{Scope: metric.Everything()})
	if h.opts.Record != nil {
		h.opts.Record(board)
	}
	h.history = append(h.history, sampleOf(board))
	h.tellHistory()
}

// sampleOf takes from a picture what samples tell.
func sampleOf(board Snapshot) Sample {
	s := Sample{At: board.AsOf, Total: board.Totals.Total}
	for key, of := range board.Instances {
		if s.Instances == nil {
			s.Instances = make(map[string]int64, len(board.Instances))
		}
		s.Instances[key] = of.Totals.Total
	}
	return s
}

// tellHistory forgets what is too old and gives the rest to the views; owner only.
func (h *Hub) tellHistory() {
	now := h.opts.Clock.Now()
	for len(h.history) > mostSamples || len(h.history) > 0 && now.Sub(h.history[0].At) > hour {
		h.history = h.history[1:]
	}
	for watch, v := range h.views {
		v.told.History, v.encoded = historyWithin(h.history, watch.Scope), nil
	}
}

// historyWithin is the samples as a scope sees them: those of its instances together, where one of them was known.
func historyWithin(all []Sample, scope metric.Scope) []Sample {
	if scope.SeesEverything() {
		return all
	}
	left := []Sample{}
	if !scope.OfInstances() { // samples are of instances
		return left
	}
	for _, s := range all {
		s.Total, s.Instances = 0, seen(s.Instances, scope)
		for _, total := range s.Instances {
			s.Total += total
		}
		if len(s.Instances) > 0 {
			left = append(left, s)
		}
	}
	return left
}
