package journal

import (
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
)

// errPower is what every operation of a disk returns whose machine has lost power.
var errPower = errors.New("power is off")

// memDisk is a disk in memory that knows what has been synced, fails when told to, and can lose power. What was not synced
// is then lost, kept, or kept in part. Names behave like a journalled file system's: a prefix of the changes survives.
type memDisk struct {
	mu      sync.Mutex
	names   map[string]*memFile
	durable map[string]*memFile
	pending []func(map[string]*memFile) // changes of names since the last SyncDir
	// fault, if set, is asked before each operation and its error returned: "open", "write", "sync", "truncate",
	// "rename", "remove", "syncdir". readFault is the same for a read of the bytes from offset to end.
	fault     func(op, name string) error
	readFault func(name string, offset, end int64) error
	free      int64
	syncs     int
	rng       *rand.Rand
}

// memFile is one inode.
type memFile struct {
	data    []byte // as programs see it
	synced  []byte // as it is after a power loss
	pending []func(*[]byte)
	torn    []func(*[]byte) // like pending, but applied in part
}

var _ disk = (*memDisk)(nil)

func newMemDisk(seed uint64) *memDisk {
	return &memDisk{
		names: map[string]*memFile{}, durable: map[string]*memFile{},
		free: 1 << 40, rng: rand.New(rand.NewPCG(seed, 1)),
	}
}

func (d *memDisk) check(op, name string) error {
	if d.fault == nil {
		return nil
	}
	return d.fault(op, name)
}

func (d *memDisk) Open(name string, flag int) (file, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.check("open", name); err != nil {
		return nil, err
	}
	f := d.names[name]
	switch {
	case f == nil && flag&os.O_CREATE == 0:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case f == nil:
		f = &memFile{}
		d.change(func(names map[string]*memFile) { names[name] = f })
	case flag&os.O_TRUNC != 0:
		f.truncate(0)
	}
	return &memHandle{disk: d, name: name, f: f}, nil
}

func (d *memDisk) change(apply func(map[string]*memFile)) {
	apply(d.names)
	d.pending = append(d.pending, apply)
}

func (d *memDisk) Rename(from, to string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.check("rename", to); err != nil {
		return err
	}
	f := d.names[from]
	if f == nil {
		return &fs.PathError{Op: "rename", Path: from, Err: fs.ErrNotExist}
	}
	d.change(func(names map[string]*memFile) {
		delete(names, from)
		names[to] = f
	})
	return nil
}

func (d *memDisk) Remove(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.check("remove", name); err != nil {
		return err
	}
	d.change(func(names map[string]*memFile) { delete(names, name) })
	return nil
}

func (d *memDisk) List() ([]listed, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var files []listed
	for name, f := range d.names {
		files = append(files, listed{name: name, size: int64(len(f.data))})
	}
	slices.SortFunc(files, func(a, b listed) int { return strings.Compare(a.name, b.name) })
	return files, nil
}

func (d *memDisk) SyncDir() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.check("syncdir", ""); err != nil {
		return err
	}
	for _, apply := range d.pending {
		apply(d.durable)
	}
	d.pending = nil
	return nil
}

func (d *memDisk) Free() (int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.free, nil
}

// crash returns the disk as it is after a power loss and switches this one off.
func (d *memDisk) crash() *memDisk {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault = func(string, string) error { return errPower }
	after := newMemDisk(d.rng.Uint64())
	for _, apply := range d.pending[:d.rng.IntN(len(d.pending)+1)] {
		apply(d.durable)
	}
	for name, f := range d.durable {
		f.lose(d.rng)
		b := slices.Clone(f.synced)
		kept := &memFile{data: b, synced: slices.Clone(b)}
		after.names[name], after.durable[name] = kept, kept
	}
	return after
}

// lose settles what becomes of the writes since the last sync: some are there, the next one in part, the others not.
func (f *memFile) lose(rng *rand.Rand) {
	n := rng.IntN(len(f.pending) + 1)
	for _, apply := range f.pending[:n] {
		apply(&f.synced)
	}
	if n < len(f.pending) && rng.IntN(2) == 0 {
		f.torn[n](&f.synced)
	}
	f.pending, f.torn = nil, nil
}

func (f *memFile) truncate(size int64) {
	apply := func(b *[]byte) { *b = resize(*b, int(size)) }
	apply(&f.data)
	f.pending, f.torn = append(f.pending, apply), append(f.torn, apply)
}

func resize(b []byte, size int) []byte {
	if size <= len(b) {
		return slices.Clone(b[:size])
	}
	return append(slices.Clone(b), make([]byte, size-len(b))...)
}

// memHandle is an open memFile.
type memHandle struct {
	disk *memDisk
	name string
	f    *memFile
}

func (h *memHandle) ReadAt(b []byte, offset int64) (int, error) {
	h.disk.mu.Lock()
	defer h.disk.mu.Unlock()
	if h.disk.readFault != nil {
		if err := h.disk.readFault(h.name, offset, offset+int64(len(b))); err != nil {
			return 0, err
		}
	}
	if offset >= int64(len(h.f.data)) {
		return 0, io.EOF
	}
	n := copy(b, h.f.data[offset:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func (h *memHandle) WriteAt(b []byte, offset int64) (int, error) {
	h.disk.mu.Lock()
	defer h.disk.mu.Unlock()
	err := h.disk.check("write", h.name)
	if errors.Is(err, errPower) {
		return 0, err
	}
	b = slices.Clone(b)
	if err != nil {
		b = b[:h.disk.rng.IntN(len(b)+1)] // a failing write leaves part of the bytes
	}
	whole := func(to *[]byte) {
		*to = resize(*to, max(len(*to), int(offset)+len(b)))
		copy((*to)[offset:], b)
	}
	lucky := h.disk.rng.Uint64()
	torn := func(to *[]byte) { // some sectors are new; the others as they were, or zero where there was nothing
		*to = resize(*to, max(len(*to), int(offset)+len(b)))
		for at := 0; at < len(b); at += 512 {
			if lucky>>(at/512%64)&1 == 1 {
				copy((*to)[int(offset)+at:], b[at:min(at+512, len(b))])
			}
		}
	}
	whole(&h.f.data)
	h.f.pending, h.f.torn = append(h.f.pending, whole), append(h.f.torn, torn)
	return len(b), err
}

func (h *memHandle) Truncate(size int64) error {
	h.disk.mu.Lock()
	defer h.disk.mu.Unlock()
	if err := h.disk.check("truncate", h.name); err != nil {
		return err
	}
	h.f.truncate(size)
	return nil
}

// Sync that fails does as Linux does: what was to be written is dropped or not, seems to be there, and is not written by
// a later Sync that succeeds.
func (h *memHandle) Sync() error {
	h.disk.mu.Lock()
	defer h.disk.mu.Unlock()
	if err := h.disk.check("sync", h.name); err != nil {
		if !errors.Is(err, errPower) {
			h.f.lose(h.disk.rng)
		}
		return err
	}
	h.disk.syncs++
	for _, apply := range h.f.pending {
		apply(&h.f.synced)
	}
	h.f.pending, h.f.torn = nil, nil
	return nil
}

func (h *memHandle) Close() error { return nil }
