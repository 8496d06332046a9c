package metric

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

// table writes the sheet.
func (s *sheet) table() (Table, error) {
	t := Table{Columns: s.columns()}
	lines, err := s.lines(s.rows, s.before)
	if err != nil {
		return Table{}, err
	}
	if s.before != nil || s.ranking != nil {
		s.order(lines, s.ranking != nil)
	}
	t.Rows = s.written(lines, len(t.Columns))
	if t.Totals, err = s.totals(); err != nil {
		return Table{}, err
	}
	if s.ranking != nil {
		t.Top = &s.ranking.Ranked
		if t.Others, err = s.otherRows(len(t.Columns)); err != nil {
			return Table{}, err
		}
	}
	if c := s.comparison; c != nil {
		t.Compare = &Compared{Period: cmp.Or(c.asked.As, c.asked.Period), From: inZone(c.query.From, c.query.Zone), To: inZone(c.query.To, c.query.Zone)}
	}
	return t, nil
}

// otherRows are the rows of what is not in the top, so many cells each. Its dimension has no cells of its own there.
func (s *sheet) otherRows(width int) ([][]any, error) {
	if s.others == nil {
		return [][]any{}, nil
	}
	lines, err := s.lines(s.others, s.othersBefore)
	if err != nil {
		return nil, err
	}
	s.order(lines, false)
	for i := range lines {
		r := lines[i].row
		r.keys = slices.Insert(slices.Clone(r.keys), s.ranking.place, "")
		r.names = slices.Insert(slices.Clone(r.names), s.ranking.place, "")
	}
	return s.written(lines, width), nil
}

// columns are those of the rows and, behind them, those of the comparison.
func (s *sheet) columns() []TableColumn {
	columns := s.rows.columns()
	if s.before == nil {
		return columns
	}
	var more []TableColumn
	if s.rows.byTime() {
		more = append(more, TableColumn{Name: string(CompareColumn) + ":" + s.rows.timeColumn(), Kind: CompareColumn})
	}
	for _, c := range columns {
		if c.Kind == MetricColumn {
			for _, kind := range []ColumnKind{CompareColumn, DifferenceColumn} {
				more = append(more, TableColumn{Name: string(kind) + ":" + c.Name, Kind: kind, Unit: c.Unit})
			}
		}
	}
	return append(columns, more...)
}

// written are the cells of lines, so many each, which share one piece of memory.
func (s *sheet) written(lines []line, width int) [][]any {
	rows := make([][]any, len(lines))
	room := make([]any, len(lines)*width)
	parts := min(runtime.GOMAXPROCS(0), 1+len(lines)/manyLines)
	var writing sync.WaitGroup
	for part := range parts {
		writing.Go(func() {
			for i := part * len(lines) / parts; i < (part+1)*len(lines)/parts; i++ {
				rows[i] = s.cells(room[i*width:i*width:(i+1)*width], lines[i])
			}
		})
	}
	writing.Wait()
	return rows
}

// manyLines is how many are worth a processor of their own: two years have 70,000 quarters of an hour.
const manyLines = 10_000

// cells adds those of a line, in the order of columns.
func (s *sheet) cells(cells []any, l line) []any {
	cells = s.rows.labels(cells, *l.row)
	if s.before == nil {
		return s.rows.figures(cells, l.row.values)
	}
	figures := make([]any, len(s.rows.metrics))
	if l.has {
		figures = s.rows.figures(nil, l.row.values)
	} else if s.rows.byTime() {
		cells[0] = nil
	}
	cells = append(cells, figures...)
	var label any
	compared := make([]any, len(figures))
	if l.before != nil {
		label, compared = s.before.bucketLabel(l.before.bucket), s.before.figures(nil, l.before.values)
	}
	if s.rows.byTime() {
		cells = append(cells, label)
	}
	return append(cells, sideBySide(figures, compared)...)
}

// totals are the cells of the totals: those of both ranges as a whole.
func (s *sheet) totals() ([]any, error) {
	total, err := s.rows.total(s.rows.answers)
	if err != nil {
		return nil, err
	}
	figures := s.rows.figures(nil, total)
	cells := append(make([]any, len(s.rows.columns())-len(figures)), figures...)
	if s.before == nil {
		return cells, nil
	}
	if total, err = s.before.total(s.before.answers); err != nil {
		return nil, err
	}
	if s.rows.byTime() {
		cells = append(cells, nil)
	}
	return append(cells, sideBySide(figures, s.before.figures(nil, total))...), nil
}

// sideBySide is, for each metric, the other period's figure and the difference, which is missing where one of the two is.
func sideBySide(figures, compared []any) []any {
	var cells []any
	for i, figure := range figures {
		cells = append(cells, compared[i], difference(figure, compared[i]))
	}
	return cells
}

func difference(a, b any) any {
	if x, whole := a.(int64); whole {
		if y, also := b.(int64); also {
			return x - y
		}
	}
	x, hasX := number(a)
	y, hasY := number(b)
	if !hasX || !hasY {
		return nil
	}
	return x - y
}
