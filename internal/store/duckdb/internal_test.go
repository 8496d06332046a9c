package duckdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

func openTest(t *testing.T, o Options) *Store {
	t.Helper()
	s, err := Open(t.TempDir(), o)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// AgentTimeRows are the rows of all tables of agents' time, with words for their numbers.
func AgentTimeRows(t *testing.T, s *Store) map[string][]string {
	t.Helper()
	tables := map[string][]string{}
	for _, table := range []string{
		"agent_statuses", "agent_handlings", "agent_stretches", "agent_sessions", "agent_gaps", "agent_days", "agent_states",
	} {
		rows, err := s.db.pool.QueryContext(t.Context(), "select * from "+table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		err = eachRow(rows, table, func(rows *sql.Rows) error {
			values, places := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				places[i] = &values[i]
			}
			if err := rows.Scan(places...); err != nil {
				return err
			}
			for i, value := range values {
				if word, is := value.(int32); is {
					values[i] = s.words.text(word)
				}
			}
			tables[table] = append(tables[table], fmt.Sprint(values...))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(tables[table])
	}
	return tables
}

// A table that is not what metric derives would give wrong figures silently: rows are appended by position.
func TestTableHasTheColumnsOfMetric(t *testing.T) {
	s := openTest(t, Options{})
	var got []string
	rows, err := s.db.pool.QueryContext(t.Context(),
		"select column_name from duckdb_columns() where table_name = 'contacts' order by column_index")
	if err != nil {
		t.Fatal(err)
	}
	err = eachRow(rows, "columns", func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		got = append(got, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"id", "contact_text", "initial_id", "seq", "content_hash", "customer_address", "instance"}
	for _, dimension := range metric.Dimensions() {
		if dimension != metric.Instance {
			want = append(want, string(dimension))
		}
	}
	for _, column := range metric.Columns() {
		want = append(want, column.Name())
	}
	want = append(want, "related_id")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("columns of contacts (- metric, + table):\n%s", diff)
	}
}

func TestDuckDBFetchesNothing(t *testing.T) {
	s := openTest(t, Options{})
	for _, setting := range []string{"autoinstall_known_extensions", "autoload_known_extensions"} {
		var on bool
		row := s.db.pool.QueryRowContext(t.Context(), "select current_setting($1)", setting)
		if err := row.Scan(&on); err != nil || on {
			t.Errorf("%s is %v, %v; want false", setting, on, err)
		}
	}
}

// The log is read at a start after a crash, about 1 s for 30 MB.
func TestLogOfDuckDBStaysShort(t *testing.T) {
	s := openTest(t, Options{})
	var limit string
	row := s.db.pool.QueryRowContext(t.Context(), "select current_setting('checkpoint_threshold')")
	if err := row.Scan(&limit); err != nil || limit != "30.5 MiB" {
		t.Errorf("log is emptied at %s, %v; want 30.5 MiB", limit, err)
	}
}

func TestProjectionComesBackAfterAFatalError(t *testing.T) {
	s := openTest(t, Options{Interval: time.Millisecond})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1) // capacity 1: Run ends without a reader
	go func() { done <- s.Run(ctx) }()
	defer func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	}()
	appendContact(t, s, 1)

	// What DuckDB does after a fatal error: it refuses everything.
	s.gate.Lock()
	err := s.db.close()
	s.gate.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Query(t.Context(), anyQuestion()); err != nil && !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("query of a broken projection: %v, want %v", err, store.ErrUnavailable)
	}
	appendContact(t, s, 2) // is durable, and waits until it is visible
	answers, err := s.Query(t.Context(), anyQuestion())
	if err != nil || len(answers[0]) != 1 || answers[0][0].Values[0].Value != 2 {
		t.Errorf("contacts afterwards: %v, %v; want 2", answers, err)
	}
	status, err := s.Status(t.Context())
	if err != nil || !status.Healthy {
		t.Errorf("status afterwards: %+v, %v; want healthy", status, err)
	}
}

func anyQuestion() metric.Question {
	return metric.Question{
		Measures:  []metric.Measure{metric.CountOf("contacts", metric.Predicate{})},
		TimeField: metric.ByInitiation, Edges: []int64{0, 4e12}, Scope: metric.Everything(),
	}
}

const instance = "arn:aws:connect:eu-west-2:111122223333:instance/aaaaaaaa-1111-4222-8333-444444444444"

