package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// grid is a result as rows of text, for people (table) and spreadsheets (csv).
type grid struct {
	header []string
	rows   [][]string
}

// write prints the grid in the format; for json it prints value instead, which holds the same as numbers.
func (g grid) write(w io.Writer, format string, value any) error {
	switch format {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		return enc.Encode(value)
	case "csv":
		cw := csv.NewWriter(w)
		if err := cw.Write(g.header); err != nil {
			return err
		}
		return cw.WriteAll(g.rows)
	default:
		tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(tw, strings.Join(g.header, "\t"))
		for _, row := range g.rows {
			fmt.Fprintln(tw, strings.Join(row, "\t"))
		}
		return tw.Flush()
	}
}
