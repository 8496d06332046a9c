package check

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	awssqs "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
)

// clients ask AWS, each question once.
type clients struct {
	*Doctor
	region  string
	sts     *sts.Client
	kinesis *kinesis.Client
	sqs     *awssqs.Client
	events  *eventbridge.Client
	kms     *kms.Client
	watch   *cloudwatch.Client
}

// dial asks nobody.
func (d *Doctor) dial(ctx context.Context) (*clients, error) {
	c, err := d.Access.Load(ctx, awsaccess.Once)
	if err != nil {
		return nil, err
	}
	region := c.Region
	if c.Region == "" && len(d.Set.Instances) > 0 {
		c.Region = awsaccess.RegionOf(d.Set.Instances[0]) // so that what is told by the instance can be looked at
	}
	return &clients{
		Doctor: d, region: region, sts: sts.NewFromConfig(c), kinesis: kinesis.NewFromConfig(c), sqs: awssqs.NewFromConfig(c),
		events: eventbridge.NewFromConfig(c), kms: kms.NewFromConfig(c), watch: cloudwatch.NewFromConfig(c),
	}, nil
}

// ofInstance are who asks Amazon Connect about an instance, and out of what.
func (c *clients) ofInstance(ctx context.Context, arn string) (*awsconnect.Client, *amazonconnect.Meter, error) {
	access := c.Connect
	access.Region = awsaccess.RegionOf(arn)
	api, err := amazonconnect.Dial(ctx, access)
	budget := rate.NewLimiter(2, 2)
	if c.Budget != nil {
		budget = c.Budget(arn)
	}
	return api, amazonconnect.NewMeter(budget), err
}

// ask asks one question, and notes what was answered: the value in words.
func ask[T any](ctx context.Context, c *clients, operation, about string, question func(context.Context) (T, string, error)) Answer[T] {
	ctx, cancel := context.WithTimeout(ctx, oneAnswer)
	defer cancel()
	defer c.asked.Add(1)
	a := Answer[T]{Asked: Asked{Operation: operation, About: about}}
	a.Value, a.Asked.Said, a.Err = question(ctx)
	a.Asked.At = time.Now().UTC()
	if a.Err != nil {
		a.Asked.Said = said(a.Err)
	}
	return a
}

// errEmpty is an answer that lacks what was asked for, as something between Ringside and Amazon may give it.
var errEmpty = errors.New("the answer is empty")

// text is a value as evidence shows it.
func text(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// str is what a pointer of the SDK points at.
func str(p *string) string { return aws.ToString(p) }
