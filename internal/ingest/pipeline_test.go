package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const instance = "arn:aws:connect:ap-northeast-2:111122223333:instance/11111111-2222-3333-4444-555555555555"

// record is a contact record last updated at noon.
func record(id string) string { return recordAt(id, noon) }

func recordAt(id string, updated time.Time) string {
	return fmt.Sprintf(`{"AWSContactTraceRecordFormatVersion":"2017-03-10","ContactId":%q,"InstanceARN":%q,"Channel":"VOICE",`+
		`"InitiationMethod":"INBOUND","InitiationTimestamp":"2026-11-22T11:00:00Z","LastUpdateTimestamp":%q}`,
		id, instance, updated.Format(time.RFC3339))
}

// shelf is a store in memory.
type shelf struct {
	mu      sync.Mutex
	err     error
	batches []store.Batch
	onWrite func()
}

func (s *shelf) Append(_ context.Context, batch store.Batch) (store.Receipt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.onWrite != nil {
		s.onWrite()
	}
	if s.err != nil {
		return nil, s.err
	}
	s.batches = append(s.batches, batch)
	return receipt(store.Outcome{Read: int64(len(batch.Facts)), Stored: int64(len(batch.Facts))}), nil
}

type receipt store.Outcome

func (r receipt) Wait(context.Context) (store.Outcome, error) { return store.Outcome(r), nil }

// ids lists the contacts on the shelf in order, and "!" for each rejected fact.
func (s *shelf) ids() []string {
	var ids []string
	for _, batch := range s.batches {
		for _, fact := range batch.Facts {
			if fact.Contact != nil {
				ids = append(ids, string(fact.Contact.ContactID))
			} else {
				ids = append(ids, "!")
			}
		}
	}
	return ids
}

// audience is a hub that remembers what it was told.
type audience struct{ facts []connect.Fact }

func (a *audience) Publish(facts []connect.Fact) { a.facts = append(a.facts, facts...) }

func pipeline(s *shelf, hub Publisher) *Pipeline {
	return New(Options{Store: s, Hub: hub, Now: func() time.Time { return noon }, Workers: 4})
}

func TestOneBadRecordAmong500LeavesTheOthersStored(t *testing.T) {
	records := make([][]byte, 500)
	want := make([]string, 500)
	for i := range records {
		want[i] = fmt.Sprintf("contact-%03d", i)
		records[i] = []byte(record(want[i]))
	}
	records[250], want[250] = []byte(`{"ContactId":"x"`), "!"
	s := &shelf{}
	if err := pipeline(s, nil).Write(t.Context(), Batch{Source: "test", Records: records}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, s.ids()); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	bad := s.batches[0].Facts[250]
	if string(bad.Raw) != `{"ContactId":"x"` || bad.Reason == "" {
		t.Errorf("rejected record has bytes %q and reason %q", bad.Raw, bad.Reason)
	}
}

func TestOneBlobMayHoldSeveralRecordsOrNone(t *testing.T) {
	s := &shelf{}
	blobs := [][]byte{
		[]byte(record("a") + record("b")), nil, []byte(" \n"), []byte(record("c") + "\n"), []byte("[" + record("d") + "," + record("e") + "]"),
	}
	got, err := pipeline(s, nil).Append(t.Context(), Batch{Source: "test", Records: blobs})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "b", "c", "d", "e"}, s.ids()); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	if outcome, err := got.Wait(t.Context()); err != nil || outcome.Read != 5 {
		t.Errorf("outcome %+v, error %v; want 5 read", outcome, err)
	}
}

func TestBlankDeliveryIsDoneWithoutTheStore(t *testing.T) {
	s := &shelf{err: store.ErrUnavailable}
	got, err := pipeline(s, nil).Append(t.Context(), Batch{Source: "test", Records: [][]byte{nil, []byte("\n")}})
	if err != nil {
		t.Fatal(err)
	}
	if outcome, err := got.Wait(t.Context()); err != nil || outcome != (store.Outcome{}) {
		t.Errorf("outcome %+v, error %v; want nothing", outcome, err)
	}
}

