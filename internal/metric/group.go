package metric

// Group is a chapter of the catalogue: what a metric is about.
type Group string

// The groups, in the order in which people read them.
const (
	GroupPanels      Group = "panels"
	GroupContacts    Group = "contacts"
	GroupTransfers   Group = "transfers"
	GroupQueue       Group = "queue"
	GroupService     Group = "service_level"
	GroupTime        Group = "time"
	GroupPercentiles Group = "percentiles"
	GroupAgents      Group = "agents"
	GroupSpent       Group = "time_spent"
	GroupCustomers   Group = "customers"
)

// Groups lists the groups in the catalogue's order.
func Groups() []Group {
	return []Group{
		GroupPanels, GroupContacts, GroupTransfers, GroupQueue, GroupService, GroupTime, GroupPercentiles, GroupAgents, GroupSpent,
		GroupCustomers,
	}
}

// Title is what people call the group.
func (g Group) Title() Words { return groupTitles[g] }

var groupTitles = map[Group]Words{
	GroupPanels:      {"종합 현황 지표", "On the Overview"},
	GroupContacts:    {"상담 건수", "Contacts"},
	GroupTransfers:   {"전환", "Transfers"},
	GroupQueue:       {"대기열", "Queues"},
	GroupService:     {"서비스 수준", "Service level"},
	GroupTime:        {"시간", "Durations"},
	GroupPercentiles: {"백분위수", "Percentiles"},
	GroupAgents:      {"상담사 시간", "Agents' time"},
	GroupSpent:       {"실제 시간대별 응대", "Contacts, by time spent"},
	GroupCustomers:   {"재문의", "Customers who come back"},
}

// of puts metrics into a group.
func (g Group) of(metrics []Metric) []Metric {
	for i := range metrics {
		metrics[i].Group = g
	}
	return metrics
}
