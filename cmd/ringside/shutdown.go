package main

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// grace is how long requests under way may take when the server stops. Containers are killed ten seconds after SIGTERM,
// and the store needs some of them.
const grace = 5 * time.Second

// httpSide is the part of the server that speaks to others, and how to end it.
type httpSide struct {
	server *http.Server
	// endUploads breaks off what may take minutes to come; endRequests breaks off all that is under way.
	endUploads, endRequests func()
	underWay                *underWay
	log                     *slog.Logger
}

// stop refuses new requests and lets those under way finish: a delivery that has come is stored and acknowledged. Live
// streams end with the hub. It returns when no handler runs any more, so that the store can be closed.
func (h *httpSide) stop(ctx context.Context) {
	began := time.Now()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	h.endUploads()
	if err := h.server.Shutdown(ctx); err != nil {
		h.log.Warn("requests under way are broken off", "error", err)
		h.endRequests()
		_ = h.server.Close() // what it closes is broken off as told
	}
	h.underWay.end()
	h.log.Info("stopped listening", "took", time.Since(began).Round(time.Millisecond))
}

// underWay knows whether any request is being handled. Closing a server does not wait for its handlers.
type underWay struct {
	next http.Handler
	mu   sync.RWMutex // held for reading by each request, and for good by end
}

func (u *underWay) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !u.mu.TryRLock() {
		w.WriteHeader(http.StatusServiceUnavailable) // to a connection that is closed
		return
	}
	defer u.mu.RUnlock()
	u.next.ServeHTTP(w, r)
}

// end waits until no request is being handled, and lets none begin.
func (u *underWay) end() { u.mu.Lock() }
