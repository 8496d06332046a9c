package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
)

func TestRetentionIsAgreedOnAndAppliedOnRequest(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 9, 16, 0, 0, 0, time.UTC) // the 10th in Seoul
	desk, log := &paperDesk{job: erasure.Job{Phase: erasure.Idle}}, emptyViews(t)
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) {
		o.Erasures, o.Retention, o.Audit, o.Clock = desk, log, log, clock.Virtual(now, 1)
		o.KeptDays = KeptDays{Samples: 35, QuarterHours: 775}
	})
	first := decode[Retention](t, ask(h, "GET", Prefix+"/retention", ""))
	if first.ContactsDays != 0 || first.ContactsFrom != nil || first.NextAt != nil || first.SamplesDays != 35 || first.AuditDays != 732 {
		t.Errorf("at first: %+v", first)
	}
	for body, want := range map[string]string{
		`{"contacts_days":1,"details_days":0,"agent_events_days":0,"quarantine_days":0}`:  "2 to 3660 days",
		`{"contacts_days":-1,"details_days":0,"agent_events_days":0,"quarantine_days":0}`: "contacts_days", `{"contacts_days":400}`: "agent_events_days",
	} {
		if w := ask(h, "PUT", Prefix+"/retention", body); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
	}
	got := decode[Retention](t, ask(h, "PUT", Prefix+"/retention", `{"contacts_days":9,"details_days":0,"agent_events_days":0,"quarantine_days":2}`))
	if diff := cmp.Diff([]any{9, "2026-03-01", (*string)(nil), "2026-03-08"}, []any{got.ContactsDays, *got.ContactsFrom, got.AgentEventsFrom, *got.QuarantineFrom}); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
	if got.NextAt == nil || got.ChangedAt == nil || got.AppliedAt != nil {
		t.Errorf("%+v", got)
	}
	changed := got.ChangedAt
	for body, want := range map[string]int{`,"audit_days":364`: http.StatusUnprocessableEntity, `,"audit_days":400`: http.StatusOK, ``: http.StatusOK} {
		if w := ask(h, "PUT", Prefix+"/retention", `{"contacts_days":9,"details_days":0,"agent_events_days":0,"quarantine_days":2`+body+`}`); w.Code != want {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
	}
	if got = decode[Retention](t, ask(h, "GET", Prefix+"/retention", "")); got.AuditDays != 400 || !got.ChangedAt.Equal(*changed) {
		t.Errorf("the audit log for 400 days, and the rest as it was: %+v", got)
	}
	if w := ask(h, "POST", Prefix+"/erasure", `{"expired":true,"contacts":["c"]}`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("with contacts: %d %s", w.Code, w.Body)
	}
	if w := ask(h, "POST", Prefix+"/erasure", `{"expired":true}`); w.Code != http.StatusOK {
		t.Fatalf("applied: %d %s", w.Code, w.Body)
	}
	want := store.Cutoffs{
		Contacts:   connect.MillisOf(time.Date(2026, 2, 28, 15, 0, 0, 0, time.UTC)),
		Quarantine: connect.MillisOf(time.Date(2026, 3, 7, 15, 0, 0, 0, time.UTC)),
	}
	if desk.before == nil || *desk.before != want {
		t.Errorf("asked to erase before %+v, want %+v", desk.before, want)
	}
	entries, err := log.AuditEntries(t.Context(), state.AuditQuery{To: time.Now().AddDate(10, 0, 0), Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, e := range entries {
		said[e.Action+" "+e.Subject] = true
	}
	if !said["erase expired preview=false"] || !said["change_retention contacts=9 details=0 agent_events=0 quarantine=2"] || !said["change_retention contacts=9 details=0 agent_events=0 quarantine=2 audit=400"] {
		t.Errorf("the audit log says %v", said)
	}
	if w := ask(site(t, madeUpStore(), as(access.Whole())), "GET", Prefix+"/retention", ""); w.Code != http.StatusServiceUnavailable {
		t.Errorf("without: %d", w.Code)
	}
}
