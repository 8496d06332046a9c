package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/store/duckdb"
)

// targetFlags say whom a command asks: a running server, or a data folder that no server holds.
type targetFlags struct {
	Data   string `default:"./ringside-data" env:"RINGSIDE_DATA" type:"path" help:"Data folder, when no server holds it."`
	Server string `env:"RINGSIDE_SERVER" placeholder:"http://127.0.0.1:8080" help:"Ask this running server instead."`
	Token  string `env:"RINGSIDE_TOKEN" help:"What that server asks for: to import an ingest key, to read a token of ringside token where people sign in. Prefer the variable."`

	followCustomers bool // of a data folder: metrics may
}

// client speaks to the HTTP API, over the network or, for a data folder, within the process: one code path, one answer.
type client struct {
	base  string
	token string
	http  *http.Client
	close func() error
}

// open returns a client for the target. The caller must close it.
func (t targetFlags) open(ctx context.Context, log *slog.Logger) (*client, error) {
	if t.Server != "" {
		u, err := url.Parse(t.Server)
		if err != nil || u.Host == "" {
			return nil, exitError{exitUsage, fmt.Sprintf("--server %s: write it as http://127.0.0.1:8080", t.Server)}
		}
		return &client{base: strings.TrimSuffix(t.Server, "/"), token: t.Token, http: &http.Client{}, close: func() error { return nil }}, nil
	}
	if _, err := os.Stat(t.Data); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no data folder %s: name one with --data, or a running server with --server", t.Data)
	}
	f, err := openFolder(ctx, t.Data, duckdb.Options{}, log)
	if err != nil {
		return nil, err
	}
	err = errors.Join(f.readSamples(ctx, log), f.store.CatchUp(ctx))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read %s: %w", t.Data, err), f.close())
	}
	f.erasures.By.Provider, f.erasures.By.Who = operator()
	handler := offlineHandler(f, t.followCustomers, log)
	return &client{base: "http://localhost", http: &http.Client{Transport: inProcess{handler}}, close: f.close}, nil
}

// openToRead is open for commands that ask for what is there. As with a data folder, what was acknowledged before is in the
// answer: a server shows it up to a second later.
func (t targetFlags) openToRead(ctx context.Context, log *slog.Logger) (*client, error) {
	c, err := t.open(ctx, log)
	if err == nil && t.Server != "" {
		c.catchUp(ctx)
	}
	return c, err
}

const (
	// catchUpPatience is many times what a server needs that is not broken or rebuilding its figures; those say so.
	catchUpPatience = 10 * time.Second
	catchUpPause    = 50 * time.Millisecond
)

// catchUp waits until the server shows what it had taken in by now. What is wrong with the server is for the answer to tell.
func (c *client) catchUp(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, catchUpPatience)
	defer cancel()
	again := time.NewTicker(catchUpPause)
	defer again.Stop()
	for target := uint64(0); ; {
		var status struct {
			Appended  uint64 `json:"appended"`
			Projected uint64 `json:"projected"`
		}
		if c.get(ctx, "/api/v1/ingest/status", nil, &status) != nil {
			return
		}
		if target == 0 {
			target = status.Appended
		}
		if status.Projected >= target {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}

// get asks for one JSON value.
func (c *client) get(ctx context.Context, path string, query url.Values, into any) error {
	target := c.base + path
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, http.NoBody)
	if err != nil {
		return err
	}
	return c.do(request, into)
}

// post sends one JSON value and reads another.
func (c *client) post(ctx context.Context, path string, body, into any) error {
	request, err := c.order(ctx, path, body)
	if err != nil {
		return err
	}
	return c.do(request, into)
}

// order is a request that sends one JSON value.
func (c *client) order(ctx context.Context, path string, body any) (*http.Request, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, bytes.NewReader(text))
	if err == nil {
		request.Header.Set("Content-Type", "application/json")
	}
	return request, err
}

func (c *client) do(request *http.Request, into any) error {
	response, err := c.answer(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	return json.NewDecoder(response.Body).Decode(into)
}

// answer returns an answer that is no problem. Its body must be closed.
func (c *client) answer(request *http.Request) (*http.Response, error) {
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, fmt.Errorf("%w; is the server running?", err)
	}
	if response.StatusCode == http.StatusOK {
		return response, nil
	}
	err = problemOf(response)
	return nil, errors.Join(err, response.Body.Close())
}

// problemOf turns an RFC 9457 answer into an error for people.
func problemOf(response *http.Response) error {
	text, err := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	if err != nil {
		return fmt.Errorf("the server answered %s", response.Status)
	}
	var problem struct {
		Title  string `json:"title"`
		Detail string `json:"detail"`
		Errors []struct {
			Message  string `json:"message"`
			Location string `json:"location"`
		} `json:"errors"`
	}
	if json.Unmarshal(text, &problem) != nil || problem.Title+problem.Detail == "" {
		return fmt.Errorf("the server answered %s; is it a Ringside? Write --server as http://127.0.0.1:8080, without a path", response.Status)
	}
	message := problem.Detail
	if message == "" {
		message = problem.Title
	}
	for _, e := range problem.Errors {
		message += "\n  " + strings.TrimSpace(e.Location+" "+e.Message)
	}
	if err := refusedImport(response.StatusCode, text, message); err != nil {
		return err
	}
	if response.StatusCode == http.StatusUnauthorized {
		message = "the server does not know this key or token: give the right one with --token or RINGSIDE_TOKEN"
	}
	if response.StatusCode >= http.StatusBadRequest && response.StatusCode < http.StatusInternalServerError {
		return exitError{exitUsage, message}
	}
	return errors.New(message)
}
