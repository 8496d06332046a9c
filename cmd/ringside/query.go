package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"strconv"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/metric"
)

type queryCommand struct {
	targetFlags `embed:""`
	Metrics     []string `arg:"" optional:"" name:"metric" help:"Metric ids, such as contacts_handled or service_level:seconds=30."`
	Panels      bool     `help:"The seven panels instead of metrics."`
	From        string   `help:"Start, included: RFC 3339, or a date (the start of that day in --zone)."`
	To          string   `help:"End, excluded."`
	Range       string   `placeholder:"NAME" help:"Instead of --from and --to: today, yesterday, last_business_day, 7d, week, month, last_month or 30d, by the days and holidays of the settings."`
	Only        string   `default:"" enum:",working_days,working_hours" help:"Only what fell on working_days, or into working_hours, of the settings."`
	Zone        string   `default:"Asia/Seoul" env:"RINGSIDE_ZONE" help:"Time zone in which days begin (IANA name)."`
	By          []string `help:"Group by these, up to three: queue, agent, routing_profile, channel, subtype, initiation_method, disconnect_reason, system_endpoint, hierarchy_level_1 to hierarchy_level_5, instance, or attribute:KEY for any contact attribute."`
	Every       string   `default:"total" enum:"15m,30m,1h,1d,1w,1mo,total" help:"One row for each 15m, 30m, 1h, 1d, 1w or 1mo; or the total."`
	Where       []string `sep:"none" placeholder:"DIM=VALUE" help:"Only contacts with this value, or without it (DIM!=VALUE). May be repeated: values of one dimension are alternatives."`
	TimeField   string   `default:"" enum:",initiation,disconnect,enqueue,connected_to_agent" help:"Moment that decides the bucket: initiation (the panels' default), disconnect (the metrics' default, as in Amazon Connect), enqueue or connected_to_agent."`
	Follow      bool     `name:"follow-customers" env:"RINGSIDE_FOLLOW_CUSTOMERS" help:"Allow metrics that follow customers by their number, such as repeat_contacts, on a data folder. A server has this flag of its own."`
	besideFlags `embed:""`
	Format      string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// Help is shown by ringside query --help.
func (c *queryCommand) Help() string {
	return `ringside query --panels --from 2026-11-01 --to 2026-12-01
ringside query contacts_handled service_level:seconds=30 --from 2026-11-01 --to 2026-11-08 --every 1d --by queue
ringside query contacts_handled --range last_business_day --every 1h
ringside query service_level --range last_month --only working_hours --every 1d
ringside query avg_handle_time --from 2026-11-01 --to 2026-11-08 --where channel=VOICE --where queue!=VIP --format csv
ringside query contacts_handled --from 2026-11-01 --to 2026-11-08 --by attribute:reason --where attribute:language=ko-KR
ringside query contacts_handled avg_handle_time --from 2026-11-01 --to 2026-12-01 --by queue --top 5 --compare month_before`
}

// Run asks and prints.
func (c *queryCommand) Run(s *session) error {
	if c.Panels == (len(c.Metrics) > 0) {
		return exitError{exitUsage, "name one or more metrics, or ask for --panels"}
	}
	if c.Panels && c.Only != "" {
		return exitError{exitUsage, "panels are of all days and hours; ask for metrics with --only"}
	}
	if c.Range == "" && (c.From == "" || c.To == "") {
		return exitError{exitUsage, "say from when to when: --from 2026-11-01 --to 2026-11-08, or --range last_business_day"}
	}
	filters, err := parseWhere(c.Where)
	if err != nil {
		return exitError{exitUsage, "--where: " + err.Error()}
	}
	c.followCustomers = c.Follow
	server, err := c.openToRead(s.ctx, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer server.close() //nolint:errcheck // read only
	if c.Panels {
		return c.panels(s, server, filters)
	}
	return c.metrics(s, server, filters)
}

// panels prints the seven panels.
func (c *queryCommand) panels(s *session, server *client, filters []filterBody) error {
	query := url.Values{"from": {c.From}, "to": {c.To}, "range": {c.Range}, "zone": {c.Zone}}
	if c.TimeField != "" {
		query.Set("time_field", c.TimeField)
	}
	for _, f := range filters {
		if f.Not || (f.Dimension != "queue" && f.Dimension != "channel" && f.Dimension != "instance") {
			return exitError{exitUsage, "panels are filtered by queue=, channel= and instance= only"}
		}
		query[f.Dimension] = f.Values
	}
	var raw json.RawMessage
	if err := server.get(s.ctx, "/api/v1/panels", query, &raw); err != nil {
		return err
	}
	if c.Format == "json" {
		_, err := fmt.Fprintf(s.stdout, "%s\n", raw)
		return err
	}
	var panels panelsBody
	if err := json.Unmarshal(raw, &panels); err != nil {
		return fmt.Errorf("read panels: %w", err)
	}
	s.tell(panels.Notes)
	return panels.grid(c.Format).write(s.stdout, c.Format, nil)
}

// metrics prints a table of metrics.
func (c *queryCommand) metrics(s *session, server *client, filters []filterBody) error {
	var raw json.RawMessage
	if err := server.post(s.ctx, "/api/v1/query", c.body(filters), &raw); err != nil {
		return err
	}
	if c.Format == "json" {
		_, err := fmt.Fprintf(s.stdout, "%s\n", raw)
		return err
	}
	var table tableBody
	if err := json.Unmarshal(raw, &table); err != nil {
		return fmt.Errorf("read table: %w", err)
	}
	s.tell(table.Notes)
	return table.grid(c.Format).write(s.stdout, c.Format, nil)
}

// body is the question in the words of POST /api/v1/query.
func (c *queryCommand) body(filters []filterBody) map[string]any {
	body := map[string]any{
		"metrics": c.Metrics, "from": c.From, "to": c.To, "range": c.Range, "zone": c.Zone, "every": c.Every, "by": nonNil(c.By), "where": nonNil(filters),
	}
	if c.TimeField != "" {
		body["time_field"] = c.TimeField
	}
	if c.Only != "" {
		body["only"] = c.Only
	}
	if compare := c.compare(); compare != nil {
		body["compare"] = compare
	}
	if top := c.top(); top != nil {
		body["top"] = top
	}
	return body
}

// panelsBody is the part of GET /api/v1/panels that the table shows.
type panelsBody struct {
	NumberOfCalls int64 `json:"number_of_calls"`
	CallsPerDay   []struct {
		Day   string `json:"day"`
		Calls int64  `json:"calls"`
	} `json:"calls_per_day"`
	ACW struct {
		Seconds          *float64 `json:"seconds"`
		Contacts         int64    `json:"contacts"`
		RecordedSeconds  *float64 `json:"recorded_seconds"`
		RecordedContacts int64    `json:"recorded_contacts"`
	} `json:"average_after_contact_work"`
	Duration struct {
		Seconds  *float64 `json:"seconds"`
		Contacts int64    `json:"contacts"`
	} `json:"average_call_duration"`
	NumberOfAgents int64 `json:"number_of_agents"`
	CallsInQueue   *struct {
		InQueue   int64 `json:"in_queue"`
		Scheduled int64 `json:"scheduled"`
		Total     int64 `json:"total"`
	} `json:"calls_in_queue"`
	Notes []api.QueryNote `json:"notes"`
}

func (p panelsBody) grid(format string) grid {
	g := grid{header: []string{"panel", "value", "contacts"}}
	add := func(panel, value, contacts string) { g.rows = append(g.rows, []string{panel, value, contacts}) }
	add("number_of_calls", strconv.FormatInt(p.NumberOfCalls, 10), "")
	add("average_after_contact_work.seconds", decimal(p.ACW.Seconds, format), strconv.FormatInt(p.ACW.Contacts, 10))
	add("average_after_contact_work.recorded_seconds", decimal(p.ACW.RecordedSeconds, format), strconv.FormatInt(p.ACW.RecordedContacts, 10))
	add("average_call_duration.seconds", decimal(p.Duration.Seconds, format), strconv.FormatInt(p.Duration.Contacts, 10))
	add("number_of_agents", strconv.FormatInt(p.NumberOfAgents, 10), "")
	if q := p.CallsInQueue; q != nil {
		add("calls_in_queue.total", strconv.FormatInt(q.Total, 10), "")
		add("calls_in_queue.in_queue", strconv.FormatInt(q.InQueue, 10), "")
		add("calls_in_queue.scheduled", strconv.FormatInt(q.Scheduled, 10), "")
	} else {
		add("calls_in_queue.total", decimal(nil, format), "")
	}
	for _, day := range p.CallsPerDay {
		add("calls_per_day."+day.Day, strconv.FormatInt(day.Calls, 10), "")
	}
	return g
}

// filterBody is one filter of POST /api/v1/query.
type filterBody struct {
	Dimension string   `json:"dimension"`
	Values    []string `json:"values"`
	Not       bool     `json:"not"`
}

// parseWhere reads DIM=VALUE and DIM!=VALUE; several values of one dimension and sign become one filter.
func parseWhere(texts []string) ([]filterBody, error) {
	filters, err := metric.ParseWhere(texts)
	var bodies []filterBody
	for _, f := range filters {
		bodies = append(bodies, filterBody{Dimension: string(f.Dimension), Values: f.Values, Not: f.Not})
	}
	return bodies, err
}
