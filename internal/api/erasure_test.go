package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
)

// paperDesk notes what it is told to erase.
type paperDesk struct {
	asked   []string
	before  *store.Cutoffs
	by      erasure.Order
	stopped int
	job     erasure.Job
	busy    bool
}

func (d *paperDesk) Begin(what store.Erasure, preview bool, by erasure.Order) error {
	if d.busy {
		return store.ErrErasing
	}
	d.before, d.by = what.Before, by
	d.asked = append(d.asked, fmt.Sprint(what.Contacts, what.Customers, preview))
	d.job = erasure.Job{Phase: erasure.Running, Preview: preview}
	return nil
}
func (d *paperDesk) Job() erasure.Job { return d.job }
func (d *paperDesk) Stop()            { d.stopped++ }

func TestErasureIsBegunWatchedAndStopped(t *testing.T) {
	t.Parallel()
	desk, log := &paperDesk{job: erasure.Job{Phase: erasure.Idle}}, emptyViews(t)
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.Erasures, o.Audit = desk, log })
	order := func(body string) (int, string) {
		w := ask(h, "POST", Prefix+"/erasure", body)
		return w.Code, w.Body.String()
	}
	for body, want := range map[string]string{
		`{}`: "Say whom to erase", `{"contacts":[" "]}`: "Say whom to erase", `{"customers":["anonymous"]}`: "+821012345678",
		`{"customers":["+82 10 1234 5678"]}`: "Say in reason why",
	} {
		if code, text := order(body); code != http.StatusUnprocessableEntity || !strings.Contains(text, want) {
			t.Errorf("%s: %d %s", body, code, text)
		}
	}
	if code, text := order(`{"customers":["+82 10 1234 5678"],"preview":true}`); code != http.StatusOK || !strings.Contains(text, `"phase":"running"`) {
		t.Errorf("preview: %d %s", code, text)
	}
	if code, text := order(`{"contacts":[" c-1 ","c-2"],"reason":"was asked for"}`); code != http.StatusOK {
		t.Errorf("erase: %d %s", code, text)
	}
	if diff := cmp.Diff([]string{"[] [+821012345678] true", "[c-1 c-2] [] false"}, desk.asked); diff != "" {
		t.Errorf("(- want, + asked):\n%s", diff)
	}
	desk.job = erasure.Job{Phase: erasure.Done, Result: &store.Erased{
		Contacts: 2, ContactRecords: 5, Missing: []connect.ContactID{"c-2"}, Kept: []string{}, MentionedBy: []connect.ContactID{},
	}}
	got := decode[ErasureStatus](t, ask(h, "GET", Prefix+"/erasure", ""))
	if got.Phase != "done" || got.Result.value == nil || got.Result.value.ContactRecords != 5 || got.Result.value.Missing[0] != "c-2" {
		t.Errorf("status %+v", got)
	}
	desk.job = erasure.Job{Phase: erasure.Failed, Err: fmt.Errorf("%w: no room", store.ErrUnavailable)}
	if got := decode[ErasureStatus](t, ask(h, "GET", Prefix+"/erasure", "")); !strings.Contains(got.Problem, "make room") {
		t.Errorf("failed: %+v", got)
	}
	desk.job = erasure.Job{Phase: erasure.Failed, Err: store.ErrErasing}
	if got := decode[ErasureStatus](t, ask(h, "GET", Prefix+"/erasure", "")); !strings.Contains(got.Problem, "goes on first") {
		t.Errorf("beside one that the start goes on with: %+v", got)
	}
	ask(h, "DELETE", Prefix+"/erasure", "")
	desk.busy = true
	if code, text := order(`{"contacts":["c-3"],"reason":"x"}`); code != http.StatusConflict || desk.stopped != 1 {
		t.Errorf("beside another: %d %s, stopped %d times", code, text, desk.stopped)
	}
	list := decode[AuditList](t, ask(h, "GET", Prefix+"/audit?from=2026-11-22&to=2026-11-23", ""))
	said := ""
	for _, e := range list.Entries {
		said = fmt.Sprintf("%s %s %q %d; ", e.Action, e.Subject, e.Reason, e.Status) + said
	}
	for _, want := range []string{`find_erasure contacts=0 customers=1 preview=true "" 200`, `erase contacts=2 customers=0 preview=false "was asked for" 200`, "stop_erasure"} {
		if !strings.Contains(said, want) {
			t.Errorf("the audit log lacks %s: %s", want, said)
		}
	}
	if strings.Contains(said, "1234") || strings.Contains(said, "c-1") {
		t.Errorf("the audit log keeps who was erased: %s", said)
	}
}

