package sim

import (
	"cmp"
	"slices"
	"time"
)

// Door is the way by which a delivery reaches us.
type Door uint8

// The doors of a contact centre.
const (
	ContactRecords Door = iota // contact records, by Firehose
	AgentEvents                // agent events, by Kinesis and Firehose
	ContactEvents              // contact events, by EventBridge
)

func (d Door) String() string {
	return [...]string{"contact_records", "agent_events", "contact_events"}[d]
}

// Delivery is one record on its way: At is when AWS hands it over, which for Firehose is when a buffer is flushed.
type Delivery struct {
	At   time.Time
	Door Door
	doc  document
}

// document writes itself at the end of b; it always writes the same bytes.
type document interface{ appendJSON(b []byte) []byte }

// AppendTo writes the delivery's bytes at the end of b: one JSON value without a newline, unless it is a broken one.
func (d Delivery) AppendTo(b []byte) []byte { return d.doc.appendJSON(b) }

// Bytes are what AWS would send.
func (d Delivery) Bytes() []byte { return d.AppendTo(nil) }

// RecordOf is the contact whose record is delivered, in whatever version; false for anything else, and for what is broken.
func (d Delivery) RecordOf() (contactID string, is bool) {
	doc, is := d.doc.(*recordDoc)
	if !is {
		return "", false
	}
	return doc.c.id, true
}

// loses reports whether a delivery is one of those that a switch removes on the way. A nil switch removes none.
func (d Delivery) loses(of func(contactID string) bool) bool {
	id, is := d.RecordOf()
	return is && of != nil && of(id)
}

// LoseShare is a switch that removes the records of a share of all contacts, 0 to 1: always those of the same.
func LoseShare(share float64) func(contactID string) bool {
	if share <= 0 {
		return nil
	}
	return func(contactID string) bool { return chance(hash(nameSeed(contactID), nameSeed("lost"))) < share }
}

// broken tells whether the delivery is meant to be undecodable.
func (d Delivery) broken() bool {
	_, yes := d.doc.(*brokenDoc)
	return yes
}

// Day is everything that is delivered because of what began on one local date, in order of delivery. Most of it is
// delivered on that date; the first agents log in some minutes before midnight, what is open at midnight is played to its
// end, and a few contact records come again days later.
type Day struct {
	Date       time.Time // local midnight
	Deliveries []Delivery
	day        *day
	told       told
}

// told counts what was handed over, by door.
type told struct {
	deliveries [3]int // all of it
	distinct   [3]int // different contacts, or different events
	same       [3]int // byte for byte what was delivered before
	versions   int    // later versions of contact records
	broken     [3]int
	lost       int // contact events that were never delivered
}

// Day plays a local date; date is any moment of it. The same world and date give the same bytes.
func (w *World) Day(date time.Time) Day {
	return w.tell(date, ContactRecords, AgentEvents, ContactEvents)
}

// tell plays a local date and tells only what goes through some doors.
func (w *World) tell(date time.Time, doors ...Door) Day {
	d := w.play(date)
	t := teller{d: d}
	for _, door := range doors {
		t.wanted[door] = true
	}
	for _, c := range d.contacts {
		t.contact(c)
	}
	for _, s := range d.seats {
		if t.wanted[AgentEvents] {
			t.seat(s)
		}
	}
	return Day{Date: d.date, Deliveries: inTime(t.out), day: d, told: t.told}
}

// inTime orders deliveries by their moment, those of one moment as they were told. It sorts small keys and moves each
// delivery once: to move deliveries about took most of the time in which a history is written.
func inTime(told []Delivery) []Delivery {
	type place struct {
		at    int64 // nanoseconds since 1970
		index int
	}
	places := make([]place, len(told))
	for i := range told {
		places[i] = place{told[i].At.UnixNano(), i}
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.index, b.index))
	})
	ordered := make([]Delivery, len(told))
	for i, p := range places {
		ordered[i] = told[p.index]
	}
	return ordered
}

// Oddities counts, by name, what of this date departs from the documentation.
func (d Day) Oddities() map[string]int {
	counts := make(map[string]int, oddityCount)
	for o, n := range d.day.oddities {
		counts[oddities[o].name] = n
	}
	return counts
}

// teller turns the model of a date into deliveries.
type teller struct {
	d      *day
	wanted [3]bool // by door
	out    []Delivery
	told   told
}

func (t *teller) deliver(door Door, at moment, doc document) {
	if !t.wanted[door] {
		return
	}
	t.out = append(t.out, Delivery{At: at.time(), Door: door, doc: doc})
	t.told.deliveries[door]++
}

// again delivers the very same bytes once more.
func (t *teller) again(door Door, at moment, doc document) {
	t.deliver(door, at, doc)
	t.told.same[door]++
}

// marks are the oddities of one document.
type marks uint64

func (m marks) has(o oddity) bool { return m&(1<<o) != 0 }

// mark decides which of the oddities befall the document with this key.
func (t *teller) mark(key uint64, candidates ...oddity) marks {
	var m marks
	for _, o := range candidates {
		if t.d.odd(o, key) {
			m |= 1 << o
		}
	}
	return m
}

// flush is when Firehose, which collects for some seconds, hands over a record that reached it at some moment.
func flush(at moment) moment {
	const interval = 5 * second
	return (at + interval - 1) / interval * interval
}
