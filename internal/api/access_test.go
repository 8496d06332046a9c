package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/sample"
	"github.com/ringside/ringside/internal/settings"
	"github.com/ringside/ringside/internal/state"
)

// as puts everybody in with a grant, as sign-in does.
func as(g access.Grant) func(*Options) {
	return func(o *Options) {
		o.SignIn = func(next http.Handler, _ func(http.ResponseWriter, *http.Request, error)) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				next.ServeHTTP(w, r.WithContext(access.With(r.Context(), g, access.Identity{Provider: "test", Name: "somebody"})))
			})
		}
	}
}

// documented are the routes of the API's description, as patterns.
func documented(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	var patterns []string
	for path, methods := range document.Paths {
		for method := range methods {
			patterns = append(patterns, strings.ToUpper(method)+" "+path)
		}
	}
	if len(patterns) < 30 {
		t.Fatalf("the description has %d routes", len(patterns))
	}
	slices.Sort(patterns)
	return patterns
}

// undocumented are the routes that are not in the description.
var undocumented = []string{
	"/", "/api/", "/scim/", "/ingest", "/ingest/", "GET /healthz", "GET /readyz", "GET /metrics",
	"GET /api/openapi.json", "GET /api/openapi.yaml", "GET /api/openapi-3.0.json", "GET /api/openapi-3.0.yaml",
}

func TestEveryRouteHasALineInTheTable(t *testing.T) {
	t.Parallel()
	routes := append(documented(t), undocumented...)
	for _, pattern := range routes {
		if _, has := needs[pattern]; !has {
			t.Errorf("%s has no line in needs: say who may", pattern)
		}
	}
	for pattern := range needs {
		if !slices.Contains(routes, pattern) {
			t.Errorf("needs has a line for %s, which is no route", pattern)
		}
	}
}

// request is one of a pattern, with parts that there are not.
func request(pattern string) (method, target, body string) {
	method, target, with := strings.Cut(pattern, " ")
	if !with {
		method, target = http.MethodGet, pattern
	}
	if method != http.MethodGet {
		body = "{}"
	}
	return method, regexp.MustCompile(`\{\w+\}`).ReplaceAllString(target, "1"), body
}

func TestEveryRoleMayDoWhatTheTableSays(t *testing.T) {
	t.Parallel()
	for _, role := range append(access.Roles(), "") {
		grant := access.Grant{Roles: []access.Role{role}, Limits: map[metric.Dimension][]string{metric.Agent: {"nobody"}}}
		if role == "" {
			grant = access.Grant{}
		}
		h := site(t, madeUpStore(), as(grant), func(o *Options) { o.Page, o.Hub = builtPage, nil })
		for _, pattern := range append(documented(t), undocumented...) {
			need := needs[pattern]
			method, target, body := request(pattern)
			w := ask(h, method, target, body)
			want := !need.open && (role == "" || !role.May(need.may) || need.whole)
			if got := w.Code == http.StatusForbidden; got != want {
				t.Errorf("%q asks for %s: %d %s, want it refused: %t", role, pattern, w.Code, w.Body, want)
			}
		}
	}
}

func TestARouteWithoutALineIsNobodys(t *testing.T) {
	t.Parallel()
	s := &server{Options: Options{Store: madeUpStore()}}
	s.Logger = slog.New(slog.DiscardHandler)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/secret", func(http.ResponseWriter, *http.Request) { t.Error("it was answered") })
	w := httptest.NewRecorder()
	s.admit(mux).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/v1/secret", http.NoBody))
	if w.Code != http.StatusForbidden {
		t.Errorf("a route that nobody has thought of: %d", w.Code)
	}
}

func TestWithoutAnAskerNothingIsSeen(t *testing.T) {
	t.Parallel()
	if scope := viewer(context.Background()); scope != (metric.Scope{}) {
		t.Errorf("a request of which nobody has found out whose it is sees %+v", scope)
	}
}

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

func TestAWallboardsPictureHasNoAgents(t *testing.T) {
	t.Parallel()
	m := centre(rand.New(rand.NewPCG(2, 2)))
	hub := hubOf(t, m)
	for role, want := range map[access.Role]bool{access.Wallboard: false, access.Supervisor: true} {
		h := site(t, m, as(access.Grant{Roles: []access.Role{role}}), func(o *Options) { o.Hub = hub })
		w := ask(h, "GET", Prefix+"/live/snapshot?agents=true", "")
		if strings.Contains(w.Body.String(), "login-") != want || decode[live.Snapshot](t, w).Totals.AgentsOnline == 0 {
			t.Errorf("%s: agents by name are to be there: %t\n%s", role, want, w.Body)
		}
	}
}

func TestAWallboardAsksNothingByAgent(t *testing.T) {
	t.Parallel()
	m := centre(rand.New(rand.NewPCG(2, 2)))
	for role, want := range map[access.Role]int{access.Wallboard: http.StatusForbidden, access.Auditor: http.StatusOK, access.Supervisor: http.StatusOK} {
		h := site(t, m, as(access.Grant{Roles: []access.Role{role}}))
		const month = `"from":"2026-10-20","to":"2026-11-23"`
		for _, line := range [][3]string{
			{"POST", "/query", `{"metrics":["contacts_handled"],"by":["agent"],` + month + `}`},
			{"POST", "/query", `{"metrics":["contacts_handled"],"where":[{"dimension":"agent","values":["kim"]}],` + month + `}`},
			{"GET", "/dimensions?dimension=agent", ""},
			{"GET", "/directory?kind=user", ""},
		} {
			if w := ask(h, line[0], Prefix+line[1], line[2]); w.Code != want {
				t.Errorf("%s, %v: %d, want %d\n%s", role, line, w.Code, want, w.Body)
			}
		}
		if w := ask(h, "GET", Prefix+"/directory?kind=queue", ""); w.Code != http.StatusOK {
			t.Errorf("%s asks for queues: %d", role, w.Code)
		}
	}
}

