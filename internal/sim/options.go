package sim

import (
	"fmt"
	"time"
)

// Options say which world is played. The zero value is the demo's: seed 0, 60 agents, Asia/Seoul, oddities and broken
// records at their usual rates, no incident.
type Options struct {
	Seed     uint64
	Instance int            // 0 or 1: the company has two Amazon Connect instances, in accounts and Regions of their own
	Agents   int            // 12 to 2,000; 0 means 60. Traffic grows with them
	Zone     *time.Location // where the company's day begins; nil means Asia/Seoul
	// Oddities multiplies the rate of every oddity: 0 means 1, negative means none at all.
	Oddities float64
	// Broken is how many deliveries that no decoder can read come with each contact record: 0 means 1 in 2,000, negative none.
	Broken float64
	// Incidents strike one after another. A world met again, such as a demo that is started a second time, needs those that
	// it has lived through as well: without them its past would be another one.
	Incidents []Incident
}

// Incident is an hour nobody wants: calls pour into one queue while part of its agents lose their system. It changes
// nothing that is delivered before At.
type Incident struct {
	At       time.Time
	Queue    string        // name or ARN of a voice queue; "" means 일반 문의
	Duration time.Duration // of surge and outage; 0 means 150 s
}

// strike is an incident and the queue that it hits.
type strike struct {
	Incident
	queue *queue
}

// World is one company with its people, and every day it ever lives. It may be used by many goroutines at once.
type World struct {
	Options
	site        *site
	queues      []*queue
	profiles    []*profile
	agents      []*user
	supervisors []*user
	visitor     *user
	incidents   []strike
}

// NewWorld founds the company; the error says which option is wrong.
func NewWorld(o Options) (*World, error) {
	if o.Agents == 0 {
		o.Agents = 60
	}
	if o.Agents < 12 || o.Agents > 2000 {
		return nil, fmt.Errorf("simulate %d agents: between 12 and 2000 are possible", o.Agents)
	}
	if o.Instance < 0 || o.Instance >= len(sites) {
		return nil, fmt.Errorf("simulate instance %d: there are %d, the first is 0", o.Instance, len(sites))
	}
	if o.Zone == nil {
		zone, err := time.LoadLocation("Asia/Seoul")
		if err != nil {
			return nil, fmt.Errorf("load time zone of the simulated company: %w", err)
		}
		o.Zone = zone
	}
	if o.Oddities == 0 {
		o.Oddities = 1
	}
	if o.Broken == 0 {
		o.Broken = 1.0 / 2000
	}
	at := sites[o.Instance]
	w := &World{Options: o, site: at, queues: at.newQueues(), profiles: at.newProfiles()}
	for _, i := range o.Incidents {
		q, err := w.incidentQueue(i.Queue)
		if err != nil {
			return nil, err
		}
		w.incidents = append(w.incidents, strike{i, q})
	}
	w.staff()
	return w, nil
}

// incidentQueue finds the voice queue with this name or ARN.
func (w *World) incidentQueue(name string) (*queue, error) {
	if name == "" {
		return w.queues[generalQueue], nil
	}
	for _, q := range w.queues {
		if (q.name == name || q.arn == name) && q.channel == voice {
			return q, nil
		}
	}
	return nil, fmt.Errorf("simulate an incident: there is no voice queue %q", name)
}

// Midnight is the start of the local date that contains t.
func (w *World) Midnight(t time.Time) time.Time {
	year, month, day := t.In(w.Zone).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, w.Zone)
}

// QueueNames lists the queues as ARN to name.
func (w *World) QueueNames() map[string]string {
	names := make(map[string]string, len(w.queues))
	for _, q := range w.queues {
		names[q.arn] = q.name
	}
	return names
}
