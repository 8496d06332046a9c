package duckdb

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/metric"
)

// sight is what a scope sees, judged row by row, where a statement finds a row or two by an id: as conditions of such a statement the
// limits would have DuckDB read as many more columns of the whole table. Its zero value sees nothing.
type sight struct {
	sees   bool
	limits []limit
}

// unlimited is for statements that have the limits among their conditions.
var unlimited = sight{sees: true}

// limit is a dimension that one sees some of.
type limit struct {
	metric.Dimension
	words []int32
}

func (r *reading) sight(scope metric.Scope) sight {
	filters, sees := r.names.within(scope, r.words)
	limits := make([]limit, len(filters))
	for i, filter := range filters {
		limits[i] = limit{filter.Dimension, r.wordsOf(filter)}
	}
	return sight{sees, limits}
}

// seen are the contacts that meet a condition, where they are within sight, and how many are not.
func (r *reading) seen(ctx context.Context, by sight, condition string, args ...any) (all []listed, hidden int, err error) {
	if !by.sees {
		return nil, 0, nil
	}
	columns := []string{selectColumns}
	keys, into := make([]int32, len(by.limits)), make([]any, len(by.limits))
	for i, limit := range by.limits {
		columns = append(columns, string(limit.Dimension))
		into[i] = &keys[i]
	}
	err = r.each(ctx, "contacts", strings.Join(columns, ",\n    ")+"\nfrom contacts\n"+condition, args, func(rows *sql.Rows) error {
		row, err := r.listedRow(rows, into...)
		if err != nil {
			return err
		}
		if by.keeps(keys) {
			all = append(all, row)
		} else {
			hidden++
		}
		return nil
	})
	return all, hidden, err
}

// keeps reports whether each limit has the key that a row has for it.
func (s sight) keeps(keys []int32) bool {
	for i, limit := range s.limits {
		if !slices.Contains(limit.words, keys[i]) {
			return false
		}
	}
	return true
}
