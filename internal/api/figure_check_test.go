package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/selfcheck"
	"github.com/ringside/ringside/internal/state"
)

const checkedInstance = "arn:aws:connect:ap-northeast-2:111122223333:instance/7b1f0c52-3a44-4e0b-9d2c-5a6f7e8d9c10"

// compared is a desk with the report of one day, in which a record was missing.
func compared(t *testing.T, db *state.DB) *selfcheck.Desk {
	t.Helper()
	desk := &selfcheck.Desk{Book: selfcheck.Book{Keeper: db}}
	now := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	c, err := selfcheck.New(selfcheck.Options{
		Instance: checkedInstance, Book: desk.Book, Budget: rate.NewLimiter(1, 1), Zone: time.UTC, Every: metric.HalfHour,
		Night: 3*time.Hour + 40*time.Minute, Now: func() time.Time { return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	desk.Add(c)
	three, four := 3.0, 4.0
	r := selfcheck.Report{
		Instance: checkedInstance, Day: "2026-11-22", Zone: "UTC", Every: metric.HalfHour, Begun: now.Add(-time.Hour), Ended: now, Metrics: []string{"contacts_created"},
		Queues: 2, Figures: 40, Equal: 39, Contacts: 30, Outside: 4, Restored: 1, Requests: 5, Differences: []selfcheck.Difference{{
			Queue: checkedInstance + "/queue/q-1", Start: now.Add(-20 * time.Hour), End: now.Add(-19*time.Hour - 30*time.Minute),
			Figures: []selfcheck.Pair{{Metric: "contacts_created", Ours: &three, Theirs: &four, After: &four}},
			Causes:  []selfcheck.Cause{{Kind: selfcheck.Missing, Contacts: 1, Restored: 1, IDs: []string{"c-lost"}}}, Settled: true,
		}},
	}
	document, _ := json.Marshal(r)
	summary, _ := json.Marshal(r.Summary())
	kept := state.FigureCheck{Instance: r.Instance, Day: r.Day, Begun: r.Begun, Ended: r.Ended, Summary: string(summary), Document: string(document)}
	if err := db.SaveFigureCheck(t.Context(), kept); err != nil {
		t.Fatal(err)
	}
	return desk
}

func TestFigureChecksAreListedOpenedOrderedAndStopped(t *testing.T) {
	t.Parallel()
	db := emptyViews(t)
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.FigureCheck, o.Audit = compared(t, db), db })
	day := Prefix + "/figure-checks/7b1f0c52-3a44-4e0b-9d2c-5a6f7e8d9c10/2026-11-22"
	for body, want := range map[string]string{
		`{"days":["2026-11-23"]}`: "not over yet", `{"days":["2026-08-01"]}`: "three months", `{"days":["now"]}`: "2026-11-22", `{"instance":"other"}`: "not asked",
	} {
		if w := ask(h, "POST", Prefix+"/figure-checks", body); w.Code < 400 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %s", body, w.Body)
		}
	}
	ordered := decode[FigureChecks](t, ask(h, "POST", Prefix+"/figure-checks", `{}`))
	if waiting := ordered.Instances[0].Waiting; len(waiting) != 1 || waiting[0] != "2026-11-22" {
		t.Errorf("waiting: %v", waiting)
	}
	stopped := decode[FigureChecks](t, ask(h, "DELETE", Prefix+"/figure-checks", ""))
	if len(stopped.Instances[0].Waiting) > 0 {
		t.Errorf("after stopping %v waits", stopped.Instances[0].Waiting)
	}
	if w := ask(h, "GET", strings.Replace(day, "11-22", "11-21", 1), ""); w.Code != http.StatusNotFound {
		t.Errorf("a day that was not checked: %d", w.Code)
	}
}

func TestFigureChecksNameContactsOnlyToWhomContactsAreShownAndTheLogSaysSo(t *testing.T) {
	t.Parallel()
	db := emptyViews(t)
	desk := compared(t, db)
	day := Prefix + "/figure-checks/7b1f0c52-3a44-4e0b-9d2c-5a6f7e8d9c10/2026-11-22"
	for role, want := range map[access.Role]int{access.Wallboard: http.StatusForbidden, access.Supervisor: http.StatusForbidden, access.Auditor: http.StatusOK} {
		h := site(t, madeUpStore(), as(access.Grant{Roles: []access.Role{role}}), func(o *Options) { o.FigureCheck, o.Audit = desk, db })
		if w := ask(h, "GET", day, ""); w.Code != want {
			t.Errorf("%s: %d", role, w.Code)
		}
		if w := ask(h, "POST", Prefix+"/figure-checks", `{}`); w.Code != http.StatusForbidden {
			t.Errorf("%s may order: %d", role, w.Code)
		}
	}
	log := ask(site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.Audit = db }), "GET", Prefix+"/audit?from=2026-01-01&to=2036-01-01", "")
	if !strings.Contains(log.Body.String(), "see_figure_check") {
		t.Errorf("the log has %s", log.Body)
	}
}
