package api

import (
	"context"
	"time"

	"github.com/ringside/ringside/internal/check"
)

// CheckState is what the doctor is doing, and what came of it last.
type CheckState struct {
	Running bool                  `json:"running"`
	Asked   int                   `json:"asked" doc:"Questions that AWS was asked in the newest run so far"`
	Report  nullable[CheckReport] `json:"report" doc:"Of the run that ended last since the server was started"`
}

// CheckReport is what the doctor found of what brings records here.
type CheckReport struct {
	At       time.Time      `json:"at"`
	Seconds  float64        `json:"seconds"`
	Asked    int            `json:"asked" doc:"Questions that AWS was asked"`
	Findings []CheckFinding `json:"findings" doc:"The worst first"`
}

// CheckFinding is one thing that was found.
type CheckFinding struct {
	Code     string       `json:"code" doc:"As docs/check.md lists them" example:"stream_missing"`
	Severity string       `json:"severity" enum:"wrong,warning,cannot_tell,fine"`
	About    string       `json:"about" doc:"The resource: ARN, URL or name; empty for all"`
	Summary  string       `json:"summary"`
	Cause    string       `json:"cause" doc:"Why that matters, or how it comes about; empty for what is fine"`
	Seen     string       `json:"seen" doc:"The value by which it was judged"`
	Fix      string       `json:"fix" doc:"A command, or a statement for a policy; empty where there is none"`
	Evidence []CheckAsked `json:"evidence" doc:"What was asked, and answered"`
}

// CheckAsked is one question and what was answered.
type CheckAsked struct {
	Operation string    `json:"operation" example:"kinesis:DescribeStreamSummary" doc:"As IAM spells its permission; ringside for what Ringside knows by itself"`
	About     string    `json:"about"`
	At        time.Time `json:"at"`
	Said      string    `json:"said" doc:"What of the answer counts here, or AWS's code and words"`
}

var errNoDoctor = refuse(unavailable, "This is a data folder without a server: there is nothing to look at.")

// checked answers GET /check.
func (s *server) checked(context.Context, *none) (CheckState, error) {
	if s.Check == nil {
		return CheckState{}, errNoDoctor
	}
	state := CheckState{Running: s.Check.Running(), Asked: s.Check.Asked()}
	if newest := s.Check.Newest(); newest != nil {
		state.Report = some(checkReport(*newest))
	}
	return state, nil
}

// check answers POST /check. A request that ends stops it.
func (s *server) check(ctx context.Context, _ *none) (CheckReport, error) {
	if s.Check == nil {
		return CheckReport{}, errNoDoctor
	}
	report, err := s.Check.Run(ctx)
	if err != nil {
		return CheckReport{}, err
	}
	return *checkReport(report), nil
}

func checkReport(r check.Report) *CheckReport {
	report := &CheckReport{At: r.At, Seconds: r.Seconds, Asked: r.Asked, Findings: make([]CheckFinding, len(r.Findings))}
	for i, f := range r.Findings {
		report.Findings[i] = CheckFinding{
			Code: string(f.Code), Severity: string(f.Severity), About: f.About, Summary: f.Summary, Cause: f.Cause, Seen: f.Seen, Fix: f.Fix,
			Evidence: make([]CheckAsked, len(f.Evidence)),
		}
		for k, a := range f.Evidence {
			report.Findings[i].Evidence[k] = CheckAsked(a)
		}
	}
	return report
}
