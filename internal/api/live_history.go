package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/sample"
)

// Samples are what is kept of the live board.
type Samples interface {
	Read(ctx context.Context, series []string, edges []time.Time) (sample.History, error)
	Queues() []string
	Instances() []string
	FineSince() time.Time
}

var _ Samples = (*sample.Store)(nil)

// errNoSamples is the answer where nobody keeps them.
var errNoSamples = refuse(unavailable, "What the live board showed is not kept here: ask the server that keeps it.")

// historyStep is how much time a point of history stands for.
type historyStep struct {
	name   string
	length time.Duration
}

// historySteps are the steps that can be asked for, the finest first. A day is what the calendar says.
var historySteps = []historyStep{
	{"15s", 15 * time.Second},
	{"1m", time.Minute},
	{"5m", 5 * time.Minute},
	{coarseStep, 15 * time.Minute},
	{"1h", time.Hour},
	{dayStep, 24 * time.Hour},
}

const (
	coarseStep = "15m" // what old samples are folded into
	dayStep    = "1d"
)

// How many points an answer has: as many as a wide chart shows unless asked otherwise, and never more than a day of samples.
const (
	fewPoints  = 720
	mostPoints = 5760
)

// liveHistory answers GET /live/history.
func (s *server) liveHistory(ctx context.Context, in *LiveHistoryInput) (LiveHistory, error) {
	if s.Samples == nil {
		return LiveHistory{}, errNoSamples
	}
	chosen, err := s.selection(ctx, &RangeInput{From: in.From, To: in.To, Range: in.Range, Zone: in.Zone, Queue: in.Queue, Instance: in.Instance})
	if err != nil {
		return LiveHistory{}, err
	}
	if err := kept(chosen.scope, len(in.Queue) > 0); err != nil {
		return LiveHistory{}, err
	}
	instances, err := s.sampledInstances(ctx, in.Instance)
	if err != nil {
		return LiveHistory{}, err
	}
	queue, err := s.sampledQueue(ctx, in.Queue, instances)
	if err != nil {
		return LiveHistory{}, err
	}
	step, edges, err := s.historyEdges(chosen, in.Step)
	if err != nil {
		return LiveHistory{}, err
	}
	kept, err := s.Samples.Read(ctx, s.sampledSeries(chosen.scope, queue, instances), edges)
	if err != nil {
		return LiveHistory{}, err
	}
	answer := LiveHistory{
		From: chosen.from, To: chosen.to, Zone: chosen.zone.String(), Queue: queue, Instances: instances, StepSeconds: int64(step / time.Second),
		KeptSince: inZone(kept.Since, chosen.zone), FineSince: s.Samples.FineSince().In(chosen.zone),
	}
	for i, step := range kept.Steps {
		answer.add(edges[i].In(chosen.zone), step)
	}
	return answer, nil
}

// kept refuses what no samples are kept of: the parts of an instance are queues, and agents count in each queue that they serve.
func kept(scope metric.Scope, ofQueue bool) error {
	switch {
	case scope.LimitsAgents():
		return refuse(forbidden, "What the live board showed is kept of whole queues and instances, and you see some agents of them.")
	case scope.Limits(metric.Queue) && !ofQueue:
		return refuse(forbidden, "You see some queues. Ask for one of them: what the live board showed is kept of each queue by itself.")
	}
	return nil
}

// sampledSeries are the series that a question is about, without what the asker may not see. The whole is of no instance: who
// does not see everything is told of the instances that they see, together.
func (s *server) sampledSeries(scope metric.Scope, queue string, instances []string) []string {
	if queue == "" && len(instances) == 0 && scope.SeesEverything() {
		return []string{sample.Whole}
	}
	if queue != "" {
		return slices.DeleteFunc([]string{queue}, func(arn string) bool { return !scope.SeesInstance(arn) })
	}
	if len(instances) == 0 {
		instances = s.Samples.Instances()
	}
	var series []string
	for _, id := range instances {
		if scope.SeesInstance(id) {
			series = append(series, sample.OfInstance(id))
		}
	}
	return series
}

