package api

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/export"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
)

// tape is a connection that remembers what was written to it.
type tape struct {
	header http.Header
	mu     sync.Mutex // guards text
	text   strings.Builder
}

func (s *tape) Header() http.Header              { return s.header }
func (s *tape) WriteHeader(int)                  {}
func (s *tape) Flush()                           {}
func (s *tape) SetWriteDeadline(time.Time) error { return nil }

func (s *tape) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *tape) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// streamed opens a stream that goes on until the context ends.
func streamed(ctx context.Context, h http.Handler, query string) *tape {
	s := &tape{header: http.Header{}}
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, Prefix+"/live?"+query, nil)
	r.Host, r.RemoteAddr = "localhost:8080", "127.0.0.1:40000"
	go h.ServeHTTP(s, r)
	return s
}

// floor is what happens in the centre that access_scope_test.go makes up.
type floor struct {
	random *rand.Rand
	step   int
}

const floorInstance = "arn:aws:connect:eu-west-2:1111:instance/instance-%d"

// happens is what a moment brings: a call that queues, or an agent who takes one, puts it down or leaves.
func (f *floor) happens() []connect.Fact {
	f.step++
	arn := fmt.Sprintf(floorInstance, f.random.IntN(2))
	queue, agent := f.random.IntN(4), f.random.IntN(5)
	called := func(n int) connect.QueueRef {
		return connect.QueueRef{ARN: fmt.Sprintf("%s/queue/queue-%d-", arn, n), Name: fmt.Sprintf("Queue %s %d.", arn[len(arn)-1:], n)}
	}
	of := called(queue)
	at, id := connect.MillisOf(time.Now()), connect.ContactID(fmt.Sprintf("live-%d-", f.step))
	queued := &connect.ContactEvent{
		EventID: string(id), EventType: "QUEUED", Time: at, InstanceARN: arn, ContactID: id, Channel: "VOICE", InitiationMethod: "INBOUND",
		Initiation: at, QueueARN: of.ARN, Enqueue: at,
	}
	who := &connect.AgentEvent{
		InstanceARN: arn, AgentARN: fmt.Sprintf("%s/agent/agent-%d-", arn, agent), EventID: fmt.Sprintf("agent-event-%d", f.step), EventType: "STATE_CHANGE", Timestamp: at,
		Current: &connect.AgentSnapshot{
			Username: fmt.Sprintf("login-%s-%d-", arn[len(arn)-1:], agent), RoutingProfile: connect.RoutingProfile{
				ARN: arn + "/routing-profile/p", Name: "Everybody", InboundQueues: []connect.QueueRef{called(agent % 4), called((agent + 1) % 4)},
			},
			Status: connect.AgentStatus{Type: "ROUTABLE", Name: "Available", Start: at},
		},
	}
	who.Current.Hierarchy[0] = connect.HierarchyGroup{ARN: fmt.Sprintf("%s/agent-group/group-%d-", arn, agent%2), Name: fmt.Sprintf("Group %d.", agent%2)}
	switch f.random.IntN(4) {
	case 0:
		who.Current.Contacts = []connect.AgentContact{
			{ContactID: id, Channel: "CHAT", InitiationMethod: "INBOUND", State: "CONNECTED", StateStart: at, Queue: of},
			{ContactID: id + "b", Channel: "CHAT", InitiationMethod: "INBOUND", State: "CONNECTED", StateStart: at, Queue: called(f.random.IntN(4))},
		}
	case 1:
		who.EventType, who.Current.Status = "LOGOUT", connect.AgentStatus{Type: "OFFLINE", Name: "Offline", Start: at}
	case 2: // who does nothing
	default:
		return []connect.Fact{{Kind: connect.KindContactEvent, ContactEvent: queued}}
	}
	return []connect.Fact{{Kind: connect.KindAgentEvent, AgentEvent: who}}
}

