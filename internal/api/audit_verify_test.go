package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/state"
)

// changedLog is an audit log in which somebody changed an entry.
type changedLog struct{ *state.DB }

func (changedLog) VerifyAudit(context.Context, state.AuditMark) (state.AuditHead, error) {
	return state.AuditHead{First: 1, Last: 3}, fmt.Errorf("%w: entry 4", state.ErrAudit)
}

func TestTheAuditLogIsVerifiedOnRequest(t *testing.T) {
	t.Parallel()
	log := emptyViews(t)
	of := func(role access.Role) http.Handler {
		return site(t, madeUpStore(), as(access.Grant{Roles: []access.Role{role}}), func(o *Options) { o.Audit = log })
	}
	auditor := of(access.Auditor)
	ask(auditor, "GET", Prefix+"/audit?from=2026-11-22&to=2026-11-23", "")
	first := decode[AuditVerification](t, ask(auditor, "GET", Prefix+"/audit/verification", ""))
	if !first.Intact || first.First != 1 || first.Last != 1 || !strings.HasPrefix(first.Head, "1:") || first.Compared || !first.CheckedAt.Equal(now) {
		t.Errorf("%+v", first)
	}
	second := decode[AuditVerification](t, ask(auditor, "GET", Prefix+"/audit/verification?head="+first.Head, ""))
	if !second.Intact || !second.Compared || second.Last != 2 || second.Head == first.Head {
		t.Errorf("with a head that was kept: %+v", second)
	}
	other := decode[AuditVerification](t, ask(auditor, "GET", Prefix+"/audit/verification?head=1:"+strings.Repeat("0", 64), ""))
	if other.Intact || other.Head != "" || !strings.Contains(other.Problem, "entry 1 is not the one") {
		t.Errorf("with another: %+v", other)
	}
	if w := ask(auditor, "GET", Prefix+"/audit/verification?head=1", ""); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("no head: %d %s", w.Code, w.Body)
	}
	if w := ask(of(access.Supervisor), "GET", Prefix+"/audit/verification", ""); w.Code != http.StatusForbidden {
		t.Errorf("for a supervisor: %d", w.Code)
	}
	changed := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.Audit = changedLog{log} })
	if got := decode[AuditVerification](t, ask(changed, "GET", Prefix+"/audit/verification", "")); got.Intact || got.Head != "" || !strings.Contains(got.Problem, "entry 4") {
		t.Errorf("changed: %+v", got)
	}
}
