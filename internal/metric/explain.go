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
	Within    Windows   // as in Query
	TimeField TimeField // ByDisconnect where "", as in Query
	Scope     Scope

	FollowCustomers bool // as in Query
	Promised        ByQueue
}

// FigurePlan is what a store is asked for a figure, exactly as Run asks for the whole table: one bucket, the group's keys as
// filters.
type FigurePlan struct {
	Metric   Metric
	Question Question // of the metric's measures, in their order
	// Agents says that the figure is a mean over several agents, of whom the question asks one by one.
	Agents bool
	// Within are the times in the range that count of time spent, of which the question asks piece by piece; nil: all of it.
	Within Windows
	keys   []string
	of     []int // as in part, of the range
}

// PlanFigure plans a figure. Errors wrap ErrRange, ErrUnknownMetric or ErrQuestion.
func PlanFigure(q FigureQuery) (FigurePlan, error) {
	if len(q.Keys) > 0 && len(q.Keys) != len(q.By) {
		return FigurePlan{}, fmt.Errorf("%w: %d keys of %d groups", ErrQuestion, len(q.Keys), len(q.By))
	}
	planned, err := newPlan(Query{
		Metrics: []string{q.Metric}, From: q.From, To: q.To, Zone: time.UTC, By: q.By, Where: q.Where, Within: q.Within,
		TimeField: q.TimeField, Scope: q.Scope,
		FollowCustomers: q.FollowCustomers, Promised: q.Promised,
	})
	if err != nil {
		return FigurePlan{}, err
	}
	f := FigurePlan{Metric: planned.metrics[0].metric, Question: planned.parts[0].totals, keys: q.Keys, of: planned.parts[0].of}
	if f.of != nil {
		f.Within = planned.within
	}
	if len(q.Keys) > 0 {
		f.Question = planned.parts[0].rows
	}
	f.Agents = planned.parts[0].agents && len(f.Question.GroupBy) > len(q.Keys)
	f.Question.Measures = inOrder(f.Question.Measures, planned.metrics[0].at)
	for i, key := range q.Keys {
		f.Question.Where = append(slices.Clip(f.Question.Where), Filter{Dimension: q.By[i], Values: []string{key}})
	}
	return f, nil
}

// Joined is the answer to the plan's question as that of the whole range: one slice of each group.
func (f FigurePlan) Joined(answer []Slice) []Slice {
	if f.of == nil {
		return answer
	}
	return joined(answer, f.of)
}

func inOrder(measures []Measure, at []int) []Measure {
	var all []Measure
	for _, i := range at {
		all = append(all, measures[i])
	}
	return all
}

// Read is the figure that the store's answer makes, Joined, and the integers that it is made of.
func (f FigurePlan) Read(answer []Slice) (Figure, []Int, error) {
	if f.Agents {
		return f.readAgents(answer)
	}
	values, err := f.Values(f.Question, answer)
	if err != nil {
		return Figure{}, nil, err
	}
	return f.Metric.Combine.Figure(values), values, nil
}

// readAgents reads the answers by agent: the mean of their shares, and what all of them have together.
func (f FigurePlan) readAgents(answer []Slice) (Figure, []Int, error) {
	var all []Int
	sums := make([]Int, len(f.Question.Measures))
	for i := range sums {
		sums[i].Valid = true
	}
	for _, slice := range answer {
		if !slices.Equal(slice.Keys[:min(len(f.keys), len(slice.Keys))], f.keys) {
			continue
		}
		if len(slice.Values) != len(sums) {
			return Figure{}, nil, fmt.Errorf("explain %s: %d values of %d measures", f.Metric.ID, len(slice.Values), len(sums))
		}
		all = append(all, slice.Values...)
		for i, value := range slice.Values {
			sums[i].Value += value.Or(0)
		}
	}
	return f.Metric.Combine.Figure(all), sums, nil
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
