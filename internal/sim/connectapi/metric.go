package connectapi

import (
	"slices"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// metricName is a metric as the request names it and the answer repeats it.
type metricName struct {
	Name     string `json:",omitzero"`
	MetricID string `json:"MetricId,omitzero"`
	Unit     string `json:",omitzero"`
}

// filters narrow the resources that are counted.
type filters struct {
	Queues                 []string
	Channels               []string
	RoutingProfiles        []string
	RoutingStepExpressions []string
	AgentStatuses          []string
	Subtypes               []string
	ValidationTestTypes    []string
}

type metricRequest struct {
	Filters        *filters
	Groupings      []string
	CurrentMetrics []metricName
	SortCriteria   []sortCriterion
	NextToken      string
	MaxResults     *int
}

type sortCriterion struct{ SortByMetric, SortOrder string }

type metricAnswer struct {
	NextToken             string `json:",omitzero"`
	MetricResults         []metricResult
	DataSnapshotTime      epoch
	ApproximateTotalCount int
}

type metricResult struct {
	Dimensions  dimensions
	Collections []collection
}

type dimensions struct {
	Queue          *reference `json:",omitzero"`
	Channel        string     `json:",omitzero"`
	RoutingProfile *reference `json:",omitzero"`
}

// reference names a resource.
type reference struct {
	ID  string `json:"Id"`
	Arn string
}

func refer(arn string) *reference { return &reference{idOf(arn), arn} }

// collection is one figure; nil could not be computed.
type collection struct {
	Metric metricName
	Value  *float64
}

// currentMetricData counts what is on the floor now.
func (a *api) currentMetricData(c *call) (any, error) {
	var r metricRequest
	if err := c.decode(&r); err != nil {
		return nil, err
	}
	if err := r.check(); err != nil {
		return nil, err
	}
	next := r.NextToken
	r.NextToken = ""
	p, err := c.page(r.MaxResults, next, fingerprint(r))
	if err != nil {
		return nil, err
	}
	s, err := a.scopeOf(*r.Filters)
	if err != nil {
		return nil, err
	}
	s.hide = c.hide
	results := count(s, a.Centre.At(c.now), r.Groupings).sorted(r.order()).results(r)
	answer := metricAnswer{DataSnapshotTime: epoch(c.now), ApproximateTotalCount: len(results)}
	answer.MetricResults, answer.NextToken, err = cut(c, p, results)
	return answer, err
}

// order is how the results are sorted, the default filled in.
func (r metricRequest) order() sortCriterion {
	order := sortCriterion{"AGENTS_ONLINE", "DESCENDING"}
	if len(r.SortCriteria) == 1 {
		order.SortByMetric = r.SortCriteria[0].SortByMetric
		if r.SortCriteria[0].SortOrder != "" {
			order.SortOrder = r.SortCriteria[0].SortOrder
		}
	}
	return order
}

// results writes the cells as the request wants to see them.
func (cs cells) results(r metricRequest) []metricResult {
	all := make([]metricResult, len(cs))
	for i, c := range cs {
		if c.queue != "" {
			all[i].Dimensions.Queue = refer(c.queue)
		}
		if c.profile != "" {
			all[i].Dimensions.RoutingProfile = refer(c.profile)
		}
		all[i].Dimensions.Channel = c.channel
		for _, m := range r.CurrentMetrics {
			known := metrics[m.Name]
			value := known.of(c)
			if m.Name == "OLDEST_CONTACT_AGE" && len(r.Groupings) == 0 {
				*value *= 1000 // the unit says SECONDS all the same
			}
			all[i].Collections = append(all[i].Collections, collection{metricName{Name: m.Name, Unit: known.unit}, value})
		}
	}
	return all
}

// metrics by name.
// Source: Amazon Connect API Reference, "GetCurrentMetricData", CurrentMetrics, and Amazon Connect Administrator Guide,
// "Metrics definitions".
var metrics = map[string]struct {
	unit string
	of   func(cell) *float64
}{
	"CONTACTS_IN_QUEUE":         {"COUNT", func(c cell) *float64 { return number(c.waiting) }},
	"CONTACTS_SCHEDULED":        {"COUNT", func(c cell) *float64 { return number(c.scheduled) }},
	"OLDEST_CONTACT_AGE":        {"SECONDS", func(c cell) *float64 { return seconds(c.oldest) }},
	"ESTIMATED_WAIT_TIME":       {"SECONDS", cell.estimate},
	"AGENTS_ONLINE":             {"COUNT", func(c cell) *float64 { return number(c.online) }},
	"AGENTS_AVAILABLE":          {"COUNT", func(c cell) *float64 { return number(c.available) }},
	"AGENTS_ON_CONTACT":         {"COUNT", func(c cell) *float64 { return number(c.onContact) }},
	"AGENTS_ON_CALL":            {"COUNT", func(c cell) *float64 { return number(c.onContact) }},
	"AGENTS_AFTER_CONTACT_WORK": {"COUNT", func(c cell) *float64 { return number(c.wrapping) }},
	"AGENTS_NON_PRODUCTIVE":     {"COUNT", func(c cell) *float64 { return number(c.online - c.staffed) }},
	"AGENTS_STAFFED":            {"COUNT", func(c cell) *float64 { return number(c.staffed) }},
	"AGENTS_ERROR":              {"COUNT", func(c cell) *float64 { return number(c.failing) }},
	"SLOTS_ACTIVE":              {"COUNT", func(c cell) *float64 { return number(c.busySlots) }},
	"SLOTS_AVAILABLE":           {"COUNT", func(c cell) *float64 { return number(c.freeSlots) }},
}

func number(n int) *float64 {
	f := float64(n)
	return &f
}

func seconds(d time.Duration) *float64 {
	f := float64(d.Milliseconds()) / 1000
	return &f
}

// estimate is how long a contact that came now would wait: the work that waits, shared by those who do it. Amazon does not
// publish its formula. Nobody to do it is no estimate.
func (c cell) estimate() *float64 {
	if c.staffed == 0 {
		return nil
	}
	return seconds(time.Duration(c.waiting) * c.usual / time.Duration(c.staffed))
}

// dialled are the methods whose contacts ring at the customer's end, which is outbound ring.
var dialled = []string{"OUTBOUND", "CALLBACK", "EXTERNAL_OUTBOUND"}

// engages tells whether a contact occupies the agent: connected, on hold, paused, in after-contact work or outbound ring.
func engages(h sim.Handled) bool {
	switch h.State {
	case "CONNECTED", "CONNECTED_ONHOLD", "PAUSED", "ENDED":
		return true
	}
	return h.State == "CONNECTING" && slices.Contains(dialled, h.Method)
}

func fails(h sim.Handled) bool {
	return h.State == "MISSED" || h.State == "REJECTED" || h.State == "ERROR"
}
