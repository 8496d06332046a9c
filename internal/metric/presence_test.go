package metric_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// events reads "5 LOGIN, 7 STATE_CHANGE ROUTABLE": moment, event type, type of the current status if there is one.
func events(agent, text string) []connect.AgentEvent {
	var all []connect.AgentEvent
	for part := range strings.SplitSeq(text, ", ") {
		e := connect.AgentEvent{AgentARN: agent, EventID: fmt.Sprint(agent, len(all))}
		var status string
		// A status is not there in every event: Sscan then says so, and status stays "".
		if n, _ := fmt.Sscan(part, &e.Timestamp, &e.EventType, &status); n == 3 {
			e.Current = &connect.AgentSnapshot{Status: connect.AgentStatus{Type: status}}
		}
		all = append(all, e)
	}
	return all
}

func TestAgentsOnlineFollowsStatusAndSession(t *testing.T) {
	for _, c := range []struct {
		name, events string
		want         bool // online in [100, 200)
	}{
		{"available within", "150 STATE_CHANGE ROUTABLE", true},
		{"on a break within", "150 STATE_CHANGE CUSTOM", true},
		{"only offline", "150 STATE_CHANGE OFFLINE", false},
		{"at the first moment", "100 STATE_CHANGE ROUTABLE", true},
		{"at the last moment", "199 STATE_CHANGE ROUTABLE", true},
		{"after the range", "200 STATE_CHANGE ROUTABLE", false},
		{"silent since before", "1 STATE_CHANGE ROUTABLE", true},
		{"gone offline before", "1 STATE_CHANGE ROUTABLE, 99 STATE_CHANGE OFFLINE", false},
		{"was online until the first moment", "1 STATE_CHANGE ROUTABLE, 100 STATE_CHANGE OFFLINE", false},
		{"was online in the first moment", "1 STATE_CHANGE ROUTABLE, 101 STATE_CHANGE OFFLINE", true},
		{"goes offline within", "1 STATE_CHANGE ROUTABLE, 101 STATE_CHANGE OFFLINE", true},
		{"logged out before", "1 STATE_CHANGE ROUTABLE, 99 LOGOUT", false},
		{"heartbeat after logout", "1 STATE_CHANGE ROUTABLE, 99 LOGOUT, 150 HEART_BEAT ROUTABLE", false},
		{"heartbeat after login", "99 LOGOUT, 120 LOGIN, 150 HEART_BEAT ROUTABLE", true},
		{"state change after logout", "99 LOGOUT, 150 STATE_CHANGE ROUTABLE", true},
		{"login tells nothing", "150 LOGIN", false},
		{"login with a status", "150 LOGIN CUSTOM", true},
		{"logout tells offline, whatever status it carries", "150 LOGOUT ROUTABLE", false},
		{"heartbeat of someone offline", "150 HEART_BEAT OFFLINE", false},
		{"a new kind of event with a status", "150 SOMETHING_NEW ROUTABLE", true},
	} {
		got := len(metric.AgentsOnline(events("a", c.events), 100, 200, 0)) == 1
		if got != c.want {
			t.Errorf("%s (%s): online %v, want %v", c.name, c.events, got, c.want)
		}
	}
}

func TestAgentsOnlineEqualsTheStateAtEveryMoment(t *testing.T) {
	kinds := []string{"LOGIN", "LOGOUT", "STATE_CHANGE ROUTABLE", "STATE_CHANGE OFFLINE", "HEART_BEAT ROUTABLE", "STATE_CHANGE CUSTOM"}
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 2))
		var all []connect.AgentEvent
		want := []string{}
		from, to := connect.Millis(10+random.IntN(10)), connect.Millis(21+random.IntN(10))
		for agent := range 4 {
			var parts []string
			for at := random.IntN(12); at < 40; at += 1 + random.IntN(12) {
				parts = append(parts, fmt.Sprint(at, " ", kinds[random.IntN(len(kinds))]))
			}
			name := fmt.Sprint("agent", agent)
			own := events(name, strings.Join(parts, ", "))
			all = append(all, own...)
			if everOnline(own, from, to) {
				want = append(want, name)
			}
		}
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		all = append(all, all[:random.IntN(len(all))]...) // delivered again
		got := slices.Clone(metric.AgentsOnline(all, from, to, 0))
		if diff := cmp.Diff(want, append([]string{}, got...)); diff != "" {
			t.Errorf("seed %d: %s", seed, diff)
		}
	}
}

// everOnline looks at each moment: what do the events until then say?
func everOnline(own []connect.AgentEvent, from, to connect.Millis) bool {
	for at := from; at < to; at++ {
		online, session := false, true
		for _, e := range own {
			if e.Timestamp > at {
				break
			}
			switch {
			case e.EventType == "LOGOUT":
				online, session = false, false
			case e.EventType == "LOGIN":
				session = true
			case e.EventType == "HEART_BEAT" && session:
				online = true
			case e.EventType == "STATE_CHANGE":
				online, session = e.Current.Status.Type != "OFFLINE", true
			}
		}
		if online {
			return true
		}
	}
	return false
}
