package api

import (
	"context"
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

// levels is service level by what each queue promises: the figure that a query asks for as service_level:seconds=queue.
type levels struct {
	promise  func(queueARN string) settings.Promise
	metric   metric.Metric
	promises []settings.Promise // of different seconds or target
	queued   []metric.Measure   // the contacts of each, which a total's target is weighted by; none for a single one
}

// levels are how service level is counted, by what was agreed.
func (s *server) levels(ctx context.Context) (levels, error) {
	all, err := s.allSettings(ctx)
	if err != nil {
		return levels{}, err
	}
	return newLevels(all)
}

// newLevels reads what the settings promise. Settings that were saved have been checked, so that none is wrong.
func newLevels(all agreements) (levels, error) {
	l := levels{promise: all.promise}
	var err error
	if l.metric, err = all.promised().Find("service_level:seconds=queue"); err != nil {
		return l, fmt.Errorf("read service level: %w", err)
	}
	promises := map[string]settings.Promise{}
	targets := all.byQueue(func(p settings.Promise) string {
		name := fmt.Sprintf("%d s, %g %%", p.Seconds, p.Target)
		promises[name] = p
		return name
	})
	for i, name := range targets.Texts() {
		l.promises = append(l.promises, promises[name])
		if len(targets.Texts()) > 1 {
			ofTarget := metric.All(targets.Where(name), l.metric.Measures[1].Where)
			l.queued = append(l.queued, metric.CountOf(fmt.Sprintf("queued_of_target_%d", i), ofTarget))
		}
	}
	return l, nil
}

// promised is what service_level:seconds=queue judges by.
func (s *server) promised(ctx context.Context) (metric.ByQueue, error) {
	all, err := s.allSettings(ctx)
	return all.promised(), err
}

// promised are the parameters of service_level of each queue.
func (a agreements) promised() metric.ByQueue { return a.byQueue(settings.Promise.Parameters) }

// byQueue says something of what each queue promises.
func (a agreements) byQueue(say func(settings.Promise) string) metric.ByQueue {
	b := metric.ByQueue{Queues: map[string]string{}, Instances: map[string]string{}, Others: say(a.promise(""))}
	for instance, own := range a.own {
		if instance != "" {
			b.Instances[instance] = say(own.settings.ServiceLevel)
		}
		for _, queue := range own.settings.Queues {
			b.Queues[queue.QueueARN] = say(a.promise(queue.QueueARN))
		}
	}
	return b
}

// in are figures with those of service level among them.
func (l levels) in(f figures) figures { return f.with(l.metric, l.queued...) }

// ofQueues are figures of queues with those of service level and of those who hold the line among them.
func (l levels) ofQueues(f figures) figures { return f.with(l.metric, measureVoiceOrChat) }

// of is the service level of a total.
func (l levels) of(s sum) ServiceLevel {
	seconds, target := l.wanted(s)
	return levelOf(s, seconds, target)
}

// wanted is what the targets of the queues come to, each counting with its contacts; 0 seconds where they differ.
func (l levels) wanted(s sum) (seconds int64, target float64) {
	var contacts int64
	var different []int64
	for i, measure := range l.queued {
		if n := s.value(measure.Name); n > 0 {
			promise := l.promises[i]
			contacts, target = contacts+n, target+promise.Target*float64(n)
			different = append(different, promise.Seconds)
		}
	}
	if contacts == 0 {
		plain := l.promise("")
		return plain.Seconds, plain.Target
	}
	slices.Sort(different)
	if different = slices.Compact(different); len(different) == 1 {
		seconds = different[0]
	}
	return seconds, target / float64(contacts)
}

// ofQueue is the service level of a queue.
func (l levels) ofQueue(arn string, s sum) ServiceLevel {
	promise := l.promise(arn)
	return levelOf(s, promise.Seconds, promise.Target)
}

func levelOf(s sum, seconds int64, target float64) ServiceLevel {
	return ServiceLevel{
		Percent: s.figure("service_level"), Within: s.input("service_level", 0), Queued: s.input("service_level", 1),
		Seconds: seconds, Target: target,
	}
}
