package signin

import (
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

// minuteOfFailures is for how long failures that are alike are counted before the audit log is told of them again.
const minuteOfFailures = time.Minute

// Of failures that differ the log is told so many at once, and one every so often after that: some ten entries a minute (with those that count
// the ones that were alike) are all that strangers can have written, whose disk it is not.
var (
	failuresEvery  = rate.Every(10 * time.Second)
	failuresAtOnce = 100
)

// failures keeps those who fail to sign in by an identity provider from filling the audit log. The first failure of its kind is written, and
// when a minute is over, how many there were again. Those who are not told apart any more are counted together. What was not written when
// the process ends is in its own log alone, which has each.
type failures struct {
	keep func(state.AuditEntry)

	mu    sync.Mutex // guards all below
	room  *rate.Limiter
	again map[state.AuditEntry]repeated // of the minute that runs, by entry without its request; nil: none runs
}

// repeated is how often something came again, and the request that brought it last.
type repeated struct {
	times   int
	request string
}

func newFailures(keep func(state.AuditEntry)) *failures {
	return &failures{keep: keep, room: rate.NewLimiter(failuresEvery, failuresAtOnce)}
}

// note tells of a failure.
func (f *failures) note(e state.AuditEntry, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.again == nil {
		f.again = map[state.AuditEntry]repeated{}
		time.AfterFunc(minuteOfFailures, f.sum)
	}
	kind := e
	kind.Request = ""
	of, known := f.again[kind]
	if !known && !f.room.AllowN(now, 1) {
		kind = state.AuditEntry{Action: e.Action, Status: e.Status} // of whomever, from wherever
		of, known = f.again[kind], true
	}
	if known {
		f.again[kind] = repeated{of.times + 1, e.Request}
		return
	}
	f.again[kind] = repeated{}
	f.keep(e)
}

// sum tells what came again in the minute that is over.
func (f *failures) sum() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for e, of := range f.again {
		if of.times > 0 {
			e.Subject, e.Request = e.Subject+" ×"+strconv.Itoa(of.times), of.request
			f.keep(e)
		}
	}
	f.again = nil
}

// refuseSignIn is refuse for a sign-in by an identity provider, and tells the audit log. Of the session that it did not become, the provider
// counts as far as that is known, and the name where the provider has vouched for it: a name that anybody can have written is nobody's.
func (p *Provider) refuseSignIn(w http.ResponseWriter, r *http.Request, s state.Session, err error) {
	if fault, is := errors.AsType[saml.Fault](err); is {
		p.noteRefused(w, r, s, fault)
	}
	p.refuse(w, r, err)
}

// noteRefused tells the audit log of a refusal, within bounds.
func (p *Provider) noteRefused(w http.ResponseWriter, r *http.Request, s state.Session, fault saml.Fault) {
	p.failures.note(state.AuditEntry{
		Provider: s.Provider, Who: p.identityOf(r, s).Recorded(), Address: p.client(r).String(), Action: actionFailed,
		Subject: string(fault.Code), Status: statusOf(fault), Request: requestID(w),
	}, p.Now())
}

// statusOf is how a refusal is answered.
func statusOf(fault saml.Fault) int {
	if fault.Code == CodeAway {
		return http.StatusServiceUnavailable
	}
	return http.StatusForbidden
}
