package api

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
)

// Limits of a stream, in real time.
const (
	eventDeadline = 10 * time.Second // to write one event; a reader that takes longer is gone
	reconnect     = 2 * time.Second  // what a browser waits before it comes back
)

// errNoHub is the answer where nobody watches.
var errNoHub = refuse(unavailable, "There is no live picture here: this process only reads a data folder.")

// liveRequest says how much of the picture is wanted.
type liveRequest struct {
	Agents   bool     `query:"agents" doc:"Each agent too, in agents; left out where the role does not include them"`
	Instance []string `query:"instance,explode" maxItems:"100" doc:"Of these instances alone, by ARN, id or name; all that may be seen unless given"`
}

// liveSnapshot answers GET /live/snapshot.
func (s *server) liveSnapshot(ctx context.Context, in *liveRequest) (live.Snapshot, error) {
	if s.Hub == nil {
		return live.Snapshot{}, errNoHub
	}
	watch := live.Watch{Scope: s.within(ctx, in.Instance), Agents: in.Agents && seesAgents(ctx)}
	s.lookAtAgents(ctx, watch)
	return s.Hub.Snapshot(ctx, watch)
}

// seesAgents reports whether the picture may have agents by name; who may not gets it without, and not nothing.
func seesAgents(ctx context.Context) bool { return askerOf(ctx).grant.May(access.SeeAgents) }

// lookAtAgents adds to the audit log that somebody sees what each agent does, when it begins: a stream may go on for days.
func (s *server) lookAtAgents(ctx context.Context, watch live.Watch) {
	if watch.Agents {
		s.look(ctx, "see_agents", "live", "live", http.StatusOK)
	}
}

// within is what the asker may see of instances by ARN, id or name; all of it where none is named.
func (s *server) within(ctx context.Context, instances []string) metric.Scope {
	if len(instances) == 0 {
		return viewer(ctx)
	}
	return viewer(ctx).Within(slices.Concat(instances, s.instances(ctx, instances)))
}

// waitingRequest names a queue.
type waitingRequest struct {
	Queue    string   `query:"queue" required:"true" minLength:"1" maxLength:"512" doc:"ARN, id or newest name; its own ARN where two instances may share a name"`
	Instance []string `query:"instance,explode" maxItems:"100" doc:"Of these instances alone, by ARN, id or name"`
	Limit    int      `query:"limit" default:"100" minimum:"1" maximum:"500" doc:"The most contacts to name; the counts are of all"`
}

// liveWaiting answers GET /live/waiting.
func (s *server) liveWaiting(ctx context.Context, in *waitingRequest) (live.WaitingList, error) {
	if s.Hub == nil {
		return live.WaitingList{}, errNoHub
	}
	return s.Hub.WaitingList(ctx, s.within(ctx, in.Instance), live.Choice{Queues: []string{in.Queue}}, in.Limit)
}

// live answers GET /live with server-sent events, until either side ends.
// Source: WHATWG HTML Living Standard, "Server-sent events".
func (s *server) live(w http.ResponseWriter, r *http.Request) {
	if s.Hub == nil {
		s.fail(w, r, errNoHub)
		return
	}
	asked := r.URL.Query()
	watch := live.Watch{Scope: s.within(r.Context(), asked["instance"])}
	if wanted := asked.Get("agents"); wanted != "" {
		var err error
		if watch.Agents, err = strconv.ParseBool(wanted); err != nil {
			s.fail(w, r, refuse(unanswerable, "agents is true or false."))
			return
		}
		watch.Agents = watch.Agents && seesAgents(r.Context())
	}
	s.lookAtAgents(r.Context(), watch)
	// A browser sends the header when it connects again by itself; a page that connects anew can only write it into the address.
	last := cmp.Or(r.Header.Get("Last-Event-ID"), r.URL.Query().Get("last_event_id"))
	subscription, err := s.Hub.Subscribe(r.Context(), watch, last)
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

// eventStream writes events, each with a deadline of its own. It keeps nothing of them: the snapshot of a large centre is
// megabytes, and streams are many.
type eventStream struct {
	w          http.ResponseWriter
	connection *http.ResponseController
}

func (e *eventStream) open() error {
	return e.write(fmt.Appendf(nil, "retry: %d\n\n", reconnect.Milliseconds()))
}

func (e *eventStream) send(m live.Message) error {
	head := "event: " + m.Event + "\ndata: "
	if m.ID != "" {
		head = "id: " + m.ID + "\n" + head
	}
	return e.write([]byte(head), m.Data, []byte("\n\n"))
}

func (e *eventStream) write(parts ...[]byte) error {
	if err := e.connection.SetWriteDeadline(time.Now().Add(eventDeadline)); err != nil {
		return fmt.Errorf("set write deadline: %w", err)
	}
	for _, part := range parts {
		if _, err := e.w.Write(part); err != nil {
			return fmt.Errorf("write event: %w", err)
		}
	}
	return e.connection.Flush()
}
