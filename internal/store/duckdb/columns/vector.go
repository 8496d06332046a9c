package columns

// vector is one column of a chunk: base plus what the only slice that is not nil holds. Without any, all are base.
type vector struct {
	base int64
	w8   []uint8
	w16  []uint16
	w32  []uint32
	w64  []int64
}

// pack chooses the width. The base is 0 as long as that costs no width, so that a smaller value still fits later.
func pack(values []int64) vector {
	if len(values) == 0 {
		return vector{}
	}
	low, high := values[0], values[0]
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	if low == high {
		return vector{base: low}
	}
	if low >= 0 && width(uint64(high)) == width(uint64(high-low)) {
		low = 0
	}
	switch width(uint64(high - low)) { // of a difference that overflows, the bits are still right
	case 1:
		return vector{base: low, w8: narrow[uint8](values, low)}
	case 2:
		return vector{base: low, w16: narrow[uint16](values, low)}
	case 4:
		return vector{base: low, w32: narrow[uint32](values, low)}
	}
	return vector{w64: append([]int64(nil), values...)}
}

// width is the number of bytes that hold a value.
func width(v uint64) int {
	switch {
	case v < 1<<8:
		return 1
	case v < 1<<16:
		return 2
	case v < 1<<32:
		return 4
	}
	return 8
}

func narrow[T uint8 | uint16 | uint32](values []int64, base int64) []T {
	all := make([]T, len(values))
	for i, v := range values {
		all[i] = T(v - base)
	}
	return all
}

// at is the value of one row.
func (v *vector) at(i int) int64 {
	switch {
	case v.w8 != nil:
		return v.base + int64(v.w8[i])
	case v.w16 != nil:
		return v.base + int64(v.w16[i])
	case v.w32 != nil:
		return v.base + int64(v.w32[i])
	case v.w64 != nil:
		return v.w64[i]
	}
	return v.base
}

// addTo adds the values from row a on to dst.
func (v *vector) addTo(dst []int64, a int) {
	switch {
	case v.w8 != nil:
		widen(dst, v.w8[a:a+len(dst)], v.base)
	case v.w16 != nil:
		widen(dst, v.w16[a:a+len(dst)], v.base)
	case v.w32 != nil:
		widen(dst, v.w32[a:a+len(dst)], v.base)
	case v.w64 != nil:
		widen(dst, v.w64[a:a+len(dst)], 0)
	case v.base != 0:
		for i := range dst {
			dst[i] += v.base
		}
	}
}

func widen[T uint8 | uint16 | uint32 | int64](dst []int64, src []T, base int64) {
	src = src[:len(dst)]
	for i, x := range src {
		dst[i] += base + int64(x)
	}
}

// holds reports whether the vector has room for a value without becoming wider.
func (v *vector) holds(value int64) bool {
	above := uint64(value - v.base)
	switch {
	case v.w64 != nil:
		return true
	case v.w32 != nil:
		return value >= v.base && above < 1<<32
	case v.w16 != nil:
		return value >= v.base && above < 1<<16
	case v.w8 != nil:
		return value >= v.base && above < 1<<8
	}
	return value == v.base
}

// splice is a copy of the vector without some rows and with others put in; it holds all values.
func (v *vector) splice(e edit, value func(i int) int64) vector {
	next := vector{base: v.base}
	switch {
	case v.w8 != nil:
		next.w8 = splice(v.w8, e, func(i int) uint8 { return uint8(value(i) - v.base) })
	case v.w16 != nil:
		next.w16 = splice(v.w16, e, func(i int) uint16 { return uint16(value(i) - v.base) })
	case v.w32 != nil:
		next.w32 = splice(v.w32, e, func(i int) uint32 { return uint32(value(i) - v.base) })
	case v.w64 != nil:
		next.w64 = splice(v.w64, e, value)
	}
	return next
}

func (v *vector) bytes() int { return len(v.w8) + 2*len(v.w16) + 4*len(v.w32) + 8*len(v.w64) }

// edit says which rows of a chunk go and before which ones others come; both ascend.
type edit struct{ remove, insert []int32 }

// splice copies src without the rows that go and with values put in before others.
func splice[T any](src []T, e edit, value func(i int) T) []T {
	dst := make([]T, 0, len(src)-len(e.remove)+len(e.insert))
	copied, inserted := int32(0), 0
	for i := 0; i <= len(e.remove); i++ {
		next := int32(len(src))
		if i < len(e.remove) {
			next = e.remove[i]
		}
		for ; inserted < len(e.insert) && e.insert[inserted] <= next; inserted++ {
			dst = append(dst, src[copied:e.insert[inserted]]...)
			dst = append(dst, value(inserted))
			copied = e.insert[inserted]
		}
		dst = append(dst, src[copied:next]...)
		copied = next + 1
	}
	return dst
}
