package connectapi

import (
	"cmp"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// Limits of a request.
// Source: Amazon Connect API Reference, "GetMetricDataV2", Filters, Groupings, Interval.
const (
	mostFilterKeys   = 5
	mostFilterValues = 100
	mostV2Groupings  = 4
	monthsKept       = 3
)

type metricDataRequest struct {
	ResourceArn        string
	StartTime, EndTime *epochNumber
	Interval           *intervalDetails
	Filters            []filterV2
	Groupings          []string
	Metrics            []metricV2
	NextToken          string
	MaxResults         *int
}

type intervalDetails struct{ TimeZone, IntervalPeriod string }

type filterV2 struct {
	FilterKey       string
	FilterValues    []string
	StringCondition string `json:",omitzero"`
}

type metricV2 struct {
	Name          string         `json:",omitzero"`
	MetricID      string         `json:"MetricId,omitzero"`
	Threshold     []threshold    `json:",omitempty"`
	MetricFilters []metricFilter `json:",omitempty"`
}

type threshold struct {
	Comparison     string
	ThresholdValue *float64
}

type metricFilter struct {
	MetricFilterKey    string
	MetricFilterValues []string
	Negate             bool
}

type metricDataAnswer struct {
	NextToken     string `json:",omitzero"`
	MetricResults []resultV2
}

type resultV2 struct {
	Dimensions     map[string]string `json:",omitempty"`
	MetricInterval metricInterval
	Collections    []collectionV2
}

type metricInterval struct {
	Interval           string
	StartTime, EndTime epoch
}

type collectionV2 struct {
	Metric metricV2
	Value  *float64
}

// metricData counts contacts that have ended, each in the interval of its end.
// Source: Amazon Connect Administrator Guide, "Metrics definitions in Amazon Connect".
func (a *api) metricData(c *call) (any, error) {
	var r metricDataRequest
	if err := c.decode(&r); err != nil {
		return nil, err
	}
	edges, err := a.checkMetricData(r, c.now)
	if err != nil {
		return nil, err
	}
	next := r.NextToken
	r.NextToken = ""
	p, err := c.page(r.MaxResults, next, fingerprint(r))
	if err != nil {
		return nil, err
	}
	known := slices.DeleteFunc(a.ended(edges[0], edges[len(edges)-1], c.now), func(k sim.Known) bool {
		return k.Done.Add(settled).After(c.now) || !r.wants(k) || c.hide[idOf(k.QueueARN)]
	})
	var answer metricDataAnswer
	answer.MetricResults, answer.NextToken, err = cut(c, p, r.results(known, edges, c.untold))
	return answer, err
}

// wants tells whether a contact passes the filters.
func (r metricDataRequest) wants(k sim.Known) bool {
	for _, f := range r.Filters {
		has := k.Channel
		if f.FilterKey == "QUEUE" {
			has = idOf(k.QueueARN)
		}
		if !slices.ContainsFunc(f.FilterValues, func(value string) bool { return idOf(value) == has }) {
			return false
		}
	}
	return true
}

// results has one for each interval and group that has contacts.
func (r metricDataRequest) results(known []sim.Known, edges []time.Time, untold []string) []resultV2 {
	type place struct {
		interval       int
		queue, channel string
	}
	groups := map[place][]sim.Known{}
	for _, k := range known {
		at := place{interval: len(edges) - 2}
		for edges[at.interval].After(k.Disconnected) {
			at.interval--
		}
		if slices.Contains(r.Groupings, "QUEUE") {
			at.queue = idOf(k.QueueARN)
		}
		if slices.Contains(r.Groupings, "CHANNEL") {
			at.channel = k.Channel
		}
		groups[at] = append(groups[at], k)
	}
	all := make([]resultV2, 0, len(groups))
	for at, of := range groups {
		one := resultV2{
			Dimensions:     map[string]string{},
			MetricInterval: metricInterval{r.Interval.period(), epoch(edges[at.interval]), epoch(edges[at.interval+1])},
		}
		if at.queue != "" {
			one.Dimensions["QUEUE"] = at.queue
		}
		if at.channel != "" {
			one.Dimensions["CHANNEL"] = at.channel
		}
		for _, m := range r.Metrics {
			if !slices.Contains(untold, m.Name) {
				one.Collections = append(one.Collections, collectionV2{m, history[m.Name](of, m.limit())})
			}
		}
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b resultV2) int {
		return cmp.Or(
			time.Time(a.MetricInterval.StartTime).Compare(time.Time(b.MetricInterval.StartTime)),
			cmp.Compare(a.Dimensions["QUEUE"], b.Dimensions["QUEUE"]), cmp.Compare(a.Dimensions["CHANNEL"], b.Dimensions["CHANNEL"]),
		)
	})
	return all
}

