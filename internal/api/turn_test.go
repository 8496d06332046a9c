package api

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/metric"
)

// heldStore answers questions only when it is let go.
type heldStore struct {
	*memoryStore
	asked chan struct{} // gets one for each question that has begun
	free  chan struct{} // closed: questions are answered
}

func (s *heldStore) Query(ctx context.Context, questions ...metric.Question) ([][]metric.Slice, error) {
	s.asked <- struct{}{}
	select {
	case <-s.free:
		return make([][]metric.Slice, len(questions)), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func TestQuestionsWaitTheirTurn(t *testing.T) {
	s := &heldStore{memoryStore: madeUpStore(), asked: make(chan struct{}, 100), free: make(chan struct{})}
	h := New(Options{Store: s, Clock: still(), Hub: runningHub(t)})
	const askers = questionsAtOnce + 3
	codes := make(chan int, askers)
	for range askers {
		go func() {
			codes <- ask(h, "GET", Prefix+"/dimensions?dimension=queue", "").Code
		}()
	}
	for range questionsAtOnce {
		<-s.asked
	}
	for _, path := range []string{"/version", "/live/snapshot", "/live/waiting?queue=Sales"} {
		if w := ask(h, "GET", Prefix+path, ""); w.Code != http.StatusOK {
			t.Errorf("%s waits for questions that ask the store: %d %s", path, w.Code, w.Body)
		}
	}
	if n := len(s.asked); n > 0 {
		t.Errorf("%d questions more than %d at once", n, questionsAtOnce)
	}
	close(s.free)
	for range askers {
		if code := <-codes; code != http.StatusOK {
			t.Errorf("answered %d", code)
		}
	}
}

func TestAskerWhoLeavesGivesUpTheTurn(t *testing.T) {
	s := &server{turns: make(chan struct{}, 1)}
	s.turns <- struct{}{}
	ctx, leave := context.WithCancel(t.Context())
	leave()
	_, err := inTurn(s, func(context.Context, *none) (int, error) { t.Error("asked"); return 0, nil })(ctx, &none{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	<-s.turns
	if got, err := inTurn(s, func(context.Context, *none) (int, error) { return 7, nil })(t.Context(), &none{}); got != 7 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
	if len(s.turns) != 0 {
		t.Error("the turn was not given back")
	}
}

func TestClosedTabBreaksItsQuestionOff(t *testing.T) {
	s := &heldStore{memoryStore: madeUpStore(), asked: make(chan struct{}, 1), free: make(chan struct{})}
	site := httptest.NewServer(New(Options{Store: s, Clock: still()}))
	defer site.Close() // waits until every request has ended: this one ends because its asker left
	ctx, leave := context.WithCancel(t.Context())
	body := strings.NewReader(`{"metrics":["contacts_handled"],"from":"2026-11-01","to":"2026-11-08"}`)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, site.URL+Prefix+"/query", body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	go func() {
		<-s.asked
		leave()
	}()
	response, err := site.Client().Do(request)
	if err == nil {
		_ = response.Body.Close()
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
