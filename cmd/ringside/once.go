package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
)

// once is a secret that was made just now, and can be shown this time alone.
type once struct {
	what, file, text string
	again            string // how to get another one
}

func newIngestKey(key string) once {
	return once{"Ingest key", "ingest-key.txt", key, "make another one with ringside key new"}
}

func newFirstLink(link string) once {
	return once{"Link for the first administrator", "first-sign-in.txt", link, "the next start makes another one"}
}

// show shows it on a terminal, or in a file of the data folder, since what else goes to standard error is kept in logs.
func (o once) show(s *session, dir string, log *slog.Logger) error {
	if isTerminal(s.stderr) {
		fmt.Fprintf(s.stderr, "%s, shown this once: %s\n", o.what, o.text)
		return nil
	}
	name := filepath.Join(dir, o.file)
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) { // of one before, with any mode
		return fmt.Errorf("write %s: %w; %s", name, err, o.again)
	}
	if err := os.WriteFile(name, []byte(o.text+"\n"), 0o600); err != nil {
		return fmt.Errorf("write %s: %w; %s", name, err, o.again)
	}
	log.Info("a secret was made: read it in the file, and then remove that", "what", o.what, "file", name)
	return nil
}
