package sqs_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssqs "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/ingest/sqs"
	"github.com/ringside/ringside/internal/peertest"
	"github.com/ringside/ringside/internal/sso/setup/mototest"
)

func dialPeer(t *testing.T, address string, patience time.Duration) *awssqs.Client {
	t.Helper()
	client, err := sqs.Dial(t.Context(), awsaccess.Access{Region: "us-east-1", Endpoint: address, Key: "k", Secret: "s", Patience: patience})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// told is a log that says when it has a text.
type told struct {
	what []byte
	has  chan struct{} // closed then
}

func (l *told) Write(b []byte) (int, error) {
	if bytes.Contains(b, l.what) {
		select {
		case <-l.has:
		default:
			close(l.has)
		}
	}
	return len(b), nil
}

// A link that goes bad while a message is asked for, or while one is deleted, is told of, and no message is lost by it.
func TestAQueueIsReadOverALinkThatGoesBad(t *testing.T) {
	moto := mototest.Start(t)
	direct := dialPeer(t, moto.String(), 0)
	for name, fault := range map[string]peertest.Fault{"half open": peertest.HalfOpen, "cut": {Type: "reset_peer", Attributes: map[string]any{"timeout": 0}}} {
		t.Run(name, func(t *testing.T) {
			made, err := direct.CreateQueue(t.Context(), &awssqs.CreateQueueInput{
				QueueName: aws.String("q" + fault.Type), Attributes: map[string]string{"VisibilityTimeout": "1"}, // what was given and lost comes soon
			})
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			send := func(body string) {
				if _, err := direct.SendMessage(t.Context(), &awssqs.SendMessageInput{QueueUrl: made.QueueUrl, MessageBody: &body}); err != nil {
					t.Error(err)
				}
				want = append(want, body)
			}
			link := peertest.StartLink(t, moto.Host)
			log := &told{[]byte("Amazon does not answer"), make(chan struct{})}
			into := &fakeStore{}
			r := sqs.New(sqs.Options{
				Client: dialPeer(t, "http://"+link.Address, 3*time.Second), Queue: *made.QueueUrl, Source: "sqs", Sink: into,
				Logger: slog.New(slog.NewTextHandler(log, nil)),
			})
			ctx, stop := context.WithCancel(t.Context())
			done := make(chan error, 1)
			go func() { done <- r.Run(ctx) }()
			send("first")
			until(t, func() bool { return len(into.got()) > 0 })
			link.Spoil(fault)
			for n := range 25 {
				send(fmt.Sprint(n))
			}
			<-log.has
			link.Mend()
			until(t, func() bool {
				got := into.got()
				slices.Sort(got)
				return len(slices.Compact(got)) == len(want)
			})
			stop()
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
}

func until(t *testing.T, is func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not within a minute")
		}
	}
}