// sampledInstances are the ids of the instances asked for, none of them twice.
func (s *server) sampledInstances(ctx context.Context, asked []string) ([]string, error) {
	ids := []string{}
	for _, name := range asked {
		id, err := s.sampledInstance(ctx, name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// sampledInstance is the id of the one instance of a name.
func (s *server) sampledInstance(ctx context.Context, name string) (string, error) {
	known := map[string]bool{}
	for _, arn := range s.instances(ctx, []string{name}) {
		known[connect.InstanceKey(arn)] = true
	}
	if id := connect.InstanceKey(name); slices.Contains(s.Samples.Instances(), id) && viewer(ctx).SeesInstance(id) {
		known[id] = true
	}
	switch len(known) {
	case 1:
		return only(known), nil
	case 0:
		return "", refuse(unanswerable, fmt.Sprintf("No instance is known as %q. GET %s/dimensions?dimension=instance lists them.", name, Prefix))
	}
	return "", refuse(unanswerable, fmt.Sprintf("Several instances are called %q. Ask for one of them by its ARN.", name))
}

// sampledQueue is the ARN of the one queue asked for, of these instances if there is a choice, or "".
func (s *server) sampledQueue(ctx context.Context, asked, instances []string) (string, error) {
	if len(asked) == 0 {
		return "", nil
	}
	name := asked[0]
	known := s.resolve(ctx, metric.Filter{Dimension: metric.Queue, Values: asked})
	for _, arn := range s.Samples.Queues() {
		if (arn == name || connect.ResourceID(arn) == name) && sees(viewer(ctx), metric.Queue, arn) && !slices.Contains(known, arn) {
			known = append(known, arn)
		}
	}
	if len(instances) > 0 {
		known = slices.DeleteFunc(known, func(arn string) bool { return !slices.Contains(instances, connect.InstanceKey(arn)) })
	}
	switch len(known) {
	case 1:
		return known[0], nil
	case 0:
		return "", refuse(unanswerable, fmt.Sprintf("No queue is known as %q. GET %s/dimensions?dimension=queue lists them.", name, Prefix))
	}
	return "", refuse(unanswerable, fmt.Sprintf("Several queues were called %q. Ask for one of them by its ARN: %s.", name, strings.Join(known, ", ")))
}

// historyEdges cuts a range into points: at whole quarter hours, or finer ones, or at the ends of days. The last ends with the
// range.
func (s *server) historyEdges(c selection, asked string) (time.Duration, []time.Time, error) {
	least := 0
	if c.from.Before(s.Samples.FineSince()) {
		least = slices.IndexFunc(historySteps, func(step historyStep) bool { return step.name == coarseStep })
	}
	at := len(historySteps) - 1
	for i, step := range historySteps {
		if asked == step.name || asked == "" && i >= least && c.to.Sub(c.from) <= fewPoints*step.length {
			at = i
			break
		}
	}
	step := historySteps[at]
	if at < least {
		return 0, nil, fmt.Errorf("%w: before %s, samples are folded into quarter hours; ask with step=%s, or from then on",
			metric.ErrRange, s.Samples.FineSince().In(c.zone).Format(time.RFC3339), coarseStep)
	}
	if points := int64(c.to.Sub(c.from) / step.length); points > mostPoints {
		return 0, nil, fmt.Errorf("%w: steps of %s would be %d points, and at most %d are answered; ask for a shorter range, or leave step out",
			metric.ErrRange, step.name, points, mostPoints)
	}
	edges := evenEdges(c, step.length)
	if step.name == dayStep {
		edges = dayEdges(c)
	}
	edges[len(edges)-1] = c.to
	return step.length, edges, nil
}

func evenEdges(c selection, length time.Duration) []time.Time {
	edges := []time.Time{c.from.Truncate(min(length, 15*time.Minute))}
	for edges[len(edges)-1].Before(c.to) {
		edges = append(edges, edges[len(edges)-1].Add(length))
	}
	return edges
}

// dayEdges are the beginnings of the days that a range touches, and the end of the last.
func dayEdges(c selection) []time.Time {
	days := c.days()
	date := days.Of(c.from)
	edges := []time.Time{days.Start(date)}
	for edges[len(edges)-1].Before(c.to) {
		date = date.AddDate(0, 0, 1)
		edges = append(edges, days.Start(date))
	}
	return edges
}

// add appends a point to every list.
func (h *LiveHistory) add(at time.Time, step sample.Step) {
	h.Times, h.Samples = append(h.Times, at), append(h.Samples, step.Samples)
	for _, figure := range h.figures() {
		figure.list.add(step, figure.kept)
	}
	last, most := step.OldestWait()
	h.OldestWait.Last, h.OldestWait.Max = append(h.OldestWait.Last, last), append(h.OldestWait.Max, most)
}

// historyFigure is a figure of the history: what is kept of it, and its lists.
type historyFigure struct {
	name string // as in JSON
	kept sample.Figure
	list *LiveFigure
}

// figures are those of which there is a mean.
func (h *LiveHistory) figures() []historyFigure {
	return []historyFigure{
		{"in_queue", sample.InQueue, &h.InQueue},
		{"scheduled", sample.Scheduled, &h.Scheduled},
		{"total", sample.Waiting, &h.Total},
		{"agents_online", sample.Online, &h.AgentsOnline},
		{"agents_staffed", sample.Staffed, &h.AgentsStaffed},
		{"agents_available", sample.Available, &h.AgentsAvailable},
		{"agents_on_contact", sample.OnContact, &h.AgentsOnContact},
		{"agents_non_productive", sample.NonProductive, &h.AgentsNonProductive},
		{"agents_error", sample.Error, &h.AgentsError},
		{"agents_after_contact_work", sample.AfterContactWork, &h.AfterContactWork},
	}
}

func (l *LiveFigure) add(step sample.Step, figure sample.Figure) {
	var last, most *int64
	var mean *float64
	if step.Samples > 0 {
		last = &step.Last[figure]
		if !step.Loose {
			most = &step.Max[figure]
		}
		m := float64(step.Sum[figure]) / float64(step.Samples)
		mean = &m
	}
	l.Last, l.Max, l.Mean = append(l.Last, last), append(l.Max, most), append(l.Mean, mean)
}
