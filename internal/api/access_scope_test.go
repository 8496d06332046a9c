package api

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/sample"
	"github.com/ringside/ringside/internal/settings"
)

// centre is a made-up contact centre of two instances whose things have names that are found again in any answer.
func centre(random *rand.Rand) *memoryStore {
	m := madeUpStore()
	m.contacts, m.events = nil, nil
	for i := range 160 {
		arn := fmt.Sprintf("arn:aws:connect:eu-west-2:1111:instance/instance-%d", random.IntN(2))
		start := connect.MillisOf(now.Add(-time.Duration(1+random.IntN(20*24)) * time.Hour))
		c := connect.Contact{
			InstanceARN: arn, ContactID: connect.ContactID(fmt.Sprintf("contact-%d-", i)), Channel: "VOICE", InitiationMethod: "INBOUND",
			Initiation: start, Disconnect: start + 300_000, LastUpdate: start + 400_000, CustomerAddress: fmt.Sprintf("+8210%08d", random.IntN(9)),
			RawAttributes: fmt.Appendf(nil, `{"case":"case-%d-"}`, i),
		}
		if random.IntN(5) > 0 {
			n := random.IntN(4)
			c.Queue = connect.ContactQueue{ARN: fmt.Sprintf("%s/queue/queue-%d-", arn, n), Name: fmt.Sprintf("Queue %s %d.", arn[len(arn)-1:], n), Enqueue: start + 1000}
		}
		if random.IntN(4) > 0 {
			n := random.IntN(5)
			c.Agent = connect.ContactAgent{
				ARN: fmt.Sprintf("%s/agent/agent-%d-", arn, n), Username: fmt.Sprintf("login-%s-%d-", arn[len(arn)-1:], n), ConnectedToAgent: start + 9000,
				AgentInteractionDuration: connect.Some(60), RoutingProfileARN: arn + "/routing-profile/p", RoutingProfileName: "Everybody",
			}
			c.Agent.Hierarchy[0] = connect.HierarchyGroup{ARN: fmt.Sprintf("%s/agent-group/group-%d-", arn, n%2), Name: fmt.Sprintf("Group %d.", n%2)}
		}
		m.contacts = append(m.contacts, c)
	}
	for i := range 40 {
		c := &m.contacts[random.IntN(len(m.contacts))]
		if c.Agent.ARN == "" {
			continue
		}
		m.events = append(m.events, connect.AgentEvent{
			InstanceARN: c.InstanceARN, AgentARN: c.Agent.ARN, EventID: fmt.Sprintf("event-%d", i), EventType: "STATE_CHANGE",
			Timestamp: c.Agent.ConnectedToAgent,
			Current: &connect.AgentSnapshot{
				Username: c.Agent.Username, Hierarchy: c.Agent.Hierarchy, RoutingProfile: connect.RoutingProfile{ARN: c.Agent.RoutingProfileARN, Name: "Everybody"},
				Status: connect.AgentStatus{Type: "ROUTABLE", Name: "Available", Start: c.Agent.ConnectedToAgent},
				Contacts: []connect.AgentContact{{
					ContactID: c.ContactID, Channel: "VOICE", InitiationMethod: "INBOUND", State: "CONNECTED", StateStart: c.Agent.ConnectedToAgent,
					Queue: connect.QueueRef{ARN: c.Queue.ARN, Name: c.Queue.Name},
				}},
			},
		})
	}
	return m
}

// limits is what somebody may see of such a centre.
func limits(random *rand.Rand) map[metric.Dimension][]string {
	limits := map[metric.Dimension][]string{}
	arn := fmt.Sprintf("arn:aws:connect:eu-west-2:1111:instance/instance-%d", random.IntN(2))
	for len(limits) == 0 {
		if random.IntN(3) == 0 {
			limits[metric.Instance] = []string{arn}
		}
		if random.IntN(2) == 0 {
			limits[metric.Queue] = []string{arn + "/queue/queue-0-", "queue-1-", "Queue 0 2."}
		}
		if random.IntN(4) == 0 {
			limits[metric.Agent] = []string{arn + "/agent/agent-1-", "login-0-2-"}
		}
		if random.IntN(4) == 0 {
			limits[metric.HierarchyLevel1] = []string{"group-1-"}
		}
	}
	return limits
}

