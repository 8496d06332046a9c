package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

const (
	// lookAgain is after how long the same look of the same person, from the same address, is another entry: a page that asks every 15
	// seconds would else write 5,760 of them a day.
	lookAgain = time.Hour
	// mostLooks bounds the looks that are remembered. Beyond it all are forgotten, so that some are written sooner again.
	mostLooks = 10_000
	// fewContacts is how many contacts an entry names; of more it has the number.
	fewContacts = 20
)

// remark is what the audit log says of a request beside its address. A nil one takes notes and keeps none.
type remark struct {
	about  string // whose data, or what, where the address does not say
	reason string // why, where that was asked
	action string // what was done, where the route does not say

	mu       sync.Mutex // guards all below, which the store is asked for in several goroutines
	unmasked []string   // what was asked of attributes: a key, or a filter
	agents   []string   // of whose figures by name was asked: all, or a filter
	contacts int64      // how many came out
	ids      []string   // of the first of them
}

// asked notes what a question tells of attributes and, where it is about figures, of agents.
func (r *remark) asked(groups []metric.Dimension, where []metric.Filter, figures bool) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	note := func(d metric.Dimension, text string) {
		into := &r.agents
		if _, is := d.Attribute(); is {
			into = &r.unmasked
		} else if d != metric.Agent || !figures {
			return
		}
		if !slices.Contains(*into, text) {
			*into = append(*into, text)
		}
	}
	for _, d := range groups {
		note(d, string(d))
	}
	for _, f := range where {
		note(f.Dimension, fmt.Sprintf("%s %t %q", f.Dimension, f.Not, f.Values))
	}
}

// came notes that a contact came out.
func (r *remark) came(id connect.ContactID) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if slices.Contains(r.ids, string(id)) {
		return
	}
	if r.contacts++; len(r.ids) <= fewContacts {
		r.ids = append(r.ids, string(id))
	}
}

// found is a subject with how many contacts came out and, where they are few, which. What does not fit is cut from the subject.
func (r *remark) found(subject string, most int) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.contacts == 0 {
		return subject
	}
	of := fmt.Sprintf("contacts=%d", r.contacts)
	if r.contacts <= fewContacts {
		of += "&ids=" + strings.Join(r.ids, ",")
	}
	between := "&"
	if strings.HasPrefix(subject, "{") {
		between = " "
	}
	return subject[:min(len(subject), max(0, most-len(of)-1))] + between + of
}

// looks remembers for an hour who looked at what.
type looks struct {
	mu    sync.Mutex // guards what follows
	noted map[look]time.Time
}

type look struct {
	who, address, action, what string
	refused                    bool
}

// first tells whether somebody looks for the first time in an hour.
func (l *looks) first(at look, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if before, known := l.noted[at]; known && now.Sub(before) < lookAgain && !now.Before(before) {
		return false
	}
	if l.noted == nil || len(l.noted) >= mostLooks {
		l.noted = map[look]time.Time{}
	}
	l.noted[at] = now
	return true
}

// look adds to the audit log that the asker looked at something, unless the log has that of this hour. What tells looks apart, the subject
// is what was asked first.
func (s *server) look(ctx context.Context, action, what, subject string, status int) {
	who := access.Who(ctx)
	at := look{who: who.Key(), address: who.Address, action: action, what: what, refused: status >= 400}
	if s.Audit != nil && s.looks.first(at, s.Clock.Now()) {
		s.note(ctx, action, subject, status)
	}
}

// unmasking adds to the audit log what a request has shown of attributes and, where it leaves no entry of its own, of agents by name.
func (s *server) unmasking(ctx context.Context, pattern, subject string, status int) {
	remark := askerOf(ctx).remark
	if len(remark.unmasked) > 0 {
		s.look(ctx, "unmask_attributes", pattern+" "+strings.Join(remark.unmasked, " "), subject, status)
	}
	if len(remark.agents) > 0 && needs[pattern].record == "" {
		s.look(ctx, "see_agents", pattern+" "+strings.Join(remark.agents, " "), subject, status)
	}
}
