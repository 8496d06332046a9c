package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/journal"
	"github.com/ringside/ringside/internal/sample"
	"github.com/ringside/ringside/internal/sqlite"
	"github.com/ringside/ringside/internal/state"
)

type upgradeCheckCommand struct {
	Data   string `default:"./ringside-data" env:"RINGSIDE_DATA" type:"path" help:"Data folder; a server may hold it."`
	Format string `default:"table" enum:"table,json" help:"table or json."`
}

// Help is shown by ringside upgrade-check --help.
func (c *upgradeCheckCommand) Help() string {
	return `Says whether this version would open a data folder, and what it would change in it; nothing is changed now. Run the new version's
binary on the folder of the old one, which may go on serving meanwhile. Databases are only ever brought forward: to go back, restore a
backup that was made before. It ends with 1 when the folder would not open.

Example: ./ringside-v0.2.0 upgrade-check --data /var/lib/ringside`
}

// upgradePart is one part of a data folder, as upgrade-check sees it.
type upgradePart struct {
	Part  string `json:"part"`  // its file or folder
	Opens bool   `json:"opens"` // whether this version would open it
	Found *int   `json:"found"` // number of its schema; null where it has none
	Known *int   `json:"known"` // number of this version's
	Would string `json:"would"` // what this version would do with it
}

// Run looks, and says what it has found.
func (c *upgradeCheckCommand) Run(s *session) error {
	if _, err := os.Stat(c.Data); err != nil {
		return fmt.Errorf("there is no data folder %s: name one with --data", c.Data)
	}
	all, err := upgradeParts(s.ctx, c.Data)
	if err != nil {
		return err
	}
	if err := c.print(s, all); err != nil {
		return err
	}
	for _, part := range all {
		if !part.Opens {
			return exitError{exitFailed, fmt.Sprintf("this version (%s) would not open %s: a newer one has written %s", version, c.Data, part.Part)}
		}
	}
	return nil
}

func (c *upgradeCheckCommand) print(s *session, all []upgradePart) error {
	if c.Format == "json" {
		return json.NewEncoder(s.stdout).Encode(map[string]any{"version": version, "parts": all})
	}
	table := tabwriter.NewWriter(s.stdout, 0, 8, 2, ' ', 0)
	for _, part := range all {
		fmt.Fprintf(table, "%s\t%s\n", part.Part, part.Would)
	}
	return table.Flush()
}

// upgradeParts looks at each part of a data folder.
func upgradeParts(ctx context.Context, dir string) ([]upgradePart, error) {
	newer, err := journal.Newer(filepath.Join(dir, "journal"))
	if err != nil {
		return nil, err
	}
	all := []upgradePart{{Part: "journal", Opens: true, Would: "opens as it is"}}
	if newer != "" {
		all[0].Opens, all[0].Would = false, newer+" is of a newer version"
	}
	// The tables of figures are made from the journal, whatever their version.
	all = append(all, upgradePart{Part: "projection", Opens: true, Would: "is brought up to date or, where that cannot be, made anew from the journal"})
	for _, database := range []struct {
		part string
		look func(context.Context, string) (sqlite.Schema, error)
	}{{state.FileName, state.Schema}, {sample.FileName, sample.Schema}, {directory.FileName, directory.Schema}} {
		found, err := database.look(ctx, dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			all = append(all, upgradePart{Part: database.part, Opens: true, Known: &found.Known, Would: "is made: there is none"})
		case err != nil:
			return nil, err
		default:
			all = append(all, upgradeDatabase(database.part, found))
		}
	}
	return all, nil
}

func upgradeDatabase(name string, found sqlite.Schema) upgradePart {
	part := upgradePart{Part: name, Opens: found.Found <= found.Known, Found: &found.Found, Known: &found.Known, Would: "opens as it is"}
	switch {
	case found.Found < found.Known:
		part.Would = fmt.Sprintf("is brought from schema %d to %d, for good", found.Found, found.Known)
	case found.Found > found.Known:
		part.Would = fmt.Sprintf("is of schema %d; this version knows %d", found.Found, found.Known)
	}
	return part
}
