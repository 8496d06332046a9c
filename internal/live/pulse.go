package live

import (
	"context"
	"time"
)

// feelPulse asks the pipeline how it is, apart from the owner goroutine, which must not wait for a store.
func (h *Hub) feelPulse(ctx context.Context) {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	for {
		select {
		case h.pulses <- h.pulse(ctx):
		case <-ctx.Done():
			return
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// pulse never takes longer than half the time between two beats; nil is no answer.
func (h *Hub) pulse(ctx context.Context) *Pulse {
	if h.opts.Pulse == nil {
		return &Pulse{}
	}
	ctx, cancel := context.WithTimeout(ctx, beatEvery/2)
	defer cancel()
	pulse, err := h.opts.Pulse(ctx)
	if err != nil {
		h.opts.Logger.Warn("pipeline does not tell its state", "error", err)
		return nil
	}
	return &pulse
}

// sendBeat sends a heartbeat to everybody. A subscriber without room misses it; one that had fallen behind and has caught
// up gets its snapshot first.
func (h *Hub) sendBeat() {
	beat := h.heartbeat()
	for _, v := range h.views {
		for s := range v.subscribers {
			v.revive(s)
			s.give(beat)
		}
	}
}

// heartbeat tells the time and the age of each source.
func (h *Hub) heartbeat() Message {
	now := h.opts.Clock.Now()
	beat := Heartbeat{Now: now.UTC(), Projected: h.beat.Projected, Sources: map[string]SourcePulse{}}
	for source, received := range h.beat.Received {
		beat.Sources[source] = SourcePulse{AgeSeconds: max(0, now.Sub(received).Seconds())}
	}
	return Message{Event: "heartbeat", Data: encode(beat)}
}
