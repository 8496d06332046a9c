package journal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"runtime"

	"github.com/klauspost/compress/zstd"
)

const (
	frameMagic   = "RSJF"
	frameVersion = 1
	headerSize   = 44

	flagZstd = 1 << 0

	// compressFrom is the size in bytes below which compressing a frame gains less than a disk block.
	compressFrom = 4 << 10
	// maxPayload bounds what a frame may ask a reader to allocate: one entry of MaxEntry and its numbers.
	maxPayload = MaxEntry + 1<<10
)

// castagnoli is CRC32C, for which processors have an instruction.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errFrame says that there is no frame: the reason follows.
var errFrame = errors.New("no frame")

// header begins each frame. On disk, little endian:
//
//	0 magic "RSJF"   4 version   5 flags   6 zero (2)   8 first seq (8)   16 last seq (8)   24 entries (4)
//	28 stored length of the payload (4)   32 length uncompressed (4)   36 CRC32C of the stored payload (4)
//	40 CRC32C of the 40 bytes before (4)
type header struct {
	flags  uint8
	first  uint64
	last   uint64
	count  uint32
	stored uint32
	raw    uint32
	sum    uint32
}

// size is the length of the whole frame on disk.
func (h header) size() int64 { return headerSize + int64(h.stored) }

func (h header) appendTo(b []byte) []byte {
	start := len(b)
	b = append(b, frameMagic...)
	b = append(b, frameVersion, h.flags, 0, 0)
	b = binary.LittleEndian.AppendUint64(b, h.first)
	b = binary.LittleEndian.AppendUint64(b, h.last)
	b = binary.LittleEndian.AppendUint32(b, h.count)
	b = binary.LittleEndian.AppendUint32(b, h.stored)
	b = binary.LittleEndian.AppendUint32(b, h.raw)
	b = binary.LittleEndian.AppendUint32(b, h.sum)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b[start:], castagnoli))
}

// parseHeader reads the header at the start of b; a fault wraps errFrame.
func parseHeader(b []byte) (header, error) {
	switch {
	case len(b) < headerSize:
		return header{}, fmt.Errorf("%w: %d bytes are no header", errFrame, len(b))
	case string(b[:4]) != frameMagic:
		return header{}, fmt.Errorf("%w: starts with % x", errFrame, b[:4])
	case crc32.Checksum(b[:40], castagnoli) != binary.LittleEndian.Uint32(b[40:]):
		return header{}, fmt.Errorf("%w: wrong checksum of the header", errFrame)
	case b[4] != frameVersion || b[5]&^flagZstd != 0:
		return header{}, fmt.Errorf("%w: version %d with flags %#x is not known", errFrame, b[4], b[5])
	}
	h := header{
		flags:  b[5],
		first:  binary.LittleEndian.Uint64(b[8:]),
		last:   binary.LittleEndian.Uint64(b[16:]),
		count:  binary.LittleEndian.Uint32(b[24:]),
		stored: binary.LittleEndian.Uint32(b[28:]),
		raw:    binary.LittleEndian.Uint32(b[32:]),
		sum:    binary.LittleEndian.Uint32(b[36:]),
	}
	if h.first == 0 || h.count == 0 || h.last < h.first || h.last-h.first < uint64(h.count)-1 ||
		h.stored > maxPayload || h.raw > maxPayload {
		return header{}, fmt.Errorf("%w: header makes no sense", errFrame)
	}
	return h, nil
}

// packed is a frame whose header lacks the sequence numbers, so that it can be made before they are known.
type packed struct {
	header
	payload []byte
}

// number gives the frame's entries the sequence numbers from first on.
func (p *packed) number(first uint64) {
	p.first, p.last = first, first+uint64(p.count)-1
}

// codec compresses and decompresses. Its methods may be called at once from many goroutines.
type codec struct {
	fast  *zstd.Encoder // for Append, where somebody waits
	dense *zstd.Encoder // for closed segments, in the background
	dec   *zstd.Decoder
}

func newCodec(window int) (codec, error) {
	encoder := func(level zstd.EncoderLevel, concurrency int) (*zstd.Encoder, error) {
		return zstd.NewWriter(nil, zstd.WithEncoderLevel(level), zstd.WithEncoderConcurrency(concurrency),
			zstd.WithEncoderCRC(false), zstd.WithWindowSize(windowSize(window)))
	}
	fast, err := encoder(zstd.SpeedFastest, runtime.GOMAXPROCS(0))
	if err != nil {
		return codec{}, fmt.Errorf("zstd: %w", err)
	}
	dense, err := encoder(zstd.SpeedDefault, 1)
	if err != nil {
		return codec{}, fmt.Errorf("zstd: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxPayload), zstd.WithDecoderConcurrency(0))
	if err != nil {
		return codec{}, fmt.Errorf("zstd: %w", err)
	}
	return codec{fast: fast, dense: dense, dec: dec}, nil
}

// windowSize is the power of two that holds a frame, within what zstd allows.
func windowSize(frame int) int {
	size := zstd.MinWindowSize
	for size < frame && size < 8<<20 {
		size *= 2
	}
	return size
}

// pack makes a frame of p, compressed when that saves an eighth. The result shares no memory with p.
func (c codec) pack(p *payload, enc *zstd.Encoder) packed {
	raw := p.encode()
	out := packed{header: header{first: p.first, last: p.last, count: p.count, raw: uint32(len(raw))}}
	if len(raw) >= compressFrom {
		small := enc.EncodeAll(raw, make([]byte, 0, len(raw)/4))
		if len(small) < len(raw)-len(raw)/8 {
			out.flags, out.payload = flagZstd, small
		}
	}
	if out.payload == nil {
		out.payload = append(make([]byte, 0, len(raw)), raw...)
	}
	out.stored = uint32(len(out.payload))
	out.sum = crc32.Checksum(out.payload, castagnoli)
	return out
}

// unpack returns the payload of a frame, uncompressed, in memory of its own.
func (c codec) unpack(h header, stored []byte) ([]byte, error) {
	if h.flags&flagZstd == 0 {
		if h.raw != h.stored {
			return nil, fmt.Errorf("%w: %d bytes instead of %d", errPayload, h.stored, h.raw)
		}
		return append(make([]byte, 0, len(stored)), stored...), nil
	}
	raw, err := c.dec.DecodeAll(stored, make([]byte, 0, h.raw))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errPayload, err)
	}
	if len(raw) != int(h.raw) {
		return nil, fmt.Errorf("%w: %d bytes instead of %d", errPayload, len(raw), h.raw)
	}
	return raw, nil
}
