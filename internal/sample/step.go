package sample

// Step is what the samples of a span of time come to. Its zero value is a span in which nobody looked.
type Step struct {
	Samples        int64
	Max, Sum, Last Values // over the samples; the mean is Sum by Samples
	// Loose says that the greatest counts are not known: these are sums of several series, each folded by itself, which need not
	// have been greatest at the same moment. The greatest OldestWait is exact.
	Loose bool
}

// add takes in one more sample, later than those before.
func (s *Step) add(v Values) { s.join(Step{Samples: 1, Max: v, Sum: v, Last: v}) }

// join takes in the span behind.
func (s *Step) join(next Step) {
	if next.Samples == 0 {
		return
	}
	s.Samples += next.Samples
	s.Loose = s.Loose || next.Loose
	s.Last = next.Last
	for i := range s.Max {
		s.Max[i] = max(s.Max[i], next.Max[i])
		s.Sum[i] += next.Sum[i]
	}
}

// beside takes in what another series showed in the same span.
func (s *Step) beside(other Step) {
	if other.Samples == 0 {
		return
	}
	s.Loose = s.Loose || s.Samples > 0 && max(s.Samples, other.Samples) > 1
	s.Samples = max(s.Samples, other.Samples)
	last, most := max(s.Last[OldestWait], other.Last[OldestWait]), max(s.Max[OldestWait], other.Max[OldestWait])
	for i := range s.Max {
		s.Max[i] += other.Max[i]
		s.Sum[i] += other.Sum[i]
		s.Last[i] += other.Last[i]
	}
	s.Last[OldestWait], s.Max[OldestWait] = last, most
}

// OldestWait is how long, in whole seconds, the contact had waited that waited longest: at the last sample, and at the worst.
// Nil where none waited in a queue.
func (s Step) OldestWait() (last, most *int64) {
	seconds := func(kept int64) *int64 {
		if kept == 0 {
			return nil
		}
		kept--
		return &kept
	}
	return seconds(s.Last[OldestWait]), seconds(s.Max[OldestWait])
}
