package duckdb

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/storetest"
)

// plenty is room for all contacts of a test.
const plenty = 512 << 20

// hotStore answers from the columns in memory whatever can be, and counts how often.
type hotStore struct {
	*Store
	answered *atomic.Int64
}

func (h hotStore) Query(ctx context.Context, questions ...metric.Question) ([][]metric.Slice, error) {
	if err := h.load(ctx); err != nil {
		return nil, err
	}
	questions = h.narrowed(questions)
	answers, err := h.fromHot(ctx, questions)
	if answers != nil || err != nil {
		h.answered.Add(1)
		return answers, err
	}
	return h.Store.Query(ctx, questions...)
}

// Contacts counts lists from the columns where that can be.
func (h hotStore) Contacts(ctx context.Context, q store.ContactQuery) (store.ContactPage, error) {
	if err := h.load(ctx); err != nil {
		return store.ContactPage{}, err
	}
	return h.Store.Contacts(ctx, q)
}

func (h hotStore) load(ctx context.Context) error {
	if h.hot.State() != nil {
		return nil
	}
	return h.loadHot(ctx)
}

func TestConformanceWithColumnsInMemory(t *testing.T) {
	t.Parallel()
	var answered atomic.Int64
	storetest.Run(t, func(t *testing.T, dir string) storetest.Store {
		s, err := Open(dir, Options{HotMemory: plenty})
		if err != nil {
			t.Fatal(err)
		}
		return hotStore{s, &answered}
	})
	if n := answered.Load(); n < 100 {
		t.Errorf("%d questions were answered from memory; the suite asks more than 100 that can be", n)
	}
}

// running runs a store until the test ends and waits until the columns are in memory.
func running(t *testing.T, o Options) *Store {
	t.Helper()
	s := openTest(t, o)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1) // capacity 1: Run ends without a reader
	go func() { done <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	})
	awaitHot(t, s)
	return s
}

func awaitHot(t *testing.T, s *Store) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); s.hot.State() == nil; runtime.Gosched() {
		if _, err := s.Query(t.Context(), anyQuestion()); err != nil {
			t.Fatal(err)
		}
		if time.Now().After(deadline) {
			t.Fatal("nothing is in memory after two minutes of questions")
		}
	}
}

// Each batch has a contact and brings one agent online: whatever answers what, no call may count one without the other.
func TestContactsInMemoryAndAgentEventsAreOfOneState(t *testing.T) {
	s := running(t, Options{HotMemory: plenty, Interval: time.Millisecond})
	const batches = 60
	var failed error
	written := make(chan struct{}) // closed when nothing comes any more
	go func() {
		defer close(written)
		for i := range batches {
			receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Received: time.Unix(1, 0), Facts: []connect.Fact{
				unseen(i), connect.Decode(fmt.Appendf(nil, `{"EventId":"e-%d","AgentARN":"%s/agent/%d","InstanceARN":%q,
					"EventType":"STATE_CHANGE","EventTimestamp":"2026-03-02T09:14:05.000Z","Version":"2017-10-01",
					"CurrentAgentSnapshot":{"AgentStatus":{"Name":"Available","Type":"ROUTABLE"}}}`, i, instance, i, instance)),
			}})
			if err == nil {
				_, err = receipt.Wait(t.Context())
			}
			if failed = err; err != nil {
				return
			}
		}
	}()
	agents := anyQuestion()
	agents.Measures = []metric.Measure{{Name: "online", Aggregate: metric.OnlineAgents}, {Name: "seen", Aggregate: metric.SeenAgents}}
	var last int64
	for last < batches {
		select {
		case <-written:
			if failed != nil {
				t.Fatalf("append: %v", failed)
			}
		default:
		}
		answers, err := s.Query(t.Context(), anyQuestion(), agents)
		if err != nil {
			t.Fatal(err)
		}
		n := int64(0)
		for _, slice := range answers[0] {
			n += slice.Values[0].Value
		}
		want := []metric.Int{connect.Some(n), connect.Some(n)}
		if n < last || n > 0 && (len(answers[1]) != 1 || !slices.Equal(answers[1][0].Values, want)) {
			t.Fatalf("%d contacts after %d, agents %v; want as many of each", n, last, answers[1])
		}
		last = n
	}
	<-written // what the tables have is in memory a moment later
	if hot, err := s.fromHot(t.Context(), []metric.Question{anyQuestion(), agents}); hot == nil || err != nil {
		t.Errorf("answer from memory: %v, %v", hot, err)
	}
}

