package journal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// An index file lists the frames of a closed segment, so that one entry costs one read. It can be lost at any time: it is
// made again from the segment. Little endian: magic "RSJX0001", length of the segment (8), length of its payloads
// uncompressed (8), frames (8), for each its first seq (8) and offset (8), and CRC32C of all before (4).
const (
	indexMagic  = "RSJX0001"
	indexHeader = 32
	indexEntry  = 16
)

func encodeIndex(size, raw int64, index []frameRef) []byte {
	b := make([]byte, 0, indexHeader+len(index)*indexEntry+4)
	b = append(b, indexMagic...)
	b = binary.LittleEndian.AppendUint64(b, uint64(size))
	b = binary.LittleEndian.AppendUint64(b, uint64(raw))
	b = binary.LittleEndian.AppendUint64(b, uint64(len(index)))
	for _, f := range index {
		b = binary.LittleEndian.AppendUint64(b, f.first)
		b = binary.LittleEndian.AppendUint64(b, uint64(f.offset))
	}
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

// decodeIndex reads an index of a segment that is size bytes long; ok is false when it is not one.
func decodeIndex(b []byte, size int64) (index []frameRef, raw int64, ok bool) {
	if len(b) < indexHeader+4 || string(b[:8]) != indexMagic || (len(b)-indexHeader-4)%indexEntry != 0 {
		return nil, 0, false
	}
	sum := len(b) - 4
	if crc32.Checksum(b[:sum], castagnoli) != binary.LittleEndian.Uint32(b[sum:]) {
		return nil, 0, false
	}
	n := (len(b) - indexHeader - 4) / indexEntry
	if binary.LittleEndian.Uint64(b[8:]) != uint64(size) || binary.LittleEndian.Uint64(b[24:]) != uint64(n) {
		return nil, 0, false
	}
	raw = int64(binary.LittleEndian.Uint64(b[16:]))
	index = make([]frameRef, n)
	for i := range index {
		at := indexHeader + i*indexEntry
		index[i] = frameRef{
			first:  binary.LittleEndian.Uint64(b[at:]),
			offset: int64(binary.LittleEndian.Uint64(b[at+8:])),
		}
	}
	return index, raw, true
}

// loadIndex reads the index file of v's closed segment, or makes it again from the segment. What cannot be read of the
// segment is reported as damage and missing in the index.
func (j *Journal) loadIndex(v *view) {
	v.indexed = true
	index, raw, ok := j.readIndex(v.seg.base, v.size)
	if !ok {
		var err error
		if index, raw, err = j.scanIndex(v); err != nil {
			j.log.Error("index of a journal segment is incomplete", "file", v.seg.name(), "error", err)
			v.index, v.incomplete = index, err
			return // the next reader tries again
		}
		j.writeIndex(v.seg.base, v.size, raw, index)
	}
	v.index = index
	j.mu.Lock()
	defer j.mu.Unlock()
	v.seg.index, v.seg.raw, v.seg.indexed = index, raw, true
}

func (j *Journal) readIndex(base uint64, size int64) (index []frameRef, raw int64, ok bool) {
	f, err := j.disk.Open(indexName(base), os.O_RDONLY)
	if err != nil {
		return nil, 0, false
	}
	defer func() { _ = f.Close() }() // only read from
	b, err := io.ReadAll(io.NewSectionReader(f, 0, size+indexHeader+4))
	if err != nil {
		return nil, 0, false
	}
	return decodeIndex(b, size)
}

// scanIndex makes an index by reading the segment. After an error it has the frames before it.
func (j *Journal) scanIndex(v *view) (index []frameRef, raw int64, err error) {
	err = j.scan(v, v.scanner(0), func(f located) error {
		index = append(index, frameRef{first: f.first, offset: f.offset})
		raw += int64(f.raw)
		return nil
	})
	return index, raw, err
}

// writeIndex keeps the index of a closed segment. It is not synced and a failure is not one of the journal: it costs a scan
// later.
func (j *Journal) writeIndex(base uint64, size, raw int64, index []frameRef) {
	if err := j.tryWriteIndex(base, encodeIndex(size, raw, index)); err != nil {
		j.log.Warn("index of a journal segment was not written", "file", indexName(base), "error", err)
	}
}

func (j *Journal) tryWriteIndex(base uint64, b []byte) error {
	temp := indexName(base) + tempSuffix
	// A new file: in one that an earlier attempt left, a power loss could bring back what that wrote.
	if err := j.disk.Remove(temp); err != nil {
		return err
	}
	f, err := j.disk.Open(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(b, 0)
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, j.disk.Remove(temp))
	}
	if err := j.disk.Rename(temp, indexName(base)); err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	return nil
}
