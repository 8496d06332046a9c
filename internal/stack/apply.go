package stack

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/pause"
	"github.com/ringside/ringside/internal/stack/template"
)

// ErrChanged says that what is there is no longer what it was when a plan was agreed to. Nothing was done.
var ErrChanged = errors.New("what is there has changed since the plan was drawn")

// ErrBlocked says that something stands in the way, which the plan names. Nothing was done.
var ErrBlocked = errors.New("something stands in the way")

// Apply does what a plan says: the one with a digest, or with "" whichever there is. It may be stopped anywhere; CloudFormation goes on,
// and so does the next run. Where it fails, CloudFormation undoes what it did, and Apply what it did to the targets of the instance.
// It returns the plan that is left.
func (c *Clients) Apply(ctx context.Context, w Wish, digest string, hear func(Event)) (*Plan, error) {
	p, s, set, err := c.ready(ctx, &w, hear)
	if err != nil {
		return nil, err
	}
	if digest != "" && p.Digest != digest {
		err = ErrChanged
	} else if p.Blocked() {
		err = ErrBlocked
	}
	if err != nil {
		if set != nil && set.name != "" {
			err = errors.Join(err, c.discard(ctx, &w, s))
		}
		return p, err
	}
	if set != nil && set.name != "" {
		if err := c.execute(ctx, set, hear); err != nil {
			return p, err
		}
	}
	return c.finish(ctx, &w, hear)
}

// ready draws the plan once CloudFormation is at work no more; it may begin between two calls, as when a removal was broken off just now.
func (c *Clients) ready(ctx context.Context, w *Wish, hear func(Event)) (*Plan, *state, *changeSet, error) {
	for {
		if err := c.clear(ctx, *w, hear); err != nil {
			return nil, nil, nil, err
		}
		p, s, set, err := c.draw(ctx, w)
		if err != nil || p.Blocked() || s.stack == nil || !s.stack.busy() && !s.stack.wreck() {
			return p, s, set, err
		}
		if err := pause.For(ctx, c.Every); err != nil {
			return nil, nil, nil, err
		}
	}
}

// clear waits for CloudFormation where it is at work on the stack, and deletes what is left of one that could not be made.
func (c *Clients) clear(ctx context.Context, w Wish, hear func(Event)) error {
	s, err := c.stack(ctx, w.StackName())
	if err != nil || s == nil || !s.ours() {
		return err
	}
	if s.busy() {
		f, err := c.follow(ctx, s.ID, 0, hear)
		if err != nil {
			return err
		}
		if s, err = f.until(ctx); err != nil {
			return stopped(err)
		}
	}
	if s == nil || !s.wreck() || (&state{stack: s}).obstacle(&w) != "" && w.Shape != "" {
		return nil
	}
	if err := c.delete(ctx, s, hear); err != nil || s.Status == string(cfn.StackStatusDeleteFailed) {
		return err
	}
	return c.sweep(ctx, s.ID)
}

