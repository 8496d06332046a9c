package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/state"
)

type eraseCommand struct {
	targetFlags `embed:""`
	Contact     []string `placeholder:"ID" sep:"none" help:"Erase this contact. Several times for several."`
	Customer    []string `placeholder:"ADDRESS" sep:"none" help:"Erase every contact of which any version has this customer's address: a number as +821012345678, or an e-mail address."`
	Views       bool     `help:"Delete the saved views too that name them in a filter or in their name. Without it they are listed."`
	Expired     bool     `help:"Erase what is older than ringside retention says, without waiting for the night."`
	Reason      string   `help:"Why, in your own words, for the audit log: without the person's name."`
	Yes         bool     `help:"Erase without asking first. Without it, and without a terminal, nothing is erased."`
	Proofs      bool     `help:"Instead: list the proofs of erasures, the newest first."`
	Proof       string   `placeholder:"ID" help:"Instead: show one of them. With --format json it is a file to keep."`
	Format      string   `default:"table" enum:"table,json" help:"table or json."`
}

// Help is shown by ringside erase --help.
func (c *eraseCommand) Help() string {
	return `First it counts what would go, and asks. What goes: every version and delivery of the contacts' records, their contact
events, and quarantined records that name them, from the journal and from the tables; then it looks again until nothing is
found. A record of somebody else that names such a contact keeps a pseudonym in its place, and agents' times stay what they
were. What is delivered again later is refused. It cannot be undone, and a backup of before still has it.

Where a server holds the data folder, ask that (--server): it goes on answering meanwhile.

ringside erase --customer +821012345678 --reason "request of 23 November"
ringside erase --contact 0f8fad5b-d9cb-469f-a165-70867728950e --yes
ringside erase --expired --yes
ringside erase --proof 20261123-k3f9q2ab --format json > proof.json

Of each erasure a proof is kept: when, by whom, why, what was looked through and what went; not whom it was about.`
}

// erasureBody is GET /api/v1/erasure.
type erasureBody struct {
	Phase   string      `json:"phase"`
	Preview bool        `json:"preview"`
	Step    string      `json:"step"`
	Done    int64       `json:"done"`
	Total   int64       `json:"total"`
	Result  *erasedBody `json:"result"`
	Proof   string      `json:"proof"`
	Problem string      `json:"problem,omitempty"`
}

type erasedBody struct {
	Contacts       int64    `json:"contacts"`
	ContactRecords int64    `json:"contact_records"`
	ContactEvents  int64    `json:"contact_events"`
	AgentEvents    int64    `json:"agent_events"`
	Quarantined    int64    `json:"quarantined"`
	Reduced        int64    `json:"reduced"`
	Redacted       int64    `json:"redacted"`
	Mentions       int64    `json:"mentions"`
	MentionedBy    []string `json:"mentioned_by"`
	Missing        []string `json:"missing"`
	Kept           []string `json:"kept"`

	Views []erasedView `json:"views"`
	Proof string       `json:"proof,omitempty"`
}

// nothing tells whether there is nothing to erase.
func (e *erasedBody) nothing() bool {
	return e.ContactRecords+e.ContactEvents+e.AgentEvents+e.Quarantined+e.Reduced+e.Redacted == 0
}

// Run looks, asks, and erases.
func (c *eraseCommand) Run(s *session) (err error) {
	proofs := c.Proofs || c.Proof != ""
	if (len(c.Contact)+len(c.Customer) > 0) == (c.Expired || proofs) {
		return exitError{exitUsage, "say what to erase: --contact or --customer, or --expired"}
	}
	api, err := c.open(s.ctx, slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, api.close()) }()
	if proofs {
		return c.proof(s, api)
	}
	found, err := c.job(s, api, true)
	if err != nil {
		return err
	}
	if c.Expired && found.nothing() {
		// The limits hold from now on, also when nothing has passed them yet.
		if found, err = c.job(s, api, false); err != nil {
			return err
		}
		return c.tell(s, "nothing", found)
	}
	if found.Views, err = c.views(s.ctx, api, false); err != nil {
		return err
	}
	if found.nothing() && (!c.Views || len(found.Views) == 0) {
		if err := c.tell(s, "nothing", found); err != nil {
			return err
		}
		return exitError{exitIncomplete, "nothing was found: an id or an address must be written as records have it"}
	}
	if !c.Yes {
		if !c.agreed(s, found) {
			return exitError{exitIncomplete, "nothing was erased"}
		}
	}
	erased, err := c.job(s, api, false)
	if c.Server == "" { // a server notes it itself
		err = errors.Join(err, c.note(s, erased))
	}
	if err != nil {
		return err
	}
	if erased.Views, err = c.views(s.ctx, api, c.Views); err != nil {
		return err
	}
	return c.tell(s, "erased", erased)
}

