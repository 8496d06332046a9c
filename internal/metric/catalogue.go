package metric

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
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
func Catalogue() []Metric { return slices.Clone(catalogue()) }

var catalogue = sync.OnceValue(func() []Metric {
	all := slices.Concat(
		GroupPanels.of(panelMetrics()),
		GroupContacts.of(contactMetrics()),
		GroupTransfers.of(transferMetrics()),
		GroupQueue.of(queueMetrics()),
		GroupService.of(limitedMetrics(defaultSettings)),
		GroupTime.of(timeMetrics()),
		GroupPercentiles.of(percentiles()),
		GroupAgents.of(agentTimeMetrics()),
		GroupSpent.of(contactTimeMetrics()),
		GroupCustomers.of(customerMetrics(defaultSettings)),
	)
	for i := range all {
		if all[i].Dimensions == nil {
			all[i].Dimensions = Dimensions()
		}
	}
	return all
})

// Find returns the metric that an id with parameters names, such as "contacts_handled" or
// "service_level:seconds=30,compare=lte". Errors wrap ErrUnknownMetric and say what would be right. Where nothing was agreed
// for queues, seconds=queue judges all by the default.
func Find(spec string) (Metric, error) { return ByQueue{}.Find(spec) }

// Find is Find where it was agreed on the parameters of service_level for each queue, which seconds=queue asks for.
func (b ByQueue) Find(spec string) (Metric, error) {
	id, text, parameters := strings.Cut(strings.TrimSpace(spec), ":")
	at := slices.IndexFunc(catalogue(), func(m Metric) bool { return m.ID == id })
	if at < 0 {
		return Metric{}, fmt.Errorf("%w: %q; %s", ErrUnknownMetric, spec, suggestMetric(id))
	}
	found := catalogue()[at]
	if !parameters {
		return found, nil
	}
	chosen, err := parseSettings(text, found.Parameters)
	if err != nil {
		return Metric{}, fmt.Errorf("%w: %q: %w", ErrUnknownMetric, spec, err)
	}
	all := append(limitedMetrics(chosen), customerMetrics(chosen)...)
	if chosen.byQueue {
		level, err := b.serviceLevel()
		if err != nil {
			return Metric{}, fmt.Errorf("%w: %q: %w", ErrUnknownMetric, spec, err)
		}
		all = []Metric{level}
	}
	for _, m := range all {
		if m.ID == id {
			m.Dimensions, m.Group = found.Dimensions, found.Group
			return m, nil
		}
	}
	return Metric{}, fmt.Errorf("%w: %q takes no parameters", ErrUnknownMetric, spec)
}

// suggestMetric names the nearest metrics.
func suggestMetric(id string) string {
	var ids []string
	for _, m := range catalogue() {
		ids = append(ids, m.ID)
	}
	if near := nearest(id, ids); len(near) > 0 {
		return "did you mean " + join(near, " or ") + "?"
	}
	return fmt.Sprintf("there are %d, such as contacts_handled and avg_handle_time; GET /api/v1/metrics lists them all", len(ids))
}

// beforeAgent says that a metric is about what happens before an agent is there.
func (m Metric) beforeAgent(instead string) Metric {
	m.Dimensions = slices.DeleteFunc(Dimensions(), func(d Dimension) bool { return slices.Contains(ofAgent, d) })
	m.Instead = "a contact that nobody answered has none, so each would seem to have answered everything; ask for " + instead +
		" there, or group by queue or channel"
	return m
}

// fits refuses a query by what the metric does not have. Errors wrap ErrQuestion and say what to ask instead.
func (m Metric) fits(q Query) error {
	for _, d := range q.By {
		if err := m.groupedBy(d); err != nil {
			return err
		}
	}
	if m.Source == OfContacts {
		return nil // every contact record can be filtered by everything
	}
	for _, filter := range q.Where {
		if err := m.groupedBy(filter.Dimension); err != nil {
			return err
		}
	}
	return nil
}

// groupedBy refuses a dimension by which the metric means nothing. Errors wrap ErrQuestion and say what to ask instead.
func (m Metric) groupedBy(d Dimension) error {
	_, ofContact := d.Attribute()
	switch {
	case slices.Contains(m.Dimensions, d), ofContact && m.Source == OfContacts:
		return nil
	case !ofContact && !slices.Contains(Dimensions(), d):
		return nil // unknown, which Question.Validate says
	}
	return fmt.Errorf("%w: %s means nothing by %s: %s", ErrQuestion, m.ID, d, m.Instead)
}
