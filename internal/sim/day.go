package sim

import (
	"math"
	"time"
)

// day is one local date being played.
type day struct {
	w      *World
	date   time.Time // local midnight
	start  moment
	end    moment // the next local midnight
	seed   uint64
	dice   dice
	agenda agenda
	lines  []*line
	seats  []*seat
	born   int

	contacts   []*contact
	promised   []*contact       // callbacks, in order of their initiation
	supervised map[*user]moment // supervisors who listen, until when
	oddities   [oddityCount]int
}

// play lives through the date: everything that begins on it, to its end, which may be after midnight.
func (w *World) play(date time.Time) *day {
	date = w.Midnight(date)
	next := w.Midnight(date.Add(30 * time.Hour))
	d := &day{w: w, date: date, start: momentOf(date), end: momentOf(next), supervised: map[*user]moment{}}
	d.seed = hash(w.Seed, uint64(d.start), nameSeed("day"))
	d.dice = newDice(d.seed, nameSeed("dice"))
	for _, q := range w.queues {
		d.lines = append(d.lines, &line{queue: q})
	}
	d.attend()
	d.arrivals()
	for _, i := range w.incidents {
		if !i.At.Before(date) && i.At.Before(next) {
			d.agenda.at(momentOf(i.At), func() { d.strike(i) })
		}
	}
	d.agenda.at(d.end+45*minute, d.sweep)
	d.agenda.run()
	for _, c := range d.contacts { // so that a delivery of next week does not hold on to the whole day
		c.desk, c.expected, c.onConnect, c.onGone = nil, nil, nil, nil
	}
	return d
}

// scale is the traffic of this world against that of 60 agents. Large crews pool better and get a little more of it,
// small ones have hardly anybody to stand in and get less.
func (w *World) scale() float64 {
	s := float64(w.Agents) / 60
	pooling := .05
	if s < 1 {
		pooling = .3
	}
	return .95 * s * (1 + pooling*math.Log10(s))
}

// arrivals enters everything that comes from outside. They have dice of their own: what happens inside the centre, an
// incident for instance, never changes who calls.
func (d *day) arrivals() {
	out := newDice(d.seed, nameSeed("arrivals"))
	busy := d.w.scale() * demand(d.date, math.Max(-2, math.Min(2, out.NormFloat64())))
	rest := restDay(d.date)
	for _, q := range d.w.queues {
		daily, shape := q.daily*busy, q.shape
		if rest {
			daily *= q.rest
			if q.shape == roundCurve || q.shape == eveningCurve {
				shape = restCurve
			}
		}
		d.stream(out, daily, shape, func() { d.arrive(q) })
	}
	if !rest {
		d.stream(out, 60*busy, officeCurve, d.campaignCall)
		d.stream(out, 16*busy, officeCurve, d.clickToDial)
	}
}

// stream enters arrivals by ten minutes, their number drawn around what is expected.
func (d *day) stream(out dice, daily float64, shape curve, arrive func()) {
	const bin = 10 * minute
	for at := d.start; at < d.end; at += bin {
		hourOfDay := at.time().In(d.w.Zone).Hour()
		mean := daily * shape[hourOfDay] / 6
		if mean == 0 {
			continue
		}
		for range out.poisson(mean) {
			d.agenda.at(at+moment(out.Int64N(int64(bin))), arrive)
		}
	}
}

// clock is the local hour of now, with its fraction.
func (d *day) clock() float64 { return float64(d.agenda.now-d.start) / float64(hour) }

// open tells whether a queue is staffed at this hour.
func (d *day) open(q *queue) bool {
	if q.shape == roundCurve || q.shape == eveningCurve {
		return true
	}
	h := d.clock()
	if q.shape == officeCurve {
		return h >= 8 && h < 18 && !restDay(d.date)
	}
	return h >= 8 && h < 22
}

// sweep expires what nobody took before the last agents left.
func (d *day) sweep() {
	for _, l := range d.lines {
		for len(l.waiting) > 0 {
			c := l.waiting[0]
			l.remove(c, d.agenda.now)
			c.dequeued = d.agenda.now
			d.closeQuietly(c, "EXPIRED")
		}
	}
}

// strike is an incident happening.
func (d *day) strike(i strike) {
	length := moment(i.Duration.Milliseconds())
	if length == 0 {
		length = 150 * second
	}
	l := d.lines[i.queue.index]
	desks := 0
	for _, s := range l.seats {
		if s.loggedIn && s.status == available && !s.leaving {
			desks++
		}
	}
	lost := 0
	for _, s := range l.seats {
		if lost < (desks*3+4)/5 && s.loggedIn && s.status == available && !s.leaving {
			lost++
			d.ask(s, outage)
			d.returnAfter(s, outage, length+d.dice.span(0, 20))
		}
	}
	calls := 12 + desks*6/5
	for n := range calls {
		at := d.dice.span(0, 35)
		if n%3 == 0 {
			at = d.dice.span(35, float64(length.seconds()))
		}
		d.agenda.after(at, func() { d.alarmed(i.queue) })
	}
}

// alarmed is a call of the incident: through the flow at once, and soon answered with the announcement.
func (d *day) alarmed(q *queue) {
	c := d.contact("INBOUND", voice)
	c.system = c.initiated
	c.talk = d.dice.span(35, 110)
	d.expect(c, q)
	d.agenda.after(d.dice.span(2, 7), func() { d.enqueue(c, q) })
}
