package amazonconnect

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/smithy-go"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/pause"
)

// Patience is how long an answer may take.
const Patience = 10 * time.Second

// Meter pays for the requests of one asker out of a budget that others share, and counts them. One goroutine asks at a time.
type Meter struct {
	budget    *rate.Limiter
	requests  atomic.Int64
	throttled atomic.Int64
	pause     pause.Pause // after failures in a row
}

// NewMeter returns a meter that has counted nothing.
func NewMeter(budget *rate.Limiter) *Meter { return &Meter{budget: budget} }

// Spent is how many requests were sent, and how many of them were refused because the account's quota was used up.
func (m *Meter) Spent() (requests, throttled int64) { return m.requests.Load(), m.throttled.Load() }

// Wait waits after a failure, or until ctx ends: between half and all of a pause that doubles, from a second up to a minute.
func (m *Meter) Wait(ctx context.Context) { _ = m.pause.Wait(ctx) }

// Reset is for a round of requests of which all succeeded: the next pause is the first again.
func (m *Meter) Reset() { m.pause.Reset() }

// Ask sends one request as soon as the budget allows it, and ends it when no answer comes. Errors: ctx's, and the SDK's.
func Ask[In, Out any](
	ctx context.Context, m *Meter, operation func(context.Context, *In, ...func(*awsconnect.Options)) (*Out, error), in *In,
) (*Out, error) {
	if err := m.budget.Wait(ctx); err != nil {
		return nil, err
	}
	m.requests.Add(1)
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	out, err := operation(ctx, in)
	if Throttled(err) {
		m.throttled.Add(1)
	}
	return out, err
}

// attempts is how often a request is sent that may wait: a list of many pages is not begun anew for one of them.
const attempts = 6

// Insist is Ask, after pauses (Wait) again while what is wrong may pass.
func Insist[In, Out any](
	ctx context.Context, m *Meter, operation func(context.Context, *In, ...func(*awsconnect.Options)) (*Out, error), in *In,
) (out *Out, err error) {
	for attempt := 1; ; attempt++ {
		if out, err = Ask(ctx, m, operation, in); !passing(ctx, err) || attempt == attempts {
			return out, err
		}
		m.Wait(ctx)
	}
}

// Throttled reports whether an error says that the quota of the account is used up.
func Throttled(err error) bool {
	code := Code(err)
	return code == "ThrottlingException" || code == "TooManyRequestsException"
}

// passing reports whether the same request may succeed a moment later: the quota is used up, Amazon Connect is at fault, or
// nothing answered.
func passing(ctx context.Context, err error) bool {
	if err == nil || ctx.Err() != nil {
		return false
	}
	api, answered := errors.AsType[smithy.APIError](err)
	return !answered || Throttled(err) || api.ErrorFault() == smithy.FaultServer
}

// Code is Amazon's word for an error, "" where Amazon did not answer.
func Code(err error) string { return awsaccess.Code(err) }

// Reason is what a person is told of an error: Amazon's code and words, without the address that was asked.
func Reason(err error) string { return awsaccess.Reason(err) }
