package duckdb

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// Query answers all questions from one state: of the columns in memory, or else of the tables.
func (s *Store) Query(ctx context.Context, questions ...metric.Question) ([][]metric.Slice, error) {
	questions = s.narrowed(questions)
	answers, err := s.fromHot(ctx, questions)
	if answers == nil && err == nil {
		answers, err = s.fromTables(ctx, questions)
	}
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	return answers, nil
}

// fromTables answers all questions from one snapshot of the database.
func (s *Store) fromTables(ctx context.Context, questions []metric.Question) ([][]metric.Slice, error) {
	var answers [][]metric.Slice
	err := s.read(ctx, func(r *reading) (err error) {
		answers, err = r.answers(ctx, questions)
		return err
	})
	return answers, err
}

func (r *reading) answers(ctx context.Context, questions []metric.Question) ([][]metric.Slice, error) {
	r.share(questions)
	answers := make([][]metric.Slice, len(questions))
	for i, q := range questions {
		answer, err := r.answer(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("question %d: %w", i+1, err)
		}
		answers[i] = answer
	}
	return answers, nil
}

// reading is one snapshot of the database, with the texts for its numbers.
type reading struct {
	tx     *sql.Tx
	words  *words
	names  *names
	states *agentStates // as they were when the reading began
	shared []*spentAnswer
	now    connect.Millis
}

// read runs do on a snapshot.
func (s *Store) read(ctx context.Context, do func(*reading) error) error {
	s.gate.RLock()
	defer s.gate.RUnlock()
	tx, err := s.db.pool.BeginTx(begin(ctx), nil)
	if err == nil {
		err = do(&reading{tx: tx, words: s.words, names: s.names, states: s.agents(), now: connect.MillisOf(s.opts.Now())})
		_ = tx.Rollback() // nothing was written
	}
	if broken(err) {
		s.suspect(err)
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	return interrupted(ctx, err)
}

// begin is the context in which a transaction begins. One that ended meanwhile would leave a connection in a transaction that
// the driver knows nothing of, and nobody could use it again.
func begin(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// each runs a query and calls row for each row.
func (r *reading) each(ctx context.Context, name, text string, args []any, row func(*sql.Rows) error) error {
	rows, err := r.tx.QueryContext(ctx, text, args...)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return eachRow(rows, name, row)
}

func (r *reading) answer(ctx context.Context, q metric.Question) ([]metric.Slice, error) {
	if err := q.Validate(); err != nil {
		return nil, err
	}
	if !q.Scope.SeesEverything() {
		return nil, nil
	}
	if q.Source != metric.OfContacts {
		return r.spent(ctx, q)
	}
	p := newPlan(q, r.words)
	a := answer{plan: p, reading: r, slices: map[sliceKey]*metric.Slice{}}
	if err := r.each(ctx, "contacts", p.statement(r), p.args, a.row); err != nil {
		return nil, err
	}
	slices := make([]metric.Slice, 0, len(a.slices))
	for _, slice := range a.slices {
		slices = append(slices, *slice)
	}
	var err error
	if needsSets(q) {
		slices, err = r.withSets(ctx, q, slices)
	}
	sortSlices(slices)
	return slices, err
}

func sortSlices(all []metric.Slice) {
	slices.SortFunc(all, func(a, b metric.Slice) int {
		return cmp.Or(cmp.Compare(a.Bucket, b.Bucket), slices.Compare(a.Keys, b.Keys))
	})
}

// whereSQL keeps the contacts of a range that pass all filters.
func (r *reading) whereSQL(moment string, from, to int64, filters []metric.Filter, args *arguments) string {
	conditions := []string{fmt.Sprintf("%s >= %d and %s < %d", moment, from, moment, to)}
	for _, filter := range filters {
		conditions = append(conditions, r.filterSQL(filter, args))
	}
	return strings.Join(conditions, "\n  and ")
}

// questionSQL is whereSQL of a question: its range, its filters, and the times in it that count.
func (r *reading) questionSQL(q metric.Question, args *arguments) string {
	where := r.whereSQL(q.TimeField.Column().Name(), q.Edges[0], q.Edges[len(q.Edges)-1], q.Where, args)
	if q.Within != nil {
		where += "\n  and " + predicateSQL(r.words, q.Within.Predicate(q.TimeField.Column()), false)
	}
	return where
}

// wordsOf are the numbers that a filter's values mean; what no record ever had means nothing.
func (r *reading) wordsOf(f metric.Filter) []int32 {
	var ids []int32
	for _, key := range r.names.resolve(f) {
		if id, known := r.words.find(key); known {
			ids = append(ids, id)
		}
	}
	return ids
}
