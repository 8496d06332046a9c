package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/metric/metrictest"
	"github.com/ringside/ringside/internal/store"
)

// Store is a store that can be closed and opened again.
type Store interface {
	store.Store
	store.Eraser
	Close() error
}

// Open opens the store that is kept under that folder (or a name made of it), anew or with what was put in before.
type Open func(t *testing.T, dir string) Store

// Run holds a store to its contract.
func Run(t *testing.T, open Open) {
	t.Run("AnswersScenarios", func(t *testing.T) { answersScenarios(t, open) })
	t.Run("CountsRandomDeliveriesOnce", func(t *testing.T) { countsOnce(t, open) })
	t.Run("KeepsEverythingWhenReopened", func(t *testing.T) { keepsWhenReopened(t, open) })
	t.Run("AnswersFromOneStateWhileAppending", func(t *testing.T) { oneState(t, open) })
	t.Run("TellsTheSpanOfItsContacts", func(t *testing.T) { tellsSpan(t, open) })
	t.Run("TellsHowFarItsInstancesAre", func(t *testing.T) { tellsInstances(t, open) })
	t.Run("TellsTheFirstAndTheLastOfASource", func(t *testing.T) { tellsFirst(t, open) })
	t.Run("ListsContactsInPages", func(t *testing.T) { listsPages(t, open) })
	t.Run("ReadsAllContacts", func(t *testing.T) { readsAll(t, open) })
	t.Run("ReadsWhatHasChangedSince", func(t *testing.T) { readsChanges(t, open) })
	t.Run("ReadsOneStateAndHoldsNobodyUp", func(t *testing.T) { readsOneState(t, open) })
	t.Run("EndsReadingWhenToldTo", func(t *testing.T) { endsReading(t, open) })
	t.Run("ShowsAContactAsItArrived", func(t *testing.T) { showsContact(t, open) })
	t.Run("ShowsTheVersionsOfAContact", func(t *testing.T) { showsVersions(t, open) })
	t.Run("MarksVersionsThatCameLate", func(t *testing.T) { marksLateVersions(t, open) })
	t.Run("FindsRelatedContacts", func(t *testing.T) { findsRelated(t, open) })
	t.Run("QuarantinesTheSameBytesOnce", func(t *testing.T) { quarantinesOnce(t, open) })
	t.Run("KeepsQuarantine", func(t *testing.T) { keepsQuarantine(t, open) })
	t.Run("ForgetsContacts", func(t *testing.T) { forgetsContacts(t, open) })
	t.Run("KeepsWhatIsYoung", func(t *testing.T) { keepsWhatIsYoung(t, open) })
	t.Run("AnswersTogetherWhatItAnswersAlone", func(t *testing.T) { answersTogether(t, open) })
	t.Run("AddsUpOnlineTime", func(t *testing.T) { addsUpOnline(t, open) })
	t.Run("ListsAgentIntervals", func(t *testing.T) { listsIntervals(t, open) })
	t.Run("ReadsAgentIntervalsOfOneState", func(t *testing.T) { readsOneStateOfIntervals(t, open) })
	t.Run("ListsAttributes", func(t *testing.T) { listsAttributes(t, open) })
	t.Run("KeepsThousandsOfAttributesApart", func(t *testing.T) { manyAttributes(t, open) })
	t.Run("ShowsNothingWithoutScope", func(t *testing.T) { needsScope(t, open) })
	t.Run("HidesContactsOutsideOfScope", func(t *testing.T) { hidesContacts(t, open) })
	t.Run("RefusesWhatCannotBeAnswered", func(t *testing.T) { refuses(t, open) })
}

func opened(t *testing.T, open Open) Store {
	t.Helper()
	s := open(t, t.TempDir())
	t.Cleanup(func() { closed(t, s) })
	return s
}

func closed(t *testing.T, s Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}

// deliver appends facts and waits until they are visible.
func deliver(t *testing.T, s store.Store, facts ...connect.Fact) store.Outcome {
	t.Helper()
	receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Received: epoch, Facts: facts})
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	outcome, err := receipt.Wait(t.Context())
	if err != nil {
		t.Fatalf("wait: %v", err)
	}
	return outcome
}

func answersScenarios(t *testing.T, open Open) {
	for _, scenario := range metrictest.Scenarios(t) {
		t.Run(scenario.Name, func(t *testing.T) {
			s := opened(t, open)
			deliver(t, s, scenario.Contacts...)
			deliver(t, s, scenario.Events...)
			scenario.Check(t, s)
		})
	}
}

