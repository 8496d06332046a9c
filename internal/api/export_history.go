package api

import (
	"context"

	"github.com/ringside/ringside/internal/export"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
)

// exportHistory prepares the export of what the live board showed: a row a point of time, with the lists of GET
// /live/history side by side.
func (s *server) exportHistory(ctx context.Context, e *exported) error {
	in := e.request.LiveHistory
	zone, err := s.zone(in.Zone)
	if err != nil {
		return err
	}
	asked := LiveHistoryInput{From: in.From, To: in.To, Range: in.Range, Zone: in.Zone, Step: in.Step, Instance: in.Instance}
	var where []metric.Filter
	if in.Queue != "" {
		asked.Queue = []string{in.Queue}
		where = []metric.Filter{{Dimension: metric.Queue, Values: asked.Queue}}
	}
	if len(in.Instance) > 0 {
		where = append(where, metric.Filter{Dimension: metric.Instance, Values: asked.Instance})
	}
	told, err := s.liveHistory(ctx, &asked)
	if err != nil {
		return err
	}
	e.question = question{
		selection: selection{from: told.From, to: told.To, zone: zone, timeField: "sampled", where: where, scope: viewer(ctx)},
		what:      "live_history",
	}
	columns := told.columns()
	for _, column := range columns {
		e.columns = append(e.columns, column.Column)
	}
	e.fill = func(_ context.Context, begin func(int64, uint64) error, row func([]export.Value) error) error {
		if err := begin(int64(len(told.Times)), e.fresh.projected); err != nil {
			return err
		}
		values := make([]export.Value, len(columns))
		for at := range told.Times {
			for k, column := range columns {
				values[k] = column.value(at)
			}
			if err := row(values); err != nil {
				return err
			}
		}
		return nil
	}
	return nil
}

// historyColumn is a column of an exported history.
type historyColumn struct {
	export.Column
	value func(at int) export.Value
}

// columns are those of the exported history.
func (h *LiveHistory) columns() []historyColumn {
	start := func(at int) export.Value { return export.OfMoment(h.Times[at].UnixMilli()) }
	columns := []historyColumn{
		{export.Column{Name: "start", Kind: export.Moment}, start},
		{export.Column{Name: "start_utc", Kind: export.MomentUTC}, start},
		{export.Column{Name: "samples", Kind: export.Whole}, func(at int) export.Value { return export.OfWhole(h.Samples[at]) }},
	}
	add := func(name string, kind export.Kind, list []*int64) {
		columns = append(columns, historyColumn{export.Column{Name: name, Kind: kind}, func(at int) export.Value {
			if list[at] == nil {
				return export.Value{}
			}
			return export.OfWhole(*list[at])
		}})
	}
	for _, figure := range h.figures() {
		add(figure.name+"_last", export.Whole, figure.list.Last)
		add(figure.name+"_max", export.Whole, figure.list.Max)
		columns = append(columns, historyColumn{export.Column{Name: figure.name + "_mean", Kind: export.Number}, func(at int) export.Value {
			if figure.list.Mean[at] == nil {
				return export.Value{}
			}
			return export.OfDecimal(*figure.list.Mean[at])
		}})
	}
	add("oldest_wait_seconds_last", export.Seconds, h.OldestWait.Last)
	add("oldest_wait_seconds_max", export.Seconds, h.OldestWait.Max)
	return columns
}

// liveFormulas are the figures of a history, each with how it is counted.
func liveFormulas(say speaker) export.Section {
	section := export.Section{Title: say.word("formulas"), Rows: [][]string{{
		say.word("metric"), say.word("name"), say.word("unit"), say.word("definition"), say.word("formula"), say.word("source"),
	}}}
	for _, f := range live.Figures() {
		if f.Kept {
			section.Rows = append(section.Rows, []string{
				f.ID, say.of(f.Title), say.word(string(f.Unit)), say.of(f.Definition), say.of(f.Counted), live.FiguresURL,
			})
		}
	}
	return section
}
