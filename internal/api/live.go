package api

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/ringside/ringside/internal/live"
)

// Limits of a stream, in real time.
const (
	eventDeadline = 10 * time.Second // to write one event; a reader that takes longer is gone
	reconnect     = 2 * time.Second  // what a browser waits before it comes back
)

// errNoHub is the answer where nobody watches.
var errNoHub = refuse(unavailable, "There is no live picture here: this process only reads a data folder.")

// liveSnapshot answers GET /live/snapshot.
func (s *server) liveSnapshot(ctx context.Context, _ *none) (live.Snapshot, error) {
	if s.Hub == nil {
		return live.Snapshot{}, errNoHub
	}
	return s.Hub.Snapshot(ctx, viewer(ctx))
}

// live answers GET /live with server-sent events, until either side ends.
// Source: WHATWG HTML Living Standard, "Server-sent events".
func (s *server) live(w http.ResponseWriter, r *http.Request) {
	if s.Hub == nil {
		s.fail(w, r, errNoHub)
		return
	}
	subscription, err := s.Hub.Subscribe(r.Context(), viewer(r.Context()), r.Header.Get("Last-Event-ID"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	defer subscription.Close()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // nginx would hold events back
	stream := eventStream{w: w, connection: http.NewResponseController(w)}
	if err := stream.open(); err != nil {
		s.Logger.Debug("live stream not opened", "request_id", requestID(r.Context()), "error", err)
		return
	}
	for {
		select {
		case <-r.Context().Done():
			return
		case message, open := <-subscription.Messages():
			if !open {
				return
			}
			if err := stream.send(message); err != nil {
				s.Logger.Debug("live stream ended", "request_id", requestID(r.Context()), "error", err)
				return
			}
		}
	}
}

// eventStream writes events, each with a deadline of its own.
type eventStream struct {
	w          http.ResponseWriter
	connection *http.ResponseController
	buffer     bytes.Buffer
}

func (e *eventStream) open() error {
	fmt.Fprintf(&e.buffer, "retry: %d\n\n", reconnect.Milliseconds())
	return e.flush()
}

func (e *eventStream) send(m live.Message) error {
	if m.ID != "" {
		fmt.Fprintf(&e.buffer, "id: %s\n", m.ID)
	}
	fmt.Fprintf(&e.buffer, "event: %s\ndata: %s\n\n", m.Event, m.Data)
	return e.flush()
}

func (e *eventStream) flush() error {
	if err := e.connection.SetWriteDeadline(time.Now().Add(eventDeadline)); err != nil {
		return fmt.Errorf("set write deadline: %w", err)
	}
	if _, err := e.buffer.WriteTo(e.w); err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	return e.connection.Flush()
}
