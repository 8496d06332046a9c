package file

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
)

// interrupted runs an import that is stopped at its nth commit by stop, which may return an error for the store to fail
// with, and returns what is durable by then.
func interrupted(t *testing.T, s *shelf, ledger Ledger, nth int, stop func() error, path string) int64 {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s.onAppend = func(batches int) error {
		if batches < nth {
			return nil
		}
		if stop == nil {
			cancel()
			return nil // this one is durable all the same
		}
		return stop()
	}
	_, err := importer(s, func(o *Options) { o.Ledger, o.Records = ledger, 100 }).Import(ctx, path)
	if err == nil {
		t.Fatal("the import was not interrupted")
	}
	s.onAppend = nil
	return int64(len(s.seen))
}

func TestInterruptedImportGoesOnWhereItWasStopped(t *testing.T) {
	all := records(0, 2000)
	lines := []byte(strings.Join(all, "\n"))
	for name, content := range map[string][]byte{
		"lines":              lines,
		"one behind another": []byte(strings.Join(all, "")),
		"array":              []byte("[" + strings.Join(all, " ,\n") + "]"),
		"gzip":               gzipped(lines),
		"zstd of an array":   zstandard([]byte("\n[" + strings.Join(all, ",") + "]\n")),
	} {
		for kind, stop := range map[string]func() error{
			"cancelled": nil, "store down": func() error { return fmt.Errorf("disk full: %w", store.ErrUnavailable) },
		} {
			t.Run(name+", "+kind, func(t *testing.T) {
				file := write(t, filepath.Join(t.TempDir(), "x"), content)
				folder := t.TempDir()
				s := &shelf{}
				before := interrupted(t, s, ledgerOf(t, folder), 8, stop, file)
				if before < 700 || before > 900 {
					t.Fatalf("%d records durable at the interruption, want about 800", before)
				}
				got, err := importer(s, func(o *Options) { o.Ledger, o.Records = ledgerOf(t, folder), 100 }).Import(t.Context(), file)
				if err != nil {
					t.Fatal(err)
				}
				counts(t, got, store.Outcome{Read: 2000 - before, Stored: 2000 - before})
				if got.ResumedRecords != before {
					t.Errorf("says that %d records were resumed, want %d", got.ResumedRecords, before)
				}
				if len(s.seen) != 2000 {
					t.Errorf("%d contacts, want 2000", len(s.seen))
				}
				again, err := importer(s, func(o *Options) { o.Ledger = ledgerOf(t, folder) }).Import(t.Context(), file)
				if err != nil {
					t.Fatal(err)
				}
				counts(t, again, store.Outcome{Read: 2000, Duplicates: 2000})
			})
		}
	}
}

