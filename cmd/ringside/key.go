package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/state"
)

type keyCommand struct {
	List   keyListCommand   `cmd:"" help:"List the keys, newest first. A key itself is never shown again."`
	New    keyNewCommand    `cmd:"" help:"Make a key and print it, this once."`
	Rotate keyRotateCommand `cmd:"" help:"Make a key in place of another one, which stays in force for some days more."`
	Revoke keyRevokeCommand `cmd:"" help:"Take a key out of force."`
}

// Help is shown by ringside key --help.
func (c *keyCommand) Help() string {
	return `Both ingest doors and imports through a server take a key. A server that holds the data folder knows of a change within
five seconds. The key of RINGSIDE_INGEST_KEY is not among these: it holds as long as the server that was given it.`
}

// keyFolder is the data folder of a command that works on the application state alone.
type keyFolder struct {
	Data string `default:"./ringside-data" env:"RINGSIDE_DATA" type:"path" help:"Data folder; a server may hold it."`
}

// open opens the application state alone, which two processes may hold at once.
func (k keyFolder) open(ctx context.Context) (*state.DB, error) {
	if _, err := os.Stat(k.Data); err != nil {
		return nil, fmt.Errorf("there is no data folder %s: name one with --data", k.Data)
	}
	return state.Open(ctx, state.Options{Folder: k.Data})
}

type keyListCommand struct {
	keyFolder `embed:""`
	Format    string `default:"table" enum:"table,csv,json" help:"table, csv or json."`
}

// keyBody is one key of the list.
type keyBody struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Created  time.Time  `json:"created"`
	LastUsed *time.Time `json:"last_used"`
	Revoked  *time.Time `json:"revoked"`
}

// Run lists.
func (c *keyListCommand) Run(s *session) (err error) {
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	keys, err := db.IngestKeys(s.ctx)
	if err != nil {
		return err
	}
	g, bodies := grid{header: []string{"id", "name", "created", "last_used", "revoked"}}, []keyBody{}
	for _, k := range keys {
		bodies = append(bodies, keyBody{k.ID, k.Name, k.Created.UTC(), happened(k.LastUsed), happened(k.Revoked)})
		g.rows = append(g.rows, []string{k.ID, k.Name, momentText(k.Created), momentText(k.LastUsed), momentText(k.Revoked)})
	}
	return g.write(s.stdout, c.Format, bodies)
}

// happened is nil for what has not.
func happened(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func momentText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

type keyNewCommand struct {
	keyFolder `embed:""`
	Name      string `arg:"" help:"What the key is for, such as firehose-eu."`
	Days      int    `help:"For how many days it is in force; without end unless given."`
}

// Run makes a key.
func (c *keyNewCommand) Run(s *session) (err error) {
	var until time.Time
	if c.Days < 0 {
		return exitError{exitUsage, fmt.Sprintf("--days %d: choose 1 or more", c.Days)}
	} else if c.Days > 0 {
		until = time.Now().AddDate(0, 0, c.Days)
	}
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	key, shown, err := db.CreateIngestKey(s.ctx, c.Name, until)
	if err != nil {
		return err
	}
	return errors.Join(showKey(s, key, shown), audited(s, db, "create_key", key.ID+" "+key.Name))
}

func showKey(s *session, made state.IngestKey, shown string) error {
	fmt.Fprintf(s.stderr, "Ingest key %s, shown this once:\n", made.ID)
	_, err := fmt.Fprintln(s.stdout, shown)
	return err
}

type keyRotateCommand struct {
	keyFolder   `embed:""`
	ID          string `arg:"" help:"Id of the key, from the list."`
	OverlapDays int    `name:"overlap-days" default:"7" help:"For how many days more the key before stays in force; 0 ends it now."`
}

// Run rotates.
func (c *keyRotateCommand) Run(s *session) (err error) {
	if c.OverlapDays < 0 {
		return exitError{exitUsage, fmt.Sprintf("--overlap-days %d: choose 0 or more", c.OverlapDays)}
	}
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	keys, err := db.IngestKeys(s.ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(keys, func(k state.IngestKey) bool { return k.ID == c.ID })
	if at < 0 {
		return fmt.Errorf("%w; ringside key list names those that are in force", state.ErrNoKey)
	}
	before, until := keys[at], time.Time{}
	if !before.Revoked.IsZero() { // the next one is good for as long as this one was
		until = time.Now().Add(before.Revoked.Sub(before.Created))
	}
	key, shown, err := db.CreateIngestKey(s.ctx, before.Name, until)
	if err != nil {
		return err
	}
	if err := db.RevokeIngestKey(s.ctx, c.ID, time.Duration(c.OverlapDays)*24*time.Hour); err != nil {
		err = fmt.Errorf("%w; ringside key list names those that are in force", err)
		return errors.Join(err, db.RevokeIngestKey(s.ctx, key.ID, 0)) // which nobody has seen
	}
	return errors.Join(showKey(s, key, shown), audited(s, db, "rotate_key", c.ID+" "+key.ID))
}

type keyRevokeCommand struct {
	keyFolder `embed:""`
	ID        string `arg:"" help:"Id of the key, from the list."`
}

// Run revokes.
func (c *keyRevokeCommand) Run(s *session) (err error) {
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.RevokeIngestKey(s.ctx, c.ID, 0); err != nil {
		return fmt.Errorf("%w; ringside key list names those that are in force", err)
	}
	return audited(s, db, "revoke_key", c.ID)
}
