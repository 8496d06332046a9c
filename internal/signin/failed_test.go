package signin

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
)

// noted is an audit log that is read when all is done.
type noted []state.AuditEntry

func (n *noted) Audit(_ context.Context, e state.AuditEntry) error {
	*n = append(*n, e)
	return nil
}

// lines are what an entry says of a failure.
func (n noted) lines() []string {
	var all []string
	for _, e := range n {
		all = append(all, fmt.Sprintf("%s|%s|%s|%s|%d", e.Provider, e.Who, e.Subject, e.Action, e.Status))
	}
	return all
}

// Who has failed is said where the identity provider has vouched for the name, and nobody where anybody can have written it.
func TestSignInsByAProviderThatFailAreInTheAuditLog(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	log := &noted{}
	s.provider.Audit = log
	b := s.browser(t)
	_, id := b.begin("/")
	b.post(s.answer(t, id, samltest.Recipe{Key: samltest.Keys().Stranger}))
	b.post(s.answer(t, id, samltest.Recipe{Parts: "none", Replace: []string{"sso.example.org", "evil.example.org"}}))
	b.post(s.answer(t, id, samltest.Recipe{Replace: []string{"/saml/metadata", "/saml/other"}}))
	b.post("bm90IFhNTA==")
	b.ask(http.MethodPost, "/saml/acs", nil)
	field := s.answer(t, id, samltest.Recipe{})
	s.browser(t).post(field) // of another browser
	b.post(field)
	b.post(field) // as it was from the other one, a moment ago: it is counted
	want := []string{
		samltest.EntityID + "||SIG-KEY-UNKNOWN|sign_in_failed|403",
		samltest.EntityID + "||SIG-NONE|sign_in_failed|403", // to whom the browser was sent, whatever the message says
		samltest.EntityID + "|" + samltest.NameID + "|SP-AUDIENCE|sign_in_failed|403",
		"||IN-XML|sign_in_failed|403",
		"||IN-FORM|sign_in_failed|403",
		samltest.EntityID + "|" + samltest.NameID + "|SP-REQUEST|sign_in_failed|403",
		samltest.EntityID + "|" + samltest.NameID + "||sign_in|0",
	}
	if got := log.lines(); !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	for _, e := range *log {
		if e.Request == "" || e.Address == "" {
			t.Errorf("%+v", e)
		}
	}
}

func TestOpenIDSignInsThatFailAreInTheAuditLog(t *testing.T) {
	t.Parallel()
	s, m := openMade(t)
	log := &noted{}
	s.provider.Audit = log
	b := s.browser(t)
	m.as(func(a *madeAnswer) { a.claims["nonce"] = "another" })
	m.come(b, "/")
	b.ask(http.MethodGet, "/oidc/callback/nowhere?state=x&code=y", nil)
	if got := log.lines(); len(got) != 2 || got[0] != m.URL+"||OIDC-NONCE|sign_in_failed|403" || got[1] != "||OIDC-STATE|sign_in_failed|403" {
		t.Errorf("%q", got)
	}
}

func TestFailuresDoNotFillTheAuditLog(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log noted
		f := newFailures(func(e state.AuditEntry) { log = append(log, e) })
		fail := func(address string, times int) {
			for i := range times {
				f.note(state.AuditEntry{Address: address, Subject: "SIG-NONE", Request: fmt.Sprint(i)}, time.Now())
			}
		}
		fail("192.0.2.1", 1000)
		fail("192.0.2.2", 1)
		time.Sleep(minuteOfFailures + time.Second)
		synctest.Wait()
		fail("192.0.2.2", 1)
		var got []string
		for _, e := range log {
			got = append(got, e.Address+" "+e.Subject+" "+e.Request)
		}
		want := []string{"192.0.2.1 SIG-NONE 0", "192.0.2.2 SIG-NONE 0", "192.0.2.1 SIG-NONE ×999 999", "192.0.2.2 SIG-NONE 0"}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}

		log = nil
		for hour := time.Now(); time.Since(hour) < time.Hour; time.Sleep(time.Second) { // everybody is somebody else
			for i := range 100 {
				fail(netip.AddrFrom4([4]byte{10, byte(time.Since(hour) / time.Minute), byte(time.Since(hour) / time.Second), byte(i)}).String(), 1)
			}
		}
		time.Sleep(minuteOfFailures)
		synctest.Wait()
		if len(log) > 100+6*60+60+1 {
			t.Errorf("%d entries in an hour", len(log))
		}
		var of int
		for _, e := range log {
			var times int
			if e.Address != "" {
				times = 1
			} else if _, err := fmt.Sscanf(e.Subject, " ×%d", &times); err != nil {
				t.Errorf("%+v", e)
			}
			of += times
		}
		if of != 100*60*60 {
			t.Errorf("%d failures are in the log", of)
		}
	})
}
