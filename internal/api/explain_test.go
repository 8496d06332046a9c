package api

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// explainAll asks for every page of a figure's part.
func explainAll(t *testing.T, h http.Handler, request ExplainRequest) Explanation {
	t.Helper()
	var whole *Explanation
	for {
		body, err := json.Marshal(request)
		if err != nil {
			t.Fatal(err)
		}
		page := decode[Explanation](t, ask(h, "POST", "/api/v1/explain", string(body)))
		if whole == nil {
			whole = &page
		} else {
			whole.List.Contacts = append(whole.List.Contacts, page.List.Contacts...)
			whole.List.Agents = append(whole.List.Agents, page.List.Agents...)
			whole.List.Intervals = append(whole.List.Intervals, page.List.Intervals...)
		}
		if request.After = page.List.Next; request.After == "" {
			return *whole
		}
	}
}

// listSum is what a part's list amounts to, and whether its contacts are of the range.
func listSum(t *testing.T, e Explanation) metric.Int {
	t.Helper()
	part := e.Parts[e.List.Part]
	if part.Aggregate == "spent" {
		return connect.Some(spentSum(t, e))
	}
	seen := map[string]bool{}
	var sum metric.Int
	for _, contact := range e.List.Contacts {
		if contact.At.Before(e.From) || !contact.At.Before(e.To) || seen[contact.Contact.ContactID] {
			t.Errorf("%s at %v is not of the range, or is there twice", contact.Contact.ContactID, contact.At)
		}
		seen[contact.Contact.ContactID] = true
		if contact.Contribution != nil {
			sum = connect.Some(sum.Value + *contact.Contribution)
		}
	}
	listed := int64(len(e.List.Contacts) + len(e.List.Agents))
	switch part.Aggregate {
	case "count", "distinct", "online_agents", "seen_agents":
		if e.List.Total != listed {
			t.Errorf("%d listed of %d", listed, e.List.Total)
		}
		return connect.Some(listed)
	case "min", "max":
		if listed == 0 {
			return metric.Int{}
		}
		return connect.Some(*e.List.Contacts[0].Contribution)
	case "percentile":
		return placed(t, e)
	default:
		return sum
	}
}

// placed is the value that stands at a percentile's place.
func placed(t *testing.T, e Explanation) metric.Int {
	t.Helper()
	rank := e.List.Rank.value
	if rank == nil {
		return metric.Int{}
	}
	value := *e.Parts[0].Value
	counted := [3]int64{}
	for _, contact := range e.List.Contacts {
		switch {
		case *contact.Contribution < value:
			counted[0]++
		case *contact.Contribution == value:
			counted[1]++
		default:
			counted[2]++
		}
	}
	want := [3]int64{min(rank.Less, neighbours), min(rank.Equal, 45), min(rank.More, neighbours)}
	if rank.Place <= rank.Less || rank.Place > rank.Less+rank.Equal || rank.Of != rank.Less+rank.Equal+rank.More || counted != want {
		t.Errorf("place %+v with %v contacts below, at and above it, want %v", rank, counted, want)
	}
	if rank.Place*100 < int64(rank.Percent)*rank.Of || (rank.Place-1)*100 >= int64(rank.Percent)*rank.Of {
		t.Errorf("place %d of %d is not percentile %d", rank.Place, rank.Of, rank.Percent)
	}
	return connect.Some(value)
}

// combined makes a figure of its parts' lists.
func combined(e Explanation, values []metric.Int) *float64 {
	for combine, name := range combines {
		if name == e.Combine {
			return combine.Figure(values).Pointer()
		}
	}
	return nil
}

// TestEveryFigureIsWhatItsContactsAddUpTo, or intervals of agents, asks for every metric of the catalogue over random tables, and takes random cells
// of them apart.
func TestEveryFigureIsWhatItsContactsAddUpTo(t *testing.T) {
	store := madeUpStore()
	store.contacts = store.contacts[:300]
	h := site(t, store)
	random := rand.New(rand.NewPCG(12, 7))
	store.events = madeUpShifts(random)
	specs := []string{"service_level:seconds=10,compare=lte", "service_level:of=answered,abandons=out", "service_level:short=5", "sum_contacts_answered_in_x:seconds=5"}
	for _, m := range metric.Catalogue() {
		specs = append(specs, m.ID)
	}
	for i, spec := range specs {
		t.Run(fmt.Sprintf("%d %s", i, spec), func(t *testing.T) {
			query := randomTable(t, random, spec)
			body, err := json.Marshal(query)
			if err != nil {
				t.Fatal(err)
			}
			table := decode[QueryResult](t, ask(h, "POST", "/api/v1/query", string(body)))
			for _, row := range slices.Concat([][]any{table.Totals}, table.Rows[:min(2, len(table.Rows))]) {
				request, shown := cellOf(t, query, table, row)
				if request.From == "" {
					continue
				}
				checkCell(t, h, request, shown)
			}
		})
	}
}

