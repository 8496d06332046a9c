package api

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// rowKeys are the keys of a figure's row, one for each of by or none, as the store has them. Errors wrap metric.ErrQuestion.
func (s *server) rowKeys(ctx context.Context, by []metric.Dimension, keys []string) ([]string, error) {
	found := make([]string, len(keys))
	for i, key := range keys {
		var err error
		if found[i], err = s.rowKey(ctx, by[i], key); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// rowKey is the one ARN that a key means: it may be the ARN itself, the id in it, or a name that only one thing ever had.
func (s *server) rowKey(ctx context.Context, by metric.Dimension, key string) (string, error) {
	if key == "" || !by.HasARN() {
		return key, nil
	}
	arns := s.resolve(ctx, metric.Filter{Dimension: by, Values: []string{key}})
	switch {
	case len(arns) == 1:
		return arns[0], nil
	case len(arns) > 1:
		return "", fmt.Errorf("%w: %d of %s are or were called %q; ask for one by its ARN, as GET /dimensions?dimension=%s lists it",
			metric.ErrQuestion, len(arns), by, key, by)
	case strings.HasPrefix(key, "arn:"):
		return key, nil
	}
	return "", fmt.Errorf("%w: nothing of %s is or was called %q; ask by an ARN, an id or a name of GET /dimensions?dimension=%s",
		metric.ErrQuestion, by, key, by)
}

// unknown notes values of filters that nothing ever had: a figure without them is right, and hardly what was meant. The names of
// things with ARNs are at hand; other values are looked for among the contacts, which takes as long as the answer did, and only
// where it is not the answer that shows them: figures of the one value of a filter do.
func (s *server) unknown(ctx context.Context, where []metric.Filter, empty bool) ([]QueryNote, error) {
	var notes []QueryNote
	for _, filter := range where {
		var never []string
		switch {
		case filter.Dimension.HasARN():
			never = s.unresolved(ctx, filter)
		case empty || filter.Not || len(filter.Values) > 1:
			var err error
			if never, err = s.unseen(ctx, filter); err != nil {
				return nil, err
			}
		}
		if len(never) > 0 {
			notes = append(notes, unknownNote(filter.Dimension, never))
		}
	}
	return notes, nil
}

// unresolved are the values of a filter that mean no ARN.
func (s *server) unresolved(ctx context.Context, of metric.Filter) []string {
	return slices.DeleteFunc(slices.Clone(of.Values), func(value string) bool {
		return value == "" || len(s.resolve(ctx, metric.Filter{Dimension: of.Dimension, Values: []string{value}})) > 0
	})
}

// unseen are the values of a filter that no contact ever had. What one had is remembered.
func (s *server) unseen(ctx context.Context, of metric.Filter) ([]string, error) {
	scope := viewer(ctx)
	wanted := slices.DeleteFunc(slices.Clone(of.Values), func(value string) bool {
		return value == "" || s.seen.has(seenValue{scope, of.Dimension, value})
	})
	if len(wanted) == 0 {
		return nil, nil
	}
	answers, err := s.Store.Query(ctx, metric.Question{
		TimeField: metric.ByInitiation, Edges: []int64{earliest.UnixMilli(), latest.UnixMilli()}, GroupBy: []metric.Dimension{of.Dimension},
		Where: []metric.Filter{{Dimension: of.Dimension, Values: wanted}}, Scope: scope,
	})
	if err != nil {
		return nil, fmt.Errorf("look for values of %s: %w", of.Dimension, err)
	}
	for _, found := range answers[0] {
		s.seen.add(seenValue{scope, of.Dimension, found.Keys[0]})
	}
	return slices.DeleteFunc(wanted, func(value string) bool {
		return slices.ContainsFunc(answers[0], func(found metric.Slice) bool { return found.Keys[0] == value })
	}), nil
}

// seenValue is a value that a contact had, as those of a scope may know.
type seenValue struct {
	scope     metric.Scope
	dimension metric.Dimension
	value     string
}

// mostSeen bounds what is remembered of values: beyond it all are looked for anew.
const mostSeen = 10_000

// seenValues remembers values that contacts had.
type seenValues struct {
	mu     sync.Mutex // guards values
	values map[seenValue]struct{}
}

func (s *seenValues) has(v seenValue) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, is := s.values[v]
	return is
}

func (s *seenValues) add(v seenValue) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.values == nil || len(s.values) >= mostSeen {
		s.values = map[seenValue]struct{}{}
	}
	s.values[v] = struct{}{}
}

// ungrouped notes the attributes by which a table is grouped and that no contact ever had: its rows are of none.
func (s *server) ungrouped(ctx context.Context, by []metric.Dimension, table metric.Table) ([]QueryNote, error) {
	var notes []QueryNote
	for _, d := range by {
		key, is := d.Attribute()
		at := slices.IndexFunc(table.Columns, func(c metric.TableColumn) bool { return c.Name == string(d) })
		if !is || slices.ContainsFunc(table.Rows, func(row []any) bool { return row[at] != nil }) {
			continue
		}
		page, err := s.Store.Attributes(ctx, store.AttributeQuery{Scope: viewer(ctx), Key: key, Limit: 1})
		if err != nil {
			return nil, fmt.Errorf("look for attribute %q: %w", key, err)
		}
		if len(page.Found) == 0 {
			said := quoted(key)
			notes = append(notes, QueryNote{Kind: "unknown_value", Text: Text{
				KO: "상담 속성 " + said + "이(가) 있는 상담이 지금까지 없습니다. 속성 이름과 대소문자를 확인하세요.",
				EN: "No contact so far has the attribute " + said + ": check its name, and its case.",
			}})
		}
	}
	return notes, nil
}

// What a note says of values: few, and of each the beginning, since they may be hundreds of 32 KB.
const (
	valuesNoted = 3
	valueNoted  = 200 // letters: an ARN is whole
)

func unknownNote(d metric.Dimension, values []string) QueryNote {
	var said []string
	for _, value := range values[:min(len(values), valuesNoted)] {
		said = append(said, quoted(value))
	}
	more := Text{}
	if n := len(values) - len(said); n > 0 {
		more = Text{KO: fmt.Sprintf(" 외 %d개", n), EN: fmt.Sprintf(" and %d more", n)}
	}
	of := fmt.Sprintf("%s = %s", d, strings.Join(said, ", "))
	return QueryNote{Kind: "unknown_value", Text: Text{
		KO: "필터 " + of + more.KO + "에 해당하는 기록이 지금까지 없습니다. 이름이나 값, 대소문자를 확인하세요.",
		EN: "Nothing so far fits the filter " + of + more.EN + ": check the name or value, and its case.",
	}}
}

// quoted is a value, or its beginning.
func quoted(value string) string {
	if letters := []rune(value); len(letters) > valueNoted {
		value = string(letters[:valueNoted]) + "…"
	}
	return strconv.Quote(value)
}

// emptyCells reports whether a row has no figure but zeros.
func emptyCells(cells []any) bool {
	return !slices.ContainsFunc(cells, func(cell any) bool { return cell != nil && cell != int64(0) && cell != float64(0) })
}
