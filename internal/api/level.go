package api

import (
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

// levels counts service level by what each queue promises: a contact is judged by the limit of its own queue, and a total is
// the sum of those in time ÷ the sum of those that count.
type levels struct {
	promise  func(queueARN string) settings.Promise
	formulas []string // the distinct parameters of service_level
	measures []metric.Measure
}

// newLevels gathers the formulas that the settings name. Settings that were saved have been checked, so that none is wrong.
func newLevels(all agreements) (levels, error) {
	l := levels{promise: all.promise}
	add := func(p settings.Promise) error {
		formula := p.Parameters()
		if slices.Contains(l.formulas, formula) {
			return nil
		}
		m, err := metric.Find("service_level:" + formula)
		if err != nil {
			return fmt.Errorf("read service level: %w", err)
		}
		l.formulas = append(l.formulas, formula)
		l.measures = append(l.measures, m.Measures...) // served, offered
		return nil
	}
	for _, own := range all.own {
		if err := add(own.settings.ServiceLevel); err != nil {
			return l, err
		}
		for _, queue := range own.settings.Queues {
			if err := add(queue.ServiceLevel); err != nil {
				return l, err
			}
		}
	}
	return l, nil
}

// question asks for what service levels in the given buckets are made of.
func (l levels) question(c selection, edges []int64) metric.Question {
	q := c.question(figures{measures: l.measures}, edges)
	q.GroupBy = []metric.Dimension{metric.Queue}
	return q
}

// of makes the service level of every bucket, over all queues, and, of one bucket, of each queue by ARN. Where queues differ,
// a total's seconds are 0 and its target is what the targets come to, each queue counting with its contacts.
func (l levels) of(buckets int, answer []metric.Slice) (totals []ServiceLevel, queues map[string]ServiceLevel) {
	totals, queues = make([]ServiceLevel, buckets), map[string]ServiceLevel{}
	wanted, plain := make([]float64, buckets), l.promise("")
	mixed := make([]bool, buckets)
	for _, slice := range answer {
		promise := l.promise(slice.Keys[0])
		at := 2 * slices.Index(l.formulas, promise.Parameters())
		within, queued := slice.Values[at].Or(0), slice.Values[at+1].Or(0)
		queues[slice.Keys[0]] = level(within, queued, promise.Seconds, promise.Target)
		total := &totals[slice.Bucket]
		mixed[slice.Bucket] = mixed[slice.Bucket] || queued > 0 && total.Queued > 0 && total.Seconds != promise.Seconds
		if queued > 0 {
			total.Seconds = promise.Seconds
		}
		total.Within, total.Queued = total.Within+within, total.Queued+queued
		wanted[slice.Bucket] += promise.Target * float64(queued)
	}
	for i, total := range totals {
		target := plain.Target
		switch {
		case total.Queued > 0:
			target = wanted[i] / float64(total.Queued)
		default:
			total.Seconds = plain.Seconds
		}
		if mixed[i] {
			total.Seconds = 0
		}
		totals[i] = level(total.Within, total.Queued, total.Seconds, target)
	}
	return totals, queues
}

func level(within, queued, seconds int64, target float64) ServiceLevel {
	return ServiceLevel{
		Percent: metric.Percent(within, queued).Pointer(), Within: within, Queued: queued, Seconds: seconds, Target: target,
	}
}
