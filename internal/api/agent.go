package api

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// agentInput is the parameters of GET /agents/{agent}/intervals.
type agentInput struct {
	Agent string `path:"agent" maxLength:"512" doc:"ARN, id or user name"`
	From  string `query:"from" doc:"Start of the range: RFC 3339, or a date (midnight in zone)" example:"2026-11-22"`
	To    string `query:"to" doc:"End of the range, not in it; at most 32 days later" example:"2026-11-23"`
	Zone  string `query:"zone" doc:"IANA time zone; the server's own unless given" example:"Asia/Seoul"`
}

// longestTimeline is the longest range of one agent that is answered at once: a month, and a day for its daylight saving.
const longestTimeline = 32 * 24 * time.Hour

// mostIntervals is how many intervals one answer holds at most; a busy chat agent has about two thousand a day.
const mostIntervals = 100_000

// agentIntervals answers GET /agents/{agent}/intervals. Days begin as those of the agent's instance do.
func (s *server) agentIntervals(ctx context.Context, in *agentInput) (AgentDay, error) {
	zone, err := s.zone(in.Zone)
	if err != nil {
		return AgentDay{}, err
	}
	arn, err := s.agentARN(ctx, in.Agent)
	if err != nil {
		return AgentDay{}, err
	}
	days, _, err := s.days(ctx, zone, []metric.Filter{{Dimension: metric.Instance, Values: []string{connect.InstanceID(arn)}}})
	if err != nil {
		return AgentDay{}, err
	}
	from, to, err := parseRange(in.From, in.To, days)
	if err != nil {
		return AgentDay{}, err
	}
	if to.Sub(from) > longestTimeline {
		return AgentDay{}, refuse(unanswerable, "At most 32 days of an agent can be asked for at once. Ask for a shorter range.")
	}
	intervals, err := s.intervalsOf(ctx, arn, from, to)
	if err != nil {
		return AgentDay{}, err
	}
	name, err := s.agentName(ctx, arn, intervals)
	if err != nil {
		return AgentDay{}, err
	}
	if name == "" && len(intervals) == 0 && !viewer(ctx).SeesEverything() {
		return AgentDay{}, errNoAgent
	}
	day := newAgentDay(from, to, earlierOf(s.Clock.Now(), to).In(zone))
	instance, _, _ := strings.Cut(arn, "/agent/")
	day.Agent.ARN, day.Agent.InstanceARN, day.Agent.Name = arn, instance, label(metric.Agent, arn, name)
	day.fill(intervals, zone)
	return day, nil
}

var errNoAgent = refuse(notFound, "There is no such agent: no contact record and no agent event names one.")

// agentARN finds the one agent that a value names.
func (s *server) agentARN(ctx context.Context, value string) (string, error) {
	arns := s.resolve(ctx, metric.Filter{Dimension: metric.Agent, Values: []string{value}})
	switch {
	case value == "" || len(arns) == 0:
		return "", errNoAgent
	case len(arns) > 1:
		return "", refuse(unanswerable, fmt.Sprintf("%d agents are or were called so. Ask by id or ARN.", len(arns)))
	}
	return arns[0], nil
}

// intervalsOf reads all pages.
func (s *server) intervalsOf(ctx context.Context, arn string, from, to time.Time) ([]store.AgentInterval, error) {
	q := store.AgentIntervalQuery{
		Scope: viewer(ctx), From: from, To: to, Limit: store.MostIntervals,
		Where: []metric.Filter{{Dimension: metric.Agent, Values: []string{arn}}},
	}
	var all []store.AgentInterval
	for {
		page, err := s.Store.AgentIntervals(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("list intervals of an agent: %w", err)
		}
		if page.Total > mostIntervals {
			return nil, refuse(unanswerable, fmt.Sprintf("The agent did more than %d things then. Ask for a shorter range.", mostIntervals))
		}
		all = append(all, page.Rows...)
		if page.Next == "" {
			return all, nil
		}
		q.After = page.Next
	}
}

// agentName is the newest user name of an agent: as the intervals have it, else as any other or as a contact record does.
func (s *server) agentName(ctx context.Context, arn string, intervals []store.AgentInterval) (string, error) {
	if len(intervals) > 0 {
		return intervals[0].AgentName, nil
	}
	where := []metric.Filter{{Dimension: metric.Agent, Values: []string{arn}}}
	page, err := s.Store.AgentIntervals(ctx, store.AgentIntervalQuery{
		Scope: viewer(ctx), From: earliest, To: latest, Where: where, Limit: 1,
	})
	if err != nil {
		return "", fmt.Errorf("find an agent's name: %w", err)
	}
	if len(page.Rows) > 0 {
		return page.Rows[0].AgentName, nil
	}
	answers, err := s.Store.Query(ctx, metric.Question{
		TimeField: metric.ByInitiation, Edges: []int64{earliest.UnixMilli(), latest.UnixMilli()},
		GroupBy: []metric.Dimension{metric.Agent}, Where: where, Scope: viewer(ctx),
	})
	if err != nil {
		return "", fmt.Errorf("find an agent's name: %w", err)
	}
	for _, slice := range answers[0] {
		return slice.Names[0], nil
	}
	return "", nil
}
