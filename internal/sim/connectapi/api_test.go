package connectapi_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
)

// wide is a centre of n queues, in each of which a number of contacts waits that depends on the moment.
func wide(n int) centre {
	c := small(nil, nil)
	c.directory.Queues = nil
	for i := range n {
		c.directory.Queues = append(c.directory.Queues, sim.QueueEntry{
			ARN: queue(fmt.Sprintf("q%03d", i)), Name: fmt.Sprintf("Queue %03d", i), Channel: "VOICE",
		})
	}
	c.scene = func(at time.Time) sim.Scene {
		scene := sim.Scene{At: at}
		for _, q := range c.directory.Queues {
			for range 1 + at.Second() {
				scene.Waiting = append(scene.Waiting, sim.Waiting{QueueARN: q.ARN, Channel: "VOICE", Since: at.Add(-time.Second)})
			}
		}
		return scene
	}
	return c
}

// ofQueues asks for the contacts of all queues of a wide centre.
func ofQueues(c centre, next string) object {
	var arns []string
	for _, q := range c.directory.Queues {
		arns = append(arns, q.ARN)
	}
	request := object{
		"Filters": object{"Queues": arns}, "Groupings": []string{"QUEUE"}, "CurrentMetrics": metrics("CONTACTS_IN_QUEUE"), "MaxResults": 40,
	}
	if next != "" {
		request["NextToken"] = next
	}
	return request
}

func TestPagesAreOfOneSnapshotAndEachQueueIsOnOne(t *testing.T) {
	centre, now := wide(100), noon
	c := serve(t, connectapi.Options{Centre: centre, Now: func() time.Time { now = now.Add(time.Second); return now }})
	var all []string
	next, pages := "", 0
	for {
		body := c.ask("POST", currentMetrics, ofQueues(centre, next))
		if at := body["DataSnapshotTime"]; at != float64(noon.Add(time.Second).UnixMilli())/1000 {
			t.Errorf("page %d is of %v", pages, at)
		}
		all = append(all, figures(body)...)
		pages++
		var more bool
		if next, more = body["NextToken"].(string); !more {
			break
		}
	}
	var want []string
	for i := range 100 {
		want = append(want, fmt.Sprintf("q%03d CONTACTS_IN_QUEUE=2", i))
	}
	if diff := cmp.Diff(want, all); diff != "" || pages != 3 {
		t.Errorf("%d pages (- want, + got):\n%s", pages, diff)
	}
}

func TestTokenIsGoodForFiveMinutesAndForItsOwnRequest(t *testing.T) {
	centre, wall := wide(60), noon
	c := serve(t, connectapi.Options{Centre: centre, Wall: func() time.Time { return wall }})
	c.at = func() time.Time { return wall }
	next := c.ask("POST", currentMetrics, ofQueues(centre, ""))["NextToken"].(string)
	other := ofQueues(centre, next)
	other["CurrentMetrics"] = metrics("AGENTS_ONLINE")
	if a := c.send("POST", currentMetrics, other); a.kind != "InvalidParameterException" {
		t.Errorf("with other metrics: %s", a)
	}
	if a := c.send("GET", "/users-summary/"+instanceID+"?nextToken="+next, nil); a.kind != "InvalidParameterException" {
		t.Errorf("at another operation: %s", a)
	}
	wall = wall.Add(5*time.Minute - time.Second)
	if a := c.send("POST", currentMetrics, ofQueues(centre, next)); a.status != http.StatusOK {
		t.Errorf("a second before it expires: %s", a)
	}
	wall = wall.Add(time.Second)
	if a := c.send("POST", currentMetrics, ofQueues(centre, next)); a.kind != "InvalidParameterException" {
		t.Errorf("after five minutes: %s", a)
	}
}

func TestQuotaIsOneBucketForEachOperation(t *testing.T) {
	centre, wall := wide(3), noon
	c := serve(t, connectapi.Options{Centre: centre, Wall: func() time.Time { return wall }})
	metricsNow := func() string { return c.send("POST", currentMetrics, ofQueues(centre, "")).kind }
	listQueues := func() string { return c.send("GET", "/queues-summary/"+instanceID, nil).kind }
	// taken is how many requests succeed before one is throttled.
	taken := func(ask func() string) int {
		for n := 0; ; n++ {
			switch kind := ask(); kind {
			case "":
			case "ThrottlingException":
				return n
			default:
				t.Fatal(kind)
			}
		}
	}
	if n := taken(metricsNow); n != 8 {
		t.Errorf("a burst of %d current metrics, want 8", n)
	}
	if n := taken(listQueues); n != 5 {
		t.Errorf("a burst of %d lists of queues, want 5", n)
	}
	wall = wall.Add(time.Second)
	if n, m := taken(metricsNow), taken(listQueues); n != 5 || m != 2 {
		t.Errorf("a second refills %d and %d, want 5 and 2", n, m)
	}
}

