package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

func TestARowIsNamedByItsARNItsIDOrItsName(t *testing.T) {
	s := madeUpStore()
	h := site(t, s)
	explained := func(key string) string {
		return fmt.Sprintf(`{"metric":"contacts_created","from":"2026-11-01","to":"2026-11-22","by":["queue"],"keys":[%q]}`, key)
	}
	want := decode[Explanation](t, ask(h, "POST", Prefix+"/explain", explained(salesARN)))
	if *want.Figure == 0 {
		t.Fatal("the queue has no contact")
	}
	for _, key := range []string{connect.ResourceID(salesARN), "Sales"} {
		if got := decode[Explanation](t, ask(h, "POST", Prefix+"/explain", explained(key))); *got.Figure != *want.Figure || got.List.Total != want.List.Total {
			t.Errorf("%s: %v of %d contacts, want %v of %d", key, *got.Figure, got.List.Total, *want.Figure, want.List.Total)
		}
	}
	problem := problemOf(t, h, "POST", Prefix+"/explain", explained("No such queue"))
	if problem.Status != 422 || !strings.Contains(problem.Detail, "GET /dimensions?dimension=queue") {
		t.Errorf("an unknown name: %d %q", problem.Status, problem.Detail)
	}
}

func TestANameThatSeveralThingsHadIsNoRow(t *testing.T) {
	s := madeUpStore()
	for i := range s.contacts {
		if queue := &s.contacts[i].Queue; queue.ARN != "" {
			queue.Name = "Same"
		}
	}
	body := `{"metric":"contacts_created","from":"2026-11-01","to":"2026-11-22","by":["queue"],"keys":["Same"]}`
	problem := problemOf(t, site(t, s), "POST", Prefix+"/explain", body)
	if problem.Status != 422 || !strings.Contains(problem.Detail, `2 of queue are or were called "Same"; ask for one by its ARN`) {
		t.Errorf("%d %q", problem.Status, problem.Detail)
	}
}

// unknownIn are the English texts of an answer's notes on values that nothing ever had.
func unknownIn(t *testing.T, answer []byte) (found []string) {
	t.Helper()
	var noted struct{ Notes []QueryNote }
	if err := json.Unmarshal(answer, &noted); err != nil {
		t.Fatalf("%v: %s", err, answer)
	}
	for _, note := range noted.Notes {
		if note.Kind == "unknown_value" {
			found = append(found, note.Text.EN)
		}
	}
	return found
}

const never = "Nothing so far fits the filter %s: check the name or value, and its case."

func TestAFilterThatNothingEverFittedIsNoted(t *testing.T) {
	s := madeUpStore()
	s.contacts[0].RawAttributes = []byte(`{"reason":"billing"}`)
	h := site(t, s)
	gone := strings.Replace(salesARN, "queue/", "queue/0", 1)
	for _, c := range []struct {
		dimension string
		values    []string
		want      string // the filter that is noted
	}{
		{"queue", []string{salesARN}, ""},
		{"queue", []string{""}, ""},
		{"queue", []string{gone}, fmt.Sprintf("queue = %q", gone)},
		{"queue", []string{"Nowhere", salesARN, "Else"}, `queue = "Nowhere", "Else"`},
		{"queue", []string{"a", "b", "c", "d", "e"}, `queue = "a", "b", "c" and 2 more`},
		{"queue", []string{strings.Repeat("가", valueNoted+1)}, `queue = "` + strings.Repeat("가", valueNoted) + `…"`},
		{"channel", []string{"voice"}, ""},
		{"channel", []string{"fax"}, `channel = "FAX"`},
		{"channel", []string{"voice", "fax"}, `channel = "FAX"`},
		{"attribute:reason", []string{"Billing", "billing"}, `attribute:reason = "Billing"`},
		{"initiation_method", []string{"inbound"}, `initiation_method = "inbound"`},
		{"attribute:reason", []string{"Billing"}, `attribute:reason = "Billing"`},
		{"attribute:Reason", []string{"billing"}, `attribute:Reason = "billing"`},
	} {
		var want []string
		if c.want != "" {
			want = []string{fmt.Sprintf(never, c.want)}
		}
		where, err := json.Marshal([]QueryFilter{{Dimension: c.dimension, Values: c.values}})
		if err != nil {
			t.Fatal(err)
		}
		span := fmt.Sprintf(`"from":"2026-11-01","to":"2026-11-22","where":%s}`, where)
		list := url.Values{"from": {"2026-11-01"}, "to": {"2026-11-22"}}
		for _, value := range c.values {
			list.Add("where", c.dimension+"="+value)
		}
		answers := map[string][]byte{
			"query":    ask(h, "POST", Prefix+"/query", `{"metrics":["contacts_created"],`+span).Body.Bytes(),
			"by day":   ask(h, "POST", Prefix+"/query", `{"metrics":["avg_handle_time"],"every":"1d","by":["agent"],`+span).Body.Bytes(),
			"explain":  ask(h, "POST", Prefix+"/explain", `{"metric":"contacts_created",`+span).Body.Bytes(),
			"contacts": ask(h, "GET", Prefix+"/contacts?"+list.Encode(), "").Body.Bytes(),
		}
		if c.dimension == "queue" || c.dimension == "channel" {
			chosen := url.Values{"from": {"2026-11-01"}, "to": {"2026-11-22"}, c.dimension: c.values}
			for _, path := range []string{"panels", "overview"} {
				answers[path] = ask(h, "GET", Prefix+"/"+path+"?"+chosen.Encode(), "").Body.Bytes()
			}
			chosen = url.Values{"month": {"2026-11"}, c.dimension: c.values}
			answers["month"] = ask(h, "GET", Prefix+"/month?"+chosen.Encode(), "").Body.Bytes()
		}
		for name, answer := range answers {
			if diff := cmp.Diff(want, unknownIn(t, answer)); diff != "" {
				t.Errorf("%s of %s = %q (-want +got):\n%s", name, c.dimension, c.values, diff)
			}
		}
	}
}

