package oracle_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// question is one that both sides are asked.
type question struct {
	Metrics   []string           `json:"metrics"`
	From      string             `json:"from"`
	To        string             `json:"to"`
	Zone      string             `json:"zone"`
	Every     metric.Every       `json:"every"`
	By        []metric.Dimension `json:"by"`
	TimeField metric.TimeField   `json:"time_field"`
	Where     []condition        `json:"where"`
	Promised  promised           `json:"promised"`
}

// promised is metric.ByQueue as the recount reads it.
type promised struct {
	Queues    map[string]string `json:"queues"`
	Instances map[string]string `json:"instances"`
	Others    string            `json:"others"`
}

// promises are service levels of some queues of the contacts, of their instance, and of everything else.
func promises(facts []connect.Fact) promised {
	p := promised{Queues: map[string]string{}, Instances: map[string]string{}, Others: "seconds=40"}
	formulas := []string{"seconds=10,compare=lte", "seconds=30,of=answered", "seconds=20,abandons=out", "seconds=20,short=5"}
	for _, fact := range facts {
		if fact.Contact == nil {
			continue
		}
		if arn := fact.Contact.Queue.ARN; arn != "" && len(p.Queues) < len(formulas) && p.Queues[arn] == "" {
			p.Queues[arn] = formulas[len(p.Queues)]
		}
		p.Instances[fact.Contact.InstanceARN] = "seconds=15,compare=lte"
	}
	return p
}

// condition is a filter by whole values.
type condition struct {
	Dimension metric.Dimension `json:"dimension"`
	Values    []string         `json:"values"`
	Not       bool             `json:"not"`
}

// String is the question without its metrics.
func (q question) String() string {
	q.Metrics, q.Promised = nil, promised{}
	text, err := json.Marshal(q)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func (q question) query(t *testing.T) metric.Query {
	t.Helper()
	zone, err := metric.LoadZone(q.Zone)
	if err != nil {
		t.Fatal(err)
	}
	from, err := metric.ParseMoment(q.From, zone)
	if err != nil {
		t.Fatal(err)
	}
	to, err := metric.ParseMoment(q.To, zone)
	if err != nil {
		t.Fatal(err)
	}
	query := metric.Query{
		FollowCustomers: true, Promised: metric.ByQueue(q.Promised),
		Metrics: q.Metrics, From: from, To: to, Zone: zone, Every: q.Every, By: q.By, TimeField: q.TimeField, Scope: metric.Everything(),
	}
	for _, c := range q.Where {
		query.Where = append(query.Where, metric.Filter{Dimension: c.Dimension, Values: c.Values, Not: c.Not})
	}
	return query
}

// withParameters are metrics with other parameters than the usual.
var withParameters = []string{
	"service_level:seconds=1", "service_level:seconds=30,compare=lte", "service_level:of=answered", "service_level:abandons=out",
	"service_level:seconds=queue", "service_level:seconds=604800", "service_level:short=5", "service_level:of=answered,short=10,seconds=60,compare=lte",
	"contacts_removed_from_queue_in_x:seconds=60", "sum_contacts_answered_in_x:compare=lte", "sum_contacts_abandoned_in_x:seconds=45",
	"repeat_contacts:days=1", "first_contact_resolution:days=30",
}

// asked are all metrics of contact records that mean something in the groups.
func asked(by []metric.Dimension) []string {
	var specs []string
	for _, m := range metric.Catalogue() {
		if m.Source == metric.OfContacts {
			specs = append(specs, m.ID)
		}
	}
	specs = append(specs, withParameters...)
	return slices.DeleteFunc(specs, func(spec string) bool {
		m, err := metric.Find(spec)
		return err != nil || slices.ContainsFunc(by, func(d metric.Dimension) bool {
			_, isAttribute := d.Attribute()
			return !isAttribute && !slices.Contains(m.Dimensions, d)
		})
	})
}

// ranges end and begin at midnight or within a day. The clock goes back in New York on 1 November, in Lord Howe it went
// forward before, and Nepal is 5:45 ahead.
var ranges = []question{
	{Zone: "Asia/Seoul", From: "2026-10-28", To: "2026-11-06"},
	{Zone: "America/New_York", From: "2026-10-31", To: "2026-11-03"},
	{Zone: "America/New_York", From: "2026-11-01T00:30:00-04:00", To: "2026-11-02T03:10:00-05:00"},
	{Zone: "Australia/Lord_Howe", From: "2026-10-30T11:20:00+11:00", To: "2026-11-02"},
	{Zone: "Asia/Kathmandu", From: "2026-10-31", To: "2026-11-02"},
	{Zone: "UTC", From: "2026-09-30", To: "2028-12-01"},
}

// attributeKeys are contact attributes, of which two differ only in case.
var attributeKeys = []string{"callReason", "CallReason", "no, such \"key\""}

var conditions = [][]condition{
	nil,
	{{Dimension: metric.Channel, Values: []string{"VOICE", "CHAT"}}},
	{{Dimension: metric.InitiationMethod, Values: []string{"OUTBOUND", "MONITOR"}, Not: true}},
	{{Dimension: metric.Queue, Values: []string{""}, Not: true}, {Dimension: metric.Channel, Values: []string{"TASK"}, Not: true}},
	{{Dimension: metric.DisconnectReason, Values: []string{"", "CUSTOMER_DISCONNECT"}}},
	{{Dimension: metric.OfAttribute("callReason"), Values: []string{"billing", "7", ""}}},
	{{Dimension: metric.OfAttribute("CallReason"), Values: []string{"", "Billing"}, Not: true}, {Dimension: metric.Channel, Values: []string{"VOICE"}}},
}

// questions cut each range into every interval that it has few enough of, and go through groups, time fields and filters.
func questions(seed uint64, agreed promised) []question {
	random := rand.New(rand.NewPCG(seed, 11))
	groups := [][]metric.Dimension{{}, {metric.Queue, metric.Channel}, {metric.HierarchyLevel1, metric.HierarchyLevel2, metric.SystemEndpoint}}
	for _, dimension := range metric.Dimensions() {
		groups = append(groups, []metric.Dimension{dimension})
	}
	for _, key := range attributeKeys {
		groups = append(groups, []metric.Dimension{metric.Channel, metric.OfAttribute(key), metric.OfAttribute("language")})
	}
	random.Shuffle(len(groups), func(i, k int) { groups[i], groups[k] = groups[k], groups[i] })
	var all []question
	for _, q := range ranges {
		for _, q.Every = range metric.Intervals() {
			if q.Zone == "UTC" && q.Every != metric.Month && q.Every != metric.Total {
				continue // two years
			}
			n := len(all)
			q.By, q.TimeField = groups[n%len(groups)], metric.TimeFields()[random.IntN(len(metric.TimeFields()))]
			q.Where = conditions[random.IntN(len(conditions))]
			if q.Where == nil {
				q.Where = []condition{}
			}
			q.Metrics, q.Promised = asked(q.By), agreed
			all = append(all, q)
		}
	}
	return all
}
