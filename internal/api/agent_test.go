package api

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

const kimARN = instance + "/agent/kim"

// worked writes the events of an agent. Each method is an event some seconds after the one before.
type worked struct {
	agent  string
	at     time.Time
	status connect.AgentStatus
	held   []connect.AgentContact
	events []connect.AgentEvent
}

func (w *worked) event(kind string, before *connect.AgentSnapshot) {
	w.events = append(w.events, connect.AgentEvent{
		InstanceARN: instance, AgentARN: w.agent, EventID: fmt.Sprintf("%s-%d", connect.ResourceID(w.agent), len(w.events)),
		EventType: kind, Timestamp: connect.MillisOf(w.at), Current: w.snapshot(), Previous: before,
	})
}

func (w *worked) snapshot() *connect.AgentSnapshot {
	s := &connect.AgentSnapshot{Status: w.status, Username: connect.ResourceID(w.agent), Contacts: append([]connect.AgentContact{}, w.held...)}
	s.RoutingProfile = connect.RoutingProfile{ARN: instance + "/routing-profile/r1", Name: "기본"}
	s.Hierarchy[0] = connect.HierarchyGroup{ARN: instance + "/agent-group/g1", Name: "서울센터"}
	return s
}

// turn changes what the agent does, after some time.
func (w *worked) turn(after time.Duration, kind string, change func()) {
	before := w.snapshot()
	w.at = w.at.Add(after)
	change()
	w.event(kind, before)
}

func (w *worked) become(after time.Duration, kind, name, of string) {
	w.turn(after, kind, func() { w.status = connect.AgentStatus{Name: name, Type: of, Start: connect.MillisOf(w.at)} })
}

// contact brings a contact into a state; "" is gone.
func (w *worked) contact(after time.Duration, id connect.ContactID, state string) {
	w.turn(after, "STATE_CHANGE", func() {
		var others []connect.AgentContact
		for _, c := range w.held {
			if c.ContactID != id {
				others = append(others, c)
			}
		}
		w.held = others
		if state != "" {
			w.held = append(w.held, connect.AgentContact{
				ContactID: id, Channel: "VOICE", InitiationMethod: "INBOUND", State: state, StateStart: connect.MillisOf(w.at),
				Queue: connect.QueueRef{ARN: salesARN, Name: "Sales"},
			})
		}
	})
}

// workingDay is a short day of an agent who logs on at nine: a contact, a break, a missed contact, and home.
func workingDay(agent string) []connect.AgentEvent {
	w := worked{agent: agent, at: time.Date(2026, 11, 20, 9, 0, 0, 0, seoul), status: connect.AgentStatus{Name: "Offline", Type: "OFFLINE"}}
	w.event("LOGIN", nil)
	w.become(time.Minute, "STATE_CHANGE", "Available", "ROUTABLE")
	w.contact(4*time.Minute, "c1", "CONNECTING")
	w.contact(5*time.Second, "c1", "CONNECTED")
	w.contact(2*time.Minute, "c1", "CONNECTED_ONHOLD")
	w.contact(30*time.Second, "c1", "CONNECTED")
	w.contact(time.Minute, "c1", "ENDED")
	w.contact(25*time.Second, "c1", "")
	w.become(time.Hour, "STATE_CHANGE", "Lunch", "CUSTOM")
	w.become(45*time.Minute, "STATE_CHANGE", "Available", "ROUTABLE")
	w.contact(time.Hour, "c2", "CONNECTING")
	w.contact(20*time.Second, "c2", "MISSED")
	w.contact(10*time.Second, "c2", "")
	w.become(time.Minute, "STATE_CHANGE", "Lunch", "CUSTOM")
	w.become(15*time.Minute, "STATE_CHANGE", "Available", "ROUTABLE")
	w.turn(time.Hour, "LOGOUT", func() {
		w.status = connect.AgentStatus{Name: "Offline", Type: "OFFLINE", Start: connect.MillisOf(w.at)}
	})
	return w.events
}

