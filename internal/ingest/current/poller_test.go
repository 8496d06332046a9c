package current

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
)

const instance = "arn:aws:connect:eu-west-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b"

// connectAPI has one queue, which an agent serves and in which a number waits, and refuses while refusals are left.
type connectAPI struct {
	waiting  float64
	served   float64 // contacts at agents
	refusals int
	gone     atomic.Bool // it knows a queue no more
	guesses  bool        // it knows ESTIMATED_WAIT_TIME
	asked    []time.Time // requests for current metrics
	bare     int         // of these, without the estimate
}

func (a *connectAPI) GetCurrentMetricData(
	_ context.Context, in *awsconnect.GetCurrentMetricDataInput, _ ...func(*awsconnect.Options),
) (*awsconnect.GetCurrentMetricDataOutput, error) {
	a.asked = append(a.asked, time.Now())
	if a.refusals > 0 {
		a.refusals--
		return nil, &smithy.GenericAPIError{Code: "ThrottlingException", Message: "Rate exceeded"}
	}
	if a.gone.Load() {
		return nil, &smithy.GenericAPIError{Code: "ResourceNotFoundException", Message: "Queue not found"}
	}
	values := []*float64{&a.waiting, aws.Float64(0), aws.Float64(30), &a.served, aws.Float64(75)}
	result := types.CurrentMetricResult{
		Dimensions: &types.Dimensions{Queue: &types.QueueReference{Id: aws.String("sales")}, Channel: types.ChannelVoice},
	}
	for i := range in.CurrentMetrics {
		result.Collections = append(result.Collections, types.CurrentMetricData{Metric: &in.CurrentMetrics[i], Value: values[i]})
	}
	switch {
	case len(in.CurrentMetrics) < len(values):
		a.bare++
	case !a.guesses:
		return nil, &smithy.GenericAPIError{Code: "InvalidParameterException", Message: "ESTIMATED_WAIT_TIME is unknown"}
	}
	return &awsconnect.GetCurrentMetricDataOutput{
		DataSnapshotTime: aws.Time(time.Now()), MetricResults: []types.CurrentMetricResult{result},
	}, nil
}

// watched is a poller that runs beside a hub for so long.
func watched(t *testing.T, api *connectAPI, moved <-chan struct{}, long time.Duration, meanwhile func()) (Status, live.Snapshot) {
	t.Helper()
	return watchedBy(t, clock.Clock{}, api, moved, long, meanwhile)
}

// watchedBy does it in a centre with a clock of its own.
func watchedBy(
	t *testing.T, c clock.Clock, api *connectAPI, moved <-chan struct{}, long time.Duration, meanwhile func(),
) (Status, live.Snapshot) {
	t.Helper()
	hub := live.NewHub(live.Options{})
	ctx, stop := context.WithCancel(t.Context())
	names, err := directory.Open(ctx, directory.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	p := New(Options{API: api, Instance: instance, Board: hub, Directory: names, Budget: rate.NewLimiter(Budget, 1), Moved: moved, Clock: c})
	ended := make(chan error, 2)
	go func() { ended <- hub.Run(ctx) }()
	go func() { ended <- p.Run(ctx) }()
	list := func() {
		err := names.Learn(ctx, instance, directory.Queues, []directory.Entry{{ARN: instance + "/queue/sales"}}, time.Now())
		if err != nil {
			t.Error(err)
		}
	}
	list()
	if meanwhile != nil {
		meanwhile()
	}
	for ; long > time.Hour; long -= time.Hour {
		time.Sleep(time.Hour) // in fake time
		list()
	}
	time.Sleep(long)
	now, err := hub.Snapshot(ctx, live.Watch{Scope: metric.Everything()})
	if err != nil {
		t.Fatal(err)
	}
	status := p.Status()
	stop()
	if err := errors.Join(<-ended, <-ended, names.Close()); err != nil {
		t.Error(err)
	}
	return status, now
}

func TestThrottlingIsObeyedAndTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &connectAPI{waiting: 4, refusals: 5, guesses: true}
		status, now := watched(t, api, nil, time.Minute, nil)
		if status.Throttled != 5 || status.Problem != "" {
			t.Errorf("throttled %d times, problem %q", status.Throttled, status.Problem)
		}
		for i := 1; i < 5; i++ {
			// each pause is between half and all of one that doubles
			if gap, least := api.asked[i].Sub(api.asked[i-1]), time.Second<<(i-1)/2; gap < least {
				t.Errorf("refused for the %d. time, asked again after %v", i, gap)
			}
		}
		if got := now.Queues[instance+"/queue/sales"]; got.InQueue != 4 || now.Estimated {
			t.Errorf("the board has %+v, estimated %v", got, now.Estimated)
		}
	})
}

func TestABurstOfEventsIsOneQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := &connectAPI{guesses: true}
		moved := make(chan struct{}, 1)
		watched(t, api, moved, time.Minute, func() {
			time.Sleep(10 * time.Second)
			for range 200 { // ten seconds of twenty events each
				select {
				case moved <- struct{}{}:
				default:
				}
				time.Sleep(50 * time.Millisecond)
			}
		})
		if n := len(api.asked); n < 3 || n > 6 {
			t.Errorf("asked %d times within 80 s: at the start, for ten seconds of events, and no more", n)
		}
	})
}

