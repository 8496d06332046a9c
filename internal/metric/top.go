package metric

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Top keeps of a dimension the values with the greatest figures over the whole range, and puts the rest together.
type Top struct {
	N         int       // how many, 1 to MaxTop
	By        string    // metric that ranks them; the query's first where ""
	Dimension Dimension // one of the query's By; the first where ""
	Least     bool      // the least figures instead
}

// MaxTop is how many values can be kept: beyond that all of them say more.
const MaxTop = 500

// Ranked says what the top of a table is.
type Ranked struct {
	N         int       `json:"n"`
	By        string    `json:"by"`
	Dimension Dimension `json:"dimension"`
	Least     bool      `json:"least,omitempty"`
	Values    int       `json:"values"` // that the dimension has in the range, the kept ones included
}

// ranking is the order of a dimension's values, the kept ones first.
type ranking struct {
	Ranked
	place int            // of the dimension in Query.By
	kept  []string       // keys
	order map[string]int // of kept ones
}

// rank asks for the figures that decide, of the query's range.
func rank(ctx context.Context, asker Asker, q Query) (*ranking, error) {
	r, err := q.ranking()
	if err != nil {
		return nil, err
	}
	alone := q
	alone.Metrics, alone.By, alone.Every, alone.Top, alone.Compare = []string{r.By}, []Dimension{r.Dimension}, Total, nil, nil
	p, err := newPlan(alone)
	if err != nil {
		return nil, err
	}
	a := &asked{plan: p}
	if err := ask(ctx, asker, a); err != nil {
		return nil, err
	}
	rows, err := p.rows(a.answers)
	if err != nil {
		return nil, err
	}
	// Rows come in the order that people read; equals stay in it, and what has no figure comes last.
	slices.SortStableFunc(rows, func(a, b row) int { return r.compare(p.figure(a), p.figure(b)) })
	r.Values = len(rows)
	for i, row := range rows[:min(r.N, len(rows))] {
		r.kept = append(r.kept, row.keys[0])
		r.order[row.keys[0]] = i
	}
	return r, nil
}

// figure is the only one of a row.
func (p *plan) figure(r row) any { return p.figures(nil, r.values)[0] }

// ranking is what the query asks to be ranked, if it can be.
func (q Query) ranking() (*ranking, error) {
	r := &ranking{Ranked: Ranked{N: q.Top.N, By: q.Top.By, Dimension: q.Top.Dimension, Least: q.Top.Least}, order: map[string]int{}}
	if len(q.By) == 0 {
		return nil, fmt.Errorf("%w: the top of what? group by a dimension too, such as queue", ErrQuestion)
	}
	if r.Dimension == "" {
		r.Dimension = q.By[0]
	}
	if r.By == "" && len(q.Metrics) > 0 {
		r.By = q.Metrics[0]
	}
	r.place = slices.Index(q.By, r.Dimension)
	switch {
	case r.N < 1 || r.N > MaxTop:
		return nil, fmt.Errorf("%w: the top %d; ask for 1 to %d", ErrQuestion, r.N, MaxTop)
	case r.place < 0:
		return nil, fmt.Errorf("%w: the top of %s, by which is not grouped; %s", ErrQuestion, r.Dimension, suggest(string(r.Dimension), q.By))
	}
	return r, nil
}

// compare orders figures, nil last.
func (r *ranking) compare(a, b any) int {
	x, hasX := number(a)
	y, hasY := number(b)
	switch {
	case hasX != hasY && hasX:
		return -1
	case hasX != hasY:
		return 1
	case r.Least:
		return cmp.Compare(x, y)
	default:
		return cmp.Compare(y, x)
	}
}

// number is a cell of a metric, false for none.
func number(cell any) (float64, bool) {
	switch v := cell.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// keep makes the rows of a plan those of the kept values; the totals stay those of all.
func (r *ranking) keep(p *plan) {
	for i := range p.parts {
		rows := &p.parts[i].rows
		rows.Where = append(slices.Clone(rows.Where), Filter{Dimension: r.Dimension, Values: r.kept})
	}
}

// others is the plan of all values that are not kept, together. It has the measures of the plan that it belongs to, so that
// both mean the same.
func (r *ranking) others(of *plan) (*plan, error) {
	q := of.query
	q.By = slices.Delete(slices.Clone(q.By), r.place, r.place+1)
	p, err := newPlan(q)
	if err != nil {
		return nil, err
	}
	for i := range p.parts {
		p.parts[i].rows.Measures, p.parts[i].totals.Measures = of.parts[i].rows.Measures, of.parts[i].totals.Measures
	}
	for i := range p.parts {
		for _, question := range []*Question{&p.parts[i].rows, &p.parts[i].totals} {
			question.Where = append(slices.Clone(question.Where), Filter{Dimension: r.Dimension, Values: r.kept, Not: true})
		}
	}
	return p, nil
}

// before orders rows of one bucket by their place in the ranking.
func (r *ranking) before(a, b row) int {
	return cmp.Compare(r.order[a.keys[r.place]], r.order[b.keys[r.place]])
}
