package check

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

const identityOperation = "sts:GetCallerIdentity"

// identity asks as whom AWS is asked, and what time it is there; and how many shards the account may have.
func (c *clients) identity(ctx context.Context, f *Facts) {
	f.Identity = ask(ctx, c, identityOperation, "", func(ctx context.Context) (Identity, string, error) {
		begun := time.Now()
		out, err := c.sts.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		ended := time.Now()
		if err != nil {
			return Identity{Ahead: aheadOf(dateOf(err), begun, ended)}, "", err
		}
		served, _ := awsmiddleware.GetServerTime(out.ResultMetadata)
		who := Identity{Account: str(out.Account), ARN: str(out.Arn), Ahead: aheadOf(served, begun, ended)}
		return who, text("%s; Date %s", who.ARN, served.UTC().Format(time.RFC3339)), nil
	})
	if len(c.Set.Streams) > 0 {
		f.Shards = ask(ctx, c, "kinesis:DescribeLimits", "", func(ctx context.Context) (Shards, string, error) {
			out, err := c.kinesis.DescribeLimits(ctx, &awskinesis.DescribeLimitsInput{})
			if err != nil {
				return Shards{}, "", err
			}
			s := Shards{Open: int(aws.ToInt32(out.OpenShardCount)), Limit: int(aws.ToInt32(out.ShardLimit))}
			return s, text("OpenShardCount %d, ShardLimit %d", s.Open, s.Limit), nil
		})
	}
}

// dateOf is the time at Amazon when it refused; zero where nothing was answered.
func dateOf(err error) time.Time {
	answered, is := errors.AsType[*smithyhttp.ResponseError](err)
	if !is || answered.Response == nil {
		return time.Time{}
	}
	at, _ := http.ParseTime(answered.Response.Header.Get("Date"))
	return at
}

// aheadOf is how far this machine's clock is ahead, 0 within what cannot be told: a Date has whole seconds, and is of some moment between
// question and answer.
func aheadOf(served, begun, ended time.Time) time.Duration {
	switch {
	case served.IsZero():
		return 0
	case begun.After(served.Add(time.Second)):
		return begun.Sub(served.Add(time.Second))
	case ended.Before(served):
		return ended.Sub(served)
	}
	return 0
}
