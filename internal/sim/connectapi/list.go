package connectapi

import (
	"slices"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// founded is when everything in the directory was last modified.
var founded = epoch(time.Date(2024, 3, 4, 1, 0, 0, 0, time.UTC))

// summary is an entry of a list, whatever it lists. Username is a user's Name.
type summary struct {
	ID                 string `json:"Id"`
	Arn                string
	Name               string `json:",omitzero"`
	Username           string `json:",omitzero"`
	QueueType          string `json:",omitzero"`
	Type               string `json:",omitzero"` // of an agent status
	LastModifiedTime   epoch
	LastModifiedRegion string
}

func (d *directory) summary(arn string) summary {
	return summary{ID: idOf(arn), Arn: arn, LastModifiedTime: founded, LastModifiedRegion: d.region}
}

func (d *directory) named(arn, name string) summary {
	s := d.summary(arn)
	s.Name = name
	return s
}

// listed cuts the page that a request asks for out of all summaries.
func listed(c *call, all []summary) ([]summary, string, error) {
	p, err := c.query()
	if err != nil {
		return nil, "", err
	}
	return cut(c, p, all)
}

// kinds reads a list of words from the query string; "" for none is every word.
func (c *call) kinds(parameter string, possible ...string) ([]string, error) {
	wanted := c.URL.Query()[parameter]
	for _, kind := range wanted {
		if !slices.Contains(possible, kind) {
			return nil, invalid("%q is no value of %s", kind, parameter)
		}
	}
	if len(wanted) == 0 {
		return possible, nil
	}
	return wanted, nil
}

// listQueues lists the standard queues and, unless told otherwise, one queue for each user, which has no name.
func (a *api) listQueues(c *call) (any, error) {
	kinds, err := c.kinds("queueTypes", "STANDARD", "AGENT")
	if err != nil {
		return nil, err
	}
	d, all := a.directory, []summary{}
	add := func(kind string, s summary) {
		if s.QueueType = kind; slices.Contains(kinds, kind) {
			all = append(all, s)
		}
	}
	for _, q := range d.Queues {
		add("STANDARD", d.named(q.ARN, q.Name))
	}
	for _, u := range d.Users {
		add("AGENT", d.summary(d.agentQueue(u)))
	}
	page, next, err := listed(c, all)
	return struct {
		QueueSummaryList []summary
		NextToken        string `json:",omitzero"`
	}{page, next}, err
}

func (a *api) listUsers(c *call) (any, error) {
	var all []summary
	for _, u := range a.staff.told() {
		s := a.directory.summary(u.Arn)
		s.Username = u.Username
		all = append(all, s)
	}
	page, next, err := listed(c, all)
	return struct {
		UserSummaryList []summary
		NextToken       string `json:",omitzero"`
	}{page, next}, err
}

func (a *api) listRoutingProfiles(c *call) (any, error) {
	var all []summary
	for _, p := range a.directory.Profiles {
		all = append(all, a.directory.named(p.ARN, p.Name))
	}
	page, next, err := listed(c, all)
	return struct {
		RoutingProfileSummaryList []summary
		NextToken                 string `json:",omitzero"`
	}{page, next}, err
}

// profileQueue is a queue of a routing profile, once for each of its channels.
type profileQueue struct {
	QueueID   string `json:"QueueId"`
	QueueArn  string
	QueueName string
	Priority  int
	Delay     int
	Channel   string
}

func (a *api) listProfileQueues(c *call) (any, error) {
	of, known := a.directory.profileByID[c.PathValue("RoutingProfileId")]
	if !known {
		return nil, refuse("ResourceNotFoundException", "Routing profile not found")
	}
	p, err := c.query()
	if err != nil {
		return nil, err
	}
	var all []profileQueue
	for _, arn := range of.Queues {
		q := a.directory.queueByID[idOf(arn)]
		all = append(all, profileQueue{QueueID: idOf(arn), QueueArn: arn, QueueName: q.Name, Priority: 1, Channel: q.Channel})
	}
	page, next, err := cut(c, p, all)
	return struct {
		RoutingProfileQueueConfigSummaryList []profileQueue
		LastModifiedTime                     epoch
		LastModifiedRegion                   string
		NextToken                            string `json:",omitzero"`
	}{page, founded, a.directory.region, next}, err
}

func (a *api) listAgentStatuses(c *call) (any, error) {
	kinds, err := c.kinds("AgentStatusTypes", "ROUTABLE", "CUSTOM", "OFFLINE")
	if err != nil {
		return nil, err
	}
	var all []summary
	for _, s := range a.directory.Statuses {
		if slices.Contains(kinds, s.Type) {
			entry := a.directory.named(s.ARN, s.Name)
			entry.Type = s.Type
			all = append(all, entry)
		}
	}
	page, next, err := listed(c, all)
	return struct {
		AgentStatusSummaryList []summary
		NextToken              string `json:",omitzero"`
	}{page, next}, err
}

func (a *api) listGroups(c *call) (any, error) {
	var all []summary
	for _, g := range a.directory.Groups {
		all = append(all, a.directory.named(g.ARN, g.Name))
	}
	page, next, err := listed(c, all)
	return struct {
		UserHierarchyGroupSummaryList []summary
		NextToken                     string `json:",omitzero"`
	}{page, next}, err
}

// levels holds something for each level of the user hierarchy.
type levels[T any] struct {
	LevelOne   *T `json:",omitzero"`
	LevelTwo   *T `json:",omitzero"`
	LevelThree *T `json:",omitzero"`
	LevelFour  *T `json:",omitzero"`
	LevelFive  *T `json:",omitzero"`
}

// byLevel tells of each group of a path; nil if there is none.
func byLevel[T any](path []sim.GroupEntry, tell func(sim.GroupEntry) T) *levels[T] {
	if len(path) == 0 {
		return nil
	}
	var l levels[T]
	for i, place := range []**T{&l.LevelOne, &l.LevelTwo, &l.LevelThree, &l.LevelFour, &l.LevelFive} {
		if i < len(path) {
			told := tell(path[i])
			*place = &told
		}
	}
	return &l
}

// group is what DescribeUserHierarchyGroup tells.
type group struct {
	ID                 string `json:"Id"`
	Arn                string
	Name               string
	LevelID            string `json:"LevelId"`
	HierarchyPath      *levels[summary]
	LastModifiedTime   epoch
	LastModifiedRegion string
}

func (a *api) describeGroup(c *call) (any, error) {
	d := a.directory
	g, known := d.groupByID[c.PathValue("HierarchyGroupId")]
	if !known {
		return nil, refuse("ResourceNotFoundException", "Hierarchy group not found")
	}
	return struct{ HierarchyGroup group }{group{
		ID: idOf(g.ARN), Arn: g.ARN, Name: g.Name, LevelID: string(rune('0' + g.Level)), LastModifiedTime: founded, LastModifiedRegion: d.region,
		HierarchyPath: byLevel(d.path(g.ARN), func(g sim.GroupEntry) summary { return d.named(g.ARN, g.Name) }),
	}}, nil
}
