package stack

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/ringside/ringside/internal/awsaccess"
)

// Removal is what removing a stack would do.
type Removal struct {
	Stack *Stack `json:"stack"` // null: there is none any more, or never was
	// Proposed is whether there is an empty stack with a change set of ours, since a plan or an apply was killed.
	Proposed bool `json:"proposed"`
	// Targets are given back to what they were before the stack; what somebody has changed since is kept.
	Targets []Step     `json:"targets"`
	Gone    []Resource `json:"gone"`
	Kept    []Resource `json:"kept"` // unless the data go too
}

// data are the types of resource that CloudFormation leaves when it deletes one of our stacks (DeletionPolicy: Retain).
var data = map[string]bool{"AWS::S3::Bucket": true, "AWS::S3::BucketPolicy": true, "AWS::KMS::Key": true, "AWS::OpenSearchService::Domain": true}

// Leaving says what Remove would do. Nothing is changed.
func (c *Clients) Leaving(ctx context.Context, name string) (*Removal, error) {
	r := &Removal{Targets: []Step{}, Gone: []Resource{}, Kept: []Resource{}}
	var err error
	if r.Stack, err = c.removable(ctx, name); err != nil {
		return nil, err
	}
	if r.Stack == nil {
		if r.Proposed, err = c.proposed(ctx, name); err != nil {
			return nil, err
		}
		r.Kept, err = c.left(ctx, name)
		return r, err
	}
	all, err := c.resources(ctx, r.Stack.ID)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		switch {
		case one.Status == string(cfn.ResourceStatusDeleteComplete):
		case data[one.Type]:
			r.Kept = append(r.Kept, one)
		default:
			r.Gone = append(r.Gone, one)
		}
	}
	_, instance := place(r.Stack.instance())
	is, err := c.targets(ctx, instance)
	if err != nil {
		return nil, err
	}
	for _, one := range records {
		r.Targets = append(r.Targets, one.restored(r.Stack, is[one.name].ARN))
	}
	return r, nil
}

// removable is the stack of a name, nil when there is none; an error when it is not ours.
func (c *Clients) removable(ctx context.Context, name string) (*Stack, error) {
	s, err := c.stack(ctx, name)
	if err == nil && s != nil && !s.ours() {
		return nil, fmt.Errorf("the stack %s was not made by Ringside (no tag %s=%s)", name, ownerTag, ownerValue)
	}
	return s, err
}

// proposed tells whether there is an empty stack of a name that is of nobody but us.
func (c *Clients) proposed(ctx context.Context, name string) (bool, error) {
	s, err := c.described(ctx, name)
	if err != nil || s == nil || s.Status != string(cfn.StackStatusReviewInProgress) {
		return false, err
	}
	strangers, err := c.strangers(ctx, s.ID)
	return err == nil && len(strangers) == 0, err
}

// withdrawn takes back what was only proposed. It returns the stack where CloudFormation has begun to make it all the same: it answers
// before it begins.
func (c *Clients) withdrawn(ctx context.Context, name string) (*Stack, error) {
	proposed, err := c.proposed(ctx, name)
	if err == nil && proposed {
		err = c.discardEmpty(ctx, name)
	}
	if err != nil {
		return nil, err
	}
	return c.removable(ctx, name)
}

// restored says what becomes of a target when a stack goes.
func (r recorded) restored(s *Stack, is string) Step {
	before, ours := s.Tags[r.before], s.Outputs[r.output]
	if before == nowhere {
		before = ""
	}
	step := Step{Kind: "target", Subject: r.name, Action: Keep, Is: is}
	switch {
	case is == before:
	case ours == "" || is != ours:
		step.Because = "it is not the stack's: somebody has changed it since, or it was never set"
	case before == "":
		step.Action, step.Because = Remove, "the instance sent them nowhere before"
	default:
		step.Action, step.Shall, step.Because = Modify, before, "as it was before the stack"
	}
	return step
}

// Remove gives the targets of the instance back, deletes the stack, and with withData what CloudFormation keeps of it. It may be stopped
// anywhere, and be run again.
func (c *Clients) Remove(ctx context.Context, name string, withData bool, hear func(Event)) error {
	s, err := c.removable(ctx, name)
	if err != nil {
		return err
	}
	if s == nil {
		if s, err = c.withdrawn(ctx, name); err != nil {
			return err
		}
	}
	if s != nil && s.busy() {
		if s, err = c.awaited(ctx, s, hear); err != nil {
			return err
		}
	}
	if s != nil && s.Status != string(cfn.StackStatusDeleteComplete) {
		if err := c.giveBack(ctx, s, hear); err != nil {
			return err
		}
		if err := c.delete(ctx, s, hear); err != nil {
			return err
		}
	}
	if !withData {
		return nil
	}
	return c.deleteData(ctx, name, hear)
}

func (c *Clients) awaited(ctx context.Context, s *Stack, hear func(Event)) (*Stack, error) {
	f, err := c.follow(ctx, s.ID, 0, hear)
	if err != nil {
		return nil, err
	}
	s, err = f.until(ctx)
	return s, stopped(err)
}

