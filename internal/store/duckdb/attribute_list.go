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

// Attributes lists keys, or the values of one, of the contacts that the scope sees.
func (s *Store) Attributes(ctx context.Context, q store.AttributeQuery) (page store.AttributePage, err error) {
	from := allAttributes
	if !q.Scope.SeesEverything() {
		if from = s.attributesWithin(q.Scope); from == "" {
			return page, nil
		}
	}
	list := (*reading).attributeValues
	if q.Key == "" {
		list = (*reading).attributeKeys
	}
	err = s.read(ctx, func(r *reading) error {
		page, err = list(r, ctx, q, from)
		return err
	})
	if err != nil {
		return store.AttributePage{}, fmt.Errorf("list attributes: %w", err)
	}
	return page, nil
}

// allAttributes are those of all contacts, some of them as a row and its opposite.
const allAttributes = `from (
    select key, value, 1 as times from contact_attributes
    union all
    select key, value, -1 as times from replaced_attributes
)`

// attributesWithin is where attributes are read of the contacts that a limited scope sees; "" where it sees no instance.
func (s *Store) attributesWithin(scope metric.Scope) string {
	s.gate.RLock()
	defer s.gate.RUnlock()
	within, sees := (&reading{words: s.words, names: s.names}).withinSQL(scope)
	if !sees {
		return ""
	}
	return "from (select key, value, 1 as times from contact_attributes semi join (select seq from contacts where " + within + ") as seen using (seq))"
}

// attributeStatement is a statement over all attributes, made to read them from where it is said.
func attributeStatement(name, from string) string {
	return strings.Replace(statement(name), "from attributes", from, 1)
}

// attributeKeys are sorted here: the table has numbers for them.
func (r *reading) attributeKeys(ctx context.Context, q store.AttributeQuery, from string) (store.AttributePage, error) {
	var found []store.AttributeCount
	text := strings.ToLower(q.Text)
	err := r.each(ctx, "attribute keys", attributeStatement("attribute_keys", from), nil, func(rows *sql.Rows) error {
		var word int32
		var one store.AttributeCount
		if err := rows.Scan(&word, &one.Contacts); err != nil {
			return err
		}
		one.Text = r.words.text(word)
		if one.Text > q.After && strings.Contains(strings.ToLower(one.Text), text) {
			found = append(found, one)
		}
		return nil
	})
	slices.SortFunc(found, func(a, b store.AttributeCount) int { return cmp.Compare(a.Text, b.Text) })
	return attributePage(found, q.Limit), err
}

func (r *reading) attributeValues(ctx context.Context, q store.AttributeQuery, from string) (store.AttributePage, error) {
	word, known := r.words.find(q.Key)
	if !known {
		return store.AttributePage{}, nil
	}
	var found []store.AttributeCount
	args := []any{word, q.After, strings.ToLower(q.Text), q.Limit + 1}
	err := r.each(ctx, "attribute values", attributeStatement("attribute_values", from), args, func(rows *sql.Rows) error {
		var one store.AttributeCount
		err := rows.Scan(&one.Text, &one.Contacts)
		found = append(found, one)
		return err
	})
	return attributePage(found, q.Limit), err
}

// attributePage is the beginning of a list that may be longer than a page.
func attributePage(found []store.AttributeCount, limit int) store.AttributePage {
	if len(found) > limit {
		return store.AttributePage{Found: found[:limit], More: true}
	}
	return store.AttributePage{Found: found}
}
