package directory

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/connect"
)

// API is the part of Amazon Connect's API that is asked; *awsconnect.Client is one. It must not try again by itself.
type API interface {
	DescribeInstance(context.Context, *awsconnect.DescribeInstanceInput, ...func(*awsconnect.Options)) (*awsconnect.DescribeInstanceOutput, error)
	ListQueues(context.Context, *awsconnect.ListQueuesInput, ...func(*awsconnect.Options)) (*awsconnect.ListQueuesOutput, error)
	ListAgentStatuses(context.Context, *awsconnect.ListAgentStatusesInput, ...func(*awsconnect.Options)) (*awsconnect.ListAgentStatusesOutput, error)
	ListRoutingProfiles(context.Context, *awsconnect.ListRoutingProfilesInput, ...func(*awsconnect.Options)) (*awsconnect.ListRoutingProfilesOutput, error)
	ListRoutingProfileQueues(context.Context, *awsconnect.ListRoutingProfileQueuesInput, ...func(*awsconnect.Options)) (*awsconnect.ListRoutingProfileQueuesOutput, error)
	SearchUsers(context.Context, *awsconnect.SearchUsersInput, ...func(*awsconnect.Options)) (*awsconnect.SearchUsersOutput, error)
	ListUserHierarchyGroups(context.Context, *awsconnect.ListUserHierarchyGroupsInput, ...func(*awsconnect.Options)) (*awsconnect.ListUserHierarchyGroupsOutput, error)
	DescribeUserHierarchyGroup(context.Context, *awsconnect.DescribeUserHierarchyGroupInput, ...func(*awsconnect.Options)) (*awsconnect.DescribeUserHierarchyGroupOutput, error)
}

// Largest pages of the operations.
var (
	pageOfList     = aws.Int32(1000)
	pageOfSearch   = aws.Int32(500)
	pageOfServices = aws.Int32(100) // of ListRoutingProfileQueues
)

// client asks about one instance.
type client struct {
	api      API
	instance string // ARN
	meter    *amazonconnect.Meter
	paths    map[string][]string // of hierarchy groups, by ARN, as far as they were asked for
}

func (c *client) id() *string { return aws.String(connect.InstanceID(c.instance)) }

// list is all that the instance has of a kind.
func (c *client) list(ctx context.Context, kind Kind) ([]Entry, error) {
	switch kind {
	case Queues:
		return c.queues(ctx)
	case AgentStatuses:
		return c.statuses(ctx)
	case RoutingProfiles:
		return c.profiles(ctx)
	case Instances:
		return c.described(ctx)
	case Users:
		return c.users(ctx)
	default:
		return c.groups(ctx)
	}
}

// described is the instance itself, under its alias. One that uses a directory of its own may have none.
func (c *client) described(ctx context.Context) ([]Entry, error) {
	out, err := amazonconnect.Insist(ctx, c.meter, c.api.DescribeInstance, &awsconnect.DescribeInstanceInput{InstanceId: c.id()})
	if err != nil {
		return nil, fmt.Errorf("describe the instance: %w", err)
	}
	if out.Instance == nil {
		return nil, nil
	}
	return []Entry{entry(aws.String(c.instance), out.Instance.InstanceAlias)}, nil
}

// queues lists the standard queues: those of single agents have no name.
func (c *client) queues(ctx context.Context) (all []Entry, err error) {
	in := &awsconnect.ListQueuesInput{InstanceId: c.id(), QueueTypes: []types.QueueType{types.QueueTypeStandard}, MaxResults: pageOfList}
	for {
		out, err := amazonconnect.Insist(ctx, c.meter, c.api.ListQueues, in)
		if err != nil {
			return nil, fmt.Errorf("list queues: %w", err)
		}
		for _, q := range out.QueueSummaryList {
			all = append(all, entry(q.Arn, q.Name))
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return all, nil
		}
	}
}

func (c *client) statuses(ctx context.Context) (all []Entry, err error) {
	in := &awsconnect.ListAgentStatusesInput{InstanceId: c.id(), MaxResults: pageOfList}
	for {
		out, err := amazonconnect.Insist(ctx, c.meter, c.api.ListAgentStatuses, in)
		if err != nil {
			return nil, fmt.Errorf("list agent statuses: %w", err)
		}
		for _, s := range out.AgentStatusSummaryList {
			e := entry(s.Arn, s.Name)
			e.Type = string(s.Type)
			all = append(all, e)
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return all, nil
		}
	}
}

