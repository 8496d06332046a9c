package eventbridge

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/ingest"
)

// Source is the name of this door on Pipeline health.
const Source = "eventbridge"

// headerKey carries the key; the connection of the API destination sets it.
const headerKey = "X-Ringside-Key"

const (
	// defaultMaxBody is many times what EventBridge sends (1 MiB), for those who send arrays.
	defaultMaxBody = 8 << 20
	// defaultMaxMemory is room for all that EventBridge may send at once, 300 events a second, many times over.
	defaultMaxMemory = 64 << 20
	// defaultTimeout leaves a second of EventBridge's five for the way there and back.
	defaultTimeout = 4 * time.Second
	// readStep is how much of a body is read before room for more is asked for.
	readStep = 64 << 10
	// footprint is what a byte of a body costs while it is stored: itself, and about as much for what it decodes to.
	footprint = 2
)

// Options of the door: MaxBody is 8 MiB, MaxMemory 64 MiB and Timeout 4 s unless they are given.
type Options = ingest.DoorOptions

// Handler serves POST /ingest/eventbridge.
type Handler struct {
	*ingest.Door
}

var _ http.Handler = (*Handler)(nil)

// New returns the door.
func New(o Options) *Handler {
	return &Handler{ingest.NewDoor(Source, headerKey, o, Options{
		MaxBody: defaultMaxBody, MaxMemory: defaultMaxMemory, Timeout: defaultTimeout,
	})}
}

func busy(public string, cause error) *ingest.Refusal {
	return &ingest.Refusal{Status: http.StatusServiceUnavailable, Public: public, Cause: cause}
}

// ServeHTTP takes one event. Range and Accept-Encoding, which EventBridge always sends, mean nothing here.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f := h.take(w, r)
	if f == nil {
		ingest.Answer(w, http.StatusOK, struct{}{})
		return
	}
	h.LogRefusal(f)
	ingest.Answer(w, f.Status, struct {
		ErrorMessage string `json:"errorMessage"`
	}{f.Public})
}

// take reads and stores one event; nil means that it is durable.
func (h *Handler) take(w http.ResponseWriter, r *http.Request) *ingest.Refusal {
	only, f := h.Admit(w, r, "events")
	if f != nil {
		return f
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return ingest.NotProtocol("events come without Content-Encoding")
	}
	ctx, cancel, loan := h.Begin(w, r)
	defer cancel()
	body, f := h.read(w, r, loan)
	if f != nil {
		loan.Return()
		return f
	}
	return h.store(ctx, ingest.Batch{Source: Source, Received: h.Now(), Records: [][]byte{body}, Only: only}, loan)
}

// store writes the event, and stops waiting in time even if the sink does not: an answer after 5 s is none, and would
// keep EventBridge's connection from the next event. An event stored after all is the same event when it comes again.
func (h *Handler) store(ctx context.Context, event ingest.Batch, loan *ingest.Loan) *ingest.Refusal {
	done := make(chan error, 1) // sent to once by the writer, which must not wait for a reader that has gone
	go func() {
		defer loan.Return()
		done <- h.Sink.Write(ctx, event)
	}()
	select {
	case err := <-done:
		if err != nil {
			return busy("the event could not be stored, come again", err)
		}
		return nil
	case <-ctx.Done():
		return busy("storing the event takes too long, come again", ctx.Err())
	}
}

func (h *Handler) read(w http.ResponseWriter, r *http.Request, loan *ingest.Loan) ([]byte, *ingest.Refusal) {
	capped := http.MaxBytesReader(w, r.Body, h.MaxBody)
	var body bytes.Buffer
	for {
		if !loan.Take(readStep * footprint) {
			return nil, ingest.ErrNoRoom
		}
		_, err := io.CopyN(&body, capped, readStep)
		switch {
		case errors.Is(err, io.EOF):
			if len(bytes.TrimSpace(body.Bytes())) == 0 {
				return nil, ingest.NotProtocol("the body is empty: it must be one event")
			}
			return body.Bytes(), nil
		case err != nil:
			if f := h.TooLarge(err); f != nil {
				return nil, f
			}
			return nil, busy("the body could not be read to its end", err)
		}
	}
}