func agentDayOf(t *testing.T, s *memoryStore, target string) AgentDay {
	t.Helper()
	return decode[AgentDay](t, ask(site(t, s), "GET", Prefix+"/agents/"+target, ""))
}

func TestTimesOfAnAgentsDayAddUp(t *testing.T) {
	day := agentDayOf(t, &memoryStore{events: workingDay(kimARN)}, "kim/intervals?from=2026-11-20&to=2026-11-21")
	var counted, online, all float64
	for _, c := range day.CountedTimes {
		counted += c.Seconds
		if c.Class != "offline" {
			online += c.Seconds
		}
	}
	times := map[string]int{}
	for _, s := range day.StatusTimes {
		all += s.Seconds
		times[s.Name] += s.Times
		if s.Type != "OFFLINE" {
			online -= s.Seconds
		}
	}
	// Nothing is known before the login at nine; after the logout the agent is offline until midnight.
	if want := (15 * time.Hour).Seconds(); counted != want || all != want {
		t.Errorf("%v s by class and %v s by status, want %v", counted, all, want)
	}
	if online != 0 || day.OnlineSeconds <= 0 {
		t.Errorf("online %v s, by class %v s more than by status", day.OnlineSeconds, online)
	}
	if diff := cmp.Diff(map[string]int{"Available": 3, "Lunch": 2, "Offline": 1, "": 1}, times); diff != "" {
		t.Errorf("how often each status was entered (-want +got):\n%s", diff)
	}
}

func TestAgentTimeIsCutAtTheEdgesOfTheRange(t *testing.T) {
	s := &memoryStore{events: workingDay(kimARN)}
	whole := agentDayOf(t, s, "kim/intervals?from=2026-11-20&to=2026-11-21")
	var sum float64
	for hour := range 24 {
		at := time.Date(2026, 11, 20, hour, 0, 0, 0, seoul)
		part := agentDayOf(t, s, fmt.Sprintf("kim/intervals?from=%s&to=%s",
			at.UTC().Format(time.RFC3339), at.Add(time.Hour).UTC().Format(time.RFC3339)))
		sum += part.OnlineSeconds
	}
	if sum != whole.OnlineSeconds {
		t.Errorf("hours add up to %v s, the day is %v s", sum, whole.OnlineSeconds)
	}
	night := agentDayOf(t, s, "kim/intervals?from=2026-11-21&to=2026-11-22")
	if len(night.Statuses) != 1 || night.Statuses[0].Type != "OFFLINE" || night.OnlineSeconds != 0 {
		t.Errorf("the day after: %+v, %v s online; want offline since the logout", night.Statuses, night.OnlineSeconds)
	}
}

func TestDaysOfAnAgentAreAsLongAsTheyAre(t *testing.T) {
	s := &memoryStore{events: workingDay(kimARN)}
	for day, hours := range map[string]float64{"2026-03-08": 23, "2026-11-01": 25, "2026-11-02": 24} {
		next, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		got := agentDayOf(t, s, fmt.Sprintf("kim/intervals?from=%s&to=%s&zone=America/New_York", day, next.AddDate(0, 0, 1).Format(time.DateOnly)))
		if length := got.To.Sub(got.From).Hours(); length != hours {
			t.Errorf("%s is %v h long, want %v", day, length, hours)
		}
	}
}

func TestAgentsAreKnownByAnythingThatNamesThem(t *testing.T) {
	s := madeUpStore()
	s.events = append(s.events, workingDay(kimARN)...)
	onlyRecords := "a1" // of whom there are contact records and no events
	for target, want := range map[string]AgentInfo{
		"kim":                                  {ARN: kimARN, Name: "kim"},
		strings.ReplaceAll(kimARN, "/", "%2F"): {ARN: kimARN, Name: "kim"},
		onlyRecords:                            {ARN: instance + "/agent/a1", Name: "agent1"},
		"agent1":                               {ARN: instance + "/agent/a1", Name: "agent1"},
		strings.ReplaceAll(instance, "/", "%2F") + "%2Fagent%2Fonline": {ARN: instance + "/agent/online", Name: "online"},
	} {
		got := agentDayOf(t, s, target+"/intervals?from=2025-11-20&to=2025-11-21").Agent
		if got.ARN != want.ARN || got.Name != want.Name {
			t.Errorf("%s: %q, called %q; want %q, called %q", target, got.ARN, got.Name, want.ARN, want.Name)
		}
	}
}

