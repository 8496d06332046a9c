package duckdb

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/journal"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb/columns"
)

// Options of the store. The zero value is ready for use.
type Options struct {
	Logger      *slog.Logger     // nil: nothing is logged
	Now         func() time.Time // nil: time.Now
	MemoryLimit int64            // bytes for DuckDB, which overshoots by up to a third; 0: 256 MiB; it grows with the contacts
	Threads     int              // of DuckDB; 0: one per processor, at most 8
	QueueLimit  int64            // bytes of records that wait in memory to be projected; 0: 64 MiB
	Interval    time.Duration    // longest wait before something small is projected; 0: 250 ms
	Patience    time.Duration    // longest wait of an Append for room in that queue; 0: 1 s
	HotMemory   int64            // bytes for the columns of contacts in memory, the newest days first; 0: none are kept
	MinFree     int64            // bytes of disk below which Append refuses; 0: 512 MiB, negative: no floor
	// InstanceNames are what instances are called, by id. The name is kept, and holds until another is given.
	InstanceNames map[string]string
	ColumnsSize   func(bytes int64) // told what the columns in memory will occupy, and then do, when they are loaded; nil: nobody is
	Bulk          bool              // for a process that imports and answers nobody: see bulk
}

// bulk are the defaults for importing alone. One thread: the import decodes on the others, and with several, DuckDB's spin
// while they wait for each other. A longer log and larger batches, so that fewer transactions write the last row group
// again: only a start after a crash takes longer for it.
func (o Options) bulk() Options {
	if o.Threads <= 0 {
		o.Threads = 1
	}
	return o
}

// log is the bytes that DuckDB's log may have. A larger one makes ingest faster and a start after a crash slower, by about
// 1 s for 30 MB on two cores: with 128 MB a busy machine needed more than the 3 s that a server's start may take.
func (o Options) log() int64 {
	if o.Bulk {
		return 128_000_000
	}
	return 32_000_000
}

// batch is how many records go into one transaction.
func (o Options) batch() int {
	if o.Bulk {
		return 2 * batchRecords
	}
	return batchRecords
}

func (o Options) withDefaults() Options {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.ColumnsSize == nil {
		o.ColumnsSize = func(int64) {}
	}
	if o.Bulk {
		o = o.bulk()
	}
	if o.MemoryLimit <= 0 {
		o.MemoryLimit = 256 << 20
	}
	if o.Threads <= 0 {
		o.Threads = min(runtime.GOMAXPROCS(0), 8)
	}
	if o.QueueLimit <= 0 {
		o.QueueLimit = 64 << 20
	}
	if o.Patience <= 0 {
		o.Patience = time.Second
	}
	if o.Interval <= 0 {
		o.Interval = 250 * time.Millisecond
	}
	if o.MinFree == 0 {
		o.MinFree = 512 << 20
	}
	return o
}

// Store is the embedded store of one data folder.
type Store struct {
	opts    Options
	log     *slog.Logger
	dir     string
	file    string // of DuckDB
	temp    string // its folder for what does not fit into memory
	journal *journal.Journal
	unlock  func() error
	queue   *queue
	// newest is the number of the newest entry that may be projected.
	newest func() uint64
	hot    *columns.Cache // nil when no columns are kept in memory
	known  knownIDs
	missed missed

	// eraser is held by an erasure. Taken before all others. Erasures is what the data folder remembers of them, never nil.
	eraser   sync.Mutex
	erasures atomic.Pointer[erasure.State]

	// turn is held (one value sent) by whoever projects. Capacity 1: a mutex that select can wait for.
	turn    chan struct{}
	running atomic.Bool // Run projects

	// gate is held for reading while the database is used, for writing while it is opened again.
	gate    sync.RWMutex
	db      *database
	granted int64 // DuckDB's memory limit; changed by whoever opens or projects
	more    int64 // bytes of it that were added since it did not get by; as granted

	// words, names and tallies mirror the tables of the same names; they are replaced when the database is opened.
	words   *words
	names   *names
	tallies *tallies

	// contents and mentions spare what the tables have already. Mentions are the projector's alone.
	contents *contents
	mentions map[mention]connect.Millis

	mu      sync.Mutex
	sick    error  // why the database must be opened again, nil when it need not
	problem string // why the projection stands still, "" when it does not
	visible position
	states  *agentStates
	found   initiations // where Status looks first
	doing   progressing
	// rebuilding is the newest record when the projection was begun anew, 0 when it was not: until it is reached the
	// figures are those of a part.
	rebuilding uint64
	mendedDays int // days whose columns in memory differed from the table
}

// progressing is the batch that is being projected: its first record and when that was received.
type progressing struct {
	first    uint64
	received time.Time
}

// position is how far the projection is.
type position struct {
	seq      uint64
	at       time.Time
	received time.Time // of the newest record; zero without one
	ties     int64
	contacts int64
}

var _ store.Store = (*Store)(nil)

// Open opens the data folder dir, creating it when there is none, and starts nothing. It is a store.ErrLocked when
// another process holds the folder. A projection that DuckDB refuses to open is set aside and begun anew: Run or CatchUp
// fill it from the journal.
func Open(dir string, opts Options) (*Store, error) {
	opts = opts.withDefaults()
	unlock, err := journal.Lock(dir)
	if errors.Is(err, journal.ErrInUse) {
		return nil, fmt.Errorf("%w: %w", store.ErrLocked, err)
	}
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	s, err := openLocked(dir, opts)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open store: %w", err), unlock())
	}
	s.unlock = unlock
	return s, nil
}

