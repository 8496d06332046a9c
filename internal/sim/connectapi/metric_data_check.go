package connectapi

import (
	"slices"
	"time"
)

// periods are the lengths of intervals, and how far apart the ends of a request may be, which is less than that.
// Source: Amazon Connect API Reference, "IntervalDetails".
var periods = map[string]struct{ length, span time.Duration }{
	"FIFTEEN_MIN": {15 * time.Minute, 3 * day},
	"THIRTY_MIN":  {30 * time.Minute, 3 * day},
	"HOUR":        {time.Hour, 3 * day},
	"DAY":         {0, 35 * day},
	"TOTAL":       {0, 35 * day},
}

const day = 24 * time.Hour

func (i *intervalDetails) period() string {
	if i == nil || i.IntervalPeriod == "" {
		return "TOTAL"
	}
	return i.IntervalPeriod
}

// checkMetricData refuses what Amazon refuses, and what is Amazon's and not simulated; else it cuts the time.
func (a *api) checkMetricData(r metricDataRequest, now time.Time) ([]time.Time, error) {
	if r.ResourceArn != a.directory.InstanceARN {
		return nil, refuse("ResourceNotFoundException", "Instance not found")
	}
	for _, check := range []func() error{r.checkMetrics, r.checkGroupings, func() error { return a.checkFilters(r.Filters) }} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	from, to := r.StartTime.moment(), r.EndTime.moment()
	switch {
	case r.StartTime == nil || r.EndTime == nil:
		return nil, invalid("StartTime and EndTime are required")
	case !from.Before(to):
		return nil, invalid("EndTime must be later than StartTime")
	case to.After(now):
		return nil, invalid("EndTime cannot be in the future")
	case from.Before(now.AddDate(0, -monthsKept, 0)):
		return nil, invalid("StartTime is earlier than historical data is kept")
	}
	return r.edges(from, to)
}

// edges cuts a range into intervals. Amazon does not say what becomes of one that does not begin with an interval.
func (r metricDataRequest) edges(from, to time.Time) ([]time.Time, error) {
	period, known := periods[r.Interval.period()]
	if !known {
		return nil, refuse("InvalidRequestException", "%s is not simulated", r.Interval.period())
	}
	if to.Sub(from) >= period.span {
		return nil, invalid("the range of %s must be shorter than %v", r.Interval.period(), period.span)
	}
	if r.Interval.period() == "TOTAL" {
		return []time.Time{from, to}, nil
	}
	zone, err := time.LoadLocation(r.Interval.TimeZone)
	if err != nil {
		return nil, invalid("%q is no time zone", r.Interval.TimeZone)
	}
	from = from.In(zone)
	if period.length == 0 && from.Format(time.TimeOnly) != "00:00:00" || period.length > 0 && !from.Equal(from.Truncate(period.length)) {
		return nil, invalid("StartTime does not begin an interval")
	}
	edges := []time.Time{from}
	for next := from; next.Before(to); {
		if period.length > 0 {
			next = next.Add(period.length)
		} else {
			next = next.AddDate(0, 0, 1)
		}
		if next.After(to) {
			return nil, invalid("EndTime does not end an interval")
		}
		edges = append(edges, next)
	}
	return edges, nil
}

func (a *api) checkFilters(filters []filterV2) error {
	values, resources := 0, 0
	for _, f := range filters {
		switch {
		case f.FilterKey == "CHANNEL":
			continue
		case f.FilterKey != "QUEUE" || f.StringCondition != "":
			return refuse("InvalidRequestException", "only QUEUE and CHANNEL are simulated as filters")
		}
		values, resources = values+len(f.FilterValues), resources+1
		for _, value := range f.FilterValues {
			if a.directory.isAgentQueue(value) {
				return invalid("agent queues are not supported")
			}
			if _, known := a.directory.queueByID[idOf(value)]; !known {
				return refuse("ResourceNotFoundException", "Queue %s not found", value)
			}
		}
	}
	switch {
	case len(filters) > mostFilterKeys:
		return invalid("Filters must have at most %d keys", mostFilterKeys)
	case resources == 0 || values == 0:
		return invalid("a filter by QUEUE is required")
	case values > mostFilterValues:
		return invalid("Filters must have at most %d values", mostFilterValues)
	}
	return nil
}

func (r metricDataRequest) checkGroupings() error {
	if len(r.Groupings) > mostV2Groupings {
		return invalid("Groupings must have at most %d items", mostV2Groupings)
	}
	for _, g := range r.Groupings {
		if !slices.Contains([]string{"QUEUE", "CHANNEL"}, g) {
			return refuse("InvalidRequestException", "only QUEUE and CHANNEL are simulated as groupings")
		}
	}
	return nil
}

func (r metricDataRequest) checkMetrics() error {
	if len(r.Metrics) == 0 {
		return invalid("Metrics is required")
	}
	for _, m := range r.Metrics {
		if history[m.Name] == nil || len(m.MetricFilters) > 0 {
			return refuse("InvalidRequestException", "metric %s is not simulated, or not with filters of its own", m.Name)
		}
		if err := m.checkThreshold(); err != nil {
			return err
		}
	}
	return nil
}

// checkThreshold: service level needs one, of 1 second to 7 days, and nothing else that is simulated takes one.
// Source: Amazon Connect API Reference, "GetMetricDataV2", SERVICE_LEVEL.
func (m metricV2) checkThreshold() error {
	if m.Name != "SERVICE_LEVEL" {
		if len(m.Threshold) > 0 {
			return invalid("%s takes no threshold", m.Name)
		}
		return nil
	}
	if len(m.Threshold) != 1 || m.Threshold[0].ThresholdValue == nil {
		return invalid("SERVICE_LEVEL takes one threshold")
	}
	of := m.Threshold[0]
	if *of.ThresholdValue < 1 || *of.ThresholdValue > 604800 || of.Comparison != "LT" && of.Comparison != "LTE" {
		return invalid("the threshold is LT or LTE 1 to 604800 seconds")
	}
	return nil
}