// deliveries are all versions and events of a world, some of them several times, in any order.
func (w world) deliveries(t *testing.T) []connect.Fact {
	var facts []connect.Fact
	for i := range 20 + w.r.IntN(60) {
		facts = append(facts, w.contactVersions(t, i)...)
	}
	for i := range w.r.IntN(80) {
		facts = append(facts, w.agentEvent(t, i), w.contactEvent(t, i))
	}
	for i := range 4 {
		facts = append(facts, connect.Decode(fmt.Appendf(nil, `{"ContactId":"lacks the rest %d"}`, i%3)))
	}
	for range len(facts) / 3 {
		facts = append(facts, facts[w.r.IntN(len(facts))])
	}
	w.r.Shuffle(len(facts), func(i, k int) { facts[i], facts[k] = facts[k], facts[i] })
	return facts
}

// deliverInParts appends facts in batches of any size and returns the sum of what became of them.
func (w world) deliverInParts(t *testing.T, s store.Store, facts []connect.Fact) store.Outcome {
	var receipts []store.Receipt
	var sum store.Outcome
	for rest := facts; len(rest) > 0; {
		n := 1 + w.r.IntN(len(rest))
		receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Received: epoch, Facts: rest[:n]})
		if err != nil {
			t.Fatalf("append: %v", err)
		}
		receipts, rest = append(receipts, receipt), rest[n:]
	}
	for _, receipt := range receipts {
		outcome, err := receipt.Wait(t.Context())
		if err != nil {
			t.Fatalf("wait: %v", err)
		}
		sum = sum.Add(outcome)
	}
	return sum
}

func countsOnce(t *testing.T, open Open) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			w := world{rand.New(rand.NewPCG(seed, 1))}
			s := opened(t, open)
			facts := w.deliveries(t)
			sum := w.deliverInParts(t, s, facts)
			if diff := cmp.Diff(count(facts).total, fold(sum)); diff != "" {
				t.Errorf("outcome (- recount, + store):\n%s", diff)
			}
			w.compare(t, s, facts)
			status, err := s.Status(t.Context())
			if want := count(facts).ties(); err != nil || status.TiesByHash != want {
				t.Errorf("%d ties decided by hash, %v; want %d", status.TiesByHash, err, want)
			}
		})
	}
}

// compare asks many questions and compares the answers with the reference.
func (w world) compare(t *testing.T, s store.Store, facts []connect.Fact) {
	t.Helper()
	reference := metrictest.NewReference(facts...)
	for i := range 80 {
		q := w.question()
		if i%4 == 0 {
			q = w.spentQuestion()
		}
		if !equal(t, s, reference, q) {
			return
		}
	}
}

// equal asks the store and the reference.
func equal(t *testing.T, s store.Store, reference metrictest.Reference, q metric.Question) bool {
	t.Helper()
	want, err := reference.Query(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Query(t.Context(), q)
	if err != nil {
		t.Fatalf("query %+v: %v", q, err)
	}
	diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.SortSlices(beforeSlice))
	if diff != "" {
		t.Errorf("question %+v (- reference, + store):\n%s", q, diff)
	}
	return diff == ""
}

func beforeSlice(a, b metric.Slice) bool {
	if a.Bucket != b.Bucket {
		return a.Bucket < b.Bucket
	}
	return slices.Compare(a.Keys, b.Keys) < 0
}

func keepsWhenReopened(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(7, 1))}
	dir := t.TempDir()
	facts := w.deliveries(t)
	half := len(facts) / 2
	s := open(t, dir)
	first := w.deliverInParts(t, s, facts[:half])
	closed(t, s)

	s = open(t, dir)
	defer closed(t, s)
	sum := first.Add(w.deliverInParts(t, s, facts[half:]))
	if diff := cmp.Diff(count(facts).total, fold(sum)); diff != "" {
		t.Errorf("outcome (- recount, + store):\n%s", diff)
	}
	w.compare(t, s, facts)
	status, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var kept store.Outcome
	for _, source := range status.Sources {
		kept = kept.Add(source.Outcome)
	}
	if diff := cmp.Diff(sum, kept); diff != "" {
		t.Errorf("outcomes in the status (- told to senders, + status):\n%s", diff)
	}
	if want := int64(len(count(facts).contacts)); status.Contacts != want {
		t.Errorf("status has %d contacts, want %d", status.Contacts, want)
	}
}

// oneState appends pairs of contacts, one in each of two queues: no answer may show one without the other.
func oneState(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(8, 1))}
	s := opened(t, open)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1) // capacity 1: the writer ends without a reader
	go func() {
		defer stop()
		for i := range 60 {
			pair := []connect.Fact{w.contact(t, 4*i, 0, epoch, epoch), w.contact(t, 4*i+2, 0, epoch, epoch)}
			receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Received: epoch, Facts: pair})
			if err == nil {
				_, err = receipt.Wait(t.Context())
			}
			if err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	q := metric.Question{
		Measures:  []metric.Measure{metric.CountOf("contacts", metric.Predicate{})},
		TimeField: metric.ByInitiation, Scope: metric.Everything(),
		Edges: []int64{epoch.UnixMilli(), epoch.UnixMilli() + 1},
	}
	grouped := q
	grouped.GroupBy = []metric.Dimension{metric.Channel}
	var last int64
	for ctx.Err() == nil {
		answers, err := s.Query(t.Context(), q, grouped)
		if err != nil {
			t.Fatalf("query: %v", err)
		}
		total, parts := sum(answers[0]), sum(answers[1])
		if total != parts || total%2 != 0 || total < last {
			t.Fatalf("total %d, sum of parts %d, total before %d: want equal, even and not less", total, parts, last)
		}
		last = total
	}
	if err := <-done; err != nil {
		t.Fatalf("append: %v", err)
	}
}