// outsideOf are texts that no answer within a scope has: of contacts, and of queues and agents that are in no contact seen.
func outsideOf(m *memoryStore, scope metric.Scope) (hidden []string, seen int64) {
	shown := map[string]bool{}
	var all []string
	for i := range m.contacts {
		c := &m.contacts[i]
		row := metric.Derive(c)
		texts := []string{string(c.ContactID), fmt.Sprintf("case-%d-", i)}
		if scope.Limits(metric.Queue) && c.Queue.ARN != "" {
			texts = append(texts, c.Queue.ARN, c.Queue.Name)
		}
		if scope.LimitsAgents() && c.Agent.ARN != "" {
			texts = append(texts, c.Agent.ARN, c.Agent.Username)
		}
		if scope.Limits(metric.Instance) {
			texts = append(texts, c.InstanceARN)
		}
		all = append(all, texts...)
		if scope.SeesRow(&row) {
			seen++
			for _, text := range texts {
				shown[text] = true
			}
		}
	}
	for _, text := range all {
		if text != "" && !shown[text] {
			hidden = append(hidden, text)
		}
	}
	return hidden, seen
}

// asked are requests of every kind that answers with contacts, or with what is counted of them.
func asked(m *memoryStore, random *rand.Rand) []string {
	const within = "from=2026-10-20&to=2026-11-23"
	of := m.contacts[random.IntN(len(m.contacts))]
	list := []string{
		"GET /panels?" + within, "GET /overview?" + within, "GET /month", "GET /contacts?limit=500&" + within,
		"GET /contacts?limit=500&" + within + "&queue=" + of.Queue.Name, "GET /contacts?limit=500&" + within + "&sort=queue_s&column=handle_s",
		"GET /contacts/" + string(of.ContactID), "GET /contacts/" + string(of.ContactID) + "/related", "GET /contacts/" + string(of.ContactID) + "/versions",
		"GET /attributes", "GET /dimensions?dimension=attribute:case", "GET /live/snapshot?agents=true", "GET /live/waiting?queue=queue-0-",
		"GET /live/history?range=today", "GET /live/history?range=today&queue=queue-1-", "GET /live/history?range=today&instance=instance-1", "GET /directory?kind=queue", "GET /directory?kind=user", "GET /settings", "GET /settings?instance=instance-1", "GET /version", "GET /metrics", "GET /views",
	}
	for _, d := range metric.Dimensions() {
		list = append(list, "GET /dimensions?dimension="+string(d),
			`POST /query {"metrics":["number_of_calls","contacts_handled"],"from":"2026-10-20","to":"2026-11-23","by":["`+string(d)+`"]}`)
	}
	list = append(list,
		`POST /query {"metrics":["agent_on_contact_time"],"from":"2026-10-20","to":"2026-11-23","by":["agent"]}`,
		`POST /query {"metrics":["number_of_calls"],"from":"2026-10-20","to":"2026-11-23","by":["attribute:case"]}`,
		`POST /query {"metrics":["number_of_calls"],"from":"2026-10-20","to":"2026-11-23","where":[{"dimension":"queue","values":["`+of.Queue.Name+`"]}],"top":{"n":2,"by":"number_of_calls"},"by":["queue"]}`,
		`POST /explain {"metric":"number_of_calls","from":"2026-10-20","to":"2026-11-23"}`,
		`POST /explain {"metric":"contacts_handled","from":"2026-10-20","to":"2026-11-23","by":["queue"],"keys":["queue-2-"]}`,
		`POST /explain {"metric":"agent_on_contact_time","from":"2026-10-20","to":"2026-11-23"}`,
		`POST /export {"format":"csv","reason":"test","contacts":{"from":"2026-10-20","to":"2026-11-23"},"attributes":true}`,
		`POST /export {"format":"jsonl","reason":"test","query":{"metrics":["number_of_calls"],"from":"2026-10-20","to":"2026-11-23","by":["agent"]}}`,
		`POST /export {"format":"csv","reason":"test","agent_intervals":{"from":"2026-10-20","to":"2026-11-23"}}`,
		`POST /export {"format":"csv","reason":"test","contacts":{"from":"2026-10-20","to":"2026-11-23"},"changed_since":1}`,
	)
	for n := range 5 {
		list = append(list, fmt.Sprintf("GET /agents/login-%d-%d-/intervals?from=2026-10-25&to=2026-11-22", n%2, n))
	}
	return list
}

