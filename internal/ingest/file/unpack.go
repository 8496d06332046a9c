package file

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const (
	// headSize is how much of a text is looked at to know what it is.
	headSize = 512
	// maxPackings is how many packings may lie around one another: a bucket that packs what was packed already, and one
	// more.
	maxPackings = 3
	// zstdWindow bounds the memory of the unpacker; zstd's own tools ask for permission above 128 MiB.
	zstdWindow = 128 << 20
)

// foreign are formats that are known, to be told apart from damage, and not read.
var foreign = []struct{ magic, name string }{
	{"PK\x03\x04", "a ZIP archive: unpack it first"},
	{"BZh", "packed with bzip2: unpack it first, or use gzip or zstd"},
	{"\xfd7zXZ\x00", "packed with xz: unpack it first, or use gzip or zstd"},
	{"\xff\x06\x00\x00sNaPpY", "packed with Snappy: let Firehose use gzip instead"},
	{"PAR1", "a Parquet file: records are read as JSON"},
}

var (
	gzipMagic = []byte{0x1f, 0x8b, 0x08}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
)

// unpacked is a text with all packings taken off.
type unpacked struct {
	*bufio.Reader
	packings int
	closers  []func() // of the packings, outermost first
}

// unpack takes off packings as long as the first bytes show one.
func unpack(r io.Reader) (*unpacked, error) {
	u := &unpacked{Reader: bufio.NewReaderSize(r, 64<<10)}
	if err := u.takeOff(); err != nil {
		u.close()
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return u, nil
}

func (u *unpacked) takeOff() error {
	for {
		inner, err := u.inner()
		if err != nil {
			return err
		}
		if inner == nil {
			return u.mustBeText()
		}
		if u.packings++; u.packings > maxPackings {
			return fmt.Errorf("packed more than %d times over", maxPackings)
		}
		u.Reader = bufio.NewReaderSize(inner, 64<<10)
	}
}

// inner returns what the packing that comes next holds, nil when there is none.
func (u *unpacked) inner() (io.Reader, error) {
	head := u.head()
	switch {
	case bytes.HasPrefix(head, gzipMagic):
		reader, err := gzip.NewReader(u.Reader)
		if err != nil {
			return nil, fmt.Errorf("unpack gzip: %w", err)
		}
		return reader, nil
	case bytes.HasPrefix(head, zstdMagic):
		reader, err := zstd.NewReader(u.Reader, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(zstdWindow))
		if err != nil {
			return nil, fmt.Errorf("unpack zstd: %w", err)
		}
		u.closers = append(u.closers, reader.Close)
		return reader, nil
	}
	return nil, nil
}

// mustBeText refuses what is certainly no JSON, so that a picture or an archive does not end in quarantine line by line.
func (u *unpacked) mustBeText() error {
	head := u.head()
	for _, format := range foreign {
		if bytes.HasPrefix(head, []byte(format.magic)) {
			return errors.New(format.name)
		}
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return errors.New("not text: records are read as JSON in UTF-8")
	}
	return nil
}

// head returns the first bytes without reading them. A read error shows itself to whoever reads on.
func (u *unpacked) head() []byte {
	head, _ := u.Peek(headSize)
	return head
}

// close frees the unpackers; what they read from stays open.
func (u *unpacked) close() {
	for _, free := range u.closers {
		free()
	}
}
