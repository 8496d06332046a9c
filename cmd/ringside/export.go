package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"slices"

	"github.com/google/uuid"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/wholefile"
)

type exportCommand struct {
	targetFlags `embed:""`
	What        []string `arg:"" optional:"" name:"what" help:"contacts, agent-intervals, live-history (what the live board showed), or metric ids such as contacts_handled or service_level:seconds=30."`
	From        string   `help:"Start, included: RFC 3339, or a date (the start of that day in --zone)."`
	To          string   `help:"End, excluded."`
	Range       string   `placeholder:"NAME" help:"Instead of --from and --to: today, yesterday, last_business_day, 7d, week, month, last_month or 30d, by the days and holidays of the settings."`
	Only        string   `default:"" enum:",working_days,working_hours" help:"Only what fell on working_days, or into working_hours, of the settings."`
	Zone        string   `default:"Asia/Seoul" env:"RINGSIDE_ZONE" help:"Time zone of days and of the file's times (IANA name)."`
	By          []string `help:"Group metrics by these, as in query."`
	Every       string   `default:"total" enum:"15m,30m,1h,1d,1w,1mo,total" help:"One row of metrics for each 15m, 30m, 1h, 1d, 1w or 1mo; or the total."`
	Step        string   `default:"" enum:",15s,1m,5m,15m,1h,1d" help:"How much time a row of live-history stands for: 15s, 1m, 5m, 15m, 1h or 1d; the finest that gives at most 720 rows unless given."`
	Where       []string `sep:"none" placeholder:"DIM=VALUE" help:"Only what has this value, or has it not (DIM!=VALUE), as in query."`
	TimeField   string   `default:"" enum:",initiation,disconnect" help:"Moment of a contact that decides: initiation (the default of contacts) or disconnect (of metrics)."`
	besideFlags `embed:""`
	Attributes  bool     `help:"Contacts with their attributes, as one column of JSON."`
	Attribute   []string `sep:"none" placeholder:"KEY" help:"Contacts with a column of this attribute. May be repeated."`
	AllKeys     bool     `name:"all-attributes" help:"Contacts with a column of every attribute that there is."`
	Format      string   `default:"csv" enum:"csv,xlsx,parquet,jsonl" help:"csv, xlsx, parquet or jsonl."`
	Out         string   `type:"path" placeholder:"FILE" help:"File to write; standard output without it. FILE.manifest.json beside it says what was asked and as of when."`
	Since       string   `type:"existingfile" placeholder:"MANIFEST" help:"Ask what the export of this manifest asked, and write only the contacts that are new or have changed since."`
	Language    string   `default:"ko" enum:"ko,en" help:"Of the sheet of a workbook that says what was asked."`
	Reason      string   `placeholder:"TEXT" help:"What the file is for, for the audit log of a server on which people sign in: files that tell of persons (contacts, agent-intervals, figures by agent or attribute) are not made there without."`
	Quiet       bool     `short:"q" help:"No progress."`
}

// Help is shown by ringside export --help.
func (c *exportCommand) Help() string {
	return `ringside export contacts --from 2026-11-01 --to 2026-12-01 --format xlsx --out november.xlsx
ringside export contacts_handled avg_handle_time --from 2026-11-01 --to 2026-12-01 --every 1d --by queue > days.csv
ringside export contacts_handled --from 2026-11-01 --to 2026-12-01 --by queue --top 5 --compare month_before > top.csv
ringside export contacts --from 2026-11-01 --to 2026-12-01 --attribute reason --attribute language > reasons.csv
ringside export agent-intervals --from 2026-11-01 --to 2026-11-02 --format parquet --out day.parquet
ringside export live-history --range yesterday --step 1m --where queue=Sales --out depth.csv
ringside export contacts --range last_business_day --out yesterday.csv
ringside export --since november.xlsx.manifest.json --out changed.csv

A file has its name only when it is whole.`
}

// Run asks for the file and writes it.
func (c *exportCommand) Run(s *session) error {
	request, err := c.request()
	if err != nil {
		return err
	}
	if c.Out == "" && (c.Format == "xlsx" || c.Format == "parquet") && isTerminal(s.stdout) {
		return exitError{exitUsage, c.Format + " is not for a terminal: name a file with --out"}
	}
	log := slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	server, err := c.openToRead(s.ctx, log)
	if err != nil {
		return err
	}
	defer server.close() //nolint:errcheck // read only
	err = c.fetch(s, server, request)
	if err != nil && s.ctx.Err() != nil {
		return fmt.Errorf("%w: %w", s.ctx.Err(), err) // whatever it broke
	}
	return err
}

// request is what the flags ask for.
func (c *exportCommand) request() (api.ExportRequest, error) {
	if c.Since != "" {
		return c.requestSince()
	}
	request := api.ExportRequest{Format: c.Format, Language: c.Language}
	switch {
	case len(c.What) == 0:
		return request, exitError{exitUsage, "say what: contacts, agent-intervals, live-history, or metrics such as contacts_handled; or --since with a manifest"}
	case c.Range == "" && (c.From == "" || c.To == ""):
		return request, exitError{exitUsage, "say from when to when: --from 2026-11-01 --to 2026-12-01, or --range last_business_day"}
	}
	if c.Only != "" && slices.ContainsFunc(c.What, isList) {
		return request, exitError{exitUsage, "--only is for metrics: contacts, agent intervals and live history are exported of all days and hours"}
	}
	filters, err := parseWhere(c.Where)
	if err != nil {
		return request, exitError{exitUsage, "--where: " + err.Error()}
	}
	return request, c.choose(&request, filters)
}

