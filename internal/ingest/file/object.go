package file

import (
	"context"
	"hash/fnv"
	"io"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/state"
)

// Object is an input that lies elsewhere, such as in Amazon S3.
type Object struct {
	Name     string // tells it from all others, and is told to people
	Size     int64  // bytes
	Modified time.Time
	Version  string // of its content, such as an ETag: with another one it is read anew
	// Open reads it from a byte on. What was begun is read until it ends, or ctx does.
	Open func(ctx context.Context, offset int64) (io.ReadCloser, error)
}

// Objects imports objects in their order, a few being fetched ahead of the one that is read. What is remembered of it when it is
// interrupted is kept under the name of the job: the same objects under the same name go on where they were.
func (i *Importer) Objects(ctx context.Context, job string, objects []Object) (Result, error) {
	r := &run{o: i.o, name: job, inputs: make([]input, len(objects))}
	for n := range objects {
		r.inputs[n] = objectInput(&objects[n])
	}
	if i.o.Ledger != nil && job != "" {
		r.job = job
		if err := r.recall(ctx); err != nil {
			return Result{}, err
		}
	}
	return r.do(ctx)
}

func objectInput(o *Object) input {
	version := fnv.New64a()
	_, _ = io.WriteString(version, o.Version) // a hash takes everything
	return input{name: o.Name, object: o, mark: state.ImportFile{
		Path: o.Name, Size: o.Size, Modified: o.Modified.UnixNano(), Inode: version.Sum64(),
	}}
}

const (
	// objectsAhead is how many objects are fetched at once: one alone is as fast as one connection, and each begins with a round
	// trip.
	objectsAhead = 8
	// chunksAhead is how many chunks of each may wait.
	chunksAhead = 4
)

// ahead is what is fetched before it is read.
type ahead struct {
	next   int            // input to look at
	begun  int            // objects that are fetched and not read yet
	beside sync.WaitGroup // those who fetch
}

// fetchAhead begins to fetch the next objects, those that are to be read from their beginning.
func (rd *reader) fetchAhead(ctx context.Context, from int) {
	for rd.ahead.next = max(rd.ahead.next, from); rd.ahead.next < len(rd.r.inputs) && rd.ahead.begun < objectsAhead; rd.ahead.next++ {
		in := &rd.r.inputs[rd.ahead.next]
		if in.object != nil && !in.mark.Finished && in.mark.Offset == 0 {
			in.fetched = rd.fetch(ctx, in.object)
			rd.ahead.begun++
		}
	}
}

// fetched is an object on its way.
type fetched struct {
	chunks <-chan []byte
	stop   context.CancelFunc
	rest   []byte
	mu     sync.Mutex // guards err
	err    error      // why there are no more chunks; io.EOF at the end
}

// fetch reads an object beside those before it.
func (rd *reader) fetch(ctx context.Context, o *Object) *fetched {
	ctx, stop := context.WithCancel(ctx)
	chunks := make(chan []byte, chunksAhead)
	f := &fetched{chunks: chunks, stop: stop}
	rd.ahead.beside.Go(func() {
		defer close(chunks)
		err := f.copy(ctx, o, chunks)
		f.mu.Lock()
		f.err = err
		f.mu.Unlock()
	})
	return f
}

func (f *fetched) copy(ctx context.Context, o *Object, out chan<- []byte) error {
	from, err := o.Open(ctx, 0)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }() // it was read as far as was wanted
	for {
		chunk := make([]byte, min(readChunk, max(o.Size, 1)))
		n := 0
		for n < len(chunk) && err == nil {
			var more int
			more, err = from.Read(chunk[n:])
			n += more
		}
		if n > 0 {
			if err := send(ctx, out, chunk[:n]); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
	}
}

// Read gives what was fetched.
func (f *fetched) Read(b []byte) (int, error) {
	for len(f.rest) == 0 {
		chunk, more := <-f.chunks
		if !more {
			f.mu.Lock()
			defer f.mu.Unlock()
			return 0, f.err
		}
		f.rest = chunk
	}
	n := copy(b, f.rest)
	f.rest = f.rest[n:]
	return n, nil
}

// Close ends the fetching.
func (f *fetched) Close() error {
	f.stop()
	return nil
}

// openObject is an object that is read.
type openObject struct {
	io.ReadCloser
	ctx    context.Context // of one import, as this reader is
	object *Object
}

// seek reads on from a byte.
func (o *openObject) seek(offset int64) (io.Reader, error) {
	from, err := o.object.Open(o.ctx, offset)
	if err != nil {
		return nil, err
	}
	before := o.ReadCloser
	o.ReadCloser = from
	return o, before.Close()
}
