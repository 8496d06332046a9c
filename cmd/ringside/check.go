package main

import (
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

type checkCommand struct {
	SetUp   checkSetUpCommand   `cmd:"" name:"setup" default:"withargs" help:"Say what is missing between Amazon Connect and the figures: credentials, instance, streams, keys, rules, queues, and what has come."`
	Figures checkFiguresCommand `cmd:"" help:"Compare our figures with Amazon Connect's own: what came of it, or a day now."`
}

type checkFiguresCommand struct {
	targetFlags `embed:""`
	Day         string `placeholder:"2026-11-22" help:"Check this day now, and wait for what comes of it. Without it, what the newest check of each day came to."`
	Instance    string `placeholder:"ID" help:"Amazon Connect instance, by id or ARN, where there are several."`
	Format      string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// Help is shown by ringside check figures --help.
func (c *checkFiguresCommand) Help() string {
	return `A server that may ask Amazon Connect (--connect-instance) compares the figures of each day with GetMetricDataV2 at night. Contacts whose
records never came are restored from what Amazon Connect tells of them. Exit code 3: figures differ for which no cause was
found, or a day was not checked to its end.

  ringside check figures --day 2026-11-22 --server http://127.0.0.1:8080`
}

// checkedBody is a day of GET /api/v1/figure-checks.
type checkedBody struct {
	Day         string  `json:"day"`
	Ended       *string `json:"ended"`
	Figures     int     `json:"figures"`
	Equal       int     `json:"equal"`
	Differing   int     `json:"differing"`
	Unexplained int     `json:"unexplained"`
	Restored    int     `json:"restored"`
	Outside     int64   `json:"outside"`
	Problem     string  `json:"problem"`
}

// checksBody is GET /api/v1/figure-checks.
type checksBody struct {
	Instances []struct {
		InstanceARN string        `json:"instance_arn"`
		Waiting     []string      `json:"waiting"`
		Days        []checkedBody `json:"days"`
	} `json:"instances"`
}

// checkPause is between two questions whether a check has ended.
const checkPause = 500 * time.Millisecond

// Run shows what came of the checks.
func (c *checkFiguresCommand) Run(s *session) error {
	api, err := c.open(s.ctx, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer api.close() //nolint:errcheck // read only
	var checks checksBody
	if c.Day == "" {
		err = api.get(s.ctx, "/api/v1/figure-checks", nil, &checks)
	} else {
		err = c.check(s, api, &checks)
	}
	if err != nil {
		return err
	}
	if len(checks.Instances) == 0 {
		return exitError{exitUsage, "nothing is compared here: name a server that may ask Amazon Connect (ringside serve --connect-instance) with --server"}
	}
	return c.show(s, checks)
}

// check lets the day be checked, and waits.
func (c *checkFiguresCommand) check(s *session, api *client, checks *checksBody) error {
	if err := api.post(s.ctx, "/api/v1/figure-checks", map[string]any{"instance": c.Instance, "days": []string{c.Day}}, checks); err != nil {
		return err
	}
	again := time.NewTicker(checkPause)
	defer again.Stop()
	for checks.waits(c.Day) {
		select {
		case <-s.ctx.Done():
			return s.ctx.Err()
		case <-again.C:
		}
		*checks = checksBody{}
		if err := api.get(s.ctx, "/api/v1/figure-checks", nil, checks); err != nil {
			return err
		}
	}
	return nil
}

func (b checksBody) waits(day string) bool {
	for _, one := range b.Instances {
		if slices.Contains(one.Waiting, day) {
			return true
		}
	}
	return false
}

func (c *checkFiguresCommand) show(s *session, checks checksBody) error {
	g := grid{header: []string{"instance", "day", "figures", "equal", "differing", "unexplained", "restored", "not_comparable", "problem"}}
	open := false
	for _, one := range checks.Instances {
		for _, d := range one.Days {
			if c.Day != "" && d.Day != c.Day {
				continue
			}
			open = open || d.Unexplained > 0 || d.Problem != ""
			g.rows = append(g.rows, []string{
				connect.ResourceID(one.InstanceARN), d.Day, strconv.Itoa(d.Figures), strconv.Itoa(d.Equal), strconv.Itoa(d.Differing), strconv.Itoa(d.Unexplained),
				strconv.Itoa(d.Restored), strconv.FormatInt(d.Outside, 10), d.Problem,
			})
		}
	}
	if err := g.write(s.stdout, c.Format, checks); err != nil {
		return err
	}
	if open {
		return exitError{code: exitIncomplete}
	}
	if len(g.rows) == 0 {
		fmt.Fprintln(s.stderr, "No day was checked yet.")
	}
	return nil
}
