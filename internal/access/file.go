package access

import (
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// lookEvery is how often a file of rules is looked at, while it is asked for: a change counts within that time.
const lookEvery = 5 * time.Second

// File is a file of rules that is read again when it changes. What cannot be read then is said in the log, and the rules before
// it hold.
type File struct {
	name string
	now  func() time.Time
	log  *slog.Logger

	mu     sync.Mutex // guards all below
	rules  *Rules
	looked time.Time
	seen   stamp
}

// stamp is what tells a file that was changed from one that was not.
type stamp struct {
	modified time.Time
	size     int64
}

// OpenFile reads a file of rules. An error says what to change.
func OpenFile(name string, now func() time.Time, log *slog.Logger) (*File, error) {
	f := &File{name: name, now: now, log: log, looked: now()}
	if err := f.read(); err != nil {
		return nil, err
	}
	return f, nil
}

func (f *File) read() error {
	info, err := os.Stat(f.name)
	if err != nil {
		return fmt.Errorf("access rules: %w", err)
	}
	of := stamp{info.ModTime(), info.Size()}
	if of == f.seen {
		return nil
	}
	f.seen = of // a file that is wrong is said to be so once
	text, err := os.ReadFile(f.name)
	if err != nil {
		return fmt.Errorf("access rules: %w", err)
	}
	rules, err := Parse(text)
	if err != nil {
		return fmt.Errorf("access rules %s: %w", f.name, err)
	}
	f.rules = rules
	return nil
}

// Rules are those that hold now.
func (f *File) Rules() *Rules {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	if now.Sub(f.looked).Abs() < lookEvery {
		return f.rules
	}
	f.looked = now
	before := f.rules
	switch err := f.read(); {
	case err != nil:
		f.log.Error("access rules cannot be read; those before hold", "error", err)
	case f.rules != before:
		f.log.Info("access rules were read anew", "rules", len(f.rules.Rules))
	}
	return f.rules
}
