package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/store"
)

// uploading is a server that takes uploads in, and counts their bytes as records.
func uploading(t *testing.T, change func(*Options)) string {
	t.Helper()
	s := httptest.NewServer(site(t, madeUpStore(), func(o *Options) {
		o.CheckKey = func(string) (doors, instances []string, ours bool) { return nil, nil, true }
		o.ImportBody = func(_ context.Context, body io.Reader, _ []string) (store.Outcome, error) {
			n, err := io.Copy(io.Discard, body)
			if err != nil {
				err = fmt.Errorf("%w: %w", ErrBody, err)
			}
			return store.Outcome{Read: n, Stored: n}, err
		}
		change(o)
	}))
	t.Cleanup(s.Close)
	return s.URL + Prefix + "/import"
}

// send posts a body and returns the status and, of a problem, what became of the records.
func send(t *testing.T, url string, body io.Reader) (int, ImportResult) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer key")
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var problem ImportProblem
	if err := json.NewDecoder(response.Body).Decode(&problem); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, problem.Outcome
}

func TestUploadThatIdlesIsEndedAndCounted(t *testing.T) {
	url := uploading(t, func(o *Options) { o.UploadPatience = 50 * time.Millisecond })
	out, in := io.Pipe()
	go func() { _, _ = in.Write([]byte("abc")) }() // and nothing more
	defer in.Close()
	if status, outcome := send(t, url, out); status != http.StatusRequestTimeout || outcome.Read != 3 {
		t.Errorf("%d %+v, want 408 with what came before", status, outcome)
	}
}

func TestUploadEndsWhenTheServerStops(t *testing.T) {
	stopping := make(chan struct{})
	url := uploading(t, func(o *Options) { o.Stopping = stopping })
	out, in := io.Pipe()
	go func() {
		_, _ = in.Write([]byte("abc")) // returns when it is being sent
		close(stopping)
	}()
	defer in.Close()
	if status, _ := send(t, url, out); status != http.StatusServiceUnavailable {
		t.Errorf("%d, want 503", status)
	}
}
