package api

import (
	"context"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// TestResponsesHaveTheirAgreedShape has a golden file for each response.
func TestResponsesHaveTheirAgreedShape(t *testing.T) {
	s := madeUpStore()
	s.contacts[3].RawAttributes = []byte(`{"GreetingPlayed":"true","greetingPlayed":"false"}`)
	s.contacts[5].CustomerAddress = s.contacts[3].CustomerAddress
	s.versions = map[connect.ContactID][]store.ContactVersion{"c": madeUpVersions()}
	hub := runningHub(t)
	views := emptyViews(t)
	h := site(t, s, func(o *Options) {
		o.Hub, o.Views, o.Samples, o.Directory = hub, views, keptSamples(t), named(t)
		o.Me = func(context.Context) Me {
			return Me{Name: "kim", By: "account", Roles: []string{"administrator"}, SignOut: "/sign-out", Portal: "/portal"}
		}
		o.Import = func() *ImportProgress {
			percent, left := 40.0, 12.5
			return &ImportProgress{Running: true, Name: "history", Records: 4000, RecordsPerSecond: 50_000, Percent: &percent, SecondsLeft: &left}
		}
		o.Replay = func(_ context.Context, _ []uint64) (ReplayResult, error) {
			return ReplayResult{Replayed: 1, StillQuarantined: 1}, nil
		}
	})
	const week = "from=2026-11-16&to=2026-11-23&zone=Asia/Seoul"
	tests := []struct{ name, method, target, body string }{
		{"version", "GET", "/version", ""},
		{"me", "GET", "/me", ""},
		{"settings", "GET", "/settings", ""},
		{"panels", "GET", "/panels?" + week, ""},
		{"panels_of_a_queue", "GET", "/panels?" + week + "&queue=Sales&channel=voice", ""},
		{"overview", "GET", "/overview?from=2026-11-22&to=2026-11-23", ""},
		{"month", "GET", "/month?month=2026-11", ""},
		{"contacts", "GET", "/contacts?" + week + "&limit=3&outcome=abandoned", ""},
		{"contact", "GET", "/contacts/" + string(s.contacts[3].ContactID), ""},
		{"versions", "GET", "/contacts/c/versions?limit=2", ""},
		{"related", "GET", "/contacts/" + string(s.contacts[3].ContactID) + "/related", ""},
		{"dimensions_queue", "GET", "/dimensions?dimension=queue", ""},
		{"dimensions_channel", "GET", "/dimensions?dimension=channel", ""},
		{"dimensions_attribute", "GET", "/dimensions?dimension=attribute:greetingPlayed&limit=1", ""},
		{"directory_queue", "GET", "/directory?kind=queue&gone=true", ""},
		{"directory_user", "GET", "/directory?kind=user&q=park", ""},
		{"directory_routing_profile", "GET", "/directory?kind=routing_profile", ""},
		{"directory_agent_status", "GET", "/directory?kind=agent_status", ""},
		{"directory_hierarchy_group", "GET", "/directory?kind=hierarchy_group", ""},
		{"attributes", "GET", "/attributes?limit=1", ""},
		{"live_snapshot", "GET", "/live/snapshot", ""},
		{"live_waiting", "GET", "/live/waiting?queue=" + salesARN, ""},
		{"live_history", "GET", "/live/history?from=2026-11-22T13:10:00%2B09:00&to=2026-11-22T15:00:00%2B09:00&queue=Sales&step=15m", ""},
		{"ingest_status", "GET", "/ingest/status", ""},
		{"quarantine", "GET", "/quarantine?limit=2", ""},
		{"quarantined_text", "GET", "/quarantine/7", ""},
		{"quarantined_bytes", "GET", "/quarantine/12", ""},
		{"quarantine_replay", "POST", "/quarantine/replay", `{"all":true}`},
		{"query", "POST", "/query", `{"metrics":["contacts_handled","service_level:seconds=30","avg_handle_time"],"from":"2026-11-20","to":"2026-11-23","every":"1d","by":["queue"],"where":[{"dimension":"channel","values":["VOICE"]}]}`},
		{"contacts_of_metric", "GET", "/contacts?from=2026-11-20&to=2026-11-21&metric=service_level&part=1&time_field=disconnect&column=handle_s&column=queued&sort=-queue_s&limit=2", ""},
		{"explain", "POST", "/explain", `{"metric":"service_level:seconds=30","from":"2026-11-20","to":"2026-11-21","by":["queue"],"keys":["` + salesARN + `"],"where":[{"dimension":"channel","values":["VOICE"]}],"limit":2}`},
		{"explain_percentile", "POST", "/explain", `{"metric":"p90_handle_time","from":"2026-11-20","to":"2026-11-21","limit":1}`},
		{"explain_intervals", "POST", "/explain", `{"metric":"percent_idle_time_agent","from":"2026-11-22","to":"2026-11-23","limit":2}`},
		{"explain_shares", "POST", "/explain", `{"metric":"agent_occupancy","from":"2026-11-22","to":"2026-11-23","limit":2}`},
		{"explain_agents", "POST", "/explain", `{"metric":"number_of_agents","from":"2026-11-22","to":"2026-11-23","limit":2}`},
		{"view", "POST", "/views", `{"kind":"report","name":"Queues, weekly","query":"range=7d&by=queue","pinned":true}`},
		{"views", "GET", "/views?kind=report", ""},
		{"query_compared", "POST", "/query", `{"metrics":["contacts_handled","avg_handle_time"],"from":"2026-11-20","to":"2026-11-23","every":"1d","compare":{"period":"week_before"}}`},
		{"query_top", "POST", "/query", `{"metrics":["contacts_created"],"from":"2026-11-16","to":"2026-11-23","by":["queue"],"top":{"n":1},"compare":{"from":"2026-11-02","to":"2026-11-09"}}`},
		{"problem", "GET", "/panels?from=2026-11-23&to=2026-11-16", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := ask(h, tt.method, Prefix+tt.target, tt.body)
			if w.Code != http.StatusOK && tt.name != "problem" {
				t.Fatalf("status %d: %s", w.Code, w.Body)
			}
			golden(t, tt.name, []byte(settled(w.Body.String())))
		})
	}
}

