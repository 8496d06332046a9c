package api

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/export"
	"github.com/ringside/ringside/internal/metric"
)

// question is what an export answers, for the sheet that says so.
type question struct {
	selection
	what     string // "contacts", "changed_contacts", "metrics", "agent_intervals" or "live_history"
	metrics  []string
	promised metric.ByQueue // as in metric.Query
	by       []string
	every    string
	only     string // part of the range's time, "" for all
	top      *QueryRanked
	compare  *QueryPeriod
	outcomes []string
	text     string
	having   []string
	outside  string // time field
}

// exportTableOf is the table of a file, with what is said about it.
func (s *server) exportTableOf(e *exported, state ExportState) (export.Table, error) {
	manifest, err := json.Marshal(ExportManifest{Product: s.product(), Request: e.request, ExportState: state})
	if err != nil {
		return export.Table{}, fmt.Errorf("write manifest: %w", err)
	}
	say := speaker(e.request.Language)
	about := export.About{Title: say.word("about"), Manifest: manifest, Sections: []export.Section{
		{Title: say.word("title"), Rows: e.facts(say, state, s.product())},
	}}
	if len(e.question.metrics) > 0 {
		metrics, err := e.formulas(say)
		if err != nil {
			return export.Table{}, err
		}
		about.Sections = append(about.Sections, metrics)
	}
	if e.request.LiveHistory != nil {
		about.Sections = append(about.Sections, liveFormulas(say))
	}
	about.Sections = append(about.Sections, export.Section{Title: say.word("how"), Rows: notes(say, e.question)})
	return export.Table{Name: say.word(e.question.what), Columns: e.columns, Zone: e.question.zone, About: about}, nil
}

func (s *server) product() string { return "Ringside " + s.Version }

// facts are what was asked and what the answer is worth.
func (e *exported) facts(say speaker, state ExportState, product string) [][]string {
	q := e.question
	stamp := func(t time.Time) string { return t.In(q.zone).Format("2006-01-02 15:04:05 -07:00") }
	rows := [][]string{
		{say.word("what"), say.word(q.what)},
		{say.word("from"), stamp(q.from)},
		{say.word("to"), stamp(q.to)},
		{say.word("zone"), q.zone.String()},
		{say.word("time_field"), say.word("by_" + string(q.timeField))},
	}
	for _, filter := range q.where {
		sign := "="
		if filter.Not {
			sign = "≠"
		}
		rows = append(rows, []string{say.word("where"), say.title(filter.Dimension) + " " + sign + " " + strings.Join(filter.Values, ", ")})
	}
	add := func(name, value string) {
		if value != "" {
			rows = append(rows, []string{say.word(name), value})
		}
	}
	add("outcome", strings.Join(q.outcomes, ", "))
	add("text", q.text)
	add("having", strings.Join(q.having, ", "))
	if q.outside != "" {
		add("outside", say.word("by_"+q.outside))
	}
	add("every", q.every)
	if q.only != "" {
		add("only", say.word("only_"+q.only))
	}
	add("by", strings.Join(q.by, ", "))
	if top := q.top; top != nil {
		order := "greatest"
		if top.Least {
			order = "least"
		}
		add("top", fmt.Sprintf("%d · %s · %s (%s)", top.N, say.title(metric.Dimension(top.Dimension)), top.By, say.word(order)))
	}
	if q.compare != nil {
		add("compare", q.compare.From+" – "+q.compare.To)
	}
	if e.request.ChangedSince > 0 {
		add("changed_since", strconv.FormatUint(e.request.ChangedSince, 10))
	}
	add("rows", strconv.FormatInt(state.Rows, 10))
	add("as_of", stamp(state.AsOf))
	if state.FinalUntil != nil {
		add("final_until", stamp(*state.FinalUntil))
	}
	for _, note := range state.Notes {
		add("note", say.of(metric.Words(note.Text)))
	}
	add("position", strconv.FormatUint(state.Position, 10))
	add("product", product)
	return rows
}

// formulas are the metrics that were asked for, each with how it is counted.
func (e *exported) formulas(say speaker) (export.Section, error) {
	section := export.Section{Title: say.word("formulas"), Rows: [][]string{{
		say.word("metric"), say.word("name"), say.word("unit"), say.word("definition"), say.word("formula"), say.word("time_field"), say.word("source"),
	}}}
	for _, spec := range e.question.metrics {
		m, err := e.question.promised.Find(spec)
		if err != nil {
			return section, err
		}
		field := e.question.timeField
		if m.OwnTime {
			field = m.TimeField
		}
		section.Rows = append(section.Rows, []string{
			spec, say.of(m.Title), say.word(string(m.Unit)), say.of(m.Definition), m.Formula, say.word("by_" + string(field)), m.SourceURL,
		})
	}
	return section, nil
}

// notes say how to read the file.
func notes(say speaker, q question) [][]string {
	keys := []string{"note_final", "note_zone", "note_seconds", "note_apostrophe"}
	switch q.what {
	case "live_history":
		keys = []string{"note_samples", "note_zone", "note_seconds", "note_apostrophe"}
	case "metrics":
		keys = append(keys, "note_total")
	case "agent_intervals":
	default:
		keys = append(keys, "note_masked")
	}
	var rows [][]string
	for _, key := range keys {
		rows = append(rows, []string{say.word(key)})
	}
	return rows
}
