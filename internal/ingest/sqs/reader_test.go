package sqs_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssqs "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/ingest/sqs"
	"github.com/ringside/ringside/internal/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fakeQueue is a queue in memory with SQS's visibility.
type fakeQueue struct {
	mu         sync.Mutex // guards what follows
	messages   []*fakeMessage
	attributes map[string]string
	hidden     time.Duration
	asked      int
	fail       func(operation string) error // nil never fails
	came       chan struct{}
}

type fakeMessage struct {
	body     string
	receives int
	handle   string
	until    time.Time // hidden
	deleted  bool
}

func newQueue(bodies ...string) *fakeQueue {
	q := &fakeQueue{hidden: 30 * time.Second, attributes: map[string]string{"VisibilityTimeout": "30"}, came: make(chan struct{})}
	q.send(bodies...)
	return q
}

func (q *fakeQueue) send(bodies ...string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, body := range bodies {
		q.messages = append(q.messages, &fakeMessage{body: body})
	}
	close(q.came)
	q.came = make(chan struct{})
}

func (q *fakeQueue) left() (bodies []string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, m := range q.messages {
		if !m.deleted {
			bodies = append(bodies, m.body)
		}
	}
	return bodies
}

func (q *fakeQueue) ask(operation string) error {
	q.asked++
	if q.fail != nil {
		return q.fail(operation)
	}
	return nil
}

func (q *fakeQueue) GetQueueAttributes(
	context.Context, *awssqs.GetQueueAttributesInput, ...func(*awssqs.Options),
) (*awssqs.GetQueueAttributesOutput, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.fail != nil {
		if err := q.fail("GetQueueAttributes"); err != nil {
			return nil, err
		}
	}
	return &awssqs.GetQueueAttributesOutput{Attributes: q.attributes}, nil
}

func (q *fakeQueue) ReceiveMessage(
	ctx context.Context, in *awssqs.ReceiveMessageInput, _ ...func(*awssqs.Options),
) (*awssqs.ReceiveMessageOutput, error) {
	q.mu.Lock()
	err := q.ask("ReceiveMessage")
	q.mu.Unlock()
	if err != nil {
		return nil, err
	}
	end := time.Now().Add(time.Duration(in.WaitTimeSeconds) * time.Second)
	for {
		out, came := q.receive(int(in.MaxNumberOfMessages))
		if len(out.Messages) > 0 || !time.Now().Before(end) {
			return out, nil
		}
		timer := time.NewTimer(min(time.Second, time.Until(end))) // messages come back by time, too
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil, ctx.Err()
		case <-came:
		case <-timer.C:
		}
		timer.Stop()
	}
}

func (q *fakeQueue) receive(most int) (*awssqs.ReceiveMessageOutput, chan struct{}) {
	q.mu.Lock()
	defer q.mu.Unlock()
	out := &awssqs.ReceiveMessageOutput{}
	for i, m := range q.messages {
		if m.deleted || time.Now().Before(m.until) || len(out.Messages) == most {
			continue
		}
		m.receives++
		m.handle, m.until = fmt.Sprintf("%d/%d", i, m.receives), time.Now().Add(q.hidden)
		out.Messages = append(out.Messages, types.Message{
			Body: aws.String(m.body), ReceiptHandle: aws.String(m.handle),
			Attributes: map[string]string{"ApproximateReceiveCount": strconv.Itoa(m.receives)},
		})
	}
	return out, q.came
}

func (q *fakeQueue) find(handle string) *fakeMessage {
	for _, m := range q.messages {
		if m.handle == handle {
			return m
		}
	}
	return nil
}

func (q *fakeQueue) DeleteMessageBatch(
	_ context.Context, in *awssqs.DeleteMessageBatchInput, _ ...func(*awssqs.Options),
) (*awssqs.DeleteMessageBatchOutput, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if err := q.ask("DeleteMessageBatch"); err != nil {
		return nil, err
	}
	out := &awssqs.DeleteMessageBatchOutput{}
	for _, e := range in.Entries {
		if m := q.find(*e.ReceiptHandle); m != nil {
			m.deleted = true
			continue
		}
		out.Failed = append(out.Failed, types.BatchResultErrorEntry{Id: e.Id, Code: aws.String("ReceiptHandleIsInvalid")})
	}
	return out, nil
}

func (q *fakeQueue) ChangeMessageVisibilityBatch(
	_ context.Context, in *awssqs.ChangeMessageVisibilityBatchInput, _ ...func(*awssqs.Options),
) (*awssqs.ChangeMessageVisibilityBatchOutput, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if err := q.ask("ChangeMessageVisibilityBatch"); err != nil {
		return nil, err
	}
	for _, e := range in.Entries {
		if m := q.find(*e.ReceiptHandle); m != nil {
			m.until = time.Now().Add(time.Duration(e.VisibilityTimeout) * time.Second)
		}
	}
	return &awssqs.ChangeMessageVisibilityBatchOutput{}, nil
}

