package duckdb

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/ringside/ringside/internal/wholefile"
)

// aheadError says that the projection contains records that the journal does not. They were acknowledged, since only
// what is synced is projected: the journal was damaged at its end or removed, or is that of another folder.
type aheadError struct{ projected, journaled uint64 }

func (e *aheadError) Error() string {
	return fmt.Sprintf("projection is ahead of its journal: it is at %d, the journal ends at %d", e.projected, e.journaled)
}

// lostName is the file in the data folder that lists what the journal lost. It is there until a person removes it: the
// figures lack these records, and the next start looks like any other.
const lostName = "lost.json"

// loss is a run of acknowledged records that the journal no longer has.
type loss struct {
	From uint64    `json:"from"`
	To   uint64    `json:"to"`
	When time.Time `json:"when"` // it was noticed
	Kept string    `json:"kept"` // the projection that has their figures, relative to the data folder
}

// keepLost notes what the journal lost and sets the projection, which must be closed, aside: it is the only copy of these
// figures and never removed. The note comes first, so that a crash between the two repeats both.
func (s *Store) keepLost(ahead *aheadError) error {
	aside := s.asideName("ahead")
	kept, err := filepath.Rel(s.dir, aside)
	if err != nil {
		return fmt.Errorf("note lost records: %w", err)
	}
	all, err := s.readLost()
	if err != nil {
		return fmt.Errorf("note lost records: %w", err)
	}
	l := loss{From: ahead.journaled + 1, To: ahead.projected, When: s.opts.Now().UTC(), Kept: filepath.ToSlash(kept)}
	if n := len(all); n > 0 && all[n-1].From == l.From && all[n-1].To == l.To && !s.exists(all[n-1].Kept) {
		all = all[:n-1] // noted before a crash that came before the move
	}
	if err := s.writeLost(append(all, l)); err != nil {
		return fmt.Errorf("note lost records: %w", err)
	}
	s.log.Error("the journal lost acknowledged records; the figures are made anew without them", "first_seq", l.From,
		"last_seq", l.To, "kept", l.Kept, "note", lostName)
	return setAside(s.file, aside)
}

// asideName is the name under which the projection is kept, by why it is not used.
func (s *Store) asideName(why string) string {
	return s.file + "." + why + "-" + s.opts.Now().UTC().Format("20060102T150405.000")
}

func (s *Store) exists(name string) bool {
	_, err := os.Stat(filepath.Join(s.dir, filepath.FromSlash(name)))
	return err == nil
}

// readLost reads the note; without one nothing was lost.
func (s *Store) readLost() ([]loss, error) {
	b, err := os.ReadFile(filepath.Join(s.dir, lostName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []loss
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, fmt.Errorf("read %s: %w", lostName, err)
	}
	return all, nil
}

// writeLost makes the note durable.
func (s *Store) writeLost(all []loss) error {
	b, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	return wholefile.Write(filepath.Join(s.dir, lostName), func(w io.Writer) error {
		_, err := w.Write(append(b, '\n'))
		return err
	})
}

// losses tells what the note lists.
func (s *Store) losses() []string {
	all, err := s.readLost()
	if err != nil {
		return []string{"the note of records that the journal lost cannot be read: " + err.Error()}
	}
	var told []string
	for _, l := range all {
		told = append(told, fmt.Sprintf("the journal lost records %s to %s, which were acknowledged; the old figures are kept "+
			"in %s; remove %s from the data folder to end this message", grouped(l.From), grouped(l.To), l.Kept, lostName))
	}
	return told
}
