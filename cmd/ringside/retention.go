package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"
)

type retentionCommand struct {
	targetFlags `embed:""`
	Contacts    *int   `placeholder:"DAYS" help:"Keep contact records, with all versions, and contact events for so many days; 0 for ever."`
	Details     *int   `placeholder:"DAYS" help:"Keep what contact records say beside what figures are made from (the customer's number, attributes, recordings, references) for so many days; 0 for ever."`
	AgentEvents *int   `placeholder:"DAYS" help:"Keep agent events for so many days; 0 for ever."`
	Quarantine  *int   `placeholder:"DAYS" help:"Keep records that could not be decoded for so many days; 0 for ever."`
	Audit       *int   `placeholder:"DAYS" help:"Keep the audit log for so many days: 365 at least, 732 unless agreed otherwise."`
	Format      string `default:"table" enum:"table,json" help:"table or json."`
}

// Help is shown by ringside retention --help.
func (c *retentionCommand) Help() string {
	return `Shows for how long records are kept, and with days agrees on other limits. A running server applies them every night at three
o'clock of its --zone: what is older goes from the journal and from the tables, and what is older is refused from then on.
ringside erase --expired applies them at once.

ringside retention --contacts 1100 --details 180 --agent-events 400 --quarantine 90
ringside retention --contacts 0 --server http://127.0.0.1:8080

The audit log has a limit too (--audit), of a year at least: a running server drops what is older after midnight. What the live board
showed has limits of its own, --keep-samples and --keep-quarter-hours of ringside serve.`
}

// retentionBody is GET /api/v1/retention.
type retentionBody struct {
	Contacts        int         `json:"contacts_days"`
	Details         int         `json:"details_days"`
	AgentEvents     int         `json:"agent_events_days"`
	Quarantine      int         `json:"quarantine_days"`
	Audit           int         `json:"audit_days"`
	ContactsFrom    *string     `json:"contacts_from"`
	DetailsFrom     *string     `json:"details_from"`
	AgentEventsFrom *string     `json:"agent_events_from"`
	QuarantineFrom  *string     `json:"quarantine_from"`
	Zone            string      `json:"zone"`
	ChangedAt       *time.Time  `json:"changed_at"`
	NextAt          *time.Time  `json:"next_at"`
	AppliedAt       *time.Time  `json:"applied_at"`
	Removed         *erasedBody `json:"removed"`
}

// Run shows the limits, after changing them where that is asked for.
func (c *retentionCommand) Run(s *session) (err error) {
	api, err := c.open(s.ctx, slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, api.close()) }()
	var now retentionBody
	if err := api.get(s.ctx, "/api/v1/retention", nil, &now); err != nil {
		return err
	}
	if c.Contacts != nil || c.Details != nil || c.AgentEvents != nil || c.Quarantine != nil || c.Audit != nil {
		if err := c.change(s, api, &now); err != nil {
			return err
		}
	}
	return c.tell(s, now)
}

func (c *retentionCommand) change(s *session, api *client, now *retentionBody) error {
	for _, of := range []struct {
		wish *int
		days *int
	}{{c.Contacts, &now.Contacts}, {c.Details, &now.Details}, {c.AgentEvents, &now.AgentEvents}, {c.Quarantine, &now.Quarantine}, {c.Audit, &now.Audit}} {
		if of.wish != nil {
			*of.days = *of.wish
		}
	}
	request, err := api.order(s.ctx, "/api/v1/retention", map[string]int{
		"contacts_days": now.Contacts, "details_days": now.Details, "agent_events_days": now.AgentEvents, "quarantine_days": now.Quarantine,
		"audit_days": now.Audit,
	})
	if err != nil {
		return err
	}
	request.Method = http.MethodPut
	if err := api.do(request, now); err != nil || c.Server != "" { // a server notes it itself
		return err
	}
	return c.note(s, now)
}

// note adds to the audit log that somebody changed the limits on the command line.
func (c *retentionCommand) note(s *session, now *retentionBody) (err error) {
	db, err := keyFolder{Data: c.Data}.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	about := fmt.Sprintf("contacts=%d details=%d agent_events=%d quarantine=%d audit=%d", now.Contacts, now.Details, now.AgentEvents, now.Quarantine, now.Audit)
	return audited(s, db, "change_retention", about)
}

// tell prints the limits.
func (c *retentionCommand) tell(s *session, r retentionBody) error {
	g := grid{header: []string{"kept", "days", "from"}}
	for _, of := range []struct {
		what string
		days int
		from *string
	}{
		{"contacts", r.Contacts, r.ContactsFrom}, {"their details", r.Details, r.DetailsFrom}, {"agent events", r.AgentEvents, r.AgentEventsFrom}, {"quarantine", r.Quarantine, r.QuarantineFrom},
	} {
		row := []string{of.what, "for ever", "the beginning"}
		if of.from != nil {
			row[1], row[2] = strconv.Itoa(of.days), *of.from
		}
		g.rows = append(g.rows, row)
	}
	g.rows = append(g.rows, []string{"audit log", strconv.Itoa(r.Audit), ""})
	if err := g.write(s.stdout, c.Format, r); err != nil || c.Format == "json" {
		return err
	}
	zone, err := time.LoadLocation(r.Zone)
	if err != nil {
		zone = time.UTC
	}
	if r.AppliedAt != nil && r.Removed != nil {
		fmt.Fprintf(s.stdout, "Applied last on %s: %s contacts, %s agent events, %s quarantined records went, and nothing was left.\n",
			r.AppliedAt.In(zone).Format("2006-01-02 15:04"), thousands(r.Removed.Contacts), thousands(r.Removed.AgentEvents), thousands(r.Removed.Quarantined))
	}
	if r.NextAt != nil {
		fmt.Fprintf(s.stdout, "Applied next on %s (%s) by the running server; ringside erase --expired does it at once.\n",
			r.NextAt.In(zone).Format("2006-01-02 15:04"), r.Zone)
	}
	return nil
}
