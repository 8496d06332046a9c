package sso

import (
	"slices"
	"strings"
	"time"
)

// Severity says how much a finding counts.
type Severity string

// Severities, the worst first.
const (
	Fault     Severity = "fault"     // the sign-in fails by this
	Undecided Severity = "undecided" // it may fail by this, which cannot be told here
	Possible  Severity = "possible"  // one of the causes of what AWS said
	Warning   Severity = "warning"   // it works today, or only not as it should
	Info      Severity = "info"      // worth knowing
)

// Finding is one thing that was found.
type Finding struct {
	Code     Code     `json:"code"`
	Severity Severity `json:"severity"`
	First    bool     `json:"first"` // this is what AWS will say
	Summary  string   `json:"summary"`
	Seen     string   `json:"seen"` // the evidence, redacted
	Fix      string   `json:"fix"`
	AWS      *Row     `json:"aws_says"` // nil where no text of AWS is known for it
}

// Report is all that was found.
type Report struct {
	Kind      string     `json:"input"`     // what the input was: xml, base64, form, har, error_text, unknown
	JudgedAt  *time.Time `json:"judged_at"` // nil where there is no message to judge
	Said      *Row       `json:"aws_said"`  // the failure that the input itself tells of, nil without one
	Findings  []Finding  `json:"findings"`
	Unchecked []string   `json:"unchecked"` // what could not be looked at, and what it needs
}

// Sound tells whether nothing was found by which the sign-in fails or may fail. It promises nothing where Unchecked has lines.
func (r Report) Sound() bool {
	return !slices.ContainsFunc(r.Findings, func(f Finding) bool {
		return f.Severity == Fault || f.Severity == Undecided || f.Severity == Possible
	})
}

// examination is one Diagnose under way.
type examination struct {
	Case
	redact redactor
	report Report
	at     time.Time // as of when the message is judged
	// claims is what the message says; nil where none could be read.
	claims *claims
}

// found adds a finding in the words of its code.
func (x *examination) found(code Code, severity Severity, seen string) {
	x.foundAs(code, severity, explained[code].row, seen)
}

// foundAs adds a finding, or evidence to it where there is one of the same code already, for which AWS shows another failure than is usual for its code.
func (x *examination) foundAs(code Code, severity Severity, row int, seen string) {
	same := slices.IndexFunc(x.report.Findings, func(f Finding) bool { return f.Code == code && f.Severity == severity })
	if same >= 0 {
		if f := &x.report.Findings[same]; !strings.Contains(f.Seen, seen) {
			f.Seen += "; " + seen
		}
		return
	}
	a := explained[code]
	x.report.Findings = append(x.report.Findings, Finding{
		Code: code, Severity: severity, Summary: a.summary, Seen: seen, Fix: a.fix, AWS: rowNumbered(row),
	})
}

// unchecked notes what could not be looked at.
func (x *examination) unchecked(what string) {
	x.report.Unchecked = append(x.report.Unchecked, what)
}

// finish marks the first fault.
func (x *examination) finish() Report {
	for i, f := range x.report.Findings {
		if f.Severity == Fault {
			x.report.Findings[i].First = true
			break
		}
	}
	return x.report
}
