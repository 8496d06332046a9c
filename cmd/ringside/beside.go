package main

import (
	"strings"

	"github.com/ringside/ringside/internal/api"
)

// besideFlags ask for more than the rows of a table: another period beside it, or only the first of a group.
type besideFlags struct {
	Compare string `placeholder:"PERIOD" help:"Another period beside it, and the difference: period_before, week_before, month_before, year_before, comparable_day (of one day, by the holidays of the settings), previous (whichever of these the pages show), or FROM/TO."`
	Top     int    `placeholder:"N" help:"Only the N values of a group with the greatest figures; all others together are one more row, others."`
	TopBy   string `placeholder:"METRIC" help:"Metric that ranks them; the first one unless given."`
	TopOf   string `placeholder:"DIM" help:"Which of the groups in --by is ranked; the first one unless given."`
	Least   bool   `help:"The least figures instead of the greatest."`
}

// compare is the period to compare with, nil for none.
func (f besideFlags) compare() *api.QueryCompare {
	from, to, named := strings.Cut(f.Compare, "/")
	switch {
	case f.Compare == "":
		return nil
	case named:
		return &api.QueryCompare{From: from, To: to}
	}
	return &api.QueryCompare{Period: f.Compare}
}

// top is which rows stand alone, nil for all.
func (f besideFlags) top() *api.QueryTop {
	if f.Top == 0 && f.TopBy == "" && f.TopOf == "" && !f.Least {
		return nil
	}
	return &api.QueryTop{N: f.Top, By: f.TopBy, Dimension: f.TopOf, Least: f.Least}
}
