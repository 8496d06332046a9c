package api

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// agents lists the agents who are counted, by name, each with one contact.
func (e *explaining) agents(ctx context.Context) error {
	byAgent := e.plan.ByAgent(e.measure)
	q := e.contacts(metric.Any(), byAgent) // no contact: the agents come first
	page, err := e.store.Contacts(ctx, q)
	if err != nil {
		return err
	}
	e.answer = page.Beside[0]
	var all []ExplainedAgent
	for _, slice := range page.Beside[1] {
		agent := ExplainedAgent{
			AgentARN: slice.Keys[0], AgentName: label(metric.Agent, slice.Keys[0], slice.Names[0]), Contacts: slice.Values[0].Value,
		}
		if len(slice.Values) > 1 {
			online := slice.Values[1].Value > 0
			agent.Online = &online
		}
		if agent.AgentARN != "" && (agent.Contacts > 0 || agent.Online != nil && *agent.Online) {
			all = append(all, agent)
		}
	}
	if err := e.pageOfAgents(all); err != nil {
		return err
	}
	return e.addContacts(ctx)
}

// pageOfAgents lists the page that is asked for of all agents, by name.
func (e *explaining) pageOfAgents(all []ExplainedAgent) error {
	slices.SortFunc(all, func(a, b ExplainedAgent) int {
		return cmp.Or(cmp.Compare(a.AgentName, b.AgentName), cmp.Compare(a.AgentARN, b.AgentARN))
	})
	skip, err := strconv.Atoi(cmp.Or(e.after, "0"))
	if err != nil || skip < 0 || skip > len(all) {
		return store.ErrCursor
	}
	e.list.Total = int64(len(all))
	if len(all)-skip > e.limit {
		all, e.list.Next = all[:skip+e.limit], strconv.Itoa(skip+e.limit)
	}
	e.list.Agents = append(e.list.Agents, all[skip:]...)
	return nil
}

// addContacts shows with each agent of the page the newest contact.
func (e *explaining) addContacts(ctx context.Context) error {
	q := e.contacts(e.measure.Contributors())
	q.Beside, q.OneEach = nil, metric.Agent
	filter := metric.Filter{Dimension: metric.Agent}
	for _, agent := range e.list.Agents {
		filter.Values = append(filter.Values, agent.AgentARN)
	}
	q.Where = append(slices.Clip(q.Where), filter)
	page, err := e.store.Contacts(ctx, q)
	if err != nil {
		return err
	}
	for _, item := range contactItems(page.Rows, e.zone) {
		at := slices.IndexFunc(e.list.Agents, func(a ExplainedAgent) bool { return a.AgentARN == item.AgentARN })
		if at >= 0 {
			e.list.Agents[at].Contact = some(&item)
		}
	}
	return nil
}

const (
	// placeAttempts is how often a percentile is asked for, when contacts keep coming between two questions.
	placeAttempts = 5
	// neighbours is how many contacts are shown on either side of a percentile.
	neighbours = 5
)

var errMoved = errors.New("contacts came faster than they could be listed")

// place lists the contacts around a percentile: with its very value, and the nearest on either side.
func (e *explaining) place(ctx context.Context) error {
	answers, err := e.store.Query(ctx, e.plan.Question)
	if err != nil {
		return err
	}
	e.answer = answers[0]
	for range placeAttempts {
		found, err := e.placeAt(ctx)
		if err != nil || found {
			return err
		}
	}
	return errMoved
}

// placeAt looks at the place of the figure as it was answered. It is false, with a new answer, when that is no longer the
// figure.
func (e *explaining) placeAt(ctx context.Context) (bool, error) {
	value, err := e.placeValue()
	if err != nil {
		return false, err
	}
	column, all := e.measure.Column, e.measure.Contributors()
	than := func(op metric.Op) metric.Predicate { return metric.All(all, metric.Compare(column, op, value.Value)) }
	counts := e.plan.Beside(
		metric.CountOf("less", than(metric.OpLess)), metric.CountOf("equal", than(metric.OpEqual)), metric.CountOf("more", than(metric.OpGreater)))
	page, err := e.store.Contacts(ctx, e.contacts(than(metric.OpEqual), counts))
	if err != nil {
		return false, err
	}
	e.answer = page.Beside[0]
	now, err := e.placeValue()
	if err != nil || now != value {
		return false, err
	}
	if !value.Valid {
		return true, nil
	}
	n, err := e.plan.Values(counts, page.Beside[1])
	if err != nil {
		return false, err
	}
	of := n[0].Value + n[1].Value + n[2].Value
	e.list.Total = of
	e.list.Rank = some(&ExplainPlace{
		Percent: e.measure.Rank, Place: e.measure.Place(of), Of: of, Less: n[0].Value, Equal: n[1].Value, More: n[2].Value,
	})
	more, err := e.neighbours(ctx, than(metric.OpGreater), true)
	if err != nil {
		return false, err
	}
	less, err := e.neighbours(ctx, than(metric.OpLess), false)
	slices.Reverse(more)
	e.list.Contacts = e.explained(slices.Concat(more, page.Rows, less))
	return true, err
}

// placeValue is the measure's value in the answer.
func (e *explaining) placeValue() (metric.Int, error) {
	_, values, err := e.plan.Read(e.answer)
	if err != nil {
		return metric.Int{}, err
	}
	return values[0], nil
}

func (e *explaining) neighbours(ctx context.Context, which metric.Predicate, least bool) ([]store.ContactRow, error) {
	q := e.contacts(which)
	q.Beside, q.Limit, q.Order = nil, neighbours, store.ContactOrder{Column: &e.measure.Column, Reverse: least}
	page, err := e.store.Contacts(ctx, q)
	return page.Rows, err
}
