package live

import (
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// What a page that is opened now shows of the time before: an hour, a sample every 15 s, or fewer where the clock is fast.
// It is kept in memory only, so it begins anew with the process.
const (
	hour        = time.Hour
	sampleEvery = 15 * time.Second
	mostSamples = int(hour / sampleEvery)
)

// Sample is how many contacts waited at a moment.
type Sample struct {
	At    time.Time `json:"at"`
	Total int64     `json:"total" doc:"As in totals: in_queue + scheduled"`
}

// remember takes a sample when one is due and gives it to the views that see everything; owner only. Samples are only ever
// added behind the slice that a picture holds, so pictures share them.
func (h *Hub) remember() {
	now := h.opts.Clock.Now()
	if n := len(h.history); n > 0 && now.Sub(h.history[n-1].At) < sampleEvery {
		return
	}
	h.history = append(h.history, Sample{At: now.UTC(), Total: h.picture(metric.Everything()).Totals.Total})
	for len(h.history) > mostSamples || now.Sub(h.history[0].At) > hour {
		h.history = h.history[1:]
	}
	for scope, v := range h.views {
		if scope.SeesEverything() {
			v.told.History, v.encoded = h.history, nil
		}
	}
}
