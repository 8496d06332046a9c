package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
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
	sums     map[spentKey]*metric.Sums
}

// spent answers a question about time spent.
func (r *reading) spent(ctx context.Context, q metric.Question) ([]metric.Slice, error) {
	a := &spentAnswer{reading: r, question: q, sums: map[spentKey]*metric.Sums{}}
	steps := []func(context.Context) error{a.handlings, a.ends, a.open}
	if q.Source == metric.OfAgentTime {
		steps = []func(context.Context) error{a.stretches, a.open}
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return a.slices(), nil
}

func (a *spentAnswer) slices() []metric.Slice {
	var all []metric.Slice
	for key, sums := range a.sums {
		values, some := sums.Values(a.question.Measures)
		if !some {
			continue
		}
		s := metric.Slice{Bucket: key.bucket, Values: values}
		for i, d := range a.question.GroupBy {
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
	text := a.cutSQL("agent_stretches", []string{"class", "error"}, fmt.Sprintf("(class not in (0, %d) or error = 1)", offline))
	return a.eachSum(ctx, "agents' time", text, 2, func(sums *metric.Sums, of []int32, ms int64) {
		sums.Agents.Spend(&activity.Stretch{Class: activity.Class(a.words.text(of[0])), Error: of[1] == 1}, ms)
	})
}

// handlings adds the time of contacts.
func (a *spentAnswer) handlings(ctx context.Context) error {
	if !a.asks(metric.AmountHandling, metric.AmountTalk, metric.AmountHold, metric.AmountPause, metric.AmountACW, metric.AmountConnecting) {
		return nil
	}
	text := a.cutSQL("agent_handlings", []string{"state", "initiation_method"})
	return a.eachSum(ctx, "contacts' time", text, 2, func(sums *metric.Sums, of []int32, ms int64) {
		sums.Contacts.Spend(&activity.Contact{State: a.words.text(of[0]), InitiationMethod: a.words.text(of[1])}, ms)
	})
}

// asks reports whether any of the amounts is asked for.
func (a *spentAnswer) asks(amounts ...metric.Amount) bool {
	return slices.ContainsFunc(a.question.Measures, func(m metric.Measure) bool { return slices.Contains(amounts, m.Amount) })
}

// ends counts what contacts' intervals ended in: offers that were decided, connectings that were over.
func (a *spentAnswer) ends(ctx context.Context) error {
	if !a.asks(metric.AmountConnectings, metric.AmountOffered, metric.AmountAccepted, metric.AmountNonResponse,
		metric.AmountNonResponseWithoutAbandon) {
		return nil
	}
	var abandonable []int32 // states that followed offers which the customer may have ended
	err := a.eachSum(ctx, "offers", a.endsSQL("", "true"), 4, func(sums *metric.Sums, of []int32, n int64) {
		c := a.ended(of)
		sums.Contacts.End(c, n, 0)
		if c.Abandonable() && !slices.Contains(abandonable, of[3]) {
			abandonable = append(abandonable, of[3])
		}
	})
	if err != nil || len(abandonable) == 0 || !a.asks(metric.AmountNonResponseWithoutAbandon) {
		return err
	}
	gone := a.endsSQL(`
join contacts
    on contacts.id = agent_handlings.contact
    and contacts.instance = agent_handlings.instance`,
		inSQL("next", abandonable)+"\n  and contacts.connected_ms is null\n  and contacts.disconnect_ms <= end_ms")
	return a.eachSum(ctx, "offers that customers ended", gone, 4, func(sums *metric.Sums, of []int32, n int64) {
		if c := a.ended(of); c.Abandonable() {
			sums.Contacts.End(c, 0, n)
		}
	})
}

// ended is an interval that ended so: channel, initiation method, state and next state.
func (a *spentAnswer) ended(of []int32) *activity.Contact {
	w := a.words
	return &activity.Contact{
		Channel: w.text(of[0]), InitiationMethod: w.text(of[1]), State: w.text(of[2]), Next: w.text(of[3]),
	}
}

// endsSQL counts the ends of intervals by bucket, keys and what they were.
func (a *spentAnswer) endsSQL(join, condition string) string {
	q := a.question
	from, to := q.Edges[0], q.Edges[len(q.Edges)-1]
	columns := []string{bucketSQL("end_ms", q.Edges) + " as bucket"}
	for i, key := range a.keyColumns("agent_handlings.") {
		columns = append(columns, fmt.Sprintf("%s as key_%d", key, i))
	}
	for _, column := range []string{"channel", "initiation_method", "state", "next"} {
		columns = append(columns, "agent_handlings."+column+" as of_"+column)
	}
	conditions := append(a.filtersSQL("agent_handlings."), fmt.Sprintf("end_ms >= %d and end_ms < %d", from, to), condition)
	return "select\n    " + strings.Join(append(columns, "count(*)"), ",\n    ") + "\nfrom agent_handlings" + join + "\nwhere " +
		strings.Join(conditions, "\n  and ") + "\ngroup by all"
}

// cutSQL sums the milliseconds of a table's rows by bucket, keys and what they count as.
func (a *spentAnswer) cutSQL(table string, of []string, conditions ...string) string {
	q := a.question
	from, to := q.Edges[0], q.Edges[len(q.Edges)-1]
	columns := slices.Clone(a.keyColumns(""))
	for i := range columns {
		columns[i] += fmt.Sprintf(" as key_%d", i)
	}
	for _, column := range of {
		columns = append(columns, column+" as of_"+column)
	}
	conditions = slices.Concat(conditions, a.filtersSQL(""), []string{fmt.Sprintf("start_ms < %d and end_ms > %d", to, from)})
	where := "\nfrom " + table + "\nwhere " + strings.Join(conditions, "\n  and ")
	if len(q.Edges) == 2 {
		return fmt.Sprintf("select\n    0 as bucket,\n    %s,\n    cast(sum(least(end_ms, %d) - greatest(start_ms, %d)) as bigint)%s\ngroup by all",
			strings.Join(columns, ",\n    "), to, from, where)
	}
	clipped := append(columns, fmt.Sprintf("greatest(start_ms, %d) as begun", from), fmt.Sprintf("least(end_ms, %d) as ended", to))
	return fmt.Sprintf(`with clipped as (
select %s%s
),
cut as (
select *, unnest(range(cast(%s as bigint), cast(%s as bigint) + 1)) as bucket from clipped
)
select bucket, columns('^(key|of)_'), cast(sum(least(ended, %s) - greatest(begun, %s)) as bigint) from cut
group by all`, strings.Join(clipped, ", "), where, bucketSQL("begun", q.Edges), bucketSQL("(ended - 1)", q.Edges),
		edgeSQL("(bucket + 1)", q.Edges), edgeSQL("bucket", q.Edges))
}

// keyColumns are the columns of the dimensions that are grouped by.
func (a *spentAnswer) keyColumns(table string) []string {
	var columns []string
	for _, d := range a.question.GroupBy {
		columns = append(columns, table+string(d))
	}
	return columns
}

func (a *spentAnswer) filtersSQL(table string) []string {
	var conditions []string
	for _, filter := range a.question.Where {
		words := a.wordsOf(filter)
		switch {
		case len(words) == 0 && filter.Not:
		case len(words) == 0:
			conditions = append(conditions, "false")
		case filter.Not:
			conditions = append(conditions, "not "+inSQL(table+string(filter.Dimension), words))
		default:
			conditions = append(conditions, inSQL(table+string(filter.Dimension), words))
		}
	}
	return conditions
}

// inSQL is a condition that a column is one of the words.
func inSQL(column string, words []int32) string {
	list := make([]string, len(words))
	for i, word := range words {
		list[i] = fmt.Sprint(word)
	}
	return column + " in (" + strings.Join(list, ", ") + ")"
}

// edgeSQL is the edge at which a bucket begins, or at which the last one ends: what bucketSQL is the inverse of.
func edgeSQL(bucket string, edges []int64) string {
	return edgeOfRuns(bucket, runsOf(edges))
}

func edgeOfRuns(bucket string, runs []run) string {
	if len(runs) > 1 {
		middle := len(runs) / 2
		return fmt.Sprintf("case when %s < %d then %s else %s end", bucket, runs[middle].base,
			edgeOfRuns(bucket, runs[:middle]), edgeOfRuns(bucket, runs[middle:]))
	}
	return fmt.Sprintf("(%s - %d) * %d + %d", bucket, runs[0].base, runs[0].step, runs[0].start)
}

// eachSum reads the rows of a statement: bucket, keys, n words of what the row counts as, and a number.
func (a *spentAnswer) eachSum(ctx context.Context, name, text string, n int, add func(sums *metric.Sums, of []int32, number int64)) error {
	keys, of := make([]int32, len(a.question.GroupBy)), make([]int32, n)
	return a.each(ctx, name, text, nil, func(rows *sql.Rows) error {
		var key spentKey
		var number int64
		into := []any{&key.bucket}
		for i := range keys {
			into = append(into, &keys[i])
		}
		for i := range of {
			into = append(into, &of[i])
		}
		if err := rows.Scan(append(into, &number)...); err != nil {
			return err
		}
		for i, word := range keys {
			key.keys[i] = a.words.text(word)
		}
		add(a.of(key), of, number)
		return nil
	})
}

// open adds what still goes on, until the end of the range or now.
func (a *spentAnswer) open(ctx context.Context) error {
	states, err := a.agentStates(ctx)
	if err != nil {
		return err
	}
	wanted := make([][]string, len(a.question.Where))
	for i, filter := range a.question.Where {
		wanted[i] = a.names.resolve(filter)
	}
	until := min(a.now, connect.Millis(a.question.Edges[len(a.question.Edges)-1]))
	for _, state := range states {
		timeline := state.Open(until)
		o := openTime{&timeline, a.question, wanted}
		if a.question.Source == metric.OfAgentTime {
			for keys, buckets := range activity.SumStretches(timeline.Stretches, a.question.Edges, o.ofStretch) {
				for i := range buckets {
					a.of(spentKey{i, keys}).Agents.Add(buckets[i])
				}
			}
			continue
		}
		for keys, buckets := range activity.SumContacts(timeline.Contacts, a.question.Edges, nil, o.ofContact) {
			for i := range buckets {
				a.of(spentKey{i, keys}).Contacts.Add(buckets[i])
			}
		}
	}
	return nil
}

// openTime gives the keys of what still goes on at an agent.
type openTime struct {
	timeline *activity.Timeline
	question metric.Question
	wanted   [][]string // by filter of the question, the values that it means
}

func (o openTime) ofStretch(s *activity.Stretch) (spentKeys, bool) {
	return o.keys(s.Configuration, &activity.Contact{})
}

func (o openTime) ofContact(c *activity.Contact) (spentKeys, bool) { return o.keys(c.Configuration, c) }

func (o openTime) keys(c *activity.Configuration, contact *activity.Contact) (spentKeys, bool) {
	row := metric.Row{
		InstanceARN: o.timeline.Instance, AgentARN: o.timeline.Agent, QueueARN: contact.Queue.ARN, Channel: contact.Channel,
		InitiationMethod: contact.InitiationMethod,
	}
	if c != nil {
		row.RoutingProfileARN, row.Hierarchy = c.RoutingProfile, c.Hierarchy
	}
	var keys spentKeys
	for i, d := range o.question.GroupBy {
		keys[i] = row.Key(d)
	}
	for i, filter := range o.question.Where {
		if slices.Contains(o.wanted[i], row.Key(filter.Dimension)) == filter.Not {
			return keys, false
		}
	}
	return keys, true
}
