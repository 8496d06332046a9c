package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/review"
	"github.com/ringside/ringside/internal/state"
)

type auditReviewCommand struct {
	keyFolder `embed:""`
	Month     string `placeholder:"YYYY-MM" help:"The month; the last one that is over unless given."`
	Zone      string `default:"Asia/Seoul" env:"RINGSIDE_ZONE" help:"Time zone of the month."`
	Note      string `placeholder:"TEXT" help:"Say in the log that you have reviewed the month, and what you found."`
	Format    string `default:"table" enum:"table,json" help:"table or json."`
}

// Help is shown by ringside audit review --help.
func (c *auditReviewCommand) Help() string {
	return `ringside audit review --month 2026-10
ringside audit review --month 2026-10 --note "nothing unusual"

Access records are to be looked through once a month. Exit code 3: months are over that nobody has reviewed.`
}

// Run prints a month, after it has been marked as reviewed where a note says so.
func (c *auditReviewCommand) Run(s *session) (err error) {
	zone, err := metric.LoadZone(c.Zone)
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	now := time.Now()
	month := review.MonthOf(review.MonthOf(now.In(zone)).From.AddDate(0, -1, 0))
	if c.Month != "" {
		if month, err = review.ParseMonth(c.Month, zone); err != nil {
			return exitError{exitUsage, "--month: " + err.Error()}
		}
	}
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	from := review.Sources{Log: db, Settings: db, Now: now}
	if c.Note != "" {
		provider, who := operator()
		err := from.Mark(s.ctx, month, state.AuditEntry{Provider: provider, Who: who, Reason: c.Note})
		if errors.Is(err, review.ErrOpen) || errors.Is(err, review.ErrNote) {
			return exitError{exitUsage, err.Error()}
		}
		if err != nil {
			return err
		}
	}
	report, err := from.Read(s.ctx, month)
	if err != nil {
		return err
	}
	if err := printReview(s, c.Format, report, zone); err != nil {
		return err
	}
	if len(report.Open) > 0 {
		return exitError{exitIncomplete, "not reviewed yet: " + strings.Join(report.Open, ", ")}
	}
	return nil
}

func printReview(s *session, format string, r review.Report, zone *time.Location) error {
	if format == "json" {
		return grid{}.write(s.stdout, format, api.AuditReviewOf(r))
	}
	fmt.Fprintf(s.stdout, "%s: %d entries\n", r.Month.Name, r.Entries)
	for _, mark := range r.Reviews {
		fmt.Fprintf(s.stdout, "reviewed %s by %s: %s\n", mark.At.In(zone).Format(time.DateTime), mark.Who, mark.Reason)
	}
	accounts := grid{header: []string{
		"who", "looks", "unmasked", "downloads", "before", "busiest day", "off hours", "sign-ins", "failed", "refused", "changes", "addresses", "",
	}}
	for _, a := range r.Accounts {
		accounts.rows = append(accounts.rows, []string{
			a.Who, fmt.Sprint(a.Looks), fmt.Sprint(a.Unmasked), fmt.Sprint(a.Downloads), fmt.Sprintf("%.1f", a.Before),
			strings.TrimSpace(fmt.Sprintf("%s (%d)", a.BusiestDay, a.Busiest)), fmt.Sprint(a.OffHours), fmt.Sprint(a.SignIns),
			fmt.Sprint(a.Failed), fmt.Sprint(a.Refused), fmt.Sprint(a.Changes), fmt.Sprint(a.Addresses), map[bool]string{true: "unusual"}[a.Unusual],
		})
	}
	for _, list := range []struct {
		title   string
		entries []state.AuditEntry
	}{{"", nil}, {"downloads", r.Downloads}, {"refused and failed", r.Refused}, {"changes", r.Changes}} {
		g := accounts
		if list.title != "" {
			g = auditGrid(list.entries, zone)
			fmt.Fprintf(s.stdout, "\n%s:\n", list.title)
		}
		if len(g.rows) == 0 {
			fmt.Fprintln(s.stdout, "none")
			continue
		}
		if err := g.write(s.stdout, "table", nil); err != nil {
			return err
		}
	}
	if r.Cut {
		fmt.Fprintln(s.stdout, "\nLists have their first 500 entries: ringside audit list has all.")
	}
	return nil
}
