package selfcheck

import (
	"time"

	"github.com/ringside/ringside/internal/metric"
)

// Report is what came of checking one day of one instance.
type Report struct {
	Instance string       `json:"instance"` // ARN
	Day      string       `json:"day"`      // 2006-01-02, in Zone
	Zone     string       `json:"zone"`
	Every    metric.Every `json:"every"`
	Begun    time.Time    `json:"begun"`
	Ended    time.Time    `json:"ended"`
	Metrics  []string     `json:"metrics"` // as the catalogue's Find takes them

	Queues    int   `json:"queues"`   // standard ones, of which Amazon Connect was asked
	Figures   int   `json:"figures"`  // compared: of each queue, interval and metric where either side has contacts
	Equal     int   `json:"equal"`    // of them, before anything was restored
	Untold    int   `json:"untold"`   // asked for, and not in the answer
	Contacts  int64 `json:"contacts"` // of ours that the figures count
	Outside   int64 `json:"outside"`  // of ours of that day that they do not: without a queue, or in an agent's own
	Restored  int   `json:"restored"` // contacts
	Requests  int64 `json:"requests"`
	Throttled int64 `json:"throttled"`
	// Problem is why the day could not be checked to its end; what was found until then is there.
	Problem string `json:"problem"`

	Differences []Difference `json:"differences"` // by queue and interval
}

// Difference is a queue and interval in which figures differ.
type Difference struct {
	Queue   string    `json:"queue"` // ARN
	Start   time.Time `json:"start"`
	End     time.Time `json:"end"`
	Figures []Pair    `json:"figures"` // those that differ
	Causes  []Cause   `json:"causes"`
	// Settled: after what was restored or came late, the figures are equal.
	Settled bool `json:"settled"`
}

// Pair is one figure of both; nil is none.
type Pair struct {
	Metric string   `json:"metric"`
	Ours   *float64 `json:"ours"`
	Theirs *float64 `json:"theirs"`
	After  *float64 `json:"after"` // ours at the end of the check
}

// Kind is why figures differ.
type Kind string

// The kinds of causes.
const (
	// Missing: Amazon Connect has contacts of which no record came.
	Missing Kind = "missing"
	// Erased: likewise, of contacts that are kept out because somebody erased them, or that have passed their limit.
	Erased Kind = "erased"
	// Late: records that came after our figures were asked for.
	Late Kind = "late"
	// Elsewhere: both have the contact, and we count it in another queue or interval, by the record that we have.
	Elsewhere Kind = "elsewhere"
	// OnlyHere: we have contacts that Amazon Connect does not list there.
	OnlyHere Kind = "only_here"
	// Partial: contacts were restored, now or before, from what does not tell all that a record does.
	Partial Kind = "partial"
	// Definition: the same contacts, counted by rules that are known to differ.
	Definition Kind = "definition"
	// Unexplained: nothing of that.
	Unexplained Kind = "unexplained"
)

// Cause is one reason of a difference, with the contacts that it is about.
type Cause struct {
	Kind     Kind     `json:"kind"`
	Contacts int      `json:"contacts"`
	Restored int      `json:"restored"` // of them, by DescribeContact
	IDs      []string `json:"ids"`      // at most mostNamed; none of what was erased
}

// mostNamed is how many contacts a cause names.
const mostNamed = 50

// add counts a contact of a cause.
func (d *Difference) add(kind Kind, id string, restored bool) {
	at := -1
	for i := range d.Causes {
		if d.Causes[i].Kind == kind {
			at = i
		}
	}
	if at < 0 {
		at = len(d.Causes)
		d.Causes = append(d.Causes, Cause{Kind: kind, IDs: []string{}})
	}
	c := &d.Causes[at]
	if id == "" {
		return
	}
	c.Contacts++
	if restored {
		c.Restored++
	}
	if kind != Erased && len(c.IDs) < mostNamed {
		c.IDs = append(c.IDs, id)
	}
}

// Summary is a report without its differences: how many there are of what kind.
type Summary struct {
	Report      Report       `json:"report"` // without Differences
	Differing   int          `json:"differing"`
	Unexplained int          `json:"unexplained"`
	Kinds       map[Kind]int `json:"kinds"` // differences with such a cause
}

// Summary counts.
func (r Report) Summary() Summary {
	s := Summary{Report: r, Differing: len(r.Differences), Kinds: map[Kind]int{}}
	s.Report.Differences = nil
	for _, d := range r.Differences {
		for _, c := range d.Causes {
			s.Kinds[c.Kind]++
			if c.Kind == Unexplained {
				s.Unexplained++
			}
		}
	}
	return s
}
