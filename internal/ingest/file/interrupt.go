package file

import (
	"context"
	"io"
)

// interruptible is standard input, whose reads nothing ends but what is at its other end: a person who is asked to type
// must be able to give up. When ctx ends, reading ends too; the goroutine that is stuck in a read ends with that read or
// with the process.
type interruptible struct {
	ctx  context.Context // of one import, as this reader is
	r    io.Reader
	pipe *io.PipeReader // nil until the first Read
}

func (i *interruptible) Read(b []byte) (int, error) {
	if i.pipe == nil {
		out, in := io.Pipe()
		i.pipe = out
		go func() {
			_, err := io.Copy(in, i.r)
			_ = in.CloseWithError(err) // nil is io.EOF; closing a pipe never fails
		}()
		context.AfterFunc(i.ctx, func() { _ = out.CloseWithError(context.Cause(i.ctx)) })
	}
	return i.pipe.Read(b)
}
