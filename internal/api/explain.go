package api

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
	"github.com/ringside/ringside/internal/store"
)

// explainInput is the body of POST /explain.
type explainInput struct {
	Body ExplainRequest
}

// explain answers POST /explain.
func (s *server) explain(ctx context.Context, in *explainInput) (Explanation, error) {
	about(ctx, in.Body)
	e, q, err := s.explaining(ctx, &in.Body)
	if err != nil {
		return Explanation{}, err
	}
	if err := e.run(ctx); err != nil {
		return Explanation{}, fmt.Errorf("explain %s: %w", in.Body.Metric, err)
	}
	e.list.Part = in.Body.Part
	explanation, err := e.explanation(q)
	if err != nil {
		return Explanation{}, err
	}
	unknown, err := s.unknown(ctx, e.plan.Question.Where, explanation.Figure == nil || *explanation.Figure == 0)
	if err != nil {
		return Explanation{}, err
	}
	incomplete, err := s.incompleteNow(ctx)
	explanation.Notes = append(unknown, incomplete...)
	return explanation, err
}

// explaining plans the explanation of the figure that a request names.
func (s *server) explaining(ctx context.Context, in *ExplainRequest) (*explaining, metric.FigureQuery, error) {
	zone, err := s.zone(in.Zone)
	if err != nil {
		return nil, metric.FigureQuery{}, err
	}
	days, calendar, err := s.days(ctx, zone, queryFilters(in.Where))
	if err != nil {
		return nil, metric.FigureQuery{}, err
	}
	q, err := s.figureQuery(ctx, in, days, calendar)
	if err != nil {
		return nil, metric.FigureQuery{}, err
	}
	plan, err := s.planFigure(ctx, &q)
	if err != nil {
		return nil, metric.FigureQuery{}, err
	}
	e := &explaining{store: s.Store, plan: plan, zone: zone, from: q.From, to: q.To, after: in.After, limit: in.Limit}
	if e.perDay, err = dayMeanOf(in, q, plan.Metric, days, calendar); err != nil {
		return nil, metric.FigureQuery{}, err
	}
	switch measures := plan.Question.Measures; {
	case in.Part < len(measures):
		e.measure = measures[in.Part]
	case e.perDay == nil:
		return nil, metric.FigureQuery{}, fmt.Errorf("%w: %s has no part %d", metric.ErrQuestion, in.Metric, in.Part)
	default:
		e.days = true
	}
	return e, q, nil
}

// planFigure plans a figure, and names its row as the store does. What cannot be asked at all is refused whatever its row is called.
func (s *server) planFigure(ctx context.Context, q *metric.FigureQuery) (metric.FigurePlan, error) {
	plan, err := metric.PlanFigure(*q)
	if err != nil {
		return plan, err
	}
	keys, err := s.rowKeys(ctx, q.By, q.Keys)
	if err != nil || slices.Equal(keys, q.Keys) {
		return plan, err
	}
	q.Keys = keys
	return metric.PlanFigure(*q)
}

// figureQuery is the figure that a request names.
func (s *server) figureQuery(ctx context.Context, in *ExplainRequest, days metric.Days, calendar *settings.Calendar) (metric.FigureQuery, error) {
	from, to, err := parseRange(in.From, in.To, days)
	if err != nil {
		return metric.FigureQuery{}, err
	}
	promised, err := s.promised(ctx)
	if err != nil {
		return metric.FigureQuery{}, err
	}
	only := settings.WorkingTime(in.Only)
	if in.Per != "" && only == settings.AllTime {
		only = settings.OnWorkingDays
	}
	within, err := calendar.Working(only, days.Zone, from, to)
	if err != nil {
		return metric.FigureQuery{}, err
	}
	q := metric.FigureQuery{
		Metric: in.Metric, From: from, To: to, Keys: in.Keys, Where: queryFilters(in.Where), Within: within,
		TimeField: metric.TimeField(in.TimeField), Scope: viewer(ctx),
		FollowCustomers: s.FollowCustomers, Promised: promised,
	}
	for _, dimension := range in.By {
		q.By = append(q.By, metric.Dimension(dimension))
	}
	return q, nil
}

// explaining is an explanation on its way: what is asked, and what was found in one state of the store.
type explaining struct {
	store    store.Store
	plan     metric.FigurePlan
	measure  metric.Measure // whose contacts are listed
	perDay   *dayMean       // nil: the figure is no mean of days
	days     bool           // the days are listed
	zone     *time.Location
	from, to time.Time
	after    string
	limit    int

	answer []metric.Slice // to the plan's question
	list   ExplainList
}

func (e *explaining) run(ctx context.Context) error {
	e.list = ExplainList{Contacts: []ExplainedContact{}, Agents: []ExplainedAgent{}, Intervals: []ExplainedInterval{}, Days: []ExplainedDay{}}
	switch {
	case e.days:
		return e.listDays(ctx)
	case e.plan.Agents:
		return e.shares(ctx)
	case e.measure.Aggregate == metric.Spent:
		return e.intervals(ctx)
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
	matching = metric.All(matching, asked.Within.Predicate(asked.TimeField.Column()))
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
	info, err := metricInfo(e.plan.Metric, q.Promised)
	if err != nil {
		return Explanation{}, err
	}
	found := Explanation{
		Metric: info, Figure: figure.Pointer(), From: e.from, To: e.to, Zone: e.zone.String(),
		TimeField: string(cmp.Or(e.plan.Question.TimeField, e.plan.Metric.TimeField)), Filters: explainFilters(q, e.answer), Combine: combines[e.plan.Metric.Combine],
		List: e.list,
	}
	for i, measure := range e.plan.Question.Measures {
		part := ExplainPart{
			Aggregate: aggregates[measure.Aggregate], Formula: measure.Formula(), Columns: []ColumnInfo{}, Unit: string(metric.UnitCount),
			Value: number(values[i]),
		}
		switch {
		case measure.OfColumn() && measure.Column.Seconds():
			part.Unit = string(metric.UnitSeconds)
		case measure.Aggregate == metric.Spent && measure.Amount.Millis():
			part.Unit = unitMillis
		}
		for _, column := range measure.Columns() {
			part.Columns = append(part.Columns, columnInfo(column))
		}
		found.Parts = append(found.Parts, part)
	}
	if e.perDay != nil {
		found.Figure = metric.Mean(values[0].Or(0), e.perDay.n).Pointer()
		found.Parts, found.Combine = append(found.Parts, e.perDay.part()), combines[metric.AsMean]
	}
	return found, nil
}

var combines = map[metric.Combine]string{
	metric.AsCount: "count", metric.AsSum: "sum", metric.AsExtreme: "extreme", metric.AsMean: "mean", metric.AsPercent: "percent",
	metric.AsMillis: "time", metric.AsMillisMean: "mean_time", metric.AsAgentMean: "agent_mean",
	metric.AsAgentCount: "agent_count",
}

// unitMillis is the unit of a part of time spent, of which figures are seconds.
const unitMillis = "milliseconds"

var aggregates = map[metric.Aggregate]string{
	metric.Count: "count", metric.Sum: "sum", metric.Min: "min", metric.Max: "max", metric.Percentile: "percentile",
	metric.Distinct: "distinct", metric.OnlineAgents: "online_agents", metric.SeenAgents: "seen_agents", metric.Spent: "spent",
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
