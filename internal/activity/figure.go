package activity

// Ratio is a share before its one division.
type Ratio struct{ Part, Whole int64 }

// Percent divides; false over nothing.
func (r Ratio) Percent() (float64, bool) {
	if r.Whole == 0 {
		return 0, false
	}
	return 100 * float64(r.Part) / float64(r.Whole), true
}

// Occupancy is the share of routable time that was on contact, of one agent in one slice.
// Source: Amazon Connect Administrator Guide, "Metrics definitions", "Occupancy".
func (t AgentTime) Occupancy() Ratio { return Ratio{t.OnContact, t.OnContact + t.Idle} }

// AnswerRate is the share of decided offers that were accepted.
// Source: Amazon Connect Administrator Guide, "Metrics definitions", "Agent answer rate".
func (t ContactTime) AnswerRate() Ratio { return Ratio{t.Accepted, t.Offered} }

// MeanPercent is the mean of agents' shares, as Amazon shows occupancy in grouped results. An agent without a share, who
// had no routable time, is left out; without any it is false.
func MeanPercent(agents []Ratio) (float64, bool) {
	sum, n := 0.0, 0
	for _, r := range agents {
		if p, ok := r.Percent(); ok {
			sum += p
			n++
		}
	}
	if n == 0 {
		return 0, false
	}
	return sum / float64(n), true
}
