package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/ingest/archive"
	"github.com/ringside/ringside/internal/ingest/file"
	"github.com/ringside/ringside/internal/ingest/kinesis"
	"github.com/ringside/ringside/internal/ingest/sqs"
	"github.com/ringside/ringside/internal/store"
)

// awsFlags say where and as whom AWS is asked.
type awsFlags struct {
	AWSRegion   string `name:"aws-region" env:"RINGSIDE_AWS_REGION" placeholder:"ap-northeast-2" help:"Region of streams, queues and buckets. Without it, that of the AWS command line's settings."`
	AWSProfile  string `name:"aws-profile" env:"RINGSIDE_AWS_PROFILE" help:"Profile of the AWS command line's settings whose credentials are taken."`
	AWSEndpoint string `name:"aws-endpoint" env:"RINGSIDE_AWS_ENDPOINT" placeholder:"URL" help:"Ask this address instead of Amazon's own, such as that of a VPC endpoint."`
}

func (f awsFlags) access() awsaccess.Access {
	return awsaccess.Access{Region: f.AWSRegion, Profile: f.AWSProfile, Endpoint: f.AWSEndpoint}
}

// namedSources are streams and queues.
type namedSources struct {
	awsFlags      `embed:""`
	AWSStack      string   `name:"aws-stack" env:"RINGSIDE_AWS_STACK" placeholder:"NAME" help:"Take the streams, the queue and the Amazon Connect instance of this CloudFormation stack, which ringside aws apply has made in shape streams. It needs cloudformation:DescribeStacks."`
	KinesisStream []string `env:"RINGSIDE_KINESIS_STREAM" placeholder:"NAME" help:"Read contact records and agent events from this Amazon Kinesis data stream (name or ARN), one kind or both. May be repeated."`
	SQSQueue      []string `name:"sqs-queue" env:"RINGSIDE_SQS_QUEUE" placeholder:"URL" help:"Take contact events that EventBridge sends to this Amazon SQS queue, and import the objects of which Amazon S3 sends word. May be repeated."`
}

// sourceFlags say which streams and queues are read.
type sourceFlags struct {
	namedSources    `embed:""`
	KinesisStart    string `default:"oldest" env:"RINGSIDE_KINESIS_START" placeholder:"oldest" help:"Where a stream begins that was never read before: oldest, latest, or a moment in RFC 3339. After that it goes on where it was."`
	KinesisConsumer string `env:"RINGSIDE_KINESIS_CONSUMER" placeholder:"NAME" help:"Read by enhanced fan-out, as a consumer of this name, which is registered if it is not and costs by the hour. Without it streams are polled, a second behind."`
}

func (f *sourceFlags) check() error {
	if _, err := kinesis.ParseStart(f.KinesisStart); err != nil {
		return exitError{exitUsage, "--kinesis-start: " + err.Error()}
	}
	for flag, values := range map[string][]string{"--kinesis-stream": f.KinesisStream, "--sqs-queue": f.SQSQueue} {
		sorted := slices.Sorted(slices.Values(values))
		if len(slices.Compact(sorted)) != len(values) {
			return exitError{exitUsage, flag + " names one twice: it would be read twice, for nothing"}
		}
	}
	for _, queue := range f.SQSQueue {
		if !strings.HasPrefix(queue, "https://") && !strings.HasPrefix(queue, "http://") {
			return exitError{exitUsage, fmt.Sprintf("--sqs-queue %s: this is no URL of a queue, such as https://sqs.ap-northeast-2.amazonaws.com/111122223333/connect-events", queue)}
		}
	}
	return nil
}

// The rows on Pipeline health.
const (
	kinesisSource = "kinesis"
	sqsSource     = "sqs"
)

// readers are what is read without being sent.
type readers struct {
	streams []*kinesis.Reader
	queues  []*sqs.Reader
}

// newReaders makes what is read; nothing is asked before run.
func (p *parts) newReaders(ctx context.Context, f sourceFlags) error {
	if len(f.KinesisStream) > 0 {
		if err := p.readers.addStreams(ctx, f, p); err != nil {
			return err
		}
	}
	if len(f.SQSQueue) > 0 {
		return p.readers.addQueues(ctx, f, p)
	}
	return nil
}

func (r *readers) addStreams(ctx context.Context, f sourceFlags, p *parts) error {
	start, err := kinesis.ParseStart(f.KinesisStart)
	if err != nil {
		return err
	}
	client, err := kinesis.Dial(ctx, f.access())
	if err != nil {
		return err
	}
	for _, stream := range f.KinesisStream {
		o := kinesis.Options{
			Client: client, Stream: stream, Source: kinesisSource, Sink: p.pipeline, Checkpoints: p.folder.store, Start: start,
			Logger: p.log.With("component", "kinesis"),
		}
		if f.KinesisConsumer != "" {
			o.FanOut = kinesis.NewConsumer(client, f.KinesisConsumer)
		}
		r.streams = append(r.streams, kinesis.New(o))
	}
	return nil
}

func (r *readers) addQueues(ctx context.Context, f sourceFlags, p *parts) error {
	client, err := sqs.Dial(ctx, f.access())
	if err != nil {
		return err
	}
	buckets, err := archive.Dial(ctx, f.access())
	if err != nil {
		return err
	}
	for _, queue := range f.SQSQueue {
		r.queues = append(r.queues, sqs.New(sqs.Options{
			Client: client, Queue: queue, Source: sqsSource, Sink: p.pipeline,
			Objects: newObjects{p.importer, buckets, p.pipeline}, Logger: p.log.With("component", "sqs"),
		}))
	}
	return nil
}

// run reads until ctx ends.
func (r *readers) run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, stream := range r.streams {
		g.Go(func() error { return stream.Run(ctx) })
	}
	for _, queue := range r.queues {
		g.Go(func() error { return queue.Run(ctx) })
	}
	return g.Wait()
}

// newObjects imports objects of which word came.
type newObjects struct {
	importer *file.Importer
	client   archive.API
	sink     file.Sink
}

// Import implements sqs.Objects. Of an object that is gone by now, or that is damaged, it is no use to be told again: what can be read
// is imported, and its address is in quarantine, with what is wrong.
func (n newObjects) Import(ctx context.Context, bucket, key string) error {
	object, err := archive.NewBucket(n.client, bucket).Object(ctx, key)
	if err == nil {
		_, err = n.importer.Objects(ctx, "", []file.Object{object})
	}
	if !errors.Is(err, archive.ErrGone) && !errors.Is(err, file.ErrDamaged) && !errors.Is(err, file.ErrUnreadable) {
		return err
	}
	_, err = n.sink.Commit(ctx, store.Batch{Source: sqsSource, Facts: []connect.Fact{{
		Kind: connect.KindRejected, Raw: []byte("s3://" + bucket + "/" + key), Reason: err.Error(),
	}}})
	return err
}
