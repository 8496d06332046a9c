package file

import (
	"context"
	"errors"
	"io"
	"os"
)

// Open opens a file for reading. What is no regular file, such as a named pipe, is opened with the first Read, and neither
// that nor reading outlasts ctx.
func Open(ctx context.Context, name string) (io.ReadCloser, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.Mode().IsRegular() {
		return os.Open(name)
	}
	if info.IsDir() {
		return nil, errFolderLink
	}
	return &interruptible{ctx: ctx, open: func() (io.ReadCloser, error) { return os.Open(name) }}, nil
}

// interruptible is standard input or a named pipe, whose opening and reading nothing ends but what is at the other end: a
// person who is asked to type must be able to give up. When ctx ends, reading ends too; the goroutine that is stuck ends
// with what it is stuck in or with the process.
type interruptible struct {
	ctx  context.Context // of one import, as this reader is
	open func() (io.ReadCloser, error)
	pipe *io.PipeReader // nil until the first Read
}

// interruptibleStdin is standard input, which stays open.
func interruptibleStdin(ctx context.Context, stdin io.Reader) *interruptible {
	return &interruptible{ctx: ctx, open: func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil }}
}

func (i *interruptible) Read(b []byte) (int, error) {
	if i.pipe == nil {
		out, in := io.Pipe()
		i.pipe = out
		go func() {
			_ = in.CloseWithError(i.copyTo(in)) // nil is io.EOF; closing a pipe never fails
		}()
		context.AfterFunc(i.ctx, func() { _ = in.CloseWithError(context.Cause(i.ctx)) })
	}
	return i.pipe.Read(b)
}

func (i *interruptible) copyTo(w io.Writer) error {
	from, err := i.open()
	if err != nil {
		return err
	}
	_, err = io.Copy(w, from)
	return errors.Join(err, from.Close())
}

// Close ends reading.
func (i *interruptible) Close() error {
	if i.pipe == nil {
		return nil
	}
	return i.pipe.Close()
}