// What is left out may be misspelt as well: the answer is not empty then.
func TestAValueLeftOutThatNothingEverHadIsNoted(t *testing.T) {
	h := site(t, madeUpStore())
	for value, want := range map[string][]string{"FAX": {fmt.Sprintf(never, `channel = "FAX"`)}, "CHAT": nil} {
		body := `{"metrics":["contacts_created"],"where":[{"dimension":"channel","values":["` + value + `"],"not":true}],` + allDays + `}`
		if diff := cmp.Diff(want, unknownIn(t, ask(h, "POST", Prefix+"/query", body).Body.Bytes())); diff != "" {
			t.Errorf("without %s (-want +got):\n%s", value, diff)
		}
	}
}

// A page asks again and again for the same channels.
func TestValuesThatContactsHadAreLookedForOnce(t *testing.T) {
	s := madeUpStore()
	h := site(t, s)
	queries := func() int {
		before := s.queries
		ask(h, "POST", Prefix+"/query", `{"metrics":["contacts_created"],"where":[{"dimension":"channel","values":["VOICE","CHAT"]}],`+allDays+`}`)
		return s.queries - before
	}
	if first, second := queries(), queries(); second != first-1 {
		t.Errorf("%d questions of the store, then %d; want one less", first, second)
	}
}

func TestAKeyThatNothingEverHadIsNoted(t *testing.T) {
	h := site(t, madeUpStore())
	gone := strings.Replace(salesARN, "queue/", "queue/0", 1)
	for _, c := range [][3]string{{"queue", gone, gone}, {"channel", "FAX", "FAX"}, {"queue", salesARN, ""}, {"channel", "VOICE", ""}} {
		body := fmt.Sprintf(`{"metric":"contacts_created","from":"2026-11-01","to":"2026-11-22","by":[%q],"keys":[%q]}`, c[0], c[1])
		var want []string
		if c[2] != "" {
			want = []string{fmt.Sprintf(never, fmt.Sprintf("%s = %q", c[0], c[2]))}
		}
		if diff := cmp.Diff(want, unknownIn(t, ask(h, "POST", Prefix+"/explain", body).Body.Bytes())); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", c[0], c[1], diff)
		}
	}
}

func TestAGroupThatNothingEverHadIsNoted(t *testing.T) {
	s := madeUpStore()
	s.contacts[0].RawAttributes = []byte(`{"reason":"billing"}`)
	h := site(t, s)
	for by, want := range map[string]int{`"attribute:reason"`: 0, `"attribute:Reason"`: 1, `"queue","attribute:none"`: 1, `"queue"`: 0} {
		body := `{"metrics":["contacts_created"],"by":[` + by + `],` + allDays + `}`
		got := unknownIn(t, ask(h, "POST", Prefix+"/query", body).Body.Bytes())
		if len(got) != want || want > 0 && !strings.Contains(got[0], "No contact so far has the attribute") {
			t.Errorf("by %s: %q", by, got)
		}
	}
}

// The header of an export is ASCII, and no longer than what proxies take.
func TestAnEmptyExportSaysWhy(t *testing.T) {
	h := site(t, madeUpStore())
	for where, want := range map[string]int{
		`"attribute:사유=없음"`: 1, `"channel=FAX"`: 1, `"queue=없음","agent=\u007f"`: 2,
		strings.Repeat(`"queue!=`+strings.Repeat("가", 500)+`","agent!=`+strings.Repeat("나", 500)+`",`, 9) + `"channel=FAX"`: 0,
	} {
		w := ask(h, "POST", Prefix+"/export", `{"format":"jsonl","contacts":{`+november+`,"where":[`+where+`]}}`)
		header := w.Header().Get(ExportHeader)
		if w.Code != http.StatusOK || strings.ContainsFunc(header, func(r rune) bool { return r < ' ' || r > '~' }) || len(header) > longestHeader {
			t.Fatalf("%.60s: %d, %d bytes: %s", where, w.Code, len(header), header)
		}
		if got := unknownIn(t, []byte(header)); len(got) != want {
			t.Errorf("%.60s: %d notes, want %d: %q", where, len(got), want, got)
		}
	}
}
