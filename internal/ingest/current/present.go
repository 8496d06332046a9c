package current

import (
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/live"
)

// names turns the ids that Amazon Connect tells of agents into what an agent event would say.
type names struct {
	of        *directory.Directory
	profiles  []string                    // ARNs, sorted
	statuses  map[string]*directory.Entry // by name, as the next status is told
	strangers []string                    // ARNs of those who are there and not in the directory
}

func newNames(of *directory.Directory, instance string) *names {
	n := &names{of: of, statuses: map[string]*directory.Entry{}}
	for _, p := range of.There(instance, directory.RoutingProfiles) {
		n.profiles = append(n.profiles, p.ARN)
	}
	slices.Sort(n.profiles)
	for _, s := range of.There(instance, directory.AgentStatuses) {
		n.statuses[s.Name] = &s
	}
	return n
}

// entries are the agents of a page, as of the moment that it is surely not older than.
func (n *names) entries(page []types.UserData, at time.Time) []live.RollEntry {
	all := make([]live.RollEntry, 0, len(page))
	for i := range page {
		if u := &page[i]; arnOf(u.User) != "" {
			all = append(all, n.entry(u, at))
		}
	}
	return all
}

// entry is one agent, as of the newest moment that is told of, or of the one that the answer is surely not older than.
func (n *names) entry(u *types.UserData, at time.Time) live.RollEntry {
	e := live.RollEntry{ARN: arnOf(u.User), At: at, Snapshot: connect.AgentSnapshot{Status: n.status(u.Status)}}
	newest := e.Snapshot.Status.Start
	if next := aws.ToString(u.NextStatus); next != "" {
		e.Snapshot.NextStatus = connect.AgentStatus{Name: next}
		if known := n.statuses[next]; known != nil {
			e.Snapshot.NextStatus.ARN = known.ARN
		}
	}
	n.identify(&e.Snapshot, e.ARN, u)
	for _, channel := range slices.Sorted(maps.Keys(u.MaxSlotsByChannel)) {
		e.Snapshot.RoutingProfile.Concurrency = append(e.Snapshot.RoutingProfile.Concurrency, connect.ChannelSlots{
			Channel: channel, AvailableSlots: int64(u.AvailableSlotsByChannel[channel]), MaximumSlots: int64(u.MaxSlotsByChannel[channel]),
		})
	}
	for i := range u.Contacts {
		c := &u.Contacts[i]
		newest = max(newest, millisOf(c.StateStartTimestamp), millisOf(c.ConnectedToAgentTimestamp))
		e.Snapshot.Contacts = append(e.Snapshot.Contacts, n.contact(c))
	}
	if newest.Time().After(e.At) {
		e.At = newest.Time()
	}
	return e
}

func (n *names) status(s *types.AgentStatusReference) connect.AgentStatus {
	if s == nil {
		return connect.AgentStatus{}
	}
	told := connect.AgentStatus{ARN: aws.ToString(s.StatusArn), Name: aws.ToString(s.StatusName), Start: millisOf(s.StatusStartTimestamp)}
	known, is := n.of.Entry(told.ARN)
	if told.Type = known.Type; !is {
		told.Type = connect.StatusType(told.Name)
	}
	return told
}

// identify says who the agent is: the answer has ids alone.
func (n *names) identify(s *connect.AgentSnapshot, arn string, u *types.UserData) {
	user, known := n.of.Entry(arn)
	if !known || user.Recorded {
		n.strangers = append(n.strangers, arn)
	}
	s.Username, s.FirstName, s.LastName = user.Name, user.First, user.Last
	if u.RoutingProfile != nil {
		profile, _ := n.of.Entry(aws.ToString(u.RoutingProfile.Arn))
		s.RoutingProfile.ARN, s.RoutingProfile.Name = aws.ToString(u.RoutingProfile.Arn), profile.Name
		for _, queue := range profile.Queues {
			s.RoutingProfile.InboundQueues = append(s.RoutingProfile.InboundQueues, connect.QueueRef{ARN: queue, Name: n.of.Name(queue)})
		}
	}
	if p := u.HierarchyPath; p != nil {
		for i, group := range []*types.HierarchyGroupSummaryReference{p.LevelOne, p.LevelTwo, p.LevelThree, p.LevelFour, p.LevelFive} {
			if group != nil {
				s.Hierarchy[i] = connect.HierarchyGroup{ARN: aws.ToString(group.Arn), Name: n.of.Name(aws.ToString(group.Arn))}
			}
		}
	}
}

// contact is one at the agent. Of one on hold the answer tells since when it is connected, and not since when it is held.
// Source: Amazon Connect API Reference, "AgentContactReference".
func (n *names) contact(c *types.AgentContactReference) connect.AgentContact {
	told := connect.AgentContact{
		ContactID: connect.ContactID(aws.ToString(c.ContactId)), Channel: string(c.Channel), InitiationMethod: string(c.InitiationMethod),
		State: string(c.AgentContactState), StateStart: millisOf(c.StateStartTimestamp), ConnectedToAgent: millisOf(c.ConnectedToAgentTimestamp),
	}
	if c.AgentContactState == types.ContactStateConnectedOnhold {
		told.StateStart = 0
	}
	if c.Queue != nil {
		told.Queue = connect.QueueRef{ARN: aws.ToString(c.Queue.Arn), Name: n.of.Name(aws.ToString(c.Queue.Arn))}
	}
	return told
}

func arnOf(u *types.UserReference) string {
	if u == nil {
		return ""
	}
	return aws.ToString(u.Arn)
}

// millisOf is 0 of no moment.
func millisOf(t *time.Time) connect.Millis {
	if t == nil {
		return 0
	}
	return connect.MillisOf(*t)
}
