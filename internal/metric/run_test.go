package metric_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// askerFunc makes an asker of a function.
type askerFunc func(questions ...metric.Question) ([][]metric.Slice, error)

func (f askerFunc) Query(_ context.Context, questions ...metric.Question) ([][]metric.Slice, error) {
	return f(questions...)
}

// asker answers from contacts by the reference.
func asker(contacts []connect.Contact) metric.Asker {
	var facts metric.Facts
	for i := range contacts {
		facts.Rows = append(facts.Rows, metric.Derive(&contacts[i]))
	}
	return askerFunc(func(questions ...metric.Question) ([][]metric.Slice, error) {
		var answers [][]metric.Slice
		for _, q := range questions {
			answers = append(answers, metric.Evaluate(facts, q))
		}
		return answers, nil
	})
}

func november(day int) time.Time { return time.Date(2026, 11, day, 0, 0, 0, 0, time.UTC) }

func dayQuery(metrics ...string) metric.Query {
	return metric.Query{Metrics: metrics, From: november(1), To: november(3), Zone: time.UTC, Scope: metric.Everything(), FollowCustomers: true}
}

func TestRunGivesARowToEveryBucketWithoutContacts(t *testing.T) {
	q := dayQuery("contacts_handled", "avg_handle_time")
	q.Every = metric.Day
	got, err := metric.Run(t.Context(), asker(nil), q)
	if err != nil {
		t.Fatal(err)
	}
	want := metric.Table{
		Columns: []metric.TableColumn{
			{Name: "day", Kind: metric.DimensionColumn},
			{Name: "contacts_handled", Kind: metric.MetricColumn, Unit: metric.UnitCount},
			{Name: "avg_handle_time", Kind: metric.MetricColumn, Unit: metric.UnitSeconds},
		},
		Rows:   [][]any{{"2026-11-01", int64(0), nil}, {"2026-11-02", int64(0), nil}},
		Totals: []any{nil, int64(0), nil},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Long tables are written by several processors.
func TestALongTableHasEveryRowInItsPlace(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	q := dayQuery("contacts_handled")
	q.Every, q.Zone, q.From, q.To = metric.Quarter, zone, time.Date(2025, 1, 1, 0, 0, 0, 0, zone), time.Date(2026, 1, 1, 0, 0, 0, 0, zone)
	numbered := askerFunc(func(questions ...metric.Question) ([][]metric.Slice, error) {
		answers := make([][]metric.Slice, len(questions))
		for bucket := range len(questions[0].Edges) - 1 {
			answers[0] = append(answers[0], metric.Slice{Bucket: bucket, Values: []metric.Int{connect.Some(int64(bucket))}})
		}
		return answers, nil
	})
	table, err := metric.Run(t.Context(), numbered, q)
	if err != nil || len(table.Rows) != 365*96 {
		t.Fatalf("%d rows, %v", len(table.Rows), err)
	}
	for i, row := range table.Rows {
		at := q.From.Add(time.Duration(i) * 15 * time.Minute)
		if want := []any{at.Format(time.RFC3339), int64(i)}; !slices.Equal(row, want) {
			t.Fatalf("row %d is %v, want %v", i, row, want)
		}
	}
}

func TestRunShowsNothingToAScopeThatSeesNothing(t *testing.T) {
	contacts := []connect.Contact{{ContactID: "a", Initiation: connect.MillisOf(november(1)), LastUpdate: 1}}
	q := dayQuery("number_of_calls")
	q.TimeField = metric.ByInitiation
	for _, c := range []struct {
		scope metric.Scope
		want  []any
	}{{metric.Scope{}, []any{int64(0)}}, {metric.Everything(), []any{int64(1)}}} {
		q.Scope = c.scope
		got, err := metric.Run(t.Context(), asker(contacts), q)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got.Totals); diff != "" {
			t.Error(diff)
		}
	}
}

func TestRunAsksEachMeasureOnce(t *testing.T) {
	var asked []string
	spy := askerFunc(func(questions ...metric.Question) ([][]metric.Slice, error) {
		for _, measure := range questions[0].Measures {
			asked = append(asked, measure.Name)
		}
		return make([][]metric.Slice, len(questions)), nil
	})
	if _, err := metric.Run(t.Context(), spy, dayQuery("abandonment_rate", "service_level", "contacts_queued", "contacts_abandoned")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"abandoned", "queued", "removed_from_queue_lt_20"}, asked); diff != "" {
		t.Error(diff)
	}
}

