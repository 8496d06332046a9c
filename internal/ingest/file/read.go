package file

import (
	"bytes"
	"context"
	"fmt"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/state"
)

// readChunk is how much is read at once. Values alias the chunks, so a portion is made of whole ones.
const readChunk = 1 << 20

// maxValue is sixteen times the largest record that Firehose delivers. What is longer is cut into pieces that go to
// quarantine; with what is read at once they stay well below the journal's largest entry, 64 MiB.
const maxValue = 16 << 20

// reader fills portions from one input after another. A portion may hold the values of many small files, since each commit
// costs a sync of the disk.
type reader struct {
	r     *run
	out   chan<- portion
	next  portion
	chunk []byte // that the input is being read into
	total int64  // bytes read of all inputs, or skipped because an interrupted run had read them
	known int64  // of these, skipped

	ahead ahead
}

// read is the first stage: it cuts all inputs into values.
func (r *run) read(ctx context.Context, out chan<- portion) error {
	ctx, stop := context.WithCancel(ctx)
	rd := &reader{r: r, out: out}
	defer rd.ahead.beside.Wait()
	defer stop()
	rd.empty()
	for n := range r.inputs {
		in := &r.inputs[n]
		if in.mark.Finished {
			rd.total += in.mark.Size
			rd.known += in.mark.Size
			rd.next.files++
			continue
		}
		rd.fetchAhead(ctx, n)
		if in.fetched != nil {
			rd.ahead.begun--
		}
		problem, err := rd.input(ctx, in)
		if err != nil {
			return err
		}
		if problem != nil {
			r.problems = append(r.problems, problem)
		}
	}
	return rd.flush(ctx)
}

// empty starts a portion.
func (rd *reader) empty() {
	rd.next = portion{values: make([]connect.Value, 0, min(rd.r.o.Records, 1024))}
}

// flush sends the portion, if anything came together.
func (rd *reader) flush(ctx context.Context) error {
	if len(rd.next.values) == 0 && len(rd.next.marks) == 0 && rd.next.files == 0 {
		return ctx.Err()
	}
	rd.next.read, rd.next.known = rd.total, rd.known
	err := send(ctx, rd.out, rd.next)
	rd.empty()
	return err
}

// input reads one input to its end. A problem is the input's own and does not stop the others.
func (rd *reader) input(ctx context.Context, in *input) (problem, err error) {
	if stream, ok := in.stream.(*interruptible); ok {
		defer stream.Close()
	}
	t, err := in.open(ctx, func(n int) { rd.total += int64(n) })
	if err != nil {
		rd.next.files++
		return fmt.Errorf("%s: %w", in.name, err), nil
	}
	defer func() {
		if closed := t.Close(); closed != nil && problem == nil {
			problem = fmt.Errorf("%s: %w", in.name, closed)
		}
	}()
	rd.known += t.skipped
	problem, err = rd.values(ctx, in, t)
	if err != nil {
		return nil, err
	}
	rd.next.files++
	in.mark.Finished = problem == nil
	rd.mark(in.mark)
	return problem, nil
}

// values reads the values of an input. Damage is held back until it is known whether reading went on after it: what a
// failed read cut off is no record, and is there to be read again when the input has been mended.
func (rd *reader) values(ctx context.Context, in *input, t *text) (problem, err error) {
	var held *connect.Value
	options := connect.SplitOptions{
		Chunk: readChunk, MaxValue: maxValue, InArray: t.array, Lines: true, Buffer: rd.buffer,
	}
	defer rd.retire()
	for value, failed := range connect.Split(t, options) {
		if failed != nil {
			return fmt.Errorf("%s: %w after byte %d: %w", in.name, ErrDamaged, in.mark.Offset, failed), nil
		}
		if held != nil {
			if err := rd.add(ctx, in, t, *held); err != nil {
				return nil, err
			}
			held = nil
		}
		if value.Damage != "" {
			value.Bytes = bytes.Clone(value.Bytes) // its chunk may go with an earlier portion than the value
			held = &value
			continue
		}
		if err := rd.add(ctx, in, t, value); err != nil {
			return nil, err
		}
	}
	if held != nil {
		return nil, rd.add(ctx, in, t, *held)
	}
	return nil, nil
}

// add puts a value into the portion, and sends the portion when it is full.
func (rd *reader) add(ctx context.Context, in *input, t *text, value connect.Value) error {
	if full := rd.next.bytes + len(value.Bytes); len(rd.next.values) > 0 && full > rd.r.o.Bytes {
		rd.mark(in.mark)
		if err := rd.flush(ctx); err != nil {
			return err
		}
	}
	rd.next.values = append(rd.next.values, value)
	rd.next.bytes += len(value.Bytes)
	in.mark.Offset = t.start + value.Offset + int64(len(value.Bytes))
	in.mark.Records++
	if len(rd.next.values) < rd.r.o.Records {
		return nil
	}
	rd.mark(in.mark)
	return rd.flush(ctx)
}

// buffer begins another chunk.
func (rd *reader) buffer(n int) []byte {
	rd.retire()
	rd.chunk = rd.r.chunks.take(n)
	return rd.chunk
}

// retire hands the chunk to the newest portion: no later one will hold a value of it.
func (rd *reader) retire() {
	if rd.chunk != nil {
		rd.next.chunks = append(rd.next.chunks, rd.chunk)
		rd.chunk = nil
	}
}

// mark notes how far an input is when the portion is durable. Streams have nothing to go back to.
func (rd *reader) mark(m state.ImportFile) {
	if m.Path == "" {
		return
	}
	if n := len(rd.next.marks); n > 0 && rd.next.marks[n-1].Path == m.Path {
		rd.next.marks[n-1] = m
		return
	}
	rd.next.marks = append(rd.next.marks, m)
}
