package journal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"
)

// errPayload says that the bytes of a frame are not entries. Its checksum was right, so a program wrote them so.
var errPayload = errors.New("frame holds no entries")

// payload collects the entries of one frame. Encoded, all numbers being varints:
//
//	entry:    seq - previous seq (0 for the first), kind, source index, received ms - previous received ms (zig-zag),
//	          len(note), note, len(data), data
//	payload:  entries, source count, { len(source), source }, and in 4 bytes the length of the entries
//
// The sources come last so that one pass writes it all.
type payload struct {
	body     []byte
	sources  []string
	indexes  map[string]uint64 // of sources; nil while there is at most one
	received int64             // of the entry before
	count    uint32
	first    uint64
	last     uint64
}

// add appends e, whose Seq must be above that of the entry before.
func (p *payload) add(e Entry) {
	if p.count == 0 {
		p.first, p.last = e.Seq, e.Seq
	}
	received := e.Received.UnixMilli()
	b := binary.AppendUvarint(p.body, e.Seq-p.last)
	b = append(b, e.Kind)
	b = binary.AppendUvarint(b, p.source(e.Source))
	b = binary.AppendVarint(b, received-p.received)
	b = binary.AppendUvarint(b, uint64(len(e.Note)))
	b = append(b, e.Note...)
	b = binary.AppendUvarint(b, uint64(len(e.Data)))
	p.body = append(b, e.Data...)
	p.received, p.last = received, e.Seq
	p.count++
}

// source is the index of s among the sources.
func (p *payload) source(s string) uint64 {
	if n := len(p.sources); n > 0 && p.sources[n-1] == s {
		return uint64(n - 1)
	}
	if len(p.sources) == 1 {
		p.indexes = map[string]uint64{p.sources[0]: 0}
	}
	if i, ok := p.indexes[s]; ok {
		return i
	}
	i := uint64(len(p.sources))
	p.sources = append(p.sources, s)
	if p.indexes != nil {
		p.indexes[s] = i
	}
	return i
}

// encode ends the payload. The result shares memory with p until reset.
func (p *payload) encode() []byte {
	entries := len(p.body)
	b := binary.AppendUvarint(p.body, uint64(len(p.sources)))
	for _, s := range p.sources {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	p.body = binary.LittleEndian.AppendUint32(b, uint32(entries))
	return p.body
}

func (p *payload) reset() { *p = payload{body: p.body[:0]} }

// entrySize is what MaxEntry limits.
func entrySize(e Entry) int { return len(e.Source) + len(e.Note) + len(e.Data) }

// encodedSize bounds the encoded size of e from above.
func encodedSize(e Entry) int {
	const numbers = 10 + 1 + 5 + 10 + 5 + 5 + 5 // seq, kind, source, received, lengths
	return numbers + entrySize(e)
}

// eachEntry calls fn for the entries of an encoded payload, which h describes. Data and b share memory.
func eachEntry(h header, b []byte, fn func(Entry) error) error {
	if len(b) < 4 {
		return fmt.Errorf("%w: %d bytes", errPayload, len(b))
	}
	entries := int64(binary.LittleEndian.Uint32(b[len(b)-4:]))
	if entries > int64(len(b)-4) {
		return fmt.Errorf("%w: entries end at %d of %d bytes", errPayload, entries, len(b))
	}
	sources, err := readSources(&reader{b: b[entries : len(b)-4]})
	if err != nil {
		return err
	}
	r := reader{b: b[:entries]}
	seq, received := h.first, int64(0)
	for i := range h.count {
		step, kind, source := r.uvarint(), r.byte(), r.uvarint()
		received += r.varint()
		note, data := r.bytes(), r.bytes()
		if r.failed || source >= uint64(len(sources)) || (i == 0) != (step == 0) || step > h.last-seq {
			return fmt.Errorf("%w: entry %d of %d", errPayload, i, h.count)
		}
		seq += step
		e := Entry{
			Seq: seq, Kind: kind, Source: sources[source], Note: string(note),
			Received: time.UnixMilli(received).UTC(), Data: slices.Clip(data),
		}
		if err := fn(e); err != nil {
			return err
		}
	}
	if len(r.b) > 0 || seq != h.last {
		return fmt.Errorf("%w: ends at entry %d of %d with %d bytes left", errPayload, seq, h.last, len(r.b))
	}
	return nil
}

func readSources(r *reader) ([]string, error) {
	n := r.uvarint()
	if r.failed || n > uint64(len(r.b)) {
		return nil, fmt.Errorf("%w: %d sources", errPayload, n)
	}
	sources := make([]string, n)
	for i := range sources {
		sources[i] = string(r.bytes())
	}
	if r.failed || len(r.b) > 0 {
		return nil, fmt.Errorf("%w: broken sources", errPayload)
	}
	return sources, nil
}

// reader takes values off the front of b. After a value that is not there, failed is set and all others are zero.
type reader struct {
	b      []byte
	failed bool
}

func (r *reader) take(n int) []byte {
	if r.failed || n <= 0 || n > len(r.b) {
		r.failed, r.b = true, nil
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if r.take(n) == nil {
		return 0
	}
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.b)
	if r.take(n) == nil {
		return 0
	}
	return v
}

func (r *reader) byte() byte {
	b := r.take(1)
	if b == nil {
		return 0
	}
	return b[0]
}

func (r *reader) bytes() []byte {
	n := r.uvarint()
	if r.failed || n == 0 {
		return nil
	}
	if n > uint64(len(r.b)) {
		r.failed, r.b = true, nil
		return nil
	}
	return r.take(int(n))
}
