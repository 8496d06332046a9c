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
	files, err := file.Expand(c.Paths)
	if err != nil {
		return file.Result{}, err
	}
	sent, done := c.sending(s, files)
	defer done()
	var total file.Result
	var problems []error
	for _, path := range files {
		one, err := sendFile(s.ctx, s.stdin, api, path, sent)
		total.Outcome = total.Add(one.Outcome)
		total.Seconds += one.Seconds
		if err == nil {
			continue
		}
		problems = append(problems, fmt.Errorf("import %s: %w", path, err))
		if !errors.Is(err, errOfFile) {
			break
		}
	}
	return total, errors.Join(problems...)
}

// errOfFile says that a file is at fault, and not what it was sent to.
var errOfFile = errors.New("file cannot be read")

// sendFile posts one file, packed or not, as it lies there. A result that comes with an error is what became of the
// records before it.
func sendFile(ctx context.Context, stdin io.Reader, api *client, path string, sent io.Writer) (file.Result, error) {
	body := io.NopCloser(stdin)
	if path != "-" {
		opened, err := file.Open(ctx, path)
		if err != nil {
			return file.Result{}, ofFile{err}
		}
		body = opened
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
func (c *importCommand) sending(s *session, files []string) (sent io.Writer, done func()) {
	bar := c.bar(s)
	if bar == nil {
		return io.Discard, func() {}
	}
	if total := totalSize(files); total > 0 {
		bar.ChangeMax64(total)
	}
	return bar, func() { _ = bar.Finish() }
}

// totalSize is 0 when that of one file is not known.
func totalSize(files []string) int64 {
	var total int64
	for _, path := range files {
		info, err := os.Stat(path)
		if path == "-" || err != nil || !info.Mode().IsRegular() {
			return 0
		}
		total += info.Size()
	}
	return total
}