func TestRunNamesWhatHasNoNameByItsID(t *testing.T) {
	own := "arn:aws:connect:eu-west-2:111122223333:instance/i/queue/agent/a1"
	contacts := []connect.Contact{
		{ContactID: "a", Initiation: connect.MillisOf(november(1)), LastUpdate: 1, Queue: connect.ContactQueue{ARN: own}},
		{ContactID: "b", Initiation: connect.MillisOf(november(1)), LastUpdate: 1},
	}
	q := dayQuery("number_of_calls")
	q.By, q.TimeField = []metric.Dimension{metric.Queue}, metric.ByInitiation
	got, err := metric.Run(t.Context(), asker(contacts), q)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]any{{nil, nil, int64(1)}, {"agent/a1", own, int64(1)}}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Error(diff)
	}
}

func TestRunRefusesWhatCannotBeAsked(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*metric.Query)
		want   error
	}{
		{"no metric", func(q *metric.Query) { q.Metrics = nil }, metric.ErrUnknownMetric},
		{"unknown metric", func(q *metric.Query) { q.Metrics = []string{"nonsense"} }, metric.ErrUnknownMetric},
		{"empty range", func(q *metric.Query) { q.To = q.From }, metric.ErrRange},
		{"unknown length", func(q *metric.Query) { q.Every = "2h" }, metric.ErrRange},
		{"unknown time field", func(q *metric.Query) { q.TimeField = "arrival" }, metric.ErrQuestion},
		{"unknown time field of a metric with its own", func(q *metric.Query) {
			q.Metrics, q.TimeField = []string{"contacts_queued_by_enqueue"}, "arrival"
		}, metric.ErrQuestion},
		{"unknown dimension", func(q *metric.Query) { q.By = []metric.Dimension{"colour"} }, metric.ErrQuestion},
		{"unknown dimension in a filter", func(q *metric.Query) { q.Where = []metric.Filter{{Dimension: "colour"}} }, metric.ErrQuestion},
		{"a dimension twice", func(q *metric.Query) { q.By = []metric.Dimension{metric.Queue, metric.Queue} }, metric.ErrQuestion},
		{"a metric twice", func(q *metric.Query) {
			q.Metrics = []string{"contacts_handled", "avg_handle_time", "contacts_handled"}
		}, metric.ErrQuestion},
		{"too many dimensions", func(q *metric.Query) { q.By = metric.Dimensions()[:4] }, metric.ErrQuestion},
	} {
		q := dayQuery("contacts_handled")
		c.change(&q)
		if _, err := metric.Run(t.Context(), asker(nil), q); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		}
	}
}

func TestRunSaysWhatToAskInstead(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*metric.Query)
		want   string
	}{
		{"rate by agent", func(q *metric.Query) {
			q.Metrics, q.By = []string{"contacts_handled", "abandonment_rate"}, []metric.Dimension{metric.Agent}
		}, "abandonment_rate means nothing by agent: a contact that nobody answered has none, so each would seem to have answered everything; " +
			"ask for contacts_handled there, or group by queue or channel"},
		{"service level by routing profile", func(q *metric.Query) {
			q.Metrics, q.By = []string{"service_level:seconds=30"}, []metric.Dimension{metric.Channel, metric.RoutingProfile}
		}, "service_level means nothing by routing_profile: "},
		{"queued by hierarchy", func(q *metric.Query) {
			q.Metrics, q.By = []string{"contacts_queued"}, []metric.Dimension{metric.HierarchyLevel3}
		}, "contacts_queued means nothing by hierarchy_level_3: "},
		{"number of agents by agent", func(q *metric.Query) {
			q.Metrics, q.By = []string{"number_of_agents"}, []metric.Dimension{metric.Agent}
		}, "it is 1 for each; ask for contacts_handled"},
		{"misspelt dimension", func(q *metric.Query) { q.By = []metric.Dimension{"queues"} }, `"queues"; did you mean queue?`},
		{"unknown dimension", func(q *metric.Query) { q.By = []metric.Dimension{"colour"} }, `"colour"; there are queue, agent, `},
		{"misspelt filter", func(q *metric.Query) { q.Where = []metric.Filter{{Dimension: "routing profile"}} }, "did you mean routing_profile?"},
		{"misspelt time field", func(q *metric.Query) { q.TimeField = "disconnected" }, `"disconnected"; did you mean disconnect?`},
		{"reversed", func(q *metric.Query) { q.From, q.To = q.To, q.From }, "ask for them the other way round"},
		{"empty", func(q *metric.Query) { q.To = q.From }, "a single day ends with the next date"},
		{"quarters of many years", func(q *metric.Query) {
			q.Every, q.From = metric.Quarter, q.To.AddDate(-4, 0, 0)
		}, "has more than 106000 buckets of 15m; ask for 30m or a shorter range"},
		{"no metric", func(q *metric.Query) { q.Metrics = nil }, "such as contacts_handled"},
		{"a metric twice", func(q *metric.Query) { q.Metrics = append(q.Metrics, q.Metrics...) }, "contacts_handled is asked for twice"},
	} {
		q := dayQuery("contacts_handled")
		c.change(&q)
		_, err := metric.Run(t.Context(), asker(nil), q)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}

