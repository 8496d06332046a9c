package api

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/export"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// mostAttributeColumns is how many columns of attributes a file has at most: more than a person reads, and far fewer than
// the 16,384 at which a sheet ends.
const mostAttributeColumns = 1000

// attributeColumns are the columns of the attributes that were asked for: one of JSON, one for each key.
func (s *server) attributeColumns(ctx context.Context, request ExportRequest) ([]contactColumn, error) {
	var columns []contactColumn
	if request.Attributes {
		columns = append(columns, contactColumn{export.Column{Name: "attributes", Kind: export.JSON}, attributesJSON})
	}
	keys := request.AttributeColumns
	if request.AllAttributes {
		all, err := s.attributeKeys(ctx)
		if err != nil {
			return nil, err
		}
		keys = append(slices.Clip(keys), all...)
	}
	known := map[string]bool{}
	for _, key := range keys {
		if !known[key] {
			known[key] = true
			columns = append(columns, contactColumn{export.Column{Name: string(metric.OfAttribute(key))}, attributeOf(key)})
		}
	}
	return columns, nil
}

// attributeKeys are all that there are, in order of their bytes.
func (s *server) attributeKeys(ctx context.Context) ([]string, error) {
	page, err := s.Store.Attributes(ctx, store.AttributeQuery{Scope: viewer(ctx), Limit: mostAttributeColumns})
	if err != nil {
		return nil, fmt.Errorf("list attributes: %w", err)
	}
	if page.More {
		return nil, refuse(unanswerable, fmt.Sprintf("Contacts have more than %d different attributes. Choose some of them, or take all of them as one column of JSON.", mostAttributeColumns))
	}
	var keys []string
	for _, found := range page.Found {
		keys = append(keys, found.Text)
	}
	return keys, nil
}

// attributeOf is the value of an attribute; an empty cell where the contact has none.
func attributeOf(key string) func(*store.WholeContact) export.Value {
	return func(c *store.WholeContact) export.Value {
		at := slices.IndexFunc(c.Attributes, func(a connect.Attribute) bool { return a.Key == key })
		if at < 0 {
			return export.Value{}
		}
		return export.OfText(c.Attributes[at].Value)
	}
}

// attributesJSON is the attributes as an object of texts, in order of their keys.
func attributesJSON(c *store.WholeContact) export.Value {
	if len(c.Attributes) == 0 {
		return export.Value{}
	}
	object := make(map[string]string, len(c.Attributes))
	for _, a := range c.Attributes {
		object[a.Key] = a.Value
	}
	text, err := json.Marshal(object)
	if err != nil {
		return export.Value{} // impossible: texts always have a JSON form
	}
	return export.OfText(string(text))
}
