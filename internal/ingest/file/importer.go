package file

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
)

// ErrDamaged says that an input ends in something that cannot be unpacked or read. What came before it is imported.
var ErrDamaged = errors.New("damaged")

// ErrUnreadable says that an input is nothing that records can be read from. Nothing of it is imported.
var ErrUnreadable = errors.New("cannot be read")

// Sink is what an import needs of the pipeline.
type Sink interface {
	// Decode turns values into facts, in their order.
	Decode(values []connect.Value) []connect.Fact
	// Commit makes facts durable. Of their bytes (Fact.Raw and what aliases it) nothing is kept after it returned without
	// an error.
	Commit(ctx context.Context, batch store.Batch) (store.Receipt, error)
}

// Ledger remembers how far unfinished imports are; see state.DB.
type Ledger interface {
	ImportFiles(ctx context.Context, job string) ([]state.ImportFile, error)
	SaveImportFiles(ctx context.Context, job string, files ...state.ImportFile) error
	ForgetImport(ctx context.Context, job string) error
}

const (
	// defaultRecords and defaultBytes bound one commit, whichever comes first. Three commits are in memory at once (read,
	// decoded, stored), and with them what they decode to.
	defaultRecords = 20_000
	defaultBytes   = 32 << 20
)

// Options of an importer.
type Options struct {
	Sink     Sink
	Ledger   Ledger           // nil: an interrupted import starts again from the beginning
	Tracker  *Tracker         // shows the import on Pipeline health; may be nil
	Progress func(Progress)   // called from one goroutine, ten times a second at most and once at the end; may be nil
	Stdin    io.Reader        // what the path "-" stands for
	Now      func() time.Time // when records are said to have arrived; nil is time.Now
	Logger   *slog.Logger     // nil logs nothing
	Records  int              // most records of one commit; 0 is 20,000
	Bytes    int              // most bytes of one commit, but for a single larger record; 0 is 32 MiB
}

// Importer reads files into the pipeline. Its methods may be called at once from many goroutines.
type Importer struct {
	o Options
}

// New returns an importer.
func New(o Options) *Importer {
	if o.Tracker == nil {
		o.Tracker = new(Tracker)
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Records <= 0 {
		o.Records = defaultRecords
	}
	if o.Bytes <= 0 {
		o.Bytes = defaultBytes
	}
	return &Importer{o: o}
}

// Result says what became of an import.
type Result struct {
	store.Outcome
	Seconds float64 `json:"seconds"`
	// ResumedRecords is how many records an earlier, interrupted run of the same import had made durable. They were not
	// read again, and are not in Read.
	ResumedRecords int64 `json:"resumed_records,omitempty"`
}

// And sums two imports, one behind the other.
func (r Result) And(s Result) Result {
	return Result{Outcome: r.Add(s.Outcome), Seconds: r.Seconds + s.Seconds, ResumedRecords: r.ResumedRecords + s.ResumedRecords}
}

// Import reads files, folders (with all files below them, in the order of their paths) and, for "-", standard input. Its
// error may come with a result: the files that could be read are imported. After an error that stopped the import
// (a cancelled ctx, a store that is unavailable) the same call goes on where it ended.
func (i *Importer) Import(ctx context.Context, paths ...string) (Result, error) {
	var stdin io.Reader
	if i.o.Stdin != nil {
		stdin = interruptibleStdin(ctx, i.o.Stdin)
	}
	inputs, err := list(paths, stdin)
	if err != nil {
		return Result{}, err
	}
	job, err := jobName(paths)
	if err != nil {
		return Result{}, err
	}
	for n := range inputs {
		if in := &inputs[n]; in.pipe {
			if in.stream, err = Open(ctx, in.name); err != nil {
				return Result{}, fmt.Errorf("import %s: %w", in.name, err)
			}
		}
	}
	r := &run{o: i.o, name: strings.Join(paths, " "), inputs: inputs}
	if i.o.Ledger != nil {
		r.job = job
		if err := r.recall(ctx); err != nil {
			return Result{}, err
		}
	}
	return r.do(ctx)
}

// Stream reads one stream to its end, and keeps what is of no instance of these, by id, in quarantine; nil is all. It cannot be resumed.
func (i *Importer) Stream(ctx context.Context, name string, from io.Reader, only []string) (Result, error) {
	r := &run{o: i.o, name: name, only: only, inputs: []input{{name: name, stream: from}}}
	return r.do(ctx)
}

// jobName names an import by what was asked for, wherever it was asked from.
func jobName(paths []string) (string, error) {
	names := make([]string, len(paths))
	for n, path := range paths {
		if path == "-" {
			names[n] = path
			continue
		}
		absolute, err := filepath.Abs(path)
		if err != nil {
			return "", fmt.Errorf("import %s: %w", path, err)
		}
		names[n] = absolute
	}
	return strings.Join(names, "\n"), nil
}

// recall looks up what an interrupted run of the same import left behind. A file that has changed since is read anew.
func (r *run) recall(ctx context.Context) error {
	left, err := r.o.Ledger.ImportFiles(ctx, r.job)
	if err != nil {
		return fmt.Errorf("look for an interrupted import: %w", err)
	}
	before := make(map[string]state.ImportFile, len(left))
	for _, file := range left {
		before[file.Path] = file
	}
	for n := range r.inputs {
		in := &r.inputs[n]
		if in.stream != nil {
			continue
		}
		was, known := before[in.mark.Path]
		same := was.Size == in.mark.Size && was.Modified == in.mark.Modified &&
			was.Device == in.mark.Device && was.Inode == in.mark.Inode
		if known && same {
			in.mark = was
			r.resumed += was.Records
		}
	}
	if r.resumed > 0 {
		r.o.Logger.Info("import goes on where it was interrupted", "records", r.resumed)
	}
	return nil
}

// finish forgets the progress of an import that has come to its end, and gathers what could not be read.
func (r *run) finish(ctx context.Context) error {
	err := errors.Join(r.problems...)
	if r.job == "" {
		return err
	}
	return errors.Join(err, r.o.Ledger.ForgetImport(ctx, r.job))
}
