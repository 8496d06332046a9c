package sim

import "time"

// moment is a point in time, or a span, in milliseconds; points count from 1970 in UTC and zero is "did not happen".
type moment int64

const (
	second moment = 1000
	minute        = 60 * second
	hour          = 60 * minute
)

func momentOf(t time.Time) moment { return moment(t.UnixMilli()) }

func (m moment) time() time.Time { return time.UnixMilli(int64(m)) }

// seconds cuts a point in time, or a span, to whole seconds, as contact records do.
func (m moment) seconds() int64 { return int64(m) / 1000 }

// agenda is what is going to happen: actions in order of time, and of entry among those of one moment.
type agenda struct {
	now     moment
	entries []entry
	entered uint64
}

type entry struct {
	at     moment
	serial uint64
	do     func()
}

func (e entry) before(f entry) bool { return e.at < f.at || e.at == f.at && e.serial < f.serial }

// at enters an action; one that would lie in the past happens next.
func (a *agenda) at(when moment, do func()) {
	a.entered++
	a.entries = append(a.entries, entry{max(when, a.now), a.entered, do})
	for i := len(a.entries) - 1; i > 0; {
		parent := (i - 1) / 2
		if !a.entries[i].before(a.entries[parent]) {
			return
		}
		a.entries[i], a.entries[parent] = a.entries[parent], a.entries[i]
		i = parent
	}
}

// after enters an action a span from now.
func (a *agenda) after(span moment, do func()) { a.at(a.now+span, do) }

// run plays all actions, including those that they enter.
func (a *agenda) run() {
	for len(a.entries) > 0 {
		next := a.pop()
		a.now = next.at
		next.do()
	}
}

func (a *agenda) pop() entry {
	top, last := a.entries[0], len(a.entries)-1
	a.entries[0] = a.entries[last]
	a.entries[last] = entry{}
	a.entries = a.entries[:last]
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < last; child++ {
			if a.entries[child].before(a.entries[least]) {
				least = child
			}
		}
		if least == i {
			return top
		}
		a.entries[i], a.entries[least] = a.entries[least], a.entries[i]
		i = least
	}
}