// TestItIsAskedEvery15SecondsWhileSomethingMoves counts for ten minutes without an event. The answer has a row of the queue
// each time, since an agent serves it.
func TestItIsAskedEvery15SecondsWhileSomethingMoves(t *testing.T) {
	for name, test := range map[string]struct {
		api         *connectAPI
		least, most int
	}{
		"somebody waits":     {&connectAPI{guesses: true, waiting: 1}, 40, 42},
		"somebody is served": {&connectAPI{guesses: true, served: 1}, 40, 42},
		"nothing moves":      {&connectAPI{guesses: true}, 5, 6},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				watched(t, test.api, nil, 10*time.Minute+time.Second, nil)
				if n := len(test.api.asked); n < test.least || n > test.most {
					t.Errorf("asked %d times in ten minutes", n)
				}
			})
		})
	}
}

// TestRoundsKeepPaceWithAClockThatRunsFaster: at 40 times the speed, 15 seconds are under a second, which the budget allows
// for one request.
func TestRoundsKeepPaceWithAClockThatRunsFaster(t *testing.T) {
	for speed, want := range map[float64]int{0.5: 5, 4: 17, 40: 61} {
		synctest.Test(t, func(t *testing.T) {
			api := &connectAPI{guesses: true, waiting: 1}
			watchedBy(t, clock.Virtual(time.Now(), speed), api, nil, time.Minute+time.Second, nil)
			if n := len(api.asked); n < want-1 || n > want+1 {
				t.Errorf("at %g times the speed asked %d times within a minute, want about %d", speed, n, want)
			}
		})
	}
}

// TestAnEstimateThatIsRefusedCostsNoCount asks an API that does not know the estimate: once refused, it is left out until
// the queues are listed again.
func TestAnEstimateThatIsRefusedCostsNoCount(t *testing.T) {
	for guesses, want := range map[bool]map[string]int64{true: {"VOICE": 75}, false: nil} {
		synctest.Test(t, func(t *testing.T) {
			api := &connectAPI{waiting: 4, guesses: guesses}
			status, now := watched(t, api, nil, time.Hour+time.Minute, nil)
			queue := now.Queues[instance+"/queue/sales"]
			if diff := cmp.Diff(want, queue.EstimatedWaits); diff != "" || queue.InQueue != 4 || status.Problem != "" {
				t.Errorf("%d wait, problem %q, estimates (-want +got):\n%s", queue.InQueue, status.Problem, diff)
			}
			if refused := len(api.asked) - api.bare; !guesses && refused != 2 {
				t.Errorf("refused %d times within an hour and a minute, want once an hour", refused)
			}
		})
	}
}

func TestAnAgeIsInTheUnitThatCanBe(t *testing.T) {
	if got := age(73); got.Value != 73_000 {
		t.Errorf("73 seconds are %d ms", got.Value)
	}
	if got := age(3_600_000); got.Value != 3_600_000 { // no contact waits for 41 days
		t.Errorf("an hour in milliseconds is %d ms", got.Value)
	}
}

// TestQueuesAreThoseOfTheDirectory asks about nothing before they are listed, and about a new one with the round after that.
func TestQueuesAreThoseOfTheDirectory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		names, err := directory.Open(t.Context(), directory.Options{Folder: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		hub := live.NewHub(live.Options{})
		ctx, stop := context.WithCancel(t.Context())
		api := &connectAPI{guesses: true, waiting: 1}
		var wanted atomic.Int64
		p := New(Options{
			API: api, Instance: instance, Board: hub, Directory: names, Budget: rate.NewLimiter(Budget, 1), Want: func() { wanted.Add(1) },
		})
		ended := make(chan error, 2)
		go func() { ended <- hub.Run(ctx) }()
		go func() { ended <- p.Run(ctx) }()
		time.Sleep(time.Hour) // in fake time
		if len(api.asked) != 0 {
			t.Errorf("asked %d times about no queue", len(api.asked))
		}
		var listed []directory.Entry
		for _, name := range []string{"sales", "help"} {
			listed = append(listed, directory.Entry{ARN: instance + "/queue/" + name})
			if err := names.Learn(ctx, instance, directory.Queues, listed, time.Now()); err != nil {
				t.Fatal(err)
			}
			time.Sleep(movingEvery + time.Second) // in fake time
			if got := p.Status().Queues; got != len(listed) {
				t.Errorf("%d queues are asked about, want %d", got, len(listed))
			}
		}
		api.gone.Store(true)
		time.Sleep(movingEvery + time.Second) // in fake time
		if wanted.Load() == 0 {
			t.Error("a queue that is gone makes nobody list them anew")
		}
		stop()
		if err := errors.Join(<-ended, <-ended, names.Close()); err != nil {
			t.Error(err)
		}
	})
}
