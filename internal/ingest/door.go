package ingest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Keys knows who may deliver.
type Keys interface {
	// Allowed tells, in constant time, whether the key is one of ours, which doors it opens, by the names of their sources, and of which
	// instances it may bring records, by id; nil is all.
	Allowed(key string) (doors, instances []string, ours bool)
}

// DoorOptions say who may deliver through a door, how much, and for how long. A limit that is 0 is the door's own default.
type DoorOptions struct {
	Sink      Sink
	Keys      Keys
	Now       func() time.Time // nil is time.Now
	Logger    *slog.Logger     // nil logs nothing
	MaxBody   int64            // bytes of one body, packed and unpacked
	MaxMemory int64            // bytes that all requests hold together
	Timeout   time.Duration    // for reading and storing one request
}

// Door is what the HTTP doors have in common: the key, the limits, and the form of an answer. What an answer says is each
// protocol's own.
type Door struct {
	DoorOptions
	source    string
	keyHeader string
	memory    *Memory
	strangers seldom
}

// NewDoor returns the door of a source, whose key comes in the given header, with the limits of own where o has none.
func NewDoor(source, keyHeader string, o, own DoorOptions) *Door {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	o.MaxBody = cmp.Or(o.MaxBody, own.MaxBody)
	o.MaxMemory = cmp.Or(o.MaxMemory, own.MaxMemory)
	o.Timeout = cmp.Or(o.Timeout, own.Timeout)
	return &Door{DoorOptions: o, source: source, keyHeader: keyHeader, memory: NewMemory(o.MaxMemory)}
}

// Refusal is an answer other than 200. Public goes to the sender and into the log; it holds nothing of a record.
type Refusal struct {
	Status int
	Public string
	Cause  error // for the log alone; may be nil
}

func (r *Refusal) Error() string { return r.Public }

func (r *Refusal) Unwrap() error { return r.Cause }

// ErrNoRoom is the answer when too many bytes are held at once.
var ErrNoRoom = &Refusal{Status: http.StatusServiceUnavailable, Public: "too much is being delivered at once, come again"}

// NotProtocol refuses what the protocol does not know: sent again, it would be refused again.
func NotProtocol(reason string) *Refusal {
	return &Refusal{Status: http.StatusBadRequest, Public: reason}
}

// Admit refuses what is no POST or brings a wrong key, and returns no refusal for all others, but the instances whose records the key may
// bring, as Batch.Only. What comes is named in the plural.
func (d *Door) Admit(w http.ResponseWriter, r *http.Request, what string) (only []string, f *Refusal) {
	doors, only, known := d.Keys.Allowed(r.Header.Get(d.keyHeader))
	switch {
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		f = &Refusal{Status: http.StatusMethodNotAllowed, Public: what + " come by POST"}
	case !known:
		f = &Refusal{Status: http.StatusUnauthorized, Public: d.keyHeader + " is missing or wrong"}
	case doors != nil && !slices.Contains(doors, d.source):
		f = &Refusal{Status: http.StatusForbidden, Public: d.keyHeader + " is a key for other ways in: " + strings.Join(doors, ", ")}
	}
	if f != nil {
		// The server reads what is left of a body before it answers; who has no key may not make it wait.
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(min(d.Timeout, strangersPatience)))
	}
	refused := 0
	if f != nil && f.Status != http.StatusForbidden { // whose key it is can be told
		refused = 1
	}
	if n := d.strangers.add(refused, time.Now()); n > 0 {
		d.Logger.Warn("requests refused that bring no valid key", "requests", n)
	}
	return only, f
}

// LogRefusal logs what was answered other than 200, with attributes of the door's own. What Admit refuses is in the log
// already, counted: anyone can send that, as often as they like.
func (d *Door) LogRefusal(f *Refusal, attributes ...any) {
	if f.Status == http.StatusMethodNotAllowed || f.Status == http.StatusUnauthorized {
		return
	}
	d.Logger.Warn("delivery refused", append(attributes, "status", f.Status, "reason", f.Public, "error", f.Cause)...)
}

// strangersPatience is how long the body of a refused request may take to come.
const strangersPatience = 5 * time.Second

// Begin starts the time that the request has, and its share of the memory. The caller cancels, and returns the share.
func (d *Door) Begin(w http.ResponseWriter, r *http.Request) (context.Context, context.CancelFunc, *Loan) {
	ctx, cancel := context.WithTimeout(r.Context(), d.Timeout)
	// Not every writer can set deadlines; the server's own then hold.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(d.Timeout))
	return ctx, cancel, d.memory.Loan()
}

// TooLarge refuses a body that MaxBody or http.MaxBytesReader has ended, and returns nil for any other error.
func (d *Door) TooLarge(err error) *Refusal {
	var tooLarge *http.MaxBytesError
	if !errors.As(err, &tooLarge) && !errors.Is(err, ErrTooLarge) {
		return nil
	}
	return NotProtocol(fmt.Sprintf("body is larger than %d bytes", d.MaxBody))
}

// ErrTooLarge says that a body unpacks to more than it may.
var ErrTooLarge = errors.New("body too large")

// Answer writes the whole answer, with its length. Content must be something that always marshals.
func Answer(w http.ResponseWriter, status int, content any) {
	body, err := json.Marshal(content)
	if err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the sender has gone: it will come again
}
