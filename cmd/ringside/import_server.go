package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"

	"github.com/ringside/ringside/internal/ingest/file"
	"github.com/ringside/ringside/internal/store"
)

// throughServer sends each path to a running server, which answers when all of it is durable. A file that cannot be read
// does not stop those after it.
func (c *importCommand) throughServer(s *session) (file.Result, error) {
	api, err := c.open(s.ctx, slog.New(slog.DiscardHandler))
	if err != nil {
		return file.Result{}, err
	}
	defer api.close() //nolint:errcheck // nothing is held
	all, err := c.readings(s)
	if err != nil {
		return file.Result{}, err
	}
	sent, done := c.sending(s, all)
	defer done()
	var total file.Result
	var problems []error
	for _, from := range all {
		one, err := send(s.ctx, api, from, sent)
		total = total.And(one)
		if err == nil {
			continue
		}
		problems = append(problems, fmt.Errorf("import %s: %w", from.name, err))
		if !errors.Is(err, errOfFile) {
			break
		}
	}
	return total, errors.Join(problems...)
}

// errOfFile says that a file is at fault, and not what it was sent to.
var errOfFile = errors.New("file cannot be read")

// fileReading is a file, or standard input.
func fileReading(s *session, path string) reading {
	if path == "-" {
		return reading{name: path, size: -1, open: func(context.Context) (io.ReadCloser, error) { return io.NopCloser(s.stdin), nil }}
	}
	r := reading{name: path, size: -1, open: func(ctx context.Context) (io.ReadCloser, error) { return file.Open(ctx, path) }}
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		r.size = info.Size()
	}
	return r
}

// send posts one thing, packed or not, as it lies there. A result that comes with an error is what became of the records
// before it.
func send(ctx context.Context, api *client, from reading, sent io.Writer) (file.Result, error) {
	body, err := from.open(ctx)
	if err != nil {
		return file.Result{}, ofFile{err}
	}
	defer body.Close()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, api.base+"/api/v1/import", io.TeeReader(body, sent))
	if err != nil {
		return file.Result{}, err
	}
	request.Header.Set("Content-Type", "application/x-ndjson")
	var result file.Result
	err = api.do(request, &result)
	if refused, is := errors.AsType[*importRefused](err); is {
		result.Outcome, result.Seconds = refused.outcome.Outcome, refused.outcome.Seconds
	}
	return result, err
}

// ofFile marks an error as errOfFile.
type ofFile struct{ error }

func (o ofFile) Is(target error) bool { return target == errOfFile }

func (o ofFile) Unwrap() error { return o.error }

// importRefused is a server's word that it did not take all of a file, with what became of the records before.
type importRefused struct {
	status  int
	message string
	outcome importOutcome
}

// importOutcome is the member outcome of such a problem.
type importOutcome struct {
	store.Outcome
	Seconds float64 `json:"seconds"`
}

func (i *importRefused) Error() string { return i.message }

// Is tells a file that is at fault from a server that is.
func (i *importRefused) Is(target error) bool {
	return target == errOfFile && i.status == http.StatusUnprocessableEntity
}

// refusedImport reads a problem as importRefused; nil when it has no outcome.
func refusedImport(status int, text []byte, message string) error {
	var problem struct {
		Outcome *importOutcome `json:"outcome"`
	}
	if json.Unmarshal(text, &problem) != nil || problem.Outcome == nil {
		return nil
	}
	return &importRefused{status: status, message: message, outcome: *problem.Outcome}
}

// sending draws a bar of the bytes sent on a terminal; elsewhere it draws nothing.
func (c *importCommand) sending(s *session, all []reading) (sent io.Writer, done func()) {
	bar := c.bar(s)
	if bar == nil {
		return io.Discard, func() {}
	}
	if total := totalSize(all); total > 0 {
		bar.ChangeMax64(total)
	}
	return bar, func() { _ = bar.Finish() }
}

// totalSize is 0 when that of one is not known.
func totalSize(all []reading) int64 {
	var total int64
	for _, r := range all {
		if r.size < 0 {
			return 0
		}
		total += r.size
	}
	return total
}
