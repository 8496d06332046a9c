package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/state"
)

// recordedAs asks by lines, each a method, a target and a body, and tells what the audit log has of it, the oldest first: action and status.
func recordedAs(t *testing.T, role access.Role, lines ...string) []string {
	t.Helper()
	log, s := emptyViews(t), madeUpStore()
	s.contacts[0].RawAttributes = []byte(`{"reason":"billing"}`)
	h := site(t, s, as(access.Grant{Roles: []access.Role{role}}), func(o *Options) { o.Audit, o.ExportDir, o.Hub = log, t.TempDir(), runningHub(t) })
	for _, line := range lines {
		method, rest, _ := strings.Cut(line, " ")
		target, body, _ := strings.Cut(rest, " ")
		ask(h, method, Prefix+target, body)
	}
	entries := []string{}
	if err := log.EachAudit(t.Context(), now.Add(-time.Hour), now.Add(time.Hour), func(e state.AuditEntry) {
		subject, _, _ := strings.Cut(e.Subject, ",")
		subject, _, _ = strings.Cut(subject, "&contacts=")
		entries = append(entries, fmt.Sprintf("%s %s %d", e.Action, subject, e.Status))
	}); err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestEachUnmaskingIsInTheAuditLog(t *testing.T) {
	t.Parallel()
	query := func(more string) string {
		return `POST /query {"metrics":["contacts_handled"],"from":"2026-11-01","to":"2026-11-02",` + more + `}`
	}
	lines := []string{
		"GET /attributes",
		"GET /dimensions?dimension=attribute:reason", "GET /dimensions?dimension=attribute:reason&q=b", "GET /dimensions?dimension=queue",
		query(`"by":["attribute:reason"]`),
		strings.ReplaceAll(query(`"by":["attribute:reason"]`), "-01", "-03"), // the same on another day
		query(`"where":[{"dimension":"attribute:reason","values":["billing"]}]`),
		query(`"where":[{"dimension":"attribute:reason","values":["other"]}]`),
		query(`"by":["queue"]`),
		`POST /explain {"metric":"number_of_calls","from":"2026-11-01","to":"2026-11-02","where":[{"dimension":"attribute:reason","values":["x"]}]}`,
		`POST /export {"format":"csv","reason":"test","attributes":true,"contacts":{"from":"2026-11-01","to":"2026-11-02"}}`,
		"GET /contacts?from=2026-11-01&to=2026-11-02&where=attribute:reason%3Dbilling",
	}
	want := []string{
		"unmask_attributes dimension=attribute:reason 200",
		`unmask_attributes {"metrics":["contacts_handled"] 200`,
		`unmask_attributes {"metrics":["contacts_handled"] 200`,
		`unmask_attributes {"metrics":["contacts_handled"] 200`,
		`explain {"metric":"number_of_calls" 200`, `unmask_attributes {"metric":"number_of_calls" 200`,
		`export {"format":"csv" 200`, `unmask_attributes {"format":"csv" 200`,
		"list_contacts from=2026-11-01&to=2026-11-02&where=attribute:reason%3Dbilling 200",
		"unmask_attributes from=2026-11-01&to=2026-11-02&where=attribute:reason%3Dbilling 200",
	}
	if diff := cmp.Diff(want, recordedAs(t, access.Supervisor, lines...)); diff != "" {
		t.Errorf("by a supervisor (- want, + log):\n%s", diff)
	}
	for _, entry := range recordedAs(t, access.Analyst, lines...) {
		if strings.HasPrefix(entry, "unmask") && !strings.HasSuffix(entry, " 403") {
			t.Errorf("by an analyst, from whom attributes are masked: %s", entry)
		}
	}
}

func TestWhoLooksAtNamedAgentsIsInTheAuditLog(t *testing.T) {
	t.Parallel()
	const query = `POST /query {"metrics":["contacts_handled"],"from":"2026-11-01","to":"2026-11-02",`
	got := recordedAs(
		t, access.Supervisor,
		"GET /dimensions?dimension=agent", query+`"by":["queue"]}`, "GET /overview?from=2026-11-01&to=2026-11-02", "GET /live/snapshot",
		query+`"by":["agent"]}`, query+`"by":["agent"],"every":"1d"}`, query+`"where":[{"dimension":"agent","values":["agent3"]}]}`,
		"GET /month?month=2026-11", "GET /month?month=2026-11", "GET /month?month=2026-10",
		"GET /live/snapshot?agents=true", "GET /live/snapshot?agents=true&instance=x",
		"GET /live/waiting?queue=Sales", "GET /live/waiting?queue=Sales",
	)
	want := []string{
		`see_agents {"metrics":["contacts_handled"] 200`, `see_agents {"metrics":["contacts_handled"] 200`,
		"see_agents month=2026-11 200", "see_agents month=2026-10 200", "see_agents live 200", "see_waiting queue=Sales 200",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(- want, + log):\n%s", diff)
	}
	for _, entry := range recordedAs(t, access.Wallboard, "GET /live/snapshot?agents=true", query+`"by":["agent"]}`) {
		if !strings.HasSuffix(entry, " 403") {
			t.Errorf("on a wallboard, which has no names: %s", entry)
		}
	}
}

func TestANumberIsShownToWhoMaySeeItAndTheLogHasThat(t *testing.T) {
	t.Parallel()
	const id = "c0a1b2c3-0000-4000-8000-000000000003"
	for role, want := range map[access.Role]string{
		access.Administrator: "show_number " + id + " 200", access.Supervisor: "show_number " + id + " 200", access.Analyst: "show_number " + id + " 403",
		access.Auditor: "show_number " + id + " 403", access.Wallboard: "show_number " + id + " 403",
	} {
		if diff := cmp.Diff([]string{want}, recordedAs(t, role, "GET /contacts/"+id+"/customer")); diff != "" {
			t.Errorf("%s (- want, + log):\n%s", role, diff)
		}
	}
	shown := func(role access.Role, target string) string {
		h := site(t, madeUpStore(), as(access.Grant{Roles: []access.Role{role}}))
		return ask(h, "GET", Prefix+target, "").Body.String()
	}
	const number = "+821055500003"
	if got := shown(access.Supervisor, "/contacts/"+id+"/customer"); !strings.Contains(got, number) {
		t.Errorf("shown: %s", got)
	}
	for _, target := range []string{"/contacts/" + id, "/contacts/" + id + "/customer", "/contacts/" + id + "/related"} {
		if got := shown(access.Analyst, target); strings.Contains(got, number) {
			t.Errorf("%s tells an analyst the number", target)
		}
	}
}

func TestAPageThatAsksEveryFifteenSecondsLeavesAnEntryAnHour(t *testing.T) {
	t.Parallel()
	var of looks
	entries := 0
	for at := time.Duration(0); at < 24*time.Hour; at += 15 * time.Second {
		if of.first(look{who: "kim", action: "see_agents", what: "live"}, now.Add(at)) {
			entries++
		}
	}
	if entries != 24 {
		t.Errorf("%d entries a day", entries)
	}
	for i := range 3 * mostLooks {
		if !of.first(look{who: "kim", what: fmt.Sprint(i)}, now) || len(of.noted) > mostLooks {
			t.Fatalf("look %d, with %d remembered", i, len(of.noted))
		}
	}
	for _, other := range []look{{who: "lee"}, {who: "lee", address: "10.0.0.1"}, {who: "lee", refused: true}, {who: "lee", action: "see_waiting"}} {
		if !of.first(other, now) || of.first(other, now) {
			t.Errorf("%+v is not told apart", other)
		}
	}
}

func TestAnEntryNamesFewContactsAndCountsMany(t *testing.T) {
	t.Parallel()
	var r remark
	r.came("a")
	r.came("a")
	r.came("b")
	if got := r.found("from=1", 2000); got != "from=1&contacts=2&ids=a,b" {
		t.Error(got)
	}
	if got := r.found(`{"format":"`+strings.Repeat("x", 2000), 100); len(got) != 100 || !strings.HasSuffix(got, " contacts=2&ids=a,b") {
		t.Errorf("%d bytes: %s", len(got), got)
	}
	for i := range fewContacts {
		r.came(connect.ContactID(fmt.Sprint(i)))
	}
	if got := r.found("", 2000); got != "&contacts=22" {
		t.Error(got)
	}
}
