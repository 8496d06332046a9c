package connectapi

import (
	"slices"

	"github.com/go-json-experiment/json"
)

// Most of each kind that a request may name.
// Source: Amazon Connect API Reference, "GetCurrentMetricData", Filters and Groupings.
const (
	mostQueues    = 100
	mostProfiles  = 100
	mostChannels  = 3
	mostGroupings = 2
)

// contactMetrics are those that need a filter by routing profile when grouped by it.
var contactMetrics = []string{"CONTACTS_SCHEDULED", "CONTACTS_IN_QUEUE", "OLDEST_CONTACT_AGE"}

// channels of the enumeration, in its order.
var channels = []string{"VOICE", "CHAT", "TASK", "EMAIL"}

// check refuses what Amazon refuses, and what is Amazon's and not simulated.
func (r metricRequest) check() error {
	if r.Filters == nil {
		return invalid("Filters is required")
	}
	for _, check := range []func() error{r.Filters.check, r.checkGroupings, r.checkMetrics, r.checkOrder} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (f filters) check() error {
	switch {
	case len(f.Queues) > mostQueues:
		return invalid("Filters.Queues must have at most %d items", mostQueues)
	case len(f.RoutingProfiles) > mostProfiles:
		return invalid("Filters.RoutingProfiles must have at most %d items", mostProfiles)
	case len(f.Channels) > mostChannels:
		return invalid("Filters.Channels must have at most %d items", mostChannels)
	case len(f.Queues) > 0 && len(f.RoutingProfiles) > 0:
		return refuse("InvalidRequestException", "Filters cannot have both Queues and RoutingProfiles")
	case len(f.Queues) == 0 && len(f.RoutingProfiles) == 0:
		return invalid("Filters must have Queues or RoutingProfiles")
	case len(f.RoutingStepExpressions)+len(f.AgentStatuses)+len(f.Subtypes)+len(f.ValidationTestTypes) > 0:
		return refuse("InvalidRequestException", "only Queues, RoutingProfiles and Channels are simulated")
	}
	return checkChannels(f.Channels)
}

func checkChannels(named []string) error {
	for _, ch := range named {
		switch {
		case !slices.Contains(channels, ch):
			return invalid("%q is not a channel", ch)
		case ch == "EMAIL": // the page of the operation names the other three, whatever its enumeration has
			return invalid("the channels VOICE, CHAT and TASK are supported")
		}
	}
	return nil
}

func (r metricRequest) checkGroupings() error {
	if len(r.Groupings) > mostGroupings {
		return invalid("Groupings must have at most %d items", mostGroupings)
	}
	for i, g := range r.Groupings {
		switch {
		case slices.Contains(r.Groupings[:i], g):
			return invalid("Groupings has %s twice", g)
		case !slices.Contains([]string{"QUEUE", "CHANNEL", "ROUTING_PROFILE"}, g):
			return invalid("grouping %q is unknown, or not simulated", g)
		}
	}
	return nil
}

func (r metricRequest) checkMetrics() error {
	if len(r.CurrentMetrics) == 0 {
		return invalid("CurrentMetrics is required")
	}
	byProfile := slices.Contains(r.Groupings, "ROUTING_PROFILE")
	for _, m := range r.CurrentMetrics {
		known, ok := metrics[m.Name]
		switch {
		case m.MetricID != "":
			return invalid("MetricId is not simulated")
		case !ok:
			return invalid("%q is not a current metric", m.Name)
		case m.Unit != "" && m.Unit != known.unit:
			return invalid("the unit of %s is %s", m.Name, known.unit)
		case byProfile && len(r.Filters.RoutingProfiles) == 0 && slices.Contains(contactMetrics, m.Name):
			return refuse("InvalidRequestException", "%s by ROUTING_PROFILE needs a filter by routing profile", m.Name)
		case m.Name == "ESTIMATED_WAIT_TIME" && !r.estimable():
			return refuse("InvalidRequestException", "%s needs filters by queue and channel, and QUEUE and CHANNEL as groupings", m.Name)
		}
	}
	return nil
}

func (r metricRequest) estimable() bool {
	return len(r.Filters.Queues) > 0 && len(r.Filters.Channels) > 0 && slices.Equal(r.Groupings, []string{"QUEUE", "CHANNEL"})
}

func (r metricRequest) checkOrder() error {
	if len(r.SortCriteria) > 1 {
		return invalid("SortCriteria must have at most 1 item")
	}
	order := r.order()
	_, known := metrics[order.SortByMetric]
	switch {
	case !known || order.SortByMetric == "SLOTS_ACTIVE" || order.SortByMetric == "SLOTS_AVAILABLE":
		return invalid("sorting by %q is not supported", order.SortByMetric)
	case order.SortOrder != "ASCENDING" && order.SortOrder != "DESCENDING":
		return invalid("%q is not an order", order.SortOrder)
	}
	return nil
}

// fingerprint is what a token is bound to: the request as understood.
func fingerprint(request any) []byte {
	text, err := json.Marshal(request, json.Deterministic(true))
	if err != nil {
		return nil
	}
	return text
}
