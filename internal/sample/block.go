package sample

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"
)

// grain is how fine the steps of a block are, and how many it has.
type grain struct {
	step  time.Duration
	slots int
	whole bool // with greatest and sum, where a step is more than one sample
}

var (
	// fine blocks are hours of single samples.
	fine = grain{step: 15 * time.Second, slots: 240}
	// coarse blocks are days (of UTC) of quarter hours. Every zone's offset today is a number of quarter hours.
	coarse = grain{step: 15 * time.Minute, slots: 96, whole: true}
)

// span is how long a block is.
func (g grain) span() time.Duration { return g.step * time.Duration(g.slots) }

// start is when the block begins that holds a moment.
func (g grain) start(at time.Time) time.Time { return at.UTC().Truncate(g.span()) }

// slot is where in its block a moment lies.
func (g grain) slot(at time.Time) int { return int(at.Sub(g.start(at)) / g.step) }

// block is one series over a span, a step a slot.
type block []Step

func (g grain) empty() block { return make(block, g.slots) }

// columns lists what is kept of each step: how many samples, the last values, and of coarse blocks greatest and sum.
func (g grain) columns(s *Step) []*int64 {
	columns := []*int64{&s.Samples}
	for i := range figures {
		columns = append(columns, &s.Last[i])
		if g.whole {
			columns = append(columns, &s.Max[i], &s.Sum[i])
		}
	}
	return columns
}

// formatOne is the first byte of a packed block: columns one after the other, each value as its difference from the one
// before, as signed varints, deflated. The second byte counts the figures, so that a block from before a figure was added can
// be read.
const formatOne = 1

// pack makes a block small. Neighbouring values hardly differ: an hour of a busy queue comes to a few hundred bytes.
func (g grain) pack(b block) ([]byte, error) {
	var raw []byte
	columns := make([][]*int64, len(b))
	for slot := range b {
		columns[slot] = g.columns(&b[slot])
	}
	for c := range columns[0] {
		var before int64
		for slot := range b {
			raw = binary.AppendVarint(raw, *columns[slot][c]-before)
			before = *columns[slot][c]
		}
	}
	packed := bytes.NewBuffer([]byte{formatOne, byte(figures)})
	w, err := flate.NewWriter(packed, flate.DefaultCompression)
	if err != nil {
		return nil, fmt.Errorf("pack samples: %w", err)
	}
	if _, err := w.Write(raw); err != nil {
		return nil, fmt.Errorf("pack samples: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack samples: %w", err)
	}
	return packed.Bytes(), nil
}

// errBlock says that bytes are no block.
var errBlock = errors.New("packed samples are damaged, or of a newer version")

// unpack is the reverse of pack.
func (g grain) unpack(packed []byte) (block, error) {
	if len(packed) < 2 || packed[0] != formatOne || int(packed[1]) > figures {
		return nil, errBlock
	}
	known := 1 + int(packed[1]) // columns in the file
	if g.whole {
		known = 1 + 3*int(packed[1])
	}
	// A varint has at most ten bytes: what unpacks to more than that is no block.
	most := int64(known * g.slots * binary.MaxVarintLen64)
	raw, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed[2:])), most))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBlock, err)
	}
	b := g.empty()
	columns := make([][]*int64, len(b))
	for slot := range b {
		columns[slot] = g.columns(&b[slot])
	}
	for c := range known {
		var value int64
		for slot := range b {
			difference, n := binary.Varint(raw)
			if n <= 0 {
				return nil, errBlock
			}
			raw = raw[n:]
			value += difference
			*columns[slot][c] = value
		}
	}
	if !g.whole {
		for slot := range b {
			b[slot].Max, b[slot].Sum = b[slot].Last, b[slot].Last
		}
	}
	return b, nil
}
