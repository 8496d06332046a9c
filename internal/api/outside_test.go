package api

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

func TestRangeBeforeTheFirstContactIsNoted(t *testing.T) {
	s := madeUpStore()
	s.status.OldestInitiation = time.Date(2026, 11, 10, 3, 0, 0, 0, time.UTC)
	h := site(t, s)
	for from, want := range map[string]int{"2026-11-01": 1, "2026-11-11": 0, "2026-11-10": 1} {
		body := fmt.Sprintf(`{"metrics":["contacts_handled"],"from":%q,"to":"2026-11-20"}`, from)
		got := decode[QueryResult](t, ask(h, "POST", Prefix+"/query", body))
		if len(got.Notes) != want {
			t.Errorf("from %s: notes %+v, want %d", from, got.Notes, want)
		}
		for _, note := range got.Notes {
			if note.Kind != "before_data" || note.DataFrom != "2026-11-10T12:00:00+09:00" {
				t.Errorf("from %s: %+v", from, note)
			}
		}
	}
}

func TestRangeThatEndsBeforeTheFirstContactIsRefused(t *testing.T) {
	s := madeUpStore()
	s.status.OldestInitiation = time.Date(2026, 11, 10, 3, 0, 0, 0, time.UTC)
	h := site(t, s)
	const span = `"from":"2026-11-01","to":"2026-11-10"`
	problem := problemOf(t, h, "POST", Prefix+"/query", `{"metrics":["contacts_handled"],`+span+`}`)
	if problem.Status != 422 || !strings.Contains(problem.Detail, "contacts from 2026-11-10T12:00:00+09:00 to 2026-11-22T15:19:00+09:00") {
		t.Errorf("%d %q", problem.Status, problem.Detail)
	}
	// Agents may have been online before anybody called.
	table := decode[QueryResult](t, ask(h, "POST", Prefix+"/query", `{"metrics":["sum_online_time_agent"],`+span+`}`))
	if len(table.Notes) == 0 || table.Notes[0].Kind != "before_data" {
		t.Errorf("agents' time before the first contact: notes %+v", table.Notes)
	}
}

func TestOverviewNotesThatItBeginsBeforeTheFirstContact(t *testing.T) {
	s := madeUpStore()
	s.status.OldestInitiation = time.Date(2026, 11, 10, 3, 0, 0, 0, time.UTC)
	h := site(t, s)
	for from, want := range map[string]int{"2026-11-01": 1, "2026-11-11": 0} {
		o := decode[Overview](t, ask(h, "GET", Prefix+"/overview?from="+from+"&to=2026-11-20", ""))
		if len(o.Notes) != want {
			t.Errorf("from %s: notes %+v, want %d", from, o.Notes, want)
		}
	}
}

func TestFutureCanBeAskedWhereThereAreContactsInIt(t *testing.T) {
	s := madeUpStore()
	h := site(t, s)
	const body = `{"metrics":["contacts_handled"],"from":"2030-11-01","to":"2030-11-20"}`
	if code := ask(h, "POST", Prefix+"/query", body).Code; code != 422 {
		t.Errorf("a range in the future: %d", code)
	}
	s.status.NewestInitiation = time.Date(2030, 11, 10, 3, 0, 0, 0, time.UTC) // of a clock that is ahead
	if code := ask(h, "POST", Prefix+"/query", body).Code; code != 200 {
		t.Errorf("a range in the future, with contacts: %d", code)
	}
}

