package api

import (
	"context"
	"errors"
	"time"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/review"
	"github.com/ringside/ringside/internal/state"
)

// reviewInput is the parameters of GET /audit/review.
type reviewInput struct {
	Month string `query:"month" doc:"The month; the present one unless given" example:"2026-11"`
	Zone  string `query:"zone" doc:"IANA time zone; the server's own unless given" example:"Asia/Seoul"`
}

// markInput is the body of POST /audit/review.
type markInput struct {
	Body struct {
		Month string `json:"month" example:"2026-10"`
		Zone  string `json:"zone,omitempty" example:"Asia/Seoul" doc:"IANA time zone; the server's own unless given"`
		Note  string `json:"note" maxLength:"500" doc:"What the reviewer has found"`
	}
}

// AuditReview is a month of the audit log as its reviewer reads it.
type AuditReview struct {
	Month   string    `json:"month" example:"2026-11"`
	From    time.Time `json:"from"`
	To      time.Time `json:"to"`
	Over    bool      `json:"over" doc:"The month is, and can be reviewed"`
	Entries int       `json:"entries"`

	Reviews []AuditEntry `json:"reviews" doc:"Who has reviewed this month, and when, the oldest first; the note is in reason"`
	Open    []string     `json:"open" doc:"Months that are over and not reviewed, the oldest first"`

	Accounts  []AuditAccount `json:"accounts" doc:"Who did anything, whoever looked at or took away most first"`
	Downloads []AuditEntry   `json:"downloads" doc:"Files that were made, the oldest first"`
	Refused   []AuditEntry   `json:"refused" doc:"Sign-ins of accounts that failed, and what a role does not include"`
	Changes   []AuditEntry   `json:"changes" doc:"Of accounts, roles and tokens, and erasures"`
	Cut       bool           `json:"cut" doc:"A list has its first 500 entries alone"`
}

// AuditAccount is what one account did in a month.
type AuditAccount struct {
	Provider   string  `json:"provider"`
	Who        string  `json:"who"`
	Entries    int     `json:"entries"`
	Looks      int     `json:"looks" doc:"At persons' data: lists, contacts, agents' days, what is behind a figure"`
	Unmasked   int     `json:"unmasked" doc:"Of these, at attributes and whole records"`
	Downloads  int     `json:"downloads"`
	Changes    int     `json:"changes"`
	SignIns    int     `json:"sign_ins"`
	Failed     int     `json:"failed_sign_ins" doc:"Of accounts of Ringside's own"`
	Refused    int     `json:"refused" doc:"What the role does not include"`
	OffHours   int     `json:"off_hours" doc:"Entries outside the working hours of the settings"`
	Addresses  int     `json:"addresses" doc:"From how many"`
	BusiestDay string  `json:"busiest_day" doc:"Of looks and downloads; empty where there were none" example:"2026-11-30"`
	Busiest    int     `json:"busiest" doc:"Looks and downloads of that day"`
	Before     float64 `json:"before" doc:"Looks and downloads a month, over the three months before as far as the log has them whole"`
	Unusual    bool    `json:"unusual" doc:"50 looks and downloads or more, and more than three times those of the months before"`
}

// auditReview answers GET /audit/review.
func (s *server) auditReview(ctx context.Context, in *reviewInput) (AuditReview, error) {
	month, err := s.reviewMonth(in.Month, in.Zone)
	if err != nil {
		return AuditReview{}, err
	}
	return s.readReview(ctx, month)
}

// markReview answers POST /audit/review.
func (s *server) markReview(ctx context.Context, in *markInput) (AuditReview, error) {
	month, err := s.reviewMonth(in.Body.Month, in.Body.Zone)
	if err != nil {
		return AuditReview{}, err
	}
	who := access.Who(ctx)
	err = s.reviewed().Mark(ctx, month, state.AuditEntry{
		Provider: who.Provider, Who: who.Name, Address: who.Address, Request: requestID(ctx), Reason: in.Body.Note,
	})
	switch {
	case errors.Is(err, review.ErrOpen):
		return AuditReview{}, &fault{kind: unanswerable, public: "The month is not over yet. Review it when it is.", cause: err}
	case errors.Is(err, review.ErrNote):
		return AuditReview{}, &fault{kind: unanswerable, public: "Say in a note what you have found.", cause: err}
	case err != nil:
		return AuditReview{}, err
	}
	return s.readReview(ctx, month)
}

func (s *server) reviewed() review.Sources {
	return review.Sources{Log: s.Audit, Settings: s.Settings, Now: s.Clock.Now()}
}

func (s *server) reviewMonth(name, zoneName string) (review.Month, error) {
	if s.Audit == nil {
		return review.Month{}, errNoAudit
	}
	zone, err := s.zone(zoneName)
	if err != nil {
		return review.Month{}, err
	}
	if name == "" {
		return review.MonthOf(s.Clock.Now().In(zone)), nil
	}
	month, err := review.ParseMonth(name, zone)
	if err != nil {
		return month, refuse(unanswerable, err.Error())
	}
	return month, nil
}

func (s *server) readReview(ctx context.Context, month review.Month) (AuditReview, error) {
	read, err := s.reviewed().Read(ctx, month)
	if err != nil {
		return AuditReview{}, err
	}
	return AuditReviewOf(read), nil
}

// AuditReviewOf is a month as it is answered; the command line prints the same.
func AuditReviewOf(read review.Report) AuditReview {
	month, zone := read.Month, read.Month.From.Location()
	answer := AuditReview{
		Month: month.Name, From: month.From, To: month.To, Over: read.Over, Entries: read.Entries, Cut: read.Cut,
		Reviews: auditEntries(read.Reviews, zone), Open: append([]string{}, read.Open...), Accounts: []AuditAccount{},
		Downloads: auditEntries(read.Downloads, zone), Refused: auditEntries(read.Refused, zone), Changes: auditEntries(read.Changes, zone),
	}
	for _, account := range read.Accounts {
		answer.Accounts = append(answer.Accounts, AuditAccount(account))
	}
	return answer
}
