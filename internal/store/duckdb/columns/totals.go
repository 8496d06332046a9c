package columns

import (
	"github.com/ringside/ringside/internal/metric"
)

// Totals are sums over the contacts of each UTC day, by its beginning in ms: their number, then the words of each of
// Dimensions, then each of Columns, missing values left out. A store that computes the same from its tables knows
// whether the two still agree.
func (s *State) Totals() map[int64][]int64 {
	all := map[int64][]int64{}
	k := &block{view: &s.view}
	present := s.presence()
	for _, c := range s.chunks {
		sums := all[day(c.from)]
		if sums == nil {
			sums = make([]int64, 1+dimensionCount+len(Columns()))
			all[day(c.from)] = sums
		}
		for run, queue := range c.queues {
			for a, b := int(c.offsets[run]), int(c.offsets[run+1]); a < b; a += blockRows {
				k.set(c, queue, a, min(a+blockRows, b))
				k.total(sums, present)
			}
		}
	}
	return all
}

// presence is, for each of Columns, the kinds that have it.
func (s *State) presence() [][]uint8 {
	var all [][]uint8
	for _, c := range Columns() {
		all = append(all, s.view.compile(metric.Present(c), nil).kinds)
	}
	return all
}

// total adds the rows of the block to the sums of their day.
func (k *block) total(sums []int64, present [][]uint8) {
	sums[0] += int64(k.len())
	words := sums[1 : 1+dimensionCount]
	words[queuePlace] += int64(k.len()) * int64(k.view.values[queuePlace][k.queue])
	for i, kind := range k.kinds {
		for j, place := range kindPlaces {
			words[place] += int64(k.view.kinds[kind].words[j])
		}
		staff := k.view.staff[k.chunk.staff[k.a+i]]
		words[staffPlaces[0]] += int64(staff.agent)
		words[staffPlaces[1]] += int64(staff.profile)
	}
	for j, c := range Columns() {
		for i, v := range k.values(c) {
			sums[1+dimensionCount+j] += v & -int64(present[j][k.kinds[i]])
		}
	}
}
