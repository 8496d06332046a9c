package setup

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
)

// Replica is a replicated instance in its other Region (Amazon Connect Global Resiliency). It has the same id there, and users and approved
// origins of its own.
// Source: Amazon Connect Administrator Guide, "Set up your IdP for Amazon Connect Global Resiliency".
type Replica struct {
	Region  string   `json:"region"`
	Origins []string `json:"approved_origins"`
	Groups  []string `json:"traffic_distribution_groups"` // names of those that are in use
	Problem string   `json:"problem,omitzero"`            // why it could not be read

	logins   []string
	strayed  []string // logins in this Region of those who are in no group
	allKnown bool     // who is in the groups was read whole
}

// logins are those of all users, where they were read.
func (i *Instance) logins() []string { return loginsOf(i.users) }

// replicated tells whether an instance has a sign-in of its own.
func (i *Instance) replicated() bool { return i != nil && i.SignIn != "" }

var signInHost = regexp.MustCompile(`^https://([0-9a-f-]{36})\.[a-z0-9-]+\.sign-in\.connect\.aws(?:/saml)?/?(?:\?.*)?$`)

// isSignInOf tells whether an address is the sign-in of a replicated instance with that id.
func isSignInOf(id, address string) bool {
	of := signInHost.FindStringSubmatch(address)
	return of != nil && of[1] == id
}

// endpoint is the address of a sign-in without its query.
func endpoint(address string) string {
	bare, _, _ := strings.Cut(address, "?")
	if bare = strings.TrimSuffix(bare, "/"); strings.Count(bare, "/") == 2 { // the host alone
		bare += "/saml"
	}
	return bare
}

// resilient is where people of a replicated instance sign in, and land.
// Source: Amazon Connect Administrator Guide, "Set up your IdP for Amazon Connect Global Resiliency".
func resilient(w *Wish, i *Instance) string {
	address := endpoint(i.SignIn) + "?&instanceId=" + i.id() + "&accountId=" + w.place().account + "&role=" + escaped(w.names().role) +
		"&idp=" + escaped(w.names().provider)
	destination, err := destinationOf(w.Landing)
	if err != nil {
		panic(err) // the landing was checked
	}
	if destination != "" {
		address += "&destination=" + destination
	}
	return address
}

// replica reads the other Region of an instance. That it cannot be read is no reason not to plan the rest.
func (c *Clients) replica(ctx context.Context, w *Wish, i *Instance, of *types.ReplicationConfiguration) (err error) {
	there := aws.ToString(of.SourceRegion)
	for _, one := range of.ReplicationStatusSummaryList {
		if region := aws.ToString(one.Region); region != w.Place() {
			there = region
		}
	}
	if i.SignIn == "" || there == "" || there == w.Place() {
		return nil
	}
	if i.users, err = c.users(ctx, i.id()); err != nil {
		return err
	}
	i.Replica = &Replica{Region: there, Origins: []string{}, Groups: []string{}}
	if err := c.readReplica(ctx, i); err != nil && ctx.Err() == nil {
		i.Replica.Problem = err.Error()
	}
	return ctx.Err()
}

func (c *Clients) readReplica(ctx context.Context, i *Instance) (err error) {
	r := i.Replica
	if err := c.distributed(ctx, i); err != nil {
		return err
	}
	there, err := c.Elsewhere(ctx, r.Region)
	if err != nil {
		return err
	}
	if r.Origins, err = there.approved(ctx, i.id()); err != nil {
		return err
	}
	r.logins, err = there.logins(ctx, i.id())
	return err
}

// distributed reads the traffic distribution groups of an instance that are in use, and who is in none of them.
func (c *Clients) distributed(ctx context.Context, i *Instance) error {
	in := &awsconnect.ListTrafficDistributionGroupsInput{InstanceId: aws.String(i.id()), MaxResults: aws.Int32(10)}
	stray, pages := maps.Clone(i.users), 0
	for {
		out, err := amazonconnect.Insist(ctx, c.Meter, c.Connect.ListTrafficDistributionGroups, in)
		if err != nil {
			return awsaccess.Explained("list traffic distribution groups", err)
		}
		for _, group := range out.TrafficDistributionGroupSummaryList {
			if group.Status != types.TrafficDistributionGroupStatusActive {
				continue
			}
			i.Replica.Groups = append(i.Replica.Groups, aws.ToString(group.Name))
			if err := c.members(ctx, aws.ToString(group.Arn), &pages, stray); err != nil {
				return err
			}
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			i.Replica.strayed, i.Replica.allKnown = slices.Sorted(maps.Values(stray)), c.Members != nil || pages <= pagesAtMost
			return nil
		}
	}
}

