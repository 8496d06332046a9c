package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/metric"
)

// spentKeys are the values of the dimensions that a question about time spent is grouped by.
type spentKeys [metric.MaxGroupBy + 1]string

type spentKey struct {
	bucket int
	keys   spentKeys
}

// spentAnswer adds up the time of a question: of the tables, as sums by all that decides what the time counts as, and of
// what still goes on.
type spentAnswer struct {
	*reading
	question metric.Question
	sums     map[spentKey]*metric.Sums // nil until they are asked for

	// Of offers that nobody took because the customer may have gone, the states and what followed.
	offered, untaken []int32
}

// spent answers a question about time spent, from the sums of the shared one that includes it.
func (r *reading) spent(ctx context.Context, q metric.Question) ([]metric.Slice, error) {
	a := r.including(q)
	if a.sums == nil {
		if err := a.addUp(ctx); err != nil {
			return nil, err
		}
	}
	return a.slices(q), nil
}

func (a *spentAnswer) addUp(ctx context.Context) error {
	a.sums = map[spentKey]*metric.Sums{}
	steps := []func(context.Context) error{a.handlings, a.gone, a.open}
	if a.question.Source == metric.OfAgentTime {
		steps = []func(context.Context) error{a.stretches, a.open}
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// slices are the answer to a question that is included.
func (a *spentAnswer) slices(q metric.Question) []metric.Slice {
	var all []metric.Slice
	for key, sums := range a.rolledUp(q) {
		values, some := sums.Values(q.Measures)
		if !some {
			continue
		}
		s := metric.Slice{Bucket: key.bucket, Values: values}
		for i, d := range q.GroupBy {
			word, _ := a.words.find(key.keys[i])
			s.Keys, s.Names = append(s.Keys, key.keys[i]), append(s.Names, a.names.newest(d, word))
		}
		all = append(all, s)
	}
	sortSlices(all)
	return all
}

func (a *spentAnswer) of(key spentKey) *metric.Sums {
	sums := a.sums[key]
	if sums == nil {
		sums = &metric.Sums{}
		a.sums[key] = sums
	}
	return sums
}

// stretches adds the time of agents.
func (a *spentAnswer) stretches(ctx context.Context) error {
	offline, _ := a.words.find(string(activity.Offline))
	text := a.cutSQL(spentCut{
		table: "agent_stretches", of: []string{"class", "error"},
		condition: fmt.Sprintf("(class not in (0, %d) or error = 1)", offline),
	})
	return a.eachSum(ctx, "agents' time", text, 2, func(sums *metric.Sums, of []int32, ms, _ int64) {
		sums.Agents.Spend(&activity.Stretch{Class: activity.Class(a.words.text(of[0])), Error: of[1] == 1}, ms)
	})
}

// handlings adds the time of contacts, and counts what their intervals ended in: offers that were decided, connectings that
// were over.
func (a *spentAnswer) handlings(ctx context.Context) error {
	text := a.endsSQL("", "true")
	if a.asks(metric.AmountHandling, metric.AmountTalk, metric.AmountHold, metric.AmountPause, metric.AmountACW, metric.AmountConnecting) {
		text = a.cutSQL(spentCut{table: "agent_handlings", of: endedColumns, ends: a.asksEnds(), condition: "true"})
	}
	return a.eachSum(ctx, "contacts' time", text, len(endedColumns), func(sums *metric.Sums, of []int32, ms, ends int64) {
		c := ended(a.words, of)
		sums.Contacts.Spend(c, ms)
		sums.Contacts.End(c, ends, 0)
		if c.Abandonable() {
			a.offered, a.untaken = append(a.offered, of[2]), append(a.untaken, of[3])
		}
	})
}

// gone takes back the offers that nobody took because the customer had gone.
func (a *spentAnswer) gone(ctx context.Context) error {
	if len(a.untaken) == 0 || !a.asks(metric.AmountNonResponseWithoutAbandon) {
		return nil
	}
	condition := inSQL("agent_handlings.state", a.offered) + "\n  and " + inSQL("agent_handlings.next", a.untaken) +
		"\n  and contacts.connected_ms is null\n  and contacts.disconnect_ms <= end_ms"
	text := a.endsSQL(`
join contacts
    on contacts.id = agent_handlings.contact
    and contacts.instance = agent_handlings.instance`, condition)
	return a.eachSum(ctx, "offers that customers ended", text, len(endedColumns), func(sums *metric.Sums, of []int32, _, n int64) {
		if c := ended(a.words, of); c.Abandonable() {
			sums.Contacts.End(c, 0, n)
		}
	})
}

// asks reports whether any of the amounts is asked for.
func (a *spentAnswer) asks(amounts ...metric.Amount) bool {
	return slices.ContainsFunc(a.question.Measures, func(m metric.Measure) bool { return slices.Contains(amounts, m.Amount) })
}

// asksEnds reports whether it is asked what intervals ended in.
func (a *spentAnswer) asksEnds() bool {
	return a.asks(metric.AmountConnectings, metric.AmountOffered, metric.AmountAccepted, metric.AmountNonResponse,
		metric.AmountNonResponseWithoutAbandon)
}

// endedColumns are the columns of agent_handlings that decide what an interval counts as.
var endedColumns = []string{"channel", "initiation_method", "state", "next"}

// ended is an interval that ended so: channel, initiation method, state and next state.
func ended(w *words, of []int32) *activity.Contact {
	return &activity.Contact{
		Channel: w.text(of[0]), InitiationMethod: w.text(of[1]), State: w.text(of[2]), Next: w.text(of[3]),
	}
}

// eachSum reads the rows of a statement: bucket, keys, n words of what the row counts as, milliseconds and ends.
func (a *spentAnswer) eachSum(ctx context.Context, name, text string, n int, add func(sums *metric.Sums, of []int32, ms, ends int64)) error {
	var bucket int
	var ms, ends int64
	words := make([]int32, len(a.question.GroupBy)+n)
	into := []any{&bucket}
	for i := range words {
		into = append(into, &words[i])
	}
	into = append(into, &ms, &ends)
	return a.each(ctx, name, text, nil, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		key := spentKey{bucket: bucket}
		for i, word := range words[:len(words)-n] {
			key.keys[i] = a.words.text(word)
		}
		add(a.of(key), words[len(words)-n:], ms, ends)
		if len(a.sums) > metric.MaxRows {
			return metric.ErrRows
		}
		return nil
	})
}
