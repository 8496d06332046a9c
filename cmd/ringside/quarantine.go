package main

import (
	"fmt"
	"log/slog"
	"net/url"
	"strconv"
)

type quarantineCommand struct {
	List   quarantineListCommand   `cmd:"" help:"List quarantined records, newest first."`
	Show   quarantineShowCommand   `cmd:"" help:"Print one record as it arrived."`
	Replay quarantineReplayCommand `cmd:"" help:"Decode records again, after an upgrade of Ringside for example."`
}

// Help is shown by ringside quarantine --help.
func (c *quarantineCommand) Help() string {
	return `What cannot be decoded (no JSON, or without the identity of a record) is kept byte for byte with the reason, and stops
nothing else. It may hold personal data.`
}

type quarantineListCommand struct {
	targetFlags `embed:""`
	After       uint64 `help:"Go on behind this number, the last of a page before."`
	Limit       int    `default:"50" help:"Most records to list, up to 500."`
	Format      string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// quarantinedBody is one record of GET /api/v1/quarantine.
type quarantinedBody struct {
	Seq      uint64 `json:"seq"`
	Source   string `json:"source"`
	Received string `json:"received"`
	Reason   string `json:"reason"`
	Size     int64  `json:"size"`
	Replayed bool   `json:"replayed"`
}

// Run lists.
func (c *quarantineListCommand) Run(s *session) error {
	api, err := c.openToRead(s.ctx, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer api.close() //nolint:errcheck // read only
	var list struct {
		Quarantined []quarantinedBody `json:"quarantined"`
		Next        uint64            `json:"next"`
	}
	page := url.Values{"after": {strconv.FormatUint(c.After, 10)}, "limit": {strconv.Itoa(c.Limit)}}
	if err := api.get(s.ctx, "/api/v1/quarantine", page, &list); err != nil {
		return err
	}
	g := grid{header: []string{"seq", "received", "source", "bytes", "replayed", "reason"}}
	for _, q := range list.Quarantined {
		g.rows = append(g.rows, []string{
			strconv.FormatUint(q.Seq, 10), q.Received, q.Source, strconv.FormatInt(q.Size, 10), strconv.FormatBool(q.Replayed), q.Reason,
		})
	}
	if err := g.write(s.stdout, c.Format, list); err != nil {
		return err
	}
	if list.Next != 0 && c.Format != "json" {
		fmt.Fprintf(s.stderr, "There are more: ringside quarantine list --after %d\n", list.Next)
	}
	return nil
}

type quarantineShowCommand struct {
	targetFlags `embed:""`
	Seq         uint64 `arg:"" help:"Number of the record, from the list."`
	Format      string `default:"table" enum:"table,json" help:"table (the bytes as they are) or json."`
}

// Run prints one record.
func (c *quarantineShowCommand) Run(s *session) error {
	api, err := c.openToRead(s.ctx, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer api.close() //nolint:errcheck // read only
	var record struct {
		quarantinedBody
		Text     string `json:"text"`
		Encoding string `json:"encoding"`
	}
	if err := api.get(s.ctx, "/api/v1/quarantine/"+strconv.FormatUint(c.Seq, 10), nil, &record); err != nil {
		return err
	}
	if c.Format == "json" {
		return grid{}.write(s.stdout, "json", record)
	}
	fmt.Fprintf(s.stderr, "%s, from %s, %d bytes: %s\n", record.Received, record.Source, record.Size, record.Reason)
	if record.Encoding != "" && record.Encoding != "utf-8" {
		fmt.Fprintf(s.stderr, "not text; printed as %s\n", record.Encoding)
	}
	_, err = fmt.Fprintln(s.stdout, record.Text)
	return err
}

type quarantineReplayCommand struct {
	targetFlags `embed:""`
	Seq         []uint64 `arg:"" optional:"" help:"Numbers of the records, from the list."`
	All         bool     `help:"All that are still in quarantine."`
	Format      string   `default:"table" enum:"table,json" help:"table or json."`
}

// Run replays.
func (c *quarantineReplayCommand) Run(s *session) error {
	if c.All == (len(c.Seq) > 0) {
		return exitError{exitUsage, "name the numbers to replay, or --all"}
	}
	api, err := c.openToRead(s.ctx, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer api.close() //nolint:errcheck // the answer says what became of it
	var result struct {
		Replayed         int64 `json:"replayed"`
		StillQuarantined int64 `json:"still_quarantined"`
	}
	body := map[string]any{"seqs": c.Seq}
	if c.All {
		body = map[string]any{"all": true}
	}
	if err := api.post(s.ctx, "/api/v1/quarantine/replay", body, &result); err != nil {
		return err
	}
	g := grid{header: []string{"replayed", "still_quarantined"}, rows: [][]string{{
		strconv.FormatInt(result.Replayed, 10), strconv.FormatInt(result.StillQuarantined, 10),
	}}}
	if err := g.write(s.stdout, c.Format, result); err != nil {
		return err
	}
	if result.StillQuarantined > 0 {
		return exitError{code: exitIncomplete}
	}
	return nil
}
