package api

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/store"
)

// ErasureRequest says whom to forget.
type ErasureRequest struct {
	Contacts  []string `json:"contacts,omitempty" maxItems:"1000" doc:"Ids of contacts, of any instance" example:"[\"0f8fad5b-d9cb-469f-a165-70867728950e\"]"`
	Customers []string `json:"customers,omitempty" maxItems:"100" doc:"Addresses of customers (CustomerEndpoint.Address): numbers as +821012345678, or e-mail addresses. Every contact is meant of which any version has one"`
	Expired   bool     `json:"expired,omitempty" doc:"Instead: what has passed the limits of GET /retention, without waiting for the night"`
	Preview   bool     `json:"preview,omitempty" doc:"Count what would be erased, and erase nothing"`
	Reason    string   `json:"reason,omitempty" maxLength:"500" doc:"Why, in your own words, for the audit log: without the person's name. Where people sign in, nothing is erased without"`
}

// ErasureStatus is how far an erasure is, or what came of it.
type ErasureStatus struct {
	Phase   string                `json:"phase" enum:"idle,running,done,stopped,failed" doc:"stopped: an erasure that had begun to remove goes on with the next one, or the next start"`
	Preview bool                  `json:"preview"`
	Expired bool                  `json:"expired" doc:"It is about what has passed its limit"`
	Step    string                `json:"step" enum:",find_contacts,find_records,rewrite,check,count" doc:"What is being done"`
	Done    int64                 `json:"done" doc:"Records of that step"`
	Total   int64                 `json:"total"`
	Begun   *time.Time            `json:"begun"`
	Ended   *time.Time            `json:"ended"`
	Result  nullable[ErasedCount] `json:"result" doc:"Of one that is done"`
	Problem string                `json:"problem" doc:"Of one that failed; what to do"`
	Proof   string                `json:"proof" doc:"Id of the proof that is kept of it: GET /erasure/proofs/{id}; empty of a preview, and while it runs"`
}

// ErasedCount is what was found and, unless it was a preview, removed.
type ErasedCount struct {
	Contacts       int64    `json:"contacts"`
	ContactRecords int64    `json:"contact_records" doc:"Every version and every delivery"`
	ContactEvents  int64    `json:"contact_events"`
	AgentEvents    int64    `json:"agent_events" doc:"Past their limit"`
	Quarantined    int64    `json:"quarantined" doc:"Records that could not be decoded, with a contact's id or an address in them"`
	Reduced        int64    `json:"reduced" doc:"Contact records past the limit of their details: what figures are made from is left"`
	Redacted       int64    `json:"redacted" doc:"Records of others (journeys, agent events) in which a pseudonym takes the contact's place"`
	Mentions       int64    `json:"mentions" doc:"Records of other contacts that have an address in another place, such as an attribute. They stay: look at them"`
	MentionedBy    []string `json:"mentioned_by" doc:"Some of these contacts"`
	Missing        []string `json:"missing" doc:"Contacts that were named and have no record"`
	Kept           []string `json:"kept" doc:"Files in the data folder that may hold what was erased and that a person has to remove"`
}

// Erasures is a desk that forgets contacts.
type Erasures interface {
	Begin(what store.Erasure, preview bool, by erasure.Order) error
	Job() erasure.Job
	Stop()
}

var _ Erasures = (*erasure.Desk)(nil)

// erasureInput is the body of POST /erasure.
type erasureInput struct {
	Body ErasureRequest
}

var errNoErasures = refuse(unavailable, "This process erases nothing; ask the server that holds the data folder.")

// erase answers POST /erasure.
func (s *server) erase(ctx context.Context, in *erasureInput) (ErasureStatus, error) {
	if s.Erasures == nil {
		return ErasureStatus{}, errNoErasures
	}
	what, err := s.wanted(ctx, in.Body)
	if err != nil {
		return ErasureStatus{}, err
	}
	if s.SignIn != nil && !in.Body.Preview && !in.Body.Expired && strings.TrimSpace(in.Body.Reason) == "" {
		return ErasureStatus{}, refuse(unanswerable, "Erasing is for good. Say in reason why, without the person's name; the audit log keeps that.")
	}
	if err := s.reasoned(ctx, in.Body.Reason, false); err != nil {
		return ErasureStatus{}, err
	}
	if remark := askerOf(ctx).remark; remark != nil { // whom is what the log must not keep
		remark.action = looked(in.Body.Preview, "find_erasure")
		remark.about = fmt.Sprintf("contacts=%d customers=%d preview=%t", len(what.Contacts), len(what.Customers), in.Body.Preview)
		if in.Body.Expired {
			remark.about = fmt.Sprintf("expired preview=%t", in.Body.Preview)
		}
	}
	by, err := s.ordered(ctx, in.Body, what)
	if err != nil {
		return ErasureStatus{}, err
	}
	if err := s.Erasures.Begin(what, in.Body.Preview, by); errors.Is(err, store.ErrErasing) {
		return ErasureStatus{}, refuse(conflict, "Another erasure is running: wait until it is done, or stop it.")
	} else if err != nil {
		return ErasureStatus{}, err
	}
	return erasureStatus(s.Erasures.Job()), nil
}

