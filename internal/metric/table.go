package metric

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// Table is the answer to a Query. A cell is a string, a number, or nil where there is none.
type Table struct {
	Columns []TableColumn `json:"columns"`
	Rows    [][]any       `json:"rows"`
	Totals  []any         `json:"totals"` // one row over everything, its dimensions nil
	// Others are, of a query for the top of a dimension, the rows of all its other values together; the cells of the
	// dimension are nil in them.
	Others  [][]any   `json:"others,omitempty"`
	Top     *Ranked   `json:"top,omitempty"`
	Compare *Compared `json:"compare,omitempty"`
}

// TableColumn describes a column. Dimensions have no unit.
type TableColumn struct {
	Name string     `json:"name"`
	Kind ColumnKind `json:"kind"`
	Unit Unit       `json:"unit,omitempty"`
}

// ColumnKind tells dimensions and metrics apart.
type ColumnKind string

// The kinds of columns. Compared ones hold what the other period has in place of a bucket's label or a figure, and
// differences the figure minus the other period's; their names are those of the column with the kind and a colon before it.
const (
	DimensionColumn  ColumnKind = "dimension"
	MetricColumn     ColumnKind = "metric"
	CompareColumn    ColumnKind = "compare"
	DifferenceColumn ColumnKind = "difference"
)

// byTime reports whether rows have a column for their bucket.
func (p *plan) byTime() bool { return p.query.Every != Total }

// row is a table's row before it is divided: for each part the integers of its measures.
type row struct {
	bucket int
	keys   []string
	names  []string
	values [][]Int
}

// total is the integers of the totals, by part.
func (p *plan) total(answers [][]Slice) ([][]Int, error) {
	total := p.nothing()
	for i := range p.parts {
		found := answers[2*i+1]
		if len(found) > 0 {
			total[i] = found[0].Values
		}
		if len(found) > 1 || !p.parts[i].agents && len(total[i]) != len(p.parts[i].totals.Measures) {
			return nil, fmt.Errorf("query metrics: %d slices with %d values of the total", len(found), len(total[i]))
		}
	}
	return total, nil
}

// rows joins the slices of all parts by bucket and keys, in the order of buckets, then of what people read. Without groups
// there is one for every bucket.
func (p *plan) rows(answers [][]Slice) ([]row, error) {
	for i := range p.parts {
		for _, slice := range answers[2*i] {
			if !p.fits(slice, p.parts[i]) {
				return nil, fmt.Errorf("query metrics: a slice of bucket %d does not belong to the question", slice.Bucket)
			}
		}
	}
	if len(p.query.By) == 0 {
		return p.bucketRows(answers), nil
	}
	return p.groupRows(answers)
}

// bucketRows are those of a query without groups. Two years have 70,000 quarters of an hour: they are found by their place.
func (p *plan) bucketRows(answers [][]Slice) []row {
	nothing := p.nothing() // shared by all: no row is ever written to
	values := make([][]Int, len(p.counts)*len(p.parts))
	of := func(bucket int) [][]Int {
		return values[bucket*len(p.parts) : (bucket+1)*len(p.parts) : (bucket+1)*len(p.parts)]
	}
	for i := range p.parts {
		for _, slice := range answers[2*i] {
			of(slice.Bucket)[i] = slice.Values
		}
	}
	rows := make([]row, 0, len(p.counts))
	for bucket, counts := range p.counts {
		found := false
		for i, part := range of(bucket) {
			if part == nil {
				of(bucket)[i] = nothing[i]
			}
			found = found || part != nil
		}
		if counts || found {
			rows = append(rows, row{bucket: bucket, values: of(bucket)})
		}
	}
	return rows
}

func (p *plan) groupRows(answers [][]Slice) ([]row, error) {
	type key struct {
		bucket int
		keys   [MaxGroupBy]string
	}
	found := map[key]*row{}
	for i := range p.parts {
		for _, slice := range answers[2*i] {
			at := key{bucket: slice.Bucket}
			copy(at.keys[:], slice.Keys)
			if found[at] == nil {
				found[at] = &row{bucket: slice.Bucket, keys: slice.Keys, names: slice.Names, values: p.nothing()}
			}
			found[at].values[i] = slice.Values
		}
	}
	if len(found) > MaxRows {
		return nil, ErrRows
	}
	rows := make([]row, 0, len(found))
	for _, r := range found {
		rows = append(rows, *r)
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.bucket, b.bucket), slices.Compare(a.names, b.names), slices.Compare(a.keys, b.keys))
	})
	return rows, nil
}

// fits reports whether a slice can be an answer to the rows of a part.
func (p *plan) fits(s Slice, of part) bool {
	return s.Bucket >= 0 && s.Bucket < len(p.edges)-1 && len(s.Keys) == len(p.query.By) &&
		len(s.Names) == len(p.query.By) && (of.agents || len(s.Values) == len(of.rows.Measures))
}

func (p *plan) columns() []TableColumn {
	var columns []TableColumn
	if p.byTime() {
		columns = append(columns, TableColumn{Name: p.timeColumn(), Kind: DimensionColumn})
	}
	for _, dimension := range p.query.By {
		columns = append(columns, TableColumn{Name: string(dimension), Kind: DimensionColumn})
		if arn := dimension.arnColumn(); arn != "" {
			columns = append(columns, TableColumn{Name: arn, Kind: DimensionColumn})
		}
	}
	for _, m := range p.metrics {
		columns = append(columns, TableColumn{Name: m.name, Kind: MetricColumn, Unit: m.metric.Unit})
	}
	return columns
}

// timeColumn is "day" where a bucket is known by its first day, "start" where by a moment.
func (p *plan) timeColumn() string {
	switch p.query.Every {
	case Day, Week, Month:
		return "day"
	default:
		return "start"
	}
}

// labels adds the cells of the row's dimensions. What has no name is shown by its id, and by nil what a contact lacks.
func (p *plan) labels(cells []any, r row) []any {
	if p.byTime() {
		cells = append(cells, p.bucketLabel(r.bucket))
	}
	for i, dimension := range p.query.By {
		key, name := cell(r.keys[i]), cell(r.names[i])
		if dimension.arnColumn() == "" {
			cells = append(cells, key)
			continue
		}
		if name == nil && r.keys[i] != "" {
			name = connect.ResourceID(r.keys[i])
		}
		cells = append(cells, name, key)
	}
	return cells
}

func (p *plan) bucketLabel(bucket int) string {
	edge := p.edges[bucket]
	if p.timeColumn() == "day" {
		return p.query.days().Name(edge)
	}
	return inZone(time.UnixMilli(edge), p.query.Zone)
}

func cell(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// figures adds the cells of the metrics, of the values of each part.
func (p *plan) figures(cells []any, values [][]Int) []any {
	var room [4]Int // what most metrics are made of
	for _, m := range p.metrics {
		inputs := room[:0]
		for _, at := range m.at {
			inputs = append(inputs, values[m.part][at])
		}
		if p.parts[m.part].agents {
			inputs = values[m.part]
		}
		figure := m.metric.Combine.Figure(inputs)
		switch {
		case !figure.Valid:
			cells = append(cells, nil)
		case m.metric.Combine.Inputs() == 1 && m.metric.Combine != AsMillis:
			cells = append(cells, int64(figure.Value))
		default:
			cells = append(cells, figure.Value)
		}
	}
	return cells
}

// nothing is what the measures of each part are over no contact at all.
func (p *plan) nothing() [][]Int {
	values := make([][]Int, len(p.parts))
	for i := range p.parts {
		values[i] = make([]Int, len(p.parts[i].rows.Measures))
	}
	return values
}
