package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/term"

	"github.com/ringside/ringside/internal/sim"
)

type simulateCommand struct {
	Seed   uint64 `default:"1" help:"The same seed gives the same bytes."`
	Days   int    `default:"7" help:"Days to simulate."`
	Agents int    `default:"60" help:"Agents of the centre, 12 to 2,000. Traffic grows with them."`
	To     string `default:"2026-11-01" help:"The day after the last one (YYYY-MM-DD, Asia/Seoul)."`
	Out    string `required:"" type:"path" help:"Folder for the files; made when it is missing."`
}

// Help is shown by ringside simulate --help.
func (c *simulateCommand) Help() string {
	return `Writes contact_records.jsonl, agent_events.jsonl and contact_events.jsonl in the order of their delivery, with the
re-deliveries, late updates and oddities of real traffic, and truth.json: what is true of them, computed by the simulator
from its own model.

Example:  ringside simulate --seed 7 --days 30 --agents 60 --out ./simulated
          ringside import ./simulated/contact_records.jsonl`
}

// Run writes the files.
func (c *simulateCommand) Run(s *session) (err error) {
	world, err := sim.NewWorld(sim.Options{Seed: c.Seed, Agents: c.Agents})
	if err != nil {
		return err
	}
	to, err := time.ParseInLocation(time.DateOnly, c.To, world.Zone)
	if err != nil {
		return exitError{exitUsage, fmt.Sprintf("--to %s: write a date as 2026-11-01", c.To)}
	}
	if c.Days < 1 || c.Days > 3660 {
		return exitError{exitUsage, fmt.Sprintf("--days %d: between 1 and 3660 are possible", c.Days)}
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return err
	}
	var files sim.Files
	closers := []func() error{}
	create := func(name string) (*bufio.Writer, error) {
		f, err := os.Create(filepath.Join(c.Out, name))
		if err != nil {
			return nil, err
		}
		w := bufio.NewWriterSize(f, 1<<20)
		closers = append(closers, func() error { return errors.Join(w.Flush(), f.Close()) })
		return w, nil
	}
	defer func() {
		for _, closeFile := range closers {
			err = errors.Join(err, closeFile())
		}
	}()
	records, err := create("contact_records.jsonl")
	if err != nil {
		return err
	}
	agents, err := create("agent_events.jsonl")
	if err != nil {
		return err
	}
	events, err := create("contact_events.jsonl")
	if err != nil {
		return err
	}
	files.ContactRecords, files.AgentEvents, files.ContactEvents = records, agents, events
	if terminal, ok := s.stderr.(*os.File); ok && term.IsTerminal(int(terminal.Fd())) {
		files.Progress = func(done, dates int) { fmt.Fprintf(s.stderr, "\r%d of %d days", done, dates) }
		defer fmt.Fprintln(s.stderr)
	}
	truth, err := world.WriteHistory(s.ctx, to.AddDate(0, 0, -c.Days), to, files)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(truth, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(c.Out, "truth.json"), append(text, '\n'), 0o644)
}
