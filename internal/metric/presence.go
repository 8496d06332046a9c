package metric

import (
	"slices"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/connect"
)

// AgentsOnline is the reference for the aggregate OnlineAgents: the ARNs, sorted, of the agents who have online time in
// [from, to), as their events tell it (see package activity). A silent agent keeps the last status, but not beyond now,
// where that is not 0.
func AgentsOnline(events []connect.AgentEvent, from, to, now connect.Millis) []string {
	return onlineWithin(statusesOf(events, to, now), from, to)
}

// statusesOf derives the statuses of each agent, with what still goes on cut off at the end of a range or at now.
func statusesOf(events []connect.AgentEvent, to, now connect.Millis) map[string][]activity.Status {
	if now != 0 {
		to = min(to, now)
	}
	statuses := map[string][]activity.Status{}
	for agent, ofAgent := range activity.ByAgent(pointers(events)) {
		if agent != "" {
			timeline, state := activity.Derive(activity.State{}, ofAgent)
			timeline.Append(state.Open(to))
			statuses[agent] = timeline.Statuses
		}
	}
	return statuses
}

// onlineWithin lists the agents with a status that is online and overlaps with the range.
func onlineWithin(statuses map[string][]activity.Status, from, to connect.Millis) []string {
	var online []string
	for agent, ofAgent := range statuses {
		if slices.ContainsFunc(ofAgent, func(s activity.Status) bool { return s.Online() && s.Start < to && s.End > from }) {
			online = append(online, agent)
		}
	}
	slices.Sort(online)
	return online
}
