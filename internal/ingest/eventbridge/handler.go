package eventbridge

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
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

// Keys knows who may deliver.
type Keys interface {
	// Allowed tells, in constant time, whether the key opens the door.
	Allowed(key string) bool
}

// Options of the door.
type Options struct {
	Sink      ingest.Sink
	Keys      Keys
	Now       func() time.Time // nil is time.Now
	Logger    *slog.Logger     // nil logs nothing
	MaxBody   int64            // bytes of one body; 0 is 8 MiB
	MaxMemory int64            // bytes that all requests hold together; 0 is 64 MiB
	Timeout   time.Duration    // until the answer; 0 is 4 s
}

// Handler serves POST /ingest/eventbridge.
type Handler struct {
	o      Options
	memory *ingest.Memory
}

var _ http.Handler = (*Handler)(nil)

// New returns the door.
func New(o Options) *Handler {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.MaxBody == 0 {
		o.MaxBody = defaultMaxBody
	}
	if o.MaxMemory == 0 {
		o.MaxMemory = defaultMaxMemory
	}
	if o.Timeout == 0 {
		o.Timeout = defaultTimeout
	}
	return &Handler{o: o, memory: ingest.NewMemory(o.MaxMemory)}
}

// failure is an answer other than 200. Public goes to the sender and into the log; it holds nothing of an event.
type failure struct {
	status int
	public string
	cause  error
}

func (f *failure) Error() string { return f.public }

func (f *failure) Unwrap() error { return f.cause }

func busy(public string, cause error) *failure {
	return &failure{status: http.StatusServiceUnavailable, public: public, cause: cause}
}

// ServeHTTP takes one event. Range and Accept-Encoding, which EventBridge always sends, mean nothing here.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f := h.take(w, r)
	if f == nil {
		answer(w, http.StatusOK, struct{}{})
		return
	}
	h.o.Logger.Warn("event refused", "status", f.status, "reason", f.public, "error", f.cause)
	answer(w, f.status, struct {
		ErrorMessage string `json:"errorMessage"`
	}{f.public})
}

// take reads and stores one event; nil means that it is durable.
func (h *Handler) take(w http.ResponseWriter, r *http.Request) *failure {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return &failure{status: http.StatusMethodNotAllowed, public: "events come by POST"}
	}
	if !h.o.Keys.Allowed(r.Header.Get(headerKey)) {
		return &failure{status: http.StatusUnauthorized, public: headerKey + " is missing or wrong"}
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return &failure{status: http.StatusBadRequest, public: "events come without Content-Encoding"}
	}
	ctx, cancel := context.WithTimeout(r.Context(), h.o.Timeout)
	defer cancel()
	// Not every writer can set deadlines; the server's own then hold.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(h.o.Timeout))
	loan := h.memory.Loan()
	body, f := h.read(w, r, loan)
	if f != nil {
		loan.Return()
		return f
	}
	return h.store(ctx, body, loan)
}

// store writes the event, and stops waiting in time even if the sink does not: an answer after 5 s is none, and would
// keep EventBridge's connection from the next event. An event stored after all is the same event when it comes again.
func (h *Handler) store(ctx context.Context, body []byte, loan *ingest.Loan) *failure {
	done := make(chan error, 1) // sent to once by the writer, which must not wait for a reader that has gone
	go func() {
		defer loan.Return()
		done <- h.o.Sink.Write(ctx, ingest.Batch{Source: Source, Received: h.o.Now(), Records: [][]byte{body}})
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

func (h *Handler) read(w http.ResponseWriter, r *http.Request, loan *ingest.Loan) ([]byte, *failure) {
	capped := http.MaxBytesReader(w, r.Body, h.o.MaxBody)
	var body bytes.Buffer
	for {
		if !loan.Take(readStep * footprint) {
			return nil, busy("too much is being delivered at once, come again", nil)
		}
		_, err := io.CopyN(&body, capped, readStep)
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &tooLarge):
			return nil, &failure{status: http.StatusBadRequest, public: fmt.Sprintf("body is larger than %d bytes", h.o.MaxBody)}
		case errors.Is(err, io.EOF):
			if len(bytes.TrimSpace(body.Bytes())) == 0 {
				return nil, &failure{status: http.StatusBadRequest, public: "the body is empty: it must be one event"}
			}
			return body.Bytes(), nil
		case err != nil:
			return nil, busy("the body could not be read to its end", err)
		}
	}
}

func answer(w http.ResponseWriter, status int, content any) {
	body, err := json.Marshal(content)
	if err != nil { // a struct of one string always marshals
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the sender has gone: it will come again
}
