package directory

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/sqlite"
)

// FileName is the file's name within the data folder.
const FileName = "directory.db"

//go:embed migration/*.sql
var migrations embed.FS

const lost = "what things were called before; present names come back with the next answer of Amazon Connect, and no record is lost"

// Options of a Directory. Folder is required.
type Options struct {
	Folder string
	// Now tells the time of the log; nil is time.Now.
	Now func() time.Time
	// Logger is told of damage; nil logs nothing.
	Logger *slog.Logger
}

// Directory keeps names in the data folder, and in memory for those who ask: about 600 bytes an entry. Many may ask while
// one learns.
type Directory struct {
	db  *sql.DB
	log *slog.Logger

	mu      sync.RWMutex         // guards what follows
	entries map[string]*Entry    // as Amazon Connect listed them
	said    map[string]*recorded // what records call things
	shown   map[string]*Entry    // of both
	listed  map[listing]time.Time
	changed chan struct{} // closed at the next change
}

// listing is a kind of an instance.
type listing struct {
	instance string // ARN
	kind     Kind
}

// Open opens the file, and makes it when it is missing.
func Open(ctx context.Context, o Options) (*Directory, error) {
	db, err := sqlite.Open(ctx, sqlite.Options{
		Path: filepath.Join(o.Folder, FileName), Migrations: migrations, Lost: lost, Check: true, Now: o.Now, Logger: o.Logger,
	})
	if err != nil {
		return nil, err
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	d := &Directory{
		db: db, log: o.Logger, entries: map[string]*Entry{}, said: map[string]*recorded{}, shown: map[string]*Entry{}, listed: map[listing]time.Time{}, changed: make(chan struct{}),
	}
	if err := d.load(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("read the directory: %w", err), db.Close())
	}
	return d, nil
}

// Close ends all connections.
func (d *Directory) Close() error { return d.db.Close() }

// Entry is what is known of an ARN.
func (d *Directory) Entry(arn string) (Entry, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	e, known := d.shown[arn]
	if !known {
		return Entry{}, false
	}
	return *e, true
}

// Name is what an ARN is called, or was called last; "" when that is not known.
func (d *Directory) Name(arn string) string {
	e, _ := d.Entry(arn)
	return e.Name
}

// There lists what an instance has of a kind now, as Amazon Connect listed it, in no order.
func (d *Directory) There(instance string, kind Kind) []Entry {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var all []Entry
	for _, e := range d.entries {
		if e.Kind == kind && e.Instance == instance && e.Gone.IsZero() {
			all = append(all, *e)
		}
	}
	return all
}

// Listed is when a kind of an instance was last listed as a whole; zero when it never was.
func (d *Directory) Listed(instance string, kind Kind) time.Time {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.listed[listing{instance, kind}]
}

// count is how much of a kind an instance has, and how much it had once.
func (d *Directory) count(instance string, kind Kind) (there, gone int) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, e := range d.entries {
		switch {
		case e.Kind != kind || e.Instance != instance:
		case e.Gone.IsZero():
			there++
		default:
			gone++
		}
	}
	return there, gone
}

// Changed is closed when a kind has been listed anew.
func (d *Directory) Changed() <-chan struct{} {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.changed
}

// Await waits until something is so that only a list can make so, or ctx ends.
func (d *Directory) Await(ctx context.Context, so func() bool) {
	for ctx.Err() == nil {
		changed := d.Changed()
		if so() {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
}

// Learn takes in all that an instance has of a kind at a moment: what is missing there is gone, and keeps its name.
func (d *Directory) Learn(ctx context.Context, instance string, kind Kind, all []Entry, at time.Time) error {
	at = at.UTC().Truncate(time.Millisecond)
	news := d.compare(instance, kind, all, at)
	if err := d.save(ctx, listing{instance, kind}, news, at); err != nil {
		return fmt.Errorf("keep the names of %s: %w", kind, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range news {
		d.entries[news[i].ARN] = &news[i]
	}
	d.listed[listing{instance, kind}] = at
	for arn, e := range d.entries {
		if e.Kind == kind && e.Instance == instance {
			d.show(arn)
		}
	}
	close(d.changed)
	d.changed = make(chan struct{})
	return nil
}

// compare lists what differs from what is known.
func (d *Directory) compare(instance string, kind Kind, all []Entry, at time.Time) (news []Entry) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	there := map[string]bool{}
	for _, e := range all {
		if e.ARN == "" || there[e.ARN] {
			continue
		}
		there[e.ARN] = true
		e.Instance, e.Kind = instance, kind
		known := d.entries[e.ARN]
		if known == nil || !e.alike(known) {
			news = append(news, e.succeed(known, at))
		}
	}
	for arn, e := range d.entries {
		if e.Kind == kind && e.Instance == instance && e.Gone.IsZero() && !there[arn] {
			gone := *e
			gone.Gone = at
			news = append(news, gone)
		}
	}
	return news
}

// Schema is how far the file of a folder has been brought; nothing is changed. The error is fs.ErrNotExist where there is none.
func Schema(ctx context.Context, folder string) (sqlite.Schema, error) {
	return sqlite.Look(ctx, filepath.Join(folder, FileName), migrations)
}