// fakeStore keeps what is written.
type fakeStore struct {
	mu     sync.Mutex // guards what follows
	bodies []string
	takes  func(context.Context, ingest.Batch) error // nil takes everything
}

func (s *fakeStore) Write(ctx context.Context, batch ingest.Batch) error {
	if s.takes != nil {
		if err := s.takes(ctx, batch); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range batch.Records {
		s.bodies = append(s.bodies, string(r))
	}
	return nil
}

func (s *fakeStore) got() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.bodies)
}

type fakeObjects func(ctx context.Context, bucket, key string) error

func (f fakeObjects) Import(ctx context.Context, bucket, key string) error {
	return f(ctx, bucket, key)
}

func reading(t *testing.T, q *fakeQueue, into *fakeStore, objects sqs.Objects, long time.Duration) *sqs.Reader {
	t.Helper()
	r := sqs.New(sqs.Options{Client: q, Queue: "https://sqs.eu-west-2.amazonaws.com/111122223333/events", Source: "sqs", Sink: into, Objects: objects})
	ctx, stop := context.WithTimeout(t.Context(), long)
	defer stop()
	if err := r.Run(ctx); err != nil {
		t.Errorf("run: %v", err)
	}
	return r
}

func TestMessagesAreDeletedWhenTheyAreStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var want []string
		for i := range 25 {
			want = append(want, fmt.Sprintf(`{"n":%d}`, i))
		}
		q, into := newQueue(want...), &fakeStore{}
		r := reading(t, q, into, nil, time.Minute)
		got := into.got()
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" || len(q.left()) != 0 {
			t.Errorf("%d messages left; stored (- want, + got):\n%s", len(q.left()), diff)
		}
		if h := r.Health(); h.Stored != 25 || h.Again != 0 || h.Problem != "" {
			t.Errorf("health %+v", h)
		}
		if q.asked > 15 {
			t.Errorf("%d requests in a minute; requests wait for messages", q.asked)
		}
	})
}

func TestWhatIsNotStoredComesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, into := newQueue("{}"), &fakeStore{}
		tries := 0
		into.takes = func(context.Context, ingest.Batch) error {
			if tries++; tries < 4 {
				return store.ErrUnavailable
			}
			return nil
		}
		r := reading(t, q, into, nil, 10*time.Minute)
		if got := into.got(); len(got) != 1 || len(q.left()) != 0 || tries != 4 {
			t.Errorf("stored %v after %d tries, %d left", got, tries, len(q.left()))
		}
		if h := r.Health(); h.Problem != "" || h.Again != 3 {
			t.Errorf("health %+v", h)
		}
	})
}

// A store that is slow must not make another reader do the same work.
func TestMessagesStayHiddenWhileTheyAreStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, into := newQueue("{}"), &fakeStore{}
		into.takes = func(ctx context.Context, _ ingest.Batch) error {
			time.Sleep(10 * time.Minute)
			return nil
		}
		reading(t, q, into, nil, 15*time.Minute)
		if m := q.messages[0]; m.receives != 1 || !m.deleted {
			t.Errorf("given %d times, deleted: %v; want once, and deleted", m.receives, m.deleted)
		}
	})
}

// What was made durable before the stop is deleted all the same, so that it does not come again.
func TestAStopDeletesWhatIsStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, into := newQueue("{}"), &fakeStore{}
		ctx, stop := context.WithCancel(t.Context())
		into.takes = func(context.Context, ingest.Batch) error { stop(); return nil }
		if err := sqs.New(sqs.Options{Client: q, Queue: "q", Source: "sqs", Sink: into}).Run(ctx); err != nil {
			t.Error(err)
		}
		if left := q.left(); len(left) != 0 {
			t.Errorf("left: %v", left)
		}
	})
}

func TestARefusedDeletionCountsAsNothingLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, into := newQueue("{}"), &fakeStore{}
		failed := 0
		q.fail = func(operation string) error {
			if operation == "DeleteMessageBatch" && failed < 2 {
				failed++
				return errors.New("connection reset by peer")
			}
			return nil
		}
		reading(t, q, into, nil, 5*time.Minute)
		if got := into.got(); len(got) != 3 || len(q.left()) != 0 {
			t.Errorf("stored %d times, %d left; want three deliveries of one event, which the store counts once", len(got), len(q.left()))
		}
	})
}

func TestAQueueThatCannotBeReadIsAskedSeldom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, into := newQueue("{}"), &fakeStore{}
		q.fail = func(string) error {
			return &types.QueueDoesNotExist{Message: aws.String("The specified queue does not exist.")}
		}
		r := reading(t, q, into, nil, 10*time.Minute)
		if q.asked > 30 || r.Health().Problem == "" {
			t.Errorf("%d requests, health %+v", q.asked, r.Health())
		}
	})
}

