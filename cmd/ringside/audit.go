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
	Verify auditVerifyCommand `cmd:"" help:"Follow the chain of the log from its oldest entry, and compare it with what was kept elsewhere."`
	Head   auditHeadCommand   `cmd:"" help:"Print what to keep elsewhere, N:HASH, after verifying the log."`
}

// Help is shown by ringside audit --help.
func (c *auditCommand) Help() string {
	return `Where people sign in, a server keeps (for two years, unless ringside retention says otherwise) who looked at contacts, agents and explanations, who exported, and who changed
settings: when, from which address, whose data, and how it was answered. Entries form a chain of hashes. Whoever has the file can write all
of it anew: keep what head prints elsewhere from time to time, and compare later.

ringside audit head >> /elsewhere/heads.txt
ringside audit verify --head "$(tail -n 1 /elsewhere/heads.txt)"`
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
	Head      string `placeholder:"N:HASH" help:"What ringside audit head, the page or the API has shown before: that entry must be the same still."`
	Format    string `default:"table" enum:"table,json" help:"table or json."`
}

// verifiedBody is what ringside audit verify --format json prints.
type verifiedBody struct {
	First int64  `json:"first"`
	Last  int64  `json:"last"`
	Head  string `json:"head"`
}

// Run verifies.
func (c *auditVerifyCommand) Run(s *session) error {
	kept, err := state.ParseAuditMark(c.Head)
	if err != nil {
		return exitError{exitUsage, "--head: " + err.Error()}
	}
	head, err := c.verified(s, kept)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return grid{}.write(s.stdout, c.Format, verifiedBody{head.First, head.Last, head.Mark().String()})
	}
	_, err = fmt.Fprintf(s.stdout, "entries %d to %d are as they were written; keep %s\n", head.First, head.Last, head.Mark())
	return err
}

// verified is what the log comes to.
func (f keyFolder) verified(s *session, kept state.AuditMark) (head state.AuditHead, err error) {
	db, err := f.open(s.ctx)
	if err != nil {
		return head, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	head, err = db.VerifyAudit(s.ctx, kept)
	if errors.Is(err, state.ErrAudit) || errors.Is(err, state.ErrAuditTooOld) {
		return head, exitError{exitIncomplete, err.Error()}
	}
	return head, err
}

type auditHeadCommand struct {
	keyFolder `embed:""`
}

// Run prints the head.
func (c *auditHeadCommand) Run(s *session) error {
	head, err := c.verified(s, state.AuditMark{})
	if err == nil && head.Last > 0 {
		_, err = fmt.Fprintln(s.stdout, head.Mark())
	}
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
