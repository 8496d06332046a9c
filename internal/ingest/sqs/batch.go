package sqs

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssqs "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/pause"
)

// batch is what one answer of the queue gave.
type batch struct {
	*Reader
	mu   sync.Mutex // guards what follows
	held []types.Message
}

func newBatch(r *Reader, messages []types.Message) *batch {
	return &batch{Reader: r, held: messages}
}

// store makes durable what the messages say and deletes them. What cannot be stored now stays in the queue, for as long as the queue
// keeps it or until it goes to the dead letters.
func (b *batch) store(ctx context.Context) error {
	hiding, stop := context.WithCancel(ctx)
	var hider sync.WaitGroup
	hider.Go(func() { b.hide(hiding) })
	defer hider.Wait()
	defer stop()

	var events []types.Message
	var records [][]byte
	var notices []notified
	for _, m := range b.held {
		body := []byte(aws.ToString(m.Body))
		// Where nobody reads objects, word of one is a record: it goes to quarantine, where it is seen.
		if objects, is := objectsOf(body); is && b.Objects != nil {
			notices = append(notices, notified{m, objects})
			continue
		}
		events, records = append(events, m), append(records, body)
	}
	if err := b.write(ctx, events, records); err != nil { // first: an object may take minutes
		return err
	}
	var problems []error
	for _, n := range notices {
		problems = append(problems, b.fetch(ctx, n))
	}
	return errors.Join(problems...)
}

// write makes events durable, and deletes their messages.
func (b *batch) write(ctx context.Context, events []types.Message, records [][]byte) error {
	if len(events) == 0 {
		return nil
	}
	if err := b.Sink.Write(ctx, ingest.Batch{Source: b.Source, Records: records}); err != nil {
		return fmt.Errorf("store %d messages: %w", len(events), err)
	}
	return b.forget(ctx, events)
}

// notified is a message with the objects that it tells of.
type notified struct {
	message types.Message
	objects []object
}

// fetch imports the objects that a message tells of, and deletes it.
func (b *batch) fetch(ctx context.Context, n notified) error {
	for _, o := range n.objects {
		if err := b.Objects.Import(ctx, o.bucket, o.key); err != nil {
			return fmt.Errorf("import s3://%s/%s: %w", o.bucket, o.key, err)
		}
		b.health.imported()
	}
	return b.forget(ctx, []types.Message{n.message})
}

// forget deletes messages. One that cannot be deleted comes again, and counts nothing twice.
func (b *batch) forget(ctx context.Context, messages []types.Message) error {
	in := &awssqs.DeleteMessageBatchInput{QueueUrl: aws.String(b.Queue)}
	for i, m := range messages {
		in.Entries = append(in.Entries, types.DeleteMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(i)), ReceiptHandle: m.ReceiptHandle})
	}
	// It is durable: whoever is told to stop takes it out of the queue first, if that is soon done.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	out, err := b.Client.DeleteMessageBatch(ctx, in)
	if err != nil {
		return fmt.Errorf("delete %d stored messages: %w", len(messages), err)
	}
	b.drop(messages)
	b.health.stored(len(messages) - len(out.Failed))
	for _, f := range out.Failed {
		b.log.Warn("a stored message could not be deleted; it comes again and counts once", "code", aws.ToString(f.Code))
	}
	return nil
}

// drop takes messages out of those that are to stay hidden.
func (b *batch) drop(messages []types.Message) {
	gone := map[string]bool{}
	for _, m := range messages {
		gone[aws.ToString(m.ReceiptHandle)] = true
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	var rest []types.Message
	for _, m := range b.held {
		if !gone[aws.ToString(m.ReceiptHandle)] {
			rest = append(rest, m)
		}
	}
	b.held = rest
}

// hide keeps what is being stored hidden from others, until ctx ends.
func (b *batch) hide(ctx context.Context) {
	for {
		long := time.Duration(b.hidden.Load()) * time.Second
		if pause.For(ctx, long/2) != nil {
			return
		}
		in := &awssqs.ChangeMessageVisibilityBatchInput{QueueUrl: aws.String(b.Queue)}
		b.mu.Lock()
		for i, m := range b.held {
			in.Entries = append(in.Entries, types.ChangeMessageVisibilityBatchRequestEntry{
				Id: aws.String(strconv.Itoa(i)), ReceiptHandle: m.ReceiptHandle, VisibilityTimeout: int32(long / time.Second),
			})
		}
		b.mu.Unlock()
		if len(in.Entries) == 0 {
			return
		}
		if _, err := b.Client.ChangeMessageVisibilityBatch(ctx, in); err != nil && ctx.Err() == nil {
			b.log.Warn("messages that are being stored may be given to others too, and count once all the same", "error", err, "advice", advice(err))
		}
	}
}