func TestNewObjectsAreImported(t *testing.T) {
	const (
		byS3     = `{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"archive"},"object":{"key":"ctr/2026/a+b%3D.gz","size":5}}}]}`
		byEvents = `{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"archive"},"object":{"key":"a b","size":5}}}`
		deleted  = `{"Records":[{"eventSource":"aws:s3","eventName":"ObjectRemoved:Delete","s3":{"bucket":{"name":"archive"},"object":{"key":"x"}}}]}`
		test     = `{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"archive"}`
		bySNS    = `{"Type":"Notification","Message":"{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\",\"detail\":{\"bucket\":{\"name\":\"archive\"},\"object\":{\"key\":\"c\"}}}"}`
		event    = `{"source":"aws.connect","detail-type":"Amazon Connect Contact Event"}`
	)
	synctest.Test(t, func(t *testing.T) {
		q, into := newQueue(byS3, byEvents, deleted, test, bySNS, event), &fakeStore{}
		var got []string
		failed := false
		objects := fakeObjects(func(_ context.Context, bucket, key string) error {
			if key == "a b" && !failed {
				failed = true
				return errors.New("access denied")
			}
			got = append(got, bucket+"/"+key)
			return nil
		})
		reading(t, q, into, objects, 5*time.Minute)
		if diff := cmp.Diff([]string{"archive/ctr/2026/a b=.gz", "archive/c", "archive/a b"}, got); diff != "" {
			t.Errorf("imported (- want, + got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{event}, into.got()); diff != "" || len(q.left()) != 0 {
			t.Errorf("%v left; stored as records (- want, + got):\n%s", q.left(), diff)
		}
	})
}

func TestSettingsOfAQueue(t *testing.T) {
	q := newQueue()
	q.attributes = map[string]string{
		"VisibilityTimeout": "45", "MessageRetentionPeriod": "345600", "ApproximateNumberOfMessages": "7",
		"ApproximateNumberOfMessagesNotVisible": "2", "RedrivePolicy": `{"deadLetterTargetArn":"arn:aws:sqs:eu-west-2:111122223333:dead","maxReceiveCount":"5"}`,
	}
	got, err := sqs.New(sqs.Options{Client: q, Queue: "q"}).Settings(t.Context())
	want := sqs.Settings{
		Waiting: 7, UnderWay: 2, Hidden: 45 * time.Second, Kept: 96 * time.Hour,
		DeadLetters: "arn:aws:sqs:eu-west-2:111122223333:dead", Receives: 5,
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("settings: %v (- want, + got):\n%s", err, diff)
	}
}

// Whatever AWS refuses for a while, one call of all or each of them: the log says what to do, and nothing is lost.
func TestRefusalsAreToldOfAndLoseNothing(t *testing.T) {
	for _, r := range []struct{ operation, code, told string }{
		{"", "ExpiredToken", "renew the credentials"},
		{"", "InvalidClientTokenId", "check the credentials"},
		{"ReceiveMessage", "KmsAccessDenied", "kms:Decrypt"},
		{"ReceiveMessage", "AccessDenied", "allow sqs:"},
		{"DeleteMessageBatch", "AccessDenied", "allow sqs:"},
		{"ChangeMessageVisibilityBatch", "AccessDenied", "allow sqs:"},
		{"GetQueueAttributes", "AccessDenied", "allow sqs:"},
	} {
		t.Run(r.operation+" "+r.code, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				q, into := newQueue("a", "b"), &fakeStore{}
				begun := time.Now()
				q.fail = func(operation string) error {
					if (r.operation == "" || r.operation == operation) && time.Since(begun) < 5*time.Minute {
						return &smithy.GenericAPIError{Code: r.code, Message: "not now"}
					}
					return nil
				}
				into.takes = func(context.Context, ingest.Batch) error { time.Sleep(40 * time.Second); return nil } // longer than a message is hidden
				log := &told{[]byte(r.told), make(chan struct{})}
				reader := sqs.New(sqs.Options{Client: q, Queue: "q", Source: "sqs", Sink: into, Logger: slog.New(slog.NewTextHandler(log, nil))})
				ctx, stop := context.WithTimeout(t.Context(), 20*time.Minute)
				defer stop()
				if err := reader.Run(ctx); err != nil {
					t.Error(err)
				}
				got := into.got()
				slices.Sort(got)
				if diff := cmp.Diff([]string{"a", "b"}, slices.Compact(got)); diff != "" || len(q.left()) != 0 {
					t.Errorf("%d left; stored (- want, + got):\n%s", len(q.left()), diff)
				}
				select {
				case <-log.has:
				default:
					t.Errorf("the log does not say %q", r.told)
				}
			})
		})
	}
}
