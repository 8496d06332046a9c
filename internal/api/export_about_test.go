package api

import (
	"encoding/json"
	"strings"
	"testing"
)

// aboutOf is the sheet of an export that says what was asked, in English.
func aboutOf(t *testing.T, s *server, body string) string {
	t.Helper()
	var request ExportRequest
	if err := json.Unmarshal([]byte(body), &request); err != nil {
		t.Fatal(err)
	}
	e, err := s.exported(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	table, err := s.exportTableOf(e, e.state(7, 9))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, section := range table.About.Sections {
		b.WriteString(section.Title + "\n")
		for _, row := range section.Rows {
			b.WriteString(strings.Join(row, "|") + "\n")
		}
	}
	return b.String()
}

func TestAFileSaysAllThatWasAsked(t *testing.T) {
	s := &server{
		Options: Options{Store: madeUpStore(), Clock: still(), Zone: "Asia/Seoul", FollowCustomers: true}, turns: make(chan struct{}, questionsAtOnce),
	}
	for body, want := range map[string][]string{
		`"contacts":{` + november + `,"queue":["Sales"],"agent":["agent1"],"initiation_method":["INBOUND"],"where":["attribute:reason!=billing"],
			"having":["queue_s>=60","hold_s<9"],"outside":"disconnect","outcome":["handled"],"q":"c0a1","metric":"service_level:seconds=30"}`: {
			"Filter|Queue = Sales", "Filter|Agent = agent1", "Filter|Initiation method = INBOUND", "Filter|reason ≠ billing",
			"Condition|queue_s>=60, hold_s<9", "Only where this is not in the range|When the contact ended", "Outcome|handled",
			"Contact id begins with|c0a1", "service_level:seconds=30|Service level (30 s)|", "Rows|7", "Position|9",
		},
		`"query":{` + november + `,"metrics":["contacts_handled"],"every":"1d","by":["queue"],"where":[{"dimension":"channel","values":["fax"]}],
			"top":{"n":2,"least":true},"compare":{"period":"month_before"},"only":"working_days"}`: {
			"Filter|Channel = FAX", "Interval|1d", "Grouped by|queue", "Only the first|2 · Queue · contacts_handled (least first)",
			"Compared with|2026-10-01T00:00:00+09:00 – 2026-10-", "Time that counts|Working days only", "Note|Nothing so far fits the filter channel",
		},
	} {
		about := aboutOf(t, s, `{"format":"xlsx","language":"en",`+body+`}`)
		for _, said := range want {
			if !strings.Contains(about, said) {
				t.Errorf("%q is not in:\n%s", said, about)
			}
		}
	}
}
