package connectapi_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
)

// withBoto is the variable that names a Python which has what testdata/requirements.txt lists.
const withBoto = "RINGSIDE_BOTO_PYTHON"

// python finds one with boto3; where the variable promises it, it must be there.
func python(t *testing.T) string {
	t.Helper()
	promised := os.Getenv(withBoto)
	if promised != "" {
		return promised
	}
	if err := exec.CommandContext(t.Context(), "python3", "-c", "import boto3").Run(); err != nil {
		t.Skip("left out: boto3 against the simulated Connect API, which needs python3 with boto3 (make go-test installs it)")
	}
	return "python3"
}

// patience is the wall clock of an API whose quotas refill when the script says so.
type patience struct {
	mu    sync.Mutex // guards ahead
	ahead time.Duration
}

func (p *patience) now() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Now().Add(p.ahead)
}

func (p *patience) pass(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ahead += d
}

// eventful finds a moment of an incident at which everything happens that a client could misread.
func eventful(t *testing.T, floor *sim.Floor, from time.Time) sim.Scene {
	t.Helper()
	for at := from; at.Before(from.Add(6 * time.Hour)); at = at.Add(time.Second) {
		scene := floor.At(at)
		states := map[string]bool{}
		for _, p := range scene.Agents {
			for _, c := range p.Contacts {
				states[c.State] = true
			}
		}
		if len(scene.Waiting) > 2 && len(scene.Scheduled) > 0 && states["CONNECTED_ONHOLD"] && states["ENDED"] && states["MISSED"] {
			return scene
		}
	}
	t.Fatal("no moment has everything")
	return sim.Scene{}
}

func TestBotoAcceptsEveryAnswerAndFindsTheTruthInIt(t *testing.T) {
	with := python(t)
	from := noon.Add(-10 * time.Hour).Truncate(time.Second)
	w, err := sim.NewWorld(sim.Options{Seed: 5, Agents: 120, Oddities: -1, Incidents: []sim.Incident{{At: from}}})
	if err != nil {
		t.Fatal(err)
	}
	floor, faults, wall := w.Floor(), &connectapi.Faults{}, &patience{ahead: -4 * time.Minute} // signatures may be 5 old, or early
	scene := eventful(t, floor, from)
	mux := http.NewServeMux()
	mux.Handle("/", connectapi.New(connectapi.Options{
		Centre: floor, Now: func() time.Time { return scene.At }, Wall: wall.now, Key: key, Secret: secret, Faults: faults,
		Given: func(given string) (connectapi.Caller, bool) { // a role that somebody who is created has, and may
			return connectapi.Caller{
				ARN: "arn:aws:sts::111122223333:assumed-role/SignIn/new.agent@example.com", Name: "new.agent@example.com", Secret: secret, Token: "given",
				May: func(action, _ string, _ map[string][]string) bool { return action == "connect:GetFederationToken" },
			}, given == "ASIAGIVEN"
		},
	}))
	mux.HandleFunc("POST /control", func(w http.ResponseWriter, r *http.Request) {
		var change struct {
			Advance float64 // seconds
			Fault   connectapi.Fault
		}
		if err := json.NewDecoder(r.Body).Decode(&change); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		wall.pass(time.Duration(change.Advance * float64(time.Second)))
		faults.Set(change.Fault)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	complaints(t, with, "testdata/boto.py", object{
		"URL": server.URL, "Control": server.URL + "/control", "Region": strings.Split(sim.InstanceARN, ":")[3], "Key": key, "Secret": secret,
		"Directory": floor.Directory(), "Scene": scene, "Operations": operationNames,
		"Past": past(floor, scene.At),
	})
}

// past is five whole hours before a moment, of which everything is settled.
func past(floor *sim.Floor, at time.Time) object {
	to := at.Add(-3 * time.Hour).Truncate(time.Hour)
	from := to.Add(-5 * time.Hour)
	return object{"From": from.Unix(), "To": to.Unix(), "Contacts": floor.Known(from, to)}
}

// complaints hands a script its input and fails with each line that it prints.
func complaints(t *testing.T, python, script string, input any) {
	t.Helper()
	text, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), python, "-B", script)
	cmd.Env = append(slices.Clone(os.Environ()), "AWS_EC2_METADATA_DISABLED=true", "no_proxy=127.0.0.1")
	var trouble bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(text), &trouble
	out, err := cmd.Output()
	if err != nil || len(out) > 0 {
		t.Errorf("%s: %v\n%s%s", script, err, out, trouble.String())
	}
}

// operationNames are those that Ringside calls.
var operationNames = []string{
	"AssociateApprovedOrigin", "AssociateInstanceStorageConfig", "CreateUser", "DeleteUser", "DescribeContact", "DescribeInstance", "DescribeInstanceStorageConfig",
	"DescribeUser", "DescribeUserHierarchyGroup", "DisassociateInstanceStorageConfig", "GetCurrentMetricData", "GetCurrentUserData", "GetFederationToken",
	"GetMetricDataV2", "ListAgentStatuses", "ListApprovedOrigins", "ListInstanceStorageConfigs", "ListInstances", "ListQueues", "ListRoutingProfileQueues",
	"ListRoutingProfiles", "ListSecurityProfiles", "ListUserHierarchyGroups", "ListUsers", "SearchContacts", "SearchQueues", "SearchUsers",
	"UpdateInstanceStorageConfig", "UpdateUserIdentityInfo", "UpdateUserRoutingProfile",
	"UpdateUserSecurityProfiles",
}
