package current

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/live"
)

// API is the part of Amazon Connect's API that is asked; *awsconnect.Client is one. It must not try again by itself: each
// request is paid for from one budget.
type API interface {
	GetCurrentMetricData(context.Context, *awsconnect.GetCurrentMetricDataInput, ...func(*awsconnect.Options)) (*awsconnect.GetCurrentMetricDataOutput, error)
}

// queuesAtOnce is the most queues of one request.
const queuesAtOnce = 100

// channels are those that are asked for. The page of the operation allows three and says that these are supported; that
// EMAIL stands in its enumeration is no promise, and a refused request would cost the other three. What waits by e-mail is
// known from contact events alone.
var channels = []types.Channel{types.ChannelVoice, types.ChannelChat, types.ChannelTask}

// metrics are what is read of each queue and channel.
var metrics = []types.CurrentMetric{
	{Name: types.CurrentMetricNameContactsInQueue, Unit: types.UnitCount},
	{Name: types.CurrentMetricNameContactsScheduled, Unit: types.UnitCount},
	{Name: types.CurrentMetricNameOldestContactAge, Unit: types.UnitSeconds},
	{Name: types.CurrentMetricNameSlotsActive, Unit: types.UnitCount},
	estimate,
}

// estimate is asked as the page of the operation wants it: filtered and grouped by queue and channel.
var estimate = types.CurrentMetric{Name: types.CurrentMetricNameEstimatedWaitTime, Unit: types.UnitSeconds}

// counts are the metrics without the estimate, which must not cost them where it is refused.
var counts = metrics[:len(metrics)-1]

// client asks about one instance.
type client struct {
	api      API
	instance string // ARN
	meter    *amazonconnect.Meter
	log      *slog.Logger
	bare     bool // Amazon Connect has refused to estimate
}

// answer is a reading, and whether somebody waits or is being served in any of its places.
type answer struct {
	live.Reading
	moves bool
}

// read asks what waits in at most queuesAtOnce queues, by ARN.
func (c *client) read(ctx context.Context, of []string) (answer, error) {
	r := answer{Reading: live.Reading{Instance: c.instance, Waiting: map[live.Place]live.WaitingRead{}}}
	in := &awsconnect.GetCurrentMetricDataInput{
		InstanceId: aws.String(connect.InstanceID(c.instance)), MaxResults: aws.Int32(100),
		Filters:   &types.Filters{Channels: channels},
		Groupings: []types.Grouping{types.GroupingQueue, types.GroupingChannel},
	}
	arns := map[string]string{}
	for _, arn := range of {
		id := connect.ResourceID(arn)
		arns[id] = arn
		in.Filters.Queues = append(in.Filters.Queues, id)
		for _, channel := range channels {
			r.Asked = append(r.Asked, live.Place{Queue: arn, Channel: string(channel)})
		}
	}
	for {
		out, err := c.ask(ctx, in)
		if err != nil {
			return answer{}, fmt.Errorf("get current metric data: %w", err)
		}
		if at := aws.ToTime(out.DataSnapshotTime); r.At.IsZero() || at.Before(r.At) {
			r.At = at
		}
		for _, result := range out.MetricResults {
			if d := result.Dimensions; d != nil && d.Queue != nil {
				read, slots := waitingOf(result.Collections)
				r.Waiting[live.Place{Queue: arns[aws.ToString(d.Queue.Id)], Channel: string(d.Channel)}] = read
				r.moves = r.moves || read.InQueue.Value+read.Scheduled.Value+slots > 0
			}
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			break
		}
	}
	if r.At.IsZero() {
		return answer{}, fmt.Errorf("get current metric data: no DataSnapshotTime in the answer")
	}
	return r, nil
}

// ask asks for one page. Where Amazon Connect does not accept the question, which the counts alone have never been refused
// for, it is put again without the estimate, and so are those after it until the queues are listed anew.
func (c *client) ask(ctx context.Context, in *awsconnect.GetCurrentMetricDataInput) (*awsconnect.GetCurrentMetricDataOutput, error) {
	in.CurrentMetrics = metrics
	if c.bare {
		in.CurrentMetrics = counts
	}
	out, err := amazonconnect.Ask(ctx, c.meter, c.api.GetCurrentMetricData, in)
	if !refuses(amazonconnect.Code(err)) || c.bare || in.NextToken != nil {
		return out, err
	}
	c.bare = true
	c.log.Warn("Amazon Connect refused the question; asked without ESTIMATED_WAIT_TIME", "instance", c.instance, "error", err)
	return c.ask(ctx, in)
}

// refuses reports whether an error's code says that the question itself was not accepted.
func refuses(code string) bool {
	return code == "InvalidParameterException" || code == "InvalidRequestException"
}

// longestAge is beyond what a contact can wait: a callback that is queued, a task and an e-mail wait for 7 days at most.
const longestAge = 8 * 24 * time.Hour

// waitingOf is what was read of a place, and how many of its contacts are at agents; none where that is not known.
func waitingOf(data []types.CurrentMetricData) (w live.WaitingRead, slots int64) {
	for _, d := range data {
		if d.Metric == nil || d.Value == nil || math.IsNaN(*d.Value) || *d.Value < 0 { // null is not computable, and no zero
			continue
		}
		value := connect.Int{Value: int64(math.Round(*d.Value)), Valid: true}
		switch d.Metric.Name { //nolint:exhaustive // Amazon Connect has dozens, five are asked for
		case types.CurrentMetricNameContactsInQueue:
			w.InQueue = value
		case types.CurrentMetricNameContactsScheduled:
			w.Scheduled = value
		case types.CurrentMetricNameOldestContactAge:
			w.Oldest = age(*d.Value)
		case types.CurrentMetricNameSlotsActive:
			slots = value.Value
		case types.CurrentMetricNameEstimatedWaitTime:
			w.Estimate = value
		}
	}
	return w, slots
}

// age is OLDEST_CONTACT_AGE in milliseconds. Grouped, as it is asked for here, it comes in seconds; without a grouping the
// same unit is written and the value is in milliseconds. A value that in seconds would be longer than any contact waits
// is in milliseconds, whatever the answer was grouped by.
func age(value float64) connect.Int {
	if value > longestAge.Seconds() {
		return connect.Int{Value: int64(value), Valid: true}
	}
	return connect.Int{Value: int64(value * 1000), Valid: true}
}