// unseen are the texts that no stream in a scope has, of things that are in the centre.
func unseen(scope metric.Scope) (hidden []string) {
	for i := range 2 {
		arn := fmt.Sprintf(floorInstance, i)
		for n := range 4 {
			if queue := fmt.Sprintf("%s/queue/queue-%d-", arn, n); !scope.SeesInstance(arn) || !scope.Sees(metric.Queue, queue) {
				hidden = append(hidden, queue, fmt.Sprintf("Queue %d %d.", i, n))
			}
		}
		for n := range 5 {
			agent, group := fmt.Sprintf("%s/agent/agent-%d-", arn, n), fmt.Sprintf("%s/agent-group/group-%d-", arn, n%2)
			if !scope.SeesInstance(arn) || !scope.Sees(metric.Agent, agent) || !scope.Sees(metric.HierarchyLevel1, group) {
				hidden = append(hidden, agent, fmt.Sprintf("login-%d-%d-", i, n))
			}
		}
	}
	return hidden
}

// TestNothingOutsideAScopeIsStreamed watches random centres in several random scopes at once, for minutes in which much happens, and
// comes back to the streams by each other's numbers: neither pictures nor changes tell of what is outside.
func TestNothingOutsideAScopeIsStreamed(t *testing.T) {
	t.Parallel()
	hiddenAny, deltas := 0, 0
	for seed := range uint64(8) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 17))
			m, hub := centre(random), live.NewHub(live.Options{Version: "v1"})
			start(t, hub)
			var handlers []http.Handler
			var scopes []metric.Scope
			var tapes []*tape
			ctx, leave := context.WithCancel(t.Context())
			watch := func(grant access.Grant) {
				h := site(t, m, as(grant), func(o *Options) { o.Hub = hub })
				handlers, scopes = append(handlers, h), append(scopes, grant.Scope(m.Resolve))
				tapes = append(tapes, streamed(ctx, h, "agents=true"))
			}
			watch(access.Whole())
			for range 4 {
				watch(access.Grant{Roles: []access.Role{access.Supervisor}, Limits: limits(random)})
			}
			synctest.Wait()
			f := &floor{random: random}
			for range 150 {
				hub.Publish(f.happens())
				time.Sleep(time.Duration(random.IntN(2000)) * time.Millisecond) // of the bubble's time
			}
			synctest.Wait()
			_, last, _ := strings.Cut(tapes[0].String()[strings.LastIndex(tapes[0].String(), "\nid: "):], "id: ")
			last, _, _ = strings.Cut(last, "\n")
			for i, h := range handlers[1:] {
				tapes, scopes = append(tapes, streamed(ctx, h, "agents=true&last_event_id="+last)), append(scopes, scopes[i+1])
			}
			synctest.Wait()
			leave()
			synctest.Wait()
			for i, s := range tapes {
				text := s.String()
				if i == 0 && strings.Count(text, "event: delta") < 50 || !strings.Contains(text, "event: snapshot") {
					t.Errorf("seed %d, stream %d: nothing is told\n%.300s", seed, i, text)
				}
				hidden := unseen(scopes[i])
				for _, out := range hidden {
					if strings.Contains(text, out) {
						t.Errorf("seed %d, stream %d, %+v tells of %s", seed, i, scopes[i], out)
					}
				}
				if i > 0 {
					hiddenAny += len(hidden)
					deltas += strings.Count(text, "event: delta")
				}
			}
		})
	}
	if hiddenAny < 100 || deltas < 100 {
		t.Errorf("%d hidden texts, %d changes: nothing was looked at", hiddenAny, deltas)
	}
}

// An export's progress is its rows' number: who sees something else is told nothing, by whatever id.
func TestProgressIsOfWhoSeesTheExport(t *testing.T) {
	t.Parallel()
	s := &server{}
	spool, err := export.NewSpool(t.TempDir(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer spool.Close()
	p := &exportProgress{scope: metric.Everything(), spool: spool}
	p.rows.Store(17)
	defer s.underWay.begin("an-id", p)()
	of := func(scope metric.Scope) ExportProgress {
		got, err := s.exportProgress(context.WithValue(t.Context(), askerKey{}, asker{scope: scope}), &exportProgressInput{ID: "an-id"})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := of(metric.Everything()); got.Rows != 17 {
		t.Errorf("who asked for it is told %+v", got)
	}
	for _, scope := range []metric.Scope{{}, metric.Everything().Limit(metric.Queue, []string{"q"}), metric.Everything().Within([]string{"i"})} {
		if got := of(scope); got != (ExportProgress{}) {
			t.Errorf("%+v is told %+v", scope, got)
		}
	}
}