func TestFigureChecksHaveTheirAgreedShape(t *testing.T) {
	db := emptyViews(t)
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.FigureCheck, o.Audit = compared(t, db), db })
	golden(t, "figure_checks", ask(h, "GET", Prefix+"/figure-checks", "").Body.Bytes())
	golden(t, "figure_check_day", ask(h, "GET", Prefix+"/figure-checks/7b1f0c52-3a44-4e0b-9d2c-5a6f7e8d9c10/2026-11-22", "").Body.Bytes())
}

func TestAgentIntervalsHaveTheirAgreedShape(t *testing.T) {
	s := &memoryStore{events: workingDay(kimARN)}
	w := ask(site(t, s), "GET", Prefix+"/agents/kim/intervals?from=2026-11-20&to=2026-11-21&zone=Asia/Seoul", "")
	decode[AgentDay](t, w)
	golden(t, "agent_intervals", w.Body.Bytes())
}

// settled takes out what differs from run to run.
func settled(text string) string {
	text = regexp.MustCompile(`urn:ringside:request:[0-9a-f-]+`).ReplaceAllString(text, "urn:ringside:request:ID")
	text = regexp.MustCompile(`"id":"[0-9a-f]{16}"`).ReplaceAllString(text, `"id":"ID"`)
	return regexp.MustCompile(`"epoch":"[0-9a-f]+"`).ReplaceAllString(text, `"epoch":"EPOCH"`)
}

func TestListsAreNeverNull(t *testing.T) {
	h := site(t, &memoryStore{}, func(o *Options) { o.Hub, o.Views = runningHub(t), emptyViews(t) })
	for _, target := range []string{
		"/panels?from=2026-11-16&to=2026-11-23", "/overview?from=2026-11-16&to=2026-11-23", "/contacts?from=2026-11-16&to=2026-11-23",
		"/dimensions?dimension=agent", "/directory?kind=user", "/ingest/status", "/quarantine", "/metrics", "/views",
	} {
		w := ask(h, "GET", Prefix+target, "")
		for _, list := range []string{
			"calls_per_day", "points", "compare", "days", "queues", "contacts", "values", "sources", "warnings", "quarantined", "metrics",
			"dimensions", "intervals", "parameters", "choices", "groups", "views", "entries",
		} {
			if strings.Contains(w.Body.String(), `"`+list+`":null`) {
				t.Errorf("%s: %s is null", target, list)
			}
		}
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}

func TestOpenAPIDocumentIsCommitted(t *testing.T) {
	w := ask(site(t, madeUpStore(), func(o *Options) { o.Version = "1" }), "GET", "/api/openapi.json", "")
	golden(t, "../openapi", w.Body.Bytes())
}

func TestCatalogueIsComplete(t *testing.T) {
	list := decode[MetricList](t, ask(site(t, madeUpStore()), "GET", Prefix+"/metrics", ""))
	for _, m := range list.Metrics {
		empty := MetricInfo{ID: m.ID, ConnectName: m.ConnectName}
		for name, value := range map[string]string{
			"title": m.Title.EN + m.Title.KO, "short": m.Short.EN, "unit": m.Unit, "direction": m.Direction,
			"group": m.Group, "definition": m.Definition.EN, "formula": m.Formula, "source_url": m.SourceURL, "attribution": m.Attribution,
			"time_field": m.TimeField, "dimensions": strings.Join(m.Dimensions, " "),
		} {
			if value == "" {
				t.Errorf("%s has no %s", m.ID, name)
			}
		}
		if cmp.Equal(empty, m) {
			t.Errorf("%s is empty", m.ID)
		}
	}
	if got, want := len(list.Metrics), len(metric.Catalogue()); got != want {
		t.Errorf("%d metrics, want %d", got, want)
	}
	if len(list.Dimensions) != len(metric.Dimensions()) || list.Dimensions[0] != (DimensionInfo{
		ID: "queue", Title: Text{KO: "대기열", EN: "Queue"}, Field: "Queue.ARN",
	}) {
		t.Errorf("dimensions %+v", list.Dimensions)
	}
	if diff := cmp.Diff([]string{"15m", "30m", "1h", "1d", "1w", "1mo", "total"}, list.Intervals); diff != "" {
		t.Errorf("intervals: %s", diff)
	}
	at := slices.IndexFunc(list.Metrics, func(m MetricInfo) bool { return m.ID == "service_level" })
	var names []string
	for _, p := range list.Metrics[at].Parameters {
		names = append(names, p.Name)
	}
	if diff := cmp.Diff([]string{"seconds", "compare", "of", "abandons", "short"}, names); diff != "" {
		t.Errorf("parameters of service_level: %s", diff)
	}
}

func TestGoldenFilesHaveATest(t *testing.T) {
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("golden_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(file.Name(), ".json")
		if !file.IsDir() && !strings.Contains(string(source), `"`+name+`"`) {
			t.Errorf("testdata/%s belongs to no test", file.Name())
		}
	}
}
