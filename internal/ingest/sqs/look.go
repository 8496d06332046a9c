package sqs

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awssqs "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/ringside/ringside/internal/pause"
)

const (
	// lookEvery is how often the queue is asked how it is set up and how much waits in it.
	lookEvery = time.Minute
	// patience is how long an answer may take beyond what was asked for.
	patience = 10 * time.Second
)

// look asks how the queue is set up and how much waits in it, again and again, until ctx ends.
func (r *Reader) look(ctx context.Context) {
	told, unseen := false, false
	for {
		s, err := r.Settings(ctx)
		if err == nil {
			if s.Hidden > 0 {
				r.hidden.Store(int64(s.Hidden / time.Second))
			}
			r.health.looked(s)
			if s.DeadLetters == "" && !told {
				r.log.Warn("the queue has no dead-letter queue: a message that cannot be stored comes again until the queue drops it; " +
					"set a redrive policy with maxReceiveCount 5 or more")
			}
			told = true
		} else if !unseen && ctx.Err() == nil {
			unseen = true
			r.log.Warn("the queue's settings cannot be read: how much waits in it is not known; messages are read all the same",
				"error", err, "advice", advice(err))
		}
		if pause.For(ctx, lookEvery) != nil {
			return
		}
	}
}

// Settings are how a queue is set up, and how much waits in it.
type Settings struct {
	Waiting     int64         // messages, about
	UnderWay    int64         // given to somebody and not deleted yet, about
	Hidden      time.Duration // for which a message that was given is hidden from others
	Kept        time.Duration // after which a message is dropped
	DeadLetters string        // ARN of the queue for what was received too often, "" for none
	Receives    int           // how often that is
	KeyID       string        // of the key that encrypts it, "" for none of one's own
	ARN         string
	Policy      string // who may send into it, as JSON; "" for nobody of another service
}

// Settings asks for them.
func (r *Reader) Settings(ctx context.Context) (Settings, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	out, err := r.Client.GetQueueAttributes(ctx, &awssqs.GetQueueAttributesInput{
		QueueUrl: aws.String(r.Queue), AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameAll},
	})
	if err != nil {
		return Settings{}, err
	}
	number := func(name types.QueueAttributeName) int64 {
		n, _ := strconv.ParseInt(out.Attributes[string(name)], 10, 64) // what is missing is 0
		return n
	}
	s := Settings{
		Waiting:  number(types.QueueAttributeNameApproximateNumberOfMessages),
		UnderWay: number(types.QueueAttributeNameApproximateNumberOfMessagesNotVisible),
		Hidden:   time.Duration(number(types.QueueAttributeNameVisibilityTimeout)) * time.Second,
		Kept:     time.Duration(number(types.QueueAttributeNameMessageRetentionPeriod)) * time.Second,
		KeyID:    out.Attributes[string(types.QueueAttributeNameKmsMasterKeyId)],
		ARN:      out.Attributes[string(types.QueueAttributeNameQueueArn)],
		Policy:   out.Attributes[string(types.QueueAttributeNamePolicy)],
	}
	var redrive struct {
		Target   string `json:"deadLetterTargetArn"`
		Receives any    `json:"maxReceiveCount"` // a number, or one in quotes
	}
	if json.Unmarshal([]byte(out.Attributes[string(types.QueueAttributeNameRedrivePolicy)]), &redrive) == nil {
		s.DeadLetters = redrive.Target
		switch n := redrive.Receives.(type) {
		case float64:
			s.Receives = int(n)
		case string:
			s.Receives, _ = strconv.Atoi(n) // what is no number is 0
		}
	}
	return s, nil
}