// giveBack sets the targets as they were, before the streams go: Amazon Connect would write into nothing otherwise.
func (c *Clients) giveBack(ctx context.Context, s *Stack, hear func(Event)) error {
	_, instance := place(s.instance())
	if instance == "" {
		return nil
	}
	is, err := c.targets(ctx, instance)
	if err != nil {
		return err
	}
	for _, r := range records {
		step := r.restored(s, is[r.name].ARN)
		if step.Action == Keep {
			continue
		}
		if err := c.storage(instance).Send(ctx, r.of, step.Shall); err != nil {
			return awsaccess.Explained("give back the target of "+r.name+", "+orNowhere(step.Shall), err)
		}
		hear(Event{At: time.Now(), Kind: "target", Subject: r.name, Status: "given back", Reason: orNowhere(step.Shall)})
	}
	return nil
}

// left are the data of the newest stack of a name that is gone, of which CloudFormation tells for 90 days.
func (c *Clients) left(ctx context.Context, name string) ([]Resource, error) {
	in := &cloudformation.ListStacksInput{StackStatusFilter: []cfn.StackStatus{cfn.StackStatusDeleteComplete}}
	var newest cfn.StackSummary
	for {
		out, err := c.CloudFormation.ListStacks(ctx, in)
		if err != nil {
			return nil, awsaccess.Explained("list the stacks that are gone", err)
		}
		for _, s := range out.StackSummaries {
			if aws.ToString(s.StackName) == name && aws.ToTime(s.CreationTime).After(aws.ToTime(newest.CreationTime)) {
				newest = s
			}
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			break
		}
	}
	if newest.StackId == nil {
		return []Resource{}, nil
	}
	s, err := c.stack(ctx, *newest.StackId)
	if err != nil || s == nil || !s.ours() {
		return []Resource{}, err
	}
	all, err := c.resources(ctx, s.ID)
	kept := []Resource{}
	for _, r := range all {
		if data[r.Type] && r.Status == string(cfn.ResourceStatusDeleteSkipped) {
			kept = append(kept, r)
		}
	}
	return kept, err
}

// deleteData deletes what CloudFormation has left of a stack that is gone.
func (c *Clients) deleteData(ctx context.Context, name string, hear func(Event)) error {
	kept, err := c.left(ctx, name)
	if err != nil {
		return err
	}
	for _, r := range kept {
		var err error
		status := "deleted"
		switch r.Type {
		case "AWS::S3::Bucket":
			err = c.deleteBucket(ctx, r.ID)
		case "AWS::KMS::Key":
			status = "deleted in 30 days"
			err = c.deleteKey(ctx, r.ID)
		case "AWS::OpenSearchService::Domain":
			err = c.deleteDomain(ctx, r.ID)
		default: // a bucket's policy goes with the bucket
			continue
		}
		if err != nil {
			return err
		}
		hear(Event{At: time.Now(), Kind: "data", Subject: r.ID, Type: r.Type, Status: status})
	}
	return nil
}

// deleteBucket empties a bucket, of all versions, and deletes it. One that is gone already is deleted.
func (c *Clients) deleteBucket(ctx context.Context, bucket string) error {
	for {
		out, err := c.S3.ListObjectVersions(ctx, &s3.ListObjectVersionsInput{Bucket: &bucket})
		if awsaccess.Code(err) == "NoSuchBucket" {
			return nil
		}
		if err != nil {
			return awsaccess.Explained("list what is in the bucket "+bucket, err)
		}
		var objects []s3types.ObjectIdentifier
		for _, v := range out.Versions {
			objects = append(objects, s3types.ObjectIdentifier{Key: v.Key, VersionId: v.VersionId})
		}
		for _, m := range out.DeleteMarkers {
			objects = append(objects, s3types.ObjectIdentifier{Key: m.Key, VersionId: m.VersionId})
		}
		if len(objects) == 0 {
			break
		}
		deleted, err := c.S3.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: &bucket, Delete: &s3types.Delete{Objects: objects, Quiet: aws.Bool(true)}})
		if err != nil {
			return awsaccess.Explained("empty the bucket "+bucket, err)
		}
		if len(deleted.Errors) > 0 {
			e := deleted.Errors[0]
			return fmt.Errorf("empty the bucket %s: %s: %s %s", bucket, aws.ToString(e.Key), aws.ToString(e.Code), aws.ToString(e.Message))
		}
	}
	_, err := c.S3.DeleteBucket(ctx, &s3.DeleteBucketInput{Bucket: &bucket})
	if awsaccess.Code(err) == "NoSuchBucket" {
		return nil
	}
	return awsaccess.Explained("delete the bucket "+bucket, err)
}

// deleteKey gives a key up; until 30 days have passed that can be taken back.
func (c *Clients) deleteKey(ctx context.Context, key string) error {
	_, err := c.KMS.ScheduleKeyDeletion(ctx, &kms.ScheduleKeyDeletionInput{KeyId: &key, PendingWindowInDays: aws.Int32(30)})
	if code := awsaccess.Code(err); code == "NotFoundException" || code == "KMSInvalidStateException" && strings.Contains(err.Error(), "pending deletion") {
		return nil
	}
	return awsaccess.Explained("give up the key "+key, err)
}

// deleteDomain deletes a domain of OpenSearch with its indices. One that is gone already is deleted.
func (c *Clients) deleteDomain(ctx context.Context, name string) error {
	_, err := c.OpenSearch.DeleteDomain(ctx, &opensearch.DeleteDomainInput{DomainName: &name})
	if awsaccess.Code(err) == "ResourceNotFoundException" {
		return nil
	}
	return awsaccess.Explained("delete the domain "+name, err)
}
