package api

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/export"
	"github.com/ringside/ringside/internal/metric"
)

// exportTable prepares the export of a table of metrics. It is asked for like any other question, in its turn; its rows are
// few beside contacts.
func (s *server) exportTable(ctx context.Context, e *exported) error {
	q, err := s.metricQuery(ctx, e.request.Query)
	if err != nil {
		return err
	}
	table, err := inTurn(s, s.query)(ctx, &queryInput{Body: *e.request.Query})
	if err != nil {
		return err
	}
	if q.TimeField == "" {
		q.TimeField = metric.ByDisconnect
	}
	e.question = question{
		selection: selection{from: q.From, to: q.To, zone: q.Zone, timeField: q.TimeField, where: q.Where, scope: q.Scope},
		what:      "metrics", metrics: q.Metrics, promised: q.Promised, by: e.request.Query.By, every: e.request.Query.Every,
		only: e.request.Query.Only, top: table.Top, compare: table.Compare,
	}
	for _, column := range table.Columns {
		e.columns = append(e.columns, export.Column{Name: column.Name, Kind: tableKind(column)})
	}
	e.notes = table.Notes
	flags := []string{"total"}
	if table.Top != nil {
		flags = append(flags, "others")
	}
	for _, flag := range flags {
		e.columns = append(e.columns, export.Column{Name: flag, Kind: export.Flag})
	}
	e.fill = func(_ context.Context, begin func(int64, uint64) error, row func([]export.Value) error) error {
		if err := begin(int64(len(table.Rows)+len(table.Others))+1, e.fresh.projected); err != nil {
			return err
		}
		return writeTable(table, e.columns, flags, row)
	}
	return nil
}

// writeTable gives the rows of a table one by one, with flags behind the cells: those that stand for others, and the last,
// which is the total.
func writeTable(table QueryResult, columns []export.Column, flags []string, row func([]export.Value) error) error {
	values := make([]export.Value, len(columns))
	write := func(flagged string, rows ...[]any) error {
		for _, cells := range rows {
			for i, cell := range cells {
				value, err := tableValue(cell, columns[i].Kind)
				if err != nil {
					return fmt.Errorf("column %s: %w", columns[i].Name, err)
				}
				values[i] = value
			}
			for i, flag := range flags {
				values[len(cells)+i] = export.OfFlag(flag == flagged)
			}
			if err := row(values); err != nil {
				return err
			}
		}
		return nil
	}
	if err := write("", table.Rows...); err != nil {
		return err
	}
	if err := write("others", table.Others...); err != nil {
		return err
	}
	return write("total", table.Totals)
}

// tableKind is what a column of a table holds.
func tableKind(c QueryColumn) export.Kind {
	switch {
	case metric.Unit(c.Unit) == metric.UnitSeconds:
		return export.Seconds
	case metric.Unit(c.Unit) == metric.UnitPercent:
		return export.Percent
	case c.Unit != "":
		return export.Number
	}
	switch strings.TrimPrefix(c.Name, "compare:") {
	case "day":
		return export.Day
	case "start":
		return export.Moment
	}
	return export.Text
}

// tableValue is a cell of a table.
func tableValue(cell any, kind export.Kind) (export.Value, error) {
	switch value := cell.(type) {
	case nil:
		return export.Value{}, nil
	case int64:
		return export.OfWhole(value), nil
	case float64:
		return export.OfDecimal(value), nil
	case string:
		if kind != export.Moment {
			return export.OfText(value), nil
		}
		at, err := time.Parse(time.RFC3339, value)
		return export.OfMoment(at.UnixMilli()), err
	}
	return export.Value{}, fmt.Errorf("cell is a %T", cell)
}
