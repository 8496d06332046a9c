package columns

import (
	"slices"

	"github.com/ringside/ringside/internal/metric"
)

// layout gives each bucket and group that a question can have a place: ((bucket × queues + queue) × groups of kinds +
// group) × groups of staff + group.
type layout struct {
	queues int // 1 when not grouped by queue

	kindGroups  []int32 // by number of kind; nil when not grouped by any of their dimensions
	kindOf      []int32 // a kind of each group
	staffGroups []int32
	staffOf     []int32

	places int
}

func newLayout(p *Plan) layout {
	v := &p.state.view
	l := layout{queues: 1, kindOf: []int32{0}, staffOf: []int32{0}}
	var kinds, staff []int // places within kindPlaces and staffPlaces
	for _, d := range p.question.GroupBy {
		at := dimension(d)
		switch {
		case at == queuePlace:
			l.queues = max(1, len(v.values[queuePlace]))
		case slices.Contains(kindPlaces, at):
			kinds = append(kinds, slices.Index(kindPlaces, at))
		default:
			staff = append(staff, slices.Index(staffPlaces, at))
		}
	}
	if len(kinds) > 0 {
		l.kindGroups, l.kindOf = groups(len(v.kindValues), kinds, func(n, i int) int32 { return v.kindValues[n][i] })
	}
	if len(staff) > 0 {
		l.staffGroups, l.staffOf = groups(len(v.staffValue), staff, func(n, i int) int32 { return v.staffValue[n][i] })
	}
	l.places = (len(p.question.Edges) - 1) * l.queues * max(1, len(l.kindOf)) * max(1, len(l.staffOf))
	return l
}

// groups numbers what n things have in some of their dimensions, and names one thing of each group.
func groups(n int, dimensions []int, value func(n, i int) int32) (of, first []int32) {
	numbers := map[[metric.MaxGroupBy]int32]int32{}
	of = make([]int32, n)
	for i := range of {
		var key [metric.MaxGroupBy]int32
		for k, d := range dimensions {
			key[k] = value(i, d)
		}
		group, known := numbers[key]
		if !known {
			group = int32(len(first))
			numbers[key], first = group, append(first, int32(i))
		}
		of[i] = group
	}
	return of, first
}

// base is the first place of a bucket and queue.
func (l *layout) base(bucket int, queue int32) int {
	if l.queues == 1 {
		queue = 0
	}
	return (bucket*l.queues + int(queue)) * len(l.kindOf) * len(l.staffOf)
}

// byQueue reports whether all contacts of one queue and bucket have one place.
func (l *layout) byQueue() bool { return l.kindGroups == nil && l.staffGroups == nil }

// words are the words of a place's group, in order of GroupBy.
func (l *layout) words(p *Plan, place int) (bucket int, words []int32) {
	v := &p.state.view
	staff := place % len(l.staffOf)
	place /= len(l.staffOf)
	kind := place % len(l.kindOf)
	place /= len(l.kindOf)
	queue := place % l.queues
	for _, d := range p.question.GroupBy {
		at := dimension(d)
		switch {
		case at == queuePlace:
			words = append(words, v.values[queuePlace][queue])
		case slices.Contains(kindPlaces, at):
			words = append(words, v.kinds[l.kindOf[kind]].words[slices.Index(kindPlaces, at)])
		case at == staffPlaces[0]:
			words = append(words, v.staff[l.staffOf[staff]].agent)
		default:
			words = append(words, v.staff[l.staffOf[staff]].profile)
		}
	}
	return place / l.queues, words
}
