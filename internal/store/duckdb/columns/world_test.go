package columns_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/metric/metrictest"
	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

const day = 86_400_000

// world makes contacts as odd as columns can be, and questions about them. It stands in for a store's words and names.
type world struct {
	r     *rand.Rand
	words map[string]int32
	texts []string
	names *metric.Names
	rows  []metric.Row // those that are there
}

func newWorld(seed uint64) *world {
	return &world{
		r: rand.New(rand.NewPCG(seed, 9)), words: map[string]int32{"": 0}, texts: []string{""}, names: metric.NewNames(),
	}
}

func (w *world) word(text string) int32 {
	id, known := w.words[text]
	if !known {
		id = int32(len(w.texts))
		w.words[text] = id
		w.texts = append(w.texts, text)
	}
	return id
}

func (w *world) Words(f metric.Filter) []int32 {
	var ids []int32
	for _, key := range w.names.Resolve(f) {
		if id, known := w.words[key]; known {
			ids = append(ids, id)
		}
	}
	return ids
}

func (w *world) Text(word int32) string { return w.texts[word] }

func (w *world) Newest(d metric.Dimension, word int32) string {
	return w.names.Newest(d, w.texts[word])
}

func (w *world) one(of ...string) string { return of[w.r.IntN(len(of))] }

// contact is a contact whose columns need not go together: what Derive makes of a record is a part of that.
func (w *world) contact() metric.Row {
	r := metric.Row{
		InstanceARN: w.one("arn:/instance/a", "arn:/instance/b"), QueueARN: w.one("", "arn:/queue/1", "arn:/queue/2", "arn:/queue/3"),
		AgentARN: w.one("", "arn:/agent/1", "arn:/agent/2", "arn:/agent/3"), RoutingProfileARN: w.one("", "arn:/profile/1", "arn:/profile/2"),
		Channel: w.one("VOICE", "CHAT"), Subtype: w.one("", "connect:Chat"), InitiationMethod: w.one("INBOUND", "OUTBOUND", "API"),
		DisconnectReason: w.one("", "AGENT_DISCONNECT"),
	}
	r.QueueName = w.one("", "Sales", "Support")
	init := int64(w.r.IntN(6*day)) - 2*day
	if w.r.IntN(3) > 0 {
		init = init / 1_800_000 * 1_800_000 // so that some began at one moment
	}
	for _, c := range metric.Columns() {
		switch {
		case c.Flag():
			r.Set(c, connect.Some(int64(w.r.IntN(4)/3)))
		case w.r.IntN(3) == 0:
		case c < metric.ColQueueS:
			r.Set(c, connect.Some(init+int64(w.r.IntN(2*day))-day/2))
		default:
			r.Set(c, connect.Some(w.duration()))
		}
	}
	r.Set(metric.ColInitMS, connect.Some(init))
	if w.r.IntN(2) == 0 { // as Derive does
		r.Set(metric.ColACWOrZeroS, r.Int(metric.ColACWS))
		talk := r.Int(metric.ColInteractionS).Or(0) + r.Int(metric.ColHoldS).Or(0)
		r.Set(metric.ColInteractionHoldS, connect.Some(talk))
		r.Set(metric.ColActiveS, connect.Some(talk+r.Int(metric.ColACWS).Or(0)))
		r.Set(metric.ColHandleS, connect.Some(talk+r.Int(metric.ColACWS).Or(0)+r.Int(metric.ColPauseS).Or(0)))
		if length := r.Int(metric.ColContactS); length.Valid {
			r.Set(metric.ColDisconnectMS, connect.Some(init+1000*length.Value))
		}
	}
	w.names.Learn(&r)
	return r
}

// duration is short, and sometimes of a width of its own.
func (w *world) duration() int64 {
	switch w.r.IntN(40) {
	case 0:
		return int64(w.r.IntN(1 << 12))
	case 1:
		return int64(w.r.IntN(1 << 20))
	case 2:
		return 1<<31 - 1
	case 3:
		return -int64(w.r.IntN(1 << 31))
	case 4:
		return 1 << 40
	default:
		return int64(w.r.IntN(60))
	}
}

// row is a contact as the cache takes it.
func (w *world) row(r *metric.Row) columns.Row {
	var words columns.Words
	for i, d := range columns.Dimensions() {
		words[i] = w.word(r.Key(d))
	}
	return columns.NewRow(r, words)
}

func (w *world) hot(rows []metric.Row) []columns.Row {
	var all []columns.Row
	for i := range rows {
		all = append(all, w.row(&rows[i]))
	}
	return all
}