func TestOnlyAdministratorsOfEverythingErase(t *testing.T) {
	t.Parallel()
	desk := &paperDesk{}
	for _, role := range access.Roles() {
		h := site(t, madeUpStore(), as(access.Grant{Roles: []access.Role{role}}), func(o *Options) { o.Erasures = desk })
		w := ask(h, "POST", Prefix+"/erasure", `{"contacts":["c"],"preview":true}`)
		if allowed := w.Code == http.StatusOK; allowed != (role == access.Administrator) {
			t.Errorf("%s: %d", role, w.Code)
		}
	}
	if w := ask(site(t, madeUpStore()), "GET", Prefix+"/erasure", ""); w.Code != http.StatusServiceUnavailable {
		t.Errorf("without a desk: %d", w.Code)
	}
}

func TestTheProofOfAnErasureIsShown(t *testing.T) {
	t.Parallel()
	desk, kept := &paperDesk{}, emptyViews(t)
	of := func(role access.Role) http.Handler {
		return site(t, madeUpStore(), as(access.Grant{Roles: []access.Role{role}}), func(o *Options) {
			o.Erasures, o.Views, o.Proofs, o.Audit = desk, kept, kept, kept
		})
	}
	h := of(access.Administrator)
	for _, query := range []string{"where=attribute:number%3D010-1234-5678", "where=queue%3Dsales"} {
		if _, err := kept.SaveView(t.Context(), state.SavedView{Kind: "contacts", Name: query, Query: query}); err != nil {
			t.Fatal(err)
		}
	}
	if w := ask(h, "POST", Prefix+"/erasure", `{"customers":["+821012345678"],"reason":" asked "}`); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if diff := cmp.Diff(erasure.Order{Provider: "test", Who: "somebody", Reason: "asked", Views: 2, Named: 1}, desk.by); diff != "" {
		t.Errorf("(- want, + told the desk):\n%s", diff)
	}
	proof := erasure.Proof{
		ID: "20261123-abcdefgh", Kind: erasure.OfPerson, Who: "somebody", Reason: "asked", Numbers: 1, Begun: now.UTC(), Ended: now.UTC(), Views: 2, Named: 1,
		Result: erasure.ProofOfResult{ContactRecords: 7, Looked: store.LookedThrough{Segments: 3, ContactRecords: 90}},
	}
	if err := kept.KeepProof(t.Context(), proof); err != nil {
		t.Fatal(err)
	}
	got := decode[ErasureProof](t, ask(h, "GET", Prefix+"/erasure/proofs/"+proof.ID, ""))
	if got.Who != "somebody" || got.Customers != 1 || got.Result.ContactRecords != 7 || got.Looked.ContactRecords != 90 || got.Looked.Left != 0 || got.ViewsNaming != 1 {
		t.Errorf("%+v", got)
	}
	if list := decode[ErasureProofList](t, ask(h, "GET", Prefix+"/erasure/proofs", "")); len(list.Proofs) != 1 || list.Proofs[0].ID != proof.ID {
		t.Errorf("%+v", list)
	}
	if w := ask(h, "GET", Prefix+"/erasure/proofs/none", ""); w.Code != http.StatusNotFound {
		t.Errorf("none: %d", w.Code)
	}
	if w := ask(of(access.Supervisor), "GET", Prefix+"/erasure/proofs", ""); w.Code != http.StatusForbidden {
		t.Errorf("for a supervisor: %d", w.Code)
	}
	log := decode[AuditList](t, ask(h, "GET", Prefix+"/audit?from=2026-11-22&to=2026-11-23&action=prove_erasure", ""))
	if len(log.Entries) != 1 || !strings.HasPrefix(log.Entries[0].Subject, proof.ID+" sha256=") || log.Entries[0].Who != "somebody" {
		t.Errorf("the audit log: %+v", log.Entries)
	}
}
