package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

func TestFiguresOfAPartSaySo(t *testing.T) {
	const span = `"from":"2026-11-20","to":"2026-11-22"`
	asks := map[string][3]string{
		"query":    {"POST", "/query", `{"metrics":["contacts_created"],` + span + `}`},
		"explain":  {"POST", "/explain", `{"metric":"contacts_created",` + span + `}`},
		"month":    {"GET", "/month?month=2026-11", ""},
		"overview": {"GET", "/overview?from=2026-11-20&to=2026-11-22", ""},
	}
	running := false
	s := madeUpStore()
	h := site(t, s, func(o *Options) { o.Import = func() *ImportProgress { return &ImportProgress{Running: running} } })
	for _, c := range []struct {
		appended uint64
		running  bool
		want     string
	}{
		{s.status.Projected + 90_000, false, "filling"},
		{s.status.Projected + 90_000, true, "filling loading"},
		{s.status.Projected, true, "loading"},
		{s.status.Projected, false, ""},
	} {
		s.status.Appended, running = c.appended, c.running
		for name, request := range asks {
			answer := decode[struct{ Notes []QueryNote }](t, ask(h, request[0], Prefix+request[1], request[2]))
			var kinds []string
			for _, note := range answer.Notes {
				if note.Kind == "filling" || note.Kind == "loading" {
					kinds = append(kinds, note.Kind)
				}
			}
			if got := strings.Join(kinds, " "); got != c.want {
				t.Errorf("%s with %d outstanding, import %v: %q, want %q", name, c.appended-s.status.Projected, c.running, got, c.want)
			}
		}
	}
}

func TestFinalUntilIsThatOfTheChosenInstances(t *testing.T) {
	s := madeUpStore()
	at := func(hour int) connect.Millis {
		return connect.MillisOf(time.Date(2026, 11, 22, hour, 0, 0, 0, time.UTC))
	}
	const silent = "arn:aws:connect:eu-west-2:111122223333:instance/99999999-1111-4222-8333-444444444444"
	of := s.contacts[0]
	of.InstanceARN = silent
	s.contacts = append(s.contacts, of)
	s.status.Sources = []store.SourceStatus{{Source: "firehose", Kind: connect.KindContact, LastEvent: at(6)}}
	s.status.Instances = []store.InstanceStatus{
		{ARN: instance, Kind: connect.KindContact, LastEvent: at(5)}, {ARN: silent, Kind: connect.KindContact, LastEvent: at(2)},
	}
	h := site(t, s)
	for query, want := range map[string]connect.Millis{"": at(6), "&instance=" + instance: at(5), "&instance=" + silent: at(2)} {
		panels := decode[Panels](t, ask(h, "GET", Prefix+"/panels?from=2026-11-20&to=2026-11-23"+query, ""))
		if panels.FinalUntil == nil || connect.MillisOf(*panels.FinalUntil) != want {
			t.Errorf("%q: final until %v, want %v", query, panels.FinalUntil, want.Time())
		}
	}
	body := fmt.Sprintf(`{"format":"csv","contacts":{"from":"2026-11-20","to":"2026-11-23","instance":[%q]}}`, silent)
	if header := ask(h, "POST", Prefix+"/export", body).Header().Get(ExportHeader); !strings.Contains(header, `"final_until":"2026-11-22T11:00:00+09:00"`) {
		t.Errorf("export: %s", header)
	}
}

func TestARequestThatFitsNoSchemaSaysWhatIsWrong(t *testing.T) {
	h := site(t, madeUpStore())
	const span = `"from":"2026-11-01","to":"2026-11-22"`
	for _, c := range [][3]string{
		{"/query", `{` + span + `}`, "the body misses metrics"},
		{"/query", `{"metrics":"contacts_created",` + span + `}`, `metrics must be a list`},
		{"/query", `{"metrics":["contacts_created"],"wher":[],` + span + `}`, "wher is not known here"},
		{"/query", `{"metrics":["contacts_created"],"compare":"month_before",` + span + `}`, "compare must be an object"},
		{"/query", `{"metrics":["contacts_created"],"where":[{"dimension":"queue","values":[]}],` + span + `}`, "where[0].values has too few values; the least is 1"},
		{"/query", `{"metrics":[`, "the body: unexpected end of JSON input"},
		{"/query", ``, "The request needs a body"},
		{"/explain", `{"metric":"contacts_created","part":5,` + span + `}`, "part is too great; the greatest is 1"},
		{"/export", `{"format":"pdf","query":{"metrics":["contacts_created"],` + span + `}}`, "format must be one of \"csv, xlsx, parquet, jsonl\""},
	} {
		if problem := problemOf(t, h, "POST", Prefix+c[0], c[1]); !strings.Contains(problem.Detail, c[2]) {
			t.Errorf("%s %s: %q, want %q in it", c[0], c[1], problem.Detail, c[2])
		}
	}
}