func TestQuestionsDuringALoadAskForNoOther(t *testing.T) {
	s := running(t, Options{HotMemory: plenty}) // asks until the columns are there
	for deadline := time.Now().Add(hotRest / 2); s.missed.any(); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("the columns are in memory, and are to be loaded again")
		}
	}
}

func TestColumnsFollowWhatIsProjected(t *testing.T) {
	s := running(t, Options{HotMemory: plenty, Interval: time.Millisecond})
	wantHot(t, s, 0)
	for i := range 5 {
		appendContact(t, s, i)
		appendContact(t, s, i)
		wantHot(t, s, int64(i)+1)
	}
}

func TestColumnsComeBackAfterAFatalErrorAndARebuild(t *testing.T) {
	s := openTest(t, Options{HotMemory: plenty})
	reload := func(want int64) {
		t.Helper()
		if s.hot.State() != nil {
			t.Fatal("columns of the database before are still there")
		}
		if err := s.loadHot(t.Context()); err != nil {
			t.Fatal(err)
		}
		wantHot(t, s, want)
	}
	appendContact(t, s, 1)
	reload(1)
	s.suspect(errors.New("as if DuckDB had refused to work"))
	appendContact(t, s, 2)
	reload(2)
	if err := s.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	appendContact(t, s, 3)
	reload(3)
}

