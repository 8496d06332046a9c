package api

import (
	"testing"

	"github.com/ringside/ringside/internal/settings"
)

// TestEachQueueIsJudgedByItsOwnPromise recounts by hand: Sales answers within 30 seconds or at exactly 30, the others leave
// the queue in less than 10.
func TestEachQueueIsJudgedByItsOwnPromise(t *testing.T) {
	s := madeUpStore()
	h := agreed(t, s, func(s *settings.Settings) {
		s.ServiceLevel.Seconds, s.ServiceLevel.Target = 10, 70
		s.Queues = []settings.QueuePromise{{
			QueueARN:     salesARN,
			ServiceLevel: settings.Promise{Seconds: 30, Target: 90, Compare: "lte", Of: "answered", Abandons: "in"},
		}}
	})
	within, queued := map[string]int64{}, map[string]int64{}
	for _, c := range s.contacts {
		at := c.Initiation.Time().In(seoul)
		if c.Queue.Enqueue == 0 || at.Month() != 11 {
			continue
		}
		queued[c.Queue.ARN]++
		waited := c.Queue.Duration.Value
		if c.Queue.ARN == salesARN && waited <= 30 && c.Agent.ConnectedToAgent != 0 || c.Queue.ARN != salesARN && waited < 10 {
			within[c.Queue.ARN]++
		}
	}
	month := decode[Month](t, ask(h, "GET", Prefix+"/month?month=2026-11", ""))
	o := decode[Overview](t, ask(h, "GET", Prefix+"/overview?from=2026-11-01&to=2026-12-01", ""))
	addUp(t, o)
	for _, queues := range [][]QueueFigures{month.Queues, o.Queues} {
		for _, q := range queues {
			if q.ServiceLevel.Within != within[q.QueueARN] || q.ServiceLevel.Queued != queued[q.QueueARN] {
				t.Errorf("%s: %d of %d, want %d of %d", q.QueueName, q.ServiceLevel.Within, q.ServiceLevel.Queued, within[q.QueueARN], queued[q.QueueARN])
			}
			if want := map[bool]int64{true: 30, false: 10}[q.QueueARN == salesARN]; q.ServiceLevel.Seconds != want {
				t.Errorf("%s: judged by %d seconds, want %d", q.QueueName, q.ServiceLevel.Seconds, want)
			}
		}
	}
	sales, help := queued[salesARN], queued[helpARN]
	for what, total := range map[string]ServiceLevel{"month": month.Figures.ServiceLevel, "overview": o.ServiceLevel} {
		if total.Within != within[salesARN]+within[helpARN] || total.Queued != sales+help || total.Seconds != 0 {
			t.Errorf("%s: %+v, want %d of %d", what, total, within[salesARN]+within[helpARN], sales+help)
		}
		if want := (90*float64(sales) + 70*float64(help)) / float64(sales+help); total.Target != want {
			t.Errorf("%s: the target is %v, want %v", what, total.Target, want)
		}
	}
	var days int64
	for _, day := range month.Days {
		days += day.ServiceLevel.Within
	}
	if days != month.Figures.ServiceLevel.Within {
		t.Errorf("the days have %d in time, the month %d", days, month.Figures.ServiceLevel.Within)
	}
}
