package metric

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Asker answers questions: a store.
type Asker interface {
	Query(ctx context.Context, questions ...Question) ([][]Slice, error)
}

// Query asks for any metrics, in buckets and groups.
type Query struct {
	Metrics   []string // ids with parameters, as Find takes them
	From, To  time.Time
	Zone      *time.Location
	DayStart  time.Duration // Days.From
	Every     Every         // Total where ""
	By        []Dimension   // at most MaxGroupBy
	Where     []Filter
	Within    Windows   // the only times that count; they may reach beyond the range. Rows are of buckets with some of them
	TimeField TimeField // ByDisconnect where "", as Amazon attributes contacts
	Scope     Scope

	FollowCustomers bool    // customers may be followed from contact to contact by their number
	Promised        ByQueue // what service_level:seconds=queue judges by

	Top     *Top        // nil: all groups
	Compare *Comparison // nil: with nothing
}

func (q Query) days() Days { return Days{Zone: q.Zone, From: q.DayStart} }

// Run answers a query. Without By, every bucket has a row, zeros included; with it, the groups that have contacts do. The
// totals are asked for themselves: a mean of means is no mean, and an agent of two days is one agent. A metric of a moment
// of its own (Metric.OwnTime) is counted by that, whatever the query's TimeField. Errors wrap ErrRange, ErrUnknownMetric
// or ErrQuestion where the query is at fault.
//
// With Top there are rows of the first values of a dimension alone, and Others. With Compare each row has the other period's
// figures too; groups and buckets that only the other period has are rows as well.
func Run(ctx context.Context, asker Asker, q Query) (Table, error) {
	s, err := newSheet(ctx, asker, q)
	if err != nil {
		return Table{}, err
	}
	if err := ask(ctx, asker, s.all()...); err != nil {
		return Table{}, err
	}
	return s.table()
}

// asked is a plan with what is answered to it, in the order of its questions.
type asked struct {
	*plan
	answers [][]Slice
}

// ask asks all plans at once, so that all answers are of one state.
func ask(ctx context.Context, asker Asker, all ...*asked) error {
	var questions []Question
	for _, a := range all {
		questions = append(questions, a.questions()...)
	}
	answers, err := asker.Query(ctx, questions...)
	if err != nil {
		return fmt.Errorf("query metrics: %w", err)
	}
	if len(answers) != len(questions) {
		return fmt.Errorf("query metrics: %d answers to %d questions", len(answers), len(questions))
	}
	for _, a := range all {
		n := len(a.questions())
		a.answers, answers = answers[:n], answers[n:]
		a.joinPieces(a.answers)
		if err := a.foldAgents(a.answers); err != nil {
			return err
		}
	}
	return nil
}

// plan is a query made into questions, with how to read the answers.
type plan struct {
	query   Query
	edges   []int64
	within  Windows // of the range
	counts  []bool  // by bucket: some of it is within
	metrics []plannedMetric
	parts   []part
}

// part is what is asked by one time field of one source.
type part struct {
	rows, totals Question
	agents       bool  // both are asked by agent too, for a mean over agents
	of           []int // where the edges are those of pieces: the bucket that each belongs to, or -1
}

// plannedMetric finds a metric's values among those of a part's slice.
type plannedMetric struct {
	name   string // as it was asked for
	metric Metric
	part   int
	at     []int
}

