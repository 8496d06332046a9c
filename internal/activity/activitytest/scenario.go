package activitytest

import (
	"embed"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

//go:embed testdata/*.txtar
var files embed.FS

// Scenario is one txtar file. Its comment says what is shown, and by which page of Amazon's. Of the files, events is a
// script; ask is one line such as
//
//	from 2026-03-02T05:00 to 2026-03-02T06:30 zone UTC every 30m
//
// and the others are the answers: intervals.statuses, intervals.contacts, intervals.stretches, sessions, gaps, and any
// number of tables, whose first line names their columns (see table.go). Moments are UTC.
type Scenario struct {
	Name      string
	Facts     []connect.Fact // in order of delivery, re-deliveries included
	Timelines []activity.Timeline

	day     string
	edges   []int64
	zone    *time.Location
	records map[connect.ContactID]*connect.Contact
	want    []txtar.File
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
		s, err := parse(strings.TrimSuffix(entry.Name(), ".txtar"), text)
		if err != nil {
			t.Fatalf("scenario %s: %v", entry.Name(), err)
		}
		all = append(all, s)
	}
	return all
}

func parse(name string, text []byte) (Scenario, error) {
	s := Scenario{Name: name, zone: time.UTC}
	var told *script
	var to time.Time
	var err error
	for _, file := range txtar.Parse(text).Files {
		switch file.Name {
		case "events":
			told, err = parseScript(string(file.Data))
		case "ask":
			to, err = s.ask(strings.Fields(string(file.Data)))
		default:
			s.want = append(s.want, file)
		}
		if err != nil {
			return s, fmt.Errorf("file %s: %w", file.Name, err)
		}
	}
	if told == nil || len(s.want) == 0 {
		return s, fmt.Errorf("no events, or nothing wanted")
	}
	until, err := told.until(to)
	if err != nil {
		return s, err
	}
	s.Facts, s.records, s.day = told.facts, told.records, told.day
	s.derive(until)
	return s, nil
}

// derive goes through each agent's events, and cuts off what still goes on.
func (s *Scenario) derive(until connect.Millis) {
	var events []*connect.AgentEvent
	for _, fact := range s.Facts {
		events = append(events, fact.AgentEvent)
	}
	agents := activity.ByAgent(events)
	for _, agent := range slices.Sorted(maps.Keys(agents)) {
		timeline, state := activity.Derive(activity.State{}, agents[agent])
		timeline.Append(state.Open(until))
		s.Timelines = append(s.Timelines, timeline)
	}
}

func (s *Scenario) ask(words []string) (to time.Time, err error) {
	said := map[string]string{}
	for i := 0; i+1 < len(words); i += 2 {
		said[words[i]] = words[i+1]
	}
	if s.zone, err = metric.LoadZone(said["zone"]); err != nil {
		return to, err
	}
	from, err := time.ParseInLocation("2006-01-02T15:04", said["from"], s.zone)
	if err != nil {
		return to, fmt.Errorf("from: %w", err)
	}
	if to, err = time.ParseInLocation("2006-01-02T15:04", said["to"], s.zone); err != nil {
		return to, fmt.Errorf("to: %w", err)
	}
	s.edges, err = metric.Edges(from, to, s.zone, metric.Every(said["every"]))
	return to, err
}

// Check compares every answer with what is wanted.
func (s *Scenario) Check(t *testing.T) {
	t.Helper()
	for _, file := range s.want {
		got, err := s.answer(file)
		if err != nil {
			t.Fatalf("scenario %s, %s: %v", s.Name, file.Name, err)
		}
		if diff := cmp.Diff(lines(string(file.Data)), got); diff != "" {
			t.Errorf("scenario %s, %s (- want, + got):\n%s", s.Name, file.Name, diff)
		}
	}
}

// lines are a text's lines with single blanks, without comments.
func lines(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		if words := strings.Fields(line); len(words) > 0 {
			all = append(all, strings.Join(words, " "))
		}
	}
	return all
}

func (s *Scenario) answer(file txtar.File) ([]string, error) {
	var got []string
	for _, timeline := range s.Timelines {
		switch file.Name {
		case "intervals.statuses":
			for _, row := range timeline.Statuses {
				got = append(got, s.line(row.Start, row.End, row.Open, or(row.Name, "(logged-out)"), flag(row.Gap, "gap")))
			}
		case "intervals.contacts":
			for _, row := range timeline.Contacts {
				next := or(row.Next, "gone")
				if row.Open {
					next = ""
				}
				got = append(got, s.line(row.Start, row.End, row.Open, string(row.ContactID), row.State, next, flag(row.Gap, "gap")))
			}
		case "intervals.stretches":
			for _, row := range timeline.Stretches {
				got = append(got, s.line(row.Start, row.End, row.Open, or(string(row.Class), "unknown"), flag(row.Error, "error")))
			}
		case "sessions":
			for _, row := range activity.ReportSessions(timeline.Sessions, connect.Millis(s.edges[0]), connect.Millis(s.edges[len(s.edges)-1])) {
				got = append(got, s.session(row))
			}
		case "gaps":
			for _, row := range timeline.Gaps {
				got = append(got, s.line(row.Start, row.End, false))
			}
		}
	}
	if slices.Contains([]string{"intervals.statuses", "intervals.contacts", "intervals.stretches", "sessions", "gaps"}, file.Name) {
		return got, nil
	}
	return s.table(lines(string(file.Data))[0])
}

func (s *Scenario) line(start, end connect.Millis, open bool, words ...string) string {
	last := s.clock(end)
	if open {
		last = "open"
	}
	return strings.Join(strings.Fields(s.clock(start)+" "+last+" "+strings.Join(words, " ")), " ")
}

func (s *Scenario) session(row activity.Session) string {
	said := func(at connect.Millis) string {
		if at == 0 {
			return "?"
		}
		return s.clock(at)
	}
	length := "?"
	if ms, known := row.Duration(); known {
		length = duration(int64(ms))
	}
	return strings.TrimSpace(said(row.Login) + " " + said(row.Logout) + " " + length + " " + flag(row.Open, "open"))
}

// clock is a moment without what the scenario's day makes plain.
func (s *Scenario) clock(at connect.Millis) string {
	text := strings.TrimSuffix(at.Time().Format("2006-01-02T15:04:05.000"), ".000")
	return strings.TrimPrefix(text, s.day+"T")
}

func or(text, fallback string) string {
	if text == "" {
		return fallback
	}
	return text
}

func flag(set bool, word string) string {
	if set {
		return word
	}
	return ""
}
