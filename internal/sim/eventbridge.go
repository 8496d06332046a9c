package sim

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// How patient an EventBridge rule with an API destination is, by default.
// Source: Amazon EventBridge User Guide, "API destinations as targets" and "How EventBridge retries delivering events".
const (
	eventTimeout  = 5 * time.Second
	eventAge      = 24 * time.Hour
	eventAttempts = 185
)

// eventBridge delivers contact events one by one; several of these run at once, so the order on the wire is loose.
func (d *Driver) eventBridge(ctx context.Context, in <-chan Delivery) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case next := <-in:
			if err := d.event(ctx, next); err != nil {
				return err
			}
		}
	}
}

// event delivers one event, again where EventBridge would; what it would drop is dropped. The error is that of ctx.
func (d *Driver) event(ctx context.Context, next Delivery) error {
	body, deadline := next.Bytes(), d.o.Clock.Now().Add(eventAge)
	for attempt := 0; ; attempt++ {
		wait, err := d.postEvent(ctx, body)
		switch {
		case err == nil:
			d.counts.events.Add(1)
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, errRefused), attempt == eventAttempts, d.o.Clock.Now().After(deadline):
			d.counts.dropped.Add(1)
			d.o.Logger.Error("contact event dropped", "attempts", attempt+1, "error", err)
			return nil
		}
		d.o.Logger.Warn("contact event not delivered, coming again", "attempt", attempt+1, "error", err)
		if err := d.rest(ctx, max(wait, backoff(attempt))); err != nil {
			return err
		}
	}
}

// errRefused is an answer that EventBridge does not retry.
var errRefused = errors.New("refused")

// postEvent makes one attempt; the span is what Retry-After asked for.
func (d *Driver) postEvent(ctx context.Context, body []byte) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, eventTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.o.BaseURL+"/ingest/eventbridge", bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("eventbridge request: %w", err)
	}
	req.Close = true
	req.Header = http.Header{
		"Content-Type":    {"application/json; charset=utf-8"},
		"User-Agent":      {"Amazon/EventBridge/ApiDestinations"},
		"Range":           {"bytes=0-1048575"},
		"Accept-Encoding": {"gzip,deflate"},
		"X-Ringside-Key":  {d.o.AccessKey},
	}
	res, err := d.o.Client.Do(req)
	if err != nil {
		return 0, fmt.Errorf("eventbridge delivery: %w", err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(res.Body, answerBytes)); err != nil {
		return 0, fmt.Errorf("read eventbridge answer: %w", err)
	}
	switch code := res.StatusCode; {
	case code >= 200 && code < 300:
		return 0, nil
	case code == 401, code == 407, code == 409, code == 429, code >= 500:
		after, err := strconv.Atoi(res.Header.Get("Retry-After"))
		if err == nil && after < 0 {
			return 0, fmt.Errorf("answer %d with a negative Retry-After: %w", code, errRefused)
		}
		return time.Duration(max(0, after)) * time.Second, fmt.Errorf("eventbridge answer %d", code)
	default:
		return 0, fmt.Errorf("answer %d: %w", code, errRefused)
	}
}
