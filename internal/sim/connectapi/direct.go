package connectapi

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
)

// Direct is an HTTP client that asks a handler in its own process: there is no socket, on which the fake time of a test would
// stand still.
type Direct struct{ http.Handler }

// Do implements the HTTPClient of Amazon's SDK. A request that is never answered ends with its context.
func (d Direct) Do(r *http.Request) (answer *http.Response, err error) {
	defer func() {
		switch given := recover(); given {
		case nil:
		case http.ErrAbortHandler:
			answer, err = nil, fmt.Errorf("no answer: %w", r.Context().Err())
		default:
			panic(given)
		}
	}()
	in := r.Clone(r.Context())
	if in.Host == "" {
		in.Host = r.URL.Host
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	w := &written{header: http.Header{}, status: http.StatusOK}
	d.ServeHTTP(w, in)
	return &http.Response{StatusCode: w.status, Header: w.header, Body: io.NopCloser(&w.body), Request: r}, nil
}

// written is an answer that nobody reads before it is whole.
type written struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *written) Header() http.Header { return w.header }

func (w *written) WriteHeader(status int) { w.status = status }

func (w *written) Write(text []byte) (int, error) { return w.body.Write(text) }