// sweep deletes what CloudFormation keeps of a stack that was never whole: an empty bucket, an empty domain, and a key by which nothing is
// encrypted.
func (c *Clients) sweep(ctx context.Context, stack string) error {
	all, err := c.resources(ctx, stack)
	if err != nil {
		return err
	}
	for _, r := range all {
		switch {
		case r.Status != string(cfn.ResourceStatusDeleteSkipped), r.ID == "": // it goes by itself, or was never made
		case r.Type == "AWS::S3::Bucket":
			_, err = c.S3.DeleteBucket(ctx, &s3.DeleteBucketInput{Bucket: &r.ID})
			if code := awsaccess.Code(err); code == "NoSuchBucket" || code == "BucketNotEmpty" {
				err = nil // it is gone, or it is not as empty as it should be, and stays
			}
			err = awsaccess.Explained("delete the empty bucket "+r.ID, err)
		case r.Type == "AWS::KMS::Key":
			err = c.deleteKey(ctx, r.ID)
		case r.Type == "AWS::OpenSearchService::Domain":
			err = c.deleteDomain(ctx, r.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// stopped says of a run that was broken off what goes on.
func stopped(err error) error {
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("stopped; CloudFormation goes on by itself, and running this again goes on with the rest: %w", err)
	}
	return err
}

// execute has CloudFormation do what a change set says.
func (c *Clients) execute(ctx context.Context, set *changeSet, hear func(Event)) error {
	f, err := c.follow(ctx, set.stack, len(set.changes), hear)
	if err != nil {
		return err
	}
	if _, err := c.CloudFormation.ExecuteChangeSet(ctx, &cloudformation.ExecuteChangeSetInput{
		StackName: &set.stack, ChangeSetName: &set.name, ClientRequestToken: aws.String(rand.Text()),
	}); err != nil {
		return awsaccess.Explained("execute the change set", err)
	}
	s, err := f.toTheEnd(ctx)
	if err != nil {
		return stopped(err)
	}
	return f.outcome(s, cfn.StackStatusCreateComplete, cfn.StackStatusUpdateComplete)
}

// finish tells the instance where to send, and draws what is left.
func (c *Clients) finish(ctx context.Context, w *Wish, hear func(Event)) (*Plan, error) {
	s, err := c.read(ctx, w)
	if err != nil {
		return nil, err
	}
	if !s.stack.there() || s.stack.busy() {
		return nil, fmt.Errorf("the stack %s has been changed meanwhile: run this again", w.StackName())
	}
	if err := c.send(ctx, w, s, hear); err != nil {
		return nil, err
	}
	_, instance := place(w.Instance)
	if s.targets, err = c.targets(ctx, instance); err != nil {
		return nil, err
	}
	p, err := compare(w, s)
	if err != nil {
		return nil, err
	}
	p.add(Step{Kind: "stack", Subject: w.StackName(), Action: Keep})
	p.targets(w, s)
	p.Next = append(p.Next, w.next(s)...)
	p.Digest = p.digest(w)
	return p, nil
}

// send sets the targets of the instance; when one fails, those that were set before it are given back.
func (c *Clients) send(ctx context.Context, w *Wish, s *state, hear func(Event)) error {
	_, instance := place(w.Instance)
	storage := c.storage(instance)
	var undo []func(context.Context) error
	for _, r := range records {
		is, shall := s.targets[r.name].ARN, w.target(r, s)
		if is == shall {
			continue
		}
		if err := storage.Send(ctx, r.of, shall); err != nil {
			err = awsaccess.Explained("send "+r.name+" to "+shall, err)
			hear(Event{At: time.Now(), Kind: "target", Subject: r.name, Status: "failed", Reason: err.Error()})
			return errors.Join(err, undone(ctx, undo))
		}
		hear(Event{At: time.Now(), Kind: "target", Subject: r.name, Status: "done", Reason: shall})
		undo = append(undo, func(ctx context.Context) error {
			err := awsaccess.Explained(fmt.Sprintf("send %s to %q again", r.name, is), storage.Send(ctx, r.of, is))
			if err == nil {
				hear(Event{At: time.Now(), Kind: "target", Subject: r.name, Status: "given back", Reason: is})
			}
			return err
		})
	}
	return nil
}

// undone gives back what was set; not when whoever asked has only stopped, since the next run goes on.
func undone(ctx context.Context, undo []func(context.Context) error) error {
	if ctx.Err() != nil {
		return nil
	}
	var failed error
	for _, one := range undo {
		failed = errors.Join(failed, one(ctx))
	}
	return failed
}

// delete has CloudFormation delete a stack, and follows it.
func (c *Clients) delete(ctx context.Context, s *Stack, hear func(Event)) error {
	f, err := c.follow(ctx, s.ID, 0, hear)
	if err != nil {
		return err
	}
	if _, err := c.CloudFormation.DeleteStack(ctx, &cloudformation.DeleteStackInput{StackName: &s.ID, ClientRequestToken: aws.String(rand.Text())}); err != nil {
		return awsaccess.Explained("delete the stack "+s.Name, err)
	}
	left, err := f.toTheEnd(ctx)
	if err != nil {
		return stopped(err)
	}
	return f.outcome(left, cfn.StackStatusDeleteComplete)
}

// next says what remains for people once the stack is there.
func (w *Wish) next(s *state) []string {
	var next []string
	switch region, _ := place(w.Instance); w.Shape {
	case template.Streams:
		next = append(next, fmt.Sprintf("ringside serve --aws-stack %s --aws-region %s", w.StackName(), region))
	case template.HTTPS:
		next = append(next, "Ringside needs the ingest key that is in the secret "+s.stack.Outputs["IngestSecretArn"]+", as RINGSIDE_INGEST_KEY")
	case template.OpenSearch:
	}
	if w.ReaderRole == "" && w.ReaderPrincipal == "" && s.stack.Outputs["ReaderPolicyArn"] != "" {
		next = append(next, "whoever Ringside runs as needs the policies of the stack whose names begin with "+w.StackName()+"-read")
	}
	return next
}
