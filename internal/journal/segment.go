package journal

import (
	"fmt"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
)

const (
	segmentSuffix = ".rsj"
	indexSuffix   = ".idx"
	tempSuffix    = ".tmp"  // a segment or index that is being written; removed by Open
	tornSuffix    = ".torn" // what Open cut off a segment
	nameDigits    = 20
)

// segment is one file of frames, named by the lowest sequence number that it may hold. It ends where the next one begins.
// Only the last segment grows; a closed one is never changed but replaced as a whole, by another value of this type.
// Fields after base are guarded by Journal.mu.
type segment struct {
	base uint64
	size int64
	// index has every readable frame by rising number. It only ever grows, so that a copied slice stays right.
	// Of a closed segment it is read from disk when first needed.
	index   []frameRef
	indexed bool
	raw     int64 // length of all payloads, uncompressed; valid when indexed
	settled bool  // Compact need not look at it again
}

// frameRef says where the frame is that begins with first.
type frameRef struct {
	first  uint64
	offset int64
}

func newSegment(base uint64, size int64) *segment { return &segment{base: base, size: size} }

func segmentName(base uint64) string { return fmt.Sprintf("%0*d%s", nameDigits, base, segmentSuffix) }
func indexName(base uint64) string   { return fmt.Sprintf("%0*d%s", nameDigits, base, indexSuffix) }

func (s *segment) name() string { return segmentName(s.base) }

// parseName is the number in the name of a segment.
func parseName(name string) (base uint64, ok bool) {
	digits, ok := strings.CutSuffix(name, segmentSuffix)
	if !ok || len(digits) != nameDigits {
		return 0, false
	}
	base, err := strconv.ParseUint(digits, 10, 64)
	return base, err == nil && base > 0
}

// frameOf is the position in index of the last frame that begins at or below seq, -1 when there is none.
func frameOf(index []frameRef, seq uint64) int {
	return sort.Search(len(index), func(i int) bool { return index[i].first > seq }) - 1
}

// view is a segment at one moment, open for reading.
type view struct {
	file  file
	seg   *segment
	size  int64
	index []frameRef
	limit uint64 // first number that is not in this segment
	// indexed is false until index is loaded: view does.
	indexed bool
	// incomplete is why index ends too early; nil when it is whole.
	incomplete error
}

// view opens the segment that may hold seq, or the first one after it. It returns nil when there is none.
func (j *Journal) view(seq uint64) (*view, error) {
	j.files.RLock()
	defer j.files.RUnlock()
	v := j.find(seq)
	if v == nil {
		return nil, nil
	}
	f, err := j.disk.Open(v.seg.name(), os.O_RDONLY)
	if err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	v.file = f
	if !v.indexed {
		j.loadIndex(v)
	}
	return v, nil
}

// find picks the segment for view, without opening it.
func (j *Journal) find(seq uint64) *view {
	j.mu.RLock()
	defer j.mu.RUnlock()
	i := sort.Search(len(j.segments), func(i int) bool { return j.segments[i].base > seq }) - 1
	for i = max(i, 0); i < len(j.segments); i++ {
		s := j.segments[i]
		v := &view{seg: s, size: s.size, limit: j.limitOf(i)}
		if s.indexed {
			v.index, v.indexed = slices.Clip(s.index), true
		}
		if seq < v.limit {
			return v
		}
	}
	return nil
}

// limitOf is the first number after the i-th segment. The caller holds mu.
func (j *Journal) limitOf(i int) uint64 {
	if i+1 < len(j.segments) {
		return j.segments[i+1].base
	}
	return j.last + 1
}

// scanner walks over v from the frame that holds seq, or from the first one after it.
func (v *view) scanner(seq uint64) *scanner {
	s := &scanner{r: v.file, size: v.size, next: v.seg.base, limit: v.limit}
	if i := frameOf(v.index, seq); i >= 0 {
		s.offset, s.next = v.index[i].offset, v.index[i].first
	}
	return s
}

func (v *view) damage(g *gap) Damage {
	d := Damage{File: v.seg.name(), Offset: g.offset, Length: g.length, Reason: g.reason}
	if g.first <= g.last {
		d.First, d.Last = g.first, g.last
	}
	return d
}
