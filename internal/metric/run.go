package metric

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// Asker answers questions: a store.
type Asker interface {
	Query(ctx context.Context, questions ...Question) ([][]Slice, error)
}

// Query asks for any metrics, in buckets and groups.
type Query struct {
	Metrics   []string // ids with parameters, as Find takes them
	From, To  time.Time
	Zone      *time.Location
	Every     Every       // Total where ""
	By        []Dimension // at most MaxGroupBy
	Where     []Filter
	TimeField TimeField // ByDisconnect where "", as Amazon attributes contacts
	Scope     Scope
}

// Table is the answer to a Query. A cell is a string, a number, or nil where there is none.
type Table struct {
	Columns []TableColumn `json:"columns"`
	Rows    [][]any       `json:"rows"`
	Totals  []any         `json:"totals"` // one row over everything, its dimensions nil
}

// TableColumn describes a column. Dimensions have no unit.
type TableColumn struct {
	Name string     `json:"name"`
	Kind ColumnKind `json:"kind"`
	Unit Unit       `json:"unit,omitempty"`
}

// ColumnKind tells dimensions and metrics apart.
type ColumnKind string

// The kinds of columns.
const (
	DimensionColumn ColumnKind = "dimension"
	MetricColumn    ColumnKind = "metric"
)

// Run answers a query. Without By, every bucket has a row, zeros included; with it, the groups that have contacts do. The
// totals are asked for themselves: a mean of means is no mean, and an agent of two days is one agent. Errors wrap
// ErrRange, ErrUnknownMetric or ErrQuestion where the query is at fault.
func Run(ctx context.Context, asker Asker, q Query) (Table, error) {
	plan, err := newPlan(q)
	if err != nil {
		return Table{}, err
	}
	answers, err := asker.Query(ctx, plan.rows, plan.totals)
	if err != nil {
		return Table{}, fmt.Errorf("query metrics: %w", err)
	}
	if len(answers) != 2 {
		return Table{}, fmt.Errorf("query metrics: %d answers to 2 questions", len(answers))
	}
	return plan.table(answers[0], answers[1])
}

// plan is a query made into questions, with how to read the answers.
type plan struct {
	query        Query
	metrics      []plannedMetric
	rows, totals Question
}

// plannedMetric finds a metric's values among those of a slice.
type plannedMetric struct {
	name   string // as it was asked for
	metric Metric
	at     []int
}

func newPlan(q Query) (*plan, error) {
	if q.Every == "" {
		q.Every = Total
	}
	if q.TimeField == "" {
		q.TimeField = ByDisconnect
	}
	if len(q.Metrics) == 0 {
		return nil, fmt.Errorf("%w: none was named", ErrUnknownMetric)
	}
	edges, err := Edges(q.From, q.To, q.Zone, q.Every)
	if err != nil {
		return nil, err
	}
	p := &plan{query: q, rows: Question{
		TimeField: q.TimeField, Edges: edges, GroupBy: q.By, Where: q.Where, Scope: q.Scope,
	}}
	for _, spec := range q.Metrics {
		if err := p.addMetric(spec); err != nil {
			return nil, err
		}
	}
	p.rows.Measures = answerable(p.rows)
	p.totals = p.rows // of the same measures, so that rows and totals mean the same
	p.totals.Edges, p.totals.GroupBy = []int64{edges[0], edges[len(edges)-1]}, nil
	for i, dimension := range q.By {
		if slices.Contains(q.By[:i], dimension) {
			return nil, fmt.Errorf("%w: grouped by %s twice", ErrQuestion, dimension)
		}
	}
	if err := p.rows.Validate(); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *plan) addMetric(spec string) error {
	m, err := Find(spec)
	if err != nil {
		return err
	}
	planned := plannedMetric{name: spec, metric: m}
	for _, measure := range m.Measures {
		at := slices.IndexFunc(p.rows.Measures, func(known Measure) bool { return known.Name == measure.Name })
		if at < 0 {
			at = len(p.rows.Measures)
			p.rows.Measures = append(p.rows.Measures, measure)
		}
		planned.at = append(planned.at, at)
	}
	p.metrics = append(p.metrics, planned)
	return nil
}

