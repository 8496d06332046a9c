package floor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/live"
)

// TestBoardAndHistoryAgreeOnWhoIsThere has an agent's event of every kind follow every other, four in a row, and asks the board
// and the intervals after each whether the agent is online. A LOGIN comes to who is logged out alone: of one whose LOGOUT is
// lost the history goes on with the status that it knows.
func TestBoardAndHistoryAgreeOnWhoIsThere(t *testing.T) {
	kinds := []string{
		"LOGIN -", "LOGIN OFFLINE", "LOGOUT -", "STATE_CHANGE -", "STATE_CHANGE ROUTABLE", "STATE_CHANGE OFFLINE",
		"HEART_BEAT -", "HEART_BEAT ROUTABLE", "HEART_BEAT OFFLINE",
	}
	var follow func(story []string, in bool)
	follow = func(story []string, in bool) {
		if len(story) > 0 {
			tellBoth(t, story)
		}
		if len(story) == 4 {
			return
		}
		for _, kind := range kinds {
			login := strings.HasPrefix(kind, "LOGIN")
			if login && in {
				continue
			}
			follow(append(slices.Clip(story), kind), kind != "LOGOUT -" && (in || login || strings.HasSuffix(kind, "ROUTABLE")))
		}
	}
	follow(nil, false)
}

// tellBoth tells a story of one agent, an event a minute, and compares what is said after it.
func tellBoth(t *testing.T, story []string) {
	t.Helper()
	const instance = "arn:aws:connect:eu-west-2:111122223333:instance/i1"
	began := connect.MillisOf(time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	board, at := live.NewBoard(), began
	var events []*connect.AgentEvent
	for i, kind := range story {
		at = began + connect.Millis(i)*60_000
		word, status, _ := strings.Cut(kind, " ")
		e := &connect.AgentEvent{
			InstanceARN: instance, AgentARN: instance + "/agent/kim", EventID: fmt.Sprint(i), EventType: word, Timestamp: at,
		}
		if status != "-" {
			e.Current = &connect.AgentSnapshot{Status: connect.AgentStatus{ARN: instance + "/agent-state/" + status, Type: status, Start: at}}
		}
		board.Apply(connect.Fact{AgentEvent: e})
		events = append(events, e)
	}
	_, state := activity.Derive(activity.State{}, events)
	now, past := board.Snapshot(at.Time(), 3*time.Minute).Totals.AgentsOnline == 1, state.Status != nil && state.Status.Online()
	if now != past {
		t.Errorf("%s: online is %t on the board and %t in the history", strings.Join(story, ", "), now, past)
	}
}