// ordered is what the proof of an erasure says of who asks for it, and what it adds to what the store looks through.
func (s *server) ordered(ctx context.Context, r ErasureRequest, what store.Erasure) (erasure.Order, error) {
	who := access.Who(ctx)
	by := erasure.Order{Provider: who.Provider, Who: who.Recorded(), Reason: strings.TrimSpace(r.Reason)}
	if s.Views == nil || r.Preview || r.Expired {
		return by, nil
	}
	every, err := s.Views.EveryView(ctx)
	words := wordsOf(what)
	for _, view := range every {
		if namesAny(view, words) {
			by.Named++
		}
	}
	by.Views = len(every)
	return by, err
}

// wanted reads a request.
func (s *server) wanted(ctx context.Context, r ErasureRequest) (store.Erasure, error) {
	switch {
	case !r.Expired:
		return erasureOf(r)
	case len(r.Contacts)+len(r.Customers) > 0:
		return store.Erasure{}, refuse(unanswerable, "Ask for what has expired alone, and for contacts and customers apart from it.")
	}
	return s.expired(ctx)
}

// erasureOf reads whom a request names.
func erasureOf(r ErasureRequest) (store.Erasure, error) {
	var what store.Erasure
	for _, id := range r.Contacts {
		if id = strings.TrimSpace(id); id != "" {
			what.Contacts = append(what.Contacts, connect.ContactID(id))
		}
	}
	for _, text := range r.Customers {
		address, err := erasure.Customer(text)
		if err != nil {
			return store.Erasure{}, refuse(unanswerable, "An address cannot be erased: "+err.Error()+".")
		}
		what.Customers = append(what.Customers, address)
	}
	if len(what.Contacts)+len(what.Customers) == 0 {
		return store.Erasure{}, refuse(unanswerable, "Say whom to erase: ids of contacts, or addresses of customers.")
	}
	return what, nil
}

// erasureStatus answers GET /erasure.
func (s *server) erasure(context.Context, *none) (ErasureStatus, error) {
	if s.Erasures == nil {
		return ErasureStatus{}, errNoErasures
	}
	return erasureStatus(s.Erasures.Job()), nil
}

// stopErasure answers DELETE /erasure.
func (s *server) stopErasure(context.Context, *none) (ErasureStatus, error) {
	if s.Erasures == nil {
		return ErasureStatus{}, errNoErasures
	}
	s.Erasures.Stop()
	return erasureStatus(s.Erasures.Job()), nil
}

func erasureStatus(job erasure.Job) ErasureStatus {
	status := ErasureStatus{
		Proof: job.Proof, Phase: string(job.Phase), Preview: job.Preview, Expired: job.Limits, Step: string(job.Progress.Step), Done: job.Progress.Done, Total: job.Progress.Total,
	}
	if !job.Begun.IsZero() {
		status.Begun = &job.Begun
	}
	if !job.Ended.IsZero() {
		status.Ended = &job.Ended
	}
	switch {
	case errors.Is(job.Err, store.ErrErasing): // of the start: the desk has one at a time itself
		status.Problem = "An erasure that was interrupted goes on first. Try again in some minutes."
	case errors.Is(job.Err, store.ErrUnavailable):
		status.Problem = "The disk refuses: make room, or look at the log. What was not removed yet is refused already; the erasure goes on with the next one, or the next start."
	case job.Err != nil:
		status.Problem = "It failed; the log says why. What was not removed yet is refused already; the erasure goes on with the next one, or the next start."
	}
	if r := job.Result; r != nil {
		status.Result = some(erasedCount(r))
	}
	return status
}

func erasedCount(r *store.Erased) *ErasedCount {
	return &ErasedCount{
		Contacts: r.Contacts, ContactRecords: r.ContactRecords, ContactEvents: r.ContactEvents, AgentEvents: r.AgentEvents,
		Quarantined: r.Quarantined, Reduced: r.Reduced, Redacted: r.Redacted, Mentions: r.Mentions, MentionedBy: texts(r.MentionedBy),
		Missing: texts(r.Missing), Kept: append([]string{}, r.Kept...),
	}
}

func texts(ids []connect.ContactID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	return list
}
