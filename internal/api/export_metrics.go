package api

import (
	"context"
	"fmt"
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
		what:      "metrics", metrics: q.Metrics, by: e.request.Query.By, every: e.request.Query.Every,
	}
	for _, column := range table.Columns {
		e.columns = append(e.columns, export.Column{Name: column.Name, Kind: tableKind(column)})
	}
	e.columns = append(e.columns, export.Column{Name: "total", Kind: export.Flag})
	e.fill = func(_ context.Context, begin func(int64, uint64) error, row func([]export.Value) error) error {
		if err := begin(int64(len(table.Rows))+1, e.fresh.projected); err != nil {
			return err
		}
		values := make([]export.Value, len(e.columns))
		write := func(cells []any, total bool) error {
			for i, cell := range cells {
				value, err := tableValue(cell, e.columns[i].Kind)
				if err != nil {
					return fmt.Errorf("column %s: %w", e.columns[i].Name, err)
				}
				values[i] = value
			}
			values[len(cells)] = export.OfFlag(total)
			return row(values)
		}
		for _, cells := range table.Rows {
			if err := write(cells, false); err != nil {
				return err
			}
		}
		return write(table.Totals, true)
	}
	return nil
}

// tableKind is what a column of a table holds.
func tableKind(c QueryColumn) export.Kind {
	switch {
	case metric.Unit(c.Unit) == metric.UnitSeconds:
		return export.Seconds
	case metric.Unit(c.Unit) == metric.UnitPercent:
		return export.Percent
	case metric.ColumnKind(c.Kind) == metric.MetricColumn:
		return export.Number
	case c.Name == "day":
		return export.Day
	case c.Name == "start":
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
