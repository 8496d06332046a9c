package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
)

func TestFaultsOfTheDemoAreThoseNamed(t *testing.T) {
	of := sim.Directory{Queues: []sim.QueueEntry{{ARN: "arn:queue/one"}, {ARN: "arn:queue/two"}}}
	for words, want := range map[string]connectapi.Fault{
		"":                       {},
		"throttle,error,timeout": {Throttle: struck, Fail: struck, Silence: struck},
		"stale,missing":          {Stale: 2 * time.Minute, Hide: []string{"arn:queue/one"}},
	} {
		if diff := cmp.Diff(want, connectFault(strings.Split(words, ","), of)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", words, diff)
		}
	}
}

// TestPipelineTellsOfTheFaultsOfTheDemo asks until a request was refused, and a later one answered all the same.
func TestPipelineTellsOfTheFaultsOfTheDemo(t *testing.T) {
	t.Parallel()
	demo := start(t, "demo", "--listen", "127.0.0.1:0", "--data", t.TempDir(), "--agents", "12", "--connect-budget", "5", "--connect-fault", "throttle")
	var status api.IngestStatus
	told := func() bool {
		demo.get("/api/v1/ingest/status", &status)
		return len(status.AmazonConnect) > 0 && status.AmazonConnect[0].Throttled > 0 && status.AmazonConnect[0].AsOf != nil
	}
	if !until(patience, told) {
		t.Errorf("nothing is told of refused requests: %+v", status.AmazonConnect)
	}
}

// TestDemoKnowsNamesAndWhoIsThere asks what a page would, until the simulated Amazon Connect has answered everything.
func TestDemoKnowsNamesAndWhoIsThere(t *testing.T) {
	t.Parallel()
	demo := start(t, "demo", "--listen", "127.0.0.1:0", "--data", t.TempDir(), "--agents", "12", "--connect-budget", "5")
	var status api.IngestStatus
	answered := func() bool {
		demo.get("/api/v1/ingest/status", &status)
		if len(status.AmazonConnect) == 0 || status.AmazonConnect[0].Roll.AsOf == nil {
			return false
		}
		for _, kind := range status.AmazonConnect[0].Directory {
			if kind.ListedAt == nil || kind.Problem != "" || kind.There == 0 {
				return false
			}
		}
		return true
	}
	if !until(patience, answered) {
		t.Fatalf("not everything is known: %+v", status.AmazonConnect)
	}
	var users api.DirectoryList
	demo.get("/api/v1/directory?kind=user&limit=1000", &users)
	listed := map[string]api.DirectoryEntry{}
	for _, user := range users.Entries {
		listed[user.ARN] = user
	}
	var board live.Snapshot
	demo.get("/api/v1/live/snapshot?agents=true", &board)
	for arn, agent := range board.Agents {
		if known := listed[arn]; known.FullName != agent.Name || known.Name != agent.Login {
			t.Errorf("the board shows %s (%s), listed is %s (%s)", agent.Name, agent.Login, known.FullName, known.Name)
		}
	}
	if len(users.Entries) < 12 {
		t.Errorf("%d users are listed, 12 agents and their supervisors are there", len(users.Entries))
	}
}
