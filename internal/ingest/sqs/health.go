package sqs

import (
	"strconv"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// Health is how a reader is doing.
type Health struct {
	Stored  int64     // messages stored and deleted since the start
	Again   int64     // messages that had been given before
	Asked   time.Time // when the queue last answered
	Objects int64     // of Amazon S3 that were imported since the start
	Problem string    // why it cannot be read, or messages cannot be stored, "" when they can
	Advice  string    // what to do about it, "" where that is not known
	Settings
}

// health is written by all receivers.
type health struct {
	mu sync.Mutex // guards is
	is Health
}

func (h *health) now() Health {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.is
}

func (h *health) received(messages []types.Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.is.Asked = time.Now()
	if len(messages) == 0 {
		h.is.Problem, h.is.Advice = "", ""
	}
	for _, m := range messages {
		count, _ := strconv.Atoi(m.Attributes[string(types.MessageSystemAttributeNameApproximateReceiveCount)]) // 0 where it is not told
		if count > 1 {
			h.is.Again++
		}
	}
}

func (h *health) stored(messages int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.is.Stored += int64(messages)
	h.is.Problem, h.is.Advice = "", ""
}

func (h *health) imported() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.is.Objects++
}

func (h *health) failed(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.is.Problem, h.is.Advice = err.Error(), advice(err)
}

func (h *health) looked(s Settings) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.is.Settings = s
}
