package main

import (
	"time"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/ingest/kinesis"
	"github.com/ringside/ringside/internal/ingest/sqs"
)

// status is what the pipeline page shows of streams and queues.
func (r *readers) status() ([]api.StreamStatus, []api.QueueStatus) {
	streams, queues := make([]api.StreamStatus, len(r.streams)), make([]api.QueueStatus, len(r.queues))
	for i, s := range r.streams {
		streams[i] = streamStatus(s)
	}
	for i, q := range r.queues {
		queues[i] = queueStatus(q)
	}
	return streams, queues
}

func streamStatus(r *kinesis.Reader) api.StreamStatus {
	h := r.Health()
	all := api.StreamStatus{
		Stream: r.Stream, FanOut: r.FanOut != nil, Problem: h.Problem, Advice: h.Advice,
		Shards: make([]api.ShardStatus, len(h.Shards)), Lost: append([]string{}, h.Lost...),
	}
	if h.Kept > 0 {
		all.KeptSeconds = seconds(h.Kept)
	}
	for i, s := range h.Shards {
		one := api.ShardStatus{
			Shard: s.Shard, Records: s.Records, Checkpoint: s.At, LastRecord: since(s.Last), Answered: since(s.Asked),
			Throttled: s.Throttled, Ended: s.Ended, Expiring: s.Expiring, Problem: s.Problem, Advice: s.Advice,
		}
		if !s.Asked.IsZero() {
			one.BehindSeconds = seconds(s.Behind)
			if all.BehindSeconds == nil || *one.BehindSeconds > *all.BehindSeconds {
				all.BehindSeconds = one.BehindSeconds
			}
		}
		all.Shards[i] = one
	}
	return all
}

func queueStatus(r *sqs.Reader) api.QueueStatus {
	h := r.Health()
	one := api.QueueStatus{
		Queue: r.Queue, Stored: h.Stored, Again: h.Again, Objects: h.Objects, Answered: since(h.Asked), Problem: h.Problem, Advice: h.Advice,
		DeadLetters: h.DeadLetters, Receives: h.Receives,
	}
	if h.Kept > 0 { // it was asked: every queue keeps its messages for a while
		one.Waiting, one.UnderWay, one.KeptSeconds = &h.Waiting, &h.UnderWay, seconds(h.Kept)
	}
	return one
}

func seconds(d time.Duration) *float64 {
	s := d.Seconds()
	return &s
}

// since is a moment, null for none.
func since(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	at = at.UTC()
	return &at
}
