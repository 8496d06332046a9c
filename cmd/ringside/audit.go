package main

import (
	"errors"
	"fmt"
	"os/user"
	"strconv"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/state"
)

type auditCommand struct {
	List   auditListCommand   `cmd:"" help:"List who did what with whose data, the newest first."`
	Review auditReviewCommand `cmd:"" help:"Show a month as its reviewer reads it, and note that it was reviewed."`
	Verify auditVerifyCommand `cmd:"" help:"Follow the chain of the log from its oldest entry, and print what it comes to."`
}

// Help is shown by ringside audit --help.
func (c *auditCommand) Help() string {
	return `Where people sign in, a server keeps for two years who looked at contacts, agents and explanations, who exported, and who changed
settings: when, from which address, whose data, and how it was answered. Entries form a chain of hashes. Keep what verify prints
elsewhere from time to time: it tells later whether the end was cut off.`
}

type auditListCommand struct {
	keyFolder `embed:""`
	From      string `required:"" help:"Start: RFC 3339, or a date (midnight in --zone)."`
	To        string `required:"" help:"End, not in it."`
	Zone      string `default:"Asia/Seoul" env:"RINGSIDE_ZONE" help:"Time zone of dates."`
	Who       string `help:"Only of this person or program."`
	Action    string `help:"Only this, such as see_contact or export."`
	Subject   string `help:"Only about this, such as a contact's id."`
	Request   string `help:"Only this request, by the id that pages and the log show."`
	Address   string `help:"Only what came from this address."`
	Text      string `help:"Only what has this in who, whose, why, the address or the request."`
	Limit     int    `default:"1000" help:"How many at most."`
	Format    string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// auditBody is one entry of the list.
type auditBody struct {
	Seq      int64     `json:"seq"`
	At       time.Time `json:"at"`
	Provider string    `json:"provider"`
	Who      string    `json:"who"`
	Address  string    `json:"address"`
	Action   string    `json:"action"`
	Subject  string    `json:"subject"`
	Status   int       `json:"status"`
	Request  string    `json:"request"`
	Reason   string    `json:"reason"`
}

// Run lists.
func (c *auditListCommand) Run(s *session) (err error) {
	zone, err := metric.LoadZone(c.Zone)
	if err != nil {
		return exitError{exitUsage, err.Error()}
	}
	days := metric.Days{Zone: zone}
	from, err := days.Parse(c.From)
	if err != nil {
		return exitError{exitUsage, "--from: " + err.Error()}
	}
	to, err := days.Parse(c.To)
	if err != nil {
		return exitError{exitUsage, "--to: " + err.Error()}
	}
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	entries, err := db.AuditEntries(s.ctx, state.AuditQuery{
		From: from, To: to, Who: c.Who, Action: c.Action, Subject: c.Subject, Request: c.Request, Address: c.Address, Text: c.Text, Limit: c.Limit,
	})
	if err != nil {
		return err
	}
	bodies := []auditBody{}
	for _, e := range entries {
		bodies = append(bodies, auditBody{e.Seq, e.At, e.Provider, e.Who, e.Address, e.Action, e.Subject, e.Status, e.Request, e.Reason})
	}
	return auditGrid(entries, zone).write(s.stdout, c.Format, bodies)
}

func auditGrid(entries []state.AuditEntry, zone *time.Location) grid {
	g := grid{header: []string{"seq", "at", "provider", "who", "address", "action", "subject", "status", "request", "reason"}}
	for _, e := range entries {
		g.rows = append(g.rows, []string{
			strconv.FormatInt(e.Seq, 10), e.At.In(zone).Format(time.RFC3339), e.Provider, e.Who, e.Address, e.Action, e.Subject,
			strconv.Itoa(e.Status), e.Request, e.Reason,
		})
	}
	return g
}

type auditVerifyCommand struct {
	keyFolder `embed:""`
}

// Run verifies.
func (c *auditVerifyCommand) Run(s *session) (err error) {
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	head, err := db.VerifyAudit(s.ctx)
	if errors.Is(err, state.ErrAudit) {
		return exitError{exitIncomplete, err.Error()}
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.stdout, "entries %d to %d are as they were written; %s\n", head.First, head.Last, head.Hash)
	return err
}

// audited adds to the audit log what somebody did on the command line.
func audited(s *session, db *state.DB, action, subject string) error {
	provider, who := operator()
	return db.Audit(s.ctx, state.AuditEntry{Provider: provider, Who: who, Action: action, Subject: subject})
}

// operator is who uses the command line, as the system calls them.
func operator() (provider, who string) {
	who = "unknown"
	if current, err := user.Current(); err == nil {
		who = current.Username
	}
	return "command line", who
}