func TestARolledBackTransactionLeavesTheColumnsAsTheyWere(t *testing.T) {
	s := openTest(t, Options{HotMemory: plenty})
	if err := s.loadHot(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		receipt := appendUnseen(t, s, i)
		for limit := time.Microsecond; ; limit *= 2 {
			ctx, stop := context.WithTimeout(t.Context(), limit)
			err := s.CatchUp(ctx)
			stop()
			if err == nil {
				break
			}
			if s.hot.State() != nil { // a commit of unknown fate gives the columns up
				wantHot(t, s, int64(s.hot.State().Seq()))
			}
		}
		if _, err := receipt.Wait(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if s.hot.State() == nil {
		if err := s.loadHot(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	wantHot(t, s, 3)
}

func TestARowThatColumnsLackIsReadWithItsDay(t *testing.T) {
	s := openTest(t, Options{HotMemory: plenty})
	for i := range 3 {
		appendContact(t, s, i)
	}
	if err := s.loadHot(t.Context()); err != nil {
		t.Fatal(err)
	}
	conn, err := s.db.pool.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rows, err := fewHot(t.Context(), conn, "true")
	if err := errors.Join(err, conn.Close()); err != nil {
		t.Fatal(err)
	}
	if err := s.hot.Publish(s.hot.Prepare(s.hot.State().Seq(), rows, nil)); err != nil {
		t.Fatal(err)
	}
	appendRaw(t, s, fmt.Sprintf(`{"ContactId":"c-1","InstanceARN":%q,"InitiationMethod":"API","Channel":"VOICE",
		"InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T11:00:00Z"}`, instance))
	wantHot(t, s, 3)
}

func TestNothingIsInMemoryUnlessAsked(t *testing.T) {
	s := openTest(t, Options{})
	appendContact(t, s, 1)
	answers, err := s.fromHot(t.Context(), []metric.Question{anyQuestion()})
	if s.hot != nil || answers != nil || err != nil {
		t.Errorf("columns %v, answer %v, %v; want none", s.hot, answers, err)
	}
}

func TestWhatTheColumnsCannotAnswerComesFromTheTablesOfTheSamePosition(t *testing.T) {
	s := openTest(t, Options{HotMemory: plenty})
	appendContact(t, s, 1)
	if err := s.loadHot(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantHot(t, s, 1)
	for what, change := range map[string]func(q *metric.Question){
		"another dimension":  func(q *metric.Question) { q.GroupBy = []metric.Dimension{metric.SystemEndpoint} },
		"another time field": func(q *metric.Question) { q.TimeField = metric.ByEnqueue },
		"a percentile of what is not kept": func(q *metric.Question) {
			q.Measures = []metric.Measure{metric.PercentileOf("p", 50, metric.ColAgentHoldS, metric.Predicate{})}
		},
	} {
		beyond := anyQuestion()
		change(&beyond)
		if hot, err := s.fromHot(t.Context(), []metric.Question{beyond}); hot != nil || err != nil {
			t.Errorf("%s alone: answered %v, %v from memory; want it left to the tables", what, hot, err)
		}
		questions := []metric.Question{anyQuestion(), beyond, {Edges: anyQuestion().Edges, TimeField: metric.ByInitiation}}
		want, err := s.fromTables(t.Context(), questions)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.fromHot(t.Context(), questions)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("%s: %v, answer (- tables, + both):\n%s", what, err, diff)
		}
	}
}

func TestOldDaysAreAskedOfTheTablesWhenMemoryIsShort(t *testing.T) {
	s := openTest(t, Options{HotMemory: 4000})
	for day := range 9 {
		appendRaw(t, s, fmt.Sprintf(`{"ContactId":"c-%d","InstanceARN":%q,"InitiationMethod":"API","Channel":"VOICE",
			"InitiationTimestamp":"2026-03-0%dT09:14:05Z","LastUpdateTimestamp":"2026-03-10T11:00:00Z"}`, day, instance, day+1))
	}
	if err := s.loadHot(t.Context()); err != nil {
		t.Fatal(err)
	}
	since, bounded := s.hot.State().Since()
	if !bounded {
		t.Fatal("all of nine days are in memory, though there is room for few")
	}
	q := anyQuestion()
	if hot, err := s.fromHot(t.Context(), []metric.Question{q}); hot != nil || err != nil {
		t.Errorf("the whole is answered from a part: %v, %v", hot, err)
	}
	all, err := s.Query(t.Context(), q)
	if err != nil || all[0][0].Values[0].Value != 9 {
		t.Errorf("all: %v, %v; want 9", all, err)
	}
	q.Edges[0] = since
	hot, err := s.fromHot(t.Context(), []metric.Question{q})
	if err != nil || hot == nil {
		t.Fatalf("newest days: %v, %v", hot, err)
	}
	tables, err := s.fromTables(t.Context(), []metric.Question{q})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tables, hot, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("newest days (- tables, + memory):\n%s", diff)
	}
}

// unseen is a contact record.
func unseen(number int) connect.Fact {
	return connect.Decode(fmt.Appendf(nil, `{"ContactId":"c-%d","InstanceARN":%q,"InitiationMethod":"INBOUND","Channel":"VOICE",
		"InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T10:00:00Z"}`, number, instance))
}

// appendUnseen appends a contact and does not wait.
func appendUnseen(t *testing.T, s *Store, number int) store.Receipt {
	t.Helper()
	batch := store.Batch{Source: "test", Received: time.Unix(1, 0), Facts: []connect.Fact{unseen(number)}}
	receipt, err := s.Append(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

// wantHot counts the contacts in memory, which must be those in the tables.
func wantHot(t *testing.T, s *Store, want int64) {
	t.Helper()
	hot, err := s.fromHot(t.Context(), []metric.Question{anyQuestion()})
	if err != nil || hot == nil {
		t.Fatalf("answer from memory: %v, %v", hot, err)
	}
	tables, err := s.fromTables(t.Context(), []metric.Question{anyQuestion()})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tables, hot, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("contacts (- tables, + memory):\n%s", diff)
	}
	var got int64
	for _, slice := range hot[0] {
		got += slice.Values[0].Value
	}
	if got != want {
		t.Errorf("%d contacts in memory, want %d", got, want)
	}
}