// answerable is the question's measures with agents connected in place of agents seen where agent events cannot be asked.
func answerable(q Question) []Measure {
	if q.AgentEvents() {
		return q.Measures
	}
	measures := slices.Clone(q.Measures)
	for i, measure := range measures {
		if measure.Aggregate == SeenAgents {
			measures[i] = DistinctOf(measureAgentsConnected.Name, Agent, measure.Where)
		}
	}
	return measures
}

// byTime reports whether rows have a column for their bucket.
func (p *plan) byTime() bool { return p.query.Every != Total }

func (p *plan) table(rows, totals []Slice) (Table, error) {
	t := Table{Columns: p.columns(), Rows: [][]any{}}
	if len(p.query.By) == 0 {
		rows = p.everyBucket(rows)
	}
	for _, slice := range p.byName(rows) {
		if slice.Bucket < 0 || slice.Bucket >= len(p.rows.Edges)-1 || len(slice.Keys) != len(p.query.By) ||
			len(slice.Names) != len(p.query.By) || len(slice.Values) != len(p.rows.Measures) {
			return Table{}, fmt.Errorf("query metrics: a slice of bucket %d does not belong to the question", slice.Bucket)
		}
		t.Rows = append(t.Rows, append(p.labels(slice), p.figures(slice.Values)...))
	}
	total := p.nothing()
	if len(totals) > 0 {
		total = totals[0].Values
	}
	if len(totals) > 1 || len(total) != len(p.totals.Measures) {
		return Table{}, fmt.Errorf("query metrics: %d slices with %d values of the total", len(totals), len(total))
	}
	labels := make([]any, len(t.Columns)-len(p.metrics))
	t.Totals = append(labels, p.figures(total)...)
	return t, nil
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

// byName orders slices by bucket, then by what people read.
func (p *plan) byName(rows []Slice) []Slice {
	ordered := slices.Clone(rows)
	slices.SortStableFunc(ordered, func(a, b Slice) int {
		return cmp.Or(cmp.Compare(a.Bucket, b.Bucket), slices.Compare(a.Names, b.Names), slices.Compare(a.Keys, b.Keys))
	})
	return ordered
}

// labels are the cells of the slice's dimensions. What has no name is shown by its id, and by nil what a contact lacks.
func (p *plan) labels(s Slice) []any {
	var cells []any
	if p.byTime() {
		cells = append(cells, p.bucketLabel(s.Bucket))
	}
	for i, dimension := range p.query.By {
		key, name := cell(s.Keys[i]), cell(s.Names[i])
		if dimension.arnColumn() == "" {
			cells = append(cells, key)
			continue
		}
		if name == nil && s.Keys[i] != "" {
			name = connect.ResourceID(s.Keys[i])
		}
		cells = append(cells, name, key)
	}
	return cells
}

func (p *plan) bucketLabel(bucket int) string {
	edge := p.rows.Edges[bucket]
	if p.timeColumn() == "day" {
		return DayOf(edge, p.query.Zone)
	}
	return inZone(time.UnixMilli(edge), p.query.Zone)
}

func cell(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func (p *plan) figures(values []Int) []any {
	var cells []any
	for _, m := range p.metrics {
		var inputs []Int
		for _, at := range m.at {
			inputs = append(inputs, values[at])
		}
		figure := m.metric.Combine.Figure(inputs)
		switch {
		case !figure.Valid:
			cells = append(cells, nil)
		case len(inputs) == 1:
			cells = append(cells, int64(figure.Value))
		default:
			cells = append(cells, figure.Value)
		}
	}
	return cells
}

// everyBucket fills in the buckets without a slice.
func (p *plan) everyBucket(some []Slice) []Slice {
	all := make([]Slice, len(p.rows.Edges)-1)
	for i := range all {
		all[i] = Slice{Bucket: i, Values: p.nothing()}
	}
	for _, slice := range some {
		if slice.Bucket >= 0 && slice.Bucket < len(all) {
			all[slice.Bucket] = slice
		}
	}
	return all
}

// nothing is what the measures are over no contact at all.
func (p *plan) nothing() []Int { return make([]Int, len(p.rows.Measures)) }
