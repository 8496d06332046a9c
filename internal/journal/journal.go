package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// Errors that callers branch on.
var (
	// ErrFull says that the disk has no room, or less than Options.MinFree. Nothing was kept; Append works again by
	// itself once there is room.
	ErrFull = errors.New("journal disk is full")
	// ErrFailed says that the disk refused a write or a sync. Nothing was kept; the next Append tries afresh.
	ErrFailed = errors.New("journal cannot write")
	// ErrClosed says that the journal was closed.
	ErrClosed = errors.New("journal is closed")
	// ErrNotFound says that there is no entry with that number: not written yet.
	ErrNotFound = errors.New("no such journal entry")
	// ErrDamaged says that the entry was written and cannot be read; the error is a *DamageError.
	ErrDamaged = errors.New("journal is damaged")
	// ErrTooLarge says that an entry is larger than MaxEntry; no retry will help.
	ErrTooLarge = errors.New("journal entry is too large")
)

// MaxEntry is the largest entry in bytes: Source, Note and Data together.
const MaxEntry = 64 << 20

// Entry is one fact as it arrived.
type Entry struct {
	Seq      uint64    // set by Append: from 1, rising, never used twice
	Kind     uint8     // the caller's own
	Source   string    // "firehose", "import" …: few distinct values, kept once per frame
	Received time.Time // to the millisecond; read back as UTC
	Note     string    // for instance why the entry is in quarantine
	Data     []byte
}

// Options of a journal. The zero value is ready for use.
type Options struct {
	Log         *slog.Logger // nil: nothing is logged
	SegmentSize int64        // bytes after which a new segment begins; 0: 64 MiB
	FrameSize   int          // bytes of entries, uncompressed, that share a frame in batches and after Compact; 0: 1 MiB
	MinFree     int64        // bytes of disk that Append leaves free; 0: 256 MiB, negative: no floor
	CacheSize   int64        // bytes of decompressed frames kept for Get; 0: 8 MiB
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.SegmentSize <= 0 {
		o.SegmentSize = 64 << 20
	}
	if o.FrameSize <= 0 {
		o.FrameSize = 1 << 20
	}
	o.FrameSize = min(o.FrameSize, MaxEntry)
	if o.MinFree == 0 {
		o.MinFree = 256 << 20
	}
	if o.CacheSize <= 0 {
		o.CacheSize = 8 << 20 // a few frames: what a page shows, and neighbours that are read in order
	}
	return o
}

// Journal is an open journal. All methods may be called at once from many goroutines. Only one process, and in it one
// Journal, may have a directory open: hold Lock.
type Journal struct {
	disk  disk
	opts  Options
	log   *slog.Logger
	codec codec
	cache *frameCache
	// bodies are buffers (*[]byte) in which Append encodes frames: a batch would otherwise be allocated twice.
	bodies sync.Pool

	// turn is held (one value sent) by whoever writes to the last segment. Capacity 1: a mutex that select can wait for.
	turn   chan struct{}
	writer writer // owned by the holder of turn

	queueMu sync.Mutex
	queue   []*waiting
	closed  bool

	// files is held for reading while a segment is opened together with its index, for writing while its file is
	// replaced, so that an index never meets the wrong file. Taken before mu.
	files sync.RWMutex
	// maintenance is held by Compact. Taken before all others.
	maintenance sync.Mutex

	// remembering is held while the list of damage is changed and written. Taken before mu.
	remembering sync.Mutex

	mu       sync.RWMutex
	segments []*segment // by base; the last one is written to
	last     uint64     // newest acknowledged sequence number
	damage   []Damage
	refusal  refusal
}

// Open opens the journal in dir and creates the directory when there is none. What a crash left behind the last whole
// frame is cut off and kept in a .torn file. Entries are not read into memory; of closed segments only the index and the head of
// the last frame are read, to list what is missing as Damage.
func Open(dir string, opts Options) (*Journal, error) {
	if err := makeDir(dir); err != nil {
		return nil, fmt.Errorf("open journal %s: %w", dir, err)
	}
	newer, err := Newer(dir)
	if err != nil {
		return nil, fmt.Errorf("open journal %s: %w", dir, err)
	}
	if newer != "" {
		return nil, fmt.Errorf("open journal %s: %s was %w", dir, newer, ErrNewer)
	}
	j, err := openDisk(osDisk{dir: dir}, opts)
	if err != nil {
		return nil, fmt.Errorf("open journal %s: %w", dir, err)
	}
	return j, nil
}

// makeDir creates dir for this user alone and makes its name durable, or closes one that exists to all others.
func makeDir(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
		err := osDisk{dir: filepath.Dir(dir)}.SyncDir()
		if errors.Is(err, fs.ErrPermission) {
			return nil // the parent lets us create but not open it; the system syncs the name in its own time
		}
		return err
	case err != nil:
		return err
	case !info.IsDir():
		return &fs.PathError{Op: "open", Path: dir, Err: syscall.ENOTDIR}
	case info.Mode().Perm() != 0o700:
		if err := os.Chmod(dir, 0o700); err != nil {
			return fmt.Errorf("others may look into it, and it is not ours to close (take a folder within it): %w", err)
		}
		return nil
	default:
		return nil
	}
}

// Close waits for the Appends and the Compact that have begun, and refuses all others. Reads that have begun may end normally.
func (j *Journal) Close() error {
	j.queueMu.Lock()
	if j.closed {
		j.queueMu.Unlock()
		return nil
	}
	j.closed = true
	j.queueMu.Unlock()

	j.maintenance.Lock()
	defer j.maintenance.Unlock()
	j.turn <- struct{}{}
	defer func() { <-j.turn }()
	j.commitQueue()
	err := j.mend() // what failed must not be read back later
	if j.writer.file != nil {
		err = errors.Join(err, j.writer.file.Close())
		j.writer = writer{}
	}
	if err != nil {
		return fmt.Errorf("close journal: %w", err)
	}
	return nil
}

// Last is the newest acknowledged sequence number, 0 when nothing was ever written.
func (j *Journal) Last() uint64 {
	j.mu.RLock()
	defer j.mu.RUnlock()
	return j.last
}

// Segments is how many files the journal is made of.
func (j *Journal) Segments() int {
	j.mu.RLock()
	defer j.mu.RUnlock()
	return len(j.segments)
}

// Size is the length of all segments together, in bytes.
func (j *Journal) Size() int64 {
	j.mu.RLock()
	defer j.mu.RUnlock()
	var sum int64
	for _, s := range j.segments {
		sum += s.size
	}
	return sum
}