func TestRunGroupsEveryMetricByWhatItAllows(t *testing.T) {
	for _, m := range metric.Catalogue() {
		for _, dimension := range metric.Dimensions() {
			q := dayQuery(m.ID)
			q.By = []metric.Dimension{dimension}
			_, err := metric.Run(t.Context(), asker(nil), q)
			if allowed := slices.Contains(m.Dimensions, dimension); allowed != (err == nil) {
				t.Errorf("%s by %s: allowed %v, error %v", m.ID, dimension, allowed, err)
			}
		}
	}
}

func TestRunCountsAMetricByItsOwnMoment(t *testing.T) {
	contacts := []connect.Contact{{
		ContactID: "a", Initiation: connect.MillisOf(november(1)), Disconnect: connect.MillisOf(november(5)), LastUpdate: 1,
		Queue: connect.ContactQueue{Enqueue: connect.MillisOf(november(2))},
	}}
	for _, field := range []metric.TimeField{"", metric.ByInitiation, metric.ByDisconnect, metric.ByEnqueue} {
		q := dayQuery("contacts_queued_by_enqueue")
		q.TimeField = field
		got, err := metric.Run(t.Context(), asker(contacts), q)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]any{int64(1)}, got.Totals); diff != "" {
			t.Errorf("time field %q: %s", field, diff)
		}
	}
}

func TestRunDoesNotTrustAnAnswerToAnotherQuestion(t *testing.T) {
	for name, answer := range map[string][][]metric.Slice{
		"one answer":            {nil},
		"a bucket too far":      {{{Bucket: 7, Values: []metric.Int{{}}, Keys: []string{""}, Names: []string{""}}}, nil},
		"too few keys":          {{{Values: []metric.Int{{}}}}, nil},
		"too many values":       {{{Values: []metric.Int{{}, {}}, Keys: []string{""}, Names: []string{""}}}, nil},
		"two rows of the total": {nil, {{Values: []metric.Int{{}}}, {Values: []metric.Int{{}}}}},
	} {
		q := dayQuery("contacts_handled")
		q.By = []metric.Dimension{metric.Channel}
		liar := askerFunc(func(...metric.Question) ([][]metric.Slice, error) { return answer, nil })
		if table, err := metric.Run(t.Context(), liar, q); err == nil {
			t.Errorf("%s: made the table %v", name, table)
		}
	}
}

func TestCustomersAreFollowedOnlyWhereThatIsAllowed(t *testing.T) {
	for _, id := range []string{"repeat_contacts", "repeat_contact_rate:days=30", "first_contact_resolution"} {
		q := dayQuery(id)
		q.FollowCustomers = false
		if _, err := metric.Run(t.Context(), asker(nil), q); !errors.Is(err, metric.ErrQuestion) || !strings.Contains(err.Error(), "follow-customers") {
			t.Errorf("%s: %v; want that it is off", id, err)
		}
	}
}