func TestAPageIsToldWhatItsPersonMayDo(t *testing.T) {
	t.Parallel()
	lead := access.Grant{Roles: []access.Role{access.Wallboard}, Limits: map[metric.Dimension][]string{metric.Instance: {instance}}}
	got := decode[Me](t, ask(site(t, madeUpStore(), as(lead)), "GET", Prefix+"/me", ""))
	if !got.Limited || !slices.Equal(got.May, []string{"live", "history", "others"}) {
		t.Errorf("%+v", got)
	}
	got = decode[Me](t, ask(site(t, madeUpStore()), "GET", Prefix+"/me", ""))
	if got.Limited || !slices.Equal(got.May, access.Whole().Permissions()) || got.By != "none" {
		t.Errorf("where nobody signs in: %+v", got)
	}
}

// sharedViews are views of who sees everything, one for each contact.
func sharedViews(t *testing.T, m *memoryStore) Views {
	t.Helper()
	views := emptyViews(t)
	for i := range m.contacts[:20] {
		_, err := views.SaveView(t.Context(), state.SavedView{Kind: "report", Name: string(m.contacts[i].ContactID), Query: "q=" + string(m.contacts[i].ContactID)})
		if err != nil {
			t.Fatal(err)
		}
	}
	return views
}

func TestWhoSeesAPartHasViewsOfTheirOwn(t *testing.T) {
	t.Parallel()
	views := emptyViews(t)
	share := func(o *Options) { o.Views = views }
	lead := access.Grant{Roles: []access.Role{access.Supervisor}, Limits: map[metric.Dimension][]string{metric.Instance: {instance}}}
	whole, part := site(t, madeUpStore(), share), site(t, madeUpStore(), as(lead), share)
	for name, h := range map[string]http.Handler{"everybody's": whole, "lead's": part} {
		if w := ask(h, "POST", Prefix+"/views", `{"kind":"report","name":"`+name+`","query":"a=b"}`); w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	for name, h := range map[string]http.Handler{"everybody's": whole, "lead's": part} {
		if all := decode[ViewList](t, ask(h, "GET", Prefix+"/views", "")).Views; len(all) != 1 || all[0].Name != name {
			t.Errorf("%s: %+v", name, all)
		}
	}
	others := decode[ViewList](t, ask(whole, "GET", Prefix+"/views", "")).Views[0].ID
	if w := ask(part, "DELETE", Prefix+"/views/"+others, ""); w.Code != http.StatusNotFound {
		t.Errorf("everybody's view, deleted by who sees a part: %d %s", w.Code, w.Body)
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
func (s samplesWithin) Instances() []string  { return []string{"instance-0", "instance-1"} }
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

func TestAttributesAreMaskedFromWhoMayNotSeeThem(t *testing.T) {
	t.Parallel()
	m := centre(rand.New(rand.NewPCG(1, 1)))
	for role, masked := range map[access.Role]bool{access.Analyst: true, access.Supervisor: false} {
		h := site(t, m, as(access.Grant{Roles: []access.Role{role}}))
		for _, line := range []string{
			`GET /attributes `, `GET /dimensions?dimension=attribute:case `,
			`POST /query {"metrics":["number_of_calls"],"from":"2026-10-20","to":"2026-11-23","by":["attribute:case"]}`,
			`POST /query {"metrics":["number_of_calls"],"from":"2026-10-20","to":"2026-11-23","where":[{"dimension":"attribute:case","values":["case-3-"]}]}`,
			`POST /query {"metrics":["number_of_calls"],"from":"2026-10-20","to":"2026-11-23","where":[{"dimension":"attribute:case","values":["case-3-"],"not":true}]}`,
			`GET /contacts?from=2026-10-20&to=2026-11-23&where=attribute:case=case-3- `,
			`POST /explain {"metric":"number_of_calls","from":"2026-10-20","to":"2026-11-23","where":[{"dimension":"attribute:case","values":["case-3-"]}]}`,
			`POST /export {"format":"csv","reason":"test","contacts":{"from":"2026-10-20","to":"2026-11-23"},"attributes":true}`,
			`POST /export {"format":"csv","reason":"test","contacts":{"from":"2026-10-20","to":"2026-11-23","where":["attribute:case=case-3-"]}}`,
		} {
			method, rest, _ := strings.Cut(line, " ")
			target, body, _ := strings.Cut(rest, " ")
			w := ask(h, method, Prefix+target, body)
			want := http.StatusOK
			if masked {
				want = http.StatusForbidden
			}
			if w.Code != want || masked && strings.Contains(w.Body.String(), "case-3-") {
				t.Errorf("%s, %s: %d %.300s, want %d", role, line, w.Code, w.Body, want)
			}
		}
		w := ask(h, "GET", Prefix+"/contacts/contact-3-", "")
		if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "case-3-") == masked || strings.Contains(w.Body.String(), m.contacts[3].CustomerAddress) {
			t.Errorf("%s: a contact: %d %s", role, w.Code, w.Body)
		}
	}
}