func TestProcessKilledBetweenCommitAndProgressLosesNothing(t *testing.T) {
	file := write(t, filepath.Join(t.TempDir(), "x"), []byte(strings.Join(records(0, 1000), "\n")))
	ledger := ledgerOf(t, t.TempDir())
	s := &shelf{}
	_, err := importer(s, func(o *Options) {
		o.Ledger, o.Records = &forgetful{Ledger: ledger, after: 3}, 100
	}).Import(t.Context(), file)
	if !errors.Is(err, errKilled) {
		t.Fatalf("error %v, want %v", err, errKilled)
	}
	got, err := importer(s, func(o *Options) { o.Ledger, o.Records = ledger, 100 }).Import(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	counts(t, got, store.Outcome{Read: 700, Stored: 600, Duplicates: 100})
}

var errKilled = errors.New("killed")

// forgetful is a ledger whose process dies.
type forgetful struct {
	Ledger
	after int
}

func (f *forgetful) SaveImportFiles(ctx context.Context, job string, files ...state.ImportFile) error {
	if f.after--; f.after < 0 {
		return errKilled
	}
	return f.Ledger.SaveImportFiles(ctx, job, files...)
}

func TestInterruptedFolderSkipsWhatWasRead(t *testing.T) {
	folder := t.TempDir()
	for n := range 10 {
		write(t, filepath.Join(folder, fmt.Sprintf("%02d", n)), []byte(strings.Join(records(n*150, n*150+150), "\n")))
	}
	ledger := ledgerOf(t, t.TempDir())
	s := &shelf{}
	before := interrupted(t, s, ledger, 8, nil, folder)
	var last Progress
	got, err := importer(s, func(o *Options) {
		o.Ledger, o.Records = ledger, 100
		o.Progress = func(p Progress) { last = p }
	}).Import(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	counts(t, got, store.Outcome{Read: 1500 - before, Stored: 1500 - before})
	if last.Files != 10 || last.Records != 1500 || last.Resumed != before || last.Bytes != last.TotalBytes {
		t.Errorf("last told %+v, want 10 files, 1500 records, %d of them resumed, all bytes", last, before)
	}
}

func TestFileThatChangedIsReadAnew(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, file string){
		"longer": func(t *testing.T, file string) {
			write(t, file, []byte(strings.Join(records(0, 501), "\n")))
		},
		"touched": func(t *testing.T, file string) {
			later := time.Now().Add(time.Hour)
			if err := os.Chtimes(file, later, later); err != nil {
				t.Fatal(err)
			}
		},
		"replaced": func(t *testing.T, file string) {
			info, err := os.Stat(file)
			if err != nil {
				t.Fatal(err)
			}
			write(t, file+".new", []byte(strings.Join(records(1000, 1500), "\n")))
			if err := os.Chtimes(file+".new", info.ModTime(), info.ModTime()); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(file+".new", file); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			file := write(t, filepath.Join(t.TempDir(), "x"), []byte(strings.Join(records(0, 500), "\n")))
			ledger := ledgerOf(t, t.TempDir())
			s := &shelf{}
			interrupted(t, s, ledger, 3, nil, file)
			change(t, file)
			got, err := importer(s, func(o *Options) { o.Ledger, o.Records = ledger, 100 }).Import(t.Context(), file)
			if err != nil {
				t.Fatal(err)
			}
			if got.Read < 500 || got.ResumedRecords != 0 {
				t.Errorf("%d records read and %d resumed, want all of them read", got.Read, got.ResumedRecords)
			}
		})
	}
}

func TestCancelledImportEndsAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := &shelf{}
	file := write(t, filepath.Join(t.TempDir(), "x"), []byte(strings.Join(records(0, 10), "\n")))
	if _, err := importer(s).Import(ctx, file); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestCancelledImportDoesNotWaitForStandardInput(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	stdin, other := io.Pipe()
	defer func() { _ = other.Close() }()
	ended := make(chan error, 1) // sent to once
	go func() {
		_, err := importer(&shelf{}, func(o *Options) { o.Stdin = stdin }).Import(ctx, "-")
		ended <- err
	}()
	if _, err := other.Write([]byte(record("a"))); err != nil { // it reads now, and no more will come
		t.Fatal(err)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestNamedPipeIsReadToItsEnd(t *testing.T) {
	pipe := namedPipe(t)
	go func() { _ = os.WriteFile(pipe, gzipped([]byte(strings.Join(records(0, 1000), "\n"))), 0o600) }() // opening waits for the reader
	s := &shelf{}
	got, err := importer(s, func(o *Options) { o.Ledger = ledgerOf(t, t.TempDir()) }).Import(t.Context(), pipe)
	if err != nil {
		t.Fatal(err)
	}
	counts(t, got, store.Outcome{Read: 1000, Stored: 1000})
}

func TestCancelledImportDoesNotWaitForANamedPipe(t *testing.T) {
	pipe := namedPipe(t)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1) // sent to once
	go func() {
		_, err := importer(&shelf{}).Import(ctx, pipe)
		ended <- err
	}()
	other, err := os.OpenFile(pipe, os.O_WRONLY, 0) // returns when the import has opened its end
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	if _, err := other.WriteString(record("a")); err != nil { // and no more will come
		t.Fatal(err)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestCancelledImportDoesNotWaitForAPipeThatNobodyOpens(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	entered, opened := make(chan struct{}), make(chan struct{}) // each closed once, here or in open
	defer close(opened)
	pipe := &interruptible{ctx: ctx, open: func() (io.ReadCloser, error) {
		close(entered)
		<-opened
		return nil, os.ErrClosed
	}}
	go func() {
		<-entered
		cancel()
	}()
	if _, err := pipe.Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func namedPipe(t *testing.T) string {
	t.Helper()
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	return pipe
}