func openLocked(dir string, opts Options) (*Store, error) {
	j, err := journal.Open(filepath.Join(dir, "journal"), journal.Options{Log: opts.Logger, MinFree: opts.MinFree})
	if err != nil {
		return nil, err
	}
	s := &Store{
		opts: opts, log: opts.Logger, dir: dir, journal: j, queue: newQueue(opts.QueueLimit, j.Last()), hot: newHot(opts),
		turn: make(chan struct{}, 1), contents: newContents(), newest: j.Last,
		file: filepath.Join(dir, "projection", "contacts.duckdb"), temp: filepath.Join(dir, "projection", "temp"),
	}
	state, err := erasure.Load(filepath.Join(dir, erasedName))
	if err != nil {
		return nil, errors.Join(err, j.Close())
	}
	s.erasures.Store(&state)
	if err := os.MkdirAll(filepath.Dir(s.file), 0o700); err != nil {
		return nil, errors.Join(err, j.Close())
	}
	if err := errors.Join(finishSettingAside(s.file), removeDatabase(s.besideName())); err != nil {
		return nil, errors.Join(err, j.Close())
	}
	if err := s.open(context.Background()); err != nil {
		return nil, errors.Join(err, j.Close())
	}
	return s, nil
}

// open opens the database or, when it is damaged, a new one, and loads what is kept in memory of it.
func (s *Store) open(ctx context.Context) error {
	err := s.tryOpen(ctx)
	if ahead, is := errors.AsType[*aheadError](err); is {
		if lossErr := s.keepLost(ahead); lossErr != nil {
			return errors.Join(err, lossErr)
		}
		return s.tryOpen(ctx)
	}
	if err == nil || !damaged(err, s.file) {
		return err
	}
	if moveErr := s.abandon(err); moveErr != nil {
		return errors.Join(err, moveErr)
	}
	return s.tryOpen(ctx)
}

// abandon moves a damaged database, which must be closed, out of the way.
func (s *Store) abandon(because error) error {
	if err := forgetDamaged(s.file); err != nil {
		return err
	}
	aside := s.asideName("damaged")
	if err := setAside(s.file, aside); err != nil {
		return err
	}
	s.log.Error("projection is damaged and was set aside; it is rebuilt from the journal", "error", because,
		"aside", filepath.Base(aside), "records", s.journal.Last())
	return nil
}

func (s *Store) tryOpen(ctx context.Context) error {
	db, err := openDatabase(ctx, s.file, s.journal.Last(), settings{
		memory: s.memoryFor(0), threads: s.opts.Threads, log: s.opts.log(), temp: s.temp,
	})
	if err != nil {
		return err
	}
	memory, err := load(ctx, db)
	if err == nil {
		err = s.contents.load(ctx, db)
	}
	if err != nil {
		return errors.Join(err, db.close())
	}
	if s.hot != nil {
		s.hot.Drop() // of another database
	}
	s.known.end(false)
	if memory.empty {
		s.known.begin(0, true)
	}
	s.db, s.words, s.names, s.tallies = db, memory.words, memory.names, memory.tallies
	s.names.give(s.opts.InstanceNames, connect.MillisOf(s.opts.Now()), s.words)
	s.mentions = map[mention]connect.Millis{}
	s.reach(memory.position)
	s.granted = s.memoryFor(0)
	s.grant(ctx)
	s.learned(memory.agents)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rebuilding = 0; memory.position.seq == 0 {
		s.rebuilding = s.journal.Last()
	}
	return nil
}

// reach publishes how far the projection is.
func (s *Store) reach(p position) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.visible = p
}

// learned publishes what is known of agents.
func (s *Store) learned(a *agentStates) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.states = a
}

// agents is what is known of agents after the last batch.
func (s *Store) agents() *agentStates {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.states
}

// position is how far the projection is.
func (s *Store) position() position {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.visible
}

// drainTime is how long Close projects what is outstanding.
const drainTime = 10 * time.Second

// Close projects what is outstanding, but for no longer than drainTime: the rest is projected after the next Open. Run
// must have returned, and no other method may be running.
func (s *Store) Close() error {
	ctx, stop := context.WithTimeout(context.Background(), drainTime)
	defer stop()
	if err := s.CatchUp(ctx); err != nil {
		s.log.Warn("closing with records that are in the journal only", "error", err)
	}
	s.gate.Lock()
	defer s.gate.Unlock()
	err := errors.Join(s.db.close(), s.journal.Close(), s.unlock())
	if err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}

// Resolve lists the keys that a filter's values mean, by every name that records or events ever gave a thing.
func (s *Store) Resolve(f metric.Filter) []string {
	s.gate.RLock()
	defer s.gate.RUnlock()
	return s.names.resolve(f)
}

// Names counts what records and agent events have called things so far that was not known before, which is another number
// whenever Recorded has something new to tell.
func (s *Store) Names() uint64 {
	s.gate.RLock()
	defer s.gate.RUnlock()
	return s.names.count()
}

// Recorded lists every name that records and agent events gave the things of a dimension, in no order.
func (s *Store) Recorded(d metric.Dimension) []RecordedName {
	s.gate.RLock()
	defer s.gate.RUnlock()
	return s.names.history(d, s.words)
}

// kindReplayed marks journal entries that list quarantined records which were replayed.
const kindReplayed uint8 = 100