// TestNothingOutsideAScopeIsAnswered asks for everything in random scopes of random centres: no answer tells of what is outside.
func TestNothingOutsideAScopeIsAnswered(t *testing.T) {
	t.Parallel()
	answered, hiddenAny := 0, 0
	for seed := range uint64(12) {
		random := rand.New(rand.NewPCG(seed, 16))
		m := centre(random)
		grant := access.Grant{Roles: []access.Role{access.Administrator}, Limits: limits(random)}
		scope := grant.Scope(m.Resolve)
		hidden, seen := outsideOf(m, scope)
		hiddenAny += len(hidden)
		hub := hubOf(t, m)
		h := site(t, m, as(grant), func(o *Options) {
			o.Hub, o.Samples = hub, samplesWithin{t, scope, m}
			o.Settings = keeping(t, "arn:aws:connect:eu-west-2:1111:instance/instance-1", func(*settings.Settings) {})
			o.Views = sharedViews(t, m)
		})
		for _, line := range asked(m, random) {
			method, rest, _ := strings.Cut(line, " ")
			target, body, _ := strings.Cut(rest, " {")
			if body != "" {
				body = "{" + body
			}
			w := ask(h, method, strings.ReplaceAll(Prefix+target, " ", "%20"), body)
			if w.Code == http.StatusOK {
				answered++
			}
			if w.Code >= http.StatusInternalServerError {
				t.Errorf("seed %d, %s: %d %s", seed, line, w.Code, w.Body)
			}
			text := w.Body.String() + w.Header().Get(ExportHeader)
			for _, out := range hidden {
				if strings.Contains(text, out) && !strings.Contains(line, out) {
					t.Errorf("seed %d, %v, %s tells of %s", seed, grant.Limits, line, out)
					break
				}
			}
		}
		panels := decode[Panels](t, ask(h, "GET", Prefix+"/panels?from=2026-10-20&to=2026-11-23", ""))
		if panels.NumberOfCalls != seen {
			t.Errorf("seed %d, %v: %d calls, want %d", seed, grant.Limits, panels.NumberOfCalls, seen)
		}
	}
	if answered < 300 || hiddenAny == 0 {
		t.Errorf("%d answers, %d hidden texts: nothing was looked at", answered, hiddenAny)
	}
}

// samplesWithin are samples that nobody may ask for outside of a scope.
type samplesWithin struct {
	t     *testing.T
	scope metric.Scope
	of    *memoryStore
}

func (s samplesWithin) Read(_ context.Context, series []string, edges []time.Time) (sample.History, error) {
	for _, one := range series {
		instance, isInstance := strings.CutPrefix(one, sample.OfInstance(""))
		switch {
		case one == sample.Whole && s.scope.SeesEverything():
		case isInstance && s.scope.OfInstances() && s.scope.SeesInstance(instance):
		case strings.HasPrefix(one, "arn:") && !s.scope.LimitsAgents() && s.scope.SeesInstance(one) && s.scope.Sees(metric.Queue, one):
		default:
			s.t.Errorf("samples of %q are asked for in %+v", one, s.scope)
		}
	}
	return sample.History{Steps: make([]sample.Step, len(edges)-1)}, nil
}

func (s samplesWithin) Queues() []string {
	return s.of.Resolve(metric.Filter{Dimension: metric.Queue, Values: []string{"queue-0-", "queue-1-", "queue-2-", "queue-3-"}})
}

func (s samplesWithin) Instances() []string { return []string{"instance-0", "instance-1"} }

func (s samplesWithin) FineSince() time.Time { return now.AddDate(0, 0, -35) }

// hubOf is a live board on which the newest contacts of a centre wait, and its agents are.
func hubOf(t *testing.T, m *memoryStore) *live.Hub {
	t.Helper()
	var facts []connect.Fact
	for i := range m.contacts {
		c := &m.contacts[i]
		at := connect.MillisOf(now.Add(-time.Duration(i+1) * time.Second))
		facts = append(facts, connect.Fact{Kind: connect.KindContactEvent, ContactEvent: &connect.ContactEvent{
			EventID: string(c.ContactID), EventType: "QUEUED", Time: at, InstanceARN: c.InstanceARN, ContactID: c.ContactID, Channel: "VOICE",
			InitiationMethod: "INBOUND", Initiation: at, QueueARN: c.Queue.ARN, Enqueue: at,
		}})
	}
	for i := range m.events {
		e := m.events[i]
		e.Timestamp = connect.MillisOf(now.Add(-time.Minute))
		facts = append(facts, connect.Fact{Kind: connect.KindAgentEvent, AgentEvent: &e})
	}
	hub := live.NewHub(live.Options{Clock: still(), Version: "v1"})
	hub.Seed(facts)
	start(t, hub)
	return hub
}