func TestQuestionsAboutAgentsThatCannotBeAnsweredSayWhy(t *testing.T) {
	s := &memoryStore{events: append(workingDay(instance+"/agent/x1"), workingDay(instance+"/agent/x2")...)}
	for i := range s.events {
		s.events[i].Current.Username = "twin"
	}
	tests := []struct {
		target string
		status int
		says   string
	}{
		{"nobody/intervals?from=2026-11-20&to=2026-11-21", http.StatusNotFound, "no such agent"},
		{"twin/intervals?from=2026-11-20&to=2026-11-21", http.StatusUnprocessableEntity, "2 agents"},
		{"x1/intervals?from=2026-11-01&to=2026-12-05", http.StatusUnprocessableEntity, "32 days"},
		{"x1/intervals?from=2026-11-21&to=2026-11-20", http.StatusUnprocessableEntity, "to must be after from"},
		{"x1/intervals", http.StatusUnprocessableEntity, "say from when to when"},
	}
	for _, tt := range tests {
		w := ask(site(t, s), "GET", Prefix+"/agents/"+tt.target, "")
		if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.says) {
			t.Errorf("%s: %d %s, want %d and %q", tt.target, w.Code, w.Body, tt.status, tt.says)
		}
	}
}

func TestStatesOfContactsAreNamedByWhatTheyMean(t *testing.T) {
	for state, want := range map[string]string{
		"INBOUND CONNECTING": "ring", "OUTBOUND CONNECTING": "dial", "CALLBACK INCOMING": "ring", "CALLBACK CONNECTING": "dial",
		"INBOUND CONNECTED": "talk", "INBOUND CONNECTED_ONHOLD": "hold", "CHAT PAUSED": "pause", "INBOUND ENDED": "acw",
		"INBOUND MISSED": "missed", "INBOUND REJECTED": "rejected", "INBOUND ERROR": "error", "CALLBACK PENDING": "other",
		"INBOUND SOMETHING_NEW": "other",
	} {
		method, word, _ := strings.Cut(state, " ")
		if got := phase(&store.AgentInterval{State: word, InitiationMethod: method}); got != want {
			t.Errorf("%s is %q, want %q", state, got, want)
		}
	}
}

func TestTimesOfAnAgentsDayAreExplained(t *testing.T) {
	s := madeUpStore()
	s.events = madeUpShifts(rand.New(rand.NewPCG(3, 4)))
	h := site(t, s)
	metrics := map[string]string{
		"on_contact": "sum_contact_time_agent", "idle": "sum_idle_time_agent", "non_productive": "sum_non_productive_time_agent",
	}
	const agent = instance + "/agent/a1"
	day := decode[AgentDay](t, ask(h, "GET", Prefix+"/agents/"+url.PathEscape(agent)+"/intervals?from=2026-10-20&to=2026-10-21", ""))
	shown := map[string]float64{"sum_online_time_agent": day.OnlineSeconds}
	for _, counted := range day.CountedTimes {
		if metric, is := metrics[counted.Class]; is {
			shown[metric] = counted.Seconds
		}
	}
	if len(shown) != 4 || day.OnlineSeconds == 0 {
		t.Fatalf("a day of %+v proves nothing", shown)
	}
	for metric, seconds := range shown {
		e := explainAll(t, h, ExplainRequest{
			Metric: metric, From: "2026-10-20", To: "2026-10-21", Limit: 450, Where: []QueryFilter{{Dimension: "agent", Values: []string{agent}}},
		})
		if e.Figure == nil || *e.Figure != seconds || spentSum(t, e) != int64(seconds*1000+0.5) {
			t.Errorf("%s is shown as %v, explained as %v", metric, seconds, text(e.Figure))
		}
	}
}
