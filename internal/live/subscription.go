package live

import (
	"context"

	"github.com/ringside/ringside/internal/metric"
)

// Watch is what a viewer may see, and of that, wants to.
type Watch struct {
	Scope  metric.Scope
	Agents bool // each agent, which of a large centre is most of the picture
}

// Subscription is one open stream.
type Subscription struct {
	hub   *Hub
	watch Watch

	// messages carries events to the reader. The hub sends and closes it; the reader only receives. It holds all deltas
	// that a view remembers; a reader that falls further behind loses deltas and gets a snapshot instead.
	messages chan Message
	behind   bool // owner's: deltas were dropped, a snapshot is due
}

// Messages is closed when the subscription or the hub ends.
func (s *Subscription) Messages() <-chan Message { return s.messages }

// Close ends the subscription. It may be called again, and after the hub has ended.
func (s *Subscription) Close() {
	_ = s.hub.ask(context.Background(), func() { s.hub.leave(s) }) // a hub that has ended has closed it already
}

// give hands over a message if there is room.
func (s *Subscription) give(m Message) bool {
	select {
	case s.messages <- m:
		return true
	default:
		return false
	}
}

// Subscribe opens a stream: a snapshot, or, if lastID is one of the newest events of this very stream, the deltas since;
// then deltas and heartbeats. The caller must Close it. Errors: ErrFull, ErrStopped, and ctx's.
func (h *Hub) Subscribe(ctx context.Context, watch Watch, lastID string) (*Subscription, error) {
	s := &Subscription{hub: h, watch: watch, messages: make(chan Message, remembered+4)}
	full := false
	err := h.ask(ctx, func() {
		if full = h.count >= h.opts.MaxSubscribers; full {
			return
		}
		v := h.view(watch)
		h.views[watch] = v
		v.subscribers[s] = struct{}{}
		h.count++
		h.stats.subscribers.Store(int64(h.count))
		v.greet(s, lastID)
		s.give(h.heartbeat())
	})
	if err != nil {
		return nil, err
	}
	if full {
		return nil, ErrFull
	}
	return s, nil
}

// Snapshot is the picture of this very moment as the viewer may see it. Its sequence is that of the last delta told.
// Errors: ErrStopped, and ctx's.
func (h *Hub) Snapshot(ctx context.Context, watch Watch) (Snapshot, error) {
	var now Snapshot
	err := h.ask(ctx, func() {
		h.apply(nil)
		now = h.picture(watch)
		v := h.view(watch)
		now.Version, now.Epoch, now.Sequence = v.told.Version, v.told.Epoch, v.told.Sequence
	})
	return now, err
}

// Waiting counts the waiting contacts that fit a choice, as of the moment that it returns. Errors: ErrStopped, and ctx's.
func (h *Hub) Waiting(ctx context.Context, scope metric.Scope, choice Choice) (now Snapshot, err error) {
	err = h.ask(ctx, func() {
		h.apply(nil)
		now = h.board.Within(h.opts.Clock.Now(), heartbeatLimit+h.lag, scope, choice)
		now.Agents = nil
	})
	return now, err
}

// WaitingList names the waiting contacts that fit a choice, the oldest first and at most so many, as of the moment that it
// returns. Errors: ErrStopped, and ctx's.
func (h *Hub) WaitingList(ctx context.Context, scope metric.Scope, choice Choice, most int) (WaitingList, error) {
	var list WaitingList
	err := h.ask(ctx, func() {
		h.apply(nil)
		list = h.board.List(h.opts.Clock.Now(), heartbeatLimit+h.lag, scope, choice, most)
	})
	return list, err
}

// view finds or makes the view of a viewer; owner only.
func (h *Hub) view(watch Watch) *view {
	v := h.views[watch]
	if v == nil {
		v = newView(h.opts.Version, h.picture(watch))
		if watch.Scope.SeesEverything() {
			h.views[watch] = v
		}
	}
	return v
}

// ask has the owner goroutine do some work and waits for it.
func (h *Hub) ask(ctx context.Context, work func()) error {
	done := make(chan struct{})
	select {
	case h.asks <- func() { work(); close(done) }:
		<-done // the owner has it and never waits for anybody
		return nil
	case <-h.stopped:
		return ErrStopped
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave ends a subscription; owner only. A view that nobody looks at is forgotten, but for the one that sees everything,
// whose numbering goes on so that a page can come back to it.
func (h *Hub) leave(s *Subscription) {
	v := h.views[s.watch]
	if v == nil {
		return
	}
	if _, here := v.subscribers[s]; !here {
		return
	}
	delete(v.subscribers, s)
	close(s.messages)
	h.count--
	h.stats.subscribers.Store(int64(h.count))
	if len(v.subscribers) == 0 && !s.watch.Scope.SeesEverything() {
		delete(h.views, s.watch)
	}
}

// closeAll ends every subscription; owner only.
func (h *Hub) closeAll() {
	for _, v := range h.views {
		for s := range v.subscribers {
			h.leave(s)
		}
	}
}
