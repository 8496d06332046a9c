package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/connect"
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
	return `Both ingest doors and imports through a server take a key: every key, unless it is made for some doors or instances alone. What a key
brings of another instance is kept in quarantine, and ringside quarantine replay SEQ lets it in. A server that holds the data folder knows of a change within
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
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Doors     []string   `json:"doors"`     // empty: all
	Instances []string   `json:"instances"` // ids; empty: all
	By        string     `json:"by"`        // who made it; empty: not known
	Created   time.Time  `json:"created"`
	LastUsed  *time.Time `json:"last_used"`
	Ends      *time.Time `json:"ends"` // as it was made; null: without end
	Revoked   *time.Time `json:"revoked"`
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
	g, bodies := grid{header: []string{"id", "name", "doors", "instances", "by", "created", "last_used", "ends", "revoked"}}, []keyBody{}
	for _, k := range keys {
		bodies = append(bodies, keyBody{
			k.ID, k.Name, append([]string{}, k.Doors...), append([]string{}, k.Instances...), k.By, k.Created.UTC(), happened(k.LastUsed),
			happened(k.Ends), happened(k.Revoked),
		})
		g.rows = append(g.rows, []string{
			k.ID, k.Name, anyOf(k.Doors), anyOf(k.Instances), k.By, momentText(k.Created), momentText(k.LastUsed), momentText(k.Ends), momentText(k.Revoked),
		})
	}
	return g.write(s.stdout, c.Format, bodies)
}

// anyOf lists what a key is for, of which nothing is all.
func anyOf(scope []string) string { return cmp.Or(strings.Join(scope, ","), "all") }

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

// keyDays is how long a key lasts.
type keyDays struct {
	Days int `help:"For how many days it is in force; without end unless given, or for as long as the key that it comes after."`
}

func (d keyDays) ends() (until time.Time, err error) {
	if d.Days < 0 {
		return until, exitError{exitUsage, fmt.Sprintf("--days %d: choose 1 or more", d.Days)}
	} else if d.Days > 0 {
		until = time.Now().AddDate(0, 0, d.Days)
	}
	return until, nil
}

type keyNewCommand struct {
	keyFolder `embed:""`
	keyDays   `embed:""`
	Name      string   `arg:"" help:"What the key is for, such as firehose-eu."`
	Door      []string `placeholder:"DOOR" help:"What it opens: firehose, eventbridge or import; repeat for several. All unless given."`
	Instance  []string `placeholder:"ID" help:"Id or ARN of the Amazon Connect instance whose records it may bring; repeat for several. All unless given."`
}

// Run makes a key.
func (c *keyNewCommand) Run(s *session) (err error) {
	until, err := c.ends()
	if err != nil {
		return err
	}
	instances := []string{}
	for _, of := range c.Instance {
		instances = append(instances, connect.InstanceKey(of))
	}
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, by := operator()
	key, shown, err := db.CreateIngestKey(s.ctx, state.IngestKey{Name: c.Name, Doors: c.Door, Instances: instances, By: by, Ends: until})
	if errors.Is(err, state.ErrKeyScope) {
		return exitError{exitUsage, err.Error()}
	}
	if err != nil {
		return err
	}
	return errors.Join(showKey(s, key, shown), audited(s, db, "create_key", key.Recorded()))
}

func showKey(s *session, made state.IngestKey, shown string) error {
	fmt.Fprintf(s.stderr, "Ingest key %s, shown this once:\n", made.ID)
	_, err := fmt.Fprintln(s.stdout, shown)
	return err
}

type keyRotateCommand struct {
	keyFolder   `embed:""`
	keyDays     `embed:""`
	ID          string `arg:"" help:"Id of the key, from the list."`
	OverlapDays int    `name:"overlap-days" default:"7" help:"For how many days more the key before stays in force; 0 ends it now."`
}

// Run rotates.
func (c *keyRotateCommand) Run(s *session) (err error) {
	if c.OverlapDays < 0 {
		return exitError{exitUsage, fmt.Sprintf("--overlap-days %d: choose 0 or more", c.OverlapDays)}
	}
	until, err := c.ends()
	if err != nil {
		return err
	}
	db, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, by := operator()
	key, shown, err := db.RotateIngestKey(s.ctx, c.ID, by, until, time.Duration(c.OverlapDays)*24*time.Hour)
	if err != nil {
		return fmt.Errorf("%w; ringside key list names those that are in force", err)
	}
	return errors.Join(showKey(s, key, shown), audited(s, db, "rotate_key", c.ID+" "+key.Recorded()))
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
