package metrictest

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

//go:embed testdata/*.txtar
var files embed.FS

// Scenario is one txtar file: contacts.jsonl and agent_events.jsonl are delivered, query.json is asked, want.json must
// come out. The comment above the files says what is shown.
type Scenario struct {
	Name     string
	Contacts []connect.Fact // in order of delivery, re-deliveries included
	Events   []connect.Fact
	query    json.RawMessage
	want     json.RawMessage
}

// request is query.json: a table, or the panels when Panels is true.
type request struct {
	Panels    bool             `json:"panels"`
	Metrics   []string         `json:"metrics"`
	From      string           `json:"from"`
	To        string           `json:"to"`
	Zone      string           `json:"zone"`
	Every     metric.Every     `json:"every"`
	By        []string         `json:"by"`
	TimeField metric.TimeField `json:"time_field"`
	Compare   metric.Period    `json:"compare"`
	Top       *metric.Top      `json:"top"`
	Promised  metric.ByQueue   `json:"promised"`
	Within    [][2]time.Time   `json:"within"` // the only times that count
	Where     []struct {
		Dimension metric.Dimension `json:"dimension"`
		Values    []string         `json:"values"`
		Not       bool             `json:"not"`
	} `json:"where"`
}

// Scenarios reads all scenarios, in order of their names.
func Scenarios(t testing.TB) []Scenario {
	t.Helper()
	entries, err := files.ReadDir("testdata")
	if err != nil {
		t.Fatalf("list scenarios: %v", err)
	}
	var all []Scenario
	for _, entry := range entries {
		text, err := files.ReadFile(path.Join("testdata", entry.Name()))
		if err != nil {
			t.Fatalf("read scenario: %v", err)
		}
		scenario, err := parse(strings.TrimSuffix(entry.Name(), ".txtar"), text)
		if err != nil {
			t.Fatalf("scenario %s: %v", entry.Name(), err)
		}
		all = append(all, scenario)
	}
	return all
}

func parse(name string, text []byte) (Scenario, error) {
	s := Scenario{Name: name}
	for _, file := range txtar.Parse(text).Files {
		var err error
		switch file.Name {
		case "contacts.jsonl":
			s.Contacts, err = decode(file.Data, connect.KindContact)
		case "agent_events.jsonl":
			s.Events, err = decode(file.Data, connect.KindAgentEvent)
		case "query.json":
			s.query = file.Data
		case "want.json":
			s.want = file.Data
		default:
			err = fmt.Errorf("it has no place")
		}
		if err != nil {
			return Scenario{}, fmt.Errorf("file %s: %w", file.Name, err)
		}
	}
	return s, nil
}

func decode(lines []byte, kind connect.Kind) ([]connect.Fact, error) {
	var facts []connect.Fact
	for line := range bytes.Lines(lines) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		fact := connect.Decode(line)
		if fact.Kind != kind {
			return nil, fmt.Errorf("line %d: kind %d %s", len(facts)+1, fact.Kind, fact.Reason)
		}
		if len(fact.Warnings) > 0 {
			return nil, fmt.Errorf("line %d: %v", len(facts)+1, fact.Warnings)
		}
		facts = append(facts, fact)
	}
	return facts, nil
}

// Check asks the scenario's query, which must give what the scenario wants. The asker holds the scenario's facts.
func (s Scenario) Check(t *testing.T, asker metric.Asker) {
	t.Helper()
	got, err := s.ask(t.Context(), asker)
	if err != nil {
		t.Fatalf("scenario %s: %v", s.Name, err)
	}
	text, err := json.Marshal(got)
	if err != nil {
		t.Fatalf("scenario %s: %v", s.Name, err)
	}
	if diff := cmp.Diff(pretty(t, s.want), pretty(t, text)); diff != "" {
		t.Errorf("scenario %s (- want, + got):\n%s", s.Name, diff)
	}
}

// Metrics lists the metrics that the scenario asks for.
func (s Scenario) Metrics(t testing.TB) []string {
	t.Helper()
	var r request
	if err := json.Unmarshal(s.query, &r); err != nil {
		t.Fatalf("scenario %s: %v", s.Name, err)
	}
	return r.Metrics
}

func pretty(t *testing.T, text []byte) []string {
	t.Helper()
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	indented, err := json.MarshalIndent(value, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(indented), "\n")
}

func (s Scenario) ask(ctx context.Context, asker metric.Asker) (any, error) {
	var r request
	if err := json.Unmarshal(s.query, &r); err != nil {
		return nil, fmt.Errorf("read query.json: %w", err)
	}
	zone, err := metric.LoadZone(r.Zone)
	if err != nil {
		return nil, err
	}
	from, err := metric.ParseMoment(r.From, zone)
	if err != nil {
		return nil, err
	}
	to, err := metric.ParseMoment(r.To, zone)
	if err != nil {
		return nil, err
	}
	if r.Panels {
		return askPanels(ctx, asker, r, from, to, zone)
	}
	query := metric.Query{
		FollowCustomers: true,
		Metrics:         r.Metrics, From: from, To: to, Zone: zone, Every: r.Every, Where: r.filters(),
		TimeField: r.TimeField, Scope: metric.Everything(), Top: r.Top, Promised: r.Promised,
	}
	for _, window := range r.Within {
		query.Within = append(query.Within, metric.Window{From: window[0].UnixMilli(), To: window[1].UnixMilli()})
	}
	if r.Compare != "" {
		query.Compare = &metric.Comparison{Period: r.Compare}
	}
	for _, dimension := range r.By {
		query.By = append(query.By, metric.Dimension(dimension))
	}
	return metric.Run(ctx, asker, query)
}

func askPanels(ctx context.Context, asker metric.Asker, r request, from, to time.Time, zone *time.Location) (any, error) {
	q := metric.PanelsQuery{
		From: from, To: to, Zone: zone, TimeField: r.TimeField, Where: r.filters(), Scope: metric.Everything(),
	}
	questions, err := metric.PanelsQuestions(q)
	if err != nil {
		return nil, err
	}
	answers, err := asker.Query(ctx, questions...)
	if err != nil {
		return nil, err
	}
	return metric.AssemblePanels(q, questions, answers, nil)
}

func (r request) filters() []metric.Filter {
	var filters []metric.Filter
	for _, f := range r.Where {
		filters = append(filters, metric.Filter{Dimension: f.Dimension, Values: f.Values, Not: f.Not})
	}
	return filters
}
