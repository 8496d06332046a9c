package sample

import (
	"encoding/binary"
	"maps"
	"slices"
)

// seriesID is a series in the file. The whole contact centre is 0.
type seriesID int64

// packTick makes one moment small: series after series its number and its figures, as unsigned varints. Series that show
// nothing are left out, but for the whole.
func packTick(series map[seriesID]Values) []byte {
	packed := []byte{formatOne, byte(figures)}
	for _, id := range slices.Sorted(maps.Keys(series)) {
		values := series[id]
		if id != 0 && values == (Values{}) {
			continue
		}
		packed = binary.AppendUvarint(packed, uint64(id))
		for _, value := range values {
			packed = binary.AppendUvarint(packed, uint64(max(0, value)))
		}
	}
	return packed
}

// unpackTick is the reverse of packTick.
func unpackTick(packed []byte) (map[seriesID]Values, error) {
	if len(packed) < 2 || packed[0] != formatOne || int(packed[1]) > figures {
		return nil, errBlock
	}
	known, rest := int(packed[1]), packed[2:]
	series := map[seriesID]Values{}
	for len(rest) > 0 {
		var values Values
		var row [1 + figures]uint64
		for i := range 1 + known {
			value, n := binary.Uvarint(rest)
			if n <= 0 {
				return nil, errBlock
			}
			row[i], rest = value, rest[n:]
		}
		for i := range known {
			values[i] = int64(row[1+i])
		}
		series[seriesID(row[0])] = values
	}
	return series, nil
}
