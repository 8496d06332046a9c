package connectapi

import (
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/sim"
)

// directory is a sim.Directory that can be looked things up in.
type directory struct {
	sim.Directory
	instanceID  string
	region      string
	profiles    []*profile
	profileByID map[string]*profile
	queueByID   map[string]sim.QueueEntry
	statusType  map[string]string // by ARN
	statusName  map[string]string // by ARN
	userByID    map[string]sim.UserEntry
	groupByID   map[string]sim.GroupEntry
}

// profile is a routing profile and the queues that it can really serve: those whose channel it has a slot for.
type profile struct {
	sim.ProfileEntry
	serves map[string]bool // by ARN
}

func newDirectory(from sim.Directory) *directory {
	d := &directory{
		Directory: from, instanceID: idOf(from.InstanceARN), profileByID: map[string]*profile{}, queueByID: map[string]sim.QueueEntry{},
		statusType: map[string]string{}, statusName: map[string]string{}, userByID: map[string]sim.UserEntry{},
		groupByID: map[string]sim.GroupEntry{},
	}
	if parts := strings.Split(from.InstanceARN, ":"); len(parts) > 3 {
		d.region = parts[3]
	}
	for _, q := range from.Queues {
		d.queueByID[idOf(q.ARN)] = q
	}
	for _, e := range from.Profiles {
		p := &profile{ProfileEntry: e, serves: map[string]bool{}}
		for _, arn := range e.Queues {
			p.serves[arn] = e.Slots[d.queueByID[idOf(arn)].Channel] > 0
		}
		d.profiles = append(d.profiles, p)
		d.profileByID[idOf(e.ARN)] = p
	}
	for _, s := range from.Statuses {
		d.statusType[s.ARN], d.statusName[s.ARN] = s.Type, s.Name
	}
	for _, u := range from.Users {
		d.userByID[idOf(u.ARN)] = u
	}
	for _, g := range from.Groups {
		d.groupByID[idOf(g.ARN)] = g
	}
	return d
}

// profileOf is the agent's routing profile.
func (d *directory) profileOf(p sim.Presence) *profile {
	return d.profileByID[idOf(d.userByID[idOf(p.UserARN)].Profile)]
}

// agentQueue is the ARN of a user's own queue, whose id is the user's.
func (d *directory) agentQueue(u sim.UserEntry) string {
	return d.InstanceARN + "/queue/agent/" + idOf(u.ARN)
}

func (d *directory) isAgentQueue(name string) bool {
	_, known := d.userByID[idOf(name)]
	return known
}

// path is a group with those above it, the highest first.
func (d *directory) path(arn string) []sim.GroupEntry {
	var all []sim.GroupEntry
	for arn != "" {
		g := d.groupByID[idOf(arn)]
		all = append(all, g)
		arn = g.Parent
	}
	slices.Reverse(all)
	return all
}