// note adds to the audit log that somebody erased on the command line, also when it did not end: whom is what the log must
// not keep.
func (c *eraseCommand) note(s *session, erased *erasedBody) (err error) {
	ctx := context.WithoutCancel(s.ctx)
	db, err := keyFolder{Data: c.Data}.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	provider, who := operator()
	about := fmt.Sprintf("contacts=%d customers=%d", len(c.Contact), len(c.Customer))
	if c.Expired {
		about = "expired"
	}
	if erased == nil {
		about += " not finished"
	}
	return db.Audit(ctx, state.AuditEntry{Provider: provider, Who: who, Action: "erase", Subject: about, Reason: c.Reason})
}

// job has the server do one thing and waits for the end of it.
func (c *eraseCommand) job(s *session, api *client, preview bool) (*erasedBody, error) {
	var now erasureBody
	order := map[string]any{"contacts": c.Contact, "customers": c.Customer, "expired": c.Expired, "preview": preview, "reason": c.Reason}
	if err := api.post(s.ctx, "/api/v1/erasure", order, &now); err != nil {
		return nil, err
	}
	bar := newErasureBar(s.stderr)
	defer bar.end()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for now.Phase == "running" {
		select {
		case <-tick.C:
		case <-s.ctx.Done():
			return nil, c.stop(s, api, preview)
		}
		if err := api.get(s.ctx, "/api/v1/erasure", nil, &now); err != nil {
			if s.ctx.Err() != nil {
				return nil, c.stop(s, api, preview)
			}
			return nil, err
		}
		bar.show(now)
	}
	switch {
	case now.Phase == "done" && now.Result != nil:
		now.Result.Proof = now.Proof
		return now.Result, nil
	case now.Problem != "":
		return nil, errors.New(now.Problem)
	}
	return nil, errors.New("the erasure was stopped; what was not removed yet is refused already, and it goes on with the next one, or the next start of the server")
}

// stop ends the job when whoever asked leaves.
func (c *eraseCommand) stop(s *session, api *client, preview bool) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodDelete, api.base+"/api/v1/erasure", nil)
	var now erasureBody
	if err == nil {
		err = api.do(request, &now)
	}
	if err != nil {
		return fmt.Errorf("it could not be stopped: %w", err)
	}
	if preview {
		return context.Cause(s.ctx)
	}
	return errors.New("stopped: what was not removed yet is refused already, and the erasure goes on with the next one, or the next start of the server")
}

// agreed asks the person, if there is one.
func (c *eraseCommand) agreed(s *session, found *erasedBody) bool {
	if err := c.tell(&session{ctx: s.ctx, stdout: s.stderr}, "would be erased", found); err != nil {
		return false
	}
	if !isTerminal(s.stderr) {
		fmt.Fprintln(s.stderr, "Add --yes to erase this.")
		return false
	}
	fmt.Fprint(s.stderr, "It cannot be undone. Type erase to go on: ")
	line, _ := bufio.NewReader(s.stdin).ReadString('\n') // no line is no
	return strings.TrimSpace(line) == "erase"
}

// tell prints the counts.
func (c *eraseCommand) tell(s *session, what string, e *erasedBody) error {
	g := grid{header: []string{what, "records"}, rows: [][]string{
		{"contacts", thousands(e.Contacts)},
		{"contact records, all versions", thousands(e.ContactRecords)},
		{"contact events", thousands(e.ContactEvents)},
		{"agent events", thousands(e.AgentEvents)},
		{"quarantined records", thousands(e.Quarantined)},
		{"contact records without details", thousands(e.Reduced)},
		{"records of others, with a pseudonym", thousands(e.Redacted)},
	}}
	if e.Mentions > 0 {
		g.rows = append(g.rows, []string{"left: others that mention an address", thousands(e.Mentions)})
	}
	if err := g.write(s.stdout, c.Format, e); err != nil || c.Format == "json" {
		return err
	}
	if e.Proof != "" {
		fmt.Fprintf(s.stdout, "A proof is kept: ringside erase --proof %s\n", e.Proof)
	}
	viewsTitle, views := c.viewsNote(what == "erased", e.Views)
	for _, note := range []struct {
		text string
		list []string
	}{
		{viewsTitle, views},
		{"Look at these contacts, which mention an address in another place and stay", e.MentionedBy},
		{"No record has these contacts", e.Missing},
		{"Remove these files yourself when you no longer need them: they may hold what was erased", e.Kept},
	} {
		if len(note.list) > 0 {
			if _, err := fmt.Fprintf(s.stdout, "%s:\n  %s\n", note.text, strings.Join(note.list, "\n  ")); err != nil {
				return err
			}
		}
	}
	return nil
}
