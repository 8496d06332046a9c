package file

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/ingest"
)

// bucket makes objects of texts, and counts what is asked of them.
type bucket struct {
	opened, open, most atomic.Int64
	from               atomic.Int64 // the greatest offset that was asked for
	fail               func(name string) error
}

func (b *bucket) object(name string, content []byte) Object {
	return Object{
		Name: name, Size: int64(len(content)), Modified: time.UnixMilli(1), Version: "1",
		Open: func(_ context.Context, offset int64) (io.ReadCloser, error) {
			if b.fail != nil {
				if err := b.fail(name); err != nil {
					return nil, err
				}
			}
			b.opened.Add(1)
			b.from.Store(max(b.from.Load(), offset))
			b.most.Store(max(b.most.Load(), b.open.Add(1)))
			return &bucketReader{Reader: bytes.NewReader(content[offset:]), b: b}, nil
		},
	}
}

type bucketReader struct {
	io.Reader
	b *bucket
}

func (r *bucketReader) Close() error { r.b.open.Add(-1); return nil }

func packed(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text) // memory takes everything
	_ = w.Close()
	return b.Bytes()
}

func TestObjectsAreImportedInOrderAndFetchedAhead(t *testing.T) {
	s, b := &shelf{}, &bucket{}
	var objects []Object
	for i := range 100 {
		text := strings.Join(records(10*i, 10*i+10), "") // one behind another, as Firehose leaves them
		content := []byte(text)
		if i%2 == 1 {
			content = packed(text)
		}
		objects = append(objects, b.object(fmt.Sprintf("s3://archive/%03d", i), content))
	}
	result, err := New(Options{Sink: ingest.New(ingest.Options{Store: s})}).Objects(t.Context(), "", objects)
	if err != nil || result.Read != 1000 || len(s.seen) != 1000 {
		t.Fatalf("read %d, %d contacts: %v", result.Read, len(s.seen), err)
	}
	if b.open.Load() != 0 || b.most.Load() > objectsAhead+1 || b.opened.Load() != 100 {
		t.Errorf("%d objects are open still, %d at once at most, %d were opened", b.open.Load(), b.most.Load(), b.opened.Load())
	}
}

// An import of objects goes on where it was stopped, within an object, too.
func TestObjectsGoOnWhereTheyWereInterrupted(t *testing.T) {
	for name, pack := range map[string]func(string) []byte{"plain": func(s string) []byte { return []byte(s) }, "gzip": packed} {
		t.Run(name, func(t *testing.T) {
			s, b := &shelf{}, &bucket{}
			var objects []Object
			for i := range 3 {
				objects = append(objects, b.object(fmt.Sprintf("s3://archive/%d", i), pack(strings.Join(records(100*i, 100*i+100), "\n"))))
			}
			ledger := ledgerOf(t, t.TempDir())
			full := errors.New("the disk is full")
			s.onAppend = func(batches int) error {
				if batches == 6 {
					return full
				}
				return nil
			}
			o := Options{Sink: ingest.New(ingest.Options{Store: s}), Ledger: ledger, Records: 30}
			if _, err := New(o).Objects(t.Context(), "s3://archive/", objects); !errors.Is(err, full) {
				t.Fatalf("first run: %v", err)
			}
			s.onAppend = nil
			result, err := New(o).Objects(t.Context(), "s3://archive/", objects)
			if err != nil || result.ResumedRecords < 100 || result.Read != 300-result.ResumedRecords {
				t.Fatalf("second run: %+v, %v", result, err)
			}
			for id, n := range s.seen {
				if n != 1 {
					t.Errorf("%s came %d times", id, n)
				}
			}
			if len(s.seen) != 300 {
				t.Errorf("%d contacts", len(s.seen))
			}
			if name == "plain" && b.from.Load() == 0 {
				t.Error("the object that was half read was read from its beginning again")
			}
		})
	}
}

func TestAnObjectThatCannotBeReadDoesNotStopTheOthers(t *testing.T) {
	s, b := &shelf{}, &bucket{}
	gone := errors.New("NoSuchKey: The specified key does not exist")
	b.fail = func(name string) error {
		if name == "b" {
			return gone
		}
		return nil
	}
	cut := packed(strings.Join(records(20, 30), "\n"))
	objects := []Object{
		b.object("a", []byte(record(id(1)))), b.object("b", nil), b.object("c", cut[:len(cut)-9]), b.object("d", []byte(record(id(2)))),
		b.object("e", []byte(record(id(3))+record(id(4))[:40])),
	}
	_, err := New(Options{Sink: ingest.New(ingest.Options{Store: s})}).Objects(t.Context(), "", objects)
	if !errors.Is(err, gone) || !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "c: damaged") {
		t.Errorf("error %v; want the one that is gone, and the one that is damaged", err)
	}
	for _, want := range []string{id(1), id(2), id(3), id(20)} {
		if s.seen[want] != 1 {
			t.Errorf("%s came %d times", want, s.seen[want])
		}
	}
}

// Whoever stops an import leaves nobody fetching.
func TestAStopEndsTheFetching(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	s, b := &shelf{}, &bucket{}
	s.onAppend = func(int) error { stop(); return nil }
	var objects []Object
	for i := range 50 {
		objects = append(objects, b.object(fmt.Sprint(i), bytes.Repeat([]byte(record(id(i))+"\n"), 20_000)))
	}
	_, err := New(Options{Sink: ingest.New(ingest.Options{Store: s})}).Objects(ctx, "", objects)
	if !errors.Is(err, context.Canceled) || b.open.Load() != 0 {
		t.Errorf("stopped with %v, %d objects open", err, b.open.Load())
	}
}
