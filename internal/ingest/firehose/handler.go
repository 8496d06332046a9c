package firehose

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/ringside/ringside/internal/ingest"
)

// Source is the name of this door on Pipeline health.
const Source = "firehose"

// Headers of the protocol.
const (
	headerKey       = "X-Amz-Firehose-Access-Key"
	headerRequestID = "X-Amz-Firehose-Request-Id"
	headerVersion   = "X-Amz-Firehose-Protocol-Version"
)

const (
	// defaultMaxBody caps a body as it comes and as it unpacks. Firehose sends at most 64 MiB before compression, but its
	// buffer size may be meant before base64, which adds a third.
	defaultMaxBody = 90 << 20
	// defaultMaxMemory is room for a few of the largest requests at once, or for hundreds of ordinary ones.
	defaultMaxMemory = 384 << 20
	// defaultTimeout leaves Firehose's three minutes well alone: an answer that comes too late is no answer.
	defaultTimeout = time.Minute
	// maxErrorMessage is the protocol's limit in characters.
	maxErrorMessage = 8192
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
	MaxBody   int64            // bytes of one body, packed and unpacked; 0 is 90 MiB
	MaxMemory int64            // bytes that all requests hold together; 0 is 384 MiB
	Timeout   time.Duration    // for reading and storing one request; 0 is a minute
}

// Handler serves POST /ingest/firehose.
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

// failure is an answer other than 200. Public goes to the sender and into the log; it holds nothing of a record.
type failure struct {
	status int
	public string
	cause  error
}

func (f *failure) Error() string { return f.public }

func (f *failure) Unwrap() error { return f.cause }

func notProtocol(reason string) *failure {
	return &failure{status: http.StatusBadRequest, public: reason}
}

// errNoRoom is the answer when too many bytes are held at once.
var errNoRoom = &failure{status: http.StatusServiceUnavailable, public: "too much is being delivered at once, come again"}

// ServeHTTP takes one delivery.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	requestID := r.Header.Get(headerRequestID)
	inBody, err := h.take(w, r)
	if requestID == "" {
		requestID = inBody // by the protocol they are equal; the header wins because it is there before the body is read
	}
	if err == nil && requestID == "" {
		err = notProtocol("no request id, neither in " + headerRequestID + " nor in the body")
	}
	if err == nil {
		h.answer(w, http.StatusOK, requestID, "")
		return
	}
	var f *failure
	if !errors.As(err, &f) {
		f = &failure{status: http.StatusServiceUnavailable, public: "the records could not be stored, come again", cause: err}
	}
	h.o.Logger.Warn("delivery refused", "request_id", requestID, "status", f.status, "reason", f.public, "error", f.cause)
	h.answer(w, f.status, requestID, f.public)
}

// take reads, decodes and stores the delivery, and returns the body's request id as far as it was read. A nil error means
// that all of it is durable.
func (h *Handler) take(w http.ResponseWriter, r *http.Request) (requestID string, err error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return "", &failure{status: http.StatusMethodNotAllowed, public: "deliveries come by POST"}
	}
	if !h.o.Keys.Allowed(r.Header.Get(headerKey)) {
		return "", &failure{status: http.StatusUnauthorized, public: headerKey + " is missing or wrong"}
	}
	if v := r.Header.Get(headerVersion); v != "" && v != "1.0" {
		return "", notProtocol(headerVersion + " is not 1.0")
	}
	ctx, cancel := context.WithTimeout(r.Context(), h.o.Timeout)
	defer cancel()
	// Not every writer can set deadlines; the server's own then hold.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(h.o.Timeout))
	loan := h.memory.Loan()
	defer loan.Return()
	envelope, err := h.read(w, r, loan)
	if err != nil {
		return envelope.requestID, err
	}
	if envelope.requestID == "" && r.Header.Get(headerRequestID) == "" {
		return "", nil // refused by the caller, before anything is stored
	}
	return envelope.requestID, h.o.Sink.Write(ctx, ingest.Batch{
		Source: Source, Received: h.o.Now(), Records: envelope.records,
	})
}

// reply is the body of every answer. The protocol knows no other field, and timestamp must be a number.
type reply struct {
	RequestID    string `json:"requestId"`
	Timestamp    int64  `json:"timestamp"` // milliseconds since 1970
	ErrorMessage string `json:"errorMessage,omitempty"`
}

func (h *Handler) answer(w http.ResponseWriter, status int, requestID, message string) {
	if runes := []rune(message); len(runes) > maxErrorMessage {
		message = string(runes[:maxErrorMessage])
	}
	body, err := json.Marshal(reply{RequestID: requestID, Timestamp: h.o.Now().UnixMilli(), ErrorMessage: message})
	if err != nil { // a struct of two strings and a number always marshals
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the sender has gone: it will come again
}
