package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	Only   string `default:"" enum:",contact_records,agent_events,contact_events" help:"Write one kind alone: contact_records, agent_events or contact_events."`
	Out    string `required:"" help:"Folder for the files, made when it is missing; - for standard output (with --only)."`
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
	world, err := newWorld(sim.Options{Seed: c.Seed, Agents: c.Agents})
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
	c.warn(s.stderr)
	out := outputs{dir: c.Out}
	defer func() { err = errors.Join(err, out.close()) }()
	files, err := c.files(s, &out)
	if err != nil {
		return err
	}
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
	if c.Out == "-" {
		return nil
	}
	return os.WriteFile(filepath.Join(c.Out, "truth.json"), append(text, '\n'), 0o644)
}

// perAgentDay is how many bytes an agent's day makes, measured over a week of 60 agents; larger centres make a tenth less.
var perAgentDay = map[string]int64{"contact_records": 140_000, "agent_events": 1_860_000, "contact_events": 250_000}

const (
	// muchToWrite is from where on the size is said before it begins: a disk's worth of some machines.
	muchToWrite = 4_000_000_000
	// writtenPerSecond is about what a machine of two processors simulates and its disk takes.
	writtenPerSecond = 200_000_000
)

// expected is about how many bytes will be written.
func (c *simulateCommand) expected() int64 {
	days := int64(c.Days) * int64(c.Agents)
	if c.Only != "" {
		return perAgentDay[c.Only] * days
	}
	var all int64
	for _, bytes := range perAgentDay {
		all += bytes * days
	}
	return all
}

// warn says how much it will be, if it will be much.
func (c *simulateCommand) warn(w io.Writer) {
	size := c.expected()
	if size < muchToWrite {
		return
	}
	fmt.Fprintf(w, "About %d GB will be written, in about %d min. Ctrl+C stops it.", size/1_000_000_000, 1+size/writtenPerSecond/60)
	if c.Only == "" {
		fmt.Fprint(w, " The contact records alone, with --only contact_records, are a sixteenth of that.")
	}
	fmt.Fprintln(w)
}

// files opens what is to be written.
func (c *simulateCommand) files(s *session, out *outputs) (files sim.Files, err error) {
	if c.Out == "-" && c.Only == "" {
		return files, exitError{exitUsage, "--out -: say with --only which kind goes to standard output"}
	}
	for kind, into := range map[string]*io.Writer{
		"contact_records": &files.ContactRecords, "agent_events": &files.AgentEvents, "contact_events": &files.ContactEvents,
	} {
		if c.Only != "" && c.Only != kind {
			continue
		}
		if c.Out == "-" {
			*into = out.buffer(s.stdout, nil)
			continue
		}
		if *into, err = out.create(kind + ".jsonl"); err != nil {
			return files, err
		}
	}
	return files, nil
}

// outputs are the files being written; close flushes them.
type outputs struct {
	dir     string
	closers []func() error
}

func (o *outputs) create(name string) (io.Writer, error) {
	if err := os.MkdirAll(o.dir, 0o755); err != nil {
		return nil, err
	}
	f, err := os.Create(filepath.Join(o.dir, name))
	if err != nil {
		return nil, err
	}
	return o.buffer(f, f.Close), nil
}

func (o *outputs) buffer(w io.Writer, closeFile func() error) io.Writer {
	buffered := bufio.NewWriterSize(w, 1<<20)
	o.closers = append(o.closers, func() error {
		if closeFile == nil {
			return buffered.Flush()
		}
		return errors.Join(buffered.Flush(), closeFile())
	})
	return buffered
}

func (o *outputs) close() (err error) {
	for _, closeFile := range o.closers {
		err = errors.Join(err, closeFile())
	}
	return err
}
