package file

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/state"
)

// input is one thing to read.
type input struct {
	name    string
	pipe    bool             // no regular file: it is read once, as a stream
	problem error            // why it cannot be read, if that is known already
	stream  io.Reader        // nil for a file, or an object
	object  *Object          // nil for all but an object
	fetched *fetched         // of an object that is being fetched
	mark    state.ImportFile // which file, and how far it has been read already
}

// list finds the files behind the paths. A path that does not exist stops the import before it begins.
func list(paths []string, stdin io.Reader) ([]input, error) {
	var inputs []input
	for _, path := range paths {
		if path == "-" {
			if stdin == nil {
				return nil, errors.New("import -: there is no standard input here")
			}
			if slices.ContainsFunc(inputs, func(in input) bool { return in.stream != nil }) {
				return nil, errors.New("import - -: standard input can be read once only")
			}
			inputs = append(inputs, input{name: "standard input", stream: stdin})
			continue
		}
		files, err := listPath(path)
		if err != nil {
			return nil, fmt.Errorf("import %s: %w", path, err)
		}
		inputs = append(inputs, files...)
	}
	return inputs, nil
}

// Expand returns the files that Import would read for the paths, in its order; "-" stays as it is.
func Expand(paths []string) ([]string, error) {
	inputs, err := list(paths, strings.NewReader(""))
	if err != nil {
		return nil, err
	}
	names := make([]string, len(inputs))
	for n, in := range inputs {
		if names[n] = in.name; in.stream != nil {
			names[n] = "-"
		}
	}
	return names, nil
}

// listPath returns a file itself, or all files below a folder but the hidden ones, in the order of their paths.
func listPath(path string) ([]input, error) {
	info, err := os.Stat(path) // what a link points to
	if err != nil {
		return nil, err
	}
	switch {
	case info.IsDir():
		return listFolder(path)
	case info.Mode().IsRegular():
		in, err := fileInput(path, info)
		return []input{in}, err
	case info.Mode()&fs.ModeSocket != 0:
		return nil, errors.New("a socket is no file: records are read from files, folders, named pipes and standard input (-)")
	}
	return []input{{name: path, pipe: true}}, nil // someone asked for it by name: read it, once
}

// listFolder passes over what is neither file nor folder: reading a pipe that happens to lie there could wait for ever. A
// link that leads nowhere, or to a folder, is an input that cannot be read: what it stands for must not be missing unnoticed.
func listFolder(path string) ([]input, error) {
	var inputs []input
	root := strings.TrimSuffix(path, string(filepath.Separator)) + string(filepath.Separator) // a link to a folder is that folder
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name != root && strings.HasPrefix(entry.Name(), ".") {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		info, err := os.Stat(name)
		switch {
		case err != nil:
			inputs = append(inputs, input{name: name, problem: err})
		case info.IsDir() && !entry.IsDir():
			inputs = append(inputs, input{name: name, problem: errFolderLink})
		case info.Mode().IsRegular():
			in, err := fileInput(name, info)
			inputs = append(inputs, in)
			return err
		}
		return nil
	})
	return inputs, err
}

// errFolderLink is why links to folders are not followed: they may lead back to where they are.
var errFolderLink = errors.New("a link to a folder is not followed: import that folder by its own path")

func fileInput(name string, info fs.FileInfo) (input, error) {
	absolute, err := filepath.Abs(name)
	if err != nil {
		return input{}, err
	}
	device, inode := identity(info)
	return input{name: name, mark: state.ImportFile{
		Path: absolute, Size: info.Size(), Modified: info.ModTime().UnixNano(), Device: device, Inode: inode,
	}}, nil
}

// text is an input's unpacked text from where it is to be read.
type text struct {
	io.Reader
	start   int64 // offset in the unpacked text at which Reader begins
	skipped int64 // bytes of the input that need not be read again
	array   bool  // it began with an array, and Reader begins after that
	counted *counter
	packing *unpacked
	closer  io.Closer // nil for a stream
	// seek gives the input itself from a byte on; nil for a stream.
	seek func(offset int64) (io.Reader, error)
}

// open opens an input at its mark; count learns of each byte read from the input itself.
func (in *input) open(ctx context.Context, count func(int)) (*text, error) {
	if in.problem != nil {
		return nil, in.problem
	}
	if in.stream != nil {
		return openText(in.stream, count)
	}
	f, seek, err := in.begin(ctx)
	if err != nil {
		return nil, err
	}
	t, err := openText(f, count)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	t.closer, t.seek = f, seek
	if in.mark.Offset > 0 {
		if err := t.skipTo(in.mark.Offset); err != nil {
			return nil, errors.Join(fmt.Errorf("go back to byte %d: %w", in.mark.Offset, err), t.Close())
		}
	}
	return t, nil
}

// begin opens a file or an object at its beginning.
func (in *input) begin(ctx context.Context) (io.ReadCloser, func(int64) (io.Reader, error), error) {
	if in.object != nil {
		o := &openObject{ctx: ctx, object: in.object}
		if in.fetched != nil {
			o.ReadCloser = in.fetched
			in.fetched = nil
			return o, o.seek, nil
		}
		var err error
		o.ReadCloser, err = in.object.Open(ctx, 0)
		return o, o.seek, err
	}
	f, err := os.Open(in.name)
	if err != nil {
		return nil, nil, err
	}
	return f, func(offset int64) (io.Reader, error) {
		_, err := f.Seek(offset, io.SeekStart)
		return f, err
	}, nil
}

func openText(from io.Reader, count func(int)) (*text, error) {
	counted := &counter{r: from, count: count}
	unpacked, err := unpack(counted)
	if err != nil {
		return nil, err
	}
	return &text{Reader: unpacked, counted: counted, packing: unpacked}, nil
}

// skipTo moves from the start to an offset between two values: by seeking in plain text, by unpacking again otherwise.
func (t *text) skipTo(offset int64) error {
	t.array = t.packing.startsArray()
	if t.packing.packings > 0 {
		if _, err := io.CopyN(io.Discard, t.packing, offset); err != nil {
			return err
		}
	} else {
		from, err := t.seek(offset)
		if err != nil {
			return err
		}
		t.counted.r = from
		t.counted.moveTo(int(offset))
		t.Reader, t.skipped = t.counted, offset
	}
	t.start = offset
	return nil
}

// Close closes the file, if it is one, and frees what unpacked it.
func (t *text) Close() error {
	t.packing.close()
	if t.closer == nil {
		return nil
	}
	return t.closer.Close()
}

// counter tells how many bytes were read from an input itself.
type counter struct {
	r     io.Reader
	count func(int)
	n     int
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	c.count(n)
	return n, err
}

// moveTo corrects the count after seeking.
func (c *counter) moveTo(offset int) {
	c.count(offset - c.n)
	c.n = offset
}

// startsArray tells whether the text's first value is an array.
func (u *unpacked) startsArray() bool {
	first := bytes.TrimLeft(bytes.TrimPrefix(u.head(), []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(first) > 0 && first[0] == '['
}
