package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
)

// inProcess answers requests by calling a handler. Answers are passed on as they are written, however long they are.
type inProcess struct{ handler http.Handler }

// RoundTrip calls the handler and returns when its answer has begun.
func (p inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r.Body = http.NoBody
	}
	ctx, cancel := context.WithCancel(r.Context())
	body, out := io.Pipe()
	w := &pipedAnswer{header: http.Header{}, body: out, begun: make(chan struct{})}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		out.CloseWithError(w.serve(p.handler, r.WithContext(ctx)))
		w.WriteHeader(http.StatusOK)
	}()
	<-w.begun
	return &http.Response{
		Status: http.StatusText(w.status), StatusCode: w.status, Header: w.sent, Request: r, ContentLength: -1,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: &pipedBody{PipeReader: body, end: func() { cancel(); <-ended }},
	}, nil
}

// pipedAnswer is what a handler writes to.
type pipedAnswer struct {
	header http.Header
	body   *io.PipeWriter
	once   sync.Once
	begun  chan struct{} // closed when what follows is set
	status int
	sent   http.Header
}

// serve runs the handler; its error is what ends the body: nil when all of it came.
func (w *pipedAnswer) serve(handler http.Handler, r *http.Request) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			if cause != http.ErrAbortHandler { //nolint:errorlint // net/http compares so itself
				panic(cause)
			}
			err = errBrokeOff
		}
	}()
	handler.ServeHTTP(w, r)
	return nil
}

// errBrokeOff ends an answer that its handler gave up.
var errBrokeOff = errors.New("the answer broke off")

// Header is the header to be sent.
func (w *pipedAnswer) Header() http.Header { return w.header }

// WriteHeader begins the answer.
func (w *pipedAnswer) WriteHeader(status int) {
	w.once.Do(func() {
		w.status, w.sent = status, w.header.Clone()
		close(w.begun)
	})
}

// Write waits until the piece is read.
func (w *pipedAnswer) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(p)
}

// Flush begins the answer: nothing is held back.
func (w *pipedAnswer) Flush() { w.WriteHeader(http.StatusOK) }

// pipedBody is the answer as it is read.
type pipedBody struct {
	*io.PipeReader
	end func()
}

// Close ends the handler and waits for its end.
func (b *pipedBody) Close() error {
	err := b.PipeReader.Close()
	b.end()
	return err
}