// profiles lists the routing profiles, and asks of each which queues it serves.
func (c *client) profiles(ctx context.Context) (all []Entry, err error) {
	in := &awsconnect.ListRoutingProfilesInput{InstanceId: c.id(), MaxResults: pageOfList}
	for {
		out, err := amazonconnect.Insist(ctx, c.meter, c.api.ListRoutingProfiles, in)
		if err != nil {
			return nil, fmt.Errorf("list routing profiles: %w", err)
		}
		for _, p := range out.RoutingProfileSummaryList {
			e := entry(p.Arn, p.Name)
			if e.Queues, err = c.served(ctx, p.Id); err != nil {
				return nil, err
			}
			all = append(all, e)
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return all, nil
		}
	}
}

// served are the queues of a routing profile, each once, whatever its channels.
func (c *client) served(ctx context.Context, profile *string) (arns []string, err error) {
	in := &awsconnect.ListRoutingProfileQueuesInput{InstanceId: c.id(), RoutingProfileId: profile, MaxResults: pageOfServices}
	for {
		out, err := amazonconnect.Insist(ctx, c.meter, c.api.ListRoutingProfileQueues, in)
		if err != nil {
			return nil, fmt.Errorf("list queues of a routing profile: %w", err)
		}
		for _, q := range out.RoutingProfileQueueConfigSummaryList {
			arns = append(arns, aws.ToString(q.QueueArn))
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			slices.Sort(arns)
			return slices.Compact(arns), nil
		}
	}
}

// users searches without a condition, which finds everybody: ListUsers tells logins alone.
func (c *client) users(ctx context.Context) (all []Entry, err error) {
	in := &awsconnect.SearchUsersInput{InstanceId: c.id(), MaxResults: pageOfSearch}
	for {
		out, err := amazonconnect.Insist(ctx, c.meter, c.api.SearchUsers, in)
		if err != nil {
			return nil, fmt.Errorf("search users: %w", err)
		}
		for _, u := range out.Users {
			e := entry(u.Arn, u.Username)
			if name := u.IdentityInfo; name != nil {
				e.First, e.Last = aws.ToString(name.FirstName), aws.ToString(name.LastName)
			}
			e.RoutingProfile = c.within("routing-profile", u.RoutingProfileId)
			e.Group = c.within("agent-group", u.HierarchyGroupId)
			all = append(all, e)
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return all, nil
		}
	}
}

// within is the ARN of a thing of the instance, of which only the id is told; "" for none.
func (c *client) within(resource string, id *string) string {
	if aws.ToString(id) == "" {
		return ""
	}
	return c.instance + "/" + resource + "/" + *id
}

// groups lists the hierarchy groups. The list does not tell what is above a group; that is asked for once, since a group
// can be renamed and deleted, and never moved.
// Source: Amazon Connect API Reference, "UpdateUserHierarchyGroupName": no operation changes the parent of a group.
func (c *client) groups(ctx context.Context) (all []Entry, err error) {
	in := &awsconnect.ListUserHierarchyGroupsInput{InstanceId: c.id(), MaxResults: pageOfList}
	for {
		out, err := amazonconnect.Insist(ctx, c.meter, c.api.ListUserHierarchyGroups, in)
		if err != nil {
			return nil, fmt.Errorf("list hierarchy groups: %w", err)
		}
		for _, g := range out.UserHierarchyGroupSummaryList {
			e := entry(g.Arn, g.Name)
			if e.Path, err = c.path(ctx, e.ARN, g.Id); err != nil {
				return nil, err
			}
			all = append(all, e)
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return all, nil
		}
	}
}

// path is a group with those above it, level 1 first.
func (c *client) path(ctx context.Context, arn string, id *string) (arns []string, err error) {
	if known := c.paths[arn]; known != nil {
		return known, nil
	}
	in := &awsconnect.DescribeUserHierarchyGroupInput{InstanceId: c.id(), HierarchyGroupId: id}
	out, err := amazonconnect.Insist(ctx, c.meter, c.api.DescribeUserHierarchyGroup, in)
	if err != nil {
		return nil, fmt.Errorf("describe a hierarchy group: %w", err)
	}
	if g := out.HierarchyGroup; g != nil && g.HierarchyPath != nil {
		p := g.HierarchyPath
		for _, level := range []*types.HierarchyGroupSummary{p.LevelOne, p.LevelTwo, p.LevelThree, p.LevelFour, p.LevelFive} {
			if level != nil {
				arns = append(arns, aws.ToString(level.Arn))
			}
		}
	}
	c.paths[arn] = arns
	return arns, nil
}

func entry(arn, name *string) Entry {
	return Entry{ARN: aws.ToString(arn), Called: Called{Name: aws.ToString(name)}}
}
