package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringside/ringside/internal/store"
)

// ErrBody says that the body of an import cannot be read to its end.
var ErrBody = errors.New("body cannot be read to its end")

// ImportProblem is a problem with what became of the records that were read before it.
type ImportProblem struct {
	huma.ErrorModel
	Outcome ImportResult `json:"outcome"`
}

// importRecords answers POST /import. It is a plain handler: bodies are as long as they are.
func (s *server) importRecords(w http.ResponseWriter, r *http.Request) {
	if s.ImportBody == nil {
		s.fail(w, r, refuse(unavailable, "This process does not take records in; ask the server that does."))
		return
	}
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	var doors, only []string
	known := false
	if strings.EqualFold(scheme, "Bearer") && s.CheckKey != nil { // RFC 9110, 11.1: in any case
		doors, only, known = s.CheckKey(key)
	}
	if !known {
		w.Header().Set("WWW-Authenticate", `Bearer realm="ingest"`)
		s.fail(w, r, refuse(unauthorised, "Importing needs an ingest key: send the header Authorization: Bearer <key>."))
		return
	}
	if doors != nil && !slices.Contains(doors, store.ImportSource) {
		s.fail(w, r, refuse(forbidden, "This ingest key is not for imports: make one that is, by ringside key new --door import."))
		return
	}
	connection := http.NewResponseController(w)
	connection.SetWriteDeadline(time.Time{}) //nolint:errcheck // a connection without deadlines needs none lifted
	body := &upload{body: r.Body, connection: connection, patience: s.UploadPatience}
	ctx, cancel := outliving(r.Context())
	var watching sync.WaitGroup
	defer watching.Wait() // it must not touch the connection when this has returned
	defer cancel()
	watching.Go(func() { body.endWith(ctx, s.Stopping) })
	began := time.Now()
	outcome, err := s.ImportBody(ctx, body, only)
	result := importResult(outcome, time.Since(began))
	if err != nil {
		s.failImport(w, r, cmp.Or(body.broken(), err), result)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(result); err != nil {
		s.Logger.Debug("import result not delivered", "request_id", requestID(r.Context()), "error", err)
	}
}

// countPatience is how long what came of an upload may take to be stored and counted when the upload has broken off.
const countPatience = 2 * time.Second

// outliving returns a context that ends countPatience after the request's, which a failed read ends at once.
func outliving(request context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(request))
	context.AfterFunc(request, func() {
		timer := time.NewTimer(countPatience)
		defer timer.Stop()
		select {
		case <-timer.C:
			cancel()
		case <-ctx.Done():
		}
	})
	return ctx, cancel
}

func importResult(o store.Outcome, took time.Duration) ImportResult {
	return ImportResult{
		Read: o.Read, Stored: o.Stored, Updated: o.Updated, Duplicates: o.Duplicates, Older: o.Older,
		Quarantined: o.Quarantined, Seconds: took.Seconds(),
	}
}

// failImport answers with the problem and with what became of the records before it.
func (s *server) failImport(w http.ResponseWriter, r *http.Request, err error, result ImportResult) {
	const again = " What came before is imported. Send all of it again when it is whole: nothing is counted twice."
	switch {
	case errors.Is(err, errStopping):
		err = &fault{kind: unavailable, public: "The server is stopping." + again, cause: err}
	case errors.Is(err, errIdle):
		err = &fault{kind: slow, public: "The body did not go on: " + errIdle.Error() + "." + again, cause: err}
	case errors.Is(err, ErrBody) && result.Read > 0:
		err = refuse(unanswerable, err.Error()+"."+again)
	case errors.Is(err, ErrBody):
		err = refuse(unanswerable, err.Error())
	}
	model := s.problem(r.Context(), err)
	s.writeProblem(w, model.Status, ImportProblem{ErrorModel: *model, Outcome: result})
}
