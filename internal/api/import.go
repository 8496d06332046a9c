package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// ErrBody says that the body of an import cannot be read to its end.
var ErrBody = errors.New("body cannot be read to its end")

// importRecords answers POST /import. It is a plain handler: bodies are as long as they are.
func (s *server) importRecords(w http.ResponseWriter, r *http.Request) {
	if s.ImportBody == nil {
		s.fail(w, r, refuse(unavailable, "This process does not take records in; ask the server that does."))
		return
	}
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || s.CheckKey == nil || !s.CheckKey(key) { // RFC 9110, 11.1: in any case
		w.Header().Set("WWW-Authenticate", `Bearer realm="ingest"`)
		s.fail(w, r, refuse(unauthorised, "Importing needs an ingest key: send the header Authorization: Bearer <key>."))
		return
	}
	connection := http.NewResponseController(w)
	connection.SetReadDeadline(time.Time{})  //nolint:errcheck // a connection without deadlines needs none lifted
	connection.SetWriteDeadline(time.Time{}) //nolint:errcheck // as above
	began := time.Now()
	outcome, err := s.ImportBody(r.Context(), r.Body)
	if errors.Is(err, ErrBody) {
		err = refuse(unanswerable, fmt.Sprintf("%v. Before that, %d records were read: %d stored, %d updated, %d duplicates, %d older, %d quarantined.",
			err, outcome.Read, outcome.Stored, outcome.Updated, outcome.Duplicates, outcome.Older, outcome.Quarantined))
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	result := ImportResult{
		Read: outcome.Read, Stored: outcome.Stored, Updated: outcome.Updated, Duplicates: outcome.Duplicates,
		Older: outcome.Older, Quarantined: outcome.Quarantined, Seconds: time.Since(began).Seconds(),
	}
	if err := json.NewEncoder(w).Encode(result); err != nil {
		s.Logger.Debug("import result not delivered", "request_id", requestID(r.Context()), "error", err)
	}
}
