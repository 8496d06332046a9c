package api

import (
	"context"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// intervals lists what adds to a part of time spent.
func (e *explaining) intervals(ctx context.Context) error {
	asked, amount := e.plan.Question, e.measure.Amount
	page, err := e.store.AgentIntervals(ctx, store.AgentIntervalQuery{
		Scope: asked.Scope, From: e.from, To: e.to, Where: asked.Where, Adding: amount, Within: e.plan.Within,
		Beside: []metric.Question{asked}, After: e.after, Limit: e.limit,
	})
	if err != nil {
		return err
	}
	e.answer, e.list.Next, e.list.Total = e.plan.Joined(page.Beside[0]), page.Next, page.Total
	for i := range page.Rows {
		e.list.Intervals = append(e.list.Intervals, e.interval(&page.Rows[i]))
	}
	return nil
}

// interval is a row of such a list.
func (e *explaining) interval(row *store.AgentInterval) ExplainedInterval {
	span := TimeSpan{Start: row.Start.Time().In(e.zone), End: row.End.Time().In(e.zone), Open: row.Open}
	shown := ExplainedInterval{
		TimeSpan: span, AgentARN: row.AgentARN, AgentName: label(metric.Agent, row.AgentARN, row.AgentName),
		Class: row.Class, Error: row.Error,
	}
	if row.Kind == store.ContactInterval {
		contact := handling(row, span)
		shown.Contact = some(&contact)
		if row.Next != "" {
			next := *row
			next.State = row.Next
			shown.Next = phase(&next)
		}
	}
	if e.measure.Amount.Millis() {
		ms := row.Adds(e.measure.Amount, e.plan.Within.Times(e.from.UnixMilli(), e.to.UnixMilli()))
		shown.Contribution = &ms
	}
	return shown
}

// shares lists the agents over whom a mean is taken, with what each has of both parts, or those who are counted, with what
// each has.
func (e *explaining) shares(ctx context.Context) error {
	answers, err := e.store.Query(ctx, e.plan.Question)
	if err != nil {
		return err
	}
	e.answer = e.plan.Joined(answers[0])
	var all []ExplainedAgent
	for _, slice := range e.answer {
		at := len(slice.Keys) - 1 // by agent, whatever else
		agent := ExplainedAgent{
			AgentARN: slice.Keys[at], AgentName: label(metric.Agent, slice.Keys[at], slice.Names[at]), Above: &slice.Values[0].Value,
		}
		if e.plan.Metric.Combine == metric.AsAgentMean {
			agent.Below = &slice.Values[1].Value
		}
		if slice.Values[len(slice.Values)-1].Value > 0 {
			all = append(all, agent)
		}
	}
	return e.pageOfAgents(all)
}
