package api

import (
	"context"
	"errors"
	"time"

	"github.com/ringside/ringside/internal/state"
)

// verificationInput is the parameters of GET /audit/verification.
type verificationInput struct {
	Head string `query:"head" maxLength:"100" doc:"A head that was kept elsewhere, to compare with" example:"1742:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"`
}

// AuditVerification is whether the audit log is as it was written.
type AuditVerification struct {
	Intact    bool      `json:"intact"`
	Problem   string    `json:"problem" doc:"What does not hold; empty where it is intact"`
	Compared  bool      `json:"compared" doc:"The head that was given is of an entry that is still here, and was compared with it"`
	TooOld    bool      `json:"too_old" doc:"The head that was given is of an entry that has gone by its age"`
	First     int64     `json:"first" doc:"The oldest entry that is kept; 0 where there is none"`
	Last      int64     `json:"last"`
	Head      string    `json:"head" doc:"What to keep elsewhere, as N:HASH: it stands for all entries up to the last one. Empty where the log is not intact"`
	CheckedAt time.Time `json:"checked_at"`
}

// auditVerification answers GET /audit/verification: it reads the whole log.
func (s *server) auditVerification(ctx context.Context, in *verificationInput) (AuditVerification, error) {
	if s.Audit == nil {
		return AuditVerification{}, errNoAudit
	}
	kept, err := state.ParseAuditMark(in.Head)
	if err != nil {
		return AuditVerification{}, refuse(unanswerable, "The head is not as it was shown: a number, a colon, and 64 digits and letters a to f.")
	}
	head, err := s.Audit.VerifyAudit(ctx, kept)
	answer := AuditVerification{
		Intact: true, First: head.First, Last: head.Last, CheckedAt: s.Clock.Now().UTC(),
		TooOld: errors.Is(err, state.ErrAuditTooOld), Compared: kept.Seq > 0 && err == nil,
	}
	switch {
	case errors.Is(err, state.ErrAudit):
		answer.Intact, answer.Problem = false, err.Error()
	case err != nil && !answer.TooOld:
		return AuditVerification{}, err
	case head.Last > 0:
		answer.Head = head.Mark().String()
	}
	return answer, nil
}
