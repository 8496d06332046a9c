package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// demoFolder is what a demo remembers in its data folder, so that a second start plays the same world on: its seed, its
// size, and every incident so far.
type demoFolder struct {
	path      string
	Seed      uint64      `json:"seed"`
	Agents    int         `json:"agents"`
	Instances int         `json:"instances"`
	Incidents []time.Time `json:"incidents"`
	// Imported names the parts of history that are stored already and cannot change any more.
	Imported []string `json:"imported"`
}

// demoName is the file that makes a data folder a demo's.
const demoName = "demo.json"

// refuseDemo refuses a demo's folder to what takes real records in: nothing could tell them from simulated ones later.
func refuseDemo(dir string) error {
	_, err := os.Stat(filepath.Join(dir, demoName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("%s is no folder: name another one with --data", dir)
	case err != nil:
		return fmt.Errorf("look whether %s is a demo's folder: %w", dir, err)
	}
	return fmt.Errorf("the folder %s holds the simulated contacts of a demo, and real ones must not mix with them: "+
		"choose another folder with --data; the demo goes on with ringside demo --data %s", dir, dir)
}

// openDemo reads, or begins, a demo in the data folder. A folder with data that is no demo's is refused: simulated and
// real contacts must not mix.
func openDemo(dir string, seed uint64, agents, instances int) (*demoFolder, error) {
	d := &demoFolder{path: filepath.Join(dir, demoName), Seed: seed, Agents: agents, Instances: instances}
	text, err := os.ReadFile(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Join(dir, "journal")); err == nil {
			return nil, fmt.Errorf("the folder %s holds data that is no demo's: choose another one with --data", dir)
		}
		return d, nil
	}
	if err != nil {
		return nil, err
	}
	d.Instances = 1
	if err := json.Unmarshal(text, d); err != nil {
		return nil, fmt.Errorf("read %s: %w; remove the folder %s to begin anew", d.path, err, dir)
	}
	if d.Seed != seed || d.Agents != agents || d.Instances != instances {
		return nil, fmt.Errorf("the folder %s holds a demo with --seed %d --agents %d --instances %d: use these, or another folder with --data",
			dir, d.Seed, d.Agents, d.Instances)
	}
	return d, nil
}

// strike adds an incident, remembers it, and returns all incidents so far.
func (d *demoFolder) strike(at time.Time) ([]sim.Incident, error) {
	d.Incidents = append(d.Incidents, at)
	if err := d.save(); err != nil {
		return nil, err
	}
	incidents := make([]sim.Incident, len(d.Incidents))
	for i, at := range d.Incidents {
		incidents[i] = sim.Incident{At: at}
	}
	return incidents, nil
}

// has reports whether a part of history is stored already.
func (d *demoFolder) has(part string) bool { return slices.Contains(d.Imported, part) }

// add remembers that a part of history is stored.
func (d *demoFolder) add(part string) error {
	d.Imported = append(d.Imported, part)
	return d.save()
}

func (d *demoFolder) save() error {
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	if err := os.WriteFile(d.path+".new", text, 0o600); err != nil {
		return fmt.Errorf("remember the demo: %w", err)
	}
	if err := os.Rename(d.path+".new", d.path); err != nil {
		return fmt.Errorf("remember the demo: %w", err)
	}
	return nil
}
