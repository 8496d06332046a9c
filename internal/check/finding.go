package check

import (
	"cmp"
	"slices"
	"time"
)

// Severity says how much a finding counts.
type Severity string

// Severities.
const (
	Wrong      Severity = "wrong"       // records do not come, or will be lost
	Warning    Severity = "warning"     // they come, or may, but not as they should
	CannotTell Severity = "cannot_tell" // it was not answered, or is not asked
	Fine       Severity = "fine"
)

// bySeverity is the order of a report.
var bySeverity = []Severity{Wrong, Warning, CannotTell, Fine}

// Asked is one question and what was answered. It has names of resources, and nothing of a customer.
type Asked struct {
	Operation string    `json:"operation"` // as IAM spells its permission; "ringside" for what Ringside knows by itself
	About     string    `json:"about"`     // ARN, URL or name; "" for the account
	At        time.Time `json:"at"`
	Said      string    `json:"said"` // what of the answer counts here, or Amazon's code and words
}

// Finding is one thing that was found.
type Finding struct {
	Code     Code     `json:"code"`
	Severity Severity `json:"severity"`
	About    string   `json:"about"` // the resource: ARN, URL or name; "" for all
	Summary  string   `json:"summary"`
	Cause    string   `json:"cause"`    // why that matters, or how it comes about; "" for what is fine
	Seen     string   `json:"seen"`     // the value by which it was judged
	Fix      string   `json:"fix"`      // a command, or a statement for a policy; "" where there is none
	Evidence []Asked  `json:"evidence"` // never empty but for what was not asked
}

// Report is all that was found, the worst first.
type Report struct {
	At       time.Time `json:"at"`
	Seconds  float64   `json:"seconds"`
	Asked    int       `json:"asked"` // questions that AWS was asked
	Findings []Finding `json:"findings"`
}

// Count is how many findings are of a severity.
func (r Report) Count(s Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// opinion gathers findings.
type opinion struct{ findings []Finding }

// say adds a finding in the words of its code.
func (o *opinion) say(code Code, f Finding, by ...Asked) {
	e := explained[code]
	f.Code, f.Severity, f.Summary, f.Cause, f.Evidence = code, e.severity, e.summary, e.cause, slices.Clone(by)
	if f.Evidence == nil {
		f.Evidence = []Asked{}
	}
	o.findings = append(o.findings, f)
}

// sorted are the findings, the worst first, otherwise as they were found.
func (o *opinion) sorted() []Finding {
	slices.SortStableFunc(o.findings, func(a, b Finding) int {
		return cmp.Compare(slices.Index(bySeverity, a.Severity), slices.Index(bySeverity, b.Severity))
	})
	if o.findings == nil {
		return []Finding{}
	}
	return o.findings
}