func newPlan(q Query) (*plan, error) {
	q, err := q.checked()
	if err != nil {
		return nil, err
	}
	edges, err := q.days().Edges(q.From, q.To, q.Every)
	if err != nil {
		return nil, err
	}
	p := &plan{query: q, edges: edges, within: q.Within.within(edges[0], edges[len(edges)-1])}
	if p.within != nil && len(p.within) == 0 {
		return nil, fmt.Errorf("%w: %s to %s has no working time by the settings; ask for a longer range, or for all of its time",
			ErrRange, inZone(q.From, q.Zone), inZone(q.To, q.Zone))
	}
	p.counts = p.within.touched(edges)
	for _, spec := range q.Metrics {
		if err := p.addMetric(spec); err != nil {
			return nil, err
		}
	}
	for i := range p.parts {
		rows := &p.parts[i].rows
		rows.Measures = answerable(*rows)
		totals := *rows // of the same measures, so that rows and totals mean the same
		totals.GroupBy = nil
		if p.parts[i].of == nil {
			totals.Edges = []int64{edges[0], edges[len(edges)-1]}
		}
		if p.parts[i].agents {
			totals.GroupBy = []Dimension{Agent}
		}
		p.parts[i].totals = totals
		if err := rows.Validate(); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// checked is the query with its defaults, if it can be asked as far as the query alone tells.
func (q Query) checked() (Query, error) {
	if q.Every == "" {
		q.Every = Total
	}
	if q.TimeField == "" {
		q.TimeField = ByDisconnect
	}
	switch {
	case len(q.Metrics) == 0:
		return q, fmt.Errorf("%w: none was named; name one or more, such as contacts_handled", ErrUnknownMetric)
	case !slices.Contains(TimeFields(), q.TimeField):
		return q, fmt.Errorf("%w: unknown time field %q; %s", ErrQuestion, q.TimeField, suggest(string(q.TimeField), TimeFields()))
	}
	for i, spec := range q.Metrics {
		if slices.Contains(q.Metrics[:i], spec) {
			return q, fmt.Errorf("%w: %s is asked for twice, and would be two columns of one name; ask for it once", ErrQuestion, spec)
		}
	}
	for i, dimension := range q.By {
		if slices.Contains(q.By[:i], dimension) {
			return q, fmt.Errorf("%w: grouped by %s twice; group by it once", ErrQuestion, dimension)
		}
	}
	return q, nil
}

func (p *plan) addMetric(spec string) error {
	m, err := p.query.Promised.Find(spec)
	if err != nil {
		return err
	}
	if m.followsCustomers() && !p.query.FollowCustomers {
		return fmt.Errorf("%w: %s follows customers by their number, which is off; --follow-customers switches it on", ErrQuestion, m.ID)
	}
	if err := m.fits(p.query); err != nil {
		return err
	}
	planned := plannedMetric{name: spec, metric: m, part: p.partOf(m)}
	rows := &p.parts[planned.part].rows
	for _, measure := range m.Measures {
		at := slices.IndexFunc(rows.Measures, func(known Measure) bool { return known.Name == measure.Name })
		if at < 0 {
			at = len(rows.Measures)
			rows.Measures = append(rows.Measures, measure)
		}
		planned.at = append(planned.at, at)
	}
	p.metrics = append(p.metrics, planned)
	return nil
}

// partOf finds the part that a metric is asked in, or begins it.
func (p *plan) partOf(m Metric) int {
	begun := part{agents: m.Combine.overAgents(), rows: Question{
		Source: m.Source, TimeField: p.query.TimeField, Edges: p.edges, GroupBy: p.query.By, Where: p.query.Where,
		Scope: p.query.Scope,
	}}
	if m.Source == OfContacts {
		begun.rows.Within = p.within
	}
	switch {
	case m.Source != OfContacts && p.within != nil:
		begun.rows.TimeField = ""
		begun.rows.Edges, begun.of = p.within.pieces(p.edges)
	case m.Source != OfContacts:
		begun.rows.TimeField = ""
	case m.OwnTime:
		begun.rows.TimeField = m.TimeField
	}
	if begun.agents && !slices.Contains(p.query.By, Agent) {
		begun.rows.GroupBy = append(slices.Clone(p.query.By), Agent)
	}
	at := slices.IndexFunc(p.parts, func(known part) bool {
		return known.rows.Source == m.Source && known.rows.TimeField == begun.rows.TimeField && !known.agents && !begun.agents
	})
	if at < 0 {
		at = len(p.parts)
		p.parts = append(p.parts, begun)
	}
	return at
}

// joinPieces makes the answers to pieces of buckets those of buckets, and of the range.
func (p *plan) joinPieces(answers [][]Slice) {
	for i, of := range p.parts {
		if of.of == nil {
			continue
		}
		whole := make([]int, len(of.of))
		for k, bucket := range of.of {
			whole[k] = min(bucket, 0)
		}
		answers[2*i], answers[2*i+1] = joined(answers[2*i], of.of), joined(answers[2*i+1], whole)
	}
}

// foldAgents makes figures over agents of the answers by agent.
func (p *plan) foldAgents(answers [][]Slice) error {
	for i, of := range p.parts {
		if !of.agents {
			continue
		}
		for k, q := range []Question{of.rows, of.totals} {
			for _, s := range answers[2*i+k] {
				if len(s.Keys) != len(q.GroupBy) || len(s.Names) != len(q.GroupBy) || len(s.Values) != len(q.Measures) {
					return fmt.Errorf("query metrics: a slice of bucket %d does not belong to a question by agent", s.Bucket)
				}
			}
		}
		answers[2*i] = byGroup(answers[2*i], len(p.query.By))
		answers[2*i+1] = byGroup(answers[2*i+1], 0)
	}
	return nil
}

// questions are the rows and the totals of each part.
func (p *plan) questions() []Question {
	var all []Question
	for _, of := range p.parts {
		all = append(all, of.rows, of.totals)
	}
	return all
}

// answerable is the question's measures with agents connected in place of agents seen where agent events cannot be asked.
func answerable(q Question) []Measure {
	if q.Source != OfContacts || q.AgentEvents() {
		return q.Measures
	}
	measures := slices.Clone(q.Measures)
	for i, measure := range measures {
		if measure.Aggregate == SeenAgents {
			measures[i] = DistinctOf(measureAgentsConnected.Name, Agent, measure.Where)
		}
	}
	return measures
}