func TestHubLearnsOnlyWhatIsDurable(t *testing.T) {
	hub := &audience{}
	s := &shelf{err: fmt.Errorf("disk: %w", store.ErrUnavailable)}
	s.onWrite = func() {
		if len(hub.facts) > 0 {
			t.Error("published before the store had it")
		}
	}
	p := pipeline(s, hub)
	batch := Batch{Source: "test", Records: [][]byte{[]byte(record("a"))}}
	if err := p.Write(t.Context(), batch); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("error %v, want %v", err, store.ErrUnavailable)
	}
	if len(hub.facts) != 0 {
		t.Error("published although the store failed")
	}
	s.err = nil
	if err := p.Write(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if len(hub.facts) != 1 || hub.facts[0].Contact.ContactID != "a" {
		t.Errorf("hub has %d facts, want contact a", len(hub.facts))
	}
}

func TestArrivalIsNowUnlessTheSourceKnowsBetter(t *testing.T) {
	s := &shelf{}
	p := pipeline(s, nil)
	earlier := noon.Add(-time.Hour)
	for _, received := range []time.Time{{}, earlier} {
		if err := p.Write(t.Context(), Batch{Source: "test", Received: received, Records: [][]byte{[]byte(record("a"))}}); err != nil {
			t.Fatal(err)
		}
	}
	if !s.batches[0].Received.Equal(noon) || !s.batches[1].Received.Equal(earlier) {
		t.Errorf("received %v and %v, want %v and %v", s.batches[0].Received, s.batches[1].Received, noon, earlier)
	}
}

