package export

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFailedFileIsNeverWhole(t *testing.T) {
	for _, f := range Formats() {
		spool, err := NewSpool(t.TempDir(), 0)
		if err != nil {
			t.Fatal(err)
		}
		w, err := New(t.Context(), f, tableOf(), spool)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(full("a")); err != nil {
			t.Fatal(err)
		}
		w.Discard()
		broken := errors.New("broken")
		spool.End(broken)
		if err := spool.Follow(t.Context(), &bytes.Buffer{}); !errors.Is(err, broken) {
			t.Errorf("%s: follower was told %v", f, err)
		}
		dir := spool.dir
		if err := spool.Close(); err != nil {
			t.Errorf("%s: %v", f, err)
		}
		if left, _ := filepath.Glob(dir + "*"); left != nil {
			t.Errorf("%s: left %v", f, left)
		}
	}
}

// TestAFileGivenUpInTheMiddleLeavesNothing gives it up when there is something on the disk; TestMain looks for goroutines.
func TestAFileGivenUpInTheMiddleLeavesNothing(t *testing.T) {
	for _, f := range Formats() {
		dir := t.TempDir()
		spool, err := NewSpool(dir, 0)
		if err != nil {
			t.Fatal(err)
		}
		ctx, leave := context.WithCancel(t.Context())
		w, err := New(ctx, f, tableOf(), spool)
		if err != nil {
			t.Fatal(err)
		}
		begun := func() bool {
			files, err := os.ReadDir(spool.dir)
			return err != nil || len(files) > 1 || spool.Size() > 0
		}
		row := full(strings.Repeat("상담", 1000))
		for n := 0; n%1000 > 0 || !begun(); n++ {
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
		}
		leave()
		w.Discard()
		if err := spool.Close(); err != nil {
			t.Errorf("%s: %v", f, err)
		}
		if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
			t.Errorf("%s: left %v, error %v", f, files, err)
		}
	}
}

func TestARowThatCannotBeWrittenEndsTheFile(t *testing.T) {
	broken := errors.New("broken")
	for _, lines := range []int{3, 10 * besideRows} {
		last := &failing{after: 2, err: broken}
		w := newBeside(last, 1)
		var err error
		for n := 0; n < lines && err == nil; n++ {
			err = w.Write([]Value{OfWhole(int64(n))})
		}
		if err == nil {
			err = w.Finish()
		} else {
			w.Discard()
		}
		if !errors.Is(err, broken) || last.written != 2 || last.finished || last.discarded != 1 {
			t.Errorf("of %d rows: error %v, and %+v", lines, err, last)
		}
	}
}

// failing is a Writer that takes some rows.
type failing struct {
	after, written, discarded int
	finished                  bool
	err                       error
}

func (f *failing) Write([]Value) error {
	if f.written == f.after {
		return f.err
	}
	f.written++
	return nil
}

func (f *failing) Finish() error { f.finished = true; return nil }
func (f *failing) Discard()      { f.discarded++ }

func TestParquetEndsWhenItsContextDoes(t *testing.T) {
	spool, err := NewSpool(t.TempDir(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer spool.Close()
	ctx, cancel := context.WithCancel(t.Context())
	w, err := New(ctx, Parquet, tableOf(), spool)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for err == nil {
		err = w.Write(full("a"))
	}
	w.Discard()
}

func TestAFollowerReadsWhileTheFileGrows(t *testing.T) {
	spool, err := NewSpool(t.TempDir(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer spool.Close()
	pieces := make(chan string)
	followed := make(chan error, 1)
	go func() { followed <- spool.Follow(t.Context(), writerFunc(func(p []byte) { pieces <- string(p) })) }()
	for _, piece := range []string{"one", "two"} {
		if _, err := spool.Write([]byte(piece)); err != nil {
			t.Fatal(err)
		}
		if got := <-pieces; got != piece {
			t.Errorf("read %q, want %q", got, piece)
		}
	}
	spool.End(nil)
	if err := <-followed; err != nil {
		t.Error(err)
	}
	ctx, leave := context.WithCancel(t.Context())
	leave()
	unfinished, err := NewSpool(t.TempDir(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unfinished.Close()
	if err := unfinished.Follow(ctx, &bytes.Buffer{}); !errors.Is(err, context.Canceled) {
		t.Errorf("follower who left was told %v", err)
	}
}

type writerFunc func([]byte)

func (f writerFunc) Write(p []byte) (int, error) { f(p); return len(p), nil }

// Whoever compares two exports of the same contacts by their bytes finds no difference.
func TestTheSameRowsMakeTheSameFile(t *testing.T) {
	for _, format := range Formats() {
		t.Run(string(format), func(t *testing.T) {
			once := made(t, format, tableOf(), full("하나"), full("둘"))
			for range 8 {
				if !bytes.Equal(once, made(t, format, tableOf(), full("하나"), full("둘"))) {
					t.Fatal("the bytes differ")
				}
			}
		})
	}
}