func checkCell(t *testing.T, h http.Handler, request ExplainRequest, shown *float64) {
	t.Helper()
	if found, _ := metric.Find(request.Metric); found.Source != metric.OfContacts {
		request.Limit = 450 // there are thousands of intervals
	}
	var values []metric.Int
	var found Explanation
	for part := 0; part == 0 || part < len(found.Parts); part++ {
		request.Part = part
		found = explainAll(t, h, request)
		value := listSum(t, found)
		if got := number(value); !equal(got, found.Parts[part].Value) {
			t.Errorf("%+v: part %d %+v is made of %v", request, part, found.Parts[part], value)
		}
		values = append(values, value)
	}
	if shares := sharesOf(found); shares != nil {
		values = shares
	}
	if made := combined(found, values); !equal(made, found.Figure) || !equal(made, shown) {
		t.Errorf("%+v: figure %v, of contacts %v, in the table %v", request, text(found.Figure), text(made), text(shown))
	}
}

func text(f *float64) string {
	if f == nil {
		return "none"
	}
	return fmt.Sprint(*f)
}

func equal[N comparable](a, b *N) bool { return a == b || a != nil && b != nil && *a == *b }

// randomTable is a question that people might ask of the metric.
func randomTable(t *testing.T, random *rand.Rand, spec string) QueryRequest {
	t.Helper()
	found, err := metric.Find(spec)
	if err != nil {
		t.Fatal(err)
	}
	days := 1 + random.IntN(40)
	from := time.Date(2026, 10, 14+random.IntN(36-min(days, 30)), 0, 0, 0, 0, seoul) // when there are contacts
	q := QueryRequest{
		Metrics: []string{spec}, From: from.Format(time.RFC3339), To: from.AddDate(0, 0, days).Format(time.RFC3339), Zone: "Asia/Seoul",
		Every: []string{"1d", "1w", "total"}[random.IntN(3)], TimeField: string(metric.TimeFields()[random.IntN(4)]),
	}
	if random.IntN(2) == 0 {
		q.By = []string{string(found.Dimensions[random.IntN(len(found.Dimensions))])}
	}
	if days >= 7 && !slices.ContainsFunc(found.Measures, metric.Measure.ByAgentEvents) {
		q.Only = []string{"", "working_days", "working_hours"}[random.IntN(3)]
	}
	if found.Source == metric.OfAgentTime {
		if random.IntN(2) == 0 {
			q.Where = []QueryFilter{{Dimension: "agent", Values: []string{"agent1", "agent3"}, Not: random.IntN(2) == 0}}
		}
		return q
	}
	switch random.IntN(5) {
	case 0:
		q.Where = []QueryFilter{{Dimension: "queue", Values: []string{"Sales", ""}}}
	case 1:
		q.Where = []QueryFilter{{Dimension: "channel", Values: []string{"CHAT"}, Not: true}}
	case 2:
		q.Where = []QueryFilter{{Dimension: "instance", Values: []string{instance}}}
	}
	return q
}

// cellOf is the explanation to ask for of a row, and what the row shows.
func cellOf(t *testing.T, q QueryRequest, table QueryResult, row []any) (ExplainRequest, *float64) {
	t.Helper()
	request := ExplainRequest{
		Metric: q.Metrics[0], From: q.From, To: q.To, Zone: q.Zone, TimeField: q.TimeField, Where: q.Where, By: q.By, Only: q.Only, Limit: 45,
	}
	total := &row[0] == &table.Totals[0]
	for i, column := range table.Columns[:len(table.Columns)-1] {
		switch {
		case total:
		case column.Name == "day":
			start, err := metric.ParseMoment(row[i].(string), seoul)
			if err != nil {
				t.Fatal(err)
			}
			from, end := bucketOf(t, q, start)
			request.From, request.To = from.Format(time.RFC3339), end.Format(time.RFC3339)
		case len(q.By) == 1 && (column.Name == q.By[0]+"_arn" || !strings.HasSuffix(column.Name, "_arn") && !metric.Dimension(q.By[0]).HasARN() || column.Name == "instance"):
			key, _ := row[i].(string)
			request.Keys = []string{key}
		}
	}
	var shown *float64
	if value, is := row[len(row)-1].(float64); is {
		shown = &value
	}
	return request, shown
}

// bucketOf is the bucket that shows this day.
func bucketOf(t *testing.T, q QueryRequest, day time.Time) (from, to time.Time) {
	t.Helper()
	first, err1 := time.Parse(time.RFC3339, q.From)
	last, err2 := time.Parse(time.RFC3339, q.To)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	edges, err := metric.Edges(first, last, seoul, metric.Every(q.Every))
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(edges, day.UnixMilli())
	if at < 0 {
		t.Fatalf("%v is the start of no bucket", day)
	}
	return time.UnixMilli(edges[at]).In(seoul), time.UnixMilli(edges[at+1]).In(seoul)
}
