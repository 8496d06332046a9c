package sim

import "time"

// attend decides who works on this date and enters their day into the agenda.
func (d *day) attend() {
	for _, u := range d.w.agents {
		if d.works(u) {
			s := &seat{user: u}
			d.seats = append(d.seats, s)
			for _, q := range u.profile.queues {
				d.lines[q].seats = append(d.lines[q].seats, s)
			}
			d.plan(s)
		}
	}
	if chance(hash(d.seed, nameSeed("visitor"))) < rate(d.w, iamUser) {
		s := &seat{user: d.w.visitor}
		d.seats = append(d.seats, s)
		d.happened(iamUser)
		d.visit(s)
	}
}

// works is the roster. Nights are shared between two crews; evenings and days lose some to leave and rest days.
func (d *day) works(u *user) bool {
	luck := chance(hash(d.seed, uint64(u.index), nameSeed("roster")))
	rest := restDay(d.date)
	switch u.shift {
	case nightShift:
		number := int(time.Date(d.date.Year(), d.date.Month(), d.date.Day(), 0, 0, 0, 0, time.UTC).Unix() / 86400)
		return (number+u.index)%2 == 0
	case eveningShift:
		return luck < .9 && (!rest || luck < .78)
	default:
		if rest {
			return luck < .36
		}
		return luck < .88
	}
}

// plan enters login, breaks and the end of the day. Nobody keeps the plan to the second.
func (d *day) plan(s *seat) {
	u := s.user
	begin := d.start + u.starts + d.dice.span(-420, 100)
	length := 9 * hour
	if u.shift != dayShift {
		length = 8*hour + 30*minute
	}
	d.agenda.at(begin, func() { d.login(s) })
	lunchAt := u.starts + 3*hour + 20*minute + moment(u.index%5)*20*minute
	if u.shift == dayShift {
		lunchAt = 11*hour + 20*minute + moment(u.index%6)*18*minute
		if u.starts >= 10*hour {
			lunchAt += hour
		}
	}
	d.rest(s, d.start+lunchAt+d.dice.span(-120, 360), lunch, d.dice.span(2700, 3660))
	d.rest(s, begin+hour+50*minute+d.dice.span(0, 2400), pause, d.dice.span(420, 960))
	d.rest(s, begin+6*hour+15*minute+d.dice.span(0, 2700), pause, d.dice.span(480, 1080))
	if d.dice.yes(.4) {
		d.rest(s, begin+7*hour+d.dice.span(0, 3000), pause, d.dice.span(240, 540))
	}
	if u.shift == dayShift && d.dice.yes(.16) {
		d.rest(s, begin+4*hour+d.dice.span(4000, 7000), training, d.dice.span(1500, 3300))
	}
	if d.dice.yes(.13) {
		d.rest(s, begin+2*hour+d.dice.span(3000, 4000), coaching, d.dice.span(600, 1500))
	}
	d.agenda.at(begin+length+d.dice.span(0, 540), func() { d.goHome(s) })
	switch {
	case u.profile.queues[0] == outboundQueue:
		d.agenda.at(begin+minute, func() { d.dialOut(s, 600) })
	case u.profile.slots[voice] > 0:
		d.agenda.at(begin+minute, func() { d.dialOut(s, 18000) })
	}
}

// rest enters one spell away from the queue.
func (d *day) rest(s *seat, at moment, status int, length moment) {
	d.agenda.at(at, func() {
		d.ask(s, status)
		d.returnAfter(s, status, length)
	})
}

// returnAfter brings an agent back from a status once it has lasted; waiting for a call to end does not shorten it.
func (d *day) returnAfter(s *seat, status int, length moment) {
	d.agenda.after(length, func() {
		switch {
		case !s.loggedIn || s.leaving:
		case s.status == status && d.agenda.now-s.since >= length:
			d.ask(s, available)
		case s.status == status:
			d.returnAfter(s, status, length-(d.agenda.now-s.since))
		case s.next == status:
			d.returnAfter(s, status, length)
		}
	})
}

// login opens the contact control panel: the status is Offline until the agent chooses one.
func (d *day) login(s *seat) {
	s.loggedIn = true
	s.status, s.since = offline, d.agenda.now
	d.note(s, login)
	d.agenda.after(d.dice.span(2, 50), func() { d.enter(s, available) })
}

// goHome ends the shift. Whoever works the last shift of the date stays until its queues are empty: the next date's
// night crew has its own contacts.
func (d *day) goHome(s *seat) {
	if s.user.shift == eveningShift && d.agenda.now < d.end+40*minute {
		if d.agenda.now < d.end || d.busy(s) {
			d.agenda.after(15*second, func() { d.goHome(s) })
			return
		}
	}
	d.ask(s, offline)
}

// busy tells whether anybody waits, or will, for what this agent serves.
func (d *day) busy(s *seat) bool {
	for _, q := range s.user.profile.queues {
		if d.lines[q].open > 0 {
			return true
		}
	}
	return false
}

// visit is the emergency login from the AWS console: in, a look at things, and out.
func (d *day) visit(s *seat) {
	d.agenda.at(d.start+s.user.starts+d.dice.span(0, 9000), func() {
		s.loggedIn = true
		s.since = d.agenda.now
		d.note(s, login)
		d.agenda.after(20*second, func() { d.enter(s, coaching) })
		d.agenda.after(10*minute, func() { d.ask(s, offline) })
	})
}
