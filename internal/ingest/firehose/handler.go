package firehose

import (
	"errors"
	"net/http"
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

// Options of the door: MaxBody is 90 MiB, MaxMemory 384 MiB and Timeout a minute unless they are given.
type Options = ingest.DoorOptions

// Handler serves POST /ingest/firehose.
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

// ServeHTTP takes one delivery.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	requestID := r.Header.Get(headerRequestID)
	inBody, err := h.take(w, r)
	if requestID == "" {
		requestID = inBody // by the protocol they are equal; the header wins because it is there before the body is read
	}
	if err == nil && requestID == "" {
		err = ingest.NotProtocol("no request id, neither in " + headerRequestID + " nor in the body")
	}
	if err == nil {
		h.answer(w, http.StatusOK, requestID, "")
		return
	}
	var f *ingest.Refusal
	if !errors.As(err, &f) {
		f = &ingest.Refusal{Status: http.StatusServiceUnavailable, Public: "the records could not be stored, come again", Cause: err}
	}
	h.LogRefusal(f, "request_id", requestID)
	h.answer(w, f.Status, requestID, f.Public)
}

// Refuse answers for a check that stands before the door, in the protocol's own form.
func (h *Handler) Refuse(w http.ResponseWriter, r *http.Request, status int, reason string) {
	h.answer(w, status, r.Header.Get(headerRequestID), reason)
}

// take reads, decodes and stores the delivery, and returns the body's request id as far as it was read. A nil error means
// that all of it is durable.
func (h *Handler) take(w http.ResponseWriter, r *http.Request) (requestID string, err error) {
	only, f := h.Admit(w, r, "deliveries")
	if f != nil {
		return "", f
	}
	if v := r.Header.Get(headerVersion); v != "" && v != "1.0" {
		return "", ingest.NotProtocol(headerVersion + " is not 1.0")
	}
	ctx, cancel, loan := h.Begin(w, r)
	defer cancel()
	defer loan.Return()
	envelope, err := h.read(w, r, loan)
	if err != nil {
		return envelope.requestID, err
	}
	if envelope.requestID == "" && r.Header.Get(headerRequestID) == "" {
		return "", nil // refused by the caller, before anything is stored
	}
	return envelope.requestID, h.Sink.Write(ctx, ingest.Batch{
		Source: Source, Received: h.Now(), Records: envelope.records, Only: only,
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
	ingest.Answer(w, status, reply{RequestID: requestID, Timestamp: h.Now().UnixMilli(), ErrorMessage: message})
}
