package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/api"
)

// tableBody is the answer of POST /api/v1/query.
type tableBody struct {
	Columns []struct {
		Name string `json:"name"`
		Kind string `json:"kind"`
		Unit string `json:"unit,omitempty"`
	} `json:"columns"`
	Rows   [][]any `json:"rows"`
	Totals []any   `json:"totals"`
	Others [][]any `json:"others"`
	Top    *struct {
		Dimension string `json:"dimension"`
	} `json:"top"`
	Notes []api.QueryNote `json:"notes"`
}

// tell says what should be known of an answer, beside it.
func (s *session) tell(notes []api.QueryNote) {
	for _, note := range notes {
		fmt.Fprintln(s.stderr, note.Text.EN)
	}
}

// grid is the table as rows of text; for people the totals are its last.
func (t *tableBody) grid(format string) grid {
	var g grid
	ranked := -1
	for i, column := range t.Columns {
		g.header = append(g.header, column.Name)
		if t.Top != nil && column.Name == t.Top.Dimension {
			ranked = i
		}
	}
	for _, row := range t.Rows {
		g.rows = append(g.rows, texts(row, format))
	}
	for _, row := range t.Others {
		cells := texts(row, format)
		if ranked >= 0 {
			cells[ranked] = "others"
		}
		g.rows = append(g.rows, cells)
	}
	if format == "table" && len(g.rows) > 1 {
		totals := texts(t.Totals, format)
		if len(totals) > 0 && totals[0] == "–" {
			totals[0] = "total"
		}
		g.rows = append(g.rows, totals)
	}
	return g
}

// texts writes the cells of a row. For people a missing value is a dash and a number keeps at most two decimals; csv is
// data: nothing, and every digit.
func texts(row []any, format string) []string {
	cells := make([]string, len(row))
	for i, cell := range row {
		switch v := cell.(type) {
		case nil:
			cells[i] = decimal(nil, format)
		case float64:
			cells[i] = decimal(&v, format)
		default:
			cells[i] = fmt.Sprint(v)
		}
	}
	return cells
}

// decimal writes a number, or that there is none, as texts does.
func decimal(v *float64, format string) string {
	switch {
	case v == nil && format == "csv":
		return ""
	case v == nil:
		return "–"
	case format == "csv":
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	text := strconv.FormatFloat(*v, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
