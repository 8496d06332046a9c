package journal

import (
	"bytes"
	"errors"
	"io"
	"testing"
)

// fuzzSegment is a small segment: compressed and plain frames, with a hole in the numbers.
func fuzzSegment(f *testing.F) []byte {
	f.Helper()
	c, err := newCodec(1 << 16)
	if err != nil {
		f.Fatal(err)
	}
	o := output{file: &memHandle{disk: newMemDisk(1), f: &memFile{}}}
	seq := uint64(1)
	for i, size := range []int{10, 6000, 0, 300} {
		var p payload
		for k := range 3 {
			e := entry(i*3+k, size)
			e.Seq = seq
			p.add(e)
			seq += uint64(1 + k)
		}
		if err := o.write(c.pack(&p, c.fast)); err != nil {
			f.Fatal(err)
		}
	}
	return o.buf
}

// FuzzScan walks over any bytes as over a segment: all of them are accounted for, in order, without a panic.
func FuzzScan(f *testing.F) {
	whole := fuzzSegment(f)
	f.Add(whole, 0, byte(0))
	f.Add(whole, 30, byte(1))
	f.Add(whole[:len(whole)-5], 100, byte(0x80))
	f.Add(append(make([]byte, 100), whole...), 500, byte(4))
	f.Add([]byte(frameMagic+frameMagic), 0, byte(0))
	c, err := newCodec(1 << 16)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte, at int, mask byte) {
		b = bytes.Clone(b)
		if len(b) > 0 {
			b[uint(at)%uint(len(b))] ^= mask
		}
		s := &scanner{r: bytes.NewReader(b), size: int64(len(b)), next: 1, limit: ^uint64(0)}
		var end int64
		last := uint64(0)
		for {
			frame, g, err := s.step()
			switch {
			case errors.Is(err, io.EOF):
				if end != s.size {
					t.Fatalf("%d of %d bytes are accounted for", end, s.size)
				}
				return
			case err != nil:
				t.Fatal(err)
			case g != nil:
				if g.offset != end || g.length <= 0 {
					t.Fatalf("gap %+v after %d", g, end)
				}
				end += g.length
			default:
				if frame.offset != end || frame.first <= last {
					t.Fatalf("frame at %d with entry %d after %d with entry %d", frame.offset, frame.first, end, last)
				}
				end, last = frame.offset+frame.size(), frame.last
				if raw, err := c.unpack(frame.header, frame.payload); err == nil {
					_ = eachEntry(frame.header, raw, func(Entry) error { return nil })
				}
			}
		}
	})
}

// FuzzEntries decodes any bytes as the payload of a frame: numbers rise within what the header says, or it is an error.
func FuzzEntries(f *testing.F) {
	var p payload
	for k := range 4 {
		e := entry(k, 20)
		e.Seq = uint64(7 + k*k)
		p.add(e)
	}
	f.Add(bytes.Clone(p.encode()), uint32(4), uint64(7), uint64(16))
	f.Add([]byte{0, 0, 0, 0, 0}, uint32(0), uint64(1), uint64(1))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 9, 0, 0, 0}, uint32(1), uint64(1), uint64(1))
	f.Fuzz(func(t *testing.T, b []byte, count uint32, first, last uint64) {
		if first == 0 || last < first || count == 0 || last-first < uint64(count)-1 {
			return // parseHeader lets no such header through
		}
		at, n := first-1, uint32(0)
		err := eachEntry(header{first: first, last: last, count: count}, b, func(e Entry) error {
			if e.Seq <= at || e.Seq > last {
				t.Fatalf("entry %d after %d, last %d", e.Seq, at, last)
			}
			at = e.Seq
			n++
			return nil
		})
		switch {
		case err == nil && (n != count || at != last):
			t.Fatalf("%d of %d entries to %d of %d", n, count, at, last)
		case err != nil && !errors.Is(err, errPayload):
			t.Fatal(err)
		}
	})
}