func TestOnlyWhatTheKeyHasSignedIsAnswered(t *testing.T) {
	centre := wide(1)
	for name, tt := range map[string]struct {
		change func(*client)
		kind   string
	}{
		"as it must be":    {func(*client) {}, ""},
		"unknown key":      {func(c *client) { c.key = "AKIDOTHER" }, "UnrecognizedClientException"},
		"wrong secret":     {func(c *client) { c.secret = "wrong" }, "InvalidSignatureException"},
		"other service":    {func(c *client) { c.service = "execute-api" }, "InvalidSignatureException"},
		"other Region":     {func(c *client) { c.region = "us-east-1" }, "InvalidSignatureException"},
		"ten minutes old":  {func(c *client) { c.at = func() time.Time { return ago(10 * time.Minute) } }, "InvalidSignatureException"},
		"changed on route": {func(c *client) { c.tampered = true }, "InvalidSignatureException"},
	} {
		c := serve(t, connectapi.Options{Centre: centre})
		tt.change(c)
		if a := c.send("POST", currentMetrics, ofQueues(centre, "")); a.kind != tt.kind {
			t.Errorf("%s: %s, want %q", name, a, tt.kind)
		}
	}
	c := serve(t, connectapi.Options{Centre: centre})
	for header, kind := range map[string]string{
		"":             "MissingAuthenticationTokenException",
		"Bearer token": "IncompleteSignatureException",
		"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261117/eu-west-2/connect, SignedHeaders=host, Signature=00": "IncompleteSignatureException",
	} {
		r := c.request("GET", "/instance", nil)
		r.Header.Del("Authorization")
		if header != "" {
			r.Header.Set("Authorization", header)
		}
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if got := response.Header.Get("X-Amzn-ErrorType"); got != kind || response.StatusCode != http.StatusForbidden {
			t.Errorf("%q: %d %s, want 403 %s", header, response.StatusCode, got, kind)
		}
	}
}

func TestFaultsAreSwitchedOnAndOffWhileServing(t *testing.T) {
	faults := &connectapi.Faults{}
	centre := wide(2)
	c := serve(t, connectapi.Options{Centre: centre, Faults: faults})
	kind := func() string { return c.send("POST", currentMetrics, ofQueues(centre, "")).kind }
	faults.Set(connectapi.Fault{Throttle: 1})
	if got := kind(); got != "ThrottlingException" {
		t.Errorf("throttled: %q", got)
	}
	faults.Set(connectapi.Fault{Fail: 1})
	if got := kind(); got != "InternalServiceException" {
		t.Errorf("failing: %q", got)
	}
	faults.Set(connectapi.Fault{Stale: 40 * time.Second, Hide: []string{"q000"}})
	body := c.ask("POST", currentMetrics, ofQueues(centre, ""))
	if diff := cmp.Diff([]string{"q001 CONTACTS_IN_QUEUE=21"}, figures(body)); diff != "" { // second 20 of the minute before
		t.Errorf("stale, and one queue missing:\n%s", diff)
	}
	if at := body["DataSnapshotTime"]; at != float64(ago(40*time.Second).UnixMilli())/1000 {
		t.Errorf("the stale snapshot says it is of %v", at)
	}
	faults.Set(connectapi.Fault{})
	if got := kind(); got != "" {
		t.Errorf("switched off: %q", got)
	}
}

func TestSilenceLastsUntilTheCallerGivesUp(t *testing.T) {
	faults := &connectapi.Faults{}
	faults.Set(connectapi.Fault{Silence: 1})
	c := serve(t, connectapi.Options{Centre: wide(1), Faults: faults})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	response, err := http.DefaultClient.Do(c.request("GET", "/instance", nil).WithContext(ctx))
	if err == nil {
		_ = response.Body.Close()
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("answered with %v, %v", response, err)
	}
}

func TestOtherInstancesAndOperationsAreNotFound(t *testing.T) {
	c := serve(t, connectapi.Options{Centre: wide(1)})
	for path, kind := range map[string]string{
		"/queues-summary/11111111-2222-4333-8444-555555555555": "ResourceNotFoundException",
		"/instance/11111111-2222-4333-8444-555555555555":       "ResourceNotFoundException",
		"/users/" + instanceID + "/nobody":                     "ResourceNotFoundException",
		"/user-hierarchy-groups/" + instanceID + "/none":       "ResourceNotFoundException",
		"/phone-numbers-summary/" + instanceID:                 "UnknownOperationException",
	} {
		if a := c.send("GET", path, nil); a.kind != kind || a.status != http.StatusNotFound {
			t.Errorf("%s: %s, want %s", path, a, kind)
		}
	}
}

func TestListsPageThroughEverything(t *testing.T) {
	w, err := sim.NewWorld(sim.Options{Seed: 5, Agents: 300})
	if err != nil {
		t.Fatal(err)
	}
	d := w.Directory()
	c := serve(t, connectapi.Options{Centre: w.Floor()})
	c.region = "ap-northeast-2"
	id := d.InstanceARN[len(d.InstanceARN)-36:]
	for path, want := range map[string]struct {
		list string
		n    int
	}{
		"/queues-summary/" + id + "?queueTypes=STANDARD&maxResults=5": {"QueueSummaryList", len(d.Queues)},
		"/queues-summary/" + id + "?maxResults=70":                    {"QueueSummaryList", len(d.Queues) + len(d.Users)},
		"/users-summary/" + id + "?":                                  {"UserSummaryList", len(d.Users)},
		"/routing-profiles-summary/" + id + "?maxResults=3":           {"RoutingProfileSummaryList", len(d.Profiles)},
		"/agent-status/" + id + "?AgentStatusTypes=CUSTOM":            {"AgentStatusSummaryList", 5},
		"/user-hierarchy-groups-summary/" + id + "?maxResults=7":      {"UserHierarchyGroupSummaryList", len(d.Groups)},
		"/instance?": {"InstanceSummaryList", 1},
	} {
		seen, next := []string{}, ""
		for page := 0; page == 0 || next != ""; page++ {
			body := c.ask("GET", path+"&nextToken="+next, nil)
			for _, entry := range body[want.list].([]any) {
				seen = append(seen, entry.(map[string]any)["Arn"].(string))
			}
			next, _ = body["NextToken"].(string)
		}
		slices.Sort(seen)
		if len(slices.Compact(seen)) != want.n {
			t.Errorf("%s: %d different entries, want %d", path, len(seen), want.n)
		}
	}
	if a := c.send("GET", "/users-summary/"+id+"?maxResults=1001", nil); a.kind != "InvalidParameterException" {
		t.Errorf("1001 users a page: %s", a)
	}
}