// pagesAtMost is how many pages of members are read, of ten each, where nobody follows that: at two requests a second that is ten seconds. No
// operation tells more at once, or which group a user is in.
// Source: Amazon Connect API Reference, ListTrafficDistributionGroupUsers, MaxResults; SearchUsers and DescribeUser.
const pagesAtMost = 20

// members takes those who are in a group from those who are astray, page by page, unless there were too many.
func (c *Clients) members(ctx context.Context, arn string, pages *int, stray map[string]string) error {
	in := &awsconnect.ListTrafficDistributionGroupUsersInput{TrafficDistributionGroupId: &arn, MaxResults: aws.Int32(10)}
	for {
		if *pages++; *pages > pagesAtMost && c.Members == nil {
			return nil
		}
		out, err := amazonconnect.Insist(ctx, c.Meter, c.Connect.ListTrafficDistributionGroupUsers, in)
		if err != nil {
			return awsaccess.Explained("list the users of a traffic distribution group", err)
		}
		for _, u := range out.TrafficDistributionGroupUserSummaryList {
			id := aws.ToString(u.UserId) // or an ARN
			delete(stray, id[strings.LastIndexByte(id, '/')+1:])
		}
		if c.Members != nil {
			c.Members((*pages-1)*int(*in.MaxResults) + len(out.TrafficDistributionGroupUserSummaryList))
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return nil
		}
	}
}

// replica plans what a replicated instance needs in its other Region.
func (p *Plan) replica(w *Wish, i *Instance) {
	r := i.Replica
	if r == nil {
		return
	}
	if r.Problem != "" {
		p.add(Step{Kind: "replica", Subject: r.Region, Action: ByHand, Because: "the other Region could not be read: " + r.Problem})
		return
	}
	for _, origin := range w.origins() {
		step := Step{Kind: "approved_origin", Subject: origin, What: r.Region, Action: Keep}
		if !approves(r.Origins, origin) {
			step.Action, step.do = Create, func(ctx context.Context, c *Clients) error {
				there, err := c.Elsewhere(ctx, r.Region)
				if err != nil {
					return err
				}
				return approve(i.id(), origin)(ctx, there)
			}
		}
		p.add(step)
	}
	p.users(i.ARN, i.logins(), r.logins)
	p.users(strings.Replace(i.ARN, ":"+w.Place()+":", ":"+r.Region+":", 1), r.logins, i.logins())
	group := Step{Kind: "traffic_distribution_group", Subject: strings.Join(r.Groups, ", "), Action: Keep}
	if len(r.Groups) == 0 {
		group.Subject, group.Action = i.ARN, ByHand
		group.Because = "people are let in as members of a traffic distribution group, and none is in use: create one in Amazon Connect"
	} else if r.allKnown && len(r.strayed) > 0 {
		group.Action = ByHand
		group.Because = fmt.Sprintf("who is in no traffic distribution group cannot sign in: %s; aws connect associate-traffic-distribution-group-user", named(r.strayed))
	}
	p.add(group)
}

// toldAtMost is how many logins a step names.
const toldAtMost = 5

// named are some of them, and how many there are besides.
func named(logins []string) string {
	text := strings.Join(logins[:min(len(logins), toldAtMost)], ", ")
	if more := len(logins) - toldAtMost; more > 0 {
		text += fmt.Sprintf(" (+%d)", more)
	}
	return text
}

// users compares the logins of an instance in one Region with those of the other one. Sign-in always goes to both.
func (p *Plan) users(arn string, here, there []string) {
	has, lacking := map[string]bool{}, []string{}
	for _, login := range here {
		has[login] = true
	}
	for _, login := range there {
		if !has[login] {
			lacking = append(lacking, login)
		}
	}
	step := Step{Kind: "users", Subject: arn, Action: Keep}
	if n := len(lacking); n > 0 {
		slices.Sort(lacking)
		step.Action, step.Is, step.Shall = ByHand, fmt.Sprintf("%d users", len(here)), fmt.Sprintf("%d users", len(here)+n)
		step.Because = fmt.Sprintf("who has a user in the other Region alone cannot sign in: %s; ringside sso users --instance %s makes them", named(lacking), arn)
	}
	p.add(step)
}
