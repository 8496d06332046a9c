package duckdb

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// Query answers all questions from one snapshot of the database.
func (s *Store) Query(ctx context.Context, questions ...metric.Question) ([][]metric.Slice, error) {
	answers := make([][]metric.Slice, len(questions))
	err := s.read(ctx, func(r *reading) error {
		for i, q := range questions {
			answer, err := r.answer(ctx, q)
			if err != nil {
				return fmt.Errorf("question %d: %w", i+1, err)
			}
			answers[i] = answer
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	return answers, nil
}

// reading is one snapshot of the database, with the texts for its numbers.
type reading struct {
	tx    *sql.Tx
	words *words
	names *names
}

// read runs do on a snapshot.
func (s *Store) read(ctx context.Context, do func(*reading) error) error {
	s.gate.RLock()
	defer s.gate.RUnlock()
	tx, err := s.db.pool.BeginTx(ctx, nil)
	if err == nil {
		err = do(&reading{tx: tx, words: s.words, names: s.names})
		_ = tx.Rollback() // nothing was written
	}
	if broken(err) {
		s.suspect(err)
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	return interrupted(ctx, err)
}

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
	var slices []metric.Slice
	err := r.each(ctx, "contacts", r.contactQuestion(q), nil, func(rows *sql.Rows) error {
		slice, err := r.slice(rows, q)
		slices = append(slices, slice)
		return err
	})
	if err != nil {
		return nil, err
	}
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

// slice reads one row of an answer.
func (r *reading) slice(rows *sql.Rows, q metric.Question) (metric.Slice, error) {
	slice := metric.Slice{Values: make([]metric.Int, len(q.Measures))}
	keys := make([]int32, len(q.GroupBy))
	values := make([]sql.NullInt64, len(q.Measures))
	into := []any{&slice.Bucket}
	for i := range keys {
		into = append(into, &keys[i])
	}
	for i := range values {
		into = append(into, &values[i])
	}
	if err := rows.Scan(into...); err != nil {
		return slice, err
	}
	for i, key := range keys {
		slice.Keys = append(slice.Keys, r.words.text(key))
		slice.Names = append(slice.Names, r.names.newest(q.GroupBy[i], key))
	}
	for i, value := range values {
		slice.Values[i] = metric.Int{Value: value.Int64, Valid: value.Valid}
	}
	return slice, nil
}

// contactQuestion is the statement for a question: one pass over contacts. Numbers in it are edges, constants of the
// catalogue and words.id, never what somebody typed; identifiers come from the catalogue.
func (r *reading) contactQuestion(q metric.Question) string {
	moment := q.TimeField.Column().Name()
	var b strings.Builder
	b.WriteString("select\n    " + bucketSQL(moment, q.Edges) + " as bucket")
	for _, dimension := range q.GroupBy {
		b.WriteString(",\n    " + string(dimension))
	}
	for i, measure := range q.Measures {
		text := measureSQL(measure)
		if bySet(q, measure) {
			text = "cast(null as bigint)"
		}
		fmt.Fprintf(&b, ",\n    %s as measure_%d", text, i)
	}
	b.WriteString("\nfrom contacts\nwhere " + r.whereSQL(moment, q.Edges[0], q.Edges[len(q.Edges)-1], q.Where))
	b.WriteString("\ngroup by bucket")
	for _, dimension := range q.GroupBy {
		b.WriteString(", " + string(dimension))
	}
	return b.String()
}

// whereSQL keeps the contacts of a range that pass all filters.
func (r *reading) whereSQL(moment string, from, to int64, filters []metric.Filter) string {
	conditions := []string{fmt.Sprintf("%s >= %d and %s < %d", moment, from, moment, to)}
	for _, filter := range filters {
		conditions = append(conditions, filterSQL(filter, r.wordsOf(filter)))
	}
	return strings.Join(conditions, "\n  and ")
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
