package api

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/review"
	"github.com/ringside/ringside/internal/state"
)

// Audit keeps who did what.
type Audit = review.Log

var errNoAudit = refuse(unavailable, "Nobody signs in here, so that no audit log is kept.")

// record adds to the audit log what was asked, and what came of it. Of a stream that goes on, it is written at its end.
func (s *server) record(r *http.Request, pattern string, status int) {
	if s.Audit == nil {
		return
	}
	action := needs[pattern].record
	if unmasked := needs[pattern].unmasked; unmasked != "" && seesCustomers(r.Context()) {
		action = unmasked
	}
	remark := askerOf(r.Context()).remark
	about := cmp.Or(remark.about, inPath(pattern, r.URL.Path), r.URL.RawQuery)
	status = cmp.Or(status, http.StatusOK)
	switch {
	case action == "":
	case needs[pattern].seldom:
		s.look(r.Context(), action, about, about, status)
	default:
		s.note(r.Context(), cmp.Or(remark.action, action), remark.found(about, state.MaxSubject), status)
	}
	s.unmasking(r.Context(), pattern, about, status)
}

// note adds to the audit log what the asker of a request has done.
func (s *server) note(ctx context.Context, action, subject string, status int) {
	who := access.Who(ctx)
	err := s.Audit.Audit(context.WithoutCancel(ctx), state.AuditEntry{
		Provider: who.Provider, Who: who.Recorded(), Address: who.Address, Action: action, Subject: subject, Status: status,
		Request: requestID(ctx), Reason: askerOf(ctx).remark.reason,
	})
	if err != nil {
		s.Logger.Error("audit log lacks an entry", "request_id", requestID(ctx), "action", action, "error", err)
	}
}

// inPath is what a path has where the pattern of its route has a name; the route itself may never have been asked.
func inPath(pattern, path string) string {
	_, pattern, _ = strings.Cut(pattern, " ")
	parts := strings.Split(path, "/")
	for i, part := range strings.Split(pattern, "/") {
		if strings.HasPrefix(part, "{") && i < len(parts) {
			return parts[i]
		}
	}
	return ""
}

// about says to the audit log what the body of a request asks.
func about(ctx context.Context, body any) {
	if text, err := json.Marshal(body); err == nil && askerOf(ctx).remark != nil {
		askerOf(ctx).remark.about = string(text)
	}
}

// subject says to the audit log whose data, or what, an order is about, where its path does not say.
func subject(ctx context.Context, text string) {
	if remark := askerOf(ctx).remark; remark != nil {
		remark.about = text
	}
}

// auditInput is the parameters of GET /audit.
type auditInput struct {
	From    string `query:"from" doc:"Start of the range: RFC 3339, or a date: the start of that day in zone" example:"2026-11-01"`
	To      string `query:"to" doc:"End of the range, not in it" example:"2026-12-01"`
	Zone    string `query:"zone" doc:"IANA time zone; the server's own unless given" example:"Asia/Seoul"`
	Who     string `query:"who" maxLength:"1024" doc:"Exactly, as in the log"`
	Action  string `query:"action" maxLength:"64" doc:"Such as see_contact"`
	Subject string `query:"subject" maxLength:"2000" doc:"Whose data, exactly: such as a contact's id"`
	Request string `query:"request" maxLength:"64" doc:"Id of the request, as pages and the log show it"`
	Address string `query:"address" maxLength:"64" doc:"Where the request came from, exactly"`
	Text    string `query:"text" maxLength:"200" doc:"Part of what an entry says of who, whose, why, the address or the request"`
	Before  int64  `query:"before" minimum:"0" doc:"next of the page before"`
	Limit   int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
}

// AuditList is a part of the audit log, the newest first.
type AuditList struct {
	Entries []AuditEntry `json:"entries"`
	Next    int64        `json:"next" doc:"For before; 0 where no more follow"`
}

// AuditEntry is that somebody did something.
type AuditEntry struct {
	Seq      int64     `json:"seq" doc:"From 1, without holes"`
	At       time.Time `json:"at"`
	Provider string    `json:"provider" doc:"What vouches for who: entityID of an identity provider, local, token or command line"`
	Who      string    `json:"who"`
	Address  string    `json:"address" doc:"Where the request came from; empty where there was none"`
	Action   string    `json:"action"`
	Subject  string    `json:"subject" doc:"Whose data, or what: a contact's id, an agent, a query"`
	Status   int       `json:"status" doc:"Of the answer, as in HTTP; 0 where there was none"`
	Request  string    `json:"request" doc:"Id of the request, as the log has it"`
	Reason   string    `json:"reason" doc:"Why, in the words of who did it; empty where nobody asks"`
}

// audit answers GET /audit.
func (s *server) audit(ctx context.Context, in *auditInput) (AuditList, error) {
	if s.Audit == nil {
		return AuditList{}, errNoAudit
	}
	zone, err := s.zone(in.Zone)
	if err != nil {
		return AuditList{}, err
	}
	days, _, err := s.days(ctx, zone, nil)
	if err != nil {
		return AuditList{}, err
	}
	from, to, err := parseRange(in.From, in.To, days)
	if err != nil {
		return AuditList{}, err
	}
	found, err := s.Audit.AuditEntries(ctx, state.AuditQuery{
		From: from, To: to, Who: in.Who, Action: in.Action, Subject: in.Subject, Request: in.Request, Address: in.Address, Text: in.Text,
		Before: in.Before, Limit: in.Limit + 1,
	})
	if err != nil {
		return AuditList{}, fmt.Errorf("list audit log: %w", err)
	}
	list := AuditList{}
	if len(found) > in.Limit { // one more tells whether there is a next page
		found = found[:in.Limit]
		list.Next = found[in.Limit-1].Seq
	}
	list.Entries = auditEntries(found, zone)
	return list, nil
}

// auditEntries are entries with the clock of a zone.
func auditEntries(found []state.AuditEntry, zone *time.Location) []AuditEntry {
	entries := make([]AuditEntry, len(found))
	for i, e := range found {
		entries[i] = AuditEntry{
			Seq: e.Seq, At: e.At.In(zone), Provider: e.Provider, Who: e.Who, Address: e.Address, Action: e.Action, Subject: e.Subject,
			Status: e.Status, Request: e.Request, Reason: e.Reason,
		}
	}
	return entries
}
