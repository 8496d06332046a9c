package journal

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// checkWhole reports closed segments that are gone or end too early, as far as their indexes and neighbours show it. That
// the last one is gone only the owner can know, who has seen higher numbers.
func (j *Journal) checkWhole() error {
	files, err := j.disk.List()
	if err != nil {
		return err
	}
	indexes := map[uint64]int64{} // length by base
	for _, f := range files {
		digits, isIndex := strings.CutSuffix(f.name, indexSuffix)
		if base, err := strconv.ParseUint(digits, 10, 64); isIndex && err == nil {
			indexes[base] = f.size
		}
	}
	due := uint64(1) // where the next segment must begin; 0: not known
	for i, s := range j.segments {
		if due != 0 && due < s.base {
			j.reportMissing(due, s.base-1)
		}
		if i+1 < len(j.segments) {
			due = j.checkEnd(s, j.segments[i+1].base, indexes[s.base])
		}
		delete(indexes, s.base)
	}
	for base, length := range indexes {
		if index, _, _ := j.indexOf(base, length); len(index) > 0 {
			j.reportMissing(base, max(base, j.baseAfter(base)-1))
		}
	}
	return nil
}

func (j *Journal) reportMissing(first, last uint64) {
	j.reportDamage(Damage{File: segmentName(first), First: first, Last: last, Reason: "the file is missing"})
}

// baseAfter is where the first segment above base begins, base when there is none.
func (j *Journal) baseAfter(base uint64) uint64 {
	for _, s := range j.segments {
		if s.base > base {
			return s.base
		}
	}
	return base
}

// indexOf reads an index file of that length, whatever segment it was made of; size is that segment's. An index that
// cannot be read is none.
func (j *Journal) indexOf(base uint64, length int64) (index []frameRef, size int64, ok bool) {
	f, err := j.disk.Open(indexName(base), os.O_RDONLY)
	if err != nil {
		return nil, 0, false
	}
	defer func() { _ = f.Close() }() // only read from
	b, err := io.ReadAll(io.NewSectionReader(f, 0, length))
	if err != nil || len(b) < indexHeader {
		return nil, 0, false
	}
	size = int64(binary.LittleEndian.Uint64(b[8:]))
	index, _, ok = decodeIndex(b, size)
	return index, size, ok
}

// checkEnd reports what a closed segment lacks at its end and returns the number that follows its last entry, 0 when it
// cannot be told. limit is where the next segment begins.
func (j *Journal) checkEnd(s *segment, limit uint64, indexLength int64) (due uint64) {
	index, size, ok := j.indexOf(s.base, indexLength)
	if !ok || len(index) == 0 {
		return 0
	}
	if s.size < size {
		j.reportCut(s, index, size, limit)
		return 0
	}
	f, err := j.disk.Open(s.name(), os.O_RDONLY)
	if err != nil {
		return 0
	}
	defer func() { _ = f.Close() }() // only read from
	last := index[len(index)-1]
	b := make([]byte, headerSize)
	if _, err := f.ReadAt(b, last.offset); err != nil {
		return 0
	}
	h, err := parseHeader(b)
	if err != nil || last.offset+h.size() != s.size {
		return 0 // damaged: reading it says how
	}
	return h.last + 1
}

// reportCut reports a segment that is shorter than its index says, by the first frame that is not whole.
func (j *Journal) reportCut(s *segment, index []frameRef, size int64, limit uint64) {
	for i, f := range index {
		end := size
		if i+1 < len(index) {
			end = index[i+1].offset
		}
		if end <= s.size {
			continue
		}
		at := min(f.offset, s.size)
		j.reportDamage(Damage{
			File: s.name(), Offset: at, Length: s.size - at, First: f.first, Last: limit - 1,
			Reason: fmt.Sprintf("the file is cut off after %d of %d bytes", s.size, size),
		})
		return
	}
}