// change removes some contacts and adds others.
func (w *world) change(most int) (removed, added []columns.Row) {
	var gone, come []metric.Row
	for range w.r.IntN(most) {
		if len(w.rows) > 0 {
			i := w.r.IntN(len(w.rows))
			gone = append(gone, w.rows[i])
			w.rows = slices.Delete(w.rows, i, i+1)
		}
	}
	for range w.r.IntN(2 * most) {
		come = append(come, w.contact())
	}
	w.rows = append(w.rows, come...)
	return w.hot(gone), w.hot(come)
}

// question asks something that can be answered from columns that are kept.
func (w *world) question() metric.Question {
	q := metric.Question{TimeField: metric.ByInitiation, Edges: w.edges(), Scope: metric.Everything()}
	if w.r.IntN(2) == 0 {
		q.TimeField = metric.ByDisconnect
	}
	all := columns.Dimensions()
	for range w.r.IntN(4) {
		q.GroupBy = append(q.GroupBy, all[w.r.IntN(len(all))])
	}
	q.GroupBy = q.GroupBy[:min(len(q.GroupBy), metric.MaxGroupBy)]
	for range w.r.IntN(3) {
		q.Where = append(q.Where, w.filter())
	}
	for i := range 1 + w.r.IntN(6) {
		m := metric.Measure{Name: fmt.Sprint("m", i), Where: w.predicate(3), Column: w.column(), Dimension: all[w.r.IntN(len(all))]}
		m.Aggregate = []metric.Aggregate{metric.Count, metric.Sum, metric.Min, metric.Max, metric.Distinct, metric.Percentile}[w.r.IntN(6)]
		if m.Aggregate == metric.Percentile {
			m.Rank, m.Column = 1+w.r.IntN(100), w.length()
		}
		q.Measures = append(q.Measures, m)
	}
	return q
}

func (w *world) edges() []int64 {
	from := int64(w.r.IntN(4*day)) - 2*day
	if w.r.IntN(2) == 0 {
		from = from / day * day
	}
	edges := []int64{from}
	n, step := 1+w.r.IntN(5), int64(day)
	switch w.r.IntN(4) {
	case 0:
		n, step = 300, 900_000
	case 1:
		n, step = 1, int64(1+w.r.IntN(6))*day
	case 2:
		step = 1 + w.r.Int64N(day)
	}
	for range n {
		edges = append(edges, edges[len(edges)-1]+step)
	}
	return edges
}

func (w *world) filter() metric.Filter {
	all := columns.Dimensions()
	f := metric.Filter{Dimension: all[w.r.IntN(len(all))], Not: w.r.IntN(3) == 0}
	values := map[metric.Dimension][]string{
		metric.Queue: {"Sales", "arn:/queue/1", "2", ""}, metric.Agent: {"1", "arn:/agent/2", ""},
		metric.RoutingProfile: {"1", ""}, metric.Channel: {"VOICE", "EMAIL"}, metric.InitiationMethod: {"INBOUND", "API"},
		metric.DisconnectReason: {"AGENT_DISCONNECT", ""}, metric.Instance: {"a", "arn:/instance/b"}, metric.Subtype: {"", "connect:Chat"},
	}[f.Dimension]
	for range w.r.IntN(3) {
		f.Values = append(f.Values, values[w.r.IntN(len(values))])
	}
	return f
}

// column is one that is kept.
func (w *world) column() metric.Column {
	kept := columns.Columns()
	return kept[w.r.IntN(len(kept))]
}

// length is a column that is kept and neither a moment nor a flag.
func (w *world) length() metric.Column {
	for {
		if c := w.column(); !columns.Moment(c) && !c.Flag() {
			return c
		}
	}
}

func (w *world) predicate(depth int) metric.Predicate {
	return metrictest.RandomPredicate(w.r, depth, w.column, w.keys)
}

// keys are of dimensions that a predicate can be asked about here.
func (w *world) keys() metric.Predicate {
	for {
		f := w.filter()
		if f.Dimension == metric.Agent || f.Dimension == metric.RoutingProfile {
			continue
		}
		return metric.In(f.Dimension, f.Values...)
	}
}

// compare asks a state and the reference.
func (w *world) compare(t *testing.T, s *columns.State, q metric.Question) {
	t.Helper()
	plan, can := s.Plan(q, w)
	if !can {
		t.Fatalf("question %+v is not answered", q)
	}
	got, err := plan.Answer(t.Context(), nil)
	if err != nil {
		t.Fatalf("answer %+v: %v", q, err)
	}
	want := metric.Evaluate(metric.Facts{Rows: w.rows, Names: w.names}, q)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("question %+v (- reference, + columns):\n%s", q, diff)
	}
}
