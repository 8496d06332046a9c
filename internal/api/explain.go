package api

import (
	"context"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// explainInput is the body of POST /explain.
type explainInput struct {
	Body ExplainRequest
}

// explain answers POST /explain.
func (s *server) explain(ctx context.Context, in *explainInput) (Explanation, error) {
	zone, err := s.zone(in.Body.Zone)
	if err != nil {
		return Explanation{}, err
	}
	where := queryFilters(in.Body.Where)
	days, _, err := s.days(ctx, zone, where)
	if err != nil {
		return Explanation{}, err
	}
	from, to, err := parseRange(in.Body.From, in.Body.To, days)
	if err != nil {
		return Explanation{}, err
	}
	q := metric.FigureQuery{
		Metric: in.Body.Metric, From: from, To: to, Keys: in.Body.Keys, Where: where,
		TimeField: metric.TimeField(in.Body.TimeField), Scope: viewer(ctx),
		FollowCustomers: s.FollowCustomers,
	}
	for _, dimension := range in.Body.By {
		q.By = append(q.By, metric.Dimension(dimension))
	}
	plan, err := metric.PlanFigure(q)
	if err != nil {
		return Explanation{}, err
	}
	if in.Body.Part >= len(plan.Question.Measures) {
		return Explanation{}, fmt.Errorf("%w: %s has no part %d", metric.ErrQuestion, in.Body.Metric, in.Body.Part)
	}
	e := explaining{
		store: s.Store, plan: plan, zone: zone, from: from, to: to, after: in.Body.After, limit: in.Body.Limit,
		measure: plan.Question.Measures[in.Body.Part],
	}
	if err := e.run(ctx); err != nil {
		return Explanation{}, fmt.Errorf("explain %s: %w", in.Body.Metric, err)
	}
	e.list.Part = in.Body.Part
	return e.explanation(q)
}

// explaining is an explanation on its way: what is asked, and what was found in one state of the store.
type explaining struct {
	store    store.Store
	plan     metric.FigurePlan
	measure  metric.Measure // whose contacts are listed
	zone     *time.Location
	from, to time.Time
	after    string
	limit    int

	answer []metric.Slice // to the plan's question
	list   ExplainList
}

func (e *explaining) run(ctx context.Context) error {
	e.list = ExplainList{Contacts: []ExplainedContact{}, Agents: []ExplainedAgent{}}
	switch {
	case e.measure.ByAgentEvents() || e.measure.Aggregate == metric.Distinct:
		return e.agents(ctx)
	case e.measure.Aggregate == metric.Percentile:
		return e.place(ctx)
	}
	q := e.contacts(e.measure.Contributors())
	q.After, q.Limit = e.after, e.limit
	if e.measure.Aggregate == metric.Max || e.measure.Aggregate == metric.Min {
		q.Order = store.ContactOrder{Column: &e.measure.Column, Reverse: e.measure.Aggregate == metric.Min}
	}
	page, err := e.store.Contacts(ctx, q)
	if err != nil {
		return err
	}
	e.answer = page.Beside[0]
	e.list.Contacts, e.list.Next, e.list.Total = e.explained(page.Rows), page.Next, page.Total
	return nil
}

// contacts asks for contacts of the figure, and for the figure from the same state.
func (e *explaining) contacts(matching metric.Predicate, beside ...metric.Question) store.ContactQuery {
	asked := e.plan.Question
	return store.ContactQuery{
		Scope: asked.Scope, TimeField: asked.TimeField, From: e.from, To: e.to, Where: asked.Where, Matching: matching,
		Columns: []metric.Column{asked.TimeField.Column(), e.measure.Column},
		Beside:  append([]metric.Question{asked}, beside...), Limit: e.limit,
	}
}

// explained are the rows of such a query.
func (e *explaining) explained(rows []store.ContactRow) []ExplainedContact {
	items := contactItems(rows, e.zone)
	all := make([]ExplainedContact, len(rows))
	for i, row := range rows {
		all[i] = ExplainedContact{Contact: items[i], At: time.UnixMilli(row.Values[0].Value).In(e.zone)}
		if e.measure.OfColumn() {
			all[i].Contribution = number(row.Values[1])
		}
	}
	return all
}

// explanation puts together what was found.
func (e *explaining) explanation(q metric.FigureQuery) (Explanation, error) {
	figure, values, err := e.plan.Read(e.answer)
	if err != nil {
		return Explanation{}, err
	}
	found := Explanation{
		Metric: metricInfo(e.plan.Metric), Figure: figure.Pointer(), From: e.from, To: e.to, Zone: e.zone.String(),
		TimeField: string(e.plan.Question.TimeField), Filters: explainFilters(q, e.answer), Combine: combines[e.plan.Metric.Combine],
		List: e.list,
	}
	for i, measure := range e.plan.Question.Measures {
		part := ExplainPart{
			Aggregate: aggregates[measure.Aggregate], Formula: measure.Formula(), Columns: []ColumnInfo{}, Unit: string(metric.UnitCount),
			Value: number(values[i]),
		}
		if measure.OfColumn() && measure.Column.Seconds() {
			part.Unit = string(metric.UnitSeconds)
		}
		for _, column := range measure.Columns() {
			part.Columns = append(part.Columns, columnInfo(column))
		}
		found.Parts = append(found.Parts, part)
	}
	return found, nil
}

var combines = map[metric.Combine]string{
	metric.AsCount: "count", metric.AsSum: "sum", metric.AsExtreme: "extreme", metric.AsMean: "mean", metric.AsPercent: "percent",
}

var aggregates = map[metric.Aggregate]string{
	metric.Count: "count", metric.Sum: "sum", metric.Min: "min", metric.Max: "max", metric.Percentile: "percentile",
	metric.Distinct: "distinct", metric.OnlineAgents: "online_agents", metric.SeenAgents: "seen_agents",
}

// explainFilters are the filters and the group of a figure, the group with the names that the answer gives.
func explainFilters(q metric.FigureQuery, answer []metric.Slice) []ExplainFilter {
	all := []ExplainFilter{}
	for _, filter := range q.Where {
		shown := ExplainFilter{Dimension: dimensionInfo(filter.Dimension), Values: []DimensionValue{}, Not: filter.Not}
		for _, value := range filter.Values {
			shown.Values = append(shown.Values, DimensionValue{Value: value})
		}
		all = append(all, shown)
	}
	for i, key := range q.Keys {
		value := DimensionValue{Value: key, Name: label(q.By[i], key, "")}
		for _, slice := range answer {
			if slice.Keys[i] == key {
				value.Name = label(q.By[i], key, slice.Names[i])
			}
		}
		all = append(all, ExplainFilter{Dimension: dimensionInfo(q.By[i]), Values: []DimensionValue{value}, Group: true})
	}
	return all
}
