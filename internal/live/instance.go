package live

import (
	"maps"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// InstanceState is one Amazon Connect instance. A queue, an agent and a contact belong to one instance each, so what some
// instances come to together is the sum of theirs.
type InstanceState struct {
	ARN          string                  `json:"arn"`
	Source       string                  `json:"source" doc:"As source of the whole, of this instance" enum:"contact_events,amazon_connect"`
	Estimated    bool                    `json:"estimated" doc:"As estimated of the whole, of this instance"`
	Totals       Totals                  `json:"totals"`
	Channels     map[string]ChannelState `json:"channels" doc:"By channel; only channels in which somebody waits"`
	WithoutQueue *QueueState             `json:"without_queue,omitempty" doc:"What waits in no queue that is known; missing where nothing does"`
}

// instanceCount is an instance in the making.
type instanceCount struct {
	arn          string
	totals       Totals
	oldest       connect.Millis
	channels     map[string]*ChannelState
	withoutQueue *QueueState
	read         bool // there is a reading to build upon
	guessed      bool // somebody is counted of whom there is no reading
}

func (n *counting) instance(key string) *instanceCount {
	of := n.instances[key]
	if of == nil {
		of = &instanceCount{arn: key, channels: map[string]*ChannelState{}}
		n.instances[key] = of
	}
	return of
}

// places is where what waits in a queue and channel of the instance counts.
func (i *instanceCount) places(q *QueueState, name string) []*Waiting {
	channel := i.channels[name]
	if channel == nil {
		channel = &ChannelState{}
		i.channels[name] = channel
	}
	return []*Waiting{&i.totals.Waiting, &q.Waiting, &channel.Waiting}
}

func (i *instanceCount) state() InstanceState {
	s := InstanceState{
		ARN: i.arn, Source: FromContactEvents, Estimated: i.guessed || !i.read, Totals: i.totals,
		Channels: make(map[string]ChannelState, len(i.channels)), WithoutQueue: i.withoutQueue,
	}
	if !s.Estimated {
		s.Source = FromAmazonConnect
	}
	s.Totals.OldestEnqueuedAt = moment(i.oldest)
	for channel, state := range i.channels {
		s.Channels[channel] = *state
	}
	return s
}

// sum fills in what the instances of the picture come to together.
func (s *Snapshot) sum() {
	s.Source, s.Totals, s.Channels = FromContactEvents, Totals{}, map[string]ChannelState{}
	guessed, read := false, false
	for _, of := range s.Instances {
		s.Totals.join(of.Totals)
		for channel, state := range of.Channels {
			state.join(s.Channels[channel].Waiting)
			s.Channels[channel] = state
		}
		if of.WithoutQueue != nil {
			row := s.Queues[""]
			row.join(*of.WithoutQueue)
			s.Queues[""] = row
		}
		guessed = guessed || of.Estimated && of.Totals.Total > 0
		read = read || !of.Estimated
	}
	if s.Estimated = guessed || !read; !s.Estimated {
		s.Source = FromAmazonConnect
	}
}

// within leaves of the picture the instances that a scope sees, but for the history.
func (s Snapshot) within(scope metric.Scope) Snapshot {
	if !scope.Limits(metric.Instance) {
		return s
	}
	s.Instances = seen(s.Instances, scope)
	s.Queues, s.Profiles, s.Hierarchy = seen(s.Queues, scope), seen(s.Profiles, scope), seen(s.Hierarchy, scope)
	if s.Agents != nil {
		s.Agents = seen(s.Agents, scope)
	}
	s.sum()
	return s
}

// seen are the things, by ARN, of the instances that a scope sees.
func seen[T any](all map[string]T, scope metric.Scope) map[string]T {
	left := make(map[string]T, len(all))
	for arn, one := range all {
		if scope.SeesInstance(arn) {
			left[arn] = one
		}
	}
	return left
}

func (w *Waiting) join(more Waiting) {
	w.InQueue += more.InQueue
	w.Scheduled += more.Scheduled
	w.Total += more.Total
}

func (t *Totals) join(more Totals) {
	t.Waiting.join(more.Waiting)
	t.add(more.AgentCounts)
	t.AgentsStale += more.AgentsStale
	t.OldestEnqueuedAt = earliestOf(t.OldestEnqueuedAt, more.OldestEnqueuedAt)
}

// join puts the rows of several instances together; each keeps its own.
func (q *QueueState) join(more QueueState) {
	q.Waiting.join(more.Waiting)
	q.add(more.AgentCounts)
	q.CallbacksInQueue += more.CallbacksInQueue
	q.OldestEnqueuedAt = earliestOf(q.OldestEnqueuedAt, more.OldestEnqueuedAt)
	q.OldestScheduledAt = earliestOf(q.OldestScheduledAt, more.OldestScheduledAt)
	byChannel := maps.Clone(q.OldestByChannel)
	for channel, since := range more.OldestByChannel {
		if known, is := byChannel[channel]; !is || since.Before(known) {
			if byChannel == nil {
				byChannel = map[string]time.Time{}
			}
			byChannel[channel] = since
		}
	}
	q.OldestByChannel = byChannel
}

func earliestOf(known, other *time.Time) *time.Time {
	if other == nil {
		return known
	}
	return earliest(known, *other)
}
