package metric

import (
	"fmt"
	"slices"
	"time"
)

// FigureQuery names one figure of a table: that of a metric over a bucket or range, in the group of its row.
type FigureQuery struct {
	Metric    string // as Find takes it
	From, To  time.Time
	By        []Dimension // the table's groups
	Keys      []string    // of the figure's row, one per By; none where it is in the totals
	Where     []Filter
	TimeField TimeField // ByDisconnect where "", as in Query
	Scope     Scope

	FollowCustomers bool // as in Query
}

// FigurePlan is what a store is asked for a figure, exactly as Run asks for the whole table: one bucket, the group's keys as
// filters.
type FigurePlan struct {
	Metric   Metric
	Question Question // of the metric's measures, in their order
	keys     []string
}

// PlanFigure plans a figure. Errors wrap ErrRange, ErrUnknownMetric or ErrQuestion.
func PlanFigure(q FigureQuery) (FigurePlan, error) {
	if len(q.Keys) > 0 && len(q.Keys) != len(q.By) {
		return FigurePlan{}, fmt.Errorf("%w: %d keys of %d groups", ErrQuestion, len(q.Keys), len(q.By))
	}
	planned, err := newPlan(Query{
		Metrics: []string{q.Metric}, From: q.From, To: q.To, Zone: time.UTC, By: q.By, Where: q.Where, TimeField: q.TimeField, Scope: q.Scope,
		FollowCustomers: q.FollowCustomers,
	})
	if err != nil {
		return FigurePlan{}, err
	}
	if m := planned.metrics[0].metric; m.Source != OfContacts {
		return FigurePlan{}, fmt.Errorf("%w: %s is made of agents' intervals and not of contacts; ask for those", ErrQuestion, m.ID)
	}
	f := FigurePlan{Metric: planned.metrics[0].metric, Question: planned.parts[0].totals, keys: q.Keys}
	if len(q.Keys) > 0 {
		f.Question = planned.parts[0].rows
	}
	f.Question.Measures = inOrder(f.Question.Measures, planned.metrics[0].at)
	for i, key := range q.Keys {
		f.Question.Where = append(slices.Clip(f.Question.Where), Filter{Dimension: q.By[i], Values: []string{key}})
	}
	return f, nil
}

func inOrder(measures []Measure, at []int) []Measure {
	var all []Measure
	for _, i := range at {
		all = append(all, measures[i])
	}
	return all
}

// Read is the figure that the store's answer makes, and the integers that it is made of.
func (f FigurePlan) Read(answer []Slice) (Figure, []Int, error) {
	values, err := f.Values(f.Question, answer)
	if err != nil {
		return Figure{}, nil, err
	}
	return f.Metric.Combine.Figure(values), values, nil
}

// Values are the measures of a question for the figure's group, as its Question is or asked beside it.
func (f FigurePlan) Values(q Question, answer []Slice) ([]Int, error) {
	values := make([]Int, len(q.Measures))
	for i, m := range q.Measures {
		values[i].Valid = !m.OfColumn() // a count over nothing is 0
	}
	for _, slice := range answer {
		if len(f.keys) > 0 && !slices.Equal(slice.Keys, f.keys) {
			continue
		}
		if len(slice.Values) != len(values) {
			return nil, fmt.Errorf("explain %s: %d values of %d measures", f.Metric.ID, len(slice.Values), len(values))
		}
		values = slice.Values
	}
	return values, nil
}

// Beside asks other measures of the same contacts.
func (f FigurePlan) Beside(measures ...Measure) Question {
	q := f.Question
	q.Measures = measures
	return q
}

// ByAgent asks of each agent how many of the measure's contacts he was on and, where that can be asked, whether he was
// online.
func (f FigurePlan) ByAgent(measure Measure) Question {
	q := f.Beside(CountOf("contacts", measure.Contributors()))
	q.GroupBy = []Dimension{Agent}
	if measure.ByAgentEvents() {
		q.Measures = append(q.Measures, measureAgentsOnline)
	}
	return q
}

// Place is where a percentile stands among n values in ascending order, counted from 1.
func (m Measure) Place(n int64) int64 { return int64(nearestRank(m.Rank, int(n))) + 1 }