func TestTimeAfterWhatHasArrivedIsNoted(t *testing.T) {
	s := madeUpStore()
	s.status.OldestInitiation = time.Date(2026, 11, 1, 3, 0, 0, 0, time.UTC)
	source := func(name string, kind connect.Kind, hour int) store.SourceStatus {
		return store.SourceStatus{Source: name, Kind: kind, LastEvent: connect.MillisOf(time.Date(2026, 11, 22, hour, 0, 0, 0, time.UTC))}
	}
	// Now it is 06:20 in UTC. The slower of two streams says how far contact records are.
	s.status.Sources = []store.SourceStatus{
		source("firehose", connect.KindContact, 5), source("kinesis", connect.KindContact, 3), source("import", connect.KindContact, 6),
		source("firehose", connect.KindAgentEvent, 4),
	}
	h := site(t, s)
	const contacts, agents = "2026-11-22T12:00:00+09:00", "2026-11-22T13:00:00+09:00"
	for range 2 { // what was looked up is remembered
		for _, c := range []struct {
			from, to, metrics string
			want              []string
		}{
			{"2026-11-20", "2026-11-22", `"contacts_handled","sum_online_time_agent"`, nil},
			{"2026-11-20", "2026-11-22T04:00:00Z", `"contacts_handled"`, nil},
			{"2026-11-20", "2026-11-22T04:00:01Z", `"contacts_handled"`, []string{contacts}},
			{"2026-11-20", "2026-11-22T04:00:01Z", `"sum_online_time_agent"`, nil},
			{"2026-11-20", "2026-11-23", `"contacts_handled","sum_online_time_agent"`, []string{contacts, agents}},
			{"2026-11-22T02:59:59Z", "2026-11-22T03:30:00Z", `"contacts_handled"`, nil},
			{"2026-11-22T03:00:00Z", "2026-11-22T03:30:00Z", `"contacts_handled"`, []string{contacts}},
			{"2026-11-22T03:00:00Z", "2026-11-22T03:30:00Z", `"number_of_agents"`, []string{contacts}},
			{"2026-11-22T04:00:00Z", "2026-11-22T04:30:00Z", `"number_of_agents"`, []string{contacts, agents}},
			{"2026-11-22T04:00:00Z", "2026-11-22T04:30:00Z", `"sum_online_time_agent","contacts_handled","contacts_queued"`, []string{agents, contacts}},
		} {
			table := decode[QueryResult](t, ask(h, "POST", Prefix+"/query", fmt.Sprintf(`{"metrics":[%s],"from":%q,"to":%q}`, c.metrics, c.from, c.to)))
			var got []string
			for _, note := range table.Notes {
				if note.Kind == "after_data" {
					got = append(got, note.DataUntil)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s from %s to %s: data until %q, want %q", c.metrics, c.from, c.to, got, c.want)
			}
		}
	}
	o := decode[Overview](t, ask(h, "GET", Prefix+"/overview?from=2026-11-16&to=2026-11-23", ""))
	if len(o.Notes) != 1 || o.Notes[0].DataUntil != contacts {
		t.Errorf("notes of the overview: %+v", o.Notes)
	}
}

// Two instances deliver by one stream, so that only their own records tell which of them has fallen silent.
func TestTimeAfterWhatAnInstanceSentIsNoted(t *testing.T) {
	s := madeUpStore()
	s.status.OldestInitiation = time.Date(2026, 11, 1, 3, 0, 0, 0, time.UTC)
	at := func(hour int) connect.Millis {
		return connect.MillisOf(time.Date(2026, 11, 22, hour, 0, 0, 0, time.UTC))
	}
	const silent = "arn:aws:connect:eu-west-2:111122223333:instance/99999999-1111-4222-8333-444444444444"
	of := s.contacts[0]
	of.InstanceARN = silent
	s.contacts = append(s.contacts, of)
	s.status.Sources = []store.SourceStatus{{Source: "firehose", Kind: connect.KindContact, LastEvent: at(6)}, {Source: "firehose", Kind: connect.KindAgentEvent, LastEvent: at(6)}}
	s.status.Instances = []store.InstanceStatus{
		{ARN: instance, Kind: connect.KindContact, LastEvent: at(6)},
		{ARN: instance, Kind: connect.KindAgentEvent, LastEvent: at(6)},
		{ARN: silent, Kind: connect.KindContact, LastEvent: at(2)},
	}
	h := site(t, s)
	const until = "2026-11-22T11:00:00+09:00"
	for _, c := range []struct {
		metric string
		where  string
		want   []string
	}{
		{"contacts_handled", `[]`, nil},
		{"contacts_handled", fmt.Sprintf(`[{"dimension":"instance","values":[%q]}]`, instance), nil},
		{"contacts_handled", fmt.Sprintf(`[{"dimension":"instance","values":[%q]}]`, silent), []string{until}},
		{"contacts_handled", `[{"dimension":"instance","values":["99999999-1111-4222-8333-444444444444"]}]`, []string{until}},
		{"contacts_handled", fmt.Sprintf(`[{"dimension":"instance","values":[%q,%q]}]`, instance, silent), []string{until}},
		{"contacts_handled", fmt.Sprintf(`[{"dimension":"instance","values":[%q],"not":true}]`, silent), nil},
		{"contacts_handled", `[{"dimension":"instance","values":["unheard of"]}]`, nil},
		{"sum_online_time_agent", fmt.Sprintf(`[{"dimension":"instance","values":[%q]}]`, silent), []string{""}},
	} {
		table := decode[QueryResult](t, ask(h, "POST", Prefix+"/query", fmt.Sprintf(`{"metrics":[%q],"from":"2026-11-20","to":"2026-11-23","where":%s}`, c.metric, c.where)))
		var got []string
		for _, note := range table.Notes {
			if note.Kind == "after_data" {
				got = append(got, note.DataUntil)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s of %s: data until %q, want %q", c.metric, c.where, got, c.want)
		}
	}
	o := decode[Overview](t, ask(h, "GET", Prefix+"/overview?from=2026-11-16&to=2026-11-23&instance="+silent, ""))
	if len(o.Notes) != 1 || o.Notes[0].DataUntil != until {
		t.Errorf("notes of the overview: %+v", o.Notes)
	}
}

func TestAgentsWithoutAgentEventsAreNoted(t *testing.T) {
	s := madeUpStore()
	s.status.OldestInitiation = time.Date(2026, 11, 1, 3, 0, 0, 0, time.UTC)
	s.status.Sources = []store.SourceStatus{{Source: "import", Kind: connect.KindContact, LastEvent: connect.MillisOf(now)}}
	h := site(t, s)
	for metrics, want := range map[string]int{`"contacts_handled"`: 0, `"sum_online_time_agent"`: 1, `"number_of_agents"`: 1} {
		for range 2 {
			got := decode[QueryResult](t, ask(h, "POST", Prefix+"/query", fmt.Sprintf(`{"metrics":[%s],"from":"2026-11-20","to":"2026-11-22"}`, metrics)))
			if len(got.Notes) != want || want > 0 && !strings.HasPrefix(got.Notes[0].Text.EN, "No agent events have arrived yet") {
				t.Errorf("%s: %+v", metrics, got.Notes)
			}
		}
	}
}
