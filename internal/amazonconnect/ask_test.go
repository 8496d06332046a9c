package amazonconnect

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
	"github.com/aws/smithy-go"
	"golang.org/x/time/rate"
)

type operation = func(context.Context, *awsconnect.ListQueuesInput, ...func(*awsconnect.Options)) (*awsconnect.ListQueuesOutput, error)

// answers is an operation that ends so.
func answers(err error) operation {
	return func(context.Context, *awsconnect.ListQueuesInput, ...func(*awsconnect.Options)) (*awsconnect.ListQueuesOutput, error) {
		return &awsconnect.ListQueuesOutput{}, err
	}
}

func TestAskersShareOneBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		budget := rate.NewLimiter(1, 1)
		one, other := NewMeter(budget), NewMeter(budget)
		begun := time.Now()
		for _, m := range []*Meter{one, other, one, other} {
			if _, err := Ask(t.Context(), m, answers(nil), &awsconnect.ListQueuesInput{}); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(begun); took != 3*time.Second {
			t.Errorf("four requests of two askers took %v, want 3s", took)
		}
		if requests, _ := other.Spent(); requests != 2 {
			t.Errorf("one of them counted %d requests, want 2", requests)
		}
	})
}

func TestSilenceEndsWithinTheLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		silent := func(ctx context.Context, _ *awsconnect.ListQueuesInput, _ ...func(*awsconnect.Options)) (*awsconnect.ListQueuesOutput, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		begun := time.Now()
		_, err := Ask(t.Context(), NewMeter(rate.NewLimiter(1, 1)), silent, &awsconnect.ListQueuesInput{})
		if took := time.Since(begun); !errors.Is(err, context.DeadlineExceeded) || took != Patience {
			t.Errorf("ended after %v with %v", took, err)
		}
	})
}

func TestThrottlingIsCountedAndTold(t *testing.T) {
	m := NewMeter(rate.NewLimiter(rate.Inf, 1))
	refusal := &smithy.GenericAPIError{Code: "ThrottlingException", Message: "Rate exceeded"}
	_, err := Ask(t.Context(), m, answers(refusal), &awsconnect.ListQueuesInput{})
	if requests, throttled := m.Spent(); requests != 1 || throttled != 1 {
		t.Errorf("%d requests, %d throttled, want one of each", requests, throttled)
	}
	if got := Reason(err); got != "ThrottlingException: Rate exceeded" {
		t.Errorf("a person is told %q", got)
	}
	if got := Reason(errors.New("dial tcp 10.0.0.1")); got != "no answer; the log says why" {
		t.Errorf("a person is told %q", got)
	}
}

func TestPausesDoubleUpToAMinuteUntilARoundSucceeds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := NewMeter(rate.NewLimiter(rate.Inf, 1))
		pause := func() time.Duration {
			begun := time.Now()
			m.Wait(t.Context())
			return time.Since(begun)
		}
		for _, most := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60} {
			if got := pause(); got < most*time.Second/2 || got > most*time.Second {
				t.Errorf("a pause of %v, want half to all of %v", got, most*time.Second)
			}
		}
		if _, err := Ask(t.Context(), m, answers(nil), &awsconnect.ListQueuesInput{}); err != nil {
			t.Fatal(err)
		}
		if got := pause(); got < time.Minute/2 {
			t.Errorf("a pause of %v after one request of a round that failed", got)
		}
		m.Reset()
		if got := pause(); got > time.Second {
			t.Errorf("the first pause after a round that succeeded is %v", got)
		}
	})
}

func TestARequestIsSentAgainWhileWhatIsWrongMayPass(t *testing.T) {
	for name, test := range map[string]struct {
		failure error
		want    int64
	}{
		"quota used up":     {&smithy.GenericAPIError{Code: "ThrottlingException"}, attempts},
		"Amazon's fault":    {&types.InternalServiceException{}, attempts},
		"no connection":     {errors.New("dial tcp: connection refused"), attempts},
		"not allowed":       {&smithy.GenericAPIError{Code: "AccessDeniedException"}, 1},
		"not understood":    {&types.InvalidRequestException{}, 1},
		"an answer at once": {nil, 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			m := NewMeter(rate.NewLimiter(1, 1))
			if _, err := Insist(t.Context(), m, answers(test.failure), &awsconnect.ListQueuesInput{}); !errors.Is(err, test.failure) {
				t.Errorf("%s: %v", name, err)
			}
			if requests, _ := m.Spent(); requests != test.want {
				t.Errorf("%s: sent %d times, want %d", name, requests, test.want)
			}
		})
	}
}

func TestARequestIsNotSentAgainWhenNobodyWaitsForIt(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	m := NewMeter(rate.NewLimiter(rate.Inf, 1))
	stopped := func(context.Context, *awsconnect.ListQueuesInput, ...func(*awsconnect.Options)) (*awsconnect.ListQueuesOutput, error) {
		stop()
		return nil, errors.New("broken off")
	}
	if _, err := Insist(ctx, m, stopped, &awsconnect.ListQueuesInput{}); err == nil {
		t.Error("no error")
	}
	if requests, _ := m.Spent(); requests != 1 {
		t.Errorf("sent %d times, want once", requests)
	}
}
