package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringside/ringside/internal/export"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
)

// kind is what is wrong, as far as the asker can do something about it.
type kind uint8

const (
	internal kind = iota // ours; the log has the cause
	badRequest
	unanswerable // understood, but makes no sense as asked
	notFound
	unauthorised
	forbidden
	misdirected
	unavailable // come again
	gaveUp      // took too long
	conflict    // another one is in its place
	slow        // the request itself took too long to come
)

// statuses is the one table from kinds to answers.
var statuses = map[kind]int{
	internal:     http.StatusInternalServerError,
	badRequest:   http.StatusBadRequest,
	unanswerable: http.StatusUnprocessableEntity,
	notFound:     http.StatusNotFound,
	unauthorised: http.StatusUnauthorized,
	forbidden:    http.StatusForbidden,
	misdirected:  http.StatusMisdirectedRequest,
	unavailable:  http.StatusServiceUnavailable,
	gaveUp:       http.StatusGatewayTimeout,
	conflict:     http.StatusConflict,
	slow:         http.StatusRequestTimeout,
}

// fault is an error with the text that the asker sees. The cause is for the log only.
type fault struct {
	kind    kind
	public  string
	cause   error
	details []*huma.ErrorDetail // each thing that is wrong, with its place
}

func (f *fault) Error() string {
	if f.cause == nil {
		return f.public
	}
	return f.public + ": " + f.cause.Error()
}

func (f *fault) Unwrap() error { return f.cause }

// refuse is a fault that has no cause but the request.
func refuse(k kind, public string) error { return &fault{kind: k, public: public} }

// faultOf tells what an error of another package means to the asker. The texts of metric's errors are written for people.
func faultOf(err error) *fault {
	var f *fault
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, metric.ErrRange), errors.Is(err, metric.ErrQuestion), errors.Is(err, metric.ErrUnknownMetric):
		return &fault{kind: unanswerable, public: err.Error()}
	case errors.Is(err, store.ErrCursor):
		return &fault{kind: unanswerable, public: "There is no such page. Begin again without after.", cause: err}
	case errors.Is(err, store.ErrNotFound):
		return &fault{kind: notFound, public: "There is no such record.", cause: err}
	case errors.Is(err, store.ErrUnavailable):
		return &fault{kind: unavailable, public: "The store cannot answer now. Pipeline health says why; try again in a moment.", cause: err}
	case errors.Is(err, state.ErrView):
		return &fault{kind: unanswerable, public: err.Error()}
	case errors.Is(err, state.ErrViewName):
		return &fault{kind: conflict, public: "Another view has that name. Choose another name, or replace that view.", cause: err}
	case errors.Is(err, state.ErrNoView):
		return &fault{kind: notFound, public: "There is no such saved view. Somebody may have deleted it.", cause: err}
	case errors.Is(err, export.ErrFull):
		return &fault{kind: unavailable, public: "The server's disk is nearly full, so no file can be made. Free some of it, and try again.", cause: err}
	case errors.Is(err, live.ErrFull):
		return &fault{kind: unavailable, public: "Too many live pages are open. Close some, or try again in a moment.", cause: err}
	case errors.Is(err, live.ErrStopped):
		return &fault{kind: unavailable, public: "The server is stopping. Try again in a moment.", cause: err}
	case errors.Is(err, context.Canceled):
		return &fault{kind: unavailable, public: "The request was broken off. Try again.", cause: err}
	case errors.Is(err, context.DeadlineExceeded):
		return &fault{kind: gaveUp, public: "The answer took too long. Ask for a shorter range.", cause: err}
	}
	return &fault{kind: internal, public: "Something went wrong here. The log has the details under this request id.", cause: err}
}

// problem turns an error into the answer and logs what the asker cannot mend.
func (s *server) problem(ctx context.Context, err error) *huma.ErrorModel {
	f := faultOf(err)
	if f.kind == internal || f.kind == unavailable {
		level := slog.LevelWarn
		if f.kind == internal {
			level = slog.LevelError
		}
		s.Logger.Log(ctx, level, "request failed", "request_id", requestID(ctx), "error", err)
	}
	status := statuses[f.kind]
	return &huma.ErrorModel{
		Status: status, Title: http.StatusText(status), Detail: f.public, Instance: instanceOf(ctx), Errors: f.details,
	}
}

// instanceOf names the occurrence of a problem by its request.
func instanceOf(ctx context.Context) string {
	if id := requestID(ctx); id != "" {
		return "urn:ringside:request:" + id
	}
	return ""
}

// nameProblem gives the problems that huma makes itself their request id, and says in words what is wrong. It takes out what was sent,
// which huma repeats: that may name customers, and problems get into tickets and logs of others.
func nameProblem(ctx huma.Context, _ string, value any) (any, error) {
	if model, isProblem := value.(*huma.ErrorModel); isProblem && model.Instance == "" {
		model.Instance = instanceOf(ctx.Context())
		if len(model.Errors) > 0 || model.Detail == "request body is required" {
			model.Detail = wrongRequest(model)
		}
		for _, wrong := range model.Errors {
			wrong.Value = nil
		}
	}
	return value, nil
}

// fail answers a plain handler's request with a problem.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	model := s.problem(r.Context(), err)
	s.writeProblem(w, model.Status, model)
}

// writeProblem answers with a problem, which may have members of its own.
func (s *server) writeProblem(w http.ResponseWriter, status int, problem any) {
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(problem); err != nil {
		s.Logger.Debug("problem not delivered", "error", err)
	}
}

func (s *server) noSuchRoute(w http.ResponseWriter, r *http.Request) {
	s.fail(w, r, refuse(notFound, "There is no such address in the API. /api/openapi.json lists them all."))
}

func (s *server) noSuchDoor(w http.ResponseWriter, r *http.Request) {
	public := "This process does not take records in; ask the server that does."
	if doors := slices.Sorted(maps.Keys(s.Doors)); len(doors) > 0 {
		public = "Nothing is taken in at this address. Deliveries come by POST to " + strings.Join(doors, " or ") +
			", without a slash at the end."
	}
	s.fail(w, r, refuse(notFound, public))
}