// limit tells whether so many seconds are within the threshold.
func (m metricV2) limit() func(seconds int64) bool {
	if len(m.Threshold) == 0 {
		return nil
	}
	of := m.Threshold[0]
	return func(seconds int64) bool {
		return float64(seconds) < *of.ThresholdValue || of.Comparison == "LTE" && float64(seconds) == *of.ThresholdValue
	}
}

// history is the arithmetic of the metrics, over contacts of which there is at least one.
var history = map[string]func(of []sim.Known, within func(int64) bool) *float64{
	"CONTACTS_CREATED":         tally(func(sim.Known) bool { return true }),
	"CONTACTS_QUEUED":          tally(queued),
	"CONTACTS_HANDLED":         tally(answered),
	"CONTACTS_ABANDONED":       tally(gaveUp),
	"CONTACTS_TRANSFERRED_OUT": tally(func(k sim.Known) bool { return !k.TransferCompleted.IsZero() }),
	"SUM_HANDLE_TIME":          total(handling),
	"SUM_INTERACTION_TIME":     total(func(k sim.Known) *int64 { return k.Talk }),
	"SUM_HOLD_TIME":            total(func(k sim.Known) *int64 { return k.Hold }),
	"SUM_AFTER_CONTACT_WORK_TIME": total(func(k sim.Known) *int64 {
		return k.Wrap
	}),
	"AVG_HANDLE_TIME": average(handling),
	"AVG_AFTER_CONTACT_WORK_TIME": average(func(k sim.Known) *int64 {
		if k.Wrap == nil && answered(k) {
			return new(int64)
		}
		return k.Wrap
	}),
	"AVG_INTERACTION_TIME": average(func(k sim.Known) *int64 {
		if !answered(k) {
			return nil
		}
		return k.Talk
	}),
	"AVG_QUEUE_ANSWER_TIME": average(func(k sim.Known) *int64 {
		if !answered(k) || !queued(k) {
			return nil
		}
		return k.Queued
	}),
	"MAX_QUEUED_TIME": func(of []sim.Known, _ func(int64) bool) *float64 {
		var most *float64
		for _, k := range of {
			if k.Queued != nil && (most == nil || float64(*k.Queued) > *most) {
				most = number(int(*k.Queued))
			}
		}
		return most
	},
	"SERVICE_LEVEL": func(of []sim.Known, within func(int64) bool) *float64 {
		in, all := 0, 0
		for _, k := range of {
			if queued(k) {
				all++
			}
			if k.Queued != nil && within(*k.Queued) {
				in++
			}
		}
		if all == 0 {
			return nil
		}
		share := 100 * float64(in) / float64(all)
		return &share
	},
}

func queued(k sim.Known) bool   { return !k.Enqueued.IsZero() }
func answered(k sim.Known) bool { return !k.Connected.IsZero() }
func gaveUp(k sim.Known) bool {
	return queued(k) && !answered(k) && k.Next == "" && k.TransferCompleted.IsZero()
}

// handling is the sum of what an agent did, nil where there is nothing of it.
func handling(k sim.Known) *int64 {
	var all int64
	some := false
	for _, part := range []*int64{k.Talk, k.Hold, k.Wrap, k.Pause} {
		if part != nil {
			all, some = all+*part, true
		}
	}
	if !some {
		return nil
	}
	return &all
}

func tally(counts func(sim.Known) bool) func([]sim.Known, func(int64) bool) *float64 {
	return func(of []sim.Known, _ func(int64) bool) *float64 {
		n := 0
		for _, k := range of {
			if counts(k) {
				n++
			}
		}
		return number(n)
	}
}

func total(span func(sim.Known) *int64) func([]sim.Known, func(int64) bool) *float64 {
	return func(of []sim.Known, _ func(int64) bool) *float64 {
		sum, _ := added(of, span)
		return &sum
	}
}

func average(span func(sim.Known) *int64) func([]sim.Known, func(int64) bool) *float64 {
	return func(of []sim.Known, _ func(int64) bool) *float64 {
		sum, n := added(of, span)
		if n == 0 {
			return nil
		}
		sum /= float64(n)
		return &sum
	}
}

func added(of []sim.Known, span func(sim.Known) *int64) (sum float64, n int) {
	for _, k := range of {
		if s := span(k); s != nil {
			sum, n = sum+float64(*s), n+1
		}
	}
	return sum, n
}
