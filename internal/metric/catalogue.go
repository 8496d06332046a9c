package metric

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The pages that define metrics, of the Amazon Connect Administrator Guide, read 2026-11-22.
const (
	definitionsURL = "https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html"
	recordURL      = "https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html"
	agentEventsURL = "https://docs.aws.amazon.com/connect/latest/adminguide/agent-event-streams.html"
)

// ErrUnknownMetric says that no metric is called so, or that it does not take such a parameter.
var ErrUnknownMetric = errors.New("unknown metric")

// Catalogue lists every metric, those with parameters at their defaults.
func Catalogue() []Metric {
	var all []Metric
	all = append(all, panelMetrics()...)
	all = append(all, contactMetrics()...)
	all = append(all, queueMetrics(defaultWithin)...)
	all = append(all, timeMetrics()...)
	return all
}

// Find returns the metric that an id with parameters names, such as "contacts_handled" or
// "service_level:seconds=30,compare=lte". Errors wrap ErrUnknownMetric and say what would be right.
func Find(spec string) (Metric, error) {
	id, text, _ := strings.Cut(strings.TrimSpace(spec), ":")
	limit, err := parseWithin(text)
	if err != nil {
		return Metric{}, fmt.Errorf("%w: %q: %w", ErrUnknownMetric, spec, err)
	}
	for _, m := range queueMetrics(limit) {
		if m.ID == id && (text == "" || m.Parameters != nil) {
			return m, nil
		}
	}
	for _, m := range Catalogue() {
		if m.ID != id {
			continue
		}
		if text != "" {
			return Metric{}, fmt.Errorf("%w: %s takes no parameters", ErrUnknownMetric, id)
		}
		return m, nil
	}
	return Metric{}, fmt.Errorf("%w: %q", ErrUnknownMetric, spec)
}

// within is the limit of service level and its kin: fewer than so many seconds, or at most so many.
type within struct {
	seconds int64
	orEqual bool
}

// Amazon's service level compares with < unless told otherwise; 20 s is the usual target.
var defaultWithin = within{seconds: 20}

// longestWithin is Amazon's limit for X, seven days.
const longestWithin = 604_800

var withinParameters = []Parameter{
	{Name: "seconds", Default: "20", Allowed: "1 to 604800"},
	{Name: "compare", Default: "lt", Allowed: "lt (less than) or lte (at most)"},
}

func parseWithin(text string) (within, error) {
	limit := defaultWithin
	if text == "" {
		return limit, nil
	}
	for part := range strings.SplitSeq(text, ",") {
		name, value, _ := strings.Cut(part, "=")
		switch name {
		case "seconds":
			seconds, err := strconv.ParseInt(value, 10, 64)
			if err != nil || seconds < 1 || seconds > longestWithin {
				return limit, fmt.Errorf("seconds must be a whole number from 1 to %d", longestWithin)
			}
			limit.seconds = seconds
		case "compare":
			if value != "lt" && value != "lte" {
				return limit, errors.New("compare must be lt or lte")
			}
			limit.orEqual = value == "lte"
		default:
			return limit, fmt.Errorf("there is no parameter %q, only seconds and compare", name)
		}
	}
	return limit, nil
}

// predicate is true for contacts that were in queue for no longer than the limit.
func (w within) predicate() Predicate {
	if w.orEqual {
		return Compare(ColQueueS, OpAtMost, w.seconds)
	}
	return Compare(ColQueueS, OpLess, w.seconds)
}

// name makes a measure's name of its own for this limit.
func (w within) name(measure string) string {
	if w.orEqual {
		return fmt.Sprintf("%s_lte_%d", measure, w.seconds)
	}
	return fmt.Sprintf("%s_lt_%d", measure, w.seconds)
}

func (w within) formula() string {
	if w.orEqual {
		return fmt.Sprintf("queue_s <= %d", w.seconds)
	}
	return fmt.Sprintf("queue_s < %d", w.seconds)
}

// en and ko put the limit in words.
func (w within) en() string {
	if w.orEqual {
		return fmt.Sprintf("in %d seconds or less", w.seconds)
	}
	return fmt.Sprintf("in less than %d seconds", w.seconds)
}

func (w within) ko() string {
	if w.orEqual {
		return fmt.Sprintf("%d초 이하에", w.seconds)
	}
	return fmt.Sprintf("%d초 미만에", w.seconds)
}
