package connect

import (
	"bytes"
	"iter"
)

// Value is one JSON value cut out of a stream, or a damaged piece of the stream. Decode rejects every damaged piece, so
// that a caller who does not care hands Bytes to Decode in either case; Fact does that.
type Value struct {
	Bytes  []byte
	Offset int64  // of the first byte in the stream
	Damage string // why the piece is no JSON value, in plain words; "" when it is one
	Line   bool   // a line that was not read, see SplitOptions.Lines
}

// Fact decodes the value. What is rejected of a Line is to be cut by SplitBytes first: it may be several values.
func (v Value) Fact() Fact {
	if v.Damage != "" {
		return Fact{Kind: KindRejected, Raw: v.Bytes, Reason: v.Damage}
	}
	return Decode(v.Bytes)
}

// SplitBytes cuts data into its JSON values: one or several records as a delivery stream hands them over, gzip too. It
// follows the rules of Split. Values alias data, except when it was gzip. Nothing but white space yields nothing.
func SplitBytes(data []byte) iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if isGzip(data) {
			out, err := gunzip(data)
			if err != nil {
				yield(Value{Bytes: data, Damage: decodeGzip(data, 0).Reason})
				return
			}
			data = out
		}
		var c cutter
		for at := 0; ; {
			p := c.next(data[at:], true)
			if p.kind == nothing {
				if c.onlyOpened() {
					yield(openedArray(data[at+c.bracket:][:1], int64(at+c.bracket)))
				}
				return
			}
			v := Value{Bytes: data[at+p.start : at+p.end], Offset: int64(at + p.start)}
			if p.kind == damaged {
				v.Damage = damageReason(p)
			}
			if !yield(v) {
				return
			}
			at += p.end
		}
	}
}

// pieceKind is what a cutter found at the start of a buffer.
type pieceKind uint8

const (
	nothing pieceKind = iota // only separators, up to piece.end
	whole                    // a JSON value from start to end
	damaged                  // not JSON from start to end, where reading restarts
	partial                  // a value that starts at start and needs more bytes than there are
	ragged                   // damage that starts at start, with no place to restart in the buffer
)

// piece is one find of a cutter; positions count from the start of the buffer it was given.
type piece struct {
	kind       pieceKind
	start, end int
	at         int // where the damage was noticed
	out        outcome
}

// cutter finds JSON values one after another. Values may stand in lines, behind one another without anything between, in
// arrays, or any mixture; commas and brackets of arrays count as separators. After damage reading restarts at the first
// newline or "}{" after the start of the damaged value.
type cutter struct {
	arrays  int  // arrays that are open
	begun   bool // something but separators was found
	bracket int  // where the newest array was opened, in the buffer of that call
}

// onlyOpened reports, at the end, whether arrays were opened and nothing else was there: what should have followed is lost.
func (c *cutter) onlyOpened() bool { return !c.begun && c.arrays > 0 }

// openedArray is what then stands for the stream: the bracket that was opened last.
func openedArray(bracket []byte, offset int64) Value {
	return Value{Bytes: bracket, Offset: offset, Damage: "not JSON: it ends after the opening bracket of an array; it was cut off"}
}

// next finds the first value of b; last says that nothing comes after b.
func (c *cutter) next(b []byte, last bool) piece {
	i := c.skipSeparators(b)
	if i >= len(b) {
		return piece{kind: nothing, start: i, end: i}
	}
	c.begun = true
	if !last && len(b)-i < len(byteOrderMark) && bytes.HasPrefix(byteOrderMark, b[i:]) {
		return piece{kind: partial, start: i}
	}
	end, out := skipValue(b, i, 0)
	if out == scanned && b[i] != '{' {
		end, out = c.endOfScalar(b, end, last)
	}
	switch {
	case out == scanned:
		return piece{kind: whole, start: i, end: end}
	case out == cutOff && !last:
		return piece{kind: partial, start: i}
	}
	return restart(b, piece{kind: damaged, start: i, at: end, out: out}, 0, last)
}

// skipSeparators returns where the next value starts: past white space, byte order marks, commas and array brackets.
func (c *cutter) skipSeparators(b []byte) int {
	for i := 0; ; i++ {
		i = skipSpace(b, i)
		switch {
		case i >= len(b):
			return i
		case b[i] == ',':
		case b[i] == '[':
			c.arrays++
			c.bracket = i
		case b[i] == ']' && c.arrays > 0:
			c.arrays--
		case bytes.HasPrefix(b[i:], byteOrderMark):
			i += len(byteOrderMark) - 1
		default:
			return i
		}
	}
}

// endOfScalar checks that a text, number or word stands alone: in the middle of a damaged record, the rest of a line such
// as `"Queue": {` must not look like a value and more damage.
func (c *cutter) endOfScalar(b []byte, end int, last bool) (int, outcome) {
	i := end
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\r') {
		i++
	}
	switch {
	case i >= len(b):
		if last {
			return end, scanned
		}
		return i, cutOff
	case b[i] == '\n' || c.arrays > 0 && (b[i] == ',' || b[i] == ']'):
		return end, scanned
	}
	return i, malformed
}

// restart completes a damaged piece by looking for the place to restart; the first from bytes after its start are known
// to hold none.
func restart(b []byte, p piece, from int, last bool) piece {
	rest := b[p.start:]
	from = min(max(from, 1), len(rest))
	stop := bytes.IndexByte(rest[from:], '\n')
	if stop < 0 {
		stop = len(rest)
	} else {
		stop += from
	}
	if at := bytes.Index(rest[from-1:stop], seam); at >= 0 {
		stop = from - 1 + at + 1
	} else if stop == len(rest) && !last {
		p.kind = ragged
		return p
	}
	p.kind, p.end = damaged, p.start+stop
	return p
}

func damageReason(p piece) string {
	return notJSON(p.at-p.start, p.out).Reason
}
