package signin

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringside/ringside/internal/state"
)

// told is an audit log that passes its entries on.
type told chan state.AuditEntry

func (c told) Audit(_ context.Context, e state.AuditEntry) error {
	c <- e
	return nil
}

// What somebody typed who guesses names is in no log: it may be a password.
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
		e := <-log
		want := state.AuditEntry{
			Provider: state.Local, Address: e.Address, Action: "sign_in_failed", Status: http.StatusForbidden, Request: e.Request,
			Who: map[string]string{"admin": "admin"}[name], Subject: map[string]string{"nobody": "LOCAL-REFUSED"}[name],
		}
		if e != want || e.Address == "" || e.Request == "" {
			t.Errorf("%s: %+v", name, e)
		}
	}
	b.signIn(p.form(s.Now()))
	if e := <-log; e.Action != "sign_in" {
		t.Errorf("%+v is between", e)
	}
}

// A try that comes too soon is known to the audit log, once a minute whatever is tried, and takes as long as any other.
func TestTriesThatComeTooSoonAreNotedAndTakeTheirTime(t *testing.T) {
	t.Parallel()
	s := open(t)
	log := make(told, 10)
	s.provider.Audit = log
	slow := 250 * time.Millisecond
	b := s.browser(t)
	try := func(name string) time.Duration {
		began := time.Now()
		if w := b.signIn(url.Values{"name": {name}, "password": {"not that one, no"}, "code": {"000000"}}); w.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", name, w.Status)
		}
		return time.Since(began)
	}
	try("first")
	if e := <-log; e.Subject != string(CodeAccount) || e.Who != "" {
		t.Errorf("%+v", e)
	}
	for range oneAtOnce - 1 { // of the same kind: they are counted
		try("nobody")
	}
	s.provider.passwords.took.Store(int64(slow))
	if took := try("nobody at all"); took < slow {
		t.Errorf("a try that came too soon took %s, where a hash takes %s", took, slow)
	}
	if e := <-log; e.Subject != string(CodeTries) || e.Who != "" || e.Address == "" {
		t.Errorf("%+v", e)
	}
}

func TestPretendingTakesAsLongAsTheLastHash(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // the clock is the test's own
		h := newHasher()
		h.took.Store(int64(time.Minute))
		began := time.Now()
		h.pretend(t.Context())
		if took := time.Since(began); took != time.Minute {
			t.Errorf("it took %s", took)
		}
		gone, leave := context.WithCancel(t.Context())
		leave()
		h.pretend(gone)
		if took := time.Since(began); took != time.Minute {
			t.Errorf("for who is gone it took %s more", took-time.Minute)
		}
	})
}