func appendContact(t *testing.T, s *Store, number int) {
	t.Helper()
	appendRaw(t, s, fmt.Sprintf(`{"ContactId":"c-%d","InstanceARN":%q,"InitiationMethod":"INBOUND","Channel":"VOICE",
		"InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T10:00:00Z"}`, number, instance))
}

func appendRaw(t *testing.T, s *Store, raw string) {
	t.Helper()
	fact := connect.Decode([]byte(raw))
	if fact.Kind == connect.KindRejected {
		t.Fatalf("%s: %s", raw, fact.Reason)
	}
	receipt, err := s.Append(t.Context(), store.Batch{Source: "test", Received: time.Unix(1, 0), Facts: []connect.Fact{fact}})
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	if _, err := receipt.Wait(t.Context()); err != nil {
		t.Fatalf("wait: %v", err)
	}
}

func TestLiveSeedIsWhatIsStillOpen(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)
	s := openTest(t, Options{Now: func() time.Time { return now }})
	contactEvent := func(id, contact, at string) string {
		return fmt.Sprintf(`{"id":%q,"source":"aws.connect","detail-type":"Amazon Connect Contact Event","time":%q,
			"detail":{"eventType":"QUEUED","contactId":%q,"instanceArn":%q,"channel":"VOICE","initiationMethod":"INBOUND",
			"initiationTimestamp":%q}}`, id, at, contact, instance, at)
	}
	agentEvent := func(id, kind, at string) string {
		return fmt.Sprintf(`{"EventId":%q,"AgentARN":"%s/agent/a","InstanceARN":%q,"EventType":%q,"EventTimestamp":%q}`,
			id, instance, instance, kind, at)
	}
	appendRaw(t, s, contactEvent("e-open", "c-7", "2026-03-02T09:14:00Z"))
	appendRaw(t, s, contactEvent("e-recorded", "c-1", "2026-03-02T09:14:00Z"))
	appendRaw(t, s, contactEvent("e-old", "c-8", "2026-02-02T09:14:00Z"))
	appendContact(t, s, 1)
	appendRaw(t, s, agentEvent("a-newest", "LOGOUT", "2026-03-02T09:20:00.000Z"))
	appendRaw(t, s, agentEvent("a-older", "LOGOUT", "2026-03-02T09:10:00.000Z"))
	appendRaw(t, s, agentEvent("a-beat", "HEART_BEAT", "2026-03-02T09:22:00.000Z"))

	seed, err := s.LiveSeed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, fact := range seed.Facts {
		switch {
		case fact.ContactEvent != nil:
			got = append(got, fact.ContactEvent.EventID)
		case fact.Contact != nil:
			got = append(got, string(fact.Contact.ContactID))
		case fact.AgentEvent != nil:
			got = append(got, fact.AgentEvent.EventID)
		}
	}
	if diff := cmp.Diff([]string{"e-open", "c-1", "a-newest", "a-beat"}, got); diff != "" {
		t.Errorf("seed (- want, + got):\n%s", diff)
	}
}

func TestIdentityTellsUUIDsFromTexts(t *testing.T) {
	for text, want := range map[string]bool{
		"0a1b2c3d-1111-4222-8333-444444444444":  true,
		"0A1B2C3D-1111-4222-8333-444444444444":  false, // would come back in lower case
		"0a1b2c3d-1111-8222-8333-444444444444":  false, // the kind that digests are
		"0a1b2c3d111142228333444444444444":      false,
		"0a1b2c3d-1111-4222-8333-44444444444g":  false,
		"0a1b2c3d-1111-4222-8333-4444444444440": false,
		"":                                      false, "CALLBACK_CONTACTID": false,
	} {
		id, got := identity(text)
		if got != want {
			t.Errorf("identity(%q) is a UUID: %v, want %v", text, got, want)
		}
		if got && uuidText(id) != text {
			t.Errorf("identity(%q) is spelled %q", text, uuidText(id))
		}
		if !got && id[6]>>4 != digestVersion {
			t.Errorf("identity(%q) = %x is not marked as a digest", text, id)
		}
	}
}

func TestBucketsOfAYearNeedFewSteps(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, zone)
	edges, err := metric.Edges(from, from.AddDate(1, 0, 0), zone, metric.Day)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(runsOf(edges)); got != 5 {
		t.Errorf("%d runs, want 5: standard, the day of 23 h, summer, the day of 25 h, standard", got)
	}
}
