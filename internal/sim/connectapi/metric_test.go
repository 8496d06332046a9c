package connectapi_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
)

// figures makes lines of an answer: dimensions, then metric=value.
func figures(body map[string]any) []string {
	lines := []string{}
	for _, r := range body["MetricResults"].([]any) {
		result := r.(map[string]any)
		var words []string
		of := result["Dimensions"].(map[string]any)
		for _, dimension := range slices.Sorted(maps.Keys(of)) {
			if named, ok := of[dimension].(map[string]any); ok {
				words = append(words, named["Id"].(string))
			} else {
				words = append(words, of[dimension].(string))
			}
		}
		for _, c := range result["Collections"].([]any) {
			metric := c.(map[string]any)["Metric"].(map[string]any)["Name"].(string)
			words = append(words, fmt.Sprintf("%s=%v", metric, c.(map[string]any)["Value"]))
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return lines
}

var allQueues = []string{"sales", queue("chat"), "night"} // ids and ARNs may be mixed

func TestCurrentMetricsCountWhatIsOnTheFloor(t *testing.T) {
	busy := small(
		[]sim.Waiting{waits("sales", 40*time.Second), waits("sales", 90*time.Second), waits("chat", 15*time.Second)},
		[]sim.Waiting{waits("sales", 5*time.Second)},
		present("free", "on"), present("talks", "on", handles("sales", "CONNECTED")),
		present("eats", "lunch", handles("sales", "ENDED")), present("gone", "off"),
		present("missed", "on", handles("sales", "MISSED")), present("rings", "on", handles("sales", "CONNECTING")),
		present("both1", "on", handles("chat", "CONNECTED"), handles("chat", "ENDED")), present("both2", "on"),
	)
	c := serve(t, connectapi.Options{Centre: busy})
	everything := []string{
		"CONTACTS_IN_QUEUE", "CONTACTS_SCHEDULED", "OLDEST_CONTACT_AGE", "AGENTS_ONLINE", "AGENTS_STAFFED", "AGENTS_NON_PRODUCTIVE",
		"AGENTS_AVAILABLE", "AGENTS_ON_CONTACT", "AGENTS_ON_CALL", "AGENTS_AFTER_CONTACT_WORK", "AGENTS_ERROR", "SLOTS_ACTIVE",
		"SLOTS_AVAILABLE",
	}
	for name, tt := range map[string]struct {
		groupings []string
		filters   object
		metrics   []string
		want      []string
	}{
		"instance: each agent once, the age in milliseconds": {
			nil,
			object{"Queues": allQueues},
			everything,
			[]string{
				"CONTACTS_IN_QUEUE=3 CONTACTS_SCHEDULED=1 OLDEST_CONTACT_AGE=90000 AGENTS_ONLINE=7 AGENTS_STAFFED=6 AGENTS_NON_PRODUCTIVE=1 " +
					"AGENTS_AVAILABLE=2 AGENTS_ON_CONTACT=3 AGENTS_ON_CALL=3 AGENTS_AFTER_CONTACT_WORK=2 AGENTS_ERROR=1 SLOTS_ACTIVE=4 " +
					"SLOTS_AVAILABLE=4",
			},
		},
		"queue: seconds, the idle one left out": {
			[]string{"QUEUE"},
			object{"Queues": allQueues},
			everything,
			[]string{
				"sales CONTACTS_IN_QUEUE=2 CONTACTS_SCHEDULED=1 OLDEST_CONTACT_AGE=90 AGENTS_ONLINE=7 AGENTS_STAFFED=6 AGENTS_NON_PRODUCTIVE=1 " +
					"AGENTS_AVAILABLE=2 AGENTS_ON_CONTACT=3 AGENTS_ON_CALL=3 AGENTS_AFTER_CONTACT_WORK=1 AGENTS_ERROR=1 SLOTS_ACTIVE=2 " +
					"SLOTS_AVAILABLE=2",
				"chat CONTACTS_IN_QUEUE=1 CONTACTS_SCHEDULED=0 OLDEST_CONTACT_AGE=15 AGENTS_ONLINE=2 AGENTS_STAFFED=2 AGENTS_NON_PRODUCTIVE=0 " +
					"AGENTS_AVAILABLE=1 AGENTS_ON_CONTACT=1 AGENTS_ON_CALL=1 AGENTS_AFTER_CONTACT_WORK=1 AGENTS_ERROR=0 SLOTS_ACTIVE=2 " +
					"SLOTS_AVAILABLE=2",
			},
		},
		"queue and channel, with an estimate": {
			[]string{"QUEUE", "CHANNEL"},
			object{"Queues": allQueues, "Channels": []string{"VOICE", "CHAT"}},
			[]string{"CONTACTS_IN_QUEUE", "ESTIMATED_WAIT_TIME"},
			[]string{"VOICE sales CONTACTS_IN_QUEUE=2 ESTIMATED_WAIT_TIME=40", "CHAT chat CONTACTS_IN_QUEUE=1 ESTIMATED_WAIT_TIME=150"},
		},
		"channel": {
			[]string{"CHANNEL"},
			object{"Queues": allQueues, "Channels": []string{"CHAT", "TASK"}},
			[]string{"CONTACTS_IN_QUEUE", "AGENTS_ONLINE"},
			[]string{"CHAT CONTACTS_IN_QUEUE=1 AGENTS_ONLINE=2"},
		},
		"one channel of everything": {
			nil,
			object{"Queues": allQueues, "Channels": []string{"VOICE"}},
			[]string{"CONTACTS_IN_QUEUE", "SLOTS_ACTIVE"},
			[]string{"CONTACTS_IN_QUEUE=2 SLOTS_ACTIVE=2"},
		},
		"routing profile": {
			[]string{"ROUTING_PROFILE"},
			object{"RoutingProfiles": []string{"both", profile("voice")}},
			[]string{"CONTACTS_IN_QUEUE", "AGENTS_ONLINE"},
			[]string{"voice CONTACTS_IN_QUEUE=2 AGENTS_ONLINE=5", "both CONTACTS_IN_QUEUE=3 AGENTS_ONLINE=2"},
		},
		"agents by routing profile of some queues": {
			[]string{"ROUTING_PROFILE"}, object{"Queues": []string{"chat"}}, []string{"AGENTS_ONLINE"}, []string{"both AGENTS_ONLINE=2"},
		},
		"nobody there and nobody waiting is no data": {
			nil, object{"Queues": []string{"night"}}, []string{"CONTACTS_IN_QUEUE"}, []string{},
		},
	} {
		t.Run(name, func(t *testing.T) {
			body := c.ask("POST", currentMetrics, object{"Filters": tt.filters, "Groupings": tt.groupings, "CurrentMetrics": metrics(tt.metrics...)})
			if diff := cmp.Diff(tt.want, figures(body)); diff != "" {
				t.Errorf("results (- want, + got):\n%s", diff)
			}
			if at := body["DataSnapshotTime"]; at != float64(noon.UnixMilli())/1000 {
				t.Errorf("DataSnapshotTime is %v", at)
			}
		})
	}
}

func TestQueueWithOnlyScheduledCallbacksIsLeftOut(t *testing.T) {
	c := serve(t, connectapi.Options{Centre: small(nil, []sim.Waiting{waits("night", time.Second)}, present("free", "on"))})
	body := c.ask("POST", currentMetrics, object{
		"Filters": object{"Queues": allQueues}, "Groupings": []string{"QUEUE"}, "CurrentMetrics": metrics("CONTACTS_SCHEDULED"),
	})
	if diff := cmp.Diff([]string{"sales CONTACTS_SCHEDULED=0"}, figures(body)); diff != "" {
		t.Error(diff)
	}
}

func TestEstimateWithoutAnybodyIsNull(t *testing.T) {
	c := serve(t, connectapi.Options{Centre: small([]sim.Waiting{waits("night", time.Second)}, nil)})
	body := c.ask("POST", currentMetrics, object{
		"Filters": object{"Queues": allQueues, "Channels": []string{"VOICE"}}, "Groupings": []string{"QUEUE", "CHANNEL"},
		"CurrentMetrics": metrics("ESTIMATED_WAIT_TIME"),
	})
	if diff := cmp.Diff([]string{"VOICE night ESTIMATED_WAIT_TIME=<nil>"}, figures(body)); diff != "" {
		t.Error(diff)
	}
}

func TestResultsAreSortedAsAsked(t *testing.T) {
	c := serve(t, connectapi.Options{Centre: small(
		[]sim.Waiting{waits("night", time.Minute), waits("chat", time.Second)}, nil, present("both", "on"), present("free", "on"),
	)})
	for order, want := range map[string]string{
		"":                              "sales chat night", // most agents first
		"AGENTS_ONLINE ASCENDING":       "night chat sales",
		"OLDEST_CONTACT_AGE DESCENDING": "night chat sales",
		"CONTACTS_IN_QUEUE ASCENDING":   "sales chat night",
	} {
		request := object{"Filters": object{"Queues": allQueues}, "Groupings": []string{"QUEUE"}, "CurrentMetrics": metrics("AGENTS_STAFFED")}
		if by, way, ok := strings.Cut(order, " "); ok {
			request["SortCriteria"] = []object{{"SortByMetric": by, "SortOrder": way}}
		}
		var got []string
		for _, line := range figures(c.ask("POST", currentMetrics, request)) {
			id, _, _ := strings.Cut(line, " ")
			got = append(got, id)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("by %q: %v, want %s", order, got, want)
		}
	}
}

// many is n of something.
func many(n int, make func(int) string) []string {
	all := []string{}
	for i := range n {
		all = append(all, make(i))
	}
	return all
}

func TestCurrentMetricsRefuseWhatAmazonRefuses(t *testing.T) {
	c := serve(t, connectapi.Options{Centre: small(nil, nil, present("free", "on"))})
	same := func(int) string { return "sales" }
	for name, tt := range map[string]struct {
		change object
		kind   string
	}{
		"no filters":             {object{"Filters": nil}, "InvalidParameterException"},
		"empty filters":          {object{"Filters": object{}}, "InvalidParameterException"},
		"camelCase":              {object{"Filters": object{"queues": allQueues}}, "InvalidParameterException"},
		"101 queues":             {object{"Filters": object{"Queues": many(101, same)}}, "InvalidParameterException"},
		"101 profiles":           {object{"Filters": object{"RoutingProfiles": many(101, strconv.Itoa)}}, "InvalidParameterException"},
		"e-mail":                 {object{"Filters": object{"Queues": allQueues, "Channels": []string{"EMAIL"}}}, "InvalidParameterException"},
		"4 channels":             {object{"Filters": object{"Queues": allQueues, "Channels": []string{"VOICE", "CHAT", "TASK", "EMAIL"}}}, "InvalidParameterException"},
		"channel that is none":   {object{"Filters": object{"Queues": allQueues, "Channels": []string{"voice"}}}, "InvalidParameterException"},
		"queues and profiles":    {object{"Filters": object{"Queues": allQueues, "RoutingProfiles": []string{"voice"}}}, "InvalidRequestException"},
		"unknown queue":          {object{"Filters": object{"Queues": []string{"nowhere"}}}, "ResourceNotFoundException"},
		"unknown profile":        {object{"Filters": object{"RoutingProfiles": []string{"nowhere"}}}, "ResourceNotFoundException"},
		"unknown grouping":       {object{"Groupings": []string{"AGENT"}}, "InvalidParameterException"},
		"3 groupings":            {object{"Groupings": []string{"QUEUE", "CHANNEL", "ROUTING_PROFILE"}}, "InvalidParameterException"},
		"grouping twice":         {object{"Groupings": []string{"QUEUE", "QUEUE"}}, "InvalidParameterException"},
		"no metrics":             {object{"CurrentMetrics": []object{}}, "InvalidParameterException"},
		"historical metric":      {object{"CurrentMetrics": metrics("CONTACTS_ABANDONED")}, "InvalidParameterException"},
		"wrong unit":             {object{"CurrentMetrics": []object{{"Name": "OLDEST_CONTACT_AGE", "Unit": "COUNT"}}}, "InvalidParameterException"},
		"estimate of nothing":    {object{"CurrentMetrics": metrics("ESTIMATED_WAIT_TIME")}, "InvalidRequestException"},
		"contacts by profile":    {object{"Groupings": []string{"ROUTING_PROFILE"}}, "InvalidRequestException"},
		"sorted by slots":        {object{"SortCriteria": []object{{"SortByMetric": "SLOTS_ACTIVE"}}}, "InvalidParameterException"},
		"two orders":             {object{"SortCriteria": []object{{"SortByMetric": "AGENTS_ONLINE"}, {"SortByMetric": "AGENTS_ERROR"}}}, "InvalidParameterException"},
		"no results":             {object{"MaxResults": 0}, "InvalidParameterException"},
		"101 results":            {object{"MaxResults": 101}, "InvalidParameterException"},
		"token of nobody":        {object{"NextToken": "abc"}, "InvalidParameterException"},
		"word for a number":      {object{"MaxResults": "ten"}, "SerializationException"},
		"filter by agent status": {object{"Filters": object{"Queues": allQueues, "AgentStatuses": []string{"on"}}}, "InvalidRequestException"},
	} {
		request := object{
			"Filters": object{"Queues": allQueues}, "Groupings": []string{"QUEUE"}, "CurrentMetrics": metrics("CONTACTS_IN_QUEUE"),
		}
		maps.Copy(request, tt.change)
		a := c.send("POST", currentMetrics, request)
		if a.kind != tt.kind || a.status < 400 || a.body["Message"] == "" {
			t.Errorf("%s: %s, want %s", name, a, tt.kind)
		}
	}
}

func TestMetricsOfAWorldAreThoseOfItsFloor(t *testing.T) {
	now := noon.Add(-10 * time.Hour) // 11 o'clock in Seoul, a minute into an incident
	w, err := sim.NewWorld(sim.Options{Seed: 5, Agents: 60, Incidents: []sim.Incident{{At: now.Add(-time.Minute)}}})
	if err != nil {
		t.Fatal(err)
	}
	floor := w.Floor()
	c := serve(t, connectapi.Options{Centre: floor, Now: func() time.Time { return now }})
	c.region = "ap-northeast-2"
	d := floor.Directory()
	var arns []string
	for _, q := range d.Queues {
		arns = append(arns, q.ARN)
	}
	_, id, _ := strings.Cut(d.InstanceARN, "/")
	request := object{"Filters": object{"Queues": arns}, "CurrentMetrics": metrics("CONTACTS_IN_QUEUE", "AGENTS_ONLINE", "CONTACTS_SCHEDULED")}
	scene, online := floor.At(now), 0
	for _, p := range scene.Agents {
		if p.Status != d.Statuses[0].ARN {
			online++
		}
	}
	want := fmt.Sprintf("CONTACTS_IN_QUEUE=%d AGENTS_ONLINE=%d CONTACTS_SCHEDULED=%d", len(scene.Waiting), online, len(scene.Scheduled))
	if got := figures(c.ask("POST", "/metrics/current/"+id, request)); len(scene.Waiting) == 0 || len(got) != 1 || got[0] != want {
		t.Errorf("instance: %v, want %s", got, want)
	}
}