func sum(answer []metric.Slice) int64 {
	var n int64
	for _, slice := range answer {
		n += slice.Values[0].Value
	}
	return n
}

func needsScope(t *testing.T, open Open) {
	w := world{rand.New(rand.NewPCG(9, 1))}
	s := opened(t, open)
	fact := w.contact(t, 1, 0, epoch, epoch)
	deliver(t, s, fact)
	q := metric.Question{
		Measures:  []metric.Measure{metric.CountOf("contacts", metric.Predicate{})},
		TimeField: metric.ByInitiation, Edges: []int64{epoch.UnixMilli(), epoch.UnixMilli() + 1},
	}
	answers, err := s.Query(t.Context(), q)
	if err != nil || sum(answers[0]) != 0 {
		t.Errorf("query without scope: %v, %v; want nothing", answers, err)
	}
	page, err := s.Contacts(t.Context(), store.ContactQuery{
		TimeField: metric.ByInitiation, From: epoch, To: epoch.Add(time.Hour), Limit: 10,
	})
	if err != nil || len(page.Rows) != 0 || page.Total != 0 {
		t.Errorf("contacts without scope: %+v, %v; want none", page, err)
	}
	everything := everyContact()
	everything.Scope = metric.Scope{}
	if said, read := allContacts(t, s, everything); said.Contacts != 0 || len(read) != 0 {
		t.Errorf("%d of %d contacts read without scope; want none", len(read), said.Contacts)
	}
	deliver(t, s, w.agentEvent(t, 1))
	intervals, err := s.AgentIntervals(t.Context(), store.AgentIntervalQuery{From: epoch, To: epoch.AddDate(0, 0, days), Limit: 10})
	if err != nil || len(intervals.Rows) != 0 || intervals.Total != 0 {
		t.Errorf("agent intervals without scope: %+v, %v; want none", intervals, err)
	}
	_, err = s.Contact(t.Context(), store.ContactRef{ContactID: fact.Contact.ContactID})
	wantError(t, "contact without scope", err, store.ErrNotFound)
	_, err = s.ContactVersions(t.Context(), store.VersionQuery{ContactRef: store.ContactRef{ContactID: fact.Contact.ContactID}, Limit: 1})
	wantError(t, "versions without scope", err, store.ErrNotFound)
	_, err = s.RelatedContacts(t.Context(), store.RelatedQuery{ContactRef: store.ContactRef{ContactID: fact.Contact.ContactID}, Limit: 1})
	wantError(t, "related contacts without scope", err, store.ErrNotFound)
	for i, want := range map[int]error{0: store.ErrNotFound, 1: nil} {
		scope := metric.Everything().Within([]string{instanceARN(i)})
		_, err = s.Contact(t.Context(), store.ContactRef{ContactID: fact.Contact.ContactID, Scope: scope})
		if !errors.Is(err, want) {
			t.Errorf("a contact of instance 1 for who sees instance %d: %v, want %v", i, err, want)
		}
	}
}

func refuses(t *testing.T, open Open) {
	s := opened(t, open)
	_, err := s.Query(t.Context(), metric.Question{
		Measures:  []metric.Measure{{Name: "online", Aggregate: metric.OnlineAgents}},
		TimeField: metric.ByInitiation, Edges: []int64{0, 1}, GroupBy: []metric.Dimension{metric.Queue},
		Scope: metric.Everything(),
	})
	wantError(t, "agents online by queue", err, metric.ErrQuestion)
	for what, q := range map[string]store.AgentIntervalQuery{
		"intervals by disconnect reason": {Where: []metric.Filter{{Dimension: metric.DisconnectReason}}},
		"intervals of no kind":           {Kinds: []store.IntervalKind{"nap"}},
	} {
		_, err = s.AgentIntervals(t.Context(), q)
		wantError(t, what, err, metric.ErrQuestion)
	}
	_, err = s.AgentIntervals(t.Context(), store.AgentIntervalQuery{
		Scope: metric.Everything(), From: epoch, To: epoch.Add(time.Hour), After: "nowhere",
	})
	wantError(t, "page of intervals that is no page", err, store.ErrCursor)
	_, err = s.Quarantine().Show(t.Context(), 1)
	wantError(t, "quarantined record that is not there", err, store.ErrNotFound)
	if strings.Contains(fmt.Sprint(err), "sql") {
		t.Errorf("error tells how it is stored: %v", err)
	}
}
