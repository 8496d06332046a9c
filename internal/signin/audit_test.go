package signin

import (
	"context"
	"net/http"
	"testing"

	"github.com/ringside/ringside/internal/state"
)

// told is an audit log that passes its entries on.
type told chan state.AuditEntry

func (c told) Audit(_ context.Context, e state.AuditEntry) error {
	c <- e
	return nil
}

// Who guesses names of accounts that are not there fills no log.
func TestFailedSignInsOfAccountsAreInTheAuditLog(t *testing.T) {
	t.Parallel()
	s := open(t)
	p := s.first(t)
	log := make(told, 10)
	s.provider.Audit = log
	b := s.browser(t)
	for _, name := range []string{"nobody", "admin"} {
		form := p.form(s.Now())
		form.Set("name", name)
		form.Set("password", "not that one, no")
		if w := b.signIn(form); w.StatusCode != http.StatusForbidden {
			t.Fatalf("%s: %s", name, w.Status)
		}
	}
	e := <-log
	if e.Who != "admin" || e.Action != "sign_in_failed" || e.Status != http.StatusForbidden || e.Provider != state.Local || e.Address == "" {
		t.Errorf("%+v", e)
	}
	b.signIn(p.form(s.Now()))
	if e := <-log; e.Action != "sign_in" {
		t.Errorf("%+v is between", e)
	}
}
