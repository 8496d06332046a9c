package check

import (
	"context"
	"strings"

	awssqs "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/ringside/ringside/internal/ingest/sqs"
)

// queue asks how it is set up and how much waits in it, and in its dead-letter queue.
func (c *clients) queue(ctx context.Context, url string) Queue {
	q := Queue{URL: url, Settings: c.settings(ctx, url, func(context.Context) (string, error) { return url, nil })}
	if letters := q.Settings.Value.DeadLetters; letters != "" {
		q.Letters = c.settings(ctx, letters, func(ctx context.Context) (string, error) { return c.urlOf(ctx, letters) })
	}
	return q
}

func (c *clients) settings(ctx context.Context, about string, url func(context.Context) (string, error)) Answer[sqs.Settings] {
	return ask(ctx, c, "sqs:GetQueueAttributes", about, func(ctx context.Context) (sqs.Settings, string, error) {
		at, err := url(ctx)
		if err != nil {
			return sqs.Settings{}, "", err
		}
		s, err := sqs.New(sqs.Options{Client: c.sqs, Queue: at}).Settings(ctx)
		if err != nil {
			return s, "", err
		}
		return s, text("ApproximateNumberOfMessages %d", s.Waiting), nil
	})
}

// urlOf is the URL of a queue by its ARN.
func (c *clients) urlOf(ctx context.Context, arn string) (string, error) {
	parts := strings.Split(arn, ":")
	if len(parts) != 6 {
		return arn, nil // what it is, SQS will say
	}
	out, err := c.sqs.GetQueueUrl(ctx, &awssqs.GetQueueUrlInput{QueueName: &parts[5], QueueOwnerAWSAccountId: &parts[4]})
	if err != nil {
		return "", err
	}
	return str(out.QueueUrl), nil
}