// isList reports whether what is exported is no metric.
func isList(what string) bool {
	return what == "contacts" || what == "agent-intervals" || what == liveHistory
}

// liveHistory is what the live board showed.
const liveHistory = "live-history"

// choose says what the request is about.
func (c *exportCommand) choose(request *api.ExportRequest, filters []filterBody) error {
	span := api.RangeInput{From: c.From, To: c.To, Range: c.Range, Zone: c.Zone, TimeField: c.TimeField}
	switch what := c.What[0]; {
	case len(c.What) > 1 && slices.ContainsFunc(c.What, isList):
		return exitError{exitUsage, "contacts, agent-intervals and live-history are exported by themselves"}
	case what != liveHistory && c.Step != "":
		return exitError{exitUsage, "--step is for live-history; metrics have --every"}
	case what != "contacts" && (c.Attributes || c.AllKeys || len(c.Attribute) > 0):
		return exitError{exitUsage, "attributes are of contacts: ask for those"}
	case what == "contacts":
		request.Contacts = &api.ContactChoice{RangeInput: span, Where: c.Where}
		request.Attributes, request.AttributeColumns, request.AllAttributes = c.Attributes, c.Attribute, c.AllKeys
	case what == "agent-intervals":
		request.AgentIntervals = &api.IntervalChoice{From: c.From, To: c.To, Range: c.Range, Zone: c.Zone, Where: c.Where}
	case what == liveHistory:
		return c.chooseHistory(request, filters)
	default:
		query := &api.QueryRequest{
			Metrics: c.What, From: c.From, To: c.To, Range: c.Range, Zone: c.Zone, Every: c.Every, By: c.By, TimeField: c.TimeField,
			Only: c.Only, Compare: c.compare(), Top: c.top(),
		}
		for _, f := range filters {
			query.Where = append(query.Where, api.QueryFilter{Dimension: f.Dimension, Values: f.Values, Not: f.Not})
		}
		request.Query = query
	}
	return nil
}

// chooseHistory asks for what the live board showed: of all, of one queue, or of some instances.
func (c *exportCommand) chooseHistory(request *api.ExportRequest, filters []filterBody) error {
	choice := &api.HistoryChoice{From: c.From, To: c.To, Range: c.Range, Zone: c.Zone, Step: c.Step}
	for _, f := range filters {
		switch {
		case !f.Not && f.Dimension == "queue" && len(f.Values) == 1 && choice.Queue == "":
			choice.Queue = f.Values[0]
		case !f.Not && f.Dimension == "instance" && len(choice.Instance) == 0:
			choice.Instance = f.Values
		default:
			return exitError{exitUsage, "--where: live-history is of everything, or of one queue=NAME, of instance=NAME or both"}
		}
	}
	request.LiveHistory = choice
	return nil
}

// requestSince is the question of a manifest, about what came after it.
func (c *exportCommand) requestSince() (api.ExportRequest, error) {
	var manifest api.ExportManifest
	if len(c.What) > 0 || c.From != "" || c.To != "" || c.Range != "" || len(c.Where) > 0 {
		return manifest.Request, exitError{exitUsage, "--since asks what the manifest asked: leave out what, range and filters"}
	}
	text, err := os.ReadFile(c.Since)
	if err != nil {
		return manifest.Request, err
	}
	if err := json.Unmarshal(text, &manifest); err != nil || manifest.Position == 0 {
		return manifest.Request, exitError{exitUsage, fmt.Sprintf("--since %s: this is not the manifest of an export", c.Since)}
	}
	request := manifest.Request
	request.Format, request.Language, request.ChangedSince = c.Format, c.Language, manifest.Position
	return request, nil
}

// fetch writes the answer to where it belongs.
func (c *exportCommand) fetch(s *session, server *client, request api.ExportRequest) error {
	question := request
	request.ID, request.Reason = uuid.NewString(), c.Reason
	order, err := server.order(s.ctx, api.Prefix+"/export", request)
	if err != nil {
		return err
	}
	response, err := server.answer(order)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var state api.ExportState
	if err := json.Unmarshal([]byte(response.Header.Get(api.ExportHeader)), &state); err != nil {
		return errors.New("the answer is no export: is the server a Ringside of this version?")
	}
	s.tell(state.Notes)
	received, done := c.progress(s, server, request.ID, state)
	defer done()
	if c.Out == "" {
		return received.copy(s.stdout, response)
	}
	if err := wholefile.Write(c.Out, func(f io.Writer) error { return received.copy(f, response) }); err != nil {
		return err
	}
	manifest := api.ExportManifest{Product: "Ringside " + version, Request: question.Settled(state.From, state.To), ExportState: state}
	return wholefile.Write(c.Out+".manifest.json", func(f io.Writer) error {
		encoder := json.NewEncoder(f)
		encoder.SetIndent("", "  ")
		return encoder.Encode(manifest)
	})
}

// copy passes the file on.
func (r *exportBar) copy(to io.Writer, response *http.Response) error {
	if _, err := io.Copy(io.MultiWriter(to, r), response.Body); err != nil {
		return fmt.Errorf("the export broke off and is not whole: %w", err)
	}
	return nil
}