func TestRecordFromTheFutureIsStoredWithAWarning(t *testing.T) {
	agentEvent := fmt.Sprintf(`{"AgentARN":"%[1]s/agent/a","AWSAccountId":"111122223333","CurrentAgentSnapshot":null,`+
		`"EventId":"e","EventTimestamp":"2026-11-24T12:00:00.000Z","EventType":"LOGIN","InstanceARN":%[1]q,`+
		`"PreviousAgentSnapshot":null,"Version":"2017-10-01"}`, instance)
	s := &shelf{}
	err := pipeline(s, nil).Write(t.Context(), Batch{Source: "test", Records: [][]byte{
		[]byte(recordAt("soon", noon.Add(connect.FutureAfter))), []byte(recordAt("future", noon.Add(connect.FutureAfter+time.Second))), []byte(agentEvent),
	}})
	if err != nil {
		t.Fatal(err)
	}
	var got [][]connect.Warning
	for _, fact := range s.batches[0].Facts {
		got = append(got, fact.Warnings)
	}
	want := [][]connect.Warning{
		nil,
		{{Field: "LastUpdateTimestamp", Reason: "more than 24 hours in the future"}},
		{{Field: "EventTimestamp", Reason: "more than 24 hours in the future"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

func TestOddRecordsNeverStopADelivery(t *testing.T) {
	attribute := strings.Repeat("x", 5<<20)
	for name, test := range map[string]struct {
		record string
		kept   bool // as a contact, not in quarantine
	}{
		"5 MB attribute":           {strings.Replace(record("a"), "{", `{"Attributes":{"k":"`+attribute+`"},`, 1), true},
		"number for a string":      {strings.Replace(record("a"), `"VOICE"`, "7", 1), true},
		"duplicate attribute":      {strings.Replace(record("a"), "{", `{"Attributes":{"k":"1","k":"2","K":"3"},`, 1), true},
		"duplicate key":            {strings.Replace(record("a"), "{", `{"Channel":"CHAT",`, 1), true},
		"duplicate identity":       {strings.Replace(record("a"), "{", `{"ContactId":"b",`, 1), false},
		"invalid UTF-8":            {strings.Replace(record("a"), "VOICE", "\xff\xfe", 1), false},
		"year 1":                   {strings.Replace(record("a"), "2026-11-22T12", "0001-01-01T12", 1), false},
		"year 9999":                {strings.Replace(record("a"), "2026-11-22T12", "9999-12-31T12", 1), false},
		"year 9999 somewhere":      {strings.Replace(record("a"), "{", `{"DisconnectTimestamp":"9999-12-31T23:59:59Z",`, 1), true},
		"no identity":              {`{"InstanceARN":"x"}`, false},
		"not JSON":                 {"hello", false},
		"deeply nested":            {strings.Repeat(`{"a":`, 100_000), false},
		"a number where an object": {`17`, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{}
			err := pipeline(s, nil).Write(t.Context(), Batch{Source: "test", Records: [][]byte{
				[]byte(record("before")), []byte(test.record), []byte(record("after")),
			}})
			if err != nil {
				t.Fatal(err)
			}
			ids := s.ids()
			if ids[0] != "before" || ids[len(ids)-1] != "after" {
				t.Errorf("stored %v: the neighbours are missing", ids)
			}
			want := "!"
			if test.kept {
				want = "a"
			}
			if len(ids) < 3 || ids[1] != want {
				t.Errorf("stored %v, want %s in the middle", ids, want)
			}
			for _, fact := range s.batches[0].Facts {
				if fact.Kind == connect.KindRejected && fact.Reason == "" {
					t.Error("rejected without a reason")
				}
			}
		})
	}
}

func TestDecoderThatPanicsPutsTheRecordInQuarantine(t *testing.T) {
	s := &shelf{}
	p := pipeline(s, nil)
	p.decode = func(v connect.Value) connect.Fact {
		if bytes.Contains(v.Bytes, []byte("poison")) {
			panic("poison")
		}
		return v.Fact()
	}
	records := [][]byte{[]byte(record("poison"))}
	for i := range 2 * parallelFrom { // so that it happens in a goroutine
		records = append(records, []byte(record(fmt.Sprint(i))))
	}
	if err := p.Write(t.Context(), Batch{Source: "test", Records: records}); err != nil {
		t.Fatal(err)
	}
	if ids := s.ids(); ids[0] != "!" || len(ids) != len(records) {
		t.Errorf("stored %d records, the first %q; want %d and !", len(ids), ids[0], len(records))
	}
	if got := s.batches[0].Facts[0].Raw; !bytes.Equal(got, records[0]) {
		t.Errorf("quarantined bytes %q, want the record", got)
	}
}

func TestLogHoldsNoCustomerData(t *testing.T) {
	var log bytes.Buffer
	p := New(Options{
		Store: &shelf{}, Now: func() time.Time { return noon }, Logger: slog.New(slog.NewTextHandler(&log, nil)),
	})
	bad := strings.Replace(record("secret-id"), "{", `{"CustomerEndpoint":{"Address":"+821012345678"},`, 1)
	err := p.Write(t.Context(), Batch{Source: "test", Records: [][]byte{
		[]byte(bad[:len(bad)-1]), []byte(recordAt("secret-id", noon.AddDate(1, 0, 0))),
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"821012345678", "secret-id"} {
		if strings.Contains(log.String(), word) {
			t.Errorf("log tells %q:\n%s", word, &log)
		}
	}
	if !strings.Contains(log.String(), "quarantined") || !strings.Contains(log.String(), "future") {
		t.Errorf("log does not tell of quarantine and future:\n%s", &log)
	}
}

func TestMemoryIsLentOnceAndComesBack(t *testing.T) {
	m := NewMemory(10)
	a, b := m.Loan(), m.Loan()
	if !a.Take(5) || !a.Take(3) || b.Take(3) || !b.Take(2) {
		t.Fatal("10 bytes are not lent as 5, 3 and 2")
	}
	a.Return()
	if !b.Take(8) {
		t.Error("what was returned is not lent again")
	}
	b.Return()
}
